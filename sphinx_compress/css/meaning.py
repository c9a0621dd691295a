"""What a style sheet means, as a list of keys that can be compared.

Two sheets with equal lists mean the same.  All is in the list, in its order, except
for layout that means nothing.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from .content import SpacedPart, spaced_parts
from .rules import SEMICOLON_ENDED, Part, PartKind
from .tokens import Tokens, Word
from .values import Key

#: The first word of the last key of a sheet that lacks an end.
UNCLOSED: Final = "unclosed"
#: At-rules that mean nothing when they are empty.
_DROPPABLE: Final = frozenset({"media", "supports"})
#: At-rules whose blocks hold rules like those at the top of a style sheet.
GROUPING: Final = frozenset({"media", "supports", "layer", "container", "starting-style"})
#: At-rules that are valid in front of all other rules only.
LEADING: Final = frozenset({"import", "namespace", "charset"})


class Meaning(NamedTuple):
    """The keys of a sheet, and where they come from."""

    tokens: Tokens
    keys: list[Key]
    #: The parts that have keys, and the number of keys up to and with those of each.
    parts: list[SpacedPart]
    ends: list[int]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where the source of each key begins and ends."""
        spans: list[tuple[int, int]] = []
        starts = self.tokens.starts
        for (part, content), end in zip(self.parts, self.ends, strict=True):
            origin = starts[part.first]
            spans.append((origin, starts[part.last]))
            if content is not None and end > len(spans):
                for token in content.spaced:
                    spans.append((origin + token.start, origin + token.end) if token else spans[-1])
        missing = len(self.keys) - len(spans)
        return spans + [(len(self.tokens.text),) * 2] * missing


def meaning(tokens: Tokens, *, lenient: bool) -> Meaning:
    """Return the keys of a style sheet, or of some whole rules of it.

    :param lenient: whether values that always mean the same get the same key,
        and empty rules get none.
    """
    return _Reader(tokens, lenient=lenient).read()


class _Block(NamedTuple):
    """A block that is open, or that the part which was read last announces."""

    #: The number of parts in front of its prelude.
    before: int
    #: Whether rules in it mean what they would mean outside of it.
    grouping: bool = False
    #: Whether it means nothing when it is empty.
    droppable: bool = False
    #: The number of parts up to and with its brace.
    behind: int = 0


class _Reader:
    def __init__(self, tokens: Tokens, *, lenient: bool) -> None:
        self.tokens = tokens
        self.lenient = lenient
        self.keys: list[Key] = []
        self.parts: list[SpacedPart] = []
        self.ends: list[int] = []
        self._open: list[_Block] = []
        self._announced = _Block(0)

    def read(self) -> Meaning:
        parts = spaced_parts(self.tokens)
        last_leading = self._last_leading(parts)
        #: Whether a semicolon that stands here means nothing.
        semicolon_is_idle = False
        for number, spaced in enumerate(parts):
            kind = spaced.part.kind
            content = spaced.content
            if content is not None:
                before = len(self.parts)
                self._add(content.lenient_keys if self.lenient else content.strict_keys, spaced)
                semicolon_is_idle = kind in SEMICOLON_ENDED
                if not semicolon_is_idle:
                    self._announce(spaced.part, before, may_go=number > last_leading)
            elif kind is PartKind.SEMICOLON:
                # One ends a declaration whether it is written or not; one
                # behind a rule is the beginning of something broken.
                if not semicolon_is_idle:
                    self._add(_SEMICOLON, spaced)
            else:
                self._read_brace(spaced)
                semicolon_is_idle = False
        if not self.tokens.closed:
            # Not every end that is missing is the same one.
            last = len(self.tokens.shape.rstrip("w"))
            self.keys.append((UNCLOSED, self.tokens.between(last - 1, last) if last else ""))
        return Meaning(self.tokens, self.keys, self.parts, self.ends)

    def _last_leading(self, parts: list[SpacedPart]) -> int:
        """Return the number of the last part that is valid in front of others only."""
        if not self.tokens.has_at(LEADING):
            return -1
        words = self.tokens.words
        found = (at for at, (part, _) in enumerate(parts) if _is_at(words, part, LEADING))
        return max(found, default=-1)

    def _read_brace(self, spaced: SpacedPart) -> None:
        if spaced.part.kind is PartKind.OPEN:
            self._add(_OPEN, spaced)
            before, grouping, droppable, _ = self._announced
            self._open.append(_Block(before, grouping, droppable, len(self.parts)))
        else:
            block = self._open.pop()
            if block.droppable and len(self.parts) == block.behind:
                del self.parts[block.before :], self.ends[block.before :]
                del self.keys[self.ends[-1] if self.ends else 0 :]
            else:
                self._add(_CLOSE, spaced)
        self._announced = _Block(len(self.parts))

    def _announce(self, prelude: Part, before: int, *, may_go: bool) -> None:
        """Take note of the block that may follow a prelude."""
        words = self.tokens.words
        grouping = _is_at(words, prelude, GROUPING)
        droppable = (
            self.lenient
            and may_go
            and (prelude.kind is PartKind.SELECTOR or _is_at(words, prelude, _DROPPABLE))
            and all(block.grouping for block in self._open)
        )
        self._announced = _Block(before, grouping, droppable)

    def _add(self, keys: list[Key], spaced: SpacedPart) -> None:
        self.keys += keys
        self.parts.append(spaced)
        self.ends.append(len(self.keys))


_SEMICOLON: Final[list[Key]] = [(";",)]
_OPEN: Final[list[Key]] = [("{",)]
_CLOSE: Final[list[Key]] = [("}",)]


def _is_at(words: list[Word], part: Part, names: frozenset[str]) -> bool:
    return part.kind is PartKind.AT and words[part.first].lower in names
