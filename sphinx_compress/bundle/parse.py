"""Nodelist → elements: what may go into a bundle, and what passes through verbatim."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from ..core.types import ROOT_MARKER, SPACE, STATIC, Kind
from ..page.opt_out import KEEPS_NOTHING, OptOut
from ..page.pieces import Piece, pieces_of
from ..page.script_types import JS_TYPES, MODULE
from .result import NO_PRECOMPILER

_CSS_TYPES = frozenset({"", "text/css"})

#: Of scripts that browsers ignore.  JSX is no such type: pages load what runs it.
_TYPESCRIPT_TYPES = frozenset(
    f"{kind}/{subtype}"
    for kind in ("application", "text")
    for subtype in ("typescript", "typescript-jsx", "x-typescript")
)

#: An element with one of these is about the one file that it names, or browsers
#: no longer read it in the way its author thinks.
_TIED_TO_ONE_FILE = ("integrity", "charset", "language", "event", "for")


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A stretch of the nodelist that goes out as it came in."""

    text: str
    #: Why it is kept as it is; empty for white space.
    reason: str = ""
    #: The type of what browsers ignore, and that no precompiler is for.
    unknown_type: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """A parsed tag that may go into a bundle."""

    #: The tag as it stood in the nodelist.
    text: str
    #: Marked URL of the file; ``None`` for an inline block.
    url: str | None
    #: Source text of an inline block.
    content: str
    #: MIME type for a precompiler; empty for plain CSS and JS.
    foreign_type: str
    #: All attributes but those that say which file, and a plain type.
    attributes: tuple[tuple[str, str], ...]


Node = Verbatim | Element

#: Without its semicolon, a character reference counts in text, but not in every attribute.
_ODD_REFERENCE = re.compile(r"&(?=[a-zA-Z0-9#])(?!#?[a-zA-Z0-9]+;)")


def parse(
    nodelist: str,
    kind: Kind,
    foreign_types: Collection[str] = (),
    opt_out: OptOut = KEEPS_NOTHING,
) -> tuple[Node, ...]:
    """Return what *nodelist* consists of, in order; the texts joined are the nodelist.

    :param nodelist: marked text of a region.
    :param foreign_types: the MIME types that a precompiler is configured for.
    :param opt_out: tells which tags a user wants to stay.
    """
    read = _css_element if kind == "css" else _js_element
    return tuple(
        Verbatim(piece.text, reason)
        if piece.name and (reason := opt_out.reason(piece))
        else _node(piece, read, foreign_types)
        for piece in pieces_of(nodelist)
    )


@dataclass(frozen=True, slots=True)
class ParsedTag:
    """One element of a nodelist, as BeautifulSoup reads it."""

    name: str
    #: The element as it stands in the nodelist.
    text: str
    attributes: Mapping[str, str]
    content: str

    @property
    def type(self) -> str:
        """The MIME type that the element says it has, in lower case."""
        return self.attributes.get("type", "").lower()


def parse_tag(piece: Piece) -> ParsedTag | None:
    """Return what an element is; ``None`` if that is not the one element that *piece* is."""
    # HTML keeps the first of two attributes of one name.
    soup = BeautifulSoup(
        piece.text,
        "html.parser",
        multi_valued_attributes=None,
        on_duplicate_attribute="ignore",
    )
    tags = soup.contents
    if len(tags) != 1 or not isinstance(tags[0], Tag) or tags[0].name != piece.name:
        return None
    attributes = {name: str(value) for name, value in tags[0].attrs.items()}
    content = "".join(str(child) for child in tags[0].contents)
    return ParsedTag(piece.name, piece.text, attributes, content)


_Reader = Callable[[ParsedTag, Collection[str]], Node]


def _node(piece: Piece, read: _Reader, foreign_types: Collection[str]) -> Node:
    if not piece.name:
        stripped = piece.text.strip(SPACE)
        if not stripped:
            return Verbatim(piece.text)
        return Verbatim(piece.text, "a comment" if stripped.startswith("<!--") else "other markup")
    if _ODD_REFERENCE.search(piece.text, 0, piece.tag_length):
        return Verbatim(piece.text, "a character reference that is read in more than one way")
    tag = parse_tag(piece)
    if tag is None:
        return Verbatim(piece.text, "markup that is read in more than one way")
    if tied := next((name for name in _TIED_TO_ONE_FILE if name in tag.attributes), None):
        return Verbatim(piece.text, f"its attribute {tied} is about this one file")
    if handler := next((name for name in tag.attributes if name.startswith("on")), None):
        return Verbatim(piece.text, f"its event handler {handler} is about this one file")
    return read(tag, foreign_types)


def _css_element(tag: ParsedTag, foreign_types: Collection[str]) -> Node:
    if tag.name == "script":
        return Verbatim(tag.text, "a script in a region of style sheets")
    if "disabled" in tag.attributes:
        return Verbatim(tag.text, "a style sheet that waits for a script to switch it on")
    if tag.type not in _CSS_TYPES and tag.type not in foreign_types:
        reason = f"type {tag.type!r} {NO_PRECOMPILER}"
        return Verbatim(tag.text, reason, tag.type)
    foreign_type = tag.type if tag.type in foreign_types else ""
    if tag.name == "style":
        return _block_element(tag, foreign_type)
    if tag.attributes.get("rel", "").lower().split() != ["stylesheet"]:
        return Verbatim(tag.text, "a link that is not a plain style sheet")
    return _file_element(tag, "href", foreign_type)


def _js_element(tag: ParsedTag, foreign_types: Collection[str]) -> Node:
    if tag.name != "script":
        return Verbatim(tag.text, f"a {tag.name} element in a region of scripts")
    if tag.type == MODULE:
        return Verbatim(tag.text, "an ES module")
    if tag.type in _TYPESCRIPT_TYPES and tag.type not in foreign_types:
        return Verbatim(tag.text, f"type {tag.type!r} {NO_PRECOMPILER}", tag.type)
    if tag.type not in JS_TYPES and tag.type not in foreign_types:
        return Verbatim(tag.text, f"type {tag.type!r} is no script to run")
    foreign_type = tag.type if tag.type in foreign_types else ""
    if "src" in tag.attributes:
        if tag.content.strip():
            return Verbatim(tag.text, "a script with a file and a content")
        return _file_element(tag, "src", foreign_type)
    if late := next((name for name in ("async", "defer") if name in tag.attributes), None):
        return Verbatim(tag.text, f"{late} on an inline script, where browsers ignore it")
    return _block_element(tag, foreign_type)


def _block_element(tag: ParsedTag, foreign_type: str) -> Element:
    return Element(tag.text, None, tag.content, foreign_type, _others(tag, foreign_type, ""))


def _file_element(tag: ParsedTag, key: str, foreign_type: str) -> Node:
    url = tag.attributes.get(key, "").strip()
    if not url.startswith(ROOT_MARKER + STATIC):
        return Verbatim(tag.text, f"{url or 'an empty URL'} is no static file of this site")
    return Element(tag.text, url, "", foreign_type, _others(tag, foreign_type, key))


def _others(tag: ParsedTag, foreign_type: str, key: str) -> tuple[tuple[str, str], ...]:
    """Return the attributes but *key*, ``rel``, and a type that says nothing more."""
    dropped = {key, "rel"}
    if foreign_type or tag.type in _CSS_TYPES | JS_TYPES:
        dropped.add("type")
    return tuple((name, value) for name, value in tag.attributes.items() if name not in dropped)
