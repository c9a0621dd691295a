"""By what a script tells one URL from another."""

from __future__ import annotations

import re

from ..core.names import UNKNOWN as UNKNOWN
from ..core.types import Kind

#: Instead of a part of one tag: any style sheet may be meant, or any script.
ANY: dict[Kind, str] = {"css": "*css", "js": "*js"}

#: What all files of a site have in common, and bundles with them.
_COMMON = frozenset({"", "_static", "css", "http", "https", "js", "www"})

#: Ends or begins the name of a directory, which not all files have in common.
_DIRECTORY_END = re.compile(r"(?<![\w.-])(?:css|js)/", re.IGNORECASE)
_DIRECTORY_START = re.compile(r"/(?:css|js)(?![\w.-])", re.IGNORECASE)

_WORD = re.compile(r"[\w.-]+")

#: What stands for more than one character, or for none, or for any.
_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]")
_LITERAL = re.compile(r"\\([^\w\s])|([^\\\s.*+?()|{}^$\[\]])")
_OPTIONAL = re.compile(r"[?*]|\{0?,")


def data_attribute(name: str) -> str:
    """Return the attribute that a property of a dataset with this *name* is."""
    return "data-" + re.sub("[A-Z]", lambda match: f"-{match[0].lower()}", name)


def words_of(text: str) -> frozenset[str] | None:
    """Return a word that each URL has in it that has *text* in it.

    :param text: with :data:`.UNKNOWN` for what is not known of it.
    :return: ``None`` if any URL may; none at all if each has it, or no file of a site.
    """
    words = [word.strip(".-") for word in _WORD.findall(text)]
    telling = [word for word in words if word.lower() not in _COMMON]
    longest = max(telling, key=len, default="")
    if len(longest) > 2:
        return frozenset({longest.lower()})
    if not telling and (directory := _DIRECTORY_END.search(text)):
        return frozenset({directory[0].lower()})
    is_vague = telling or UNKNOWN in text or _DIRECTORY_START.search(text)
    return None if is_vague else frozenset()


def words_of_pattern(pattern: str) -> frozenset[str] | None:
    """Return words, one of which is in each URL that a regular expression matches.

    :return: see :func:`words_of`.
    """
    found: set[str] = set()
    for part in _alternatives(pattern):
        words = _required(part)
        if words is None:
            return None
        if not words and len(_alternatives(pattern)) > 1:
            return None
        found |= words
    return frozenset(found)


def _required(pattern: str) -> frozenset[str] | None:
    """Return a word that is in all that a pattern without alternatives matches."""
    text, groups = [], []
    position = 0
    while position < len(pattern):
        rest = pattern[position:]
        if rest[0] == "(":
            size = _group(rest)
            inner = rest[1 : size - 1]
            is_there = not _OPTIONAL.match(rest[size:]) and not inner.startswith(("?!", "?<!"))
            if is_there:
                groups.append(re.sub(r"^\?(?::|<?=|<\w+>)", "", inner))
            text.append(" ")
            position += size
            continue
        if match := _CLASS.match(rest):
            text.append(" ")
        elif match := _LITERAL.match(rest):
            text.append(match[1] or match[2])
        else:
            match = re.compile(r"\\?.", re.DOTALL).match(rest)
            text.append(" ")
        size = len(match[0]) if match else 1
        if _OPTIONAL.match(rest[size:]) and text[-1] != " ":
            text[-1] = " "
        position += size
    own = words_of("".join(text))
    if own:
        return own
    inner_words = [words for group in groups if (words := words_of_pattern(group))]
    if inner_words:
        return min(inner_words, key=len)
    is_vague = own is None or bool(re.search(r"\w", "".join(text) + "".join(groups)))
    return None if is_vague and not _is_common("".join(text)) else frozenset()


def _is_common(text: str) -> bool:
    words = {word.strip(".-").lower() for word in _WORD.findall(text)}
    return bool(words) and words <= _COMMON


def _alternatives(pattern: str) -> list[str]:
    parts, depth, start, position = [], 0, 0, 0
    while position < len(pattern):
        match = _CLASS.match(pattern, position)
        if match:
            position = match.end()
            continue
        character = pattern[position]
        if character == "\\":
            position += 1
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif character == "|" and depth == 0:
            parts.append(pattern[start:position])
            start = position + 1
        position += 1
    return [*parts, pattern[start:]]


def _group(text: str) -> int:
    """Return how long the group is that a text begins with."""
    depth, position = 0, 0
    while position < len(text):
        match = _CLASS.match(text, position)
        if match:
            position = match.end()
            continue
        if text[position] == "\\":
            position += 1
        elif text[position] in "()":
            depth += 1 if text[position] == "(" else -1
            if depth == 0:
                return position + 1
        position += 1
    return len(text)
