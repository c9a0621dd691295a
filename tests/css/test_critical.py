"""Tests of the rules of a style sheet that some element of some page can match."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.css.critical import critical, names_of
from sphinx_compress.css.part_reader import NotSplittable

NAMES = ("a", ".a", ".b", "[href")


def part(css: str, *names: str) -> str:
    return critical(css, {*NAMES, *names}.__contains__)


def test_rules_that_can_match_are_left_in_their_order() -> None:
    css = "/*! one */.b{c:d}\n.z{e:f}\n\n.a .b{g:h}.b .z{i:j}.b{k:l}"
    assert part(css) == ".b{c:d}.a .b{g:h}.b{k:l}"


def test_nothing_may_be_left() -> None:
    assert part("") == part(".z{}") == part("@media print{.z{b:c}}") == part("/* x */") == ""


# Lists of selectors


def test_of_a_list_what_can_match_nothing_is_left_out() -> None:
    assert part(".z , .a,.b.z,#y{c:d}") == ".a{c:d}"


@pytest.mark.parametrize(
    "other",
    [".z:new", ".z::hover", ".z:before.y", "svg|z", ".z:is(.y)", "*z", ".z/**/", ".1", "", "}.z"],
)
def test_what_some_browser_takes_for_an_error_stays_in_its_list(other: str) -> None:
    for css in (f".a,{other}{{c:d}}", f".y,.a,{other}{{c:d}}"):
        assert part(css) == f".a,{other}{{c:d}}"


@pytest.mark.parametrize("attribute", ["[href='a,b']", "a:is(.z,.a)", "[*|href]", "[HREF]"])
def test_a_selector_with_commas_in_it_is_one(attribute: str) -> None:
    assert part(f".z,{attribute}{{c:d}}") == f"{attribute}{{c:d}}"


@pytest.mark.parametrize("other", ["--> .a", "<!-- .a", "@odd;.a", "; .a", "--x:hover,.a"])
def test_no_selector_begins_a_rule_that_would_be_something_else_there(other: str) -> None:
    assert part(f".z,{other}{{c:d}}") == f".z,{other}{{c:d}}"
    assert part("--x:hover,.a{c:d}") == "--x:hover,.a{c:d}"


def test_a_no_break_space_is_a_letter() -> None:
    assert part("\u00a0:is(.a){b:c}.a{d:e}", "\u00a0") == "\u00a0:is(.a){b:c}.a{d:e}"
    assert part(".z,\u3000.a,.a{d:e}", "\u3000") == "\u3000.a,.a{d:e}"


def test_declarations_are_not_changed() -> None:
    block = "{*zoom:1;_a:b;filter:progid:x(y='z,}');--x:{.z{}};content:'\\201c'}"
    assert part(f".z{block}.a{block}.b{block}") == f".a{block}.b{block}"


def test_case_escapes_and_other_letters_are_no_difference() -> None:
    css = r".\61{b:c}.A{d:e}.Ä{f:g}.z\:a{h:i}.\7a{j:k}"
    assert part(css, ".ä", ".z:a") == r".\61{b:c}.A{d:e}.Ä{f:g}.z\:a{h:i}"


def test_what_is_no_rule_stays() -> None:
    assert part(".a{b:c}}.a{d:e}<!-- .b{f:g} -->") == ".a{b:c}}.a{d:e}<!-- .b{f:g}-->;"
    assert part("'x'{a:b}") == "'x'{a:b}"


# Blocks around rules


@pytest.mark.parametrize(
    "condition",
    [
        "media print",
        "MEDIA (min-width: 1px) and screen",
        "supports (a: b)",
        "supports not selector(:has(z))",
        "container x (width > 1px)",
        "-moz-document url(x)",
        "media x{@media y",
    ],
)
def test_what_is_critical_of_a_condition_keeps_it(condition: str) -> None:
    end = "}" * condition.count("{") + "}"
    assert part(f"@{condition}{{.z{{b:c}}.a{{b:c}}{end}") == f"@{condition}{{.a{{b:c}}{end}"
    assert part(f"@{condition}{{.z{{b:c}}{end}") == ""


def test_layers_keep_their_order() -> None:
    css = "@layer x,y;@layer z{.z{a:b}}@media print{@layer w{.z{}}@layer v;}@layer x.y{.a{b:c}.z{}}"
    expected = "@layer x,y;@layer z{}@media print{@layer w{}@layer v;}@layer x.y{.a{b:c}}"
    assert part(css) == expected
    # One is named within a rule that can match nothing.
    assert part(".z{@layer x{b:c}}@layer y{.a{b:c}}") == ".z{@layer x{b:c}}@layer y{.a{b:c}}"


@pytest.mark.parametrize(
    "css",
    [
        "@layer{.a{b:c}}",
        "@LAYER /* x */ {}",
        "@media print{@layer{}}",
        ".a{@layer{b:c}}",
        "@scope(.a){@layer{a{b:c}}}",
    ],
)
def test_a_layer_without_a_name_would_be_two(css: str) -> None:
    with pytest.raises(NotSplittable, match="a layer without a name"):
        part(f".b{{}}{css}")
    with pytest.raises(NotSplittable):
        names_of(css)


@pytest.mark.parametrize(
    "css",
    [
        ".a{.z &{b:c}.y{d:e}}",
        ".z{&:not(&){b:c}}",
        ".z{b:c;@media print{:not(&){d:e}}}",
        ".a,.z{.b{c:d}}",
    ],
)
def test_a_rule_with_rules_in_it_stays_as_a_whole(css: str) -> None:
    assert part(css) == css
    assert part(".z{.a &{b:c}.a{d:e}}") == ""


@pytest.mark.parametrize(
    "css",
    [
        "@font-face{font-family:x}",
        "@page :first{margin:1px}",
        "@property --x{syntax:'*'}",
        "@counter-style x{symbols:y}",
        "@scope(.z){.z{b:c}}",
        "@starting-style{.z{b:c}}",
        "@new{.z{b:c}}",
        "@new x;",
    ],
)
def test_any_other_at_rule_stays(css: str) -> None:
    assert part(f".z{{}}{css}.z{{}}") == css


# Animations


@pytest.mark.parametrize("name", ["keyframes", "keyframes x", "-webkit-keyframes 'x'"])
def test_animations_stay_since_other_sheets_and_pages_may_name_them(name: str) -> None:
    assert part(f"@{name}{{a{{b:c}}}}.z{{}}") == f"@{name}{{a{{b:c}}}}"


@pytest.mark.parametrize("selector", [":is(&,p)", ":where(p)", ":not(&)", "p:nth-child(1 of &)"])
def test_a_rule_in_another_may_match_what_that_does_not(selector: str) -> None:
    css = f".z{{{selector}{{b:c}}}}"
    assert part(css) == css


# What is not split


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("@import 'x';.a{}", "@import"),
        ("@namespace x 'y';.a{}", "@namespace"),
        (".a{b:c", "ends within a block"),
        ("@media print{.a{b:c}", "ends within a block"),
        (".a{b:'c\n'}/* d", "ends within a block"),
        ("@media x{" * 2000 + "}" * 2000, "too many blocks"),
    ],
)
def test_a_sheet_that_would_mean_something_else_is_refused(css: str, message: str) -> None:
    with pytest.raises(NotSplittable, match=message):
        part(css)
    with pytest.raises(NotSplittable, match=message):
        names_of(css)


def test_what_says_the_encoding_of_the_sheet_is_left_out() -> None:
    assert part("@charset 'latin-1';.a{b:'é'}") == ".a{b:'é'}"


def test_the_names_of_a_sheet_are_all_on_which_its_part_depends() -> None:
    css = "@media print{.a,b c{d:e}}#f:is(.g):not(.h)[i=j]{k:l}"
    assert names_of(css) == {".a", "b", "c", "#f", ".g", "[i"}


RULES = st.sampled_from(
    [".a{b:c}", ".z{}", ".z,.a{d:e}", "@media x{.a{}.z{}}", "@layer x{.z{}}", "@keyframes k{}",
     ".b{animation:k}", "@font-face{}", "@page{}", " ", "/*x*/"]
)  # fmt: skip


@given(st.lists(RULES).map("".join))
def test_the_part_of_a_part_is_the_part(css: str) -> None:
    once = part(css)
    assert part(once) == once
    assert ".z" not in once


@given(st.lists(RULES).map("".join))
def test_with_more_names_never_less_is_critical(css: str) -> None:
    fewer, more = part(css), part(css, ".z")
    assert len(fewer) <= len(more)


def test_fonts_can_be_left_out() -> None:
    font = "@font-face{font-family:a;src:url(a.woff2)}"
    css = f"{font}p{{color:red}}@media print{{{font}q{{order:1}}}}"
    part = critical(css, lambda name: True, has_fonts=False)
    assert part == "p{color:red}@media print{q{order:1}}"
    assert critical(css, lambda name: True).count("@font-face") == 2
