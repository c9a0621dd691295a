"""Tests of how scripts are read."""

from __future__ import annotations

import pytest

from sphinx_compress.js.syntax import FUNCTIONS, captures, grammar, is_deep, parse, texts


def test_a_query_gives_the_nodes_that_it_names() -> None:
    root = parse(b"f(a, 'b'); g(c)").root_node
    query = "(call_expression function: (identifier) @called)(string_fragment) @text"
    found = captures(root, query)
    assert {name: texts(nodes) for name, nodes in found.items()} == {
        "called": {"f", "g"},
        "text": {"b"},
    }


def test_what_a_query_does_not_find_has_no_name() -> None:
    assert captures(parse(b"a").root_node, "(string) @text") == {}


def test_texts_are_read_as_utf8_and_counted_once() -> None:
    root = parse("ä; ä; 漢".encode()).root_node
    assert texts(captures(root, "(identifier) @name")["name"]) == {"ä", "漢"}
    assert texts([]) == frozenset()


@pytest.mark.parametrize("script", [b"a(", b"'a", b"\xff"])
def test_a_script_with_an_error_has_a_tree_that_says_so(script: bytes) -> None:
    assert parse(script).root_node.has_error


def test_the_grammar_knows_each_kind_of_function() -> None:
    for kind in FUNCTIONS:
        assert grammar().id_for_node_kind(kind, True) is not None, kind


def test_a_tree_is_deep_if_there_is_much_in_each_other_and_not_if_there_is_much() -> None:
    flat = "f(a);" * 1000 + "[[b]];" * 1000
    assert not is_deep(parse(flat.encode()).root_node)
    assert is_deep(parse(f"{flat}{'[' * 500}{']' * 500};{flat}".encode()).root_node)
    assert is_deep(parse(b"a" + b"+a" * 500).root_node)


def test_a_script_is_read_once_for_several_questions() -> None:
    assert parse(b"f(a)") is parse(b"f(a)")
