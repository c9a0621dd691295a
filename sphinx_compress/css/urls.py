"""The URLs in a style sheet: where they are, and what they depend on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ..core.types import ROOT_MARKER
from .rules import PartKind, parts
from .tokens import CLOSERS, ENDS, LAYOUT, Tokens, UntokenizableError, tokenize

#: Functions whose first argument may be a URL in quotes.
_URL_FUNCTIONS: Final = frozenset({"url", "src"})
#: Functions all of whose strings are URLs.
_IMAGE_FUNCTIONS: Final = frozenset({"image-set", "-webkit-image-set", "image"})
#: Functions that browsers replace by what is written elsewhere.
_SUBSTITUTED: Final = frozenset({"var", "env", "attr", "if", "inherit"})
#: At-rules whose URLs are names, from which nothing is loaded.
_NAMING: Final = frozenset({"namespace", "document", "-moz-document"})
#: Most tokens are of these types.  None of them is a URL or announces one.
_PLAIN: Final = frozenset({"ident", "literal", "number", "dimension", "percentage", "hash"})
#: The characters of a scheme such as ``https``.
_SCHEME: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789+-.")
#: What a URL parser drops at both ends.
_EDGES: Final = "".join(map(chr, range(0x21)))


class Url(NamedTuple):
    """A URL, and the index of the string or ``url()`` token that it is written in."""

    position: int
    value: str


def urls(tokens: Tokens) -> Iterator[Url]:
    """Yield the URLs of a style sheet from which a browser would load, in their order."""
    words = tokens.words
    skip = _naming(tokens)
    #: For each open bracket: whether its first string is a URL, and whether all are.
    open_: list[tuple[bool, bool]] = []
    imports = False
    first = False
    for index, token in enumerate(words):
        kind = token.type
        if kind in _PLAIN:
            imports = first = False
            continue
        if kind in LAYOUT:
            continue
        is_first, first = first, False
        is_import, imports = imports, False
        if kind == "url":
            if index not in skip:
                yield Url(index, token.value)
        elif kind == "string":
            wanted = is_import or (bool(open_) and (open_[-1][1] or (is_first and open_[-1][0])))
            if wanted and index not in skip:
                yield Url(index, token.value)
        elif kind == "function":
            name = token.lower
            open_.append((name in _URL_FUNCTIONS, name in _IMAGE_FUNCTIONS))
            first = True
        elif kind in ("() block", "[] block", "{} block"):
            open_.append((False, False))
        elif kind in ENDS:
            open_.pop()
        elif kind == "at-keyword":
            imports = token.lower == "import"


def borrowed_urls(tokens: Tokens) -> list[int]:
    """Return the index of each ``var()`` or the like that may bring in a URL.

    Where it stands, browsers take a string for a URL; the string is written elsewhere.
    """
    found: list[int] = []
    open_: list[bool] = []
    for index, token in enumerate(tokens.words):
        if token.type in ENDS:
            open_.pop()
        elif token.type == "function":
            name = token.lower
            outer = bool(open_) and open_[-1]
            given = name in _SUBSTITUTED or name.startswith("--")
            if outer and given:
                found.append(index)
            open_.append(name in _IMAGE_FUNCTIONS or name in _URL_FUNCTIONS)
        elif token.type in CLOSERS:
            open_.append(False)
    return found


def _naming(tokens: Tokens) -> frozenset[int]:
    """Return the indexes of the tokens of at-rules in which a URL is only a name."""
    words = tokens.words
    if not tokens.has_at(_NAMING):
        return frozenset()
    found: set[int] = set()
    for kind, start, end, _ in parts(tokens.shape, nested=tokens.nested):
        if kind is PartKind.AT and words[start].lower in _NAMING:
            found.update(range(start, end))
    return frozenset(found)


def is_relative(url: str) -> bool:
    """Return whether a URL means something else in another directory.

    It is false for one that begins with :data:`~sphinx_compress.core.types.ROOT_MARKER`.
    """
    url = cleaned(url)
    if not url or url[0] in "#/\\":
        return False
    scheme, colon, _ = url.partition(":")
    return not (colon and scheme[:1].isalpha() and _SCHEME.issuperset(scheme.lower()))


def has_relative_urls(css: str) -> bool:
    """Return whether a style sheet means something else in another directory.

    It is true, too, for a text that cannot be split into tokens.
    """
    try:
        return any(is_relative(url.value) for url in urls(tokenize(css)))
    except UntokenizableError:
        return True


def is_rooted(url: str) -> bool:
    """Return whether a URL begins with :data:`~sphinx_compress.core.types.ROOT_MARKER`."""
    return cleaned(url).startswith(ROOT_MARKER)


def cleaned(url: str) -> str:
    """Return a URL without the blanks and line ends that a browser's parser drops."""
    return url.strip(_EDGES).replace("\t", "").replace("\n", "").replace("\r", "")
