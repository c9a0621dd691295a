"""The ways in which a script can come by a tag of its page, a style sheet, or the URL of a file.

A script that has none of them asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from tree_sitter import Node

from ..core.types import Kind
from .aliases import Aliases
from .computed_names import ComputedNames
from .constants import Constants
from .documents import Documents, is_script_of_parent
from .features import Features
from .flow import Flow
from .functions import WINDOWS, arguments_of, called_by
from .given_roots import follow_given, told_names
from .library_names import LibraryNames, library_places
from .queries import LOST, Queries
from .scopes import Scopes, text_of
from .selectors import BOTH, CSS, JS, path_kinds
from .syntax import captures
from .unfollowed import Unfollowed
from .url_words import ANY, UNKNOWN, words_of
from .values import OF_DOCUMENT, PROPERTIES, Findings, Sources, Value
from .walkers import walked

_QUERIES = (
    "querySelector|querySelectorAll|getElementsByTagName|getElementsByTagNameNS|matches|closest"
    "|find|children|filter|next|prev|siblings|is|not|has|select|selectAll|webkitMatchesSelector"
    r"|msMatchesSelector|matchesSelector|\$|\$\$|jQuery"
)
#: Those that scripts keep under names of their own.
_METHODS = "querySelector|querySelectorAll|getElementsByTagName|getElementsByTagNameNS"
_CALLS = (
    "addEventListener|getEntries|getEntriesByType|getEntriesByName|evaluate|createTreeWalker"
    "|createNodeIterator|createExpression"
)

#: A selector, or the beginning of one, wherever it stands.
_LITERAL = re.compile(rb"\b(?:link|script)\s*\[|\[\s*(?:href|src|data-)|\[\s*rel\s*[~|^$*]?=")


class Finder:
    """Finds the sources of one script, and follows them.

    :param helpers: functions of other scripts that look for what they are told to.
    """

    def __init__(
        self, source: bytes, root: Node, scopes: Scopes, helpers: frozenset[str] = frozenset()
    ) -> None:
        self._source = source
        self._root = root
        self._constants = Constants(scopes)
        self._flow = Flow(scopes, self._constants)
        self.found: Sources = Sources()
        functions = self._flow.calls.functions
        self._documents = Documents(self._constants, functions)
        self._queries = Queries(scopes, functions, self._follow)
        self._features = Features(source, root, scopes, functions)
        self._computed_names = ComputedNames(source, self._constants, functions, self._documents)
        self._others = helpers
        self._libraries = list(library_places(source, root))

    def find(self) -> Sources:
        """Return what there is."""
        functions = self._flow.calls.functions
        for node in self._words(rf"(?<![\w$])(?:{'|'.join(PROPERTIES)})(?![\w$])"):
            self._property(node)
        for node in captures(self._root, "(subscript_expression) @access").get("access", ()):
            self._computed(node)
        follow_given(self._flow, self.found, self._words, self._others)
        others = "|".join(map(re.escape, told_names(self._others)))
        for node in self._words(rf"(?<![\w$])(?:{others})(?![\w$])") if others else ():
            if self._queries.help(node, self._others):
                self.found.add_under(LOST, set(ANY.values()))
        for node in self._words(rf"(?<![\w$])(?:{_QUERIES})(?=\s*(?:\?\.)?\()"):
            if (call := called_by(node)) is not None:
                self._queries.look(call, text_of(node))
        for call in LibraryNames(self._source, self._root, self._flow.scopes, functions).calls():
            self._queries.look(call, "$")
        for node in self._words(rf"(?<![\w$])(?:{_CALLS})(?=\s*\()", None):
            if (call := called_by(node)) is not None:
                self._call(call, text_of(node))
        for node in self._words(rf"(?<![\w$])(?:{_METHODS})(?![\w$])(?!\s*(?:\?\.)?\()", None):
            self._kept(node)
        self._beyond()
        self._literals()
        self.found.helpers |= self._queries.helpers
        return self.found

    def _beyond(self) -> None:
        """Look at ways on which nothing is followed."""
        for node in self._words(r"(?<![\w$])with(?=\s*\()"):
            self._with(node)
        for node, kinds in Unfollowed(self._words, self._constants, self._queries.origins).find():
            self._ask_for(kinds, node)

    def _words(self, pattern: str, length: int | None = None) -> Iterator[Node]:
        for match in re.finditer(pattern.encode(), self._source):
            end = match.end() if length is None else match.start() + length
            node = self._root.descendant_for_byte_range(match.start(), end)
            if any(start <= match.start() < stop for start, stop in self._libraries):
                continue
            if node is not None and node.start_byte == match.start() and node.end_byte == end:
                yield node

    def _follow(
        self,
        node: Node,
        value: Value,
        words: frozenset[str] = frozenset(),
        callers: Mapping[int, Node] = {},
        conditions: Sequence[str] = ("",),
    ) -> None:
        self.found.kinds |= value.kinds if value.what != "root" else set()
        self._flow.callers = callers
        findings = self._flow.follow(node, value)
        self._flow.callers = {}
        # The outermost caller tells what is looked for.
        at = [node, *callers.values()][-1]
        findings.words |= words
        if "" not in conditions:
            # What others have from this script depends on the same.
            for kinds in findings.given.values():
                findings.add_any(kinds)
            for condition in conditions:
                self.found.add_under(condition, findings.words)
            return
        if findings.words and (needed := self._features.needed(at)):
            self.found.add_under(min(needed), findings.words)
            findings.words = set()
        self.found.add(findings, at)

    def _watch(self, node: Node, value: Value) -> None:
        words = self._flow.follow(node, value).words
        self.found.watched |= words
        self.found.note(words, node)

    def _property(self, node: Node) -> None:
        name = text_of(node)
        value = PROPERTIES[name]
        parent = node.parent
        if parent is None:
            return
        if node.type == "property_identifier" and parent.type == "member_expression":
            owner = parent.child_by_field_name("object")
            if name in OF_DOCUMENT and not self._documents.is_page(owner):
                if name.endswith("ElementChild") and is_script_of_parent(parent):
                    self._ask_for(JS, node)
                return
            if name == "all" and self._computed_names.is_by_name(parent):
                return
            self._take(name, parent, value)
        elif node.type == "string_fragment" and parent.parent is not None:
            if parent.parent.type == "subscript_expression":
                self._follow(parent.parent, value)
            elif name == "styleSheets" and parent.parent.type != "binary_expression":
                self._ask_for(CSS, node)
        elif node.type.endswith("_pattern") or parent.type == "pair_pattern":
            is_pair = parent.type == "pair_pattern"
            if name not in OF_DOCUMENT or self._documents.is_taken_of_page(node):
                self._bind(name, parent.child_by_field_name("value") if is_pair else node, value)

    def _take(self, name: str, node: Node, value: Value) -> None:
        """Follow a property of this *name*."""
        follow = self._watch if name in {"addedNodes", "removedNodes"} else self._follow
        follow(node, value)

    def _bind(self, name: str, pattern: Node | None, value: Value) -> None:
        if pattern is not None and pattern.type in {"object_pattern", "array_pattern"}:
            self._flow.findings = Findings()
            self._flow.bind(pattern, value)
            self.found.kinds |= value.kinds if value.what != "root" else set()
            self.found.add(self._flow.drain(value), pattern)
            return
        for mention in self._flow.scopes.mentions(pattern) or () if pattern is not None else ():
            if mention != pattern:
                self._take(name, mention, value)

    def _computed(self, access: Node) -> None:
        names = self._computed_names.of(access)
        if names is None:
            self._ask_for(BOTH, access)
        for name in names or ():
            if name in PROPERTIES:
                self._follow(access, PROPERTIES[name])
            elif _METHOD.fullmatch(name) and access.parent is not None:
                self._queries.look(access.parent, name)

    def _kept(self, method: Node) -> None:
        """Look at the calls of a method that is not called where it is named."""
        aliases = Aliases(self._flow.scopes)
        aliases.follow(method)
        for call, arguments in aliases.calls:
            if arguments:
                self._queries.look_for(arguments[0], call, text_of(method))
        self.found.helpers |= aliases.names
        if not aliases.is_known:
            self.found.add_under(LOST, set(ANY.values()))

    def _call(self, call: Node, name: str) -> None:
        arguments = arguments_of(call)
        handler: Callable[[Node, list[Node]], None] = {
            "addEventListener": self._listener,
            "evaluate": self._path,
            "createExpression": self._path,
            "createTreeWalker": self._walker,
            "createNodeIterator": self._walker,
        }.get(name, self._entries)
        if arguments or handler == self._entries:
            handler(call, arguments)

    def _listener(self, call: Node, arguments: list[Node]) -> None:
        events = {"load", "error", UNKNOWN}
        if len(arguments) < 3 or self._constants.text(arguments[0]) not in events:
            return
        callee = call.child_by_field_name("function")
        owner = None if callee is None else callee.child_by_field_name("object")
        is_page = owner is None or self._documents.is_page(owner) or text_of(owner) in _PAGES
        options = re.sub(r"\s", "", text_of(self._constants.value(arguments[2])))
        captures = options in {"true", "!0"} or "capture:true" in options or "capture:!0" in options
        if not is_page or not captures:
            return
        functions = self._flow.calls.functions.of(arguments[1])
        for function in functions:
            self._flow.findings = Findings()
            self._flow.in_function(function, 0, Value("event"))
            self.found.add(self._flow.drain(Value("event")), call)
        if not functions:
            self._ask_for(BOTH, call)

    def _path(self, call: Node, arguments: list[Node]) -> None:
        callee = call.child_by_field_name("function")
        owner = None if callee is None else callee.child_by_field_name("object")
        pages = map(self._documents.is_page, (owner, *arguments))
        if not (any(pages) or text_of(callee).endswith("createExpression")):
            return
        path = self._constants.text(arguments[0])
        is_within = len(arguments) > 1 and not self._documents.is_page(arguments[1])
        if UNKNOWN in path and is_within:
            return
        if kinds := path_kinds(path):
            self._ask_for(kinds, call)

    def _walker(self, call: Node, arguments: list[Node]) -> None:
        if value := walked(self._source, self._constants, arguments):
            self._follow(call, value)

    def _entries(self, call: Node, arguments: list[Node]) -> None:
        callee = text_of(call.child_by_field_name("function"))
        wanted = self._constants.text(arguments[0]) if arguments else ""
        if callee.endswith("getEntriesByName"):
            words = words_of(wanted)
            findings = Findings()
            findings.add_words(words, BOTH)
            self.found.add(findings, call)
        elif (wanted == "resource" or UNKNOWN in wanted) or (
            not wanted and (b"resource" in self._source or callee.startswith("performance"))
        ):
            self._follow(call, Value("tags"))

    def _with(self, word: Node) -> None:
        """Look at names that may be those of properties of the page."""
        statement = word.parent
        if statement is None or statement.type != "with_statement":
            return
        names = captures(statement, "(identifier) @name").get("name", ())
        if any(_OF_PAGE.fullmatch(text_of(name)) for name in names):
            self._ask_for(BOTH, word)

    def _literals(self) -> None:
        """Look at selectors that nobody knows the use of."""
        for match in _LITERAL.finditer(self._source):
            node = self._root.descendant_for_byte_range(match.start(), match.start() + 1)
            while node is not None and node.type not in {"string", "template_string"}:
                node = node.parent if node.type in {"string_fragment", "escape_sequence"} else None
            if node is not None:
                self._queries.strings.literal(node)
        if not self._libraries:
            self.found.loose |= set(self._queries.strings.loose(self._source, self._root))
        lost = self.found.under.pop(LOST, set())
        self.found.add_words(lost & {ANY[kind] for kind in self.found.loose}, self._root)

    def _ask_for(self, kinds: frozenset[Kind], source: Node) -> None:
        self.found.add_words({ANY[kind] for kind in kinds}, source)


#: Bare names by which code comes by tags if they are those of the page.
_OF_PAGE = re.compile(rf"{'|'.join(PROPERTIES)}|{_QUERIES}|{_CALLS}")
_METHOD = re.compile(_METHODS)
_PAGES = WINDOWS | {"document.documentElement", "document.head"}
