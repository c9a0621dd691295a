"""Which tags of a page a selector may match that could stand in a bundle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..core.types import Kind
from .url_words import UNKNOWN, words_of

CSS: frozenset[Kind] = frozenset({"css"})
JS: frozenset[Kind] = frozenset({"js"})
BOTH: frozenset[Kind] = CSS | JS

_TYPES: dict[str, frozenset[Kind]] = {"link": CSS, "style": CSS, "script": JS, "*": BOTH, "": BOTH}

_NOT = re.compile(r":not\((?:[^()]|\([^()]*\))*\)", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\[\s*(?P<name>[\w\0:-]+)\s*
    (?:(?P<how>[*^$~|]?=)\s*(?P<value>"[^"]*"?|'[^']*'?|[^\]]*))?\s*\]?""",
    re.VERBOSE,
)
_PLACE = re.compile(r":(?:first|last|nth|only|eq|even|odd|gt|lt)\b", re.IGNORECASE)
#: Those that are in selectors, and not in the names of events, such as ``link:click``.
_PSEUDO = re.compile(
    r"-|active|after|animated|any-link|before|checked|contains|default|defined|disabled|empty"
    r"|enabled|eq|even|first|focus|gt|has|header|hidden|host|hover|is|lang|last|link|lt|matches"
    r"|not|nth|odd|only|optional|parent|read|required|root|scope|state|target|valid|visible"
    r"|visited|where|dir|invalid|user-|local-link",
    re.IGNORECASE,
)
_PSEUDOS = re.compile(r":+([^:]*)")
_TYPE = re.compile(r"[\w-]+|\*")
_COMBINATOR = re.compile(r"\s*[>+~]\s*|\s+")
_BRACKETS = re.compile(r"""\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]?|\((?:[^()]|\([^()]*\))*\)?""")

_OF_HEAD = frozenset({"base", "meta", "title"})
#: In what, or beside what, tags are.
_AROUND = _OF_HEAD | {*_TYPES, "body", "head", "html", "noscript"}
#: Letters that are written by their numbers.
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_OF_OTHER_SELECTORS = re.compile(
    r":(?P<name>is|where|matches|has|-webkit-any|-moz-any)"
    r"\((?P<of>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)",
    re.IGNORECASE,
)
#: Attributes that only what stays as it is has.
_OF_OTHERS = frozenset({"as", "hreflang", "imagesizes", "property", "sizes", "itemprop"})
#: Those by which elements of any type may be told.
_TELLING = frozenset({"async", "defer", "href", "media", "rel", "src", "type"})
_OF_SCRIPTS = frozenset({"async", "defer"})
_OF_TAGS = re.compile("css|javascript|ecmascript|module|stylesheet", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selection:
    """Tags that a selector may match."""

    kinds: frozenset[Kind]
    #: What is in the URL, or in the attributes, of each of them.
    words: frozenset[str] = frozenset()
    #: Whether they are told by something that is not known, or by their place.
    is_any: bool = False
    #: Whether they stay as they are, whoever looks for them: a ``style`` shares no bundle.
    is_kept: bool = False


def selected(selector: str, *, is_page: bool = True) -> Iterator[Selection]:
    """Yield the tags that a selector may match.

    :param selector: with :data:`.UNKNOWN` for what is not known of it.
    :param is_page: whether it is asked for in the page as a whole.
    """
    plain = _ESCAPE.sub(_unescaped, selector.strip())
    for inner in _OF_OTHER_SELECTORS.finditer(plain):
        yield from selected(inner["of"], is_page=is_page and inner["name"] != "has")
    for part in _split(_NOT.sub(":not", plain), re.compile(",")):
        compounds = _split(part.strip(), _COMBINATOR)
        is_in_page = is_page and all(map(_may_be_around, compounds[:-1]))
        found = _selection(compounds[-1], is_page=is_page, is_in_page=is_in_page)
        if found is not None:
            yield found


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    # No name of a tag or a file has the others.
    return chr(code) if code < 0x80 else UNKNOWN


def _may_be_around(compound: str) -> bool:
    """Return whether tags may stand in, or beside, what a part of a selector matches."""
    match = _TYPE.match(compound)
    name = match[0].lower() if match else ""
    bare = _BRACKETS.sub("", compound)
    is_told = "." in bare or "#" in bare or ("[" in compound and not name)
    return name in _AROUND and not is_told


def root_kinds(selector: str) -> frozenset[Kind]:
    """Return of what kinds the tags in an element are; none if it has no such tags."""
    names = {part.strip().lower() for part in selector.split(",")}
    if names & {"head", "html", ":root", "html>head", "html > head"}:
        return BOTH
    return JS if names & {"body", "html body", "html > body"} else frozenset()


def path_kinds(path: str) -> frozenset[Kind]:
    """Return of what kinds the tags are that an XPath may find."""
    if re.search(r"\*|node\(|@href|@src|@rel|\0", path):
        return BOTH
    found = (_TYPES[name] for name in ("link", "script") if re.search(rf"(?i)\b{name}\b", path))
    return frozenset[Kind]().union(*found)


def is_in_head(selector: str) -> bool:
    """Return whether elements may match that are no tags, but stand between those of the head."""
    last = (_split(part.strip(), _COMBINATOR)[-1] for part in selector.split(","))
    return any(match[0].lower() in _OF_HEAD for each in last if (match := _TYPE.match(each)))


def _split(selector: str, at: re.Pattern[str]) -> list[str]:
    """Return the parts of a selector, parted outside of all brackets."""
    hidden = _BRACKETS.sub(lambda match: "\1" * len(match[0]), selector)
    parts, start = [], 0
    for match in at.finditer(hidden):
        parts.append(selector[start : match.start()])
        start = match.end()
    return [*parts, selector[start:]]


def _selection(compound: str, *, is_page: bool, is_in_page: bool) -> Selection | None:
    match = _TYPE.match(compound)
    name = match[0].lower() if match else ""
    kinds = _TYPES.get(name)
    bare = _BRACKETS.sub("", compound)
    if kinds is None or re.search(r"[#.@/]", bare):
        # Tags that have an id or a class stay as they are, and a path is no selector.
        return None
    if any(not (UNKNOWN in each or _PSEUDO.match(each)) for each in _PSEUDOS.findall(bare)):
        return None
    attributes = [
        (each["name"].lower(), (each["value"] or "").strip("\"' "), each["how"])
        for each in _ATTRIBUTE.finditer(compound)
    ]
    # With an attribute, a type that is not known may be any.
    is_unknown = bare == UNKNOWN and bool(attributes)
    if (bare[len(name) :].startswith(UNKNOWN) and not is_unknown) or compound in {"", UNKNOWN}:
        return None
    words: set[str] = set()
    is_any = False
    for attribute, value, how in attributes:
        found = _told(attribute, value, how, UNKNOWN if is_unknown else name)
        if found is None:
            return None
        kinds &= found.kinds
        words |= found.words
        is_any |= found.is_any
    if not kinds:
        return None
    if name in {"", "*"}:
        if not attributes and not is_in_page:
            return None
        if is_any and not words and not is_page:
            return None
        if not attributes and not name and not _PLACE.search(bare) and ":not" not in bare:
            return None
    if name == "style":
        return Selection(kinds, is_kept=True)
    return Selection(kinds, frozenset(words), (is_any or bool(_PLACE.search(bare))) and not words)


def _told(attribute: str, value: str, how: str | None, name: str) -> Selection | None:
    """Return which tags an attribute tells, of those with the type *name*."""
    if attribute.startswith("data-"):
        return Selection(BOTH, frozenset({attribute}))
    if name == UNKNOWN == attribute:
        words = None if how is None else words_of(value)
        marked = frozenset(f"*{kind} {word}" for word in words or () for kind in BOTH)
        return Selection(BOTH, marked, is_any=not marked)
    if name == UNKNOWN and attribute == "href" and how in {None, "="} and words_of(value) is None:
        # Links of the text are looked for like this.
        return None
    name = name.strip(UNKNOWN)
    if attribute in _OF_OTHERS or (not name and attribute not in _TELLING):
        return None
    if attribute in {"href", "src"}:
        kinds = CSS if attribute == "href" else JS
        if how is None:
            return Selection(kinds, is_any=not name)
        if value.startswith(("#", "mailto:", "javascript:")):
            return None
        words = words_of(value)
        if words is None:
            return Selection(kinds, is_any=True)
        return Selection(kinds, frozenset(f"*{kind} {w}" for w in words for kind in kinds))
    if attribute == "rel" or (attribute == "type" and name != "style"):
        if how and UNKNOWN not in value and not _OF_TAGS.search(value):
            return None
        if not name and how is None:
            return Selection(CSS if attribute == "rel" else frozenset())
        return Selection(CSS if attribute == "rel" or "css" in value else BOTH)
    if attribute in _OF_SCRIPTS:
        return Selection(JS)
    return Selection(CSS if attribute == "media" else BOTH)
