"""Explains a page that was written: what became of each of its tags."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from ..bundle.result import Decision, tag_label
from ..core.errors import ExplanationError
from ..core.types import STATIC
from ..page.markup import attributes_of
from ..page.patterns import find_elements
from ..page.region import unmark
from . import decisions, manifest


def explain_page(page: Path) -> Iterator[str]:
    """Yield, in lines, what became of each tag of the page in the file *page*.

    :raises ExplanationError: if it is no page of a site that was built with this extension.
    """
    try:
        text = page.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise ExplanationError(f"{page} cannot be read: {error.strerror}") from error
    file = _record_file(page)
    known = decisions.load(file)
    # Python writes other line ends on Windows.
    text = text.replace("\r\n", "\n")
    scripts = known.pop(decisions.HEAD, ())
    places = _places(text, known, _prefix(page, file, text))
    head_end = text.find("</head")

    def line(start: int, decision: Decision) -> tuple[int, str]:
        verdict = decisions.verdict(decision.tag, scripts, is_late=start > head_end)
        return start, decisions.describe(decision) + verdict

    lines = [line(start, decision) for start, _, decided in places for decision in decided]
    lines += (line(*found) for found in _others(text, places, _reason(file.parent)))
    yield from (text for _, text in sorted(lines, key=lambda item: item[0]))


def _record_file(page: Path) -> Path:
    for directory in page.resolve().parents:
        files = sorted((directory / STATIC).rglob(decisions.FILE_NAME))
        if files:
            # The site may have a file of that name for itself.
            return max(files, key=_likeliness)
    raise ExplanationError(
        f"no {STATIC}…/{decisions.FILE_NAME} was found beside or above {page}: is it a page of a"
        " site that was built with sphinx_compress, and is compress_enabled True?"
    )


def _likeliness(file: Path) -> tuple[bool, bool]:
    is_good = any(decisions.load(file).values())
    return is_good, bool(manifest.load(file.parent / manifest.FILE_NAME))


def _prefix(page: Path, file: Path, text: str) -> str:
    """Return what the page writes before `_static/`."""
    site = next(parent.parent for parent in file.parents if parent.name == STATIC.strip("/"))
    directory = file.parent.relative_to(site).as_posix()
    # A page for errors, which may be shown at any depth, has URLs from the root of the server.
    written = re.search(rf"""["'=]([^"'=\s>]*){re.escape(directory)}/(?:css|js)/""", text)
    depth = len(page.resolve().parent.relative_to(site).parts)
    return written[1] if written else "../" * depth


_Place = tuple[int, int, tuple[Decision, ...]]


def _places(text: str, known: decisions.Decisions, prefix: str) -> list[_Place]:
    """Return where regions stand in a page, in order and apart from each other."""
    found: list[_Place] = []
    # One may be the beginning of another one.
    for marked in sorted(known, key=len, reverse=True):
        html = unmark(marked, prefix).replace("\r\n", "\n")
        if not html.strip():
            # It is everywhere.
            continue
        start = text.find(html)
        while start >= 0:
            end = start + len(html)
            if not any(start < other[1] and other[0] < end for other in found):
                found.append((start, end, known[marked]))
            start = text.find(html, end)
    return sorted(found, key=lambda place: place[:2])


def _reason(directory: Path) -> str:
    """Return why tags stay that are in no region of a site."""
    return _APART if (directory / manifest.FILE_NAME).exists() else _OFFLINE


def _others(text: str, places: Collection[_Place], reason: str) -> Iterator[tuple[int, Decision]]:
    """Yield where each tag of a page is that no region has, and a decision on it."""
    for element in find_elements(text):
        tag = text[element.start : element.end]
        if element.name == "comment" or any(
            element.start < end and start < element.end for start, end, _ in places
        ):
            continue
        is_sheet = "stylesheet" in attributes_of(tag).get("rel", "").lower().split()
        if element.name != "link" or is_sheet:
            yield element.start, Decision(tag_label(tag), reason=reason)


_OFFLINE = (
    "compress_offline is set, and the project has no manifest of its own, so that only what"
    " templates of a theme mark is compressed"
)
_APART = "it is in no run of tags at the top or at the end of the page that has a file to bundle"
