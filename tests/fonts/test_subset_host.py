"""Tests of what a subset has of its font."""

from __future__ import annotations

import io

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont, newTable

from sphinx_compress.fonts.subsets import Made
from tests.fonts.files import changed, font, made, opened

LATIN, MARKS, GREEK = (0x100, 0x17F), (0x300, 0x36F), (0x370, 0x3FF)


@pytest.fixture(scope="module", name="lato")
def a_subset_of_lato() -> Made:
    return made(font("lato-normal"))


def points(each: Made) -> set[int]:
    return set(opened(each).getBestCmap())


def covers(ranges: tuple[tuple[int, int], ...], character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


def test_each_character_is_for_one_of_the_two_at_least(lato: Made) -> None:
    both = sorted((*lato.has, *lato.whole))
    end = -1
    for first, last in both:
        assert first <= end + 1
        end = max(end, last)
    assert end == 0x10FFFF


@pytest.mark.parametrize(
    ("character", "has", "whole"),
    [("a", True, True), ("\n", True, True), ("ě", False, True), ("日", True, False)],
)
def test_what_a_font_has_not_is_no_reason_to_fetch_the_whole(
    lato: Made, character: str, has: bool, whole: bool
) -> None:
    assert covers(lato.has, character) == has
    assert covers(lato.whole, character) == whole


def test_a_character_that_others_make_up_is_in_with_them(lato: Made) -> None:
    # The Greek question mark is a semicolon.
    assert 0x37E in points(lato)
    latin = points(made(font(), LATIN))
    assert ord("ě") in latin
    assert ord("ẹ") not in latin
    assert ord("ẹ") in points(made(font(), LATIN, MARKS))


def test_measures_records_and_dates_are_those_of_the_font(lato: Made) -> None:
    whole, subset = TTFont(io.BytesIO(font("lato-normal"))), opened(lato)
    for table, fields in {
        "head": ["unitsPerEm", "xMin", "yMin", "xMax", "yMax", "modified", "created"],
        "hhea": ["ascent", "descent", "lineGap"],
        "OS/2": ["sxHeight", "sCapHeight", "usWinAscent", "sTypoAscender", "fsType"],
    }.items():
        for name in fields:
            assert getattr(subset[table], name) == getattr(whole[table], name), name
    for table in ("fpgm", "prep", "cvt ", "gasp", "kern", "GPOS", "GSUB"):
        assert table in subset, table
    for number in (0, 7, 13, 14):
        assert subset["name"].getDebugName(number) == whole["name"].getDebugName(number)


def test_a_reserved_name_is_not_that_of_the_subset(lato: Made) -> None:
    names = {record.nameID: str(record) for record in opened(lato)["name"].names}
    assert {names[number] for number in (1, 4, 6)} == {"Subset-1"}
    free = opened(made(font()))["name"]
    assert free.getDebugName(1) == "Roboto Slab"


def test_what_is_recorded_for_all_machines_is_not_recorded_once_more_for_old_macs() -> None:
    def add(font: TTFont) -> None:
        names = font["name"]
        names.setName("Only here", 19, 1, 0, 0)
        # It says something else there.
        names.setName("Slab", 1, 1, 0, 0)

    records = opened(made(changed(add)))["name"].names
    assert {(r.nameID, str(r)) for r in records if r.platformID == 1} == {
        (19, "Only here"),
        (1, "Slab"),
    }


def features(each: Made) -> set[str]:
    return {record.FeatureTag for record in opened(each)["GSUB"].table.FeatureList.FeatureRecord}


def test_what_browsers_write_the_numbers_of_lists_with_is_always_in() -> None:
    def add(font: TTFont) -> None:
        both = "feature tnum {sub one by two;} tnum; feature onum {sub two by one;} onum;"
        addOpenTypeFeaturesFromString(font, both)

    assert features(made(changed(add))) == {"tnum"}


def test_features_that_are_off_by_default_are_in_if_something_asks_for_them(lato: Made) -> None:
    assert {"liga", "calt"} <= features(lato)
    assert "onum" not in features(lato)
    assert "onum" in features(made(font("lato-normal"), features=True))


def test_a_feature_that_knows_the_space_still_does(lato: Made) -> None:
    # In Lato, that is one for Greek letters beside it.
    font = opened(lato)
    space = font.getBestCmap()[0x20]
    table = font["GSUB"].table
    (record,) = {
        id(each.Feature): each
        for each in table.FeatureList.FeatureRecord
        if each.FeatureTag == "calt"
    }.values()
    lookups = [table.LookupList.Lookup[number] for number in record.Feature.LookupListIndex]
    subtables = [getattr(each.SubTable[0], "ExtSubTable", each.SubTable[0]) for each in lookups]
    assert {space: space} in [getattr(each, "mapping", {}) for each in subtables]


def map_to_a(font: TTFont, point: int) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[point] = "A"


def add_colors(font: TTFont) -> None:
    font["COLR"] = newTable("COLR")
    font["COLR"].version = 0
    font["COLR"].ColorLayers = {}


def without_digits(font: TTFont) -> None:
    for table in font["cmap"].tables:
        table.cmap.pop(0x31, None)


def ligatures(font: TTFont) -> None:
    glyphs = font.getBestCmap()
    feature = f"feature liga {{ sub {glyphs[0xF015]} {glyphs[0xF0C1]} by {glyphs[0xF000]}; }} liga;"
    addOpenTypeFeaturesFromString(font, feature)


def test_a_character_leads_to_each_glyph_that_had_one(lato: Made) -> None:
    """Else FreeType would draw it as that of no script."""
    assert ord("\ufb01") in points(lato)
    # The text itself has the whole font for it, with all that stands beside it.
    assert not covers(lato.has, "\ufb01")


def set_type(bits: int) -> bytes:
    return changed(lambda font: setattr(font["OS/2"], "fsType", bits))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (changed(without_digits), "symbols, or of some letters only"),
        (changed(ligatures, "fontawesome-webfont"), "made of several characters"),
        (set_type(0x0002), "licence record"),
        (set_type(0x0100), "licence record"),
        (changed(add_colors), "the table COLR"),
        (changed(lambda f: map_to_a(f, 0x627)), "U+0627"),
        (changed(lambda f: map_to_a(f, 0x4E00)), "U+4E00"),
    ],
    ids=["no digits", "ligatures", "restricted", "no subsetting", "colors", "Arabic", "CJK"],
)
def test_a_font_is_left_alone_for_a_reason(data: bytes, reason: str) -> None:
    assert reason in made(data).reason


def test_of_the_icons_those_of_the_site_are_in_a_subset() -> None:
    each = made(font("fontawesome-webfont"), icons=(0xF015, 0xF0C1, 0xFA00))
    assert each.is_icons
    whole = TTFont(io.BytesIO(font("fontawesome-webfont"))).getBestCmap()
    others = {point for point in whole if point < 0xE000}
    assert points(each) == {0xF015, 0xF0C1} | others
    # What is in it, or nowhere, is no reason to fetch the whole font.
    for character, has in {"\uf015": True, "\uf0c1": True, "\uf016": False, "a": True}.items():
        assert covers(each.has, character) == has
        assert covers(each.whole, character) or has
    assert not covers(each.whole, "a")
    assert not covers(each.has, "\uf016")


def test_while_nobody_knows_the_icons_of_a_site_their_font_is_whole() -> None:
    each = made(font("fontawesome-webfont"), icons=None)
    assert each.is_icons
    assert "nobody can tell" in each.reason


def test_a_font_for_text_may_have_some_characters_for_private_use() -> None:
    assert not made(changed(lambda f: map_to_a(f, 0xF015))).is_icons


def test_a_font_that_may_be_embedded_in_documents_has_a_subset() -> None:
    assert made(set_type(0x0008)).reason == ""


def test_a_subset_that_saves_little_is_not_made() -> None:
    small = made(made(font()).data)
    assert "a subset would have" in small.reason
