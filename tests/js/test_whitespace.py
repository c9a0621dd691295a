"""Scripts lose what is between their tokens, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.filters.verify import script_difference
from sphinx_compress.js import meaning
from sphinx_compress.js.whitespace import without_blanks
from tests.filtering import PROBES, read


def written(text: str) -> str:
    """Return a script without its blanks, after a look at what it means then."""
    before = meaning.meaning(meaning.parse(text))
    result = without_blanks(before)
    assert script_difference(before, result) is None
    return result


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ""),
        ("\n// nothing\n", ""),
        ("a = 1 ;\n\nb = 2 ;\n", "a=1;b=2;"),
        ("a = 1\nb = 2", "a=1\nb=2"),
        ("function f ( a , b ) {\n  return a ;\n}\n", "function f(a,b){return a}"),
        ("a /* one */ = /* two */ 1", "a=1"),
        ("a // one\n  .b // two\n  .c()", "a.b.c()"),
        ("return_ = typeof x", "return_=typeof x"),
        ("if (a) {\n  b()\n} else {\n  c()\n}", "if(a){b()}else{c()}"),
        ("for (let i = 0 ; i < 9 ; i ++) ;", "for(let i=0;i<9;i++);"),
        ("for ( ; ; ) { break }", "for(;;){break}"),
        (
            "class A {\n  #a ( ) { }\n  static async * #b ( ) { }\n  get #c ( ) { }\n}",
            "class A{#a(){}\nstatic async*#b(){}\nget #c(){}}",
        ),
    ],
)
def test_blanks_comments_and_line_ends_go(text: str, wanted: str) -> None:
    assert written(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "a+ +b",
        "a- -b",
        "a+ ++b",
        "a=b/ /c/.d",
        "5 .toFixed()",
        "a=3. in b",
        "a=0x3 in b",
        "a=/b/ in c",
        "a?.5:b",
        "a\n++b",
        "let a\nb=1",
        "class A{a=1\nb=2}",
        "do a();while(b)\nc()",
        "a=`${ `${ b }` }  c`",
        "a='b  c'",
        "yield_ .a",
        "async function f(){await g}",
        "var ä\nö=1",
    ],
)
def test_what_two_tokens_need_between_them_stays(text: str) -> None:
    assert written(text).rstrip(";") in {text, text.replace(" .a", ".a")}


def test_templates_are_copied_as_they_are() -> None:
    text = "a = `x  ${ f ( `y  ${ z }` ) }  w` ;"
    assert written(text) == "a=`x  ${ f ( `y  ${ z }` ) }  w`;"


def test_a_line_end_in_a_comment_ends_a_statement() -> None:
    assert written("a\n/* 1\n2 */ ++b") == "a\n++b"
    assert written("do a(); while (b) /* 1\n2 */ c()") == "do a();while(b)\nc()"


@pytest.mark.parametrize("path", sorted((PROBES / "js").glob("*.js")), ids=lambda path: path.stem)
def test_every_probe_that_can_be_read_means_the_same(path: Path) -> None:
    try:
        before = meaning.meaning(meaning.parse(read(path)))
    except meaning.UnparsableError:
        return
    assert script_difference(before, without_blanks(before)) is None


_PIECES = st.lists(
    st.sampled_from(
        "a 1 .5 5. 0x3 + - ++ -- / * % ( ) [ ] { } , ; : ? . = == => ! ~ < > `t` `${a}` 'b' /c/g in"
        " of return typeof async await yield let function class => if else do while # @".split()
        + [" ", "\n", "/**/", "//\n", "\t", "/*\n*/"]
    ),
    max_size=12,
).map("".join)


@given(_PIECES)
def test_whatever_can_be_read_means_the_same(text: str) -> None:
    try:
        before = meaning.meaning(meaning.parse(text))
    except meaning.UnparsableError:
        return
    result = without_blanks(before)
    difference = script_difference(before, result)
    assert difference is None, (text, result, difference)
