"""Tests of what a name, a property or a call may come to."""

from __future__ import annotations

import pytest

from sphinx_compress.js.choices import Choices
from sphinx_compress.js.constants import Constants
from sphinx_compress.js.functions import Functions, arguments_of
from sphinx_compress.js.scopes import Scopes, text_of
from sphinx_compress.js.syntax import captures, parse
from sphinx_compress.js.tag_references import references


def choices(script: str) -> set[str]:
    """Return what the argument of the call of ``f`` may come to."""
    source = script.encode()
    root = parse(source).root_node
    calls = captures(root, "(call_expression function: (identifier) @name) @call")["call"]
    (call,) = [each for each in calls if text_of(each).startswith("f(")]
    scopes = Scopes(source, root)
    found = Choices(Constants(scopes), Functions(scopes)).of(arguments_of(call)[0])
    return {text_of(each).strip("'") for each in found if each.type == "string"}


@pytest.mark.parametrize(
    "script",
    [
        "f(x ? 'a' : 'b')",
        "const t = x ? 'a' : (y ? 'b' : null); f(t)",
        "let t; if (x) t = 'a'; else t = 'b'; f(t)",
        "const all = { one: 'a', two: 'b' }; f(all[x])",
        "const all = ['a', 'b']; f(all[x])",
        "for (const t of ['a', 'b']) f(t)",
        "['a', 'b'].forEach((t) => f(t))",
        "function of(x) { switch (x) { case 1: return 'a'; default: return 'b' } } f(of(x))",
        "const of = (x) => x ? 'a' : 'b'; f(of(x))",
        "const o = { tag: 'a' }; o.tag = 'b'; f(o.tag)",
        "[['a', 1], ['b', 2]].forEach(([t]) => f(t))",
        "for (const [n, t] of [[1, 'a'], [2, 'b']]) f(t)",
        "const go = ({ tag }) => f(tag); go({ tag: 'a' }); go({ tag: 'b' })",
        "f(options || 'a' || 'b')",
    ],
)
def test_all_that_is_written_in_the_script_may_be_chosen(script: str) -> None:
    assert choices(script) == {"a", "b"}


def test_what_stands_for_itself_ends() -> None:
    assert choices("let a = b, b = a; const g = () => g() || 'c'; f(x ? a : g())") == {"c"}
    assert choices("f(x)") == choices("f('a')") == set()


@pytest.mark.parametrize(("kind", "words"), [("css", {"*css"}), ("js", {"*js"})])
def test_the_type_of_a_tag_may_be_chosen(kind: str, words: set[str]) -> None:
    name = {"css": "link", "js": "script"}[kind]
    script = f"""function rem(file, kind) {{
        const type = kind == "{kind}" ? "{name}" : "none";
        const attribute = kind == "css" ? "href" : "src";
        const all = document.getElementsByTagName(type);
        for (let i = all.length; i >= 0; i--)
            if (all[i].getAttribute(attribute).indexOf(file) != -1) all[i].remove();
    }}"""
    assert references(script).words == words
