"""Tests of names as directories list them."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.core.listings import Listings


def test_a_path_is_spelt_as_each_directory_lists_it(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "Own.css").touch()
    listings = Listings()
    assert listings.has(tmp_path, "css/Own.css")
    # Windows and macOS open a file for most of these.
    for name in ("own.css", "OWN~1.CSS", "Own.css.", "Own.css::$DATA", "con.css", "none.css"):
        assert not listings.has(tmp_path, f"css/{name}"), name
    assert not listings.has(tmp_path, "CSS/Own.css")
    assert not listings.has(tmp_path / "none", "css")


def test_a_file_that_came_later_is_listed(tmp_path: Path) -> None:
    listings = Listings()
    assert not listings.has(tmp_path, "late.css")
    (tmp_path / "late.css").touch()
    assert listings.has(tmp_path, "late.css")
