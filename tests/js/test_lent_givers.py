"""Tests of what gives names to elements and is handed on."""

from __future__ import annotations

import pytest

from sphinx_compress.js.lent_givers import given_unseen, has_giving_code
from sphinx_compress.js.scopes import text_of
from sphinx_compress.js.syntax import parse


@pytest.mark.parametrize(
    ("script", "given"),
    [
        ("const c = e.classList; c.add(x)", {"x"}),
        ("const c = e?.classList; c.toggle(x, y)", {"x"}),
        ("const {classList: c} = e; c.replace(x, y)", {"y"}),
        ("(c => c.add(x))(document.documentElement.classList)", {"x"}),
        ("const list = () => e.classList; list().add(x)", {"x"}),
        ("add = e.classList.add.bind(e.classList)", {"e.classList.add"}),
        ("[x].forEach(e.classList.add, e.classList)", {"e.classList.add"}),
        ("const w = document.write.bind(document); w(x)", {"document.write"}),
        ("make = d.createElement", {"d.createElement"}),
        ("[e.className] = x", {"e.className"}),
        ("({a: e.id} = x)", {"e.id"}),
        ("for (e.id of x);", {"e.id"}),
        ("e.getAttributeNode('class').value = x", {"e.getAttributeNode('class')"}),
        ("e.attributes.class.value = x", {"e.attributes.class"}),
        ("e.attributes[0].value = x", {"x"}),
        ("const a = e.attributes[0]; a.value = x", {"x"}),
        ("e.className['baseVal'] = x", {"x"}),
        ("for (const a of e.attributes) a.value = x", {"x"}),
        ("[...p.className] = x", {"p.className"}),
        ("({a: e.className = x} = {})", {"e.className"}),
        ("[e['className']] = x", {"e['className']"}),
        ("DOMTokenList.prototype.add.call(l, x)", {"DOMTokenList.prototype.add"}),
        (
            "const P = DOMTokenList.prototype; P.add.call(e.classList, x)",
            {"P.add.call(e.classList, x)"},
        ),
        ("const c = e.classList; c.value = x", {"x"}),
        ("(x ? e.classList : f.classList).add(x)", {"x"}),
        ("e.classList.add`${x}`", {"e.classList.add"}),
        ("(e.setAttribute)('class', x)", {"e.setAttribute"}),
        ("const f = e.setHTML || e.setAttribute", {"e.setAttribute"}),
        ("e['setAttribute'].call(e, 'class', x)", {"e['setAttribute']"}),
        ("const {setAttribute} = e", {"setAttribute"}),
        ("const set = Reflect.set", {"Reflect.set"}),
        ("Object.assign.call(Object, e, x)", {"Object.assign"}),
        ("e.className.baseVal = x", {"x"}),
    ],
)
def test_what_gives_names_under_another_name_is_noticed(script: str, given: set[str]) -> None:
    assert given <= {text_of(node) for node in given_unseen(parse(script.encode()).root_node)}


@pytest.mark.parametrize(
    "script",
    [
        "e.classList.add(x)",
        "if (e.classList) s.add(x)",
        "e.classList = s",
        "if (d.createElement) f()",
        "const {classList} = e",
        "[a.b] = x",
        "s.add(x); m.replace(a, b)",
        "if (e.classList && d.createElement) f()",
        "f([...e.attributes].length, e.attributes[0].value)",
        "Object.assign({}, x)",
    ],
)
def test_what_is_seen_where_it_is_used_is_not(script: str) -> None:
    assert not [*given_unseen(parse(script.encode()).root_node)]


@pytest.mark.parametrize(
    "script",
    [
        "eval('e.className = x')",
        "f(`e.innerHTML = ${x}`)",
        "e.innerHTML = '<img onerror=\"this.classList.add(x)\">'",
        "setTimeout('e.id = x')",
    ],
)
def test_code_that_gives_names_is_found_in_strings(script: str) -> None:
    assert has_giving_code(parse(script.encode()).root_node)


@pytest.mark.parametrize(
    "script", ["e.className = x", "f(`a ${e.className}`)", "f('see e.id == 1')", "f('className')"]
)
def test_a_string_without_such_code_is_told(script: str) -> None:
    assert not has_giving_code(parse(script.encode()).root_node)
