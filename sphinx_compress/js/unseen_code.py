"""Code that a script runs, and that nobody has seen: it may do anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from tree_sitter import Node

from .functions import arguments_of
from .lent_givers import accessed
from .scopes import text_of
from .syntax import captures
from .url_words import UNKNOWN

_RUNNING: Final = frozenset({"eval", "execScript", "Function", "getScript", "globalEval"})
#: What makes or gives nodes of a document that no page has.
_OTHER_DOCUMENTS: Final = frozenset(
    {"XSLTProcessor", "contentDocument", "getSVGDocument", "responseXML"}
)
_TIMERS: Final = frozenset({"setInterval", "setTimeout"})
#: Expressions that come to texts.
_TEXTS: Final = frozenset({"binary_expression", "template_string"})
_NAMED: Final = frozenset({"Function", "eval"})
#: Where a function may be given another name, or is called as one.
_VALUES: Final = frozenset(
    "arguments assignment_expression pair_pattern sequence_expression variable_declarator".split()
)
#: Properties by which a script element is given its text.
_OF_SCRIPTS: Final = frozenset({"innerText", "text", "textContent"})
_QUERY: Final = """
(with_statement) @unseen
(call_expression arguments: (arguments)) @call
(new_expression arguments: (arguments)) @call
(assignment_expression left: (member_expression)) @assignment
(string_fragment) @text
[(identifier) (property_identifier)] @name
"""


def unseen_code(root: Node, texts: Callable[[Node], list[str]]) -> Iterator[Node]:
    """Yield where a script runs code, or shows a document, that is not written in it as a whole.

    :param texts: returns the texts that an expression may come to.
    """
    found = captures(root, _QUERY)
    strings = found.get("text", ())
    makes_scripts = any(text_of(text).lower() == "script" for text in strings)
    code = _Code(texts, makes_scripts=makes_scripts)
    yield from found.get("unseen", ())
    yield from filter(_is_other, found.get("name", ()))
    yield from filter(code.is_run, found.get("call", ()))
    yield from filter(code.is_given, found.get("assignment", ()))
    yield from filter(_is_begun_address, strings)


class _Code:
    """Knows what runs code in one script."""

    def __init__(self, texts: Callable[[Node], list[str]], *, makes_scripts: bool) -> None:
        self._texts = texts
        self._makes_scripts = makes_scripts

    def is_run(self, call: Node) -> bool:
        """Return whether a call runs code that is not known as a whole."""
        callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
        name = accessed(callee)[1] or text_of(callee)
        arguments = arguments_of(call)
        if name in _RUNNING or (callee is not None and callee.type == "import"):
            is_asking = name == "Function" and self._is_asking(arguments)
            return not is_asking and any(map(self._is_unknown, arguments))
        if name in _TIMERS:
            return any(each.type in _TEXTS and self._is_unknown(each) for each in arguments[:1])
        if name in {"write", "writeln"}:
            return any(
                "<script" in text.lower() for each in arguments for text in self._texts(each)
            )
        if name == "createTextNode" and self._makes_scripts:
            return any(map(self._is_unknown, arguments))
        is_handler = (
            name == "setAttribute" and len(arguments) > 1 and self._is_handler(arguments[0])
        )
        return name == "adoptNode" or (is_handler and self._is_unknown(arguments[1]))

    def is_given(self, assignment: Node) -> bool:
        """Return whether a script element is given code, or a request is to give a document."""
        left, right = (assignment.child_by_field_name(side) for side in ("left", "right"))
        name = text_of(left and left.child_by_field_name("property"))
        if right is None:
            return False
        if name == "responseType":
            return "document" in self._texts(right)
        return self._makes_scripts and name in _OF_SCRIPTS and self._is_unknown(right)

    def _is_asking(self, arguments: list[Node]) -> bool:
        """Return whether a function is made that works something out, such as a form of plural."""
        return all(
            text.startswith("return (") for each in arguments[-1:] for text in self._texts(each)
        )

    def _is_handler(self, attribute: Node) -> bool:
        return any(text.lower().startswith("on") for text in self._texts(attribute))

    def _is_unknown(self, node: Node) -> bool:
        return any(UNKNOWN in text for text in self._texts(node))


def _is_other(name: Node) -> bool:
    """Return whether a name leads to another document, or gives another one to what runs code."""
    return text_of(name) in _OTHER_DOCUMENTS or (text_of(name) in _NAMED and _is_value(name))


def _is_value(name: Node) -> bool:
    around = name.parent
    return around is not None and around.type in _VALUES


def _is_begun_address(text: Node) -> bool:
    """Return whether a string is the beginning of code that is an address."""
    string = text.parent
    around = None if string is None else string.parent
    if string is None or not text_of(text).lower().startswith("javascript:"):
        return False
    is_part = around is not None and around.type == "binary_expression"
    return is_part or any(each.type == "template_substitution" for each in string.named_children)
