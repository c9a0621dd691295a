"""What a style sheet means, as a list of keys that can be compared.

Two sheets with equal lists mean the same.  All is in the list, in its order, except
for layout that means nothing.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from .rules import SEMICOLON_ENDED, Part, PartKind, custom_value, name_of
from .tokens import CLOSERS, ENDS, Token, Tokens, ascii_lower
from .values import Key, canonical_value
from .whitespace import spaced_parts

#: A blank that means something.
BLANK: Final[Key] = ("blank",)
#: Types of the tokens that differ in nothing but their values.
_BY_VALUE: Final = frozenset("ident string url literal number percentage function".split())
_CHARSET: Final = frozenset({"charset"})
#: The first word of the last key of a sheet that lacks an end.
UNCLOSED: Final = "unclosed"
#: At-rules that mean nothing when they are empty.
_DROPPABLE: Final = frozenset({"media", "supports"})
#: At-rules whose blocks hold rules like those at the top of a style sheet.
GROUPING: Final = frozenset({"media", "supports", "layer", "container", "starting-style"})
#: At-rules that are valid in front of all other rules only.
LEADING: Final = frozenset({"import", "namespace", "charset"})


class Meaning(NamedTuple):
    """The keys of a sheet, and where the source of each begins and ends."""

    keys: list[Key]
    spans: list[tuple[int, int]]


def meaning(tokens: Tokens, *, lenient: bool) -> Meaning:
    """Return the keys of a style sheet, or of some whole rules of it.

    :param lenient: whether values that always mean the same get the same key,
        and empty rules get none.
    """
    return _Reader(tokens, lenient=lenient).read()


class _Block(NamedTuple):
    """A block that is open, or that the part which was read last announces."""

    #: The number of keys in front of its prelude.
    before: int
    #: Whether rules in it mean what they would mean outside of it.
    grouping: bool = False
    #: Whether it means nothing when it is empty.
    droppable: bool = False
    #: The number of keys up to and with its brace.
    behind: int = 0


class _Reader:
    def __init__(self, tokens: Tokens, *, lenient: bool) -> None:
        self.tokens = tokens
        self.lenient = lenient
        self.keys: list[Key] = []
        self.spans: list[tuple[int, int]] = []
        self._open: list[_Block] = []
        self._announced = _Block(0)
        #: Whether a semicolon that stands here means nothing.
        self._semicolon_is_idle = False

    def read(self) -> Meaning:
        parts = spaced_parts(self.tokens)
        tokens = self.tokens.tokens
        leading = [at for at, (part, _) in enumerate(parts) if _is_at(tokens, part, LEADING)]
        last_leading = leading[-1] if leading else -1
        for number, (part, items) in enumerate(parts):
            if part.kind is PartKind.SEMICOLON:
                # One ends a declaration whether it is written or not; one
                # behind a rule is the beginning of something broken.
                if not self._semicolon_is_idle:
                    self._add((";",), part)
            elif part.kind is PartKind.OPEN or part.kind is PartKind.CLOSE:
                self._read_brace(part)
            else:
                before = len(self.keys)
                self._read_part(part, items)
                self._semicolon_is_idle = part.kind in SEMICOLON_ENDED
                if not self._semicolon_is_idle:
                    self._announce(part, before, may_go=number > last_leading)
        if not self.tokens.closed:
            # Not every end that is missing is the same one.
            last = next((token for token in tokens[::-1] if token.type != "whitespace"), None)
            self.keys.append((UNCLOSED, self.tokens.source(last) if last else ""))
            self.spans.append((len(self.tokens.text),) * 2)
        return Meaning(self.keys, self.spans)

    def _read_brace(self, part: Part) -> None:
        if part.kind is PartKind.OPEN:
            self._add(("{",), part)
            self._open.append(self._announced._replace(behind=len(self.keys)))
        else:
            block = self._open.pop()
            if block.droppable and len(self.keys) == block.behind:
                del self.keys[block.before :], self.spans[block.before :]
            else:
                self._add(("}",), part)
        self._announced = _Block(len(self.keys))
        self._semicolon_is_idle = False

    def _announce(self, prelude: Part, before: int, *, may_go: bool) -> None:
        """Take note of the block that may follow a prelude."""
        tokens = self.tokens.tokens
        self._announced = _Block(
            before,
            grouping=_is_at(tokens, prelude, GROUPING),
            droppable=self.lenient
            and may_go
            and all(block.grouping for block in self._open)
            and (prelude.kind is PartKind.SELECTOR or _is_at(tokens, prelude, _DROPPABLE)),
        )

    def _read_part(self, part: Part, items: list[Token | None]) -> None:
        tokens = self.tokens.tokens
        if part.kind is PartKind.CUSTOM:
            name = name_of(tokens, part)
            self._add(("custom", name, custom_value(self.tokens, part)), part)
        elif part.kind is PartKind.DECLARATION and self.lenient:
            colon = items.index(tokens[part.colon])
            name = ascii_lower(name_of(tokens, part))
            value = canonical_value(name, tuple(map(self._key, items[colon + 1 :])))
            hack = tokens[part.first].is_literal("*")
            self._add(("declaration", hack, name, *value), part)
        elif _is_at(tokens, part, _CHARSET):
            last = tokens[part.last - 1]
            text = self.tokens.text[tokens[part.first].start : last.end]
            self._add(("charset", text), part)
        else:
            self._add((part.kind.value,), part)
            for token in items:
                self.keys.append(self._key(token))
                self.spans.append((token.start, token.end) if token else self.spans[-1])

    def _add(self, key: Key, part: Part) -> None:
        tokens = self.tokens.tokens
        self.keys.append(key)
        self.spans.append((tokens[part.first].start, tokens[part.last - 1].end))

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


def _is_at(tokens: list[Token], part: Part, names: frozenset[str]) -> bool:
    return part.kind is PartKind.AT and tokens[part.first].lower in names
