"""Tests of what is known of the hashes of a manifest."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.manifest.nodelists import (
    FILE_NAME,
    Nodelist,
    Nodelists,
    dump,
    load,
    nodelist_of,
)
from sphinx_compress.page.region import Region
from tests.sites import sheet


def test_nodelists_come_back(tmp_path: Path) -> None:
    known = Nodelists("dirhtml", {"hash": Nodelist("{% compress js file output %}", "<script>")})
    (tmp_path / FILE_NAME).write_bytes(dump(known))
    assert load(tmp_path / FILE_NAME) == known


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"nodelists": {"a": ["b"]}, "builder": ""}'])
def test_of_spoilt_nodelists_nothing_is_known(data: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(data)
    assert load(tmp_path / FILE_NAME) == Nodelists()


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
