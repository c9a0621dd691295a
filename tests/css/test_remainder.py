"""Tests of what is left of a style sheet behind its critical part."""

from __future__ import annotations

import pytest

from sphinx_compress.css.part_reader import NotSplittable
from sphinx_compress.css.remainder import remainder

NAMES = (".a", ".b", "p", "a", "#a", "[href")


def left(css: str) -> str:
    return remainder(css, {*NAMES}.__contains__)


def test_rules_of_the_critical_part_go() -> None:
    assert left(".a{top:0}.z{color:red}.b{top:0}p{color:red}") == ".z{color:red}"


@pytest.mark.parametrize(
    "css",
    [
        ".z{top:0}.a{top:1px}",
        ".z{top:0}.a{bottom:1px}",
        ".z{border-color:red}.a{border-top:0}",
        ".z{font:x}.a{line-height:1}",
        ".z{margin-inline-start:0}.a{-webkit-margin-before:1px}",
        ".z{--x:0}.a{--x:1}",
        ".z{odd:0}.a{top:1px}",
        ".z{all:unset}.a{top:1px}",
        ".z{*top:0}.a{top:1px}",
        ".z{top:0!important}.a{top:1px!important}",
        ".z{top:0}p.z,p.a{color:red}.z.y,.a{top:0}",
        ".z.y{top:0}p[href]:hover{color:red}.a:first-child{top:0}",
        ".z:not(.a){top:0}.a.b{top:1px}",
        ".z:is(p,.a){top:0}.a.b{top:1px}",
        ".z:has(p){top:0}.a{top:1px}",
        ".z:new(p){top:0}.a{top:1px}",
        ".z.y{top:0}.a:is(p,#x::before){top:1px}",
        ".z:nth-child(1 of .z){top:0}.a{top:1px}",
        ".z{top:0;.y{left:0}}.a.b{top:1px}",
        "z p{top:0}a p{top:1px}",
        ".z#a{top:0}#a.a{top:1px}",
        ".z::before{top:0}.a:before{top:1px}",
        ".z::placeholder{top:0}.a::-moz-placeholder{top:1px}",
        "@media print{.z{top:0}}@media screen{.a{top:1px}}",
        "@layer y{.z{top:0}}@layer x{.a{top:1px}}",
        ".z{top:0}.a{top:0}.a{top:1px}",
    ],
)
def test_what_competes_with_an_earlier_rule_that_is_left_stays(css: str) -> None:
    found = left(css)
    start = css.rindex(".a") if ".a" in css else css.rindex("a p")
    assert css[start:] in found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (".z{top:0}", ".a{color:red}"),
        (".z{top:0}", "p.a{top:1px}"),
        (".z{top:0}", "#a{top:1px}"),
        (".z{top:0!important}", ".a{color:red!important}"),
        ("z.z{top:0}", "p.a{top:1px}"),
        ("#z{top:0}", "#a{top:1px}"),
        (".z::before{top:0}", "p.a{top:1px}"),
        (".z::before{top:0}", ".a::after{top:1px}"),
        (".z:where(.y){top:0}", ".a.b{top:1px}"),
        (".z:not(#z){top:0}", ".a.b{top:1px}"),
        (".z{--x:0}", ".a{--X:1;top:var(--X)}"),
        (".y,.z{top:0}", ".a{color:red}"),
    ],
)
def test_what_does_not_compete_goes(first: str, second: str) -> None:
    assert left(first + second) == first
    assert left(second + first) == first


def test_of_a_list_what_is_needed_goes_and_the_others_stay() -> None:
    assert left(".z,.a{top:0}") == ".z{top:0}"
    # It competes with what is left of another list.
    assert left(".z,.a{top:0}.y,.b{top:1px}") == ".z{top:0}.y,.b{top:1px}"
    # Some browsers take all of it for an error.
    assert left(".z,.a:new{top:0}") == ".z,.a:new{top:0}"
    assert left(".a:new,.b{top:0}") == ""


def test_conditions_around_nothing_go() -> None:
    assert (
        left("@media print{.a{top:0}}@supports (top:0){.z{top:0}}")
        == "@supports (top:0){.z{top:0}}"
    )


def test_what_is_all_in_the_critical_part_goes() -> None:
    css = "@font-face{a:b}@keyframes x{to{top:0}}@layer y;@property --x{a:b}@page{a:b}.z{top:0}"
    assert left(css) == ".z{top:0}"
    assert remainder(css, {*NAMES}.__contains__, has_fonts=False) == "@font-face{a:b}.z{top:0}"


@pytest.mark.parametrize(
    "css", ["@scope{p{a:b}}", "@starting-style{p{a:b}}", "@odd x;", "@import x;"]
)
def test_a_sheet_with_other_rules_must_be_whole(css: str) -> None:
    with pytest.raises(NotSplittable):
        left(f"{css}.a{{top:0}}.z{{top:0}}")


def test_what_is_no_rule_stays() -> None:
    assert left("\u00a0.a{top:0}.z,--x:hover,.a{top:0}") == "\u00a0.a{top:0}.z,--x:hover,.a{top:0}"
    assert left("}.a{top:0}.b{color:red}.b{top:1px}") == "}.a{top:0}.b{top:1px}"
