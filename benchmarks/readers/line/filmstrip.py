"""Filmstrips: the same moments of a first visit, without the extension and with it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, pairwise
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFont

from ...drawing import LIGHT, PICTURES
from .film import Frame
from .visit import SCREEN

FRAMES: Final = 8
#: Milliseconds from frame to frame are a multiple of this, and the least that shows all.
_STEP: Final = 50
#: The share of a picture that changes where something is seen; an icon that comes last is less.
_MUCH: Final = 0.02

#: Pixels.
_MARGIN: Final = 14
_GAP: Final = 8
_WIDTH: Final = 170
_HEIGHT: Final = _WIDTH * SCREEN["height"] // SCREEN["width"]
_TEXT: Final = 24
_LINE: Final = 36
_QUALITY: Final = 75


def times(films: Sequence[Sequence[Frame]]) -> list[int]:
    """The moments to show: from the first that has something to that in which all is seen."""
    changes = [moment for film in films for moment in _changes(film)]
    for step in count(_STEP, _STEP):
        # The first frame shows that there was nothing.
        first = max(1, int(min(changes) // step))
        if (first + FRAMES - 1) * step >= max(changes):
            return [step * number for number in range(first, first + FRAMES)]
    raise AssertionError


def _changes(film: Sequence[Frame]) -> list[float]:
    return [
        after.time
        for before, after in pairwise(film)
        if _different(before.picture, after.picture) > _MUCH
    ]


def _different(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ."""
    same, *_ = ImageChops.difference(one, other).convert("L").histogram()
    return 1 - same / (one.width * one.height)


def draw(films: Sequence[Sequence[Frame]], moments: Sequence[int]) -> Image.Image:
    """A strip for the site without the extension, and one for that with it below."""
    width = 2 * _MARGIN + FRAMES * (_WIDTH + _GAP) - _GAP
    strip = Image.new("RGB", (width, 2 * _MARGIN + 3 * _LINE + 2 * _HEIGHT), LIGHT["paper"])
    pen = ImageDraw.Draw(strip)
    font = ImageFont.load_default(_TEXT)
    tops = (_MARGIN + _LINE, _MARGIN + 2 * _LINE + _HEIGHT)
    pen.text((_MARGIN, _MARGIN), "without sphinx_compress", LIGHT["ink"], font)
    pen.text((_MARGIN, tops[1] + _HEIGHT + _GAP), "with sphinx_compress", LIGHT["after"], font)
    for number, moment in enumerate(moments):
        left = _MARGIN + number * (_WIDTH + _GAP)
        middle = (left + _WIDTH / 2, tops[1] - _LINE / 2)
        pen.text(middle, f"{moment / 1000:g} s", LIGHT["quiet"], font, anchor="mm")
        for film, top in zip(films, tops, strict=True):
            picture = at(film, moment).resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS)
            strip.paste(picture, (left, top))
            pen.rectangle((left, top, left + _WIDTH - 1, top + _HEIGHT - 1), None, LIGHT["rule"])
    return strip


def at(film: Sequence[Frame], moment: float) -> Image.Image:
    """What was seen at a moment; the first frame of a film is of the time before."""
    return [frame.picture for frame in film if frame.time <= moment or frame is film[0]][-1]


def write(theme: str, films: Sequence[Sequence[Frame]], moments: Sequence[int]) -> None:
    """Write the picture of a theme."""
    path = PICTURES / f"film-{theme}.webp"
    draw(films, moments).save(path, quality=_QUALITY, method=6)
