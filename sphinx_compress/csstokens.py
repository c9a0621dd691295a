"""CSS text as a flat list of tokens that know where they stand.

tinycss2 gives a tree whose nodes know where they begin.  Rewriting a URL in
place, dropping a blank, or quoting a construct in a message also needs where
they end, and walking a flat list cannot overflow on deep nesting.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import tinycss2
from tinycss2.ast import Node

#: Types of the tokens that open a block, with the character that closes it.
CLOSERS: Final = {"function": ")", "() block": ")", "[] block": "]", "{} block": "}"}
#: Types of the tokens that mean nothing by themselves.
LAYOUT: Final = frozenset({"whitespace", "comment"})

_SENTINEL: Final = "/**/"


class Token(NamedTuple):
    """One token; a block is its opening token, its content and its closing token."""

    #: ``type`` of the tinycss2 node, or the character that closes a block.
    type: str
    #: The tinycss2 node; that of the block for a closing token.
    node: Node
    #: Where the token begins and ends in the text.
    start: int
    end: int

    def is_literal(self, *values: str) -> bool:
        """Whether this is one of these punctuation tokens."""
        return self.type == "literal" and self.node.value in values


class Tokens(NamedTuple):
    """A run of tokens together with the text that their positions refer to."""

    text: str
    tokens: list[Token]
    #: False when a block, string, URL or comment lacks its end.
    closed: bool
    #: Whether this is the content of a block: declarations may stand in it.
    nested: bool = False
    #: Whether the last token is a string or URL without its end.
    torn: bool = False

    def source(self, token: Token) -> str:
        """The token as it is written."""
        return self.text[token.start : token.end]

    def cut(self, first: int, last: int, *, nested: bool | None = None) -> Tokens:
        """The tokens from index ``first`` up to, but not including, ``last``."""
        closed = self.closed or last < len(self.tokens)
        inner = self.nested if nested is None else nested
        torn = self.torn and last >= len(self.tokens)
        return Tokens(self.text, self.tokens[first:last], closed, inner, torn)


class UntokenizableError(ValueError):
    """tinycss2 cannot read the text: a number of thousands of digits."""


def normalize(css: str) -> str:
    """Do what the CSS standard does to a text before it is tokenized.

    Positions of tokens refer to this text.
    """
    css = css.replace("\0", "\ufffd")
    return css.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


# One step after the other asks for the tokens of one and the same text.
@lru_cache(maxsize=1)
def tokenize(css: str, *, nested: bool = False) -> Tokens:
    """Split a text into tokens; every character belongs to exactly one of them.

    :raises UntokenizableError: for a number that Python refuses to convert.
    """
    text = normalize(css)
    try:
        # The comment at the end shows how deep the text ends: the tokenizer
        # itself closes everything silently.
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
    while flat[-1][0] in ")]}":  # closed by nothing but the end of the text
        flat.pop()
        closed = False
    closed = closed and start_of(flat[-1][1]) == len(text)
    while flat and flat[-1][0] not in ")]}" and start_of(flat[-1][1]) >= len(text):
        flat.pop()
    tokens = []
    end = len(text)
    for kind, node in reversed(flat):
        start = end - 1 if kind in ")]}" else start_of(node)
        tokens.append(Token(kind, node, start, end))
        end = start
    tokens.reverse()
    if torn:
        # A string or URL without its end took the comment in.
        tokens[-1].node.value = tokens[-1].node.value.removesuffix(_SENTINEL)
    return Tokens(text, tokens, closed, nested, torn)


def line_of(tokens: Tokens, position: int) -> int:
    """Line, counted from 1, that a position is on."""
    return tokens.text.count("\n", 0, position) + 1


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
