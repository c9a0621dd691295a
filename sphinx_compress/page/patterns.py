"""Patterns for the tags of a whole page, which is never parsed as a whole.

They find candidates, and take microseconds for a page.  Whether all browsers read one in
the same way is for :mod:`~sphinx_compress.page.markup` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ATTRIBUTES = r"""[^"'>]*+(?:"[^"]*+"[^"'>]*+|'[^']*+'[^"'>]*+)*+"""

COMMENT = r"<!--(?!-?>)[^-]*+(?:-(?!-!?>)[^-]*+)*+--!?>"


def start_tag(name: str) -> str:
    """Return the pattern of a start tag; *name* is a pattern, too."""
    return rf"<{name}(?=[\s/>]){_ATTRIBUTES}>"


def raw_element(name: str) -> str:
    """Return the pattern of an element whose content is text up to its end tag."""
    # `<!--` in a script may move the place where it ends.
    return rf"{start_tag(name)}[^<]*+(?:<(?!/{name}[\s/>]|!--)[^<]*+)*+</{name}\s*+>"


#: One that holds no other.
_TEMPLATE = (
    rf"<template(?=[\s>]){_ATTRIBUTES}>[^<]*+(?:<(?!/?template[\s/>]|!--)[^<]*+)*+</template\s*+>"
)

#: Elsewhere, the beginnings of scripts are looked for as nearly all are written.
ODD_SCRIPT = re.compile(r"<(?!script[\s>])(?i:script)(?![\w-])")

#: What runs are made of.
ASSET = (
    rf"(?P<script>{raw_element('script')}) | (?P<link>{start_tag('link')})"
    rf" | (?P<style>{raw_element('style')})"
)

_TAG = rf"</?(?:base|meta|html|head)(?=[\s/>]){_ATTRIBUTES}>"

#: What else a head has, and what is in no run.
OTHER = rf"""{COMMENT} | {raw_element("title")} | {raw_element("noscript")} | {_TEMPLATE}
    | {_TAG}"""

#: How the element begins in which the rest of a sheet stands for readers without scripts; see
#: :mod:`~sphinx_compress.page.gate`.
LATE_START = "<noscript data-compress-whole"

#: Compiled when a page is looked at as a whole, which is seldom.  Here, all counts that browsers
#: read as such an element, even if nothing ends it.
_ELEMENT = rf"""(?P<comment><!--(?:-?>|.*?(?:--!?>|\Z)))
    | (?P<link>{start_tag("link")})
    | (?P<raw>{start_tag("(?P<name>style|script)")}.*?(?:</(?P=name)\s*>|\Z))
    | (?P<title>{start_tag("title")})
    | (?P<noscript>{start_tag("noscript")})
    | {_TEMPLATE} | {_TAG}
    | (?P<unended><(?:link|style|script|title|noscript|template|base|meta|html|head)(?=[\s/>])
      {_ATTRIBUTES}(?:["'].*)?\Z)"""


@dataclass(frozen=True, slots=True)
class Element:
    """Where an element, or a comment, stands in a page."""

    #: ``link``, ``style``, ``script`` or ``comment``.
    name: str
    start: int
    end: int
    #: Whether it is in a ``noscript`` or a ``template``, and so no part of the page itself.
    is_hidden: bool = False


def find_elements(html: str) -> Iterator[Element]:
    """Yield the links, styles, scripts and comments of a whole page, in order."""
    pattern = re.compile(_ELEMENT, re.DOTALL | re.IGNORECASE | re.VERBOSE)
    ends = _Ends(html)
    position = 0
    while (match := pattern.search(html, position)) is not None:
        start, position = match.span()
        inner, last = start + 1, position
        kind = match.lastgroup
        if kind == "unended":
            # The page ends within a start tag.  To look for others in it takes quadratic time.
            return
        if kind in {"title", "noscript"}:
            end = ends.next(kind, position)
            if end is None:
                continue
            inner, (last, position) = position, end
        elif kind:
            yield Element((match["name"] or kind).lower(), start, position)
        if kind == "noscript" or html[start : start + 9].lower() == "<template":
            is_hidden = not html.startswith(LATE_START, start)
            for each in find_elements(html[inner:last]):
                place = inner + each.start, inner + each.end
                yield Element(each.name, *place, is_hidden or each.is_hidden)


class _Ends:
    """Where elements of a page end whose content is text up to their end tags."""

    def __init__(self, html: str) -> None:
        self._html = html
        #: By name: what follows the place that was asked for last.
        self._next: dict[str, re.Match[str] | None] = {}

    def next(self, name: str, start: int) -> tuple[int, int] | None:
        """Return where the end tag is for content that begins at *start*, if there is one.

        What does is looked for once for all starts before it: there may be thousands.
        """
        match = self._next.get(name)
        if name not in self._next or (match is not None and match.start() < start):
            pattern = rf"(?P<end></{name}\s*+>)|</{name}[\s/>]|<!--"
            match = re.compile(pattern, re.IGNORECASE).search(self._html, start)
            self._next[name] = match
        return match.span() if match is not None and match["end"] else None


def places_of(html: str, word: str) -> Iterator[int]:
    """Yield where *word* is in a page."""
    position = html.find(word)
    while position >= 0:
        yield position
        position = html.find(word, position + 1)
