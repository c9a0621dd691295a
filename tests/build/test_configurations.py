"""Tests of what is known of the configurations that pages were written with."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.configurations import Configurations


def begin(directory: Path, current: str) -> Configurations:
    configurations = Configurations(directory / "known.json", current)
    configurations.begin()
    return configurations


def build(directory: Path, current: str) -> None:
    begin(directory, current).end(wrote_all=True)


def test_a_change_between_whole_builds_is_left_to_sphinx(tmp_path: Path) -> None:
    build(tmp_path, "one")
    assert not begin(tmp_path, "other").are_mixed


def test_a_build_that_is_killed_with_the_same_configuration_mixes_nothing(tmp_path: Path) -> None:
    begin(tmp_path, "one")
    assert not begin(tmp_path, "one").are_mixed
    build(tmp_path, "one")
    begin(tmp_path, "one")
    assert not begin(tmp_path, "one").are_mixed


@pytest.mark.parametrize("current", ["one", "other", "third"])
def test_a_build_that_is_killed_with_a_new_configuration_mixes_pages(
    current: str, tmp_path: Path
) -> None:
    build(tmp_path, "one")
    begin(tmp_path, "other")
    assert begin(tmp_path, current).are_mixed


def test_pages_of_a_first_build_that_was_killed_have_its_configuration(tmp_path: Path) -> None:
    begin(tmp_path, "one")
    assert begin(tmp_path, "other").are_mixed
    assert begin(tmp_path, "one").are_mixed


def test_mixed_pages_are_so_until_a_build_writes_all(tmp_path: Path) -> None:
    build(tmp_path, "one")
    begin(tmp_path, "other")
    begin(tmp_path, "other").end(wrote_all=False)
    begin(tmp_path, "other").end(wrote_all=True)
    assert not begin(tmp_path, "other").are_mixed


def test_a_build_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    build(tmp_path, "one")
    before = (tmp_path / "known.json").stat().st_mtime_ns
    build(tmp_path, "one")
    assert (tmp_path / "known.json").stat().st_mtime_ns == before


@pytest.mark.parametrize("text", [b"", b"\xff", b"null", b'["one'])
def test_a_spoilt_file_is_the_same_as_none(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "known.json").write_bytes(text)
    assert not begin(tmp_path, "one").are_mixed
    assert begin(tmp_path, "other").are_mixed
