"""Tests of which characters a site uses."""

from __future__ import annotations

import pytest

from sphinx_compress.fonts.blocks import (
    ALWAYS,
    ANY_ICON,
    FEATURES,
    Needs,
    icon_names,
    is_icon,
    is_of_fonts,
    names_of_code,
    names_of_page,
    needs_of,
)

ARROWS, GREEK, CYRILLIC, LATIN = "@block 2190", "@block 0370", "@block 0400", "@block 0100"
MARKS = "@block 0300"


@pytest.mark.parametrize("text", ["a < b", "Größe naïve", "“…”", "日本語", "عربى", ""])
def test_what_each_subset_has_or_none_may_have_is_of_no_interest(text: str) -> None:
    assert names_of_page(f"<p>{text}</p>") == frozenset()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("→", {ARROWS}),
        ("λάθος Привет", {GREEK, CYRILLIC}),
        ("&rarr; &#956; &#x43f; &lt; &nbsp; &nothing;", {ARROWS, GREEK, CYRILLIC}),
        ("Vě", {LATIN}),
        ("e\u0301", {MARKS}),
        # In upper case, it is a letter of another block.
        ("ᾳ", {GREEK, "@block 1f00"}),
        ("\uf015 &#xf0c1;", {"@icon f015", "@icon f0c1"}),
        ("\U000f0001 \uf8ff", {"@icon f0001", "@icon f8ff"}),
        ("half a character \ud800 and µ", set()),
    ],
)
def test_each_other_character_stands_for_its_block(text: str, names: set[str]) -> None:
    assert names_of_page(f"<p title='{text}'>") == names


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (".a:before{content:'\\2192  x'}", {ARROWS}),
        (r"a = '\u2192\u{103}' + 'Vě'", {ARROWS, LATIN}),
        # As in a list of words by languages.
        (r"a = {ru: 'Привет', el: '\u03bb'}", set()),
        (r"a = '\xe9\ud83d' + /\d8/", set()),
        ("text.normalize('NFD')", {MARKS}),
        (r"a = '\uf015\u{f0001}'", {"@icon f015", "@icon f0001"}),
        (".a{FONT-VARIANT:small-caps}", {FEATURES}),
        ("a.style.fontFeatureSettings = b", {FEATURES}),
        (".a{font-variation-settings:b}", set()),
    ],
)
def test_code_may_bring_what_it_has_in_strings(code: str, names: set[str]) -> None:
    assert names_of_code(code.encode()) == names


def test_code_in_another_encoding_brings_what_can_be_read() -> None:
    assert names_of_code("→ \xe9".encode() + b"\xff") == {ARROWS}


@pytest.mark.parametrize("style", ["font-feature-settings", "font-variant", "font:small-caps 1em"])
def test_a_style_in_a_page_may_ask_for_features(style: str) -> None:
    assert names_of_page(f'<p style="{style}">') == {FEATURES}


def test_a_subset_has_what_all_have_and_the_blocks_of_the_site() -> None:
    names = {ARROWS, ".note", "=@block", "p"}
    assert {name for name in names if is_of_fonts(name)} == {ARROWS}
    needs = needs_of(names)
    assert set(needs.ranges) == {*ALWAYS, (0x2190, 0x21FF)}
    assert list(needs.ranges) == sorted(needs.ranges)
    assert not needs.features
    assert needs_of([FEATURES]).features


def test_icons_are_needed_one_by_one_and_by_fonts_of_icons_alone() -> None:
    assert {name for name in ["@icon f015", ANY_ICON, ARROWS] if is_icon(name)} == {
        "@icon f015",
        ANY_ICON,
    }
    needs = needs_of({"@icon f0c1", "@icon f015", ARROWS, FEATURES})
    assert needs.icons == (0xF015, 0xF0C1)
    assert needs.of_kind(is_icons=True) == Needs(ALWAYS, icons=(0xF015, 0xF0C1))
    assert needs.of_kind(is_icons=False) == Needs(needs.ranges, features=True)
    assert needs_of({"@icon f0c1", ANY_ICON}).icons is None


def test_the_names_of_icons_are_those_of_characters_for_private_use() -> None:
    assert [*icon_names("a\uf015\u2192\ufb01")] == ["@icon f015"]


def test_with_glyphs_that_no_character_has_the_letters_are_in_that_these_are_fitted_as() -> None:
    for page in ("1\u20442", "1&frasl;2", "<p style='font-variant: small-caps'>"):
        needs = needs_of(names_of_page(page))
        assert needs.features
        assert {(0x0370, 0x03FF), (0x0400, 0x04FF)} <= set(needs.ranges)
    assert needs_of(names_of_code(b"a = '\\u2044'")).features
