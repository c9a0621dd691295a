"""Tests of the offline manifest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_compress.bundle.store import Store, name_bundle
from sphinx_compress.core.errors import ManifestError
from sphinx_compress.manifest import nodelists
from sphinx_compress.manifest.manifest import (
    FILE_NAME,
    Manifest,
    bundle_reference,
    dump,
    load,
)
from sphinx_compress.manifest.nodelists import Nodelists
from tests.sites import sheet

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(TEXT, TEXT))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_manifest_comes_back(tmp_path: Path, entries: dict[str, str]) -> None:
    (tmp_path / FILE_NAME).write_bytes(dump(entries))
    assert load(tmp_path / FILE_NAME) == entries


@given(st.dictionaries(TEXT, TEXT))
def test_the_order_of_entries_makes_no_difference(entries: dict[str, str]) -> None:
    assert dump(dict(reversed(entries.items()))) == dump(entries)


def test_a_manifest_is_sorted_lines_of_json() -> None:
    assert dump({"b": "<ä>", "a": "<x>"}) == '{\n "a": "<x>",\n "b": "<ä>"\n}\n'.encode()


@pytest.mark.parametrize(
    "data",
    [
        *b'|{|null|[]|["a"]|"a"|{"a": 1}|{"a": "b", "c": null}|\xff'.split(b"|"),
        b"[" * 100_000,
        dump({"a": "b" * 100})[:50],
    ],
)
def test_a_spoilt_manifest_has_no_entries(data: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(data)
    assert load(tmp_path / FILE_NAME) == {}


def test_a_manifest_that_is_not_there_has_no_entries(tmp_path: Path) -> None:
    assert load(tmp_path / FILE_NAME) == {}
    assert load(tmp_path) == {}


def test_other_tools_can_read_it() -> None:
    assert json.loads(dump({"a": '"\n\u2028'})) == {"a": '"\n\u2028'}


def written(directory: Path, *texts: str, output_dir: str = "compress") -> Path:
    """Make a manifest with a bundle for each of *texts*."""
    store = Store(directory)
    entries = {}
    for text in texts:
        bundle = name_bundle("css", "output", text.encode())
        store.write(bundle, text.encode())
        entries[text] = sheet(f"{output_dir}/{bundle.path}")
    (directory / FILE_NAME).write_bytes(dump(entries))
    return directory


def test_a_manifest_has_entries_and_bundles(tmp_path: Path) -> None:
    made = Manifest(written(tmp_path, "a{}", "b{}"), "compress")
    [path] = made.referred(made.entries["a{}"])
    assert made.read(path) == b"a{}"
    assert made.nodelists == Nodelists()


def test_a_manifest_for_another_output_directory_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "a{}", output_dir="static/assets")
    with pytest.raises(ManifestError, match="made with compress_output_dir = 'static/assets'"):
        Manifest(tmp_path, "compress")
    assert Manifest(tmp_path, "static/assets").entries


def test_a_manifest_without_its_bundles_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "a{}")
    [bundle] = tmp_path.glob("css/*")
    bundle.write_bytes(b"b{}")
    with pytest.raises(ManifestError, match="does not have the bytes that its name promises"):
        Manifest(tmp_path, "compress")
    bundle.unlink()
    with pytest.raises(ManifestError, match="cannot be read beside it"):
        Manifest(tmp_path, "compress")


def test_what_is_named_otherwise_is_no_bundle(tmp_path: Path) -> None:
    entries = {"a": sheet("compress/css/strange.css")}
    (tmp_path / FILE_NAME).write_bytes(dump(entries))
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "strange.css").write_text("a{}")
    with pytest.raises(ManifestError, match="does not have the bytes"):
        Manifest(tmp_path, "compress")


def test_a_manifest_says_for_which_builder_it_was_made(tmp_path: Path) -> None:
    written(tmp_path, "a{}")
    Manifest(tmp_path, "compress").check_builder("dirhtml")
    (tmp_path / nodelists.FILE_NAME).write_bytes(nodelists.dump(Nodelists("html")))
    Manifest(tmp_path, "compress").check_builder("html")
    with pytest.raises(ManifestError, match="was made for the builder html"):
        Manifest(tmp_path, "compress").check_builder("dirhtml")


def test_a_manifest_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(ManifestError, match="cannot be read: Is a directory"):
        Manifest(tmp_path, "compress")


def test_bundles_are_found_in_any_text() -> None:
    html = '<a href="../_static/compress/css/output.0.css"><b src="_static/compress/js/x.js">'
    assert bundle_reference("compress").findall(html) == ["css/output.0.css", "js/x.js"]
    assert bundle_reference("other").findall(html) == []
