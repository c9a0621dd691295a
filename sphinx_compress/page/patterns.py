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

#: What runs are made of.
ASSET = (
    rf"(?P<script>{raw_element('script')}) | (?P<link>{start_tag('link')})"
    rf" | (?P<style>{raw_element('style')})"
)

#: What else a head has, and what is in no run.
OTHER = rf"""{COMMENT} | {raw_element("title")} | {raw_element("noscript")} | {_TEMPLATE}
    | </?(?:base|meta|html|head)(?=[\s/>]){_ATTRIBUTES}>"""

#: How the element begins in which the deferred scripts stand; see
#: :mod:`~sphinx_compress.page.defer`.
DEFERRED_START = "<noscript data-compress"

#: Compiled when a page is looked at as a whole, which is seldom.  Here, all counts that browsers
#: read as such an element, even if nothing ends it.
_ELEMENT = rf"""(?P<comment><!--(?:-?>|.*?(?:--!?>|\Z)))
    | (?P<link>{start_tag("link")})
    | (?P<raw>{start_tag("(?P<name>style|script)")}.*?(?:</(?P=name)\s*>|\Z))
    | {OTHER}
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
    for match in re.finditer(_ELEMENT, html, re.DOTALL | re.IGNORECASE | re.VERBOSE):
        if match.lastgroup == "unended":
            # The page ends within a start tag.  To look for others in it takes quadratic time.
            return
        text = match[0]
        if match.lastgroup:
            name = (match["name"] or match.lastgroup).lower()
            yield Element(name, *match.span())
        elif text[:9].lower() in {"<noscript", "<template"}:
            is_hidden = not text.startswith(DEFERRED_START)
            inner = match.start() + 1
            for each in find_elements(html[inner : match.end()]):
                start, end = inner + each.start, inner + each.end
                yield Element(each.name, start, end, is_hidden or each.is_hidden)


def places_of(html: str, word: str) -> Iterator[int]:
    """Yield where *word* is in a page."""
    position = html.find(word)
    while position >= 0:
        yield position
        position = html.find(word, position + 1)
