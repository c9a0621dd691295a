"""May these neighbours share a bundle?  Each no comes with its reason.

The answers come from parsing the code: CSS with tinycss2, JavaScript with
tree-sitter.  One difference is accepted on purpose: when a script throws, what
follows it in the same bundle does not run.  A theme author who marks a region
decides that its scripts belong together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .filters import Kind

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Query, Tree


@dataclass(frozen=True, slots=True)
class Traits:
    """What a text is like as a part of a bundle; reasons are empty where all is well."""

    #: Why it must not go into a bundle at all.
    stays: str = ""
    #: Why it shares with nobody.
    alone: str = ""
    #: Why nothing may stand before it.
    first: str = ""
    #: Why nothing may stand behind it.
    last: str = ""
    #: Whether the whole script is in strict mode.
    strict: bool = False
    #: The names it declares at its top level.
    declared: frozenset[str] = frozenset()
    #: Every name that it mentions.
    mentioned: frozenset[str] = frozenset()


def traits(text: str, kind: Kind) -> Traits:
    """Return what must be known of *text* to join it with others."""
    return _css_traits(text) if kind == "css" else _js_traits(text)


def why_apart(bundle: Iterable[Traits], following: Traits) -> str:
    """Return why *following* can't be joined to the texts of *bundle*; empty if it can."""
    for part in bundle:
        if reason := part.alone or part.last or following.alone or following.first:
            return reason
        if part.strict != following.strict:
            return "only one of the two scripts is in strict mode"
        # Joined, a declaration holds from the beginning of the bundle on.
        if early := following.declared & (part.mentioned | part.declared):
            return f"it declares {min(early)}, which a script before it mentions"
    return ""


def join(texts: Iterable[str], kind: Kind) -> str:
    """Return the *texts* as one, none of which changes what another means."""
    # In a script, the line break ends a line comment and the semicolon a statement.
    return ("\n" if kind == "css" else "\n;\n").join(texts)


_PROBE = "compress-probe"


def _css_traits(text: str) -> Traits:
    from tinycss2 import parse_stylesheet, serialize

    rules = parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    probed = parse_stylesheet(f"{text}\n{_PROBE}{{}}", skip_comments=True, skip_whitespace=True)
    last = ""
    if len(probed) != len(rules) + 1 or serialize([probed[-1]]) != f"{_PROBE}{{}}":
        last = "it leaves a block, a comment or a string open at its end"
    at_rules = {rule.lower_at_keyword for rule in rules if rule.type == "at-rule"}
    return Traits(
        alone="its @namespace would hold for others" if "namespace" in at_rules else "",
        first="its @import is valid at the top only" if "import" in at_rules else "",
        last=last,
    )


_QUERY = """
[(identifier) (property_identifier) (shorthand_property_identifier)
 (shorthand_property_identifier_pattern) (statement_identifier)] @name
(meta_property) @meta
(import) @import
[(import_statement) (export_statement)] @module
(string_fragment) @string
(call_expression
  function: (member_expression property: (property_identifier) @called)
  arguments: (arguments . (string (string_fragment) @argument)))
"""

#: Names by which a script finds its own element, or writes into the page where it stands.
_TIES = frozenset({"currentScript", "scripts"})


@cache
def _javascript() -> tuple[Language, Query]:
    import tree_sitter_javascript
    from tree_sitter import Language, Query

    language = Language(tree_sitter_javascript.language())
    return language, Query(language, _QUERY)


def parse_javascript(text: str) -> Tree:
    """Return the syntax tree of *text*; its offsets are those of the UTF-8 form."""
    from tree_sitter import Parser

    return Parser(_javascript()[0]).parse(text.encode())


def _js_traits(text: str) -> Traits:
    from tree_sitter import QueryCursor

    root = parse_javascript(text).root_node
    if root.has_error:
        return Traits(stays="it has a syntax error, or syntax that is not known here")
    found = QueryCursor(_javascript()[1]).captures(root)
    mentioned = _texts(found.get("name", ()))
    if "module" in found or "meta" in found or "import" in found:
        return Traits(stays="it imports, exports or asks for its own URL")
    if ties := mentioned & _TIES:
        return Traits(stays=f"it may look for its own tag: it mentions {min(ties)}")
    if "document" in mentioned and mentioned & {"write", "writeln"}:
        return Traits(stays="it writes into the page where its tag stands")
    if "script" in _texts(found.get("argument", ())) and "getElementsByTagName" in mentioned:
        return Traits(stays="it looks at the page's script tags")
    if any("script[" in string for string in _texts(found.get("string", ()))):
        return Traits(stays="it looks for a script tag by its attributes")
    return Traits(
        strict=_is_strict(root),
        declared=_declared(root),
        mentioned=mentioned,
    )


def _texts(nodes: Iterable[Node]) -> frozenset[str]:
    return frozenset(node.text.decode() for node in nodes if node.text is not None)


def _is_strict(root: Node) -> bool:
    for statement in root.named_children:
        if statement.type in {"comment", "hash_bang_line", "html_comment"}:
            continue
        if statement.type != "expression_statement" or not statement.named_children:
            return False
        expression = statement.named_children[0]
        if expression.type != "string":
            return False
        if expression.text is not None and expression.text[1:-1] == b"use strict":
            return True
    return False


def _declared(root: Node) -> frozenset[str]:
    """Return the names that become the page's: `var` counts in whatever block it stands."""
    names: set[str] = set()
    pending = [(child, True) for child in root.named_children]
    while pending:
        node, top = pending.pop()
        match node.type:
            case "function_declaration" | "generator_function_declaration" | "class_declaration":
                # A function in a block is the page's too, outside of strict mode (annex B.3.3).
                names |= _texts([name] if (name := node.child_by_field_name("name")) else ())
                continue
            case "variable_declaration":
                names |= _bound(node)
                continue
            case "lexical_declaration":
                if top:
                    names |= _bound(node)
                continue
            case "expression_statement":
                continue
            case "for_in_statement":
                kind = node.child_by_field_name("kind")
                left = node.child_by_field_name("left")
                if kind is not None and kind.type == "var" and left is not None:
                    names |= _pattern_names(left)
        pending += [(child, False) for child in node.named_children]
    return frozenset(names)


def _bound(declaration: Node) -> frozenset[str]:
    names: frozenset[str] = frozenset()
    for declarator in declaration.named_children:
        if (name := declarator.child_by_field_name("name")) is not None:
            names |= _pattern_names(name)
    return names


def _pattern_names(pattern: Node) -> frozenset[str]:
    """Return the names in a pattern; those of default values too, which does no harm."""
    names: set[str] = set()
    pending = [pattern]
    while pending:
        node = pending.pop()
        if node.type in {"identifier", "shorthand_property_identifier_pattern"}:
            names |= _texts([node])
        pending += node.named_children
    return frozenset(names)
