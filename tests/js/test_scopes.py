"""Tests of which places of a script mean the same variable."""

from __future__ import annotations

from tree_sitter import Node

from sphinx_compress.js.scopes import Scopes, function_around, parameters, pattern_names, text_of
from sphinx_compress.js.syntax import parse


def node_at(root: Node, place: int, size: int) -> Node:
    node = root.descendant_for_byte_range(place, place + size)
    assert node is not None
    return node


def mentions(text: str, name: str, at: int = 0) -> list[int] | None:
    """Return where the variable is mentioned that the mention number *at* of a name means."""
    source = text.encode()
    root = parse(source).root_node
    place = -1
    for _ in range(at + 1):
        place = text.index(name, place + 1)
    found = Scopes(source, root).mentions(node_at(root, place, len(name)))
    return None if found is None else [node.start_byte for node in found]


def is_global(text: str, name: str) -> bool:
    source = text.encode()
    root = parse(source).root_node
    return Scopes(source, root).is_global(node_at(root, text.index(name), len(name)))


def test_a_variable_of_a_function_is_another_than_the_same_name_outside() -> None:
    text = "var qq = 1; function f() { var qq = 2; use(qq) } use(qq)"
    places = [place for place in range(len(text)) if text.startswith("qq", place)]
    assert mentions(text, "qq") == [places[0], places[3]]
    assert mentions(text, "qq", 1) == [places[1], places[2]]


def test_let_in_a_block_is_another_variable_and_var_is_none() -> None:
    block = "function f() { var qq = 1; { let qq = 2 } }"
    assert mentions(block, "qq") == [block.index("qq")]
    assert len(mentions(block.replace("let", "var"), "qq") or ()) == 2


def test_a_function_in_a_function_sees_the_names_around_it() -> None:
    text = "function f(qq) { return () => qq.href }"
    assert mentions(text, "qq") == [text.index("qq"), text.rindex("qq")]


def test_a_property_is_no_mention_of_a_variable() -> None:
    text = "var qq = 1; a.qq = 2; b({qq})"
    assert mentions(text, "qq") == [text.index("qq"), text.rindex("qq")]


def test_a_longer_word_with_the_name_in_it_is_no_mention() -> None:
    assert mentions("var qq = 1; qqq; $qq", "qq") == [4]


def test_a_name_that_is_mentioned_all_over_is_not_followed() -> None:
    assert len(mentions("var qq;" + "qq;" * 400, "qq") or ()) == 401
    assert mentions("var qq;" + "qq;" * 600, "qq") is None


def test_other_scripts_share_the_variables_at_the_top_only() -> None:
    assert is_global("var qq = 1", "qq")
    assert is_global("function f() { qq = 1 }", "qq")
    assert not is_global("function f() { var qq = 1 }", "qq")
    assert not is_global("(function (qq) {})(1)", "qq")


def test_a_property_that_is_written_in_too_many_places_is_not_followed() -> None:
    for count, expected in ((3, 3), (41, None)):
        source = b"a.links;" * count
        found = Scopes(source, parse(source).root_node).properties("links")
        assert (None if found is None else len(found)) == expected


def test_a_pattern_declares_its_names_and_not_its_keys() -> None:
    root = parse(b"var {href, rel: kind, media = 1, ...rest} = link, [first] = list").root_node
    declarators = root.named_children[0].named_children
    names = [
        text_of(name) for each in declarators for name in pattern_names(each.named_children[0])
    ]
    assert names == ["href", "kind", "media", "rest", "first"]


def test_parameters_are_found_with_and_without_parentheses() -> None:
    for text in ("a => a.b", "(a) => a.b", "(function (a /* b */) { a.b })"):
        source = text.encode()
        inner = node_at(parse(source).root_node, text.index("a.b"), 1)
        function = function_around(inner)
        assert function is not None
        assert [text_of(each) for each in parameters(function)] == ["a"], text


def test_this_is_that_of_the_function_and_of_arrows_in_it() -> None:
    text = "function f() { this.a; () => this.b; function g() { this.c } }"
    source = text.encode()
    root = parse(source).root_node
    found = Scopes(source, root).this_of(root.named_children[0])
    assert [text_of(node.parent) for node in found] == ["this.a", "this.b"]
