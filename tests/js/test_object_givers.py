"""Tests of functions that set properties or attributes by their names."""

from __future__ import annotations

import pytest

from sphinx_compress.js.computed_givers import ComputedGivers
from sphinx_compress.js.joined_words import joined_words
from sphinx_compress.js.object_givers import ObjectGivers
from sphinx_compress.js.scopes import Scopes, text_of


def given(script: str) -> set[str]:
    joined = joined_words(script)
    assert joined is not None
    computed = ComputedGivers(Scopes(script.encode(), joined.root), joined.texts_of)
    return {text_of(node) for node in ObjectGivers(computed).given(joined.root)}


_DESCRIPTOR = "Object.getOwnPropertyDescriptor(Element.prototype, 'className')"


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("Reflect.set(e, 'className', x)", {"x"}),
        ("Reflect['set'](e, k, x)", {"x"}),
        ("Reflect.set(e.dataset, x, 1)", {"x"}),
        ("const {set} = Reflect", {"{set}"}),
        ("const {assign: a} = Object", {"{assign: a}"}),
        ("Object.assign(e, x)", {"x"}),
        ("Object.assign(e, {...x})", {"...x"}),
        ("Object.assign(e, {className})", {"className"}),
        ("Object.assign(e, {['class' + 'Name']: x})", {"x"}),
        ("Object.assign(e.dataset, {[x]: 1})", {"x"}),
        ("Object.assign(e.classList, {value: x})", {"{value: x}"}),
        ("$.extend(true, e, x)", {"x"}),
        ("const O = Object; O.assign(e, x)", {"x"}),
        ("_.set(e, 'className', x)", {"x"}),
        ("Object.assign(...[e, x])", {"Object.assign(...[e, x])"}),
        ("Reflect.get(e, 'setAttribute').call(e, 'class', x)", {"Reflect.get(e, 'setAttribute')"}),
        ("$(e).prop('class' + 'Name', x)", {"x"}),
        ("e.setAttribute('cl' + 'ass', x)", {"x"}),
        ("e.setAttributeNS(n, `i${'d'}`, x)", {"x"}),
        ("e.execCommand('insertHTML', false, x)", {"x"}),
        ("e.__lookupSetter__('className').call(e, x)", {"e.__lookupSetter__('className')"}),
        (f"{_DESCRIPTOR}.set.call(e, x)", {_DESCRIPTOR}),
        (f"const {{set}} = {_DESCRIPTOR}", {_DESCRIPTOR}),
    ],
)
def test_what_they_may_give_an_element_is_found(script: str, found: set[str]) -> None:
    assert found <= given(script)


@pytest.mark.parametrize(
    "script",
    [
        "Reflect.set(e, 'title', x)",
        "Reflect.set({}, k, x)",
        "const {get} = Reflect",
        "Object.assign({}, x)",
        "Object.assign(e, {title: x, ['a' + 1]: x})",
        "Object.assign(e, null)",
        "$.extend({}, x)",
        "location.assign(x)",
        "cookies.set('className', x, {})",
        "Reflect.get(e, 'title')",
        "e.setAttribute('data-' + a, x)",
        "e.execCommand('copy', false, x)",
        "e.__lookupSetter__('title')",
        _DESCRIPTOR,
        "Object.getOwnPropertyDescriptor({}, k).set.call(e, x)",
    ],
)
def test_what_gives_no_name_is_not(script: str) -> None:
    assert not given(script)
