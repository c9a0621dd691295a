"""Which names a script may give to elements, classes, ids and attributes.

A name is a word of a string or of a property of the script, or is put together from such words.
Where a script puts a text together, what is known of it is kept as a pattern.  What a script
gets from elsewhere, such as from an attribute or from memory, is not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from ..core.names import UNKNOWN, Words

if TYPE_CHECKING:
    from .joined_words import JoinedWords

#: Between names in a list, in HTML, and in selectors or prose.
_WORDS = tuple(map(re.compile, (r"[^\t\n\f\r ]+", r"[^\t\n\f\r <>\"'=]+", rf"[\w\-{UNKNOWN}]+")))
_LETTER = re.compile(r"[^\W_]")
#: The outline of an icon, which has hundreds of words and no name.
_PATH = re.compile(
    r"\s*+(?:[MmLlHhVvCcSsQqTtAa][\d\s,.+-]++(?:e[\d\s,.+-]++)*+|[Zz]\s*+)++(?<=.{100})", re.DOTALL
)
_MARKUP = re.compile(r"[<>\"'=]")
#: A property by which an attribute that begins with `data-` can be meant.
_DATA = re.compile(rf"(?!.*-[a-z])[\w$.:{UNKNOWN}-]+")
_PROPERTIES = """
[(property_identifier) (shorthand_property_identifier)
 (shorthand_property_identifier_pattern)] @name
"""
_NAME = re.compile(r"[\w$]+")
_CAPITAL = re.compile(r"[A-Z]")
#: A property that is an attribute with a dash.
_ARIA = re.compile(r"aria[A-Z]\w+")

#: Attributes and elements that a browser makes for what a script names otherwise.
_MADE = {
    "acceptCharset": "accept-charset",
    "Audio": "audio",
    "ch": "char",
    "chOff": "charoff",
    "classList": "class",
    "className": "class",
    "contentEditable": "b br div i li ol p span style u ul",
    "createCaption": "caption",
    "createTBody": "tbody",
    "createTFoot": "tfoot",
    "createTHead": "thead",
    "cssText": "style",
    "defaultChecked": "checked",
    "defaultMuted": "muted",
    "defaultSelected": "selected",
    "defaultValue": "value",
    "designMode": "b br div i li ol p span style u ul",
    "execCommand": "b blockquote font i li ol u ul",
    "htmlFor": "for",
    "httpEquiv": "http-equiv",
    "Image": "img",
    "image": "img",
    "innerText": "br",
    "insertCell": "td",
    "insertRow": "tr tbody",
    "Option": "option",
    "options": "option",
    "outerText": "br",
    "relList": "rel",
    "show": "open",
    "showModal": "open",
    "toggle": "open",
}


#: Of a script of which nothing is known.
UNBOUNDED = Words(is_unbounded=True, takes_names=True)


def words(text: str) -> Words:
    """Return what names the script *text* may make."""
    from .joined_words import joined_words

    joined = joined_words(text)
    return UNBOUNDED if joined is None else words_of(joined)


def words_of(joined: JoinedWords) -> Words:
    """Return what names a script may make, by its texts."""
    from .constants import unescaped
    from .scopes import text_of
    from .syntax import captures

    nodes = captures(joined.root, _PROPERTIES).get("name", ())
    properties = {unescaped(text_of(node)) for node in nodes}
    texts = {*joined.literals, *properties}
    names = {word for text in texts for word in _words_of(text)}
    made = {
        word for name in _NAME.findall(text_of(joined.root)) for word in _MADE.get(name, "").split()
    }
    put_together = {word for text in joined.texts for word in _words_of(text)}
    made |= {word for name in put_together for word in _MADE.get(name, "").split()}
    made |= {_attribute(name) for name in names | put_together if _ARIA.fullmatch(name)}
    if "dataset" in names:
        data = filter(_DATA.fullmatch, names | put_together)
        made |= {"data-" + _attribute(word) for word in data if _LETTER.search(word)}
    found = _words(names | made | put_together)
    return replace(found, is_unbounded=joined.is_unbounded, takes_names=joined.takes_names)


def _words(found: Iterable[str]) -> Words:
    """Return words, some of which have parts that are not known."""
    names, patterns, joints = set[str](), set[str](), set[str]()
    for word in map(str.casefold, found):
        if UNKNOWN not in word:
            names.add(word)
        elif _MARKUP.search(word):
            # Of HTML, of which there are shorter words, too.
            continue
        elif _LETTER.search(word) or not (word[0] == word[-1] == UNKNOWN):
            patterns.add(_shortened(word))
        else:
            joints.update(part for part in word.split(UNKNOWN) if part)
    return Words(frozenset(names), frozenset(patterns), frozenset(joints))


def _shortened(pattern: str) -> str:
    """Return a pattern with one part at most between those at its ends; it fits no less."""
    first, *middle, last = pattern.split(UNKNOWN)
    longest = max(middle, key=len, default="")
    return UNKNOWN.join([first, longest, last] if longest else [first, last])


def _words_of(text: str) -> Iterator[str]:
    """Yield the words of a string, whatever it is for."""
    if _PATH.fullmatch(text):
        return
    for each in (text, unescape(text)) if "&" in text else (text,):
        for pattern in _WORDS:
            yield from pattern.findall(each)


def _attribute(name: str) -> str:
    """Return the name of an attribute that a script names like a property."""
    if name.startswith("aria"):
        return "aria-" + name[4:]
    return _CAPITAL.sub(lambda match: "-" + match[0], name)
