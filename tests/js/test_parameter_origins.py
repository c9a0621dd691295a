"""Tests of what names in patterns, and parameters, are given."""

from __future__ import annotations

import pytest

from tests.js.origins import origin_of


@pytest.mark.parametrize(
    "text",
    [
        "const f = (a) => at(a); f('link')",
        "(() => { const f = ({ b: a }) => at(a); f({ b: 'link' }) })()",
        "(() => { const f = (a = 'link') => at(a); f() })()",
        "const [a] = ['link']; at(a)",
        "const { b: [a] } = { b: ['link'] }; at(a)",
        "['link'].forEach((a) => at(a))",
        "$.each({ link: 1 }, (a) => at(a))",
        "for (const [a] of [['link', 1]]) at(a)",
        "(function () { at(arguments[0]) })('link')",
        "((a) => at(a)).call(null, 'link')",
    ],
)
def test_what_is_given_is_found(text: str) -> None:
    assert "link" in origin_of(text).texts


@pytest.mark.parametrize(
    "text",
    [
        "addEventListener('message', ({ data }) => at(data))",
        "$.getJSON('a', (b) => at(b.c))",
        "fetch('a').then((b) => b.json()).then(({ c }) => at(c))",
    ],
)
def test_what_a_callback_has_from_elsewhere_is_told(text: str) -> None:
    assert origin_of(text).is_elsewhere


def test_a_callback_of_nobody_knows_what_is_lost() -> None:
    assert origin_of("run((a) => at(a))").is_lost
    assert not origin_of("setTimeout((a) => at(a))").is_lost


def test_what_is_used_as_no_text_is_none() -> None:
    assert not origin_of("run((a) => at(a.body || a))").is_lost
    assert origin_of("run((a) => at(typeof a === 'string' ? a : a.body))").is_lost
