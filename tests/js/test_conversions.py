"""Tests of what a script turns into a text."""

from __future__ import annotations

import pytest

from sphinx_compress.js.conversions import converted
from sphinx_compress.js.scopes import Scopes, text_of
from sphinx_compress.js.syntax import parse


def found(text: str) -> set[str]:
    source = text.encode()
    root = parse(source).root_node
    return {text_of(each) for each in converted(root, Scopes(source, root))}


@pytest.mark.parametrize(
    "text",
    [
        "f.toString()",
        "Function.prototype.toString.call(f)",
        "Function.prototype.toString.apply(f)",
        "const text = Function.prototype.toString; text.call(f)",
        "Function.toString.bind(f)()",
        "Reflect.apply(Function.prototype.toString, f, [])",
        "f['toString']()",
        "f?.toString()",
        "''.concat(f)",
        "console.log('it is', f)",
        "String(f)",
        "new String(f)",
        "new Text(f)",
        "`a ${f} b`",
        "f + ''",
        "'(' + f + ')()'",
        "text += f",
        "f == 'function () {}'",
        "`function () {}` != f",
        "cache[f]",
        "f in cache",
        "({ [f]: 1 })",
        "/inject: a/.test(f)",
        "new RegExp('x').exec(f)",
        "const p = /x/g; p.exec(f)",
        "(/x/).test(f)",
        "pre.textContent = f",
        "pre.innerHTML = f",
        "document.getElementById('x').append(f)",
        "const box = document.createElement('textarea'); box.value = f",
        "document.body.prepend(f)",
        "document.createTextNode(f)",
        "pre.insertAdjacentText('beforeend', f)",
        "a.setAttribute('onclick', f)",
    ],
)
def test_what_becomes_a_text_is_found(text: str) -> None:
    assert "f" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "html`<b @click=${f}>`",
        "f === 'x'",
        "f - 1",
        "x.toString(f)",
        "Object.prototype.toString.call(f)",
        "$('#x').append(f)",
        "list.append(f)",
        "db.exec(f)",
        "QUnit.test('it', f)",
        "descriptor.value = f",
        "Node.prototype.textContent = f",
        "pre.onclick = f",
        "text -= f",
        "g(f)",
        "(f",
        "()",
    ],
)
def test_what_stays_what_it_is_is_not_found(text: str) -> None:
    assert "f" not in found(text)
