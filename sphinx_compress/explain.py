"""Says of each tag of a page that was written what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from . import record
from .exceptions import ExplanationError
from .markup import attributes_of
from .region import STATIC, unmark
from .result import Fate, tag_label

_TAG = re.compile(r"<!--.*?-->|<(?:link|style|script)(?=[\s/>])[^>]*>", re.DOTALL | re.IGNORECASE)


def explain_page(page: Path) -> Iterator[str]:
    """Yield, in lines, what became of each tag of the page in the file *page*.

    :raises ExplanationError: if it is no page of a site that was built with this extension.
    """
    try:
        text = page.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise ExplanationError(f"{page} cannot be read: {error.strerror}") from error
    file = _record_file(page)
    known = record.load(file)
    position = 0
    for start, end, fates in _places(text, known, _prefix(page, file, text)):
        yield from _others(text[position:start])
        yield from map(record.explain, fates)
        position = end
    yield from _others(text[position:])


def _record_file(page: Path) -> Path:
    for directory in page.resolve().parents:
        for file in sorted((directory / STATIC).rglob(record.FILE_NAME)):
            return file
    raise ExplanationError(
        f"no {STATIC}…/{record.FILE_NAME} was found beside or above {page}: is it a page of a site"
        " that was built with sphinx_compress, and is compress_enabled True?"
    )


def _prefix(page: Path, file: Path, text: str) -> str:
    """Return what the page writes before `_static/`."""
    site = next(parent.parent for parent in file.parents if parent.name == STATIC.strip("/"))
    directory = file.parent.relative_to(site).as_posix()
    # A page for errors, which may be shown at any depth, has URLs from the root of the server.
    written = re.search(rf"""["'=]([^"'=\s>]*){re.escape(directory)}/(?:css|js)/""", text)
    depth = len(page.resolve().parent.relative_to(site).parts)
    return written[1] if written else "../" * depth


def _places(
    text: str, known: record.Record, prefix: str
) -> list[tuple[int, int, tuple[Fate, ...]]]:
    """Return where regions stand in a page, in order and apart from each other."""
    found: list[tuple[int, int, tuple[Fate, ...]]] = []
    # One may be the beginning of another one.
    for marked in sorted(known, key=len, reverse=True):
        html = unmark(marked, prefix)
        start = text.find(html)
        while start >= 0:
            end = start + len(html)
            if not any(start < other[1] and other[0] < end for other in found):
                found.append((start, end, known[marked]))
            start = text.find(html, end)
    return sorted(found, key=lambda place: place[:2])


def _others(text: str) -> Iterator[str]:
    """Yield a line for each tag of a part of a page that no region has."""
    for match in _TAG.finditer(text):
        tag = match[0]
        if tag.startswith("<!--"):
            continue
        is_link = tag[:5].lower() == "<link"
        if is_link and "stylesheet" not in attributes_of(tag).get("rel", "").lower().split():
            continue
        if not is_link and "src" not in attributes_of(tag):
            tag = text[match.start() : _end(text, match.end(), tag[1:3].lower())]
        yield f"  {tag_label(tag)} stays: {_APART}"


_APART = "it is in no run of tags at the top or at the end of the page that has a file to bundle"


def _end(text: str, start: int, name: str) -> int:
    match = re.compile(rf"</{name}\w*\s*>", re.IGNORECASE).search(text, start)
    return match.end() if match else len(text)
