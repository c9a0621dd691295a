"""Tests of the rules of a style sheet that draw icons."""

from __future__ import annotations

import pytest

from sphinx_compress.core.names import IconRule
from sphinx_compress.css.icons import icon_rules

HOME, LINK = "\uf015", "\uf0c1"


def rules(sheet: str) -> list[tuple[list[list[str]], str]]:
    found = icon_rules(sheet, lambda character: character >= "\ue000")
    return [([sorted(each) for each in selectors], "".join(icons)) for selectors, icons in found]


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        (".Home:before{content:'\\f015'}", [([[".home"]], HOME)]),
        ('a .b,#c{--fa:"\uf0c1"}', [([[".b", "a"], ["#c"]], LINK)]),
        (".a{content:'x \\f015 ' '\\f015'}", [([[".a"]], HOME)]),
        ("@media print{@layer x{.a{content:'\\f015'}}.b{c:d}}", [([[".a"]], HOME)]),
        (".a{.b &{content:'\\f015'}}", [([[".a"]], HOME)]),
        ("@keyframes x{from{content:'\\f015'}}", [([[]], HOME)]),
        ("@property --a{initial-value:'\\f0c1'}", [([[]], LINK)]),
        (":is(.a,.b)::before{content:'\\f015'}", [([[]], HOME)]),
        (".a{content:'\u2192'}p{content:x}@import 'a';@font-face{src:url(a)}", []),
        (".a{content:'\\f015'", []),
    ],
)
def test_each_rule_says_what_it_needs(sheet: str, found: list[tuple[list[list[str]], str]]) -> None:
    assert rules(sheet) == found


def test_in_more_blocks_than_anybody_writes_nothing_is_found() -> None:
    assert rules("@media print{" * 60 + ".a{content:'\\f015'}" + "}" * 60) == []


def test_a_rule_can_match_if_all_names_of_a_selector_are_there() -> None:
    rule = IconRule((frozenset({".a", ".b"}), frozenset({"#c"})), frozenset(HOME))
    assert rule.can_match({".a", ".b"}.__contains__)
    assert rule.can_match({"#c"}.__contains__)
    assert not rule.can_match({".a"}.__contains__)
    assert IconRule((frozenset(),), frozenset(HOME)).can_match(set[str]().__contains__)
