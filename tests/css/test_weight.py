"""Tests of the specificity of selectors, and of what they select."""

from __future__ import annotations

import pytest

from sphinx_compress.css.tokens import tokenize
from sphinx_compress.css.weight import Subject, Weight, weight_of


def weigh(selector: str) -> Weight | None:
    return weight_of(tokenize(selector).words)


@pytest.mark.parametrize(
    ("selector", "specificity", "subject"),
    [
        ("*", (0, 0, 0), Subject()),
        (" P ", (0, 0, 1), Subject("p")),
        ("p.a.b#Top", (1, 2, 1), Subject("p", "top")),
        ("ul > li+a ~ b c", (0, 0, 5), Subject("c")),
        ("a#x .b", (1, 1, 1), Subject()),
        ('[href="a,b"]:hover', (0, 2, 0), Subject()),
        ("a:before", (0, 0, 2), Subject("a", "", "before")),
        ("a::Before", (0, 0, 2), Subject("a", "", "before")),
        ("::-webkit-scrollbar:hover", (0, 1, 1), Subject("", "", "-webkit-scrollbar")),
        ("li:nth-child(2n + 1)", (0, 1, 1), Subject("li")),
        ("p:lang(en)", (0, 1, 1), Subject("p")),
        ("p:not(.a, #b c)", (1, 0, 2), Subject("p")),
        (":is(p, .a):not(.b)", (0, 2, 0), Subject()),
        ("p:where(#a) b", (0, 0, 2), Subject("b")),
        (r".\31 0%", None, None),
        (r".sm\:x", (0, 1, 0), Subject()),
    ],
)
def test_a_selector_has_a_specificity_and_a_subject(
    selector: str, specificity: object, subject: object
) -> None:
    found = weigh(selector)
    assert (found and found.specificity, found and found.subject) == (specificity, subject)


@pytest.mark.parametrize(
    "selector",
    [
        *("", "a >", "svg|a", "& a", "a/**/b", "#1", "a.", "a:", ".1", "'a'", "#a#b"),
        *("a:has(b)", ":host(a)", "a::part(x)", ":nth-child(1 of a)", ":-webkit-any(a)"),
        *(":is(:odd)", ":not()", ":not(:is(.b))"),
        *(":is(a, #b::before)", ":is(a, #b:first-line)"),
    ],
)
def test_what_is_not_understood_has_no_weight(selector: str) -> None:
    assert weigh(selector) is None


def test_two_subjects_meet_unless_they_cannot() -> None:
    assert Subject().meets(Subject("p", "x"))
    assert Subject("p").meets(Subject("", "x"))
    assert not Subject("p").meets(Subject("a"))
    assert not Subject("", "x").meets(Subject("", "y"))
    assert not Subject("p").meets(Subject("p", "", "before"))
    assert not Subject("", "", "odd").meets(Subject())
    # One thing may have two names.
    assert Subject("", "", "placeholder").meets(Subject("", "", "-moz-placeholder"))
