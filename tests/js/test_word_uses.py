"""Tests of what a script uses its texts for."""

from __future__ import annotations

import pytest

from sphinx_compress.js.syntax import captures, parse
from sphinx_compress.js.word_uses import may_become_name, names_given


@pytest.mark.parametrize(
    "script",
    [
        "x = 'a'",
        "f('a')",
        "x = ('a' + b)",
        "x = [c ? 'a' : b]",
        "x = y || 'a'",
        "x = f`b${'a'}`",
        "e.classList.replace('b', 'a')",
        "e.classList.replace('a', 'b')",
        "s.replace(/b/, 'a')",
        "on['a'] = 1",
        "return_('a'.concat(b))",
        "e.title = 'a'",
        "new Widget('a')",
    ],
)
def test_a_text_may_become_a_name_wherever_that_is_not_ruled_out(script: str) -> None:
    assert is_name(script)


@pytest.mark.parametrize(
    "script",
    [
        "x = y === 'a'",
        "x = 'a' in y",
        "x = s.indexOf('a' + b)",
        "x = 'a'.length",
        "x = 'a'.includes(b)",
        "switch (x) { case 'a': }",
        "throw 'a' + b",
        "throw new Error('a')",
        "x = y['a']",
        "x = y['a' + b]",
        "e.href = 'a' + b",
        "e.style.width = 'a'",
        "console.log(`a`)",
        "s.replace('a', b)",
        "e.querySelector(c ? 'a' : b)",
        "import x from 'a'",
        "fetch('a'.concat(b))",
    ],
)
def test_a_text_becomes_no_name_where_it_is_only_read(script: str) -> None:
    assert not is_name(script)


@pytest.mark.parametrize(
    ("script", "given"),
    [
        ("e.className = a", ["a"]),
        ("e.className += a", ["a"]),
        ("e.id = a", ["a"]),
        ("e.innerHTML = a", ["a"]),
        ("e.title = a", []),
        ("e['className'] = a", ["a"]),
        ("e.classList.value = a", ["a"]),
        ("e.value = a", []),
        ("e.dataset[a] = b", ["a"]),
        ("e.dataset.a = b", []),
        ("e['classList']['add'](a)", ["a"]),
        ("(e.classList).add(a)", ["a"]),
        ("const {classList} = e; classList.add(a)", ["a"]),
        ("e['class\\x4eame'] = a", ["a"]),
        ("Object.assign(e, {outerHTML: a})", ["a"]),
        ("e.insertAdjacentHTML(...a)", ["...a"]),
        ("$(e).wrapInner(a)", ["a"]),
        ("e.classList['add'](a)", ["a"]),
        ("Object.assign(e, {innerHTML: a})", ["a"]),
        ("e.classList.add(a, b)", ["a", "b"]),
        ("e.classList.toggle(a, b)", ["a"]),
        ("e.classList.replace(a, b)", ["b"]),
        ("names.add(a)", []),
        ("e.setAttribute('class', a)", ["'class'", "a"]),
        ("e.setAttribute('title', a)", ["'title'"]),
        ("e.setAttribute('CLASS', a)", ["'CLASS'", "a"]),
        ("e.setAttribute(a, b)", ["a", "b"]),
        ("e.setAttribute('data-' + a, b)", ["'data-' + a"]),
        ("Object.assign(e, {id: a})", ["a"]),
        ("f(e, {id: a})", []),
        ("e.setAttributeNS(n, 'id', a)", ["'id'", "a"]),
        ("e.toggleAttribute(a)", ["a"]),
        ("d.createElement(a)", ["a"]),
        ("d.createElementNS(n, a)", ["a"]),
        ("e.insertAdjacentHTML(a, b)", ["b"]),
        ("h(x, {class: a, 'className': b, title: c})", ["a", "b"]),
        ("add(a)", []),
    ],
)
def test_what_is_given_as_a_name_is_found(script: str, given: list[str]) -> None:
    found = names_given(parse(script.encode()).root_node)

    assert [(node.text or b"").decode() for node in found] == given


def is_name(script: str) -> bool:
    """Return whether the text of a script that has an `a` in it may become a name."""
    nodes = captures(parse(script.encode()).root_node, "[(string) (template_string)] @text")["text"]
    return may_become_name(next(node for node in nodes if (node.text or b"")[1:-1] == b"a"))
