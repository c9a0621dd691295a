"""Tests of what means the page, or one of the elements around its tags."""

from __future__ import annotations

import pytest

from sphinx_compress.js.constants import Constants
from sphinx_compress.js.documents import Documents
from sphinx_compress.js.functions import Functions
from sphinx_compress.js.roots import Roots
from sphinx_compress.js.scopes import Scopes
from sphinx_compress.js.syntax import captures, parse


def means_root(text: str) -> bool:
    """Return whether that is a root of which a script asks for the property ``asked``."""
    source = text.encode()
    root = parse(source).root_node
    scopes = Scopes(source, root)
    constants = Constants(scopes)
    found = captures(root, '(member_expression property: (_) @name (#eq? @name "asked"))')
    member = found["name"][0].parent
    owner = None if member is None else member.child_by_field_name("object")
    assert owner is not None
    return Roots(scopes, constants, Documents(constants, Functions(scopes))).is_root(owner)


@pytest.mark.parametrize(
    "script",
    [
        "document.asked",
        "window.document.head.asked",
        "document.getElementsByTagName('head')[0].asked",
        "document.getElementsByTagName('head').item(0).asked",
        "document.querySelector('html').asked",
        "(document.head || document.getElementsByTagName('head')[0]).asked",
        "var head = document.head || document.getElementsByTagName('head')[0]; head.asked",
        "let head; head = document.head; f = () => head.asked",
        "function count(root = document) { return root.asked } count(element)",
        "function count(root) { root = root || document; return root.asked }",
        "function count(root) { return root.asked } count(document.head)",
    ],
)
def test_tags_of_the_page_may_stand_in_it(script: str) -> None:
    assert means_root(script)


@pytest.mark.parametrize(
    "script",
    [
        "element.asked",
        "document.querySelector('#images').asked",
        "document.getElementsByTagName('main')[0].asked",
        "function count(root) { return root.asked } count(document.getElementById('text'))",
        "let root = root || root; root.asked",
    ],
)
def test_no_tags_are_expected_elsewhere(script: str) -> None:
    assert not means_root(script)
