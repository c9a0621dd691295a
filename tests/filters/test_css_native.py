"""Minifiers in C and Rust make CSS shorter, and never spoil it or end the build."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from hypothesis import given, settings
from lightningcss import process_stylesheet
from turbohtml.clean import minify_css

from sphinx_compress.css.tokens import tokenize
from sphinx_compress.filters.base import Filter, FilterSpec
from sphinx_compress.filters.css_native import attempt
from sphinx_compress.filters.csswhitespace import CSSWhitespaceFilter
from sphinx_compress.filters.lightningcss import LightningCSSFilter
from sphinx_compress.filters.registry import load_steps, shipped_version
from sphinx_compress.filters.turbohtml import TurboHTMLFilter
from sphinx_compress.filters.verify import css_difference
from tests.filtering import PROBES, read, run
from tests.filters.test_csscompressor import HARD, LOOSE, SHEET_PIECES

FILTERS: list[Filter] = [LightningCSSFilter(), TurboHTMLFilter()]
CSS_PROBES = sorted((PROBES / "css").glob("*.css")) + sorted((PROBES / "url").glob("*.css"))
#: Lightning CSS ends the process for some thousand less.
DEEP = {
    "functions": "a{b:" + "calc(" * 30_000 + "1px" + ")" * 30_000 + "}",
    "functions without an end": "a{b:" + "calc(" * 30_000,
    "selectors": ":is(" * 30_000 + "a" + ")" * 30_000 + "{}",
    "conditions": "@supports " + "(not " * 30_000 + "(a:b)" + ")" * 30_000 + "{}",
    "rules": "a{" * 30_000 + "}" * 30_000,
    "short": "a{b:" + "(" * 60 + ")" * 60 + "}",
}
BELOW_THE_LIMIT = {
    "functions": ("a{b:" + "calc(" * 48 + "1px" + ")" * 48 + "}") * 20,
    "selectors": (":not(" * 48 + "a" + ")" * 48 + "{b:c}") * 20,
    "rules": ("a{" * 49 + "b:c" + "}" * 49) * 20,
}

pytestmark = pytest.mark.parametrize("filter_", FILTERS, ids=lambda filter_: filter_.name)


@pytest.mark.parametrize("path", CSS_PROBES, ids=lambda path: path.stem)
def test_every_probe_keeps_its_meaning(path: Path, filter_: Filter) -> None:
    text = read(path)
    result = run(filter_, text, "css")
    assert css_difference(text, result.text, lenient=True) is None
    assert len(result.text) <= len(run(CSSWhitespaceFilter(), text, "css").text)


def test_they_shorten_what_blanks_alone_do_not(filter_: Filter) -> None:
    text = LOOSE + "a { color: #AABBCC; top: 0.50em }\n@media print { b { left: 0px } }\n"
    assert run(filter_, text, "css").text == "a{color:#abc;top:.5em}@media print{b{left:0}}"


def test_marked_comments_come_once_and_first(filter_: Filter) -> None:
    text = LOOSE + "a { b: c }\n/*! kept */\nd { e: f }"
    assert run(filter_, text, "css").text == "/*! kept */a{b:c}d{e:f}"


@pytest.mark.slow
@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_what_goes_too_deep_is_not_tried(text: str, filter_: Filter) -> None:
    minifiers: dict[str, Callable[[str], str]] = {
        "lightningcss": process_stylesheet,
        "turbohtml": minify_css,
    }
    assert attempt(minifiers[filter_.name])(tokenize(text)) is None


HOSTILE = HARD | BELOW_THE_LIMIT


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_ends_nothing(text: str, filter_: Filter) -> None:
    result = run(filter_, LOOSE * 20 + text, "css").text
    assert css_difference(LOOSE * 20 + text, result, lenient=True) is None


@given(text=SHEET_PIECES)
@settings(max_examples=300)
def test_anything_made_of_pieces_of_css_keeps_its_meaning(text: str, filter_: Filter) -> None:
    result = run(filter_, LOOSE + text, "css").text
    assert css_difference(LOOSE + text, result, lenient=True) is None


class PanicException(BaseException):
    """What pyo3 calls it."""


@pytest.mark.parametrize("error", [ValueError("no"), PanicException("index out of bounds")])
def test_a_minifier_that_fails_is_left_out(error: BaseException, filter_: Filter) -> None:
    def fail(text: str) -> str:
        raise error

    assert attempt(fail)(tokenize("a { b: c }")) is None


def test_an_interrupt_is_no_failure(filter_: Filter) -> None:
    def fail(text: str) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(fail)(tokenize("a { b: c }"))


def test_without_its_package_it_says_what_to_install(
    filter_: Filter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(package: str) -> str:
        raise PackageNotFoundError(package)

    monkeypatch.setattr("sphinx_compress.filters.registry.version_of", missing)
    shipped_version.cache_clear()
    try:
        steps, problems = load_steps([FilterSpec(filter_.name)], "css", Path())
    finally:
        shipped_version.cache_clear()
    assert steps == ()
    assert problems[0].message == (
        f"compress_css_filters: the filter {filter_.name} needs the package {filter_.name}:"
        f" pip install 'sphinx_compress[{filter_.name}]'; it is left out"
    )
