"""Tests of the words of scripts."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.build.known_texts import KnownTexts
from sphinx_compress.build.script_words import ScriptWords
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.cache.local import DirectoryCache


def test_a_script_has_whole_words(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("e.className = 'fa fa-home'; e.id = 'fa-' + e.name")
    words = ScriptWords(
        Sources([SourceRoot(tmp_path)]), KnownTexts(DirectoryCache(tmp_path / "cache", 10_000))
    )
    for _ in range(2):
        found = words.of("_static/a.js")
        assert {"=fa", "=fa-home"} <= found
        assert not any("\0" in name for name in found)
    assert words.of("_static/b.js") == frozenset()
