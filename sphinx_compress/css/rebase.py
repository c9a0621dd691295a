"""Style sheets that are moved to another directory: their URLs lead where they led before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Final

from ..core.types import ROOT_MARKER
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
from .urls import cleaned, is_relative, urls

_SOURCE_MAP: Final = ("# sourceMappingURL", "@ sourceMappingURL")
#: What needs a backslash in a URL without quotes.
_UNQUOTED: Final = "\"'() \\"


def rebased(url: str, *, base: str | None, target: str | None, source: str | None) -> str:
    """Return a URL that leads from another directory to the same place.

    :param base: the directory that *url* is relative to, from the site root;
        ``None`` if nobody knows it, so that relative URLs stay as they are.
    :param target: the directory that the result is relative to; ``None`` to put
        :data:`~sphinx_compress.core.types.ROOT_MARKER` in front of it.
    :param source: the style sheet, from the site root: a URL without a path,
        such as ``?a``, means the sheet itself.
    :return: *url* as it is, where it does not depend on a directory.
    """
    clean = cleaned(url)
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
    """Return the path of a file as it is written in a URL."""
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")


def rebased_sheet(text: str, *, base: str | None, target: str | None, source: str | None) -> str:
    """Return a style sheet with its URLs :func:`rebased`, and all else as it was.

    The comment that names its source map goes: the map belongs to the old text.

    :raises UntokenizableError: if the text cannot be split into tokens, or ends
        within a URL.
    """
    if base == target and (target is None or ROOT_MARKER not in text):
        return text
    tokens = tokenize(text)
    if tokens.words and not tokens.closed and tokens.words[-1].value == BAD_URL:
        # tinycss2 read the text with a comment behind it.  Without one, this may be a good URL.
        raise UntokenizableError("it ends within a URL")
    edits = dict(_source_maps(tokens))
    for index, value in urls(tokens):
        url = rebased(value, base=base, target=target, source=source)
        if url != value:
            token = tokens.token(index)
            edits[index] = rewritten(tokens.source(token), token, url)
    return _edited(text, tokens, edits)


def without_source_map(text: str, tokens: Tokens) -> str:
    """Return a style sheet without the comment that names its source map."""
    return _edited(text, tokens, dict(_source_maps(tokens)))


def _source_maps(tokens: Tokens) -> Iterator[tuple[int, str]]:
    """Yield the index of each comment that names a source map, and what replaces it."""
    if "sourceMappingURL" not in tokens.text:
        return
    depth = 0
    solid = [at for at, token in enumerate(tokens.words) if token.type not in LAYOUT]
    last = max(solid, default=-1)
    for index, token in enumerate(tokens.words):
        depth += (token.type in CLOSERS) - (token.type in ENDS)
        # Within a block, it may be a part of a custom property's value.
        if not depth and token.type == "comment" and token.value.lstrip().startswith(_SOURCE_MAP):
            yield index, "" if index > last else APART


def _edited(text: str, tokens: Tokens, edits: Mapping[int, str]) -> str:
    """Return *text* with other words for some of its tokens.

    :param edits: the new text of a token, by the index of the token.
    """
    line_ends = _double_line_ends(text) if edits else []
    pieces = []
    done = 0
    for index, written in sorted(edits.items()):
        token = tokens.token(index)
        start, end = (at + bisect_left(line_ends, at) for at in (token.start, token.end))
        pieces += [text[done:start], written]
        done = end
    return "".join(pieces) + text[done:]


def _double_line_ends(text: str) -> list[int]:
    """Return where the tokens have a line end for which *text* has two characters."""
    found: list[int] = []
    at = text.find("\r\n")
    while at >= 0:
        found.append(at - len(found))
        at = text.find("\r\n", at + 2)
    return found


def _resolved(base: str, path: str) -> list[str]:
    """Return the names on the way from the site root; the way out of it begins with ``..``."""
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
    """Return the path that leads from a directory to a place."""
    same = 0
    for one, other in zip(place[:-1], directory, strict=False):
        if one != other:
            break
        same += 1
    path = "/".join([".."] * (len(directory) - same) + place[same:])
    first = path.partition("/")[0]
    return f"./{path}" if not first or ":" in first else path


def rewritten(source: str, token: Token, url: str) -> str:
    """Return a string or ``url()`` token with another URL, in the same kind of quotes.

    :param source: the token as it is written.
    """
    quote = source[0] if token.type == "string" else ""
    special = any(character < " " or character == "\x7f" for character in url)
    if token.type == "url" and not special:
        name = source[: source.index("(") + 1]
        return f"{name}{_escaped(url, _UNQUOTED)})"
    text = _escaped(url, f"\\{quote or chr(34)}")
    return f"{quote}{text}{quote}" if quote else f'url("{text}")'


def _escaped(url: str, special: str) -> str:
    return "".join(
        f"\\{ord(character):x} "
        if character < " " or character == "\x7f"
        else f"\\{character}"
        if character in special
        else character
        for character in url
    )
