"""Explains a page that was written: what became of each of its tags."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..bundle.result import Decision, tag_label
from ..core.errors import ExplanationError
from ..core.types import STATIC
from ..page.bundle_links import with_the_site
from ..page.markup import attributes_of
from ..page.opt_out import ATTRIBUTE, BY_ATTRIBUTE, BY_STAND_IN, is_off_page, says_off
from ..page.patterns import Element, find_elements
from . import decisions
from .places import Place, Places, prefix_of, record_below


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one tag of a page."""

    decision: Decision
    #: Whether it is a script that waits until the page has been read, or why it does not; empty
    #: where that is clear.
    verdict: str = ""

    def __str__(self) -> str:
        verdict = f"; {self.verdict}" if self.verdict else ""
        return decisions.describe(self.decision) + verdict


def explain_page(page: Path) -> list[Explanation]:
    """Return what became of each tag of the page in the file *page*.

    :raises ExplanationError: if it is no page of a site that was built with this extension.
    """
    try:
        text = page.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise ExplanationError(f"{page} cannot be read: {error.strerror}") from error
    file = _record_file(page.resolve().parent)
    if file is None:
        raise ExplanationError(_no_record(page))
    known = _load(file)
    path = page.resolve().relative_to(_site_of(file)).as_posix()
    off = {each.tag for each in known.get(decisions.PAGES_OFF, ())}
    if path in off or is_off_page(text):
        by = "the metadata of its document say so" if path in off else f"{BY_ATTRIBUTE}, on <html>"
        return [Explanation(Decision("", reason=f"all tags of the page stay: {by}"))]
    scripts = known.get(decisions.HEAD, ())
    reason = next((each.reason for each in known.get(decisions.OFFLINE, ())), _APART)
    # Python writes other line ends on Windows.
    text, prefix = _with_the_site(page, file, text.replace("\r\n", "\n"))
    elements = list(find_elements(text))
    places = list(_places_of(file).find(text, prefix, elements))
    head_end = text.find("</head")
    found = [(place.start, each) for place in places for each in known[place.html]]
    found += _others(text, elements, places, reason)
    eager = (each.reason for each in known.get(decisions.EAGER, ()) if each.tag == path)
    stays = [f"scripts of the head that are not deferred stay there: {why}" for why in eager]
    return [
        *(Explanation(Decision("", reason=reason)) for reason in stays),
        *(
            Explanation(each, _verdict(each, scripts, is_late=start > head_end))
            for start, each in sorted(found, key=lambda item: item[0])
        ),
    ]


def _verdict(decision: Decision, scripts: Collection[Decision], *, is_late: bool) -> str:
    # What stands in for a script in this page may not wait in another one.
    if decision.reason == BY_STAND_IN:
        return ""
    return decisions.verdict(decision.tag, scripts, is_late=is_late)


# Pages of one site are explained one after the other.
@lru_cache(1024)
def _record_file(directory: Path) -> Path | None:
    found = (record_below(parent) for parent in (directory, *directory.parents))
    return next(filter(None, found), None)


@lru_cache(1)
def _load(file: Path) -> decisions.Decisions:
    return decisions.load(file)


@lru_cache(1)
def _places_of(file: Path) -> Places:
    apart = {decisions.PAGES_OFF, decisions.HEAD, decisions.EAGER, decisions.OFFLINE}
    return Places([html for html in _load(file) if html not in apart])


def _site_of(file: Path) -> Path:
    """Return the directory of the site whose record is in *file*."""
    return next(parent.parent for parent in file.parents if parent.name == STATIC.strip("/"))


def _with_the_site(page: Path, file: Path, text: str) -> tuple[str, str]:
    """Return the text of a page as if no other server had its bundles, and its root prefix."""
    site = _site_of(file)
    bundles = file.parent.relative_to(site).as_posix()
    depth = len(page.resolve().parent.relative_to(site).parts)
    prefix = prefix_of(text, bundles, depth)
    return with_the_site(text, bundles, prefix), prefix


def _others(
    text: str, elements: Iterable[Element], places: Collection[Place], reason: str
) -> Iterator[tuple[int, Decision]]:
    """Yield where each tag of a page is that no region has, and a decision on it."""
    for element in elements:
        tag = text[element.start : element.end]
        if element.name == "comment" or any(
            element.start < place.end and place.start < element.end for place in places
        ):
            continue
        attributes = attributes_of(tag)
        is_ours = any(name.startswith(f"{ATTRIBUTE}-") for name in attributes)
        is_sheet = "stylesheet" in attributes.get("rel", "").lower().split()
        if not is_ours and (element.name != "link" or is_sheet):
            decision = Decision(tag_label(tag), reason=reason)
            is_off = says_off(attributes)
            yield element.start, replace(decision, reason=BY_ATTRIBUTE) if is_off else decision


_APART = "it is in no run of tags at the top or at the end of the page that has a file to bundle"


def _no_record(page: Path) -> str:
    return (
        f"no {STATIC}…/{decisions.FILE_NAME} was found beside or above {page}. A build writes it"
        " beside the bundles, and it says what became of the tags. If this is a copy of a site,"
        " such as what was uploaded, explain the page in the output directory of the build. If that"
        " has no such file either, sphinx_compress is not in extensions, compress_enabled is False,"
        " no page had anything to bundle, or something removed the file after the build."
    )
