"""Tests of bundles and their critical parts."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_compress.bundle.critical import NOTHING_SPLIT, CriticalParts, Splitter, can_be_split
from sphinx_compress.bundle.result import Decision, Result
from sphinx_compress.bundle.store import Bundle, Store, name_bundle
from sphinx_compress.cache.local import DirectoryCache
from sphinx_compress.page.gate import OPENER, sheet_element, split_element

DIR = "compress"


def url(bundle: Bundle) -> str:
    return f"compress-root:_static/{DIR}/{bundle.path}"


def rules(letter: str, number: int = 400) -> str:
    """Return rules for a class that no compression makes small."""
    texts = (hashlib.sha256(f"{letter}{each}".encode()).hexdigest() for each in range(number))
    return "".join(f".{letter}{{--x:{text}}}" for text in texts)


class Splits:
    def __init__(self, directory: Path) -> None:
        self.store = Store(directory / "store")
        self.cache = DirectoryCache(directory / "cache", 10_000_000)
        self.splitter = Splitter(self.store, self.cache)

    def bundle(self, css: str, name: str = "output") -> Bundle:
        bundle = name_bundle("css", name, css.encode())
        self.store.write(bundle, css.encode())
        return bundle

    def part(self, css: str, *names: str) -> str | None:
        part = self.splitter.part_of(self.bundle(css), set(names).__contains__)
        return None if part is None else self.text(part)

    def text(self, bundle: Bundle) -> str:
        return (self.store.directory / bundle.path).read_text("utf-8")


@pytest.fixture(name="splits")
def a_store_and_a_cache(tmp_path: Path) -> Splits:
    return Splits(tmp_path)


A, Z = rules("a"), rules("z")


def test_the_part_of_a_bundle_is_a_bundle(splits: Splits) -> None:
    part = splits.splitter.part_of(splits.bundle(A + Z), {".a"}.__contains__)
    assert part is not None
    assert part == name_bundle("css", "critical", A.encode())
    assert splits.text(part) == A


def test_a_part_that_is_no_ascii_says_its_encoding(splits: Splits) -> None:
    assert splits.part(f"@charset 'x';.a{{b:'é'}}{Z}", ".a") == ("@charset \"utf-8\";\n.a{b:'é'}")


def test_a_bundle_is_not_split_if_that_saves_little(splits: Splits) -> None:
    # In bytes, or for its size.
    assert splits.part(A + rules("z", 20), ".a") is None
    assert splits.part(A * 4 + rules("b", 2000) + rules("z", 100), ".a", ".b") is None
    assert splits.part(A + Z, ".a", ".z") is None
    assert splits.part(A + rules("z", 200), ".a") == A


def test_a_bundle_that_cannot_be_split_has_no_names_and_no_part(splits: Splits) -> None:
    bundle = splits.bundle(f"@import 'x';{A}{Z}")
    assert splits.splitter.names_of(bundle) == frozenset()
    assert splits.part(f"@import 'x';{A}{Z}", ".a") is None
    assert splits.splitter.names_of(splits.bundle(A + Z)) == {".a", ".z"}


def test_no_sheet_is_read_twice(splits: Splits, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = splits.bundle(A + Z)
    expected = splits.splitter.part_of(bundle, {".a"}.__contains__)
    assert expected is not None
    refused = splits.bundle(f"@import 'x';{A}")
    small = splits.bundle(".z{}")
    assert splits.splitter.part_of(refused, {".a"}.__contains__) is None
    assert splits.splitter.part_of(small, {".z"}.__contains__) is None

    def unread(_: object) -> str:
        raise AssertionError("read again")

    monkeypatch.setattr(Splitter, "_text", unread)
    again = Splitter(splits.store, splits.cache)
    # Names that it does not ask for make no difference.
    assert again.part_of(bundle, {".a", ".y"}.__contains__) == expected
    assert again.part_of(refused, {".a"}.__contains__) is None
    assert again.part_of(small, {".z"}.__contains__) is None
    # What is gone from the output comes back.
    (splits.store.directory / expected.path).unlink()
    again = Splitter(Store(splits.store.directory), splits.cache)
    assert again.part_of(bundle, {".a"}.__contains__) == expected
    assert splits.text(expected) == A


def test_damage_in_the_cache_is_repaired(splits: Splits, tmp_path: Path) -> None:
    bundle = splits.bundle(A + Z)
    expected = splits.splitter.part_of(bundle, {".a"}.__contains__)
    assert expected is not None
    for data in (b"", b"[]", b"{}", b'["../x", "y", 1]', b'"x"', b"\xff"):
        for path in (tmp_path / "cache").rglob("*"):
            if path.is_file():
                path.write_bytes(data)
        (splits.store.directory / expected.path).unlink(missing_ok=True)
        again = Splits(tmp_path)
        part = again.splitter.part_of(bundle, {".a"}.__contains__)
        assert part == expected, data
        assert again.text(part) == A


# What stands in for regions


WHOLE = Bundle("css/output.0123456789abcdef.css", "0" * 64, 9000)
OTHER = Bundle("css/output.aaaaaaaaaaaaaaaa.css", "a" * 64, 100)
PART = name_bundle("css", "critical", b".a{}")
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


def test_a_gate_loads_each_whole_sheet_once(splits: Splits) -> None:
    results = [(RESULT, "region"), (RESULT, "other"), (RESULT, "kept")]
    gate = PARTS.gate(results, splits.store, DIR)
    opener, sheet = gate.bundles
    assert splits.text(opener) == OPENER
    # Both are in one directory.
    assert splits.text(sheet) == f"@import url({WHOLE.path.rpartition('/')[2]}) print;"
    assert sheet.path.startswith("css/gate.")
    assert gate.html.count(url(opener)) == 2
    assert gate.html.count(url(sheet)) == 1
    assert (gate.requests, gate.sizes) == ((0, 2), (0, opener.size + sheet.size))


def test_where_nothing_is_split_there_is_no_gate(splits: Splits) -> None:
    for results in ([], [(RESULT, "kept")], [(Result(""), "region")]):
        assert PARTS.gate(results, splits.store, DIR) == Result("")
    assert [*splits.store.directory.rglob("*")] == []


def test_what_a_build_came_to_is_read_as_it_was_written() -> None:
    assert CriticalParts.from_json(PARTS.to_json()) == PARTS
    for text in ("", "[]", "{}", "[{}]", '[{"a": 1}, []]', "\ud800"):
        assert CriticalParts.from_json(text) == NOTHING_SPLIT


def test_a_part_may_stand_in_the_page_itself(splits: Splits) -> None:
    splitter = Splitter(splits.store, splits.cache, is_inline=True)
    font = "@font-face{font-family:a;src:url(../../a.woff2)}"
    css = f".a{{--y:'</style>\u20ac';background:url(../../i.png)}}{font}" + A + Z
    part = splitter.part_of(splits.bundle(css), {".a"}.__contains__)
    assert part is not None
    text = splitter.text_of(part, DIR, "ascii")
    assert text == (".a{--y:'<\\/style>\\20ac ';background:url(compress-root:_static/i.png)}" + A)
    parts = CriticalParts({WHOLE.path: part}, texts={WHOLE.path: text})
    split = parts.split(RESULT, "region", DIR)
    assert split.html.startswith(f"<style>{text}</style><noscript")
    assert (split.bundles, split.requests) == (RESULT.bundles, RESULT.requests)
    assert split.sizes[1] - RESULT.sizes[1] == len(text)
    assert "in the page itself" in split.decisions[0].note
    assert parts.split(split, "region", DIR).decisions == split.decisions
    assert CriticalParts.from_json(parts.to_json()) == parts
    # With fonts, it is another part.
    assert splits.splitter.part_of(splits.bundle(css), {".a"}.__contains__) != part
