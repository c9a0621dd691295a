"""Tests of bundles whose fonts have subsets."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.bundle.font_subsetter import FontSubsetter
from sphinx_compress.bundle.result import Decision
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.bundle.store import Bundle, Store, name_bundle
from sphinx_compress.bundle.swaps import NO_SWAPS, Swaps
from sphinx_compress.cache.local import DirectoryCache
from sphinx_compress.fonts.blocks import ANY_ICON
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

    def make(self, sheet: str, *names: str, preloaded: tuple[str, ...] = ()) -> Swaps:
        self.store.forget()
        return self.subsetter().subset([self.bundle(sheet)], names, preloaded)

    def subsetter(self) -> FontSubsetter:
        sources = Sources([SourceRoot(self.static)])
        return FontSubsetter(self.store, self.cache, sources, "compress", self.told.append)

    def icons(self, sheet: str, *names: str) -> set[str]:
        return self.subsetter().icons([self.bundle(sheet)], names.__contains__)

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
    (swap,) = subsets.make(FACE).bundles.values()
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
    assert subsets.make(FACE).bundles == {subsets.bundle(FACE).path: swap}
    assert subsets.files() == {file}
    assert (subsets.store.directory / swap.bundle.path).read_text() == text
    assert len(subsets.told) == 1


def test_another_block_makes_another_subset(subsets: Subsets) -> None:
    (one,) = subsets.make(FACE).bundles.values()
    (other,) = subsets.make(FACE, "@block 0370").bundles.values()
    assert one.bundle != other.bundle
    assert len(subsets.told) == 2


def test_a_font_that_is_left_alone_has_a_reason(subsets: Subsets) -> None:
    (subsets.static / "a.woff2").write_bytes(b"no font")
    bundle = subsets.bundle(FACE)
    (swap,) = subsets.make(FACE).bundles.values()
    assert swap.bundle == bundle
    assert "it cannot be read" in swap.decisions[0].reason
    (swap,) = subsets.make(FACE, preloaded=(URL,)).bundles.values()
    reason = "a page announces the whole font"
    assert swap.decisions == (Decision(URL, reason=reason, is_font=True),)


def test_another_icon_makes_another_subset_of_a_font_of_icons_alone(subsets: Subsets) -> None:
    subsets.make(FACE)
    text = subsets.files()
    # The other one is not made again for an icon.
    (subsets.static / "b.woff2").write_bytes(font("fontawesome-webfont"))
    both = FACE + FACE.replace("a.woff2", "b.woff2")
    subsets.make(both, "@icon f015")
    (first,) = subsets.files() - text
    assert subsets.told == ["making subsets of 1 font"] * 2
    subsets.make(both, "@icon f015", "@icon f0c1")
    assert len(subsets.files() - text - {first}) == 1
    assert len(subsets.told) == 3
    # And letters are no reason for that of icons.
    subsets.make(both, "@icon f015", "@block 0370")
    assert subsets.told[3:] == ["making subsets of 1 font"]
    (swap,) = subsets.make(both, ANY_ICON).bundles.values()
    assert "nobody can tell" in swap.decisions[1].reason


def test_the_icons_of_a_sheet_are_those_of_rules_that_can_match(subsets: Subsets) -> None:
    sheet = ".a{content:'\\f015'}.b{content:'\uf0c1 x'}p{content:'y'}"
    for _ in range(2):
        assert subsets.icons(sheet, ".a") == {"@icon f015"}
        assert subsets.icons(sheet, ".b", "p") == {"@icon f0c1"}
        assert subsets.icons(sheet) == set()


@pytest.mark.parametrize("sheet", ["p{a:b}", FACE.replace("a.woff2", "../b.woff2"), "@font-face{}"])
def test_a_sheet_without_fonts_of_the_site_stays(subsets: Subsets, sheet: str) -> None:
    assert subsets.make(sheet) == NO_SWAPS
    assert subsets.told == []


def test_a_failure_is_tried_again(subsets: Subsets, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("sphinx_compress.fonts.subsets._SECONDS", 0.001)
        (swap,) = subsets.make(FACE).bundles.values()
        assert "no subset was made" in swap.decisions[0].reason
    (swap,) = subsets.make(FACE).bundles.values()
    assert subsets.files()


def test_a_bundle_that_is_in_the_cache_only_is_read_there(subsets: Subsets) -> None:
    bundle = subsets.bundle(FACE)
    sources = Sources([SourceRoot(subsets.static)])
    subsets.store.prune([])
    subsetter = FontSubsetter(subsets.store, subsets.cache, sources, "compress", print)
    assert not subsetter.has_fonts([bundle])
    subsets.cache.set(bundle.digest, FACE.encode())
    assert subsetter.has_fonts([bundle])
