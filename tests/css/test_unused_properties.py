"""Tests of which custom properties nothing uses with the critical part alone."""

from __future__ import annotations

import pytest

from sphinx_compress.core.names import ANY_PROPERTY, names_among
from sphinx_compress.css.critical import critical
from sphinx_compress.css.part_reader import splittable_tokens
from sphinx_compress.css.remainder import remainder
from sphinx_compress.css.unused_properties import properties_of, unused_properties

PAGE = ("a", ".a", ".b")


def unused(css: str, *names: str) -> list[str]:
    return sorted(unused_properties(splittable_tokens(css), names_among({*PAGE, *names})))


def test_what_only_other_rules_use_is_not_used() -> None:
    assert unused(".a{--x:1;--y:2}.z{top:var(--x)}.b{left:var(--y)}") == ["--x"]


def test_what_a_used_one_is_made_of_is_used() -> None:
    css = ".a{--x:var(--y);--y:1;--z:var(--u);--u:1}.b{top:var(--x)}"
    assert unused(css) == ["--u", "--z"]
    assert unused(".a{--x:var(--y);--y:var(--x)}") == ["--x", "--y"]


@pytest.mark.parametrize(
    "user",
    [
        "@media (width > 1px){.a{top:VAR( --x )}}",
        ".a{top:calc(1px*var(--y,var(--x)))}",
        ".a{top:v\\61r(--\\78)}",
        ".a{transition:--x 1s}",
        "@container style(--x: 1){.a{top:0}}",
        "@supports (--x: 1){.a{top:0}}",
        "@keyframes k{to{top:var(--x)}}",
        "@keyframes k{to{--x:2}}",
        "@property --x{syntax:'<number>';inherits:true;initial-value:1}",
        ".a{.z{top:var(--x)}}",
        ".a{odd var(--x)}",
        ".a:unknown(var(--x)){top:0}",
        "--x:hover,.a{top:0}",
        "@function --f(--y){result:var(--x)}",
        ".a{transition-behavior:Allow-Discrete}",
        ".z{transition:all 1s allow-discrete}",
        ".a{width:attr(data-w type(*))}",
    ],
)
def test_whatever_may_see_a_property_uses_it(user: str) -> None:
    assert unused(".a{--x:1;--X:2}" + user) == []
    assert unused(user + ".a{--x:1;--X:2}") == []


def test_a_property_without_a_type_may_be_registered() -> None:
    css = "@property --x{syntax:'*';inherits:false;initial-value:var(--y)}.a{--x:1;--y:1}"
    assert unused(css) == ["--x", "--y"]


@pytest.mark.parametrize("name", ["--x", "=--x", ANY_PROPERTY, "=--\0", "*"])
def test_what_a_page_or_a_script_may_mention_is_used(name: str) -> None:
    assert unused(".a{--x:1}", name) == []
    assert unused(".a{--x:1}", "--y", "=x") == ["--x"]


def test_what_is_left_has_what_the_critical_part_has_not() -> None:
    css = ".a,.z{--x:1;top:0}.b{--x:2!important}.a{--y:1;color:var(--y)}"
    may_be = names_among(PAGE)
    assert critical(css, may_be) == ".a{top:0}.a{--y:1;color:var(--y)}"
    assert remainder(css, may_be) == ".a{--x:1}.z{--x:1;top:0}.b{--x:2!important}"


def test_a_sheet_tells_what_it_mentions() -> None:
    assert properties_of(".a{--x:1;top:VAR(--Y)}.b{left:--f(1)}") == {"--x", "--y", "--f"}
    assert properties_of("i--{top:0}/*--x*/.c{content:'--x'}") == frozenset()
    for css in ("@import 'a';", ".a{transition-behavior:allow-discrete}", ".a{b:url(a\0 b'c)}"):
        assert ANY_PROPERTY in properties_of(css) or "url" in css
