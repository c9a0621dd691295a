"""Which names the elements of a page have, so that a rule can be told to match none of them.

A page is never parsed as a whole.  What counts as a tag depends on all that is before it, so that
each `<` with a letter behind it is taken for a start tag: in comments, scripts and values, too.
So more may be found than a browser finds, but never less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from ..core.names import ANY, ANY_PROPERTY, properties_in, word_name
from .attribute_code import library_code_of
from .attribute_selectors import SELECTING, is_selecting
from .patterns import places_of

#: Among the names of pages that have attributes with scripts, whichever these are.
HANDLER: Final = "[on"

#: Elements that a browser makes without a start tag: `</p>` makes a `p`, too.
_IMPLIED = frozenset({"html", "head", "body", "colgroup", "tbody", "tr", "p", "br"})

#: What else a browser makes of an element, or what a reader does by opening it.
_MADE_OF = {
    "details": ["details", "[open"],
    "dialog": ["dialog", "[open"],
    "image": ["image", "img"],
}

#: Shows a drawing, that of another file included, to which custom properties come from the page.
_USE = "use"

#: From the name of a tag to the first `>`, by which nearly all of them end.
_HEAD = re.compile(r"<[a-zA-Z][^>]*+>")
_START = re.compile(r"<(?=[a-zA-Z])")
_NAME = re.compile(r"[^\t\n\f />]++")
#: See https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state
_ATTRIBUTE = re.compile(
    r"""[\t\n\f\ /]*+(=?+[^\t\n\f\ />=]*+)
    (?:[\t\n\f\ ]*+=[\t\n\f\ ]*+(?:"([^"]*+)"|'([^']*+)'|(?=>)|(["'])
    |([^\t\n\f\ >"'][^\t\n\f\ >]*+)))?+
    """,
    re.VERBOSE,
)
#: The attributes whose values are names, and what stands before these.
_VALUED = {"class": ".", "id": "#", "name": "[name="}
_SCRIPT_WORD = re.compile(r"[\w-]+")
#: Attributes that are none of those by which drawings are styled.
_NO_STYLE = re.compile("(?:alt|title|href|src|content|value|placeholder|class|(?:data|aria)-.*)$")
#: A tag as most people and programs write it, and one attribute of it.
_PLAIN = re.compile(
    r"""<([a-zA-Z][a-zA-Z0-9-]*+)((?:\ [a-zA-Z][a-zA-Z0-9:-]*+(?:="[^"<>]*+")?+)*+)\ ?/?>""",
    re.VERBOSE,
)
_STYLE = "<style"
#: The values of these differ from tag to tag.
_HREF, _ID = ' href="', ' id="'
_VALUE = '="'
_ATTRIBUTE_ENDS = frozenset(" />")
_PLAIN_ATTRIBUTE = re.compile(r' ([^ ="]++)(?:="([^"]*+)")?+')
_CLASS = re.compile(r"[^\t\n\f\r ]++")
#: Within a value, a name without a semicolon is none before a letter, a digit or `=`.
_REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]++)|([0-9]++));?|([a-zA-Z0-9]++)(;|(?!=)))")

#: How many different start tags are kept.
_KEPT = 30_000
#: How often the text of a page is looked at, on average, where tags are in tags.
_LOOKS = 32


class VocabularyReader:
    """Reads the names of pages, each start tag that they have in common only once."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[str, ...]] = {}
        #: The same for tags without the values that differ most.
        self._shapes: dict[str, tuple[str, ...]] = {}
        #: The custom properties that the text of a style element mentions.
        self._styles: dict[str, tuple[str, ...]] = {}
        self._style_heads = set[str]()

    @property
    def kept(self) -> int:
        """How many different start tags are remembered."""
        return len(self._names) + len(self._shapes) + len(self._styles)

    def read(self, html: str) -> frozenset[str]:
        """Return the names of all elements of a page; see :func:`vocabulary`."""
        if "\r" in html:
            html = html.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in html:
            html = html.replace("\0", "\ufffd")
        whole = html
        # Behind the last one, no tag ends.
        html = html[: html.rfind(">") + 1]
        heads = set(_HEAD.findall(html))
        found = set(_IMPLIED)
        odd = set[str]()
        for head in heads.difference(self._names):
            if head[: len(_STYLE)].lower() == _STYLE:
                self._style_heads.add(head)
            names = self._names_of(head)
            found.update(names or ())
            if names is None:
                odd.add(head)
            elif _ID not in head:
                # Mostly, a tag with an id is on one page only.
                self._names[head] = names
        found.update(*filter(None, map(self._names.get, heads)))
        if "style" in found:
            found.update(self._in_style_elements(whole, heads))
        if odd:
            found.update(_read_odd(html, odd))
        if self.kept > _KEPT:
            for each in (self._names, self._shapes, self._styles, self._style_heads):
                each.clear()
        return frozenset(found)

    def _in_style_elements(self, html: str, heads: set[str]) -> Iterator[str]:
        """Yield the custom properties that style elements of a page mention."""
        spellings = {head[: len(_STYLE)] for head in self._style_heads & heads}
        end = 0
        for start in sorted(start for each in spellings for start in places_of(html, each)):
            if start >= end:
                ends = html.find("</style", start)
                end = ends if ends >= 0 else len(html)
                text = html[start + len(_STYLE) : end]
                if text not in self._styles:
                    # In a drawing, a reference stands for a character; a sheet may import another.
                    others = [ANY_PROPERTY] if "&" in text or "@import" in text.lower() else []
                    self._styles[text] = (*properties_in(text), *others)
                yield from self._styles[text]

    def _names_of(self, head: str) -> tuple[str, ...] | None:
        """Return the names of a tag; ``None`` if not all of it is in *head*, or another one is."""
        shape, own, links = head, "", ""
        for name in (_HREF, _ID):
            before, is_there, behind = shape.partition(name)
            value, _, behind = behind.partition('"')
            # In the value of another attribute, it would be none of its own.
            is_outside = is_there and behind[:1] in _ATTRIBUTE_ENDS and before.count('"') % 2 == 0
            if is_outside and "<" not in value and "&" not in value:
                shape = f"{before}{name.removesuffix(_VALUE)}{behind}"
                own = value.casefold() if name == _ID else own
                links = value if name == _HREF else links
        names = self._shapes.get(shape)
        if names is None and (plain := _PLAIN.fullmatch(shape)):
            names = self._shapes[shape] = tuple(_of_plain(plain))
        if names is not None and links:
            if is_selecting("href", links):
                names = (*names, SELECTING + "href")
            if _USE in names:
                names = (*names, *_of_drawing(links))
        if names is not None:
            return (*names, "#" + own) if own else names
        tag = _Tag(head, 1)
        names = tuple(tag.names())
        return names if tag.is_closed and head.find("<", 1) < 0 else None


def _of_plain(tag: re.Match[str]) -> Iterator[str]:
    yield from (names := _of_element(tag[1]))
    for name, value in _PLAIN_ATTRIBUTE.findall(tag[2]):
        yield from _of_attribute(name, value)
        if _USE in names:
            yield from _of_drawing(value, name)


_reader = VocabularyReader()


def vocabulary(html: str) -> frozenset[str]:
    """Return the names of all elements of a page, and perhaps a few more.

    :param html: the page as it was rendered.
    :return: ``p`` for an element, ``.note`` for a class, ``#top`` for an id, ``[href`` for an
        attribute, ``[name=top`` for the value of ``name``.  All of them went through
        :meth:`str.casefold`, since pages in quirks mode compare classes and ids without regard to
        case.  With :data:`ANY` in it, there may be other names.
    """
    return _reader.read(html)


def _read_odd(html: str, odd: set[str]) -> Iterator[str]:
    """Yield the names of those tags of a page that begin with one of *odd*."""
    read = set[int]()
    looks = _LOOKS * len(html)
    for head in _HEAD.finditer(html):
        if head[0] not in odd:
            continue
        for start in _START.finditer(html, *head.span()):
            tag = _Tag(html, start.end(), read)
            yield from tag.names()
            looks -= tag.looked_at
            if looks < 0:
                yield ANY
                return


class _Tag:
    """A start tag, at the first letter of its name.

    :param read: where attributes begin that are read already.
    """

    def __init__(self, text: str, start: int, read: set[int] | None = None) -> None:
        self._text = text
        self._read = set[int]() if read is None else read
        self._start = start
        #: Whether it ends, as far as that is not known from where others ended.
        self.is_closed = False
        self.looked_at = 0

    def names(self) -> Iterator[str]:
        """Yield the names of its element."""
        match = _NAME.match(self._text, self._start)
        if match is None:
            return
        yield from (names := _of_element(match[0]))
        position = match.end()
        self.looked_at = position - self._start
        while position not in self._read:
            self._read.add(position)
            match = _ATTRIBUTE.match(self._text, position)
            if match is None or match[4]:
                # A value without an end.
                return
            position = match.end()
            self.looked_at = position - self._start
            if not match[1]:
                break
            value = match[2] or match[3] or match[5] or ""
            yield from _of_attribute(match[1], value)
            if _USE in names:
                yield from _of_drawing(value, match[1])
        self.is_closed = self._text.startswith(">", position)


def _of_element(name: str) -> list[str]:
    written, name = name, name.casefold()
    names = _MADE_OF.get(name, [name])
    if name == "link" != written:
        # It may be a style sheet, which nobody would look for in capitals.
        names = [name, ANY_PROPERTY]
    return [*names, name.rpartition(":")[2]] if ":" in name else [*names]


def _of_drawing(value: str, name: str = "href") -> list[str]:
    """Return the name for what a drawing of another file may use, if a ``use`` shows one."""
    is_href = name.casefold().endswith("href")
    return [ANY_PROPERTY] if is_href and value and not value.startswith("#") else []


def _of_attribute(name: str, value: str) -> list[str]:
    name = name.casefold()
    names = ["[" + name, *([HANDLER] if library_code_of(name, value) else ())]
    if ":" in name:
        # What is before it may be a namespace.
        name = name.rpartition(":")[2]
        names.append("[" + name)
    if name in _VALUED and value:
        if "&" in value:
            value = _REFERENCE.sub(_referred, value)
        values = _CLASS.findall(value.casefold()) if name == "class" else [value.casefold()]
        names += [_VALUED[name] + each for each in values]
    elif name.startswith("on"):
        names.append(HANDLER)
        # A handler is a script.
        code = _REFERENCE.sub(_referred, value) if "&" in value else value
        names += map(word_name, _SCRIPT_WORD.findall(code.casefold()))
    text = _REFERENCE.sub(_referred, value) if "&" in value else value
    may_style = "--" in text or "\\" in text
    if name == "style" or (may_style and not _NO_STYLE.match(name)):
        names += properties_in(text)
    return [*names, SELECTING + name] if is_selecting(name, text) else names


def _referred(match: re.Match[str]) -> str:
    """Return what a character reference stands for.

    That of :mod:`html` drops some characters, and reads more than a browser does in values.
    """
    name = match[3]
    if name:
        return html5.get(name + match[4], match[0])
    digits, base = (match[1], 16) if match[1] else (match[2], 10)
    number = int(digits, base) if len(digits.lstrip("0")) < 9 else 0
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return "\ufffd"
    if 0x80 <= number < 0xA0:
        try:
            return bytes([number]).decode("cp1252")
        except UnicodeDecodeError:
            return chr(number)
    return chr(number)
