"""Tests of calls that look for elements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from tree_sitter import Node

from sphinx_compress.js.functions import Functions
from sphinx_compress.js.queries import Queries
from sphinx_compress.js.scopes import Scopes, text_of
from sphinx_compress.js.selectors import BOTH, CSS, JS
from sphinx_compress.js.syntax import captures, parse
from sphinx_compress.js.tag_references import ANY, references
from sphinx_compress.js.values import Value

_CALLS = """
(call_expression function: [(identifier) @name (member_expression property: (_) @name)]) @call
"""
Found = list[tuple[str, Value, frozenset[str]]]
NONE: frozenset[str] = frozenset()


def look(text: str, name: str = "querySelectorAll") -> tuple[Found, set[str]]:
    """Return what all calls of a function find, and the functions that look for others."""
    source = text.encode()
    root = parse(source).root_node
    scopes = Scopes(source, root)
    found: Found = []

    def follow(
        node: Node,
        value: Value,
        words: frozenset[str] = NONE,
        callers: Mapping[int, Node] = {},
        conditions: Sequence[str] = ("",),
    ) -> None:
        if "" not in conditions:
            return
        found.append((text_of(node), value, words))

    queries = Queries(scopes, Functions(scopes), follow)
    for node in captures(root, _CALLS)["name"]:
        call = node.parent if node.parent and node.parent.type == "call_expression" else None
        if call is None and node.parent is not None:
            call = node.parent.parent
        if call is not None and text_of(node) == name:
            queries.look(call, name)
    return found, queries.helpers


def words(text: str, name: str = "querySelectorAll") -> set[str]:
    return {word for _, _, each in look(text, name)[0] for word in each}


def test_all_tags_of_a_type_are_followed_where_they_are_found() -> None:
    call = "document.querySelectorAll('link')"
    assert look(f"f({call})")[0] == [(call, Value("tags", CSS), NONE)]


def test_a_single_tag_is_one_that_was_picked() -> None:
    found, _ = look("document.querySelector('script')", "querySelector")
    assert [value for _, value, _ in found] == [Value("tags", JS, is_picked=True)]


def test_the_namespace_of_a_name_is_not_the_name() -> None:
    found, _ = look("d.getElementsByTagNameNS('link', 'script')", "getElementsByTagNameNS")
    assert [value for _, value, _ in found] == [Value("tags", JS)]


@pytest.mark.parametrize(
    "text",
    [
        "d.querySelectorAll('link[href*=\"' + 'theme' + '\"]')",
        "var a = 'link[href*=', b = a + 'theme]'; d.querySelectorAll(b)",
        "var n = 'theme'; d.querySelectorAll(`link[href*=${n}]`)",
        "d.querySelectorAll(['link', '[href*=theme]'].join(''))",
        "d.querySelectorAll('link'.concat('[href*=theme]'))",
        "for (const s of ['.a', 'link[href*=theme]']) d.querySelectorAll(s)",
        "['.a', 'link[href*=theme]'].forEach((s) => d.querySelectorAll(s))",
        "var o = { sel: 'link[href*=theme]' }; d.querySelectorAll(o.sel)",
        "function f(s) { return d.querySelectorAll(s) } f('link[href*=theme]')",
    ],
)
def test_a_selector_that_is_put_together_is_read_as_a_whole(text: str) -> None:
    assert words(text) == {"*css theme"}


def test_a_selector_with_an_unknown_url_may_mean_any_style_sheet() -> None:
    assert words("document.querySelectorAll('link[href=\"' + url + '\"]')") == {"*css"}


@pytest.mark.parametrize(
    "text",
    [
        "document.createElement('div').querySelectorAll('link')",
        "var e = document.createElement('div'); e.querySelectorAll('link')",
        "var p = new DOMParser().parseFromString(t, 'text/html'); p.head.querySelectorAll('link')",
        "document.querySelectorAll('.nav a')",
        "$.querySelectorAll('<link>')",
        "document.querySelectorAll()",
    ],
)
def test_what_is_no_part_of_the_page_or_no_tag_is_not_followed(text: str) -> None:
    assert look(text)[0] == []


def test_the_head_is_followed_for_what_is_in_it() -> None:
    found, _ = look("document.querySelector('head').children[2]", "querySelector")
    assert ("document.querySelector('head')", Value("root", BOTH), NONE) in found


def test_a_function_that_looks_for_what_it_is_told_to_is_known_to_other_scripts() -> None:
    assert look("function lookUp(s) { return d.querySelectorAll(s) }") == ([], {"lookUp"})
    other = "function lookUp(a, s) { return d.querySelectorAll(s) }"
    assert look(other) == ([], {"lookUp:1"})
    helpers = frozenset({"lookUp:1"})
    assert references("lookUp(1, 'link')[n].remove()", helpers).words == {ANY["css"]}
    assert references("lookUp('link')[n].remove()", helpers).words == set()


def test_a_helper_may_look_in_the_element_that_it_is_given() -> None:
    helper = "const seek = (s, root = document) => root.querySelectorAll(s);"
    assert references(f"{helper} seek('[href]', box)[0].remove()").words == set()
    for call in ("seek('[href]')", "seek('[href]', document)", "seek('link', box)"):
        assert references(f"{helper} {call}[0].remove()").words == {ANY["css"]}
    helper = helper.replace(
        "root.querySelectorAll(s)", "A.prototype.querySelectorAll.call(root, s)"
    )
    assert references(f"{helper} seek('[href]', box)[0].remove()").words == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("function Q(s) { d.querySelectorAll(s) } window.q = (s) => new Q(s)", {"Q", "q"}),
        (
            "(function (w) { class Q { constructor(s) { d.querySelectorAll(s) } } "
            "w.q = function (s) { return new Q(s) } })(window)",
            {"q"},
        ),
        (
            "(function (w) { function Q(s) { d.querySelectorAll(s) } "
            "w.q = function (s) { return new Q(s) } })(other)",
            set(),
        ),
    ],
)
def test_what_makes_objects_of_what_it_finds_is_known_to_other_scripts(
    text: str, expected: set[str]
) -> None:
    assert look(text)[1] == expected


def test_an_object_of_what_was_found_has_it_in_any_property() -> None:
    helpers = frozenset({"q", "Q"})
    for text in ("q('link').list[3].remove()", "const o = new Q('link'); o.all[1].remove()"):
        assert references(text, helpers).words == {ANY["css"]}
    assert references("q('link').length", helpers).words == set()


def test_a_constructor_may_be_given_the_page() -> None:
    text = "class A { constructor(root) { this.l = root.querySelectorAll('[href]')[1] } } new A(%s)"
    assert references(text % "document").words == {ANY["css"]}
    assert references(text % "box").words == set()


def test_all_elements_of_a_node_that_is_given_are_not_those_of_the_page() -> None:
    text = """
    function name(test) { return test ? test.name : "*" }
    function walk(test, node) {
      for (var all = node.getElementsByTagName(name(test)), i = 0; node = all[i++];) add(node)
    }
    """
    assert references(text).words == frozenset()
    of_page = text.replace("node.getElements", "document.getElements")
    assert references(of_page).words == frozenset(ANY.values())


@pytest.mark.parametrize(
    "head",
    [
        "document.head",
        "document.getElementsByTagName('head')[0]",
        "document.getElementsByTagName('head').item(0)",
        "document.querySelector('head')",
        "(document.head || document.getElementsByTagName('head')[0])",
        "$('head')",
    ],
)
def test_the_head_is_part_of_the_page_however_it_is_found(head: str) -> None:
    assert words(f"{head}.querySelectorAll('[src]')") == {ANY["js"]}
    assert words(f"var head = {head}; head.querySelectorAll('[src]')") == {ANY["js"]}


def test_an_element_is_not_taken_for_the_head() -> None:
    assert words("document.querySelector('#images').querySelectorAll('[src]')") == set()


def test_who_goes_through_all_elements_may_be_given_the_page() -> None:
    text = "function walk(root) { root = root || document; root.querySelectorAll('*') }"
    assert words(text) == set()


@pytest.mark.parametrize(
    "query",
    [
        "document.head.querySelectorAll('link, script')",
        "document.querySelectorAll('head > script')",
        "document.getElementsByTagName('head')[0].querySelectorAll('[defer]')",
        "const head = document.head; head.querySelectorAll('script')",
    ],
)
def test_scripts_are_looked_for_in_the_head_alone(query: str) -> None:
    assert words(query) == {ANY["js"]}


@pytest.mark.parametrize(
    "query",
    [
        "document.head.querySelectorAll('link[rel=stylesheet]')",
        "document.head.querySelectorAll('meta[name]')",
        "document.querySelectorAll('script')",
        "header.querySelectorAll('script')",
    ],
)
def test_no_scripts_are_looked_for_in_the_head_alone(query: str) -> None:
    assert words(query) == set()
