"""All code of a page that no region of it has, as names of the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from ..bundle.chunking import tags_of
from ..core.types import ROOT_MARKER
from ..page.attribute_code import code_in_attributes
from ..page.frames import Frames
from ..page.patterns import ODD_SCRIPT
from ..page.region import mark
from ..page.run import Found
from .early_scripts import is_of_svg

#: The name that a page has of which all is noted.
IS_NOTED: Final = "@noted"
#: How the name begins that says which script, or frame, a page has outside of its regions.
_SCRIPT: Final = "@noted "
_FRAME: Final = "@frame "
#: In an ``object``, Sphinx shows graphs, which have no scripts.
_DRAWING: Final = 'type="image/svg+xml"'


def noted(
    html: str, found: Collection[Found], starts: Sequence[int], prefix: str, frames: Frames
) -> frozenset[str] | None:
    """Return the names that tell of all code of a page; ``None`` if some is not understood.

    :param found: its runs.
    :param starts: where something in it begins as a script does, but in no marked region.
    """
    codes = code_in_attributes(html)
    scripts = [*_scripts(html, found, starts)]
    if codes is None or ODD_SCRIPT.search(html) or any(map(is_of_svg, scripts)):
        return None
    scripts += (f"<script>{code}</script>" for code in codes)
    names = {_SCRIPT + mark(tag, prefix) for tag in scripts}
    names |= {_FRAME + tag for tag in frames.of_the_site(html) if _DRAWING not in tag}
    for each in found:
        run = mark(each.run.tags, prefix) if each.kind == "js" else ROOT_MARKER
        if ROOT_MARKER not in run:
            # An offline build looks for no region where no file of the site is.
            names |= {_SCRIPT + tag for tag in tags_of(run)}
    return frozenset({IS_NOTED, *names})


def _scripts(html: str, found: Collection[Found], starts: Sequence[int]) -> Iterator[str]:
    runs = [(each.start, each.end) for each in found]
    for start in starts:
        # What is in runs is looked at with their regions.
        if not any(first <= start < end for first, end in runs):
            yield html[start : html.find(">", html.find("</script", start)) + 1]


def scripts_among(names: Iterable[str]) -> Iterator[str]:
    """Yield the scripts that names of pages tell of, as their marked texts."""
    return (name[len(_SCRIPT) :] for name in names if name.startswith(_SCRIPT))


def frames_among(names: Iterable[str]) -> Iterator[str]:
    """Yield the frames that names of pages tell of, as their tags."""
    return (name[len(_FRAME) :] for name in names if name.startswith(_FRAME))
