"""The judge of minifiers finds what changes the meaning of a style sheet.

A judge that never says "broken" would pass every minifier.  Each pair here is what some minifier
really made of a sheet, or might.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.minify.oracles import SheetOracle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-judge")]

BROKEN = {
    "a priority is lost": ("a{color:red!important}", "a{color:red}"),
    "a priority is added": ("a{color:red}", "a{color:red!important}"),
    "a descendant becomes a compound": ("a :hover{color:red}", "a:hover{color:red}"),
    "a descendant in a condition becomes a compound": (
        "@media screen{.a :hover{color:red}}",
        "@media screen{.a:hover{color:red}}",
    ),
    "a time loses its unit": ("a{transition:all 0s}", "a{transition:all 0}"),
    "a keyframe loses its sign": (
        "@keyframes k{0%{top:0}to{top:1px}}",
        "@keyframes k{0{top:0}to{top:1px}}",
    ),
    "the order of layers is lost": (
        "@layer a,b;@layer b{a{color:red}}@layer a{a{color:blue}}",
        "@layer b{a{color:red}}@layer a{a{color:blue}}",
    ),
    "empty layers are dropped": (
        "@layer a{}@layer b{a{color:red}}@layer a{a{color:blue}}",
        "@layer b{a{color:red}}@layer a{a{color:blue}}",
    ),
    "the limit of a container is another": (
        "@container (min-width:400px){a{color:red}}",
        "@container (min-width:500px){a{color:red}}",
    ),
    "a medium loses the blank before its bracket": (
        "@media (min-width:1px) and (max-width:9px){a{color:red}}",
        "@media (min-width:1px) and(max-width:9px){a{color:red}}",
    ),
    "a condition becomes a function": (
        "@supports not (display:foo){a{color:red}}",
        "@supports not(display:foo){a{color:red}}",
    ),
    "a condition that does not hold becomes a function": (
        "@supports not (display:grid){a{color:red}}",
        "@supports not(display:grid){a{color:red}}",
    ),
    "the layer of an import becomes a medium": (
        "@import 'x.css' layer(a);",
        "@import 'x.css' layer (a);",
    ),
    "a font is for other characters": (
        "@font-face{font-family:x;src:url(x);unicode-range:U+26??}",
        "@font-face{font-family:x;src:url(x);unicode-range:U+26}",
    ),
    "a namespace is another": (
        "@namespace svg url(http://www.w3.org/2000/svg);svg|a{color:red}",
        "@namespace svg url(http://www.w3.org/1999/xhtml);svg|a{color:red}",
    ),
    "a namespace is lost": (
        "@namespace url(http://www.w3.org/2000/svg);a{color:red}",
        "a{color:red}",
    ),
    "the first page is every page": ("@page :first{margin:1cm}", "@page{margin:1cm}"),
    "two signs become one": (
        "@media (width > = 1px){a{color:red}}",
        "@media (width>=1px){a{color:red}}",
    ),
    "the limit of a medium is another": (
        "@media (max-width:400px){a{color:red}}",
        "@media (max-width:500px){a{color:red}}",
    ),
    "a property is inherited": (
        "@property --x{syntax:'<length>';inherits:false;initial-value:1px}",
        "@property --x{syntax:'<length>';inherits:true;initial-value:1px}",
    ),
    "a counter loses a blank": (
        "@counter-style x{system:cyclic;symbols:'a';suffix:' '}",
        "@counter-style x{system:cyclic;symbols:'a';suffix:''}",
    ),
    "a sum becomes a number": ("a{width:calc(1px + 2px)}", "a{width:calc(1px+2px)}"),
    "a sum becomes a number, where nobody looks": (
        "@media print{a:hover{width:calc(1px + 2px)}}",
        "@media print{a:hover{width:calc(1px+2px)}}",
    ),
    "rules change places": (
        "a:link{color:red}a:hover{color:blue}",
        "a:hover{color:blue}a:link{color:red}",
    ),
    "a custom property loses its unit": ("a{--x: 0px}", "a{--x:0}"),
    "a custom property loses a blank in a string": ("a{--x:'a  b'}", "a{--x:'a b'}"),
    "a scope loses its end": ("@scope (.a) to (.b){p{color:red}}", "@scope (.a){p{color:red}}"),
    "a beginning becomes a state": ("@starting-style{a{opacity:0}}", "a{opacity:0}"),
    "keyframes are called otherwise": ("@keyframes a{to{top:0}}", "@keyframes b{to{top:0}}"),
    "a value matters by its case": ("a[href='x' i]{color:red}", "a[href=x]{color:red}"),
    "a selector excludes less": ("a:not(.b, .c){color:red}", "a:not(.b){color:red}"),
    "a string loses a blank": ("a::before{content:'a  b'}", "a::before{content:'a b'}"),
    "three numbers become one": ("a{flex:0 0 0}", "a{flex:0}"),
    "no background becomes a position": ("a{background:none}", "a{background:0}"),
    "the name of a part is taken for a color": (
        "a{background:url(#aabbcc)}",
        "a{background:url(#abc)}",
    ),
}

SAME = {
    "shorter values": (
        "a { color: #ff0000 ; margin: 0px 0px 0px 0px }",
        "a{color:red;margin:0}",
    ),
    "an empty rule": ("a{} b{color:RED;}", "b{color:red}"),
    "blanks in a medium": (
        "@media screen and (min-width: 1px){ a > b , c{ color : rgb(255,0,0) } }",
        "@media screen and (min-width:1px){a>b,c{color:red}}",
    ),
    "blanks in a medium that no browser knows": (
        "@media (-ms-high-contrast: none){a{color:red}}",
        "@media (-ms-high-contrast:none){a{color:red}}",
    ),
    "keyframes": (
        "@keyframes k { from { top : 0px } 100% { top:1px } }",
        "@keyframes k{0%{top:0}to{top:1px}}",
    ),
    "numbers": (
        "a{transition:all 0.50s ease 0s;transform:rotate(0deg)}",
        "a{transition:all .5s;transform:rotate(0)}",
    ),
    "quotes": (
        'a:nth-child( 2n + 1 ){color:red} a::before{content: "x"}',
        "a:nth-child(2n+1){color:red}a::before{content:'x'}",
    ),
    "a font": (
        "@font-face{font-family: 'A' ;src:url( 'x.woff' ) format( 'woff' )}",
        "@font-face{font-family:A;src:url(x.woff)format('woff')}",
    ),
    "blanks in a condition": (
        "@supports ( display : grid ) and ( not ( display : inline-grid ) ){a{color:red}}",
        "@supports (display:grid) and (not (display:inline-grid)){a{color:red}}",
    ),
    "blanks in an import": (
        "@import url( 'a.css' ) supports( display : grid ) screen;",
        "@import 'a.css'supports(display:grid)screen;",
    ),
    "a page": ("@page  :first { margin : 0in 0px }", "@page :first{margin:0}"),
    "blanks in a custom property": (
        "a{--x: a  b ;color:var( --x )}",
        "a{--x:a b;color:var(--x)}",
    ),
}


@pytest.fixture(scope="module")
def judge(browser: Browser) -> Iterator[SheetOracle]:
    """Return the judge as ``python -m benchmarks.minify`` has it."""
    page = browser.new_page()
    page.set_content("<!doctype html><html><head></head><body></body></html>")
    page.route("**/*", lambda route: route.abort())
    yield SheetOracle(page)
    page.close()


@pytest.mark.parametrize(("before", "after"), BROKEN.values(), ids=BROKEN)
def test_a_sheet_that_means_something_else_is_broken(
    judge: SheetOracle, before: str, after: str
) -> None:
    assert judge.judge(before, after).difference is not None


@pytest.mark.parametrize(("before", "after"), SAME.values(), ids=SAME)
def test_a_sheet_that_means_the_same_is_not_broken(
    judge: SheetOracle, before: str, after: str
) -> None:
    assert judge.judge(before, after).difference is None


def test_what_a_tool_writes_anew_is_judged_by_elements_alone(judge: SheetOracle) -> None:
    before, after = "a{color:red}b{color:red}", "a,b{color:red}"
    assert judge.judge(before, after).difference is not None
    assert judge.judge(before, after, rewrites=True).difference is None
