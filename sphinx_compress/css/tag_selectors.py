"""Style sheets that select the elements of scripts and style sheets themselves.

`script + script + p` counts them, and `script { display: block }` shows them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
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
_FROM_LAST: Final = "nth-last-child"
#: What stands before a child of the body in a selector, and what such children mostly are.
_AROUND_BODY: Final = frozenset({"html", "body", ">"})
_OF_BODY: Final = frozenset("article aside div footer header main nav p section".split())
_LAST: Final = frozenset(
    """last-child last-of-type only-child only-of-type nth-last-child nth-last-of-type""".split()
)
#: What stands around the selectors of a sheet has this sign, too, but seldom.
_SIGN_OF_CHILD: Final = re.compile(r">[^{}]*\{")
_OF_PLACES: Final = re.compile(
    r":(?:last|only|nth-last|not|has|is|where|empty)\b|[*+~\[]|white-space", re.IGNORECASE
)


def selected_kinds(css: str) -> frozenset[Kind]:
    """Return the kinds of the tags that selectors of a sheet name."""
    if not (_SIGN.search(css) or _FROM_LAST in css):
        return frozenset()
    selectors = _selectors(css)
    if selectors is None:
        return frozenset(_KINDS.values())
    counted: frozenset[Kind] = frozenset({"js"} if any(map(_counts_from_last, selectors)) else ())
    return counted | {_KINDS[name] for selector in selectors for name in _types(selector)}


def _counts_from_last(selector: Sequence[Word]) -> bool:
    """Return whether a selector may count the elements behind a child of the body."""
    words = [token for token in selector if token.type != "comment"]
    for at, token in enumerate(words):
        if token.type == "function" and token.lower == _FROM_LAST:
            compound, before = _compound_before(words, at)
            around = [each.lower for each in before if each.type != "whitespace"]
            types = {each.lower for each in compound if each.type == "ident"}
            is_plain = not any(each.type == "hash" or each.value == "." for each in compound)
            is_child = set(around) <= _AROUND_BODY and (not types or bool(types & _OF_BODY))
            if is_plain and is_child:
                return True
    return False


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


def selects_last(css: str, body: Collection[str] = ("body",)) -> bool:
    """Return whether a sheet may style elements by what stands behind them in the body, or all.

    Then scripts there would be seen, or counted.

    :param body: the names of the body, such as ``.wide``; see :mod:`~sphinx_compress.core.names`.
    """
    if not _SIGN_OF_CHILD.search(css):
        return False
    selectors = _selectors(css)
    return selectors is None or any(_is_of_last(each, body) for each in selectors)


def _is_of_last(selector: Sequence[Word], body: Collection[str]) -> bool:
    """Return whether a selector means children of the body by their place, or of any kind."""
    # A comment between two compounds separates nothing.
    words = [token for token in selector if token.type != "comment"]
    for at, token in enumerate(words):
        if token.type != "literal" or token.value != ">":
            continue
        parent, before = _compound_before(words, at)
        if not (_may_be_body(parent, body) or _is_only_child(parent, before)):
            continue
        rest = [each for each in words[at + 1 :] if each.type != "whitespace"]
        is_of_kind = not rest or rest[0].type in {"ident", "hash"} or rest[0].value == "."
        if not is_of_kind or any(each.lower in _LAST for each in rest):
            return True
    return False


def _compound_before(words: Sequence[Word], end: int) -> tuple[Sequence[Word], Sequence[Word]]:
    """Return the compound that stands before a combinator, and what is before that."""
    from .tokens import CLOSERS, ENDS

    while end and words[end - 1].type == "whitespace":
        end -= 1
    start, depth = end, 0
    while start:
        word = words[start - 1]
        depth += (word.type in ENDS) - (word.type in CLOSERS)
        is_end = word.type == "whitespace" or (word.type == "literal" and word.value in ">+~,")
        if not depth and is_end:
            break
        start -= 1
    return words[start:end], words[:start]


def _may_be_body(compound: Sequence[Word], body: Collection[str]) -> bool:
    from .selectors import can_match

    found = set[str]()

    def may_be(name: str) -> bool:
        found.add(name)
        return name in body

    return can_match(compound, may_be) and bool(found)


def _is_only_child(compound: Sequence[Word], before: Sequence[Word]) -> bool:
    """Return whether a compound means the body as the only visible child of the page."""
    around = [each.lower for each in before if each.type != "whitespace"][-2:]
    is_any = [each.value for each in compound] == ["*"]
    return is_any and around in (["html", ">"], ["root", ">"])
