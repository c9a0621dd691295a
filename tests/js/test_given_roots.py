"""Tests of functions that another script gives the page to, or an element around its tags."""

from __future__ import annotations

import pytest

from sphinx_compress.js.given_roots import may_give, told_names
from sphinx_compress.js.tag_references import ANY, references

LOOK = "for (const each of root.children) if (each.src.includes('kit')) go()"


@pytest.mark.parametrize(
    "helper",
    [
        f"function look(root) {{ {LOOK} }}",
        f"window.look = (root) => {{ {LOOK} }}",
        f"var look = function (root) {{ {LOOK} }}",
    ],
)
@pytest.mark.parametrize(
    "caller",
    [
        "look(document.head)",
        "look(document.body)",
        "const head = document.getElementsByTagName('head')[0]; look(head)",
        "[document.head, document.body].forEach(look)",
        "new look(document.documentElement)",
    ],
)
def test_a_function_of_another_script_looks_at_what_it_is_given(helper: str, caller: str) -> None:
    assert references(helper).words == set()
    assert references(caller).words == set()
    assert references(helper, references(caller).helpers).words == {"*js kit"}


def test_it_is_known_which_argument_is_the_page() -> None:
    given = references("look(1, document, 2)").helpers
    assert given == {"look:@1"}
    body = "const all = %s.children; go(all[all.length - 1].src)"
    assert ANY["js"] in references(f"function look(a, b) {{ {body % 'b'} }}", given).words
    assert references(f"function look(a, b) {{ {body % 'a'} }}", given).words == set()


@pytest.mark.parametrize(
    "script",
    [
        "look(element)",
        "look(document.querySelector('#text'))",
        "new MutationObserver(f).observe(document.body, { childList: true })",
        "[first, second].forEach(look)",
        "function look(root) {} look(document.head)",
        "(function (look) { look(document.head) })(f)",
        "$(document).ready(look)",
        "getComputedStyle(document.documentElement)",
    ],
)
def test_nothing_is_given_to_functions_of_other_scripts(script: str) -> None:
    assert references(script).helpers == set()


def test_a_script_that_gives_no_root_is_not_parsed_for_that() -> None:
    assert may_give("look([document.head])")
    assert not may_give("document.head.append(look(1))")


def test_functions_that_are_told_what_to_look_for_are_others() -> None:
    assert told_names({"find:1", "find", "get", "look:@0", "scan:@body 0"}) == ["find", "get"]
