"""Tests of what stands in for bundles that are split."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_compress.bundle.critical import NOTHING_SPLIT, CriticalParts, can_be_split
from sphinx_compress.bundle.result import Decision, Result
from sphinx_compress.bundle.store import Bundle, Store, name_bundle
from sphinx_compress.page.gate import OPENER, sheet_element, split_element

DIR = "compress"


def url(bundle: Bundle) -> str:
    return f"compress-root:_static/{DIR}/{bundle.path}"


WHOLE = Bundle("css/output.0123456789abcdef.css", "0" * 64, 9000)
OTHER = Bundle("css/output.aaaaaaaaaaaaaaaa.css", "a" * 64, 100)
PART = name_bundle("css", "critical", b".a{}")
REST = name_bundle("css", "rest", b".b{}")
PARTS = CriticalParts({WHOLE.path: PART}, frozenset({"kept"}))
RESULT = Result(
    f"{sheet_element(url(WHOLE))}\n{sheet_element(url(OTHER))}",
    bundles=(WHOLE, OTHER),
    requests=(5, 2),
    sizes=(10_000, 9100),
    decisions=(Decision("a.css", WHOLE.path), Decision("b.css", OTHER.path, "why")),
)


def test_the_bundles_of_a_region_are_split_that_have_a_part() -> None:
    split = PARTS.split(RESULT, "region", DIR)
    assert split.html == "\n".join(
        [split_element(sheet_element(url(PART)), url(WHOLE)), sheet_element(url(OTHER))]
    )
    assert split.bundles == (WHOLE, OTHER, PART)
    assert (split.requests, split.sizes) == ((5, 3), (10_000, 9100 + PART.size))
    first, second = split.decisions
    assert PART.path in first.note
    assert second == RESULT.decisions[1]
    # To split it again adds no reason.
    assert PARTS.split(replace(RESULT, decisions=split.decisions), "x", DIR).decisions == (
        first,
        second,
    )


def test_what_is_left_may_come_in_place_of_the_whole(tmp_path: Path) -> None:
    parts = replace(PARTS, remainders={WHOLE.path: REST})
    split = parts.split(RESULT, "region", DIR)
    assert split.html == "\n".join(
        [split_element(sheet_element(url(PART)), url(REST)), sheet_element(url(OTHER))]
    )
    assert split.bundles == (REST, OTHER, PART)
    assert split.sizes == (10_000, 9100 + PART.size + REST.size - WHOLE.size)
    first, second = split.decisions
    assert first.bundle == REST.path
    assert PART.path in first.note
    assert second == RESULT.decisions[1]
    store = Store(tmp_path)
    sheet = parts.gate([(RESULT, "region")], store, DIR).bundles[1]
    assert (tmp_path / sheet.path).read_text() == f"@import url({REST.path[4:]}) print;"
    assert CriticalParts.from_json(parts.to_json()) == parts
    assert parts.split(RESULT, "kept", DIR) is RESULT


def test_what_is_left_may_lack_icons_that_only_readers_without_scripts_get(tmp_path: Path) -> None:
    fewer = name_bundle("css", "rest", b".b")
    parts = replace(PARTS, remainders={WHOLE.path: REST}, without_icons={WHOLE.path: fewer})
    split = parts.split(RESULT, "region", DIR)
    sheets = split_element(sheet_element(url(PART)), url(fewer), url(REST))
    assert split.html == f"{sheets}\n{sheet_element(url(OTHER))}"
    # What a page loads counts, and no more.
    assert split.bundles == (fewer, OTHER, PART)
    assert split.sizes == (10_000, 9100 + PART.size + fewer.size - WHOLE.size)
    assert split.decisions[0].bundle == fewer.path
    assert f"{REST.size - fewer.size} bytes of rules for icons" in split.decisions[0].note
    assert REST.path in split.decisions[0].note
    sheet = parts.gate([(RESULT, "region")], Store(tmp_path), DIR).bundles[1]
    assert (tmp_path / sheet.path).read_text() == f"@import url({fewer.path[4:]}) print;"
    assert CriticalParts.from_json(parts.to_json()) == parts


def test_a_region_may_be_kept_whatever_becomes_of_others() -> None:
    assert PARTS.split(RESULT, "kept", DIR) is RESULT
    assert NOTHING_SPLIT.split(RESULT, "region", DIR) is RESULT


@pytest.mark.parametrize("attribute", ['media="print"', 'id="x"', 'integrity="y"'])
def test_a_sheet_with_more_than_its_url_is_not_split(attribute: str) -> None:
    html = RESULT.html.replace(" href", f" {attribute} href", 1)
    result = replace(RESULT, html=html)
    assert not can_be_split(WHOLE, result, DIR)
    assert can_be_split(OTHER, result, DIR)
    assert PARTS.split(result, "region", DIR) is result


def test_a_gate_loads_the_rest_of_each_sheet_once(tmp_path: Path) -> None:
    results = [(RESULT, "region"), (RESULT, "other"), (RESULT, "kept")]
    gate = PARTS.gate(results, Store(tmp_path), DIR)
    opener, sheet = gate.bundles
    assert (tmp_path / opener.path).read_text() == OPENER
    # Both are in one directory.
    assert (
        tmp_path / sheet.path
    ).read_text() == f"@import url({WHOLE.path.rpartition('/')[2]}) print;"
    assert sheet.path.startswith("css/gate.")
    assert gate.html.count(url(opener)) == 2
    assert gate.html.count(url(sheet)) == 1
    assert (gate.requests, gate.sizes) == ((0, 2), (0, opener.size + sheet.size))


def test_where_nothing_is_split_there_is_no_gate(tmp_path: Path) -> None:
    for results in ([], [(RESULT, "kept")], [(Result(""), "region")]):
        assert PARTS.gate(results, Store(tmp_path), DIR) == Result("")
    assert [*tmp_path.rglob("*")] == []


def test_what_a_build_came_to_is_read_as_it_was_written() -> None:
    assert CriticalParts.from_json(PARTS.to_json()) == PARTS
    for text in ("", "[]", "{}", "[{}]", '[{"a": 1}, []]', "\ud800"):
        assert CriticalParts.from_json(text) == NOTHING_SPLIT


def test_a_part_may_stand_in_the_page_itself() -> None:
    text = ".a{b:c}"
    parts = CriticalParts({WHOLE.path: PART}, texts={WHOLE.path: text})
    split = parts.split(RESULT, "region", DIR)
    assert split.html.startswith(f"<style>{text}</style><noscript")
    assert (split.bundles, split.requests) == (RESULT.bundles, RESULT.requests)
    assert split.sizes[1] - RESULT.sizes[1] == len(text)
    assert "in the page itself" in split.decisions[0].note
    assert parts.split(split, "region", DIR).decisions == split.decisions
    assert CriticalParts.from_json(parts.to_json()) == parts
