"""What a style sheet means, as a list of keys that can be compared.

Two texts with equal lists mean the same.  The list keeps the order of
everything, and all text but layout that means nothing.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from .rules import Part, Segment, custom_value, name_of
from .tokens import CLOSERS, ENDS, Token, Tokens, ascii_lower
from .values import canonical_value
from .whitespace import spaced_parts

#: One token, declaration or mark.
Key = tuple[object, ...]

#: A blank that means something.
BLANK: Final[Key] = ("blank",)
#: Types of tokens that are told apart by their values alone.
_BY_VALUE: Final = frozenset("ident string url literal number percentage function".split())
_CHARSET: Final = frozenset({"charset"})
#: The kind of the last key of a sheet that lacks an end.
UNCLOSED: Final = "unclosed"
#: At-rules that may go when they are empty.
_DROPPABLE: Final = frozenset({"media", "supports"})
#: At-rules whose blocks hold rules like those at the top of a style sheet.
GROUPING: Final = frozenset({"media", "supports", "layer", "container", "starting-style"})
#: At-rules that are valid in front of all other rules only.
LEADING: Final = frozenset({"import", "namespace", "charset"})


class Meaning(NamedTuple):
    """The keys, and for each where its source begins and ends."""

    keys: list[Key]
    spans: list[tuple[int, int]]


def meaning(tokens: Tokens, *, lenient: bool) -> Meaning:
    """Read a style sheet, or some whole rules of it.

    :param lenient: whether values that always mean the same get the same key,
        and empty rules none.
    """
    return _Reader(tokens, lenient=lenient).read()


class _Block(NamedTuple):
    """A block that is open, or about to be."""

    #: The number of keys in front of its prelude.
    before: int
    #: Whether rules in it stand as if they stood alone.
    grouping: bool
    #: Whether it may go when it is empty.
    droppable: bool
    #: The number of keys up to and with its brace.
    behind: int = 0


class _Reader:
    def __init__(self, tokens: Tokens, *, lenient: bool) -> None:
        self.tokens = tokens
        self.lenient = lenient
        self.keys: list[Key] = []
        self.spans: list[tuple[int, int]] = []

    def read(self) -> Meaning:
        tokens = self.tokens.tokens
        parts = spaced_parts(self.tokens)
        leading = max(
            (n for n, (part, _) in enumerate(parts) if _is_at(tokens, part, LEADING)), default=-1
        )
        blocks: list[_Block] = []
        prelude = _Block(0, grouping=False, droppable=False)
        idle_semicolon = False
        for number, (part, items) in enumerate(parts):
            if part.part is Part.OPEN:
                self._add(("{",), part)
                blocks.append(prelude._replace(behind=len(self.keys)))
            elif part.part is Part.CLOSE:
                block = blocks.pop()
                if block.droppable and len(self.keys) == block.behind:
                    del self.keys[block.before :], self.spans[block.before :]
                else:
                    self._add(("}",), part)
            elif part.part is Part.SEMICOLON:
                # One ends a declaration whether it is written or not; one
                # behind a rule is the beginning of something broken.
                if not idle_semicolon:
                    self._add((";",), part)
                continue
            else:
                before = len(self.keys)
                self._read_part(part, items)
                if idle_semicolon := part.part in (Part.DECLARATION, Part.CUSTOM, Part.JUNK):
                    continue
                prelude = _Block(
                    before,
                    grouping=_is_at(tokens, part, GROUPING),
                    droppable=self.lenient
                    and number > leading
                    and all(block.grouping for block in blocks)
                    and (part.part is Part.SELECTOR or _is_at(tokens, part, _DROPPABLE)),
                )
                continue
            prelude = _Block(len(self.keys), grouping=False, droppable=False)
            idle_semicolon = False
        if not self.tokens.closed:
            # Not every end that is missing is the same one.
            last = next((token for token in tokens[::-1] if token.type != "whitespace"), None)
            self.keys.append((UNCLOSED, self.tokens.source(last) if last else ""))
            self.spans.append((len(self.tokens.text),) * 2)
        return Meaning(self.keys, self.spans)

    def _read_part(self, segment: Segment, items: list[Token | None]) -> None:
        tokens = self.tokens.tokens
        if segment.part is Part.CUSTOM:
            name = name_of(tokens, segment)
            self._add(("custom", name, custom_value(self.tokens, segment)), segment)
        elif segment.part is Part.DECLARATION and self.lenient:
            colon = items.index(tokens[segment.colon])
            name = ascii_lower(name_of(tokens, segment))
            value = canonical_value(name, tuple(map(self._key, items[colon + 1 :])))
            hack = tokens[segment.first].is_literal("*")
            self._add(("declaration", hack, name, *value), segment)
        elif _is_at(tokens, segment, _CHARSET):
            last = tokens[segment.last - 1]
            text = self.tokens.text[tokens[segment.first].start : last.end]
            self._add(("charset", text), segment)
        else:
            self._add((segment.part.value,), segment)
            for token in items:
                self.keys.append(self._key(token))
                self.spans.append((token.start, token.end) if token else self.spans[-1])

    def _add(self, key: Key, segment: Segment) -> None:
        tokens = self.tokens.tokens
        self.keys.append(key)
        self.spans.append((tokens[segment.first].start, tokens[segment.last - 1].end))

    def _key(self, token: Token | None) -> Key:
        if token is None:
            return BLANK
        kind = token.type
        if kind in _BY_VALUE:
            return (kind, token.value)
        if kind == "dimension":
            return (kind, token.value, token.unit)
        if kind == "at-keyword":
            return (kind, token.lower if self.lenient else token.value)
        if kind == "hash":
            return (kind, token.value, token.is_identifier)
        if kind in CLOSERS or kind in ENDS:
            return (kind,)
        return (kind, self.tokens.source(token))


def _is_at(tokens: list[Token], segment: Segment, names: frozenset[str]) -> bool:
    return segment.part is Part.AT and tokens[segment.first].lower in names
