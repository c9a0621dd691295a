"""The texts that a script has or puts together, of which something may become a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, product, takewhile
from math import prod

from tree_sitter import Node

from .constants import given_to, is_parameter, summands, unescaped
from .functions import arguments_of
from .givers import hidden_givers
from .lent_givers import has_giving_code
from .scopes import Scopes, text_of
from .sums import NUMBER, added, has_no_text, number
from .syntax import captures, is_deep, parse
from .url_words import UNKNOWN
from .word_uses import may_become_name, names_given

_DEEPEST = 12
#: As many texts an expression may come to, and as long they may be together.
_MOST = 32
_LONGEST = 4000

#: What a text is put together of; ``None`` for what is not known.
Part = Node | str | None

_QUERY = """
[(string) (template_string) (regex_pattern) (binary_expression operator: "+")
 (augmented_assignment_expression operator: "+=") (call_expression)] @text
"""
#: Methods that put texts together, or change what is in one.
_JOINS = frozenset({"concat", "join", "replace", "replaceAll"})
_LETTER = re.compile(r"[^\W_]")
_GIVEN_WORD = re.compile(r"[^\s<>\"'=/]+")
_UNKNOWN = re.compile(f"{UNKNOWN}{UNKNOWN}+")
#: What is not made to stand for itself.
_LOOSE = re.compile(r"[-_:]")
_NUMERIC = re.compile(r"-?[\d.]+")


def joined_words(text: str) -> JoinedWords | None:
    """Return the texts of a script; ``None`` if it cannot be read or followed."""
    source = text.encode("utf-8", "replace")
    root = parse(source).root_node
    return None if root.has_error or is_deep(root) else JoinedWords(root, Scopes(source, root))


class JoinedWords:
    """The texts of one script."""

    def __init__(self, root: Node, scopes: Scopes) -> None:
        self.root = root
        self._scopes = scopes
        self._given_to = dict[int, list[str]]()
        self._read = set[int]()
        #: Names that are being looked up.
        self._open = set[int]()
        #: Those that are given what they were before, and more.
        self._grown = set[int]()
        #: All strings as they are written, and parts of templates and regular expressions.
        self.literals: set[str] = set[str]()
        #: What is put together, with :data:`.UNKNOWN` for what is not known.
        self.texts: set[str] = set[str]()
        #: Whether a name is put together of which nothing is known.
        self.is_unbounded: bool = False
        #: Whether a name is given that comes from elsewhere.
        self.takes_names: bool = has_giving_code(root)
        nodes = captures(root, _QUERY).get("text", [])
        for node in sorted(nodes, key=lambda node: (node.start_byte, -node.end_byte)):
            self._add(node)
        hidden = hidden_givers(root, scopes, lambda node: self._texts(node, 0, is_part=False))
        rest = takewhile(lambda _: not self.takes_names, hidden)
        for node in chain(names_given(root), rest):
            self._add_given(node)

    def _add_given(self, node: Node) -> None:
        """Take note of what is not known of a text that gives a name."""
        for text in self._texts(node, 0, is_part=False):
            for word in _GIVEN_WORD.findall(text):
                if has_no_text(word):
                    self.takes_names = True
                    self.is_unbounded |= UNKNOWN * 2 in word
                elif UNKNOWN in word and not _LETTER.search(word):
                    # What is joined here may come from anywhere.
                    self.takes_names = True

    def texts_of(self, node: Node) -> list[str]:
        """Return the texts that an expression may come to."""
        return [text.replace(NUMBER, "") for text in self._texts(node, 0)]

    def _add(self, node: Node) -> None:
        if node.type == "regex_pattern":
            self.literals.add(text_of(node))
            return
        if node.type == "string":
            self.literals.add(unescaped(text_of(node)[1:-1]))
        elif node.type == "template_string":
            fragments = (part for part in node.named_children if not part.named_children)
            self.literals.update(unescaped(text_of(part)) for part in fragments)
        if node.id in self._read or not may_become_name(node):
            return
        if node.type == "string":
            self._add_loose(unescaped(text_of(node)[1:-1]))
        elif node.type != "call_expression" or _joining(node)[1]:
            self._add_joined(node)

    def _add_loose(self, text: str) -> None:
        """Take note of a string by which it can be seen that something is to be put to it."""
        before = UNKNOWN if _LOOSE.match(text) else ""
        after = UNKNOWN if _LOOSE.match(text[-1:]) else ""
        if (before or after) and not _NUMERIC.fullmatch(text):
            self.texts.add(before + text + after)

    def _add_joined(self, node: Node) -> None:
        for text in self._texts(node, 0):
            self._note(text)

    def _note(self, text: str) -> None:
        if not has_no_text(text):
            self.texts.add(_UNKNOWN.sub(UNKNOWN, text.replace(NUMBER, "")))

    def _texts(self, node: Node | None, depth: int, *, is_part: bool = True) -> list[str]:
        """Return the texts that an expression may come to.

        :param is_part: whether it is a part of the text that is asked for, and not just meant.
        """
        if node is None or depth > _DEEPEST:
            return [UNKNOWN]
        if is_part:
            self._read.update(each.id for each in _left(node))
        match node.type:
            case "string":
                return [unescaped(text_of(node)[1:-1])]
            case "number":
                return [number(text_of(node))]
            case "identifier":
                return self._given(node, depth + 1)
            case "parenthesized_expression" | "sequence_expression" if node.named_children:
                return self._texts(node.named_children[-1], depth + 1, is_part=is_part)
        either = _alternatives(node)
        if either:
            texts = (self._texts(each, depth + 1, is_part=is_part) for each in either)
            return self._few(chain.from_iterable(texts))
        join = added if _is_sum(node) else "".join
        return self._joined(_parts(node), join, depth + 1, is_part=is_part)

    def _given(self, name: Node, depth: int) -> list[str]:
        """Return the texts that a name may stand for."""
        mentions = self._scopes.mentions(name)
        if mentions is None:
            return [UNKNOWN]
        key = id(mentions)
        if key in self._open:
            self._grown.add(key)
            return [UNKNOWN]
        if key not in self._given_to:
            self._open.add(key)
            given = [_with_before(value) for each in mentions if (value := given_to(each))]
            lists = [self._texts(value, depth, is_part=False) for value in given]
            found = chain(*lists, () if self._is_certain(mentions) else (UNKNOWN,))
            if key in self._grown:
                found = chain(UNKNOWN + text + UNKNOWN for text in found)
            self._given_to[key] = self._few(found)
            self._open.remove(key)
        return self._given_to[key]

    def _is_certain(self, mentions: list[Node]) -> bool:
        """Return whether a variable is given one value, where it is declared, and nothing else."""
        if sum(given_to(name) is not None for name in mentions) != 1:
            return False
        if any(map(is_parameter, mentions)) or any(map(_is_bound, mentions)):
            return False
        return any(
            _is_declared(name, but_const=self._scopes.is_global(name))
            for name in mentions
            if given_to(name) is not None
        )

    def _few(self, texts: Iterable[str]) -> list[str]:
        """Return different texts; if these are too much, nothing is known of what is meant."""
        found = list(dict.fromkeys(texts))
        if len(found) <= _MOST and sum(map(len, found)) <= _LONGEST:
            return found
        for text in found:
            self._note(UNKNOWN + text + UNKNOWN)
        return [UNKNOWN]

    def _joined(
        self, parts: list[Part], join: Callable[[Iterable[str]], str], depth: int, *, is_part: bool
    ) -> list[str]:
        lists = [
            [part] if isinstance(part, str) else self._texts(part, depth, is_part=is_part)
            for part in parts
        ]
        if prod(map(len, lists)) <= _MOST:
            return self._few(map(join, product(*lists)))
        # What is beside each of them is not known any more.
        return self._few(UNKNOWN + text + UNKNOWN for texts in lists for text in texts)


def _with_before(value: Node) -> Node:
    """Return what a variable is given, with what it is given that to, if it is added to it."""
    around = value.parent
    is_added = around is not None and around.type == "augmented_assignment_expression"
    return around if around is not None and is_added else value


def _is_declared(name: Node, *, but_const: bool) -> bool:
    """Return whether a variable is declared where it is mentioned; a constant, if asked for."""
    declarator = name.parent
    if declarator is None or declarator.type != "variable_declarator":
        return False
    kind = None if declarator.parent is None else declarator.parent.child_by_field_name("kind")
    return not but_const or text_of(kind) == "const"


def _is_bound(name: Node) -> bool:
    """Return whether a variable is given a part of something, or each item of it."""
    around = "" if name.parent is None else name.parent.type
    return "pattern" in name.type + around or around in {"for_in_statement", "catch_clause"}


def _left(node: Node) -> Iterator[Node]:
    """Yield an expression, and all sums that it begins with."""
    left: Node | None = node
    while left is not None:
        yield left
        left = left.child_by_field_name("left") if left.type == "binary_expression" else None


def _alternatives(node: Node) -> list[Node | None]:
    """Return the expressions of which *node* is one."""
    if node.type == "ternary_expression":
        return [node.child_by_field_name(name) for name in ("consequence", "alternative")]
    operator = text_of(node.child_by_field_name("operator"))
    if node.type == "binary_expression" and operator in {"&&", "||", "??"}:
        return [node.child_by_field_name(name) for name in ("left", "right")]
    return []


def _parts(node: Node) -> list[Part]:
    """Return what a text is put together of; ``None`` for what is not known."""
    match node.type:
        case "template_string":
            return [
                _substituted(child)
                if child.type == "template_substitution"
                else unescaped(text_of(child))
                for child in node.named_children
            ]
        case "binary_expression" if text_of(node.child_by_field_name("operator")) == "+":
            return list(summands(node))
        case "augmented_assignment_expression":
            return [node.child_by_field_name(side) for side in ("left", "right")]
        case "call_expression":
            return _parts_of_call(node)
        case _:
            return [None]


def _is_sum(node: Node) -> bool:
    """Return whether the operands of an expression are added if all of them are numbers."""
    return node.type in {"binary_expression", "augmented_assignment_expression"}


def _substituted(part: Node) -> Part:
    return part.named_children[-1] if part.named_children else None


def _parts_of_call(call: Node) -> list[Part]:
    owner, method = _joining(call)
    arguments: list[Part] = [
        None if argument.type == "spread_element" else argument for argument in arguments_of(call)
    ]
    if method == "concat":
        return [owner, *arguments]
    if method == "join":
        with_ = arguments[0] if arguments else ","
        if owner is None or owner.type != "array":
            return [None, with_, None]
        parts: list[Part] = [
            None if n.type == "spread_element" else n for n in owner.named_children
        ]
        return [part for each in parts for part in (with_, each)][1:]
    if method and len(arguments) > 1:
        return [None, arguments[1], None]
    return [None]


def _joining(call: Node) -> tuple[Node | None, str]:
    """Return on what a method is called that puts texts together, and which one."""
    callee = call.child_by_field_name("function")
    if callee is None or callee.type != "member_expression":
        return None, ""
    method = text_of(callee.child_by_field_name("property"))
    return callee.child_by_field_name("object"), method if method in _JOINS else ""
