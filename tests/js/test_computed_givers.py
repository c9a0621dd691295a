"""Tests of what gives names by a property or a method whose name is computed."""

from __future__ import annotations

import pytest

from sphinx_compress.js.computed_givers import ComputedGivers
from sphinx_compress.js.joined_words import joined_words
from sphinx_compress.js.scopes import Scopes, text_of


def given(script: str) -> set[str]:
    joined = joined_words(script)
    assert joined is not None
    finder = ComputedGivers(Scopes(script.encode(), joined.root), joined.texts_of)
    return {text_of(node) for node in finder.given(joined.root)}


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("const k = 'className'; e[k] = x", {"x"}),
        ("e['class' + 'Name'] = x", {"x"}),
        ("e[`inner${h}`] += x", {"x"}),
        ("e[c ? 'id' : 'title'] = x", {"x"}),
        ("e[k] = x", {"x", "e[k]"}),
        ("e[k] = [x]", {"x"}),
        ("e['aria' + k] = 'a'", {"'a'", "e['aria' + k]"}),
        ("[e[k]] = [x]", {"e[k]"}),
        ("for (e[k] of x);", {"e[k]"}),
        ("e[m]('class', x)", {"'class'", "x"}),
        ("e['set' + 'Attribute'](a, x)", {"a", "x"}),
        ("e.classList[c ? 'add' : 'remove'](x)", {"x"}),
        ("e['class' + 'List'].add(x)", {"x"}),
        ("e.classList['val' + 'ue'] = x", {"x"}),
        ("e.className['base' + 'Val'] = x", {"x"}),
        ("const f = e['set' + 'Attribute'].bind(e)", {"e['set' + 'Attribute']"}),
        ("const m = 'setAttribute'; Element.prototype[m].call(e, x)", {"Element.prototype[m]"}),
        ("window['ev' + 'al'](x)", {"x"}),
        ("const d = e.dataset; d[x] = ''", {"x", "''", "d[x]"}),
        ("const {dataset} = e; dataset[x + '-a'] = ''", {"x + '-a'"}),
    ],
)
def test_a_name_that_may_give_one_is_taken_to_do_so(script: str, found: set[str]) -> None:
    assert found <= given(script)


@pytest.mark.parametrize(
    "script",
    [
        "const k = 'title'; e[k] = x",
        "e['data' + k] = x",
        "e['k' + n] = x",
        "e[0] = x",
        "e[i + 1] = x",
        "const o = {}; o[k] = x",
        "e[k] = {}",
        "e[k] = () => x",
        "[e[0], e[1]] = x",
        "x = e[k]",
        "x = e['on' + k]",
        "e['on' + k](x)",
        "const o = {}; o[k](x)",
        "e.classList['re' + 'move'](x)",
        "const s = {}; s[k].add(x)",
        "s[0].add(x)",
        "e.dataset.a = x",
    ],
)
def test_what_gives_no_name_in_any_case_is_not(script: str) -> None:
    assert not given(script)
