"""Tests of what is known of the hashes of a manifest."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.manifest.nodelists import (
    FILE_NAME,
    MadeOf,
    Nodelist,
    Nodelists,
    dump,
    load,
    nodelist_of,
    short,
)
from sphinx_compress.page.region import Region
from tests.sites import sheet


def test_nodelists_come_back(tmp_path: Path) -> None:
    by_hash = {"hash": Nodelist("{% compress js file output %}", "<script>")}
    made_of = MadeOf({"_static/a.js": "0123"}, (("_static/a.js", "line 2: it stays"),))
    known = Nodelists("dirhtml", by_hash, made_of)
    (tmp_path / FILE_NAME).write_bytes(dump(known))
    assert load(tmp_path / FILE_NAME) == known


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"nodelists": {"a": ["b"]}, "builder": ""}'])
def test_of_spoilt_nodelists_nothing_is_known(data: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(data)
    assert load(tmp_path / FILE_NAME) == Nodelists()


def test_nodelists_of_an_earlier_version_are_read(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"builder": "html", "nodelists": {}}')
    assert load(tmp_path / FILE_NAME) == Nodelists("html", {}, MadeOf())


def test_it_is_known_which_sources_were_edited() -> None:
    made_of = MadeOf({"a": short("a" * 64), "b": short("b" * 64), "gone": short("c" * 64), "d": ""})
    now = {"a": "a" * 64, "b": "0" * 64}
    assert made_of.edited(now.get) == ["b", "gone"]


def test_a_nodelist_says_what_kind_of_region_it_was() -> None:
    text = sheet("a.css").replace("a.css", "a.css?v=1")
    marked = nodelist_of(Region("css", "inline", "own", text))
    assert marked == Nodelist("{% compress css inline own %}", sheet("a.css"))
    found = {
        nodelist_of(Region("js", mode, "output", "", True, late)).marks
        for mode in ("file", "preload")
        for late in (False, True)
    }
    assert len(found) == 4
