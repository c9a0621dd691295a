"""Finds the implicit regions of a rendered page.

A region is a *run*: neighbouring style sheets, or neighbouring scripts, with
nothing but white space between them, in the head of the page or, for scripts,
behind all else at its end.  Remarks may stand between them, too: comments in
plain words.  A page is never parsed as a whole, and nothing is found where it
is not plain what a browser would make of it.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..core.types import SPACE, Kind
from .comments import idle_from, is_idle
from .markup import attributes_of, split

_ATTRIBUTES = r"""[^"'>]*+(?:"[^"]*+"[^"'>]*+|'[^']*+'[^"'>]*+)*+"""


def _raw(name: str) -> str:
    # `<!--` in a script may move the place where it ends.
    return rf"<{name}(?=[\s/>]){_ATTRIBUTES}>[^<]*+(?:<(?!/{name}[\s/>]|!--)[^<]*+)*+</{name}\s*+>"


_SCRIPT = re.compile(_raw("script"), re.IGNORECASE)

#: One that holds no other.
_TEMPLATE = (
    rf"<template(?=[\s>]){_ATTRIBUTES}>[^<]*+(?:<(?!/?template[\s/>]|!--)[^<]*+)*+</template\s*+>"
)

_COMMENT = r"<!--(?!-?>)[^-]*+(?:-(?!-!?>)[^-]*+)*+--!?>"

_LINK = rf"<link(?=[\s/>]){_ATTRIBUTES}>"

_RUNNABLE = rf"(?P<script>{_raw('script')}) | (?P<link>{_LINK}) | (?P<style>{_raw('style')})"

#: What is in no run.
_OTHER = rf"""{_COMMENT} | {_raw("title")} | {_raw("noscript")} | {_TEMPLATE}
    | </?(?:base|meta|html|head)(?=[\s/>]){_ATTRIBUTES}>"""

_END = r"</head\s*+> | <body(?=[\s>])"
_BASE = rf"<base(?=[\s/>]){_ATTRIBUTES}>"

#: The next tag of a head, and what stands before it.
_TOKEN = re.compile(
    rf"""(?P<between>(?:[^<]++ | (?!{_END} | <base[\s/>]) (?:{_OTHER}))*+)
    (?:{_RUNNABLE} | (?P<end>{_END}) | (?P<base>{_BASE}) | (?P<odd><))
    """,
    re.IGNORECASE | re.VERBOSE,
)

#: Compiled when a page is looked at as a whole, which is seldom.
_ELEMENT = rf"(?P<found>{_RUNNABLE}) | {_OTHER}"

_HEAD = re.compile(rf"(?:[^<]++|{_COMMENT}|<(?!head[\s>]))*+<head(?=[\s>])[^>]*+>", re.IGNORECASE)

#: Without it, a run is nothing but blocks in the page, or written in a way that nobody does.
_NAMES_A_FILE = {"css": "href", "js": "src", "preload": "href", "preload-style": "href"}

_NAME_ENDS = f"{SPACE}/>"

#: Wherever one of these is open, what looks like a script may be none: how it begins and ends.
_OPAQUE = {
    "<!--": "-->",
    "<noscript": "</noscript",
    "<svg": "</svg",
    "<template": "</template",
    "<textarea": "</textarea",
    "<iframe": "</iframe",
    "<style": "</style",
    "<xmp": "</xmp",
    "<script": "</script",
}

#: To look for each of them takes twice as long.
_OPENING = re.compile("|".join(_OPAQUE))

#: A script without any of these asks for no other tag of the page.
_ASKING = ("link", "sheet", "Sheet", ".css", ".CSS", "script", "[data-", "[ data-", "[href", "[src")


FoundKind = Kind | Literal["preload", "preload-style"]

_KINDS: dict[str | None, FoundKind] = {"script": "js", "style": "css"}


#: How that begins in which scripts stand that wait; see :mod:`~sphinx_compress.page.defer`.
HOLDER = "<noscript data-compress"


def elements(html: str) -> Iterator[tuple[int, int]]:
    """Yield where the links, styles, scripts and comments of a whole page begin and end."""
    for match in re.finditer(_ELEMENT, html, re.IGNORECASE | re.VERBOSE):
        if match["found"] or match[0].startswith("<!--"):
            yield match.span()
        elif match[0].startswith(HOLDER):
            inner = match.start() + len(HOLDER)
            for start, end in elements(html[inner : match.end()]):
                yield inner + start, inner + end


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a page."""

    #: ``preload`` for elements that announce what a run may load, with a name of their
    #: own where this is no script.
    kind: FoundKind
    start: int
    end: int
    #: Whether it stands at the end of the page.
    late: bool = False


class Scanner:
    """Finds runs, and remembers what it made of each text."""

    def __init__(self) -> None:
        self._links: dict[str, FoundKind | None] = {}
        self._runs: dict[str, bool] = {}
        #: The run that began with a tag when it was last met, and that which ended with it.
        self._begun: dict[str, str] = {}
        self._ended: dict[str, str] = {}
        #: The last page, and where something in it begins as a script does.
        self._scripts: tuple[str, list[int]] = ("", [])

    def scan(
        self,
        html: str,
        *,
        page: str = "",
        taken: Collection[tuple[int, int]] = (),
        body: str = "",
    ) -> list[Found]:
        """Return the runs of a page, and what announces files of them, in order.

        :param page: its name.  A block that says it is the page's own, so that nothing
            else in a run with it would be met on other pages.
        :param taken: where explicit regions stand, which are left alone.
        :param body: the document's own part of the page, which is left alone, too.
        """
        head = _HEAD.match(html)
        if head is None:
            return []
        found, end = self._head(html, head.end(), page)
        tail = self._tail(html, end, body) if end else None
        if tail is not None:
            found.append(tail)
        if taken:
            found = [part for run in found for part in _without(html, run, taken)]
        return [run for run in found if self._is_plain(html[run.start : run.end])]

    def asking(self, html: str, found: Collection[Found]) -> Iterator[str]:
        """Yield the scripts outside of the runs *found* that may ask for other tags of the page."""
        ends = {run.start: run.end for run in found}
        starts = sorted(ends)
        passed = 0
        for position in self._scripts_of(html):
            if position < passed:
                continue
            before = bisect(starts, position)
            if before and position < ends[starts[before - 1]]:
                # The scripts of a run are asked elsewhere.
                passed = ends[starts[before - 1]]
                continue
            passed = html.find("</script", position)
            if passed < 0:
                break
            name_end = position + len("<script")
            if html[name_end] in _NAME_ENDS:
                content = html[name_end:passed]
                if "src" in content or any(word in content for word in _ASKING):
                    yield html[position : html.find(">", passed) + 1]
        for word, position in _handled(html):
            tag = html[html.rfind("<", 0, position) : html.find(">", position) + 1]
            for name, value in attributes_of(tag).items():
                if name.startswith("on") and word in value:
                    yield f"<script>{value}</script>"

    def _scripts_of(self, html: str) -> list[int]:
        if self._scripts[0] is not html:
            self._scripts = html, list(_places_of(html, "<script"))
        return self._scripts[1]

    def _head(self, html: str, position: int, page: str) -> tuple[list[Found], int]:
        """Return the runs of the head, and where it ends; 0 if nothing else is to be found."""
        own = f"'{page}'", f'"{page}"'
        found: list[Found] = []
        kind: FoundKind | None = None
        first, start, end = "", 0, position
        while match := _TOKEN.match(html, end):
            group, begin = match.lastgroup, match.end("between")
            text = html[begin : match.end()]
            next_kind = self._link(text) if group == "link" else _KINDS.get(group)
            if group == "script" and (own[0] in text or own[1] in text):
                next_kind = None
            if kind and (next_kind != kind or _parts(match["between"], kind)):
                run = html[start:end]
                self._begun[first] = run
                if _NAMES_A_FILE[kind] in run:
                    found.append(Found(kind, start, end))
                kind = None
            end = match.end()
            if next_kind and not kind:
                kind, start, first = next_kind, begin, text
                known = self._begun.get(text, "")
                if html.startswith(known, begin) and not (own[0] in known or own[1] in known):
                    end = max(end, begin + len(known))
            if group == "end":
                return found, end
            if group == "odd":
                # What follows may be in the head or not.
                return found, max(html.find("</head", begin), 0)
            if group == "base":
                return [], 0
        return [], 0

    def _link(self, tag: str) -> FoundKind | None:
        try:
            return self._links[tag]
        except KeyError:
            attributes = attributes_of(tag)
            words = attributes.get("rel", "").lower().split()
            kind: FoundKind | None = "preload" if words == ["preload"] else None
            if kind and attributes.get("as", "").lower() == "style":
                kind = "preload-style"
            if "stylesheet" in words:
                kind = "css"
            self._links[tag] = kind
            return kind

    def _tail(self, html: str, after: int, body: str) -> Found | None:
        """Return the last scripts of the page."""
        scripts = self._scripts_of(html)
        if not scripts or scripts[-1] < after:
            return None
        limit = html.rfind("</body")
        end = html.rfind("</script", after, limit) if limit > after else -1
        if end < 0:
            return None
        end = html.find(">", end) + 1
        start = position = end
        last = ""
        own = _place_of(html, body) if "<script" in body else None
        while position > after:
            opening = html.rfind("<script", after, position)
            match = _SCRIPT.match(html, opening, position) if opening >= 0 else None
            if match is None or match.end() != position:
                break
            if own and (opening < own[1] if own[1] else match[0] in body):
                break
            start = position = opening
            if not last and not own:
                last = match[0]
                known = self._ended.get(last, "")
                if known and html.endswith(known, after, end):
                    start = position = end - len(known)
            position = idle_from(html, after, position)
        if last:
            self._ended[last] = html[start:end]
        if start == end or "src" not in html[start:end] or _is_inside(html, start):
            return None
        return Found("js", start, end, late=True)

    def _is_plain(self, text: str) -> bool:
        plain = self._runs.get(text)
        if plain is None:
            plain = all(piece.name or is_idle(piece.text) for piece in split(text))
            self._runs[text] = plain
        return plain


def _parts(between: str, kind: FoundKind) -> bool:
    """Does what stands between two tags of a run end it?"""
    if not between.strip(SPACE):
        return False
    return kind.startswith("preload") or not is_idle(between)


def _without(html: str, run: Found, taken: Collection[tuple[int, int]]) -> Iterator[Found]:
    """Yield what is left of a run."""
    start = run.start
    for begin, end in sorted(taken):
        if start < end and begin < run.end:
            yield from _trimmed(html, run, start, begin)
            start = max(start, end)
    yield from _trimmed(html, run, start, run.end)


def _trimmed(html: str, run: Found, start: int, end: int) -> Iterator[Found]:
    text = html[start:end]
    stripped = text.strip(SPACE)
    if stripped and _NAMES_A_FILE[run.kind] in stripped:
        start += len(text) - len(text.lstrip(SPACE))
        yield replace(run, start=start, end=start + len(stripped))


def _place_of(html: str, body: str) -> tuple[int, int]:
    """Return where the document's own part is; nowhere if the theme has changed it."""
    start = html.find(body)
    return (start, start + len(body)) if start >= 0 else (0, 0)


def _handled(html: str) -> Iterator[tuple[str, int]]:
    """Yield what of a handler that asks may be in a page, and where."""
    # A bracket is looked for alone: that is ten times as fast, and pages have few.
    for position in _places_of(html, "["):
        if html.endswith("link", 0, position):
            yield "link[", position
        if html.startswith("href", position + 1):
            yield "[href", position
    for position in _places_of(html, "]"):
        if html.endswith("stylesheet", 0, position):
            yield "stylesheet]", position
    for position in _places_of(html, "styleSheets"):
        yield "styleSheets", position


def _places_of(html: str, word: str) -> Iterator[int]:
    position = html.find(word)
    while position >= 0:
        yield position
        position = html.find(word, position + 1)


def _is_inside(html: str, position: int) -> bool:
    """Might what stands at *position* be something else than an element of the page?"""
    last = {match[0]: match.start() for match in _OPENING.finditer(html, 0, position)}
    return any(html.find(_OPAQUE[each], start, position) < 0 for each, start in last.items())
