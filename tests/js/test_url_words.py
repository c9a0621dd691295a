"""Tests of by what a script tells one URL from another."""

from __future__ import annotations

import pytest

from sphinx_compress.js.url_words import UNKNOWN, words_of, words_of_pattern


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("theme.css", "theme.css"),
        ("/_static/css/theme.css?v=1", "theme.css"),
        ("https://a.bc/Theme", "theme"),
        (f"{UNKNOWN}/theme{UNKNOWN}.js", "theme"),
        ("-theme.", "theme"),
        (".min.js", "min.js"),
        (".min.", "min"),
        ("css/", "css/"),
        ("/js/", "js/"),
    ],
)
def test_a_url_is_told_by_its_longest_word(text: str, word: str) -> None:
    assert words_of(text) == frozenset({word})


def test_a_stem_without_js_is_a_word_of_its_own() -> None:
    assert words_of("jquery") == words_of("_static/jquery") == frozenset({"jquery"})


@pytest.mark.parametrize("text", ["", "/", "css", ".css", "_static/", "https://www"])
def test_what_all_files_have_tells_none_of_them(text: str) -> None:
    assert words_of(text) == frozenset()


@pytest.mark.parametrize("text", [UNKNOWN, f"{UNKNOWN}.css", "ab", f"_static/{UNKNOWN}", "/css"])
def test_what_is_unknown_or_too_short_may_be_in_any(text: str) -> None:
    assert words_of(text) is None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"theme\.css$", {"theme.css"}),
        (r"^.*/theme", {"theme"}),
        (r"(?:^|/)theme\.css", {"theme.css"}),
        (r"pygments|theme", {"pygments", "theme"}),
        (r"(pygments|theme)\.css", {"pygments", "theme"}),
        (r"themes?\.css", {"theme"}),
        (r"theme(?!-dark)", {"theme"}),
        (r"theme[0-9]+", {"theme"}),
        (r"(?<name>theme)\d", {"theme"}),
        (r"(^|\/)css\/", {"css/"}),
    ],
)
def test_a_regular_expression_is_told_by_what_must_be_there(pattern: str, words: set[str]) -> None:
    assert words_of_pattern(pattern) == frozenset(words)


@pytest.mark.parametrize("pattern", [r"theme|.*", r"theme|\.css", r"[a-z]+|theme"])
def test_an_alternative_that_tells_nothing_may_be_in_any(pattern: str) -> None:
    assert words_of_pattern(pattern) is None


def test_what_may_be_missing_is_not_in_each_url() -> None:
    assert "theme" not in (words_of_pattern(r"(theme)?foobar") or ())
    assert words_of_pattern(r"(theme)?foobar") == frozenset({"foobar"})
    assert words_of_pattern(r"(theme){0,2}foobar") == frozenset({"foobar"})


def test_brackets_and_bars_that_are_escaped_or_in_a_class_part_nothing() -> None:
    assert words_of_pattern(r"theme[|)(]dark") in (frozenset({"theme"}), frozenset({"dark"}))
    assert words_of_pattern(r"\(theme\|") == frozenset({"theme"})


@pytest.mark.parametrize("pattern", [r"\.css$", r"\.js(?:\?|$)", r"_static/"])
def test_a_pattern_of_what_all_files_have_tells_none(pattern: str) -> None:
    assert words_of_pattern(pattern) == frozenset()
