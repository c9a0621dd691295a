"""Tests of what style sheets are like as parts of a bundle."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core.joinability import Joinability
from sphinx_compress.css.joinability import css_joinability, is_plain
from sphinx_compress.filters.csscompressor import CSSCompressorFilter
from sphinx_compress.filters.imports import ImportsFilter
from sphinx_compress.filters.urls import UrlsFilter
from tests.filtering import PROBES, read, run

#: Style sheets of which nothing reaches beyond the end.
CLOSED_CSS = [
    "",
    " \n",
    "a{}",
    "a{b:c}\r\n",
    "/* only a comment */",
    "@media print{a{b:c}}",
    "a{b:'}'}",
    "a{b:url(c)}",
    "@layer x,y;",
    "@font-face{src:url('}')}",
    "a{b:\\}}",
    "a{b:c;d}",
    "a{--b:{c}}",
]

#: And such as would swallow what follows.
OPEN_CSS = [
    "a{",
    "a{b:c",
    "a{b:c}/* open",
    "a{b:'open",
    "a{}b",
    "a{}b,",
    "a{}}",
    "a{}]",
    "a{}\\",
    "a{b:url(c",
    "@media print{a{}",
    "@media print",
    "a{}(",
    "a{}b:c;",
    "{" * 2000,
]


#: What style sheets are made of, and what makes them odd.
PIECES = [
    *("a", "{", "}", "b{}", ";", "a:b", "(", ")", "[", "]", "'", '"', "\\", "/*", "*/", " ", "\n"),
    *("@media print", "@import 'x'", "@\\69mport 'x'", "@namespace x", "@layer a;", "<!--", "-->"),
    *("url(", "0" * 5),
]

#: What changes when a sheet is put elsewhere.
MOVED = [
    "a{b:url(c)}",
    "a{b:url(c d)}",
    "@media print{a{}}",
    "/*# sourceMappingURL=x */",
    "  {  } ",
]


@pytest.mark.parametrize("text", CLOSED_CSS)
def test_a_closed_sheet_may_stand_anywhere(text: str) -> None:
    assert css_joinability(text) == Joinability()


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_what_is_clear_from_tokens_is_what_a_parser_finds(text: str) -> None:
    found = css_joinability(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sphinx_compress.css.joinability.is_plain", lambda _: False)
        assert css_joinability(text) == found


def after_all_filters(text: str) -> str:
    for filter_ in (ImportsFilter(), UrlsFilter(), CSSCompressorFilter()):
        text = run(filter_, text, "css").text
    return text


@given(st.lists(st.sampled_from([*PIECES, *MOVED]), max_size=9).map("".join))
def test_what_is_plain_before_the_filters_is_so_afterwards(text: str) -> None:
    if is_plain(text):
        assert css_joinability(after_all_filters(text)) == Joinability()


@pytest.mark.parametrize("path", sorted(PROBES.glob("*/*.css")), ids=lambda path: path.stem)
def test_a_probe_that_is_plain_before_the_filters_is_so_afterwards(path: Path) -> None:
    text = read(path)
    if is_plain(text):
        assert css_joinability(after_all_filters(text)) == Joinability()


def test_an_import_without_an_end_is_alone() -> None:
    found = css_joinability('@import "b"')
    assert found.first_because
    assert found.last_because


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("@namespace 'x';a{}", "its @namespace would hold for others"),
        ("@NAMESPACE s 'x';", "its @namespace would hold for others"),
        ("@n\\61mespace 'x';", "its @namespace would hold for others"),
        ("@layer x;", ""),
        ("@import 'x';", ""),
    ],
)
def test_a_sheet_with_a_namespace_is_alone(text: str, reason: str) -> None:
    assert css_joinability(text).alone_because == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@import 'x';", True),
        ("@import 'x' print;/* c */@IMPORT url(y);", True),
        ("@import 'x';a{}", False),
        ("@layer a;@import 'x';", False),
        ("@import 'x'{}", False),
        ("a{}", False),
        ("", False),
    ],
)
def test_behind_a_sheet_of_imports_other_imports_are_valid(text: str, expected: bool) -> None:
    assert css_joinability(text).only_imports is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@layer a;@import 'x';", True),
        ("/* c */ @layer a,b;@import 'x';a{}", True),
        ("@import 'x';@layer a;", False),
        ("@layer a;", False),
    ],
)
def test_a_layer_before_an_import_must_stand_before_all_imports(text: str, expected: bool) -> None:
    assert css_joinability(text).layers_before_imports is expected


def test_a_number_that_python_refuses_keeps_a_sheet() -> None:
    assert css_joinability("a{b:" + "1" * 5000 + "}").kept_because.startswith("it cannot be read")


@pytest.mark.parametrize("text", OPEN_CSS)
def test_nothing_may_stand_behind_what_is_left_open(text: str) -> None:
    assert css_joinability(text).last_because.startswith("it leaves a block")


def test_marks_that_hide_css_from_ancient_browsers_do_no_harm() -> None:
    assert css_joinability("<!-- a{} -->") == css_joinability("--> a{} <!--") == Joinability()


@pytest.mark.parametrize("text", ["/* @import 'b'; */", "a{b:'@import'}", "@media x{@import 'b';}"])
def test_what_looks_like_an_import_is_none(text: str) -> None:
    assert css_joinability(text).first_because == ""


def test_deeply_nested_css_is_no_error() -> None:
    for text in ("a{" * 3000 + "}" * 3000, "a{b:" + "(" * 3000 + ")" * 3000 + "}", "(" * 3000):
        assert isinstance(css_joinability(text), Joinability)


def test_a_sheet_does_not_wait() -> None:
    assert not css_joinability("a{b:'DOMContentLoaded'}").waits_for_page_end
