"""Tests of what is known of texts."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from sphinx_compress.build.known_texts import (
    FLAG,
    KINDS,
    NAMES,
    REFERENCES,
    KnownTexts,
    Text,
    text_of_file,
)
from sphinx_compress.cache.local import DirectoryCache
from sphinx_compress.core.digests import digest_of
from sphinx_compress.js.selectors import CSS
from sphinx_compress.js.tag_references import references
from tests.sites import Site

LONG = "document.styleSheets[n]; document.scripts[n]; " * 20


def text_of(content: str, *, is_block: bool = True) -> Text:
    return Text(digest_of(content), lambda: content, is_block)


@pytest.fixture(name="known")
def known_texts(tmp_path: Path) -> KnownTexts:
    return later(tmp_path)


def later(directory: Path) -> KnownTexts:
    """Return what another build would know."""
    return KnownTexts(DirectoryCache(directory, 1_000_000))


@pytest.mark.parametrize(("is_block", "content"), [(True, LONG), (False, "short")])
def test_what_is_known_is_found_out_once(
    known: KnownTexts, tmp_path: Path, is_block: bool, content: str
) -> None:
    found: list[str] = []

    def find(each: str) -> bool:
        found.append(each)
        return True

    for each in (known, known, later(tmp_path)):
        assert each.of("flag", text_of(content, is_block=is_block), find, FLAG)
    assert found == [content]


def test_all_that_use_one_cache_read_what_is_known_once(tmp_path: Path) -> None:
    later(tmp_path).of("a", text_of(LONG), lambda _: frozenset({"x"}), NAMES)
    cache = DirectoryCache(tmp_path, 1_000_000)
    read: list[str] = []

    def get(key: str) -> bytes | None:
        read.append(key)
        return DirectoryCache.get(cache, key)

    cache.get = get  # type: ignore[method-assign]
    for known in (KnownTexts(cache), KnownTexts(cache)):
        assert known.of("a", text_of(LONG), lambda _: frozenset(), NAMES) == frozenset({"x"})
    assert len(read) == 1


def test_what_is_known_is_read_once(known: KnownTexts, tmp_path: Path) -> None:
    known.of("a", text_of(LONG), lambda _: frozenset({"x"}), NAMES)
    again = later(tmp_path)
    for _ in range(2):
        assert again.of("a", text_of(LONG), lambda _: frozenset({"y"}), NAMES) == {"x"}
        for path in [*tmp_path.glob("??/*")]:
            path.unlink()


def test_different_questions_have_answers_of_their_own(known: KnownTexts) -> None:
    assert known.of("a", text_of(LONG), lambda _: frozenset({"x"}), NAMES) == {"x"}
    assert known.of("b", text_of(LONG), lambda _: frozenset({"y"}), NAMES) == {"y"}
    assert known.of("b", text_of(LONG + " "), lambda _: frozenset({"z"}), NAMES) == {"z"}


def test_another_state_of_the_code_has_answers_of_its_own(
    known: KnownTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.of("a", text_of(LONG), lambda _: frozenset({"x"}), NAMES)
    monkeypatch.setattr("sphinx_compress.build.known_texts.own_digest", lambda: "mended")
    assert known.of("a", text_of(LONG), lambda _: frozenset({"y"}), NAMES) == {"y"}


def test_a_short_block_needs_no_place(known: KnownTexts, tmp_path: Path) -> None:
    assert known.of("css", text_of("short"), lambda _: CSS, KINDS) == CSS
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_references_come_back_as_they_were(known: KnownTexts, tmp_path: Path) -> None:
    text = "(() => { const c = JSON.parse(document.getElementById('conf').textContent); "
    text += "if (c.features.includes('page.instant')) document.scripts[n].remove() })(); " + LONG
    first = known.of("references", text_of(text), references, REFERENCES)
    assert first.under
    assert first.places
    again = later(tmp_path).of("references", text_of(text), lambda _: references(""), REFERENCES)
    assert again == first


def test_the_text_of_a_file_is_that_of_its_bytes_whatever_they_are(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("a.js", b"a\xff")
    text = text_of_file(site.compressor().sources, "_static/a.js")
    assert text is not None
    assert text.read() == "a\ufffd"
    assert text_of_file(site.compressor().sources, "_static/gone.js") is None


def test_nothing_looks_for_garbage_while_a_text_is_looked_at(known: KnownTexts) -> None:
    assert not known.of("collects", text_of(LONG), lambda _: gc.isenabled(), FLAG)
    assert gc.isenabled()
