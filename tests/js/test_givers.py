"""Tests of all that may give names without showing it."""

from __future__ import annotations

import pytest

from sphinx_compress.js.givers import hidden_givers
from sphinx_compress.js.joined_words import joined_words
from sphinx_compress.js.scopes import Scopes, text_of


@pytest.mark.parametrize(
    ("script", "given"),
    [
        ("const k = 'className'; e[k] = x", {"x"}),
        ("Reflect.set(e, 'className', x)", {"x"}),
        ("$(x).appendTo(e)", {"x"}),
        ("eval(x)", {"eval(x)"}),
        ("e.title = x", set()),
    ],
)
def test_each_kind_is_looked_for(script: str, given: set[str]) -> None:
    joined = joined_words(script)
    assert joined is not None
    found = hidden_givers(joined.root, Scopes(script.encode(), joined.root), joined.texts_of)
    assert {text_of(node) for node in found} == given
