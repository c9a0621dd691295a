"""Tests of the pieces of bundles."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sphinx_compress.bundle.splitter import Splitter
from sphinx_compress.bundle.store import Bundle, Store, name_bundle
from sphinx_compress.cache.local import DirectoryCache

DIR = "compress"


def rules(letter: str, number: int = 400) -> str:
    """Return rules for a class that no compression makes small."""
    texts = (hashlib.sha256(f"{letter}{each}".encode()).hexdigest() for each in range(number))
    return "".join(f".{letter}{{content:'{text}'}}" for text in texts)


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


def test_it_does_not_count_how_small_a_compressed_file_is(splits: Splits) -> None:
    # That would not be the same with every library.
    assert splits.part(A + ".z{color:red}" * 2000, ".a") == A


def test_what_is_left_is_a_bundle_if_that_saves_much(splits: Splits) -> None:
    def left(css: str) -> str | None:
        rest = splits.splitter.remainder_of(splits.bundle(css), {".a"}.__contains__)
        assert rest is None or rest.path.startswith("css/rest.")
        return splits.text(rest) if rest else None

    assert left(f"{A}{Z}.z{{b:'é'}}") == f"@charset \"utf-8\";\n{Z}.z{{b:'é'}}"
    assert left(rules("a", 5) + Z) is None
    # All of it must be there.
    assert left(f"@scope{{p{{b:c}}}}{A}{Z}") is None
    # What is of one class may be of the other, too, and the last rule for it wins.
    assert left(Z + A) is None


def test_what_is_left_has_the_fonts_that_the_part_in_a_page_has_not(splits: Splits) -> None:
    font = "@font-face{font-family:a}"
    bundle = splits.bundle(f"{font}{A}{Z}")
    for is_inline in (False, True):
        rest = splits.splitter.remainder_of(bundle, {".a"}.__contains__, is_inline=is_inline)
        assert rest is not None
        assert splits.text(rest) == (font if is_inline else "") + Z


def test_a_rest_may_lack_the_rules_for_icons_that_are_not_known(splits: Splits) -> None:
    icons = "".join(f".fa-n{number}{{--fa:'{number:x}'}}" for number in range(400))
    kept = ".fa-w-14,.svg .fa-W-8{a:b}.fa-spin,.x{c:d}[class^=fa-]{e:f}.fa{g:h}"
    rest = splits.bundle(f"{icons}.fa-SPIN{{i:j}}{kept}", "rest")
    fewer = splits.splitter.without_icons_of(rest, ["fa-n7"])
    assert fewer is not None
    assert fewer.path.startswith("css/rest.")
    assert splits.text(fewer) == f".fa-n7{{--fa:'7'}}{kept.replace('.fa-spin,', '')}"
    # No font is loaded twice.
    with_font = splits.bundle(f"@Font-Face{{font-family:a}}{icons}", "rest")
    assert splits.splitter.without_icons_of(with_font, ["fa-n7"]) is None
    # All of that is known, or too little is not.
    known = [f"fa-n{number}" for number in range(400)]
    assert splits.splitter.without_icons_of(rest, known) is None
    assert splits.splitter.without_icons_of(rest, known[5:]) is None


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

    monkeypatch.setattr(Splitter, "text", unread)
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


def test_the_text_of_a_part_can_stand_in_a_page(splits: Splits) -> None:
    splitter = splits.splitter
    font = "@font-face{font-family:a;src:url(../../a.woff2)}"
    css = f".a{{content:'</style>\u20ac';background:url(../../i.png)}}{font}" + A + Z
    part = splitter.part_of(splits.bundle(css), {".a"}.__contains__, is_inline=True)
    assert part is not None
    text = splitter.text_of(part, DIR, "ascii")
    assert text == (
        ".a{content:'<\\/style>\\20ac ';background:url(compress-root:_static/i.png)}" + A
    )
    # With fonts, it is another part.
    assert splits.splitter.part_of(splits.bundle(css), {".a"}.__contains__) != part
