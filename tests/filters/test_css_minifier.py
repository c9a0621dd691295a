"""How a style sheet is minified in chunks, whatever is tried on these."""

from __future__ import annotations

from typing import ClassVar

import pytest

from sphinx_compress.css.tokens import Tokens, tokenize
from sphinx_compress.filters.css_minifier import (
    CHUNK,
    WORTHWHILE,
    Attempt,
    CSSMinifier,
    minified,
    removable,
)
from tests.filtering import Filtered, run

SHEET = "a { top: 0px }\n\nb { left: 0px }\n"


def removing_pixels(tokens: Tokens) -> str | None:
    return tokens.text[tokens.tokens[0].start : tokens.tokens[-1].end].replace("0px", "0")


def breaking_b(tokens: Tokens) -> str | None:
    text = removing_pixels(tokens)
    return text and text.replace("left", "right")


def giving_up(tokens: Tokens) -> str | None:
    return None


class PixelFilter(CSSMinifier):
    name: ClassVar[str] = "pixels"
    version: ClassVar[str] = "1"
    attempts: ClassVar[tuple[Attempt, ...]] = (removing_pixels,)


def test_a_subclass_says_only_what_is_tried() -> None:
    assert run(PixelFilter(), SHEET, "css").text == "a { top: 0 }\n\nb { left: 0 }"
    assert PixelFilter().effect == "minifies"
    assert PixelFilter().kinds == {"css"}


def test_the_first_attempt_that_keeps_the_meaning_counts() -> None:
    result = minified(tokenize(SHEET), [giving_up, breaking_b, removing_pixels])
    assert result.text == "a { top: 0 }\n\nb { left: 0 }"


def test_what_breaks_one_rule_is_still_tried_on_the_others() -> None:
    result = minified(tokenize(SHEET), [breaking_b])
    assert result.text == "a { top: 0 }b{left:0px}"
    assert result.kept == []


def test_without_an_attempt_the_blanks_go() -> None:
    assert minified(tokenize(SHEET), []).text == "a{top:0px}b{left:0px}"


def test_chunks_are_not_long_and_none_is_lost() -> None:
    sizes: list[int] = []

    def measuring(tokens: Tokens) -> str | None:
        sizes.append(tokens.tokens[-1].end - tokens.tokens[0].start)
        return None

    rule = "a { top: 0px }\n"
    text = minified(tokenize(rule * 1000), [measuring]).text
    assert text == "a{top:0px}" * 1000
    # Several rules are tried together first, and each by itself where that fails.
    assert max(sizes) <= 2 * CHUNK
    assert len([size for size in sizes if size > len(rule)]) >= 1000 * len(rule) // CHUNK


@pytest.mark.parametrize(
    ("text", "is_worthwhile"),
    [
        ("", False),
        ("a{top:0}", False),
        ("a{top:0}" * 50 + " ", False),
        (SHEET, True),
        ("a{top:0}/* long comment */", True),
        ("a{top:0}/*! long comment */", False),
    ],
)
def test_what_is_minified_already_is_told_apart(text: str, is_worthwhile: bool) -> None:
    assert (removable(text) >= WORTHWHILE) is is_worthwhile


def test_what_is_too_large_stays_unless_it_is_short_already() -> None:
    text = "a { b : c }\n" * 300_000
    result = run(PixelFilter(), text, "css")
    assert result.text == text
    assert [each.subtype for each in result.problems] == ["size"]
    short = text.replace(" ", "").replace("\n", "")
    assert run(PixelFilter(), short * 2, "css") == Filtered(short * 2, [])
