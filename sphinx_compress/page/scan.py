"""Finds the implicit regions of a rendered page.

Such a region is a *run*: neighbouring style sheets, or neighbouring scripts, in the
head of the page or, for scripts, at its end.  Only white space and comments in plain
words may stand between them.  A page is never parsed as a whole, and nothing is found
where it is not plain what a browser would make of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ..core.types import SPACE
from .comments import has_marker, ignorable_from, is_ignorable
from .markup import attributes_of
from .patterns import ASSET, COMMENT, OTHER, places_of, raw_element, start_tag
from .pieces import pieces_of, placed
from .run import Found, FoundKind, run_of
from .run_parts import NAMES_A_FILE, parts_of

SCRIPT = re.compile(raw_element("script"), re.IGNORECASE)

_END = r"</head\s*+> | <body(?=[\s>])"

#: The next tag of a head, and what stands before it.
_TOKEN = re.compile(
    rf"""(?P<between>(?:[^<]++ | (?!{_END} | <base[\s/>]) (?:{OTHER}))*+)
    (?:{ASSET} | (?P<end>{_END}) | (?P<base>{start_tag("base")}) | (?P<odd><))
    """,
    re.IGNORECASE | re.VERBOSE,
)

_HEAD = re.compile(rf"(?:[^<]++|{COMMENT}|<(?!head[\s>]))*+<head(?=[\s>])[^>]*+>", re.IGNORECASE)

#: What may stand between the last scripts of a page and the end of its body.
_CLOSING = re.compile(r"(?:\s*+</[a-z]++>)*+\s*+")

_TRUSTED_TYPES = "require-trusted-types-for"

#: What looks like a script may be none while one of these is open: how it begins and ends.
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
    "<title": "</title",
    "<math": "</math",
    "<noembed": "</noembed",
    "<noframes": "</noframes",
    "<plaintext": "</plaintext",
}

#: One search for all of them takes half as long as one for each; the letters that they begin
#: with, looked at first, save another two thirds.
_OPENING = re.compile(
    "<(?:!--|(?=[IMNPSTXimnpstx][ACEFILMOTVacefilmotv])(?i:"
    + "|".join(each[1:] for each in _OPAQUE if each != "<!--")
    + "))"
)

_KINDS: dict[str | None, FoundKind] = {"script": "js", "style": "css"}


class Scanner:
    """Finds runs, and remembers what it made of each text."""

    def __init__(self) -> None:
        self._links: dict[str, FoundKind | None] = {}
        #: The run that began with a tag when it was last met, and that which ended with it.
        self._begun: dict[str, str] = {}
        self._ended: dict[str, str] = {}
        #: The last page, and where something in it begins as a script does.
        self._scripts: tuple[str, list[int]] = ("", [])
        #: Where, in the head of the last page, scripts begin that are in no run.
        self.alone: list[int] = []
        #: Where, in the last page, its last scripts begin, or else its body ends; 0 if that is not
        #: clear.
        self.end: int = 0

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
        self.alone, self.end = [], 0
        head = _HEAD.match(html)
        if head is None:
            return []
        found, end = self._head(html, head.end(), page)
        if html.find(_TRUSTED_TYPES, 0, end or len(html)) >= 0 and "sphinx-compress" not in html:
            # It may allow certain policies only, and runs nothing that others make.
            return [each for each in found if each.kind == "css" and each.run.is_plain]
        tail = self._tail(html, end, body) if end else None
        if tail is not None:
            found.append(tail)
        if taken:
            found = [part for each in found for part in parts_of(html, each, taken)]
        return [each for each in found if each.run.is_plain]

    def script_starts(self, html: str) -> Sequence[int]:
        """Return where something in a page begins as a script does."""
        if self._scripts[0] is not html:
            self._scripts = html, list(places_of(html, "<script"))
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
                self.alone.append(begin)
            if kind and (next_kind != kind or _ends_run(match["between"], kind)):
                run = html[start:end]
                self._begun[first] = run
                if NAMES_A_FILE[kind] in run:
                    found.append(Found(kind, start, end, run_of(run)))
                elif kind == "js":
                    self.alone += (at for at, each in placed(pieces_of(run), start) if each.name)
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
        scripts = self.script_starts(html)
        limit = html.rfind("</body")
        has_scripts = bool(scripts) and scripts[-1] >= after and limit > after
        end = html.rfind("</script", after, limit) if has_scripts else -1
        if end < 0:
            self.end = _place_outside(html, limit)
            return None
        end = html.find(">", end) + 1
        start = position = end
        last = ""
        own = _place_of(html, body) if "<script" in body else None
        while position > after:
            opening = html.rfind("<script", after, position)
            match = SCRIPT.match(html, opening, position) if opening >= 0 else None
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
            position = ignorable_from(html, after, position)
        if last:
            self._ended[last] = html[start:end]
        text = html[start:end]
        has_file = "src" in text
        is_last = bool(text) and (has_file or _CLOSING.fullmatch(html, end, limit) is not None)
        self.end = _place_outside(html, start if is_last else limit)
        if not (has_file and self.end):
            return None
        return Found("js", start, end, run_of(text), late=True)


def _ends_run(between: str, kind: FoundKind) -> bool:
    """Return whether what stands between two tags of a run ends it."""
    if not between.strip(SPACE):
        return False
    if kind == "css" and has_marker(between):
        return True
    return kind.startswith("preload") or not is_ignorable(between)


def _place_of(html: str, body: str) -> tuple[int, int]:
    """Return where the document's own part is; nowhere if the theme has changed it."""
    start = html.find(body)
    return (start, start + len(body)) if start >= 0 else (0, 0)


def _place_outside(html: str, position: int) -> int:
    """Return *position*; zero if what stands there may not be an element of the page itself."""
    return 0 if position < 0 or _is_inside(html, position) else position


def _is_inside(html: str, position: int) -> bool:
    """Return whether what stands at *position* may not be an element of the page itself."""
    last = {match[0].lower(): match.start() for match in _OPENING.finditer(html, 0, position)}
    return any(
        re.compile(_OPAQUE[each], re.IGNORECASE).search(html, start, position) is None
        or (each in _NESTED and _is_open(each, html, position))
        for each, start in last.items()
    )


#: One of these may stand in another one.
_NESTED = frozenset({"<template", "<svg", "<math"})


def _is_open(start: str, html: str, position: int) -> bool:
    """Return whether more of such elements begin than end."""
    begins, ends = (
        len(re.findall(each, html[:position], re.IGNORECASE)) for each in (start, _OPAQUE[start])
    )
    return begins > ends
