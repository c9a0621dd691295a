"""A style sheet as a flat list of tokens that know where they begin and end.

tinycss2 gives a tree whose nodes know where they begin.  Their ends are needed,
too: to rewrite a URL in place, to drop a blank, to quote a piece in a message.
And a flat list has no depth, so that no nesting overflows the stack.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

import tinycss2
from tinycss2.ast import Node

from .lexer import CLOSERS as CLOSERS
from .lexer import Token as Token
from .lexer import Word as Word
from .lexer import ascii_lower as ascii_lower
from .lexer import lex, shape_of, word_of

#: Types of the tokens that close one.
ENDS: Final = frozenset(CLOSERS.values())
#: Types of the tokens that mean nothing by themselves.
LAYOUT: Final = frozenset({"whitespace", "comment"})
#: What a normalized text has between tokens.  To Python, a no-break space is one, too; to CSS,
#: that is a letter.
BLANKS: Final = " \n\t"

#: Types of the tokens whose nodes have their text in `value`.
_TEXTS: Final = frozenset({"ident", "literal", "string", "at-keyword", "url", "comment"})

#: A comment that keeps two tokens apart.
APART: Final = "/**/"

#: The value of the error for a URL with a character that must not be in it.
BAD_URL: Final = "bad URL token"

#: Put behind a text, it shows in which block the text ends: tinycss2 closes all silently.
_SENTINEL: Final = "/**/"


@dataclass(frozen=True, eq=False)
class Tokens:
    """Some neighbouring tokens, and the text that their positions refer to."""

    text: str
    words: list[Word]
    #: Where each token begins, and where the last one ends.
    starts: array[int]
    #: The marks of the words.  Expressions and string methods find out at once where something is.
    shape: str
    #: Whether every block, string, URL, comment and escape has its end.
    closed: bool
    #: Whether this is the content of a block, in which declarations may stand.
    nested: bool = False
    #: Whether the last token is a string or URL without its end.
    torn: bool = False

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens, for those who need more of many than their words.

        They take some times as much time and memory as all else here.
        """
        return [
            Token(word.type, start, end, word.value, word.unit, word.is_identifier)
            for word, (start, end) in zip(self.words, pairwise(self.starts), strict=True)
        ]

    def token(self, index: int) -> Token:
        """Return one of the tokens."""
        word = self.words[index]
        start, end = self.starts[index : index + 2]
        return Token(word.type, start, end, word.value, word.unit, word.is_identifier)

    def source(self, token: Token) -> str:
        """Return the token as it is written."""
        return self.text[token.start : token.end]

    def between(self, first: int, last: int) -> str:
        """Return the text of the tokens from index *first* up to, but not including, *last*."""
        return self.text[self.starts[first] : self.starts[last]]

    def has_at(self, names: Collection[str]) -> bool:
        """Return whether one of these at-rules stands anywhere, also within a block."""
        at = self.shape.find("@")
        while at >= 0:
            if self.words[at].is_at(names):
                return True
            at = self.shape.find("@", at + 1)
        return False

    def cut(self, first: int, last: int, *, nested: bool | None = None) -> Tokens:
        """Return the tokens from index *first* up to, but not including, *last*.

        :param nested: whether they are the content of a block; by default, if all are.
        """
        closed = self.closed or last < len(self.words)
        inner = self.nested if nested is None else nested
        torn = self.torn and last >= len(self.words)
        words, starts = self.words[first:last], self.starts[first : last + 1]
        return Tokens(self.text, words, starts, self.shape[first:last], closed, inner, torn)


class UntokenizableError(ValueError):
    """tinycss2 cannot read a text: Python refuses to convert numbers of thousands of digits."""


def normalize(css: str) -> str:
    """Return a text as the CSS standard has it split into tokens.

    It has one kind of line end.  The positions of tokens refer to it.
    """
    css = css.replace("\0", "\ufffd")
    return css.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


# Several steps in a row need the tokens of the same text.
@lru_cache(maxsize=1)
def tokenize(css: str, *, nested: bool = False) -> Tokens:
    """Split a text into tokens, so that each character belongs to exactly one of them.

    :param nested: whether the text is the content of a block.
    :raises UntokenizableError: for a number that Python refuses to convert.
    """
    text = normalize(css)
    if (found := lex(text)) is not None:
        return Tokens(text, found.words, found.starts, found.shape, found.closed, nested)
    return parsed(text, nested=nested)


def parsed(text: str, *, nested: bool = False) -> Tokens:
    """Do as :func:`tokenize` for a normalized text, by the tree that tinycss2 makes of it."""
    try:
        tree = tinycss2.parse_component_value_list(text + _SENTINEL)
    except ValueError as error:
        raise UntokenizableError(str(error)) from error
    flat, torn = _flatten(tree)
    starts = _line_starts(text)

    def start_of(node: Node) -> int:
        line: int = node.source_line
        column: int = node.source_column
        return starts[line - 1] + column - 1

    closed = flat[-1][0] == "comment"
    while flat[-1][0] in ENDS:  # closed by nothing but the end of the text
        flat.pop()
        closed = False
    closed = closed and start_of(flat[-1][1]) == len(text)
    while flat and flat[-1][0] not in ENDS and start_of(flat[-1][1]) >= len(text):
        flat.pop()
    words = []
    ends = [len(text)]
    for kind, node in reversed(flat):
        words.append(_word(kind, node))
        ends.append(ends[-1] - 1 if kind in ENDS else start_of(node))
    words.reverse()
    places = array("I", reversed(ends))
    if torn:
        # A string or URL without its end took the comment in.
        last = words[-1]
        words[-1] = word_of(last.type, last.value.removesuffix(_SENTINEL))
    return Tokens(text, words, places, shape_of(words), closed, nested, torn)


def line_of(tokens: Tokens, position: int) -> int:
    """Return the line that a position is on, counted from 1."""
    return tokens.text.count("\n", 0, position) + 1


def _word(kind: str, node: Node) -> Word:
    # The most frequent types come first.
    if kind in _TEXTS:
        return word_of(kind, _characters(node.value))
    if kind == "whitespace" or kind in ENDS:
        return word_of(kind)
    if kind == "function":
        return word_of(kind, node.name)
    if kind == "dimension":
        return word_of(kind, node.representation, node.unit)
    if kind in ("number", "percentage"):
        return word_of(kind, node.representation)
    if kind == "hash":
        return word_of(kind, node.value, is_identifier=node.is_identifier)
    if kind == "error":
        return word_of(kind, node.message)
    return word_of(kind)


def _characters(value: str) -> str:
    # To the standard, an escape for half a character means U+FFFD; to tinycss2, it does not.
    try:
        value.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in value)
    return value


def _line_starts(text: str) -> list[int]:
    starts = [0]
    position = text.find("\n") + 1
    while position:
        starts.append(position)
        position = text.find("\n", position) + 1
    return starts


def _flatten(tree: list[Node]) -> tuple[list[tuple[str, Node]], bool]:
    torn = False
    flat: list[tuple[str, Node]] = []
    pending = [iter(tree)]
    blocks: list[Node] = []
    while pending:
        for node in pending[-1]:
            kind = node.type
            if kind == "error" and node.kind.startswith("eof-"):
                torn = True  # stands at the place of the string or URL before it
                continue
            flat.append((kind, node))
            if kind in CLOSERS:
                blocks.append(node)
                pending.append(iter(node.arguments if kind == "function" else node.content))
                break
        else:
            pending.pop()
            if blocks:
                block = blocks.pop()
                flat.append((CLOSERS[block.type], block))
    return flat, torn
