"""Reads tags: where each begins and ends, to the character, and its attributes.

What passes through must stay verbatim, so the extent of each tag in the text is
needed.  Python's own parser cannot tell it reliably: what it makes of odd markup
differs between its versions and from browsers, and some texts take it quadratic time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

#: https://html.spec.whatwg.org/multipage/syntax.html#void-elements
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

#: Elements whose content is text, up to the first end tag of their name.
_RAW = frozenset("iframe noembed noframes script style textarea title xmp".split())

#: Elements whose content is not HTML.
_FOREIGN = frozenset({"math", "svg"})

#: Elements whose content must not be taken for a part of the page itself.
_OPAQUE = _FOREIGN | {"noscript", "template"}


_SPACE = r"[\t\n\f\r ]"
_START_TAG = re.compile(
    rf"""<(?P<name>[a-zA-Z][a-zA-Z0-9:_-]*+)
    (?:{_SPACE}++[^\s"'<>/=]++                                                # a name
       (?:{_SPACE}*+={_SPACE}*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>`=][^\s"'<>`]*+))?+  # its value
    )*+
    {_SPACE}*+(?P<slash>/?)>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    rf"""{_SPACE}++(?P<name>[^\s"'<>/=]++)
    (?:{_SPACE}*+={_SPACE}*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s"'<>`]++)))?+
    """,
    re.VERBOSE,
)
_END_TAG = re.compile(rf"</(?P<name>[a-zA-Z][a-zA-Z0-9:_-]*+){_SPACE}*+>")
_COMMENT_END = re.compile("--!?>")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag, with its extent in the text."""

    name: str
    type: Literal["start", "self-closing", "end"]
    start: int
    end: int


def start_tags(text: str) -> list[Tag]:
    """Return the start tags of *text* in order; none from comments or scripts."""
    return [tag for tag in _tags(text) if tag.type != "end"]


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes of the element whose start tag *tag* begins with.

    Of two attributes of one name, HTML keeps the first.
    """
    start = _START_TAG.match(tag)
    found: dict[str, str] = {}
    if start is not None:
        for match in _ATTRIBUTE.finditer(tag, start.end("name"), start.end()):
            value = match["double"] or match["single"] or match["bare"] or ""
            found.setdefault(match["name"].lower(), html.unescape(value))
    return found


def _tags(text: str) -> Iterator[Tag]:
    """Yield the tags of *text*, up to the first place that is not plain HTML."""
    position = text.find("<")
    while position >= 0:
        following = text[position + 1 : position + 2]
        if following in {"!", "?"}:
            end = _declaration_end(text, position)
        elif following == "/":
            match = _END_TAG.match(text, position)
            end = match.end() if match else 0
            if match:
                yield Tag(match["name"].lower(), "end", position, end)
        elif following.isascii() and following.isalpha():
            match = _START_TAG.match(text, position)
            end = match.end() if match else 0
            if match:
                name = match["name"].lower()
                slashed = match["slash"] and name not in _VOID
                yield Tag(name, "self-closing" if slashed else "start", position, end)
                if name in _RAW and not slashed:
                    end = _content_end(text, end, name)
        else:
            end = position + 1
        if not end:
            return
        position = text.find("<", end)


def _declaration_end(text: str, position: int) -> int:
    """Return where a comment, or what browsers take for one, ends; 0 if it does not."""
    if text.startswith("<![CDATA[", position):
        # A comment in HTML, but text in SVG.
        return 0
    if not text.startswith("<!--", position):
        return text.find(">", position) + 1
    if text.startswith(("<!-->", "<!--->"), position):
        return text.find(">", position) + 1
    match = _COMMENT_END.search(text, position + 4)
    return match.end() if match else 0


def _content_end(text: str, start: int, name: str) -> int:
    """Return where the content of a raw element ends, which is where its end tag begins."""
    match = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE | re.ASCII).search(text, start)
    return match.start() if match else 0


def outermost(text: str) -> Iterator[tuple[Tag, int]]:
    """Yield each ``link``, ``style`` and ``script`` that is not within another element.

    It ends before the first place that a browser might read in another way.

    :return: the start tag, and where the element ends.
    """
    tags = _tags(text)
    for tag in tags:
        if tag.type == "self-closing" or tag.name == "plaintext":
            # HTML knows no `<script/>`: a browser takes all that follows for its content.
            return
        if tag.name == "link" and tag.type == "start":
            yield tag, tag.end
        elif tag.type == "end" or tag.name in _VOID:
            continue
        elif tag.name in {"script", "style"}:
            closing = next(tags, None)
            if closing is None or "<!--" in text[tag.end : closing.start]:
                # `<!--` followed by `<script` moves the end of a script element
                # (https://html.spec.whatwg.org/#script-data-double-escaped-state).
                return
            yield tag, closing.end
        else:
            closing = _closing(text, tags, tag)
            if closing is None:
                return
            if tag.name == "noscript" and _content_end(text, tag.end, "noscript") != closing.start:
                # Its content is markup to some readers, and text to others.
                return


def _closing(text: str, tags: Iterator[Tag], opening: Tag) -> Tag | None:
    """Go on to the end tag that matches *opening*, if all browsers agree on it."""
    watched = _OPAQUE | {opening.name}
    open_ = [opening.name]
    foreign = opening.name in _FOREIGN
    raw: Tag | None = None
    for tag in tags:
        if raw is not None and (
            "<!--" in text[raw.end : tag.start] or (foreign and "<" in text[raw.end : tag.start])
        ):
            return None
        raw = tag if tag.name in _RAW and tag.type == "start" else None
        foreign = foreign or tag.name in _FOREIGN
        if tag.name == "plaintext":
            return None
        if tag.name in watched:
            if tag.type != "end":
                open_ += [tag.name] if tag.type == "start" or tag.name not in _FOREIGN else []
            elif open_.pop() != tag.name:
                return None
        if not open_:
            return tag
    return None


Attributes = Sequence[tuple[str, str]]

#: The attributes of an element that say how its file is fetched.
FETCHING = frozenset({"crossorigin", "fetchpriority", "media", "nonce", "referrerpolicy"})

#: A preload with any other attribute, such as an id or a handler, may be looked for by a script.
PLAIN_PRELOAD = FETCHING | {"as", "href", "rel", "type"}
