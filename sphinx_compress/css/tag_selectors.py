"""Style sheets that select the elements of scripts and style sheets themselves.

`script + script + p` counts them, and `script { display: block }` shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..core.types import Kind

if TYPE_CHECKING:
    from .tokens import Word

#: Names of elements, and of which kind of tag they are.
_KINDS: Final[dict[str, Kind]] = {"script": "js", "link": "css", "style": "css"}
#: Pseudo-classes that take selectors.
_OF_SELECTORS: Final = frozenset(
    {"is", "where", "not", "has", "matches", "-webkit-any", "-moz-any", "host", "host-context"}
    | {"nth-child", "nth-last-child", "slotted"}
)
_SIGN: Final = re.compile(r"(?<![\w.#@:-])(?:script|link|style)(?![\w-])", re.IGNORECASE)
_LAST: Final = frozenset(
    """last-child last-of-type only-child only-of-type nth-last-child nth-last-of-type""".split()
)
_SIGN_OF_LAST: Final = re.compile(r"(?:body|html|:root)[^{}]*>", re.IGNORECASE)
_OF_PLACES: Final = re.compile(
    r":(?:last|only|nth-last|not|has|is|where|empty)\b|[*+~\[]|white-space", re.IGNORECASE
)


def selected_kinds(css: str) -> frozenset[Kind]:
    """Return the kinds of the tags that selectors of a sheet name."""
    if not _SIGN.search(css):
        return frozenset()
    selectors = _selectors(css)
    if selectors is None:
        return frozenset(_KINDS.values())
    return frozenset(_KINDS[name] for selector in selectors for name in _types(selector))


def _selectors(css: str) -> list[Sequence[Word]] | None:
    """Return the selectors of a sheet; ``None`` if it cannot be read."""
    from .rules import PartKind, parts
    from .tokens import UntokenizableError, tokenize

    try:
        tokens = tokenize(css)
    except UntokenizableError:
        return None
    return [
        tokens.words[first:last]
        for kind, first, last, _ in parts(tokens.shape, nested=tokens.nested)
        if kind is PartKind.SELECTOR
    ]


def _types(selector: Sequence[Word]) -> Iterator[str]:
    """Yield the names of such elements in a selector."""
    from .tokens import CLOSERS, ENDS

    #: For each open bracket, whether selectors stand in it.
    inside: list[bool] = []
    before: Word | None = None
    for token in selector:
        if token.type in CLOSERS:
            inside.append(token.type == "function" and token.lower in _OF_SELECTORS)
        elif token.type in ENDS:
            inside.pop()
        elif token.type == "ident" and token.lower in _KINDS and all(inside):
            is_other = (
                before is not None and before.type == "literal" and before.value in (".", ":")
            )
            yield from () if is_other else (token.lower,)
        before = token


def selects_by_place(css: str) -> bool:
    """Return whether the rules of one page may mean elements by their places, or of any kind.

    Its author knows what stands at its end.
    """
    return _OF_PLACES.search(css) is not None


def selects_last(css: str) -> bool:
    """Return whether a sheet may style elements by what stands behind them in the body, or all.

    Then scripts there would be seen, or counted.
    """
    if not _SIGN_OF_LAST.search(css):
        return False
    selectors = _selectors(css)
    return selectors is None or any(map(_is_of_last, selectors))


def _is_of_last(selector: Sequence[Word]) -> bool:
    """Return whether a selector means children of the body by their place, or of any kind."""
    words = [token for token in selector if token.type not in {"whitespace", "comment"}]
    for at, token in enumerate(words[:-2]):
        if not _is_body(token, words[:at]) or words[at + 1].value != ">":
            continue
        first = words[at + 2]
        is_of_kind = first.type in {"ident", "hash"} or first.value == "."
        if not is_of_kind or any(each.lower in _LAST for each in words[at + 2 :]):
            return True
    return False


def _is_body(word: Word, before: Sequence[Word]) -> bool:
    """Return whether a word of a selector means the body: as the page's only visible child, too."""
    around = [each.lower for each in before[-2:]]
    return word.lower == "body" or (word.value == "*" and around in (["html", ">"], ["root", ">"]))
