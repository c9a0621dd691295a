"""Tests of bundles whose fonts have subsets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_compress.bundle.fonts import ALL_WHOLE, Font, FontSubsetter, SubsetFonts, Swap
from sphinx_compress.bundle.result import Decision, Result
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.bundle.store import Bundle, Store, name_bundle
from sphinx_compress.cache.local import DirectoryCache
from tests.fonts.files import font

FACE = "@font-face{font-family:A;src:url(../../a.woff2)}"
URL = "_static/a.woff2"


class Subsets:
    def __init__(self, directory: Path) -> None:
        self.static = directory / "_static"
        self.static.mkdir()
        (self.static / "a.woff2").write_bytes(font())
        self.store = Store(self.static / "compress")
        self.cache = DirectoryCache(directory / "cache", 10_000_000)
        self.told: list[str] = []

    def make(self, sheet: str, *names: str, preloaded: tuple[str, ...] = ()) -> SubsetFonts:
        self.store.forget()
        sources = Sources([SourceRoot(self.static)])
        subsetter = FontSubsetter(self.store, self.cache, sources, "compress", self.told.append)
        return subsetter.subset([self.bundle(sheet)], names, preloaded)

    def bundle(self, sheet: str) -> Bundle:
        bundle = name_bundle("css", "output", sheet.encode())
        self.store.write(bundle, sheet.encode())
        return bundle

    def files(self) -> set[str]:
        return {path.name for path in (self.store.directory / "fonts").glob("*")}


@pytest.fixture(name="subsets")
def a_site_with_a_font(tmp_path: Path) -> Subsets:
    return Subsets(tmp_path)


def test_a_subset_is_made_once_and_lies_beside_the_bundle(subsets: Subsets) -> None:
    (swap,) = subsets.make(FACE).swaps.values()
    assert subsets.told == ["making subsets of 1 font"]
    (file,) = subsets.files()
    text = (subsets.store.directory / swap.bundle.path).read_text()
    assert f"url(../fonts/{file})" in text
    assert text.count("@font-face") == text.count("unicode-range") == 2
    assert subsets.store.companions_of(swap.bundle.path) == [f"fonts/{file}"]
    (decision,) = swap.decisions
    assert (decision.tag, decision.bundle) == (URL, f"fonts/{file}")
    # The main cache has all of it, and it does not matter what is on the disk.
    subsets.store.prune([])
    assert subsets.files() == set()
    assert subsets.make(FACE).swaps == {subsets.bundle(FACE).path: swap}
    assert subsets.files() == {file}
    assert (subsets.store.directory / swap.bundle.path).read_text() == text
    assert len(subsets.told) == 1


def test_another_block_makes_another_subset(subsets: Subsets) -> None:
    (one,) = subsets.make(FACE).swaps.values()
    (other,) = subsets.make(FACE, "@block 0370").swaps.values()
    assert one.bundle != other.bundle
    assert len(subsets.told) == 2


def test_a_font_that_is_left_alone_has_a_reason(subsets: Subsets) -> None:
    (subsets.static / "a.woff2").write_bytes(font("fontawesome-webfont"))
    bundle = subsets.bundle(FACE)
    (swap,) = subsets.make(FACE).swaps.values()
    assert swap.bundle == bundle
    assert "icons or symbols" in swap.decisions[0].reason
    (swap,) = subsets.make(FACE, preloaded=(URL,)).swaps.values()
    reason = "a page announces the whole font"
    assert swap.decisions == (Decision(URL, reason=reason, is_font=True),)


@pytest.mark.parametrize("sheet", ["p{a:b}", FACE.replace("a.woff2", "../b.woff2"), "@font-face{}"])
def test_a_sheet_without_fonts_of_the_site_stays(subsets: Subsets, sheet: str) -> None:
    assert subsets.make(sheet) == ALL_WHOLE
    assert subsets.told == []


def test_a_failure_is_tried_again(subsets: Subsets, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("sphinx_compress.fonts.subsets._SECONDS", 0.001)
        (swap,) = subsets.make(FACE).swaps.values()
        assert "no subset was made" in swap.decisions[0].reason
    (swap,) = subsets.make(FACE).swaps.values()
    assert subsets.files()


def test_a_bundle_that_is_in_the_cache_only_is_read_there(subsets: Subsets) -> None:
    bundle = subsets.bundle(FACE)
    sources = Sources([SourceRoot(subsets.static)])
    subsets.store.prune([])
    subsetter = FontSubsetter(subsets.store, subsets.cache, sources, "compress", print)
    assert not subsetter.has_fonts([bundle])
    subsets.cache.set(bundle.digest, FACE.encode())
    assert subsetter.has_fonts([bundle])


WHOLE = name_bundle("css", "output", b"whole")
OTHER = name_bundle("css", "output", b"swapped")
SWAPS = SubsetFonts({WHOLE.path: Swap(OTHER, (Decision(URL, "fonts/a", "why"),))})


def test_a_result_has_the_other_bundle() -> None:
    html = '<link href="compress-root:_static/c/{}" />'
    result = Result(
        html.format(WHOLE.path),
        bundles=(WHOLE,),
        sizes=(100, WHOLE.size),
        decisions=(Decision("a.css", WHOLE.path), Decision("b.css")),
    )
    assert SWAPS.apply(result, "c") == Result(
        html.format(OTHER.path),
        bundles=(OTHER,),
        sizes=(100, OTHER.size),
        decisions=(
            Decision("a.css", OTHER.path),
            Decision("b.css"),
            Decision(URL, "fonts/a", "why"),
        ),
    )
    other = replace(result, bundles=(OTHER,))
    assert SWAPS.apply(other, "c") == other


def test_swaps_can_be_written_down() -> None:
    assert SubsetFonts.from_json(SWAPS.to_json()) == SWAPS
    for text in ("", "[]", '{"a": []}', '{"a": [1, 2, "x", []]}'):
        assert SubsetFonts.from_json(text) == ALL_WHOLE
    each = Font(OTHER, ((1, 2),), ((3, 4),), "")
    assert Font.from_list(each.to_list()) == each
