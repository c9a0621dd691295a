"""What it takes to find out what stands in for a region, once it is known.

A template with a region is rendered again and again, and one with the same text and no
region; the difference is what the tag takes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, Template

from sphinx_compress.extension.tag import CompressTag

from . import peers
from .pages import css_region, write_static
from .series import ratios, spread
from .site import Build

_CALLS: Final = 1000

OURS: Final = "ours"
OURS_OFFLINE: Final = "ours, offline"
CACHED: Final = "Django Compressor, cached"
OFFLINE: Final = "Django Compressor, offline"


def measure(rounds: int) -> dict[str, list[float]]:
    """Way → seconds of one look-up, by round."""
    with tempfile.TemporaryDirectory() as name:
        return _measure(Path(name), rounds)


def _measure(directory: Path, rounds: int) -> dict[str, list[float]]:
    static = directory / "html" / "_static"
    write_static(static, 1)
    build = Build(directory, set())
    ours = Environment(extensions=[CompressTag])
    ours.sphinx_compress = build.session  # type: ignore[attr-defined]
    text = css_region(0, "../")
    context: dict[str, Any] = {"pagename": "part/page", "pathto": lambda path, _: f"../{path}"}
    peers.set_up(static)
    theirs = css_region(0, "/")
    ways: dict[str, Callable[[], object]] = {}

    def add(way: str, plain: Callable[[], str], tagged: Callable[[], str]) -> None:
        # What is measured is to be what stands in, not the text itself.
        if tagged() == plain() or "stylesheet" not in tagged():
            raise ValueError(f"{way}: nothing stands in for the region")
        ways[f"{way} (text alone)"] = plain
        ways[way] = tagged

    tag = f"{{% compress css %}}{text}{{% endcompress %}}"
    plain, tagged = ours.from_string(text), ours.from_string(tag)

    def rendered(template: Template) -> str:
        # As the bridge has each page rendered.
        with build.journal:
            return template.render(context)

    add(OURS, lambda: rendered(plain), lambda: rendered(tagged))
    page = directory / "html" / f"{context['pagename']}.html"
    page.parent.mkdir()
    page.write_text(tagged.render(context), encoding="utf-8")
    build.reconciler.reconcile()
    offline = Environment(extensions=[CompressTag])
    offline.sphinx_compress = build.offline()  # type: ignore[attr-defined]
    looked_up = offline.from_string(tag)
    add(OURS_OFFLINE, lambda: rendered(plain), lambda: rendered(looked_up))
    django_plain, django_tagged = peers.template(theirs), peers.template(theirs, "css")
    add(CACHED, lambda: peers.render(django_plain), lambda: peers.render(django_tagged))
    html = peers.render(django_tagged)
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for way, function in ways.items():
            found.setdefault(way, []).append(_timed(function))
        with peers.offline(theirs, html):
            way = f"{OFFLINE} (text alone)"
            found.setdefault(way, []).append(_timed(lambda: peers.render(django_plain)))
            found.setdefault(OFFLINE, []).append(_timed(lambda: peers.render(django_tagged)))
    build.end()
    return {
        way: _differences(found[f"{way} (text alone)"], found[way])
        for way in (OURS, OURS_OFFLINE, CACHED, OFFLINE)
    }


def _differences(less: list[float], more: list[float]) -> list[float]:
    return [one - other for other, one in zip(less, more, strict=True)]


def _timed(function: Callable[[], object]) -> float:
    start = time.process_time()
    for _ in range(_CALLS):
        function()
    return (time.process_time() - start) / _CALLS


HEADER: Final = ("Look-up", "µs", "Times ours")


def rows(found: dict[str, list[float]]) -> list[list[str]]:
    """One row for each way."""
    return [
        [
            way,
            f"{spread([1e6 * one for one in seconds]):.1f}",
            f"{ratios(found[OURS], seconds):.1f}" if way != OURS else "1",
        ]
        for way, seconds in found.items()
    ]


TOLD: Final = (
    "Processor time for one region of four style sheets, rendered in a template, minus the time"
    " for the same text without a tag. Both know the answer already. Ours also writes down"
    " which page has the region."
)
