"""Nodelist → elements: what may go into a bundle, and what passes through verbatim."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from ..core.types import ROOT_MARKER, SPACE, STATIC, Kind
from ..page.markup import Piece, split

_CSS_TYPES = frozenset({"", "text/css"})

#: https://mimesniff.spec.whatwg.org/#javascript-mime-type-essence-match
_JS_TYPES = frozenset(
    {"", "application/ecmascript", "application/javascript", "application/x-ecmascript"}
    | {"application/x-javascript", "text/ecmascript", "text/javascript", "text/jscript"}
    | {"text/livescript", "text/x-ecmascript", "text/x-javascript"}
    | {f"text/javascript1.{minor}" for minor in range(6)}
)

#: An element with one of these means the one file that it names, or is no
#: longer read by browsers in the way its author thinks.
_TIED_TO_ONE_FILE = ("integrity", "charset", "language", "event", "for")


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A stretch of the nodelist that goes out as it came in."""

    text: str
    #: Why it stays as it is; empty for white space.
    reason: str = ""


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

#: Without its semicolon, what is a reference in a text need not be one in an attribute.
_ODD_REFERENCE = re.compile(r"&(?=[a-zA-Z0-9#])(?!#?[a-zA-Z0-9]+;)")


def parse(nodelist: str, kind: Kind, foreign_types: Collection[str] = ()) -> tuple[Node, ...]:
    """Return what *nodelist* consists of, in order; the texts joined are the nodelist.

    :param nodelist: marked text of a region.
    :param foreign_types: the MIME types that a precompiler is configured for.
    """
    read = _css_element if kind == "css" else _js_element
    return tuple(_node(piece, read, foreign_types) for piece in split(nodelist))


_Reader = Callable[[str, str, dict[str, str], str, Collection[str]], Node]


def _node(piece: Piece, read: _Reader, foreign_types: Collection[str]) -> Node:
    if not piece.name:
        stripped = piece.text.strip(SPACE)
        if not stripped:
            return Verbatim(piece.text)
        return Verbatim(piece.text, "a comment" if stripped.startswith("<!--") else "other markup")
    if _ODD_REFERENCE.search(piece.text, 0, piece.tag_length):
        return Verbatim(piece.text, "a character reference that is read in more than one way")
    # HTML keeps the first of two attributes of one name.
    soup = BeautifulSoup(
        piece.text,
        "html.parser",
        multi_valued_attributes=None,
        on_duplicate_attribute="ignore",
    )
    tags = soup.contents
    if len(tags) != 1 or not isinstance(tags[0], Tag) or tags[0].name != piece.name:
        return Verbatim(piece.text, "markup that is read in more than one way")
    attributes = {name: str(value) for name, value in tags[0].attrs.items()}
    content = "".join(str(child) for child in tags[0].contents)
    if tied := next((name for name in _TIED_TO_ONE_FILE if name in attributes), None):
        return Verbatim(piece.text, f"its attribute {tied} is about this one file")
    if handler := next((name for name in attributes if name.startswith("on")), None):
        return Verbatim(piece.text, f"its event handler {handler} is about this one file")
    return read(piece.name, piece.text, attributes, content, foreign_types)


def _css_element(
    tag: str, text: str, attributes: dict[str, str], content: str, foreign_types: Collection[str]
) -> Node:
    if tag == "script":
        return Verbatim(text, "a script in a region of style sheets")
    if "disabled" in attributes:
        return Verbatim(text, "a style sheet that waits for a script to switch it on")
    type_ = attributes.get("type", "").lower()
    if type_ not in _CSS_TYPES and type_ not in foreign_types:
        return Verbatim(text, f"type {type_!r} has no precompiler")
    foreign_type = type_ if type_ in foreign_types else ""
    if tag == "style":
        return Element(text, None, content, foreign_type, _others(attributes, foreign_type, ""))
    if attributes.get("rel", "").lower().split() != ["stylesheet"]:
        return Verbatim(text, "a link that is not a plain style sheet")
    return _file_element(text, attributes, "href", foreign_type)


def _js_element(
    tag: str, text: str, attributes: dict[str, str], content: str, foreign_types: Collection[str]
) -> Node:
    if tag != "script":
        return Verbatim(text, f"a {tag} element in a region of scripts")
    type_ = attributes.get("type", "").lower()
    if type_ == "module":
        return Verbatim(text, "an ES module")
    if type_ not in _JS_TYPES and type_ not in foreign_types:
        return Verbatim(text, f"type {type_!r} is no script to run")
    foreign_type = type_ if type_ in foreign_types else ""
    if "src" in attributes:
        if content.strip():
            return Verbatim(text, "a script with a file and a content")
        return _file_element(text, attributes, "src", foreign_type)
    if late := next((name for name in ("async", "defer") if name in attributes), None):
        return Verbatim(text, f"{late} on an inline script, where browsers ignore it")
    return Element(text, None, content, foreign_type, _others(attributes, foreign_type, ""))


def _file_element(text: str, attributes: dict[str, str], key: str, foreign_type: str) -> Node:
    url = attributes.get(key, "").strip()
    if not url.startswith(ROOT_MARKER + STATIC):
        return Verbatim(text, f"{url or 'an empty URL'} is no static file of this site")
    return Element(text, url, "", foreign_type, _others(attributes, foreign_type, key))


def _others(attributes: dict[str, str], foreign_type: str, key: str) -> tuple[tuple[str, str], ...]:
    dropped = {key, "rel"}
    if foreign_type or attributes.get("type", "").lower() in _CSS_TYPES | _JS_TYPES:
        dropped.add("type")
    return tuple((name, value) for name, value in attributes.items() if name not in dropped)
