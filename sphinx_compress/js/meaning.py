"""What a script means, as a list of keys that can be compared.

Two scripts with equal lists mean the same.  Comments, blanks and optional semicolons
are not in the list, and line ends are only where they mean something.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import cache
from typing import Final, NamedTuple

from tree_sitter import Node, Tree, TreeCursor

from . import syntax

#: Types of the nodes whose text counts as a whole.
_WHOLE: Final = frozenset({"string", "template_string", "regex"})
_COMMENTS: Final = frozenset({"comment", "html_comment"})
#: Types of the statements that a semicolon ends, or the end of a line.
_TERMINATED: Final = frozenset(
    """expression_statement variable_declaration lexical_declaration return_statement
    throw_statement break_statement continue_statement debugger_statement import_statement
    export_statement do_statement field_definition""".split()
)
#: Types of the nodes in which the end of a line can replace a semicolon.
_OPTIONAL_SEMICOLON: Final = _TERMINATED | {"class_body"}
#: Words behind which the end of a line means something else than a blank.
_RESTRICTED: Final = frozenset({b"return", b"break", b"continue", b"throw", b"yield", b"async"})
_RESTRICTED_OPERATORS: Final = frozenset({b"++", b"--", b"=>"})
_LINE_ENDS: Final = ("\n", "\r", "\u2028", "\u2029")
_LINE_END_BYTES: Final = tuple(end.encode() for end in _LINE_ENDS)
_SEPARATORS: Final = tuple(end.encode() for end in _LINE_ENDS[2:])
_WORD: Final = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$\\")


class UnparsableError(ValueError):
    """A script that cannot be judged: the parser or some browser may read it in another way.

    :param reason: what is wrong, in a few words.
    :param start: where the place begins in the source, in bytes.
    :param end: where it ends.
    """

    def __init__(self, reason: str, start: int, end: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.start = start
        self.end = end


class Script(NamedTuple):
    """A parsed script."""

    source: bytes
    tree: Tree


class Meaning(NamedTuple):
    """The keys of a script.  Places are in bytes."""

    source: bytes
    keys: list[int | bytes]
    #: Where the source of each key begins, and where it ends.
    starts: array[int]
    ends: array[int]
    #: Where the comments begin and end.
    comments: list[tuple[int, int]]
    #: Where strings, templates and regular expressions begin and end.
    literals: list[tuple[int, int]]

    def span(self, index: int) -> tuple[int, int]:
        """Return where the source of a key begins and ends; of the last one for -1, if any."""
        return (self.starts[index], self.ends[index]) if self.keys else (0, 0)


def parse(text: str) -> Script:
    """Parse a script.

    :raises UnparsableError: if there is a syntax error in it.
    """
    # Half a character in a string is valid, and has no bytes in UTF-8.
    source = text.encode("utf-8", "surrogatepass")
    tree = syntax.parse(source)
    if tree.root_node.has_error:
        start, end = _error(tree.root_node)
        raise UnparsableError("syntax error", start, end)
    return Script(source, tree)


def trailing_comments(script: Script) -> list[tuple[int, int]]:
    """Return where each comment behind the last statement begins and ends, in bytes."""
    found = []
    node = script.tree.root_node
    for index in range(node.child_count - 1, -1, -1):
        child = node.child(index)
        if child.type != "comment":
            break
        found.append((child.start_byte, child.end_byte))
    return found[::-1]


def meaning(script: Script) -> Meaning:
    """Return the keys of a script.

    :raises UnparsableError: if there is something in it that cannot be judged, such as JSX.
    """
    return _Reader(script).read()


def _error(root: Node) -> tuple[int, int]:
    """Return where the first syntax error begins and ends, in bytes."""
    node = root
    while not (node.is_error or node.is_missing):
        node = next((child for child in node.children if child.has_error), node)
        if not any(child.has_error for child in node.children):
            break
    return node.start_byte, node.end_byte


class _Reader:
    def __init__(self, script: Script) -> None:
        self.source = script.source
        self.tree = script.tree
        self.keys: list[int | bytes] = []
        self.starts = array("I")
        self.ends = array("I")
        #: By themselves: a script has few keys that are not equal to another one.
        self.known: dict[int | bytes, int | bytes] = {}
        self.comments: list[tuple[int, int]] = []
        self.literals: list[tuple[int, int]] = []
        #: Where strings, templates, regular expressions and comments are.
        self.opaque_starts: list[int] = []
        self.opaque_ends: list[int] = []
        self.separators = 0
        self.before = b""
        self.before_end = 0
        #: Where the last statement that has no semicolon ended.
        self.open_end = -1

    def read(self) -> Meaning:
        cursor = self.tree.walk()
        if not cursor.goto_first_child():
            return self._result()
        parents: list[str] = []
        while True:
            node = cursor.node
            assert node is not None
            kind = node.type
            if kind in _COMMENTS:
                self._opaque(node, kind)
            elif kind in _WHOLE or not node.child_count:
                self._leaf(node, kind, parents[-1] if parents else "", len(parents))
            else:
                if kind.startswith("jsx_"):
                    raise UnparsableError("JSX", node.start_byte, node.end_byte)
                self._mark(node, len(parents))
                if cursor.goto_first_child():
                    parents.append(kind)
                    continue
            while not cursor.goto_next_sibling():
                if not parents:
                    self._check_text()
                    return self._result()
                cursor.goto_parent()
                parents.pop()
                self._leave(cursor)

    def _result(self) -> Meaning:
        return Meaning(self.source, self.keys, self.starts, self.ends, self.comments, self.literals)

    def _add(self, key: int | bytes, start: int, end: int) -> None:
        self.keys.append(self.known.setdefault(key, key))
        self.starts.append(start)
        self.ends.append(end)

    def _mark(self, node: Node, depth: int) -> None:
        self._add(depth << 16 | node.kind_id, node.start_byte, node.end_byte)

    def _leave(self, cursor: TreeCursor) -> None:
        node = cursor.node
        if node is None or node.type not in _TERMINATED or node.type == "do_statement":
            return
        last = self.source[node.end_byte - 1 : node.end_byte]
        if last != b";" and not (node.type == "export_statement" and last == b"}"):
            self.open_end = node.end_byte

    def _opaque(self, node: Node, kind: str) -> None:
        if kind == "html_comment":
            raise UnparsableError("HTML-like comment", node.start_byte, node.end_byte)
        self.opaque_starts.append(node.start_byte)
        self.opaque_ends.append(node.end_byte)
        self.comments.append((node.start_byte, node.end_byte))

    def _leaf(self, node: Node, kind: str, parent: str, depth: int) -> None:
        start, end = node.start_byte, node.end_byte
        text = self.source[start:end]
        if kind in _WHOLE:
            self.opaque_starts.append(start)
            self.opaque_ends.append(end)
            self.literals.append((start, end))
            if kind != "regex":
                self.separators += sum(text.count(end) for end in _SEPARATORS)
        elif kind == "number":
            after = self.source[end : end + 1]
            if after and (after[0] in _WORD or (after[0] > 0x7F and self._joins(end))):
                raise UnparsableError("number glued to a name", start, end + 1)
        unended = self.open_end == self.before_end and kind not in ("}", ";", "")
        if (unended or self._is_restricted(text, kind)) and self._is_joined(start):
            if unended:
                raise UnparsableError("statement without an end", self.before_end, end)
            self._add(0, start, end)
        self.before, self.before_end = text, end
        if kind == ";" and parent in _OPTIONAL_SEMICOLON:
            return
        self._mark(node, depth)
        self._add(text, start, end)

    def _is_joined(self, start: int) -> bool:
        """Return whether a leaf starts on the line on which the one before it ended."""
        gap = self.source[self.before_end : start]
        return not gap or not any(end in gap for end in _LINE_END_BYTES)

    def _joins(self, position: int) -> bool:
        """Return whether the character at a position, which is not ASCII, may be in a name."""
        character = self.source[position : position + 4].decode("utf-8", "ignore")[:1]
        return not character.isspace() and character != "\ufeff"

    def _is_restricted(self, text: bytes, kind: str) -> bool:
        if self.before in _RESTRICTED:
            return kind not in ("}", ")", "]", ";", ",", ":", "")
        if text not in _RESTRICTED_OPERATORS or not self.before:
            return False
        return text == b"=>" or self.before[-1:] in b")]}\"'`/" or self.before[-1:] in _word_ends()

    def _check_text(self) -> None:
        """Look for what some browsers or tools take for a comment, and others do not."""
        source = self.source
        if sum(source.count(end) for end in _SEPARATORS) != self.separators:
            at = min(at for at in (source.find(end) for end in _SEPARATORS) if at >= 0)
            raise UnparsableError("line separator U+2028 or U+2029 outside of a string", at, at + 3)
        for mark in (b"<!--", b"-->"):
            at = source.find(mark)
            while at >= 0:
                if not self._is_inside(at) and (mark == b"<!--" or self._leads(at)):
                    raise UnparsableError("HTML-like comment", at, at + len(mark))
                at = source.find(mark, at + 1)

    def _is_inside(self, position: int) -> bool:
        index = bisect_right(self.opaque_starts, position) - 1
        return index >= 0 and position < self.opaque_ends[index]

    def _leads(self, position: int) -> bool:
        """Return whether only blanks and comments stand before a position on its line."""
        while position > 0:
            index = bisect_right(self.opaque_starts, position - 1) - 1
            if index >= 0 and self.opaque_ends[index] == position:
                start = self.opaque_starts[index]
                if self.source[start : start + 2] != b"/*":
                    return False
                position = start
                continue
            character = self.source[position - 1 : position]
            if character in b"\n\r":
                return True
            if not character.isspace():
                return character[0] > 0x7F
            position -= 1
        return True


@cache
def _word_ends() -> bytes:
    return bytes(_WORD) + bytes(range(0x80, 0x100))
