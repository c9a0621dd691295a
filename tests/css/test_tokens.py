"""Tests of tokens: where each begins and ends, and what it says."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_compress.css.tokens import (
    BAD_URL,
    CLOSERS,
    Tokens,
    UntokenizableError,
    ascii_lower,
    line_of,
    normalize,
    tokenize,
)


def types(css: str) -> list[str]:
    return [token.type for token in tokenize(css).tokens]


def sources(css: str) -> list[str]:
    tokens = tokenize(css)
    return [tokens.source(token) for token in tokens.tokens]


@given(st.text("ab{}()[];:'\"\\/*@-#. \n\r\f1%+>~,!u?<\0é", max_size=60))
@example("\\")
@example("a{b\\")
@example("\\31")
@example("url(")
@example("a{b:c/*")
def test_every_character_belongs_to_one_token(text: str) -> None:
    tokens = tokenize(text)
    assert "".join(map(tokens.source, tokens.tokens)) == normalize(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\\61 b", "ab"),
        ("'\\3\\\n1'", "\x031"),
        ("'a\\\nb\\'c'", "ab'c"),
        ("url( a\\)b )", "a)b"),
        ("\\110000", "\ufffd"),
        ("\\d800", "\ufffd"),
        ("@\\6d edia", "media"),
    ],
)
def test_escapes_stand_for_what_the_standard_says(text: str, value: str) -> None:
    assert [token.value for token in tokenize(text).tokens] == [value]


def test_a_block_is_its_ends_and_what_is_between_them() -> None:
    assert types("a{b(c)[d]}") == [
        *("ident", "{} block", "function", "ident", ")", "[] block", "ident", "]", "}"),
    ]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a/* b */c", ["a", "/* b */", "c"]),
        ("--a:  b", ["--a", ":", "  ", "b"]),
        ("1.5e3px+.5", ["1.5e3px", "+.5"]),
        ("url( a )url('b')", ["url( a )", "url(", "'b'", ")"]),
        ("@media<!--#a", ["@media", "<!--", "#a"]),
        ("'a\\\nb'c", ["'a\\\nb'", "c"]),
        ("\\41 b", ["\\41 b"]),
        ("a\U0001d4b3b{}", ["a\U0001d4b3b", "{", "}"]),
        ("a\r\nb\fc", ["a", "\n", "b", "\n", "c"]),
    ],
)
def test_tokens_end_where_the_next_one_begins(css: str, expected: list[str]) -> None:
    assert sources(css) == expected


def test_a_dimension_has_its_number_as_it_is_written_and_its_unit() -> None:
    (token,) = tokenize("+0.50PX").tokens
    assert (token.type, token.value, token.unit) == ("dimension", "+0.50", "PX")


@pytest.mark.parametrize(("css", "expected"), [("#a1", True), ("#1a", False)])
def test_a_hash_knows_whether_it_may_name_an_element(css: str, expected: bool) -> None:
    (token,) = tokenize(css).tokens
    assert token.is_identifier is expected


@pytest.mark.parametrize("css", ["", "a{}", "a{b:'c'}", "/* a */", "a}", "url(a)", "a{b:\\}}"])
def test_a_text_with_all_its_ends_is_closed(css: str) -> None:
    tokens = tokenize(css)
    assert tokens.closed
    assert not tokens.torn


@pytest.mark.parametrize("css", ["a{", "a{b:f(", "[", "a{b:'c", "url(a", "/* a", "a\\"])
def test_a_text_that_lacks_an_end_is_not_closed(css: str) -> None:
    assert not tokenize(css).closed


@pytest.mark.parametrize(("css", "value"), [("a{b:'c", "c"), ("url(a/*", "a/*"), ("'/**/", "/**/")])
def test_a_string_or_url_without_an_end_has_what_is_written_of_it(css: str, value: str) -> None:
    tokens = tokenize(css)
    assert tokens.torn
    assert tokens.tokens[-1].value == value


def test_a_url_with_a_quote_in_it_is_an_error() -> None:
    (token,) = tokenize("url(a'b)").tokens
    assert (token.type, token.value) == ("error", BAD_URL)


def test_what_only_the_end_of_the_text_closes_has_no_closing_token() -> None:
    assert types("a{b(") == ["ident", "{} block", "function"]
    assert not set(types("{[(")) & set(CLOSERS.values())


def test_nesting_of_any_depth_is_no_error() -> None:
    assert len(tokenize("(" * 5000).tokens) == 5000
    assert len(tokenize("{" * 3000 + "}" * 3000).tokens) == 6000


def test_a_number_that_python_refuses_cannot_be_read() -> None:
    with pytest.raises(UntokenizableError):
        tokenize("1" * 5000)


def test_at_rules_are_known_by_their_names_in_any_case() -> None:
    tokens = tokenize("a{b:'@import'}@\\69MPORT 'x'")
    assert tokens.has_at(("import",))
    assert not tokens.has_at(("media",))
    assert not tokenize("a{b:'@import'}/*@import*/").has_at(("import",))


def test_a_cut_has_some_of_the_tokens_and_their_old_places() -> None:
    whole = tokenize("a{b:c}d{}")
    cut = whole.cut(2, 5, nested=True)
    assert [cut.source(token) for token in cut.tokens] == ["b", ":", "c"]
    assert cut.nested
    assert not whole.nested
    assert cut.cut(0, 1).nested


def test_only_a_cut_with_the_last_token_lacks_the_end_of_the_text() -> None:
    whole = tokenize("a{}b{c:'d")
    ends: list[Tokens] = [whole.cut(0, 3), whole.cut(3, len(whole.tokens))]
    assert [(cut.closed, cut.torn) for cut in ends] == [(True, False), (False, True)]


def test_lines_are_counted_from_one() -> None:
    tokens = tokenize("a\r\n\fb")
    assert [line_of(tokens, token.start) for token in tokens.tokens] == [1, 1, 3]


def test_only_letters_of_ascii_are_put_into_lower_case() -> None:
    assert ascii_lower("ABC\u212aÄ") == "abc\u212aÄ"


def test_line_ends_and_null_are_read_as_the_standard_says() -> None:
    assert normalize("a\r\nb\rc\fd\ne\0") == "a\nb\nc\nd\ne\ufffd"
