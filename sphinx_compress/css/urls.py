"""The URLs in a style sheet: where they are and what they are relative to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ..core.types import ROOT_MARKER
from .rules import PartKind, parts
from .tokens import (
    APART,
    BAD_URL,
    CLOSERS,
    ENDS,
    LAYOUT,
    Token,
    Tokens,
    UntokenizableError,
    tokenize,
)

#: Functions whose first argument may be a URL in quotes.
_URL_FUNCTIONS: Final = frozenset({"url", "src"})
#: Functions all of whose strings are URLs.
_IMAGE_FUNCTIONS: Final = frozenset({"image-set", "-webkit-image-set", "image"})
#: Functions in whose place stands what is written elsewhere.
_SUBSTITUTED: Final = frozenset({"var", "env", "attr", "if", "inherit"})
#: At-rules whose URLs are names, not addresses to load from.
_NAMING: Final = frozenset({"namespace", "document", "-moz-document"})
#: Most tokens are one of these, none of which is a URL or says that one is.
_PLAIN: Final = frozenset({"ident", "literal", "number", "dimension", "percentage", "hash"})
_SOURCE_MAP: Final = ("# sourceMappingURL", "@ sourceMappingURL")
_SCHEME: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789+-.")
#: What a URL parser drops at both ends.
_EDGES: Final = "".join(map(chr, range(0x21)))


class Url(NamedTuple):
    """A URL, and the index of the string or ``url()`` token that it is written in."""

    position: int
    value: str


def urls(tokens: Tokens) -> Iterator[Url]:
    """All URLs of a style sheet that a browser would load, in their order."""
    items = tokens.tokens
    skip = _naming(tokens)
    #: For each open bracket, whether its next string is a URL, and all others.
    open_: list[tuple[bool, bool]] = []
    imports = False
    first = False
    for index, token in enumerate(items):
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
    """Indexes of the ``var()`` and the like in whose place a string would be a URL."""
    found: list[int] = []
    open_: list[bool] = []
    for index, token in enumerate(tokens.tokens):
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
    """Indexes of the tokens in which a URL is only a name."""
    items = tokens.tokens
    if not tokens.has_at(_NAMING):
        return frozenset()
    found: set[int] = set()
    for kind, start, end, _ in parts(items, nested=tokens.nested):
        if kind is PartKind.AT and items[start].lower in _NAMING:
            found.update(range(start, end))
    return frozenset(found)


def is_relative(url: str) -> bool:
    """Whether a URL means something else in another directory.

    False for one that begins with :data:`~sphinx_compress.filters.ROOT_MARKER`.
    """
    url = _clean(url)
    if not url or url[0] in "#/\\":
        return False
    scheme, colon, _ = url.partition(":")
    return not (colon and scheme[:1].isalpha() and _SCHEME.issuperset(scheme.lower()))


def has_relative_urls(css: str) -> bool:
    """Whether a style sheet may not be moved to another directory as it is.

    URLs that begin with :data:`~sphinx_compress.filters.ROOT_MARKER` do not count.
    """
    try:
        return any(is_relative(url.value) for url in urls(tokenize(css)))
    except UntokenizableError:
        return True


def is_rooted(url: str) -> bool:
    """Whether a URL begins with :data:`~sphinx_compress.filters.ROOT_MARKER`."""
    return _clean(url).startswith(ROOT_MARKER)


def rebased(url: str, *, base: str | None, target: str | None, source: str | None) -> str:
    """Write a URL so that it leads from another directory to the same place.

    :param base: directory that it is relative to, below the site root.
    :param target: directory that it shall be relative to; ``None`` to write it
        behind :data:`~sphinx_compress.filters.ROOT_MARKER`.
    :param source: the style sheet itself, which a URL without a path means.
    :returns: the URL as it is, where it does not depend on a directory.
    """
    clean = _clean(url)
    if clean.startswith(ROOT_MARKER):
        clean, base = clean[len(ROOT_MARKER) :], ""
    elif base is None or not is_relative(url):
        return url
    base = _quoted(base)
    cut = min((at for at in (clean.find("?"), clean.find("#")) if at >= 0), default=len(clean))
    path, rest = clean[:cut].replace("\\", "/"), clean[cut:]
    if not path:
        if source is None:
            return url
        path, base = _quoted(source), ""
    place = _resolved(base, path)
    if target is None:
        return ROOT_MARKER + "/".join(place) + rest
    return _relative(place, _resolved("", target) if target else []) + rest


def _quoted(path: str) -> str:
    """Write the path of a file so that it means the same as a part of a URL."""
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")


def rebased_sheet(text: str, *, base: str | None, target: str | None, source: str | None) -> str:
    """Return a style sheet with its URLs :func:`rebased`, and all else as it was.

    Only that it no longer names its source map, which is none of another text.

    :raises UntokenizableError: when the text cannot be split into tokens, or
        ends within one.
    """
    if base == target and (target is None or ROOT_MARKER not in text):
        return text
    tokens = tokenize(text)
    if tokens.tokens and not tokens.closed and tokens.tokens[-1].value == BAD_URL:
        # What is an error for the tokenizer, with its comment at the end, need not be one without.
        raise UntokenizableError("it ends within a URL")
    edits = dict(_source_maps(tokens))
    for index, value in urls(tokens):
        url = rebased(value, base=base, target=target, source=source)
        if url != value:
            token = tokens.tokens[index]
            edits[index] = rewritten(tokens.source(token), token, url)
    return _edited(text, tokens, edits)


def without_source_map(text: str, tokens: Tokens) -> str:
    """Return a style sheet as it is, but for the comment that names its source map."""
    return _edited(text, tokens, dict(_source_maps(tokens)))


def _source_maps(tokens: Tokens) -> Iterator[tuple[int, str]]:
    """Yield the index of each comment that names a source map, with what may stand there."""
    if "sourceMappingURL" not in tokens.text:
        return
    depth = 0
    solid = [at for at, token in enumerate(tokens.tokens) if token.type not in LAYOUT]
    last = max(solid, default=-1)
    for index, token in enumerate(tokens.tokens):
        depth += (token.type in CLOSERS) - (token.type in ENDS)
        # Deeper, it may be a part of a custom property's value.
        if not depth and token.type == "comment" and token.value.lstrip().startswith(_SOURCE_MAP):
            yield index, "" if index > last else APART


def _edited(text: str, tokens: Tokens, edits: Mapping[int, str]) -> str:
    """Return the *text* that the tokens were read from, with some of them in other words."""
    place = _places(text) if edits else []
    pieces = []
    done = 0
    for index, written in sorted(edits.items()):
        token = tokens.tokens[index]
        start, end = (at + bisect_left(place, at) for at in (token.start, token.end))
        pieces += [text[done:start], written]
        done = end
    return "".join(pieces) + text[done:]


def _places(text: str) -> list[int]:
    """Where, for the tokenizer, the line ends are that take two characters."""
    found: list[int] = []
    at = text.find("\r\n")
    while at >= 0:
        found.append(at - len(found))
        at = text.find("\r\n", at + 2)
    return found


def _clean(url: str) -> str:
    """What is left of a URL after a browser's parser dropped blanks."""
    return url.strip(_EDGES).replace("\t", "").replace("\n", "").replace("\r", "")


def _resolved(base: str, path: str) -> list[str]:
    """Segments below the site root; those above it are ``..`` at the beginning."""
    place: list[str] = []
    parts = ([*base.split("/")] if base else []) + path.split("/")
    for number, part in enumerate(parts):
        dots = part.lower().replace("%2e", ".")
        if dots == "..":
            if place and place[-1] != "..":
                place.pop()
            else:
                place.append("..")
        elif dots != ".":
            place.append(part)
        if dots in (".", "..") and number == len(parts) - 1:
            place.append("")
    return place


def _relative(place: list[str], directory: list[str]) -> str:
    same = 0
    for one, other in zip(place[:-1], directory, strict=False):
        if one != other:
            break
        same += 1
    path = "/".join([".."] * (len(directory) - same) + place[same:])
    first = path.partition("/")[0]
    return f"./{path}" if not first or ":" in first else path


def rewritten(source: str, token: Token, url: str) -> str:
    """A token with another URL in it, in the same kind of quotes.

    :param source: the token as it is written.
    """
    quote = source[0] if token.type == "string" else ""
    special = any(character < " " or character == "\x7f" for character in url)
    if token.type == "url" and not special:
        name = source[: source.index("(") + 1]
        return f"{name}{_escaped(url, _UNQUOTED)})"
    text = _escaped(url, f"\\{quote or chr(34)}")
    return f"{quote}{text}{quote}" if quote else f'url("{text}")'


_UNQUOTED: Final = "\"'() \\"


def _escaped(url: str, special: str) -> str:
    return "".join(
        f"\\{ord(character):x} "
        if character < " " or character == "\x7f"
        else f"\\{character}"
        if character in special
        else character
        for character in url
    )
