"""Tests of the keys by which scripts are compared."""

from __future__ import annotations

import pytest

from sphinx_compress.js.meaning import (
    Meaning,
    UnparsableError,
    meaning,
    parse,
    trailing_comments,
)


def read(script: str) -> Meaning:
    return meaning(parse(script))


def words(script: str) -> list[str]:
    return [key.decode() for key in read(script).keys if isinstance(key, bytes)]


def test_each_key_knows_where_its_source_is_in_bytes() -> None:
    script = "ä = 'b' // c"
    source = script.encode()
    found = read(script)
    for key, start, end in zip(found.keys, found.starts, found.ends, strict=True):
        if isinstance(key, bytes):
            assert source[start:end] == key
    assert [source[start:end] for start, end in found.comments] == [b"// c"]
    assert [source[start:end] for start, end in found.literals] == [b"'b'"]


def test_comments_blanks_and_optional_semicolons_have_no_keys() -> None:
    assert words("a ; /* b */\n c // d") == words("a;c") == ["a", "c"]
    assert words("for (;;) ;") == ["for", "(", ";", ";", ")", ";"]


def test_strings_templates_and_regular_expressions_count_as_a_whole() -> None:
    assert words("a = 'b  c' + `d  ${ e }` + /f  g/i") == [
        *("a", "=", "'b  c'", "+", "`d  ${ e }`", "+", "/f  g/i"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("function f() { return\na }", "function f() { return a }"),
        ("a\n++b", "a++\nb"),
        ("for (;;) { break\na }", "for (;;) { break a }"),
        ("a - (b, c)", "a - b, c"),
        ("a; b", "{ a; b }"),
    ],
)
def test_scripts_of_the_same_words_have_other_keys(one: str, other: str) -> None:
    assert read(one).keys != read(other).keys


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("a(", "syntax error"),
        ("<a/>", "JSX"),
        ("a\n<!-- b", "HTML-like comment"),
        ("a\n--> b", "HTML-like comment"),
        ("/* a */ --> b", "HTML-like comment"),
        ("a\u2028b", "line separator U+2028 or U+2029 outside of a string"),
        ("// a\u2029b", "line separator U+2028 or U+2029 outside of a string"),
        ("3in a", "number glued to a name"),
        ("var a = 1 var b", "syntax error"),
    ],
)
def test_what_browsers_may_read_in_another_way_is_not_judged(script: str, reason: str) -> None:
    with pytest.raises(UnparsableError) as caught:
        read(script)
    assert caught.value.reason == reason
    assert 0 <= caught.value.start <= caught.value.end <= len(script.encode())


@pytest.mark.parametrize(
    "script",
    ["a = '\u2028'", "a = '<!--'", "a-- > b", "'-->'", "a/* --> */", "a// <!--"],
)
def test_what_only_looks_so_is_read(script: str) -> None:
    assert read(script).keys


def test_an_error_knows_its_place() -> None:
    with pytest.raises(UnparsableError) as caught:
        read("var ä = 1;\nvar b = = 2")
    assert "var ä = 1;\nvar b = = 2".encode()[: caught.value.start].count(b"\n") == 1


def test_half_a_character_in_a_string_is_read() -> None:
    found = read("a = '\ud800'")
    assert b"'\xed\xa0\x80'" in found.keys


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("a; // b", ["// b"]),
        ("/* a */ b; /* c */ // d", ["/* c */", "// d"]),
        ("a; { /* b */ }", []),
        ("// a", ["// a"]),
        ("", []),
    ],
)
def test_the_comments_behind_the_last_statement_are_known(script: str, expected: list[str]) -> None:
    assert [script[start:end] for start, end in trailing_comments(parse(script))] == expected


def test_nesting_of_any_depth_is_no_error() -> None:
    assert words("(" * 2000 + "a" + ")" * 2000).count("(") == 2000
