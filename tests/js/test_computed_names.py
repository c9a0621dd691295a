"""Tests of properties of the page whose names are computed."""

from __future__ import annotations

import pytest

from sphinx_compress.js.computed_names import ComputedNames, names_of_page
from sphinx_compress.js.constants import Constants
from sphinx_compress.js.documents import Documents
from sphinx_compress.js.functions import Functions
from sphinx_compress.js.scopes import Scopes
from sphinx_compress.js.syntax import captures, parse
from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY


def names(text: str) -> frozenset[str] | None:
    """Return the names that may stand in the first brackets of a script."""
    source = text.encode()
    root = parse(source).root_node
    scopes = Scopes(source, root)
    constants, functions = Constants(scopes), Functions(scopes)
    (access,) = captures(root, "(subscript_expression) @access")["access"]
    computed = ComputedNames(source, constants, functions, Documents(constants, functions))
    return computed.of(access)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("const a = 'scr' + 'ipts'; document[a]", {"scripts"}),
        ("const a = x ? 'all' : 'title'; document[a]", {"all", "title"}),
        ("x['add' + 'edNodes']", {"addedNodes"}),
        ("x['scr' + 'ipts']", set()),
        ("document['scripts']", set()),
        ("x[y()]", set()),
        ("const f = (d) => d[y()]; f(document)", set()),
    ],
)
def test_a_name_is_what_its_parts_make(text: str, expected: set[str]) -> None:
    assert names(text) == frozenset(expected)


@pytest.mark.parametrize(
    "text",
    [
        "document[y()]",
        "const d = document; d[y()]",
        "document[x ? 'all' : y()]",
        "for (const each in document) document[each]",
    ],
)
def test_a_name_of_the_page_that_is_not_known_may_be_any(text: str) -> None:
    assert names(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "document['style' + part][1].remove()",
        "const way = 'query' + 'SelectorAll'; document[way]('*')[1].remove()",
        "const inner = 'child' + 'ren'; document.head[inner][1].remove()",
    ],
)
def test_what_stands_behind_such_a_name_is_followed(text: str) -> None:
    assert ANY["css"] in references(text).words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("document['wri' + 'te'](1)", {"write"}),
        ("var d = document; d[['wri', 'te'].join('')](1)", {"write"}),
        ("self.document[`${'write'}`](1)", {"write"}),
        ("document[x ? 'write' : 'open'](1)", {"write", "open"}),
        ("document['write'](1)", set()),
        ("document[y()](1)", set()),
        ("d['wri' + 'te'](1); list[0][1]['a' + 'b']", set()),
    ],
)
def test_the_names_that_are_read_of_the_page_are_worked_out(text: str, expected: set[str]) -> None:
    source = text.encode()
    root = parse(source).root_node
    accesses = captures(root, "(subscript_expression) @access")["access"]
    assert names_of_page(source, root, accesses) == expected
