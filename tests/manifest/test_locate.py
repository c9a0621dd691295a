"""Tests of where the manifest of an offline build is looked for."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from sphinx_compress.core.errors import ManifestError
from sphinx_compress.manifest.locate import default_directory, directory_of


@pytest.mark.parametrize("value", ["a/b", "a/b/", "a/b/manifest.json", "./a/b"])
def test_a_path_leads_from_the_base_to_the_directory(value: str, tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    directory = directory_of(value, tmp_path)
    assert isinstance(directory, Path)
    assert directory.samefile(tmp_path / "a/b")


def test_an_absolute_path_is_taken_as_it_is(tmp_path: Path) -> None:
    assert directory_of(str(tmp_path), Path("/elsewhere")) == tmp_path
    assert directory_of("C:/site/compress", tmp_path) == tmp_path / "C:/site/compress"


def test_a_package_may_hold_the_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shipping" / "compress").mkdir(parents=True)
    (tmp_path / "shipping" / "__init__.py").touch()
    (tmp_path / "shipping" / "compress" / "manifest.json").write_text("{}")
    monkeypatch.syspath_prepend(str(tmp_path))
    for value in "shipping:compress", "shipping:compress/manifest.json":
        assert (directory_of(value, Path("/")) / "manifest.json").read_text() == "{}"
    monkeypatch.delitem(sys.modules, "shipping", raising=False)


def test_a_package_may_be_zipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "zipped.zip", "w") as file:
        file.writestr("zipped_theme/__init__.py", "")
        file.writestr("zipped_theme/compress/manifest.json", "{}")
    monkeypatch.syspath_prepend(str(tmp_path / "zipped.zip"))
    directory = directory_of("zipped_theme:compress", Path("/"))
    assert (directory / "manifest.json").read_bytes() == b"{}"
    monkeypatch.delitem(sys.modules, "zipped_theme", raising=False)


def test_a_package_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ManifestError, match="there is no package no_such_package"):
        directory_of("no_such_package:compress", Path("/"))


def test_a_manifest_of_another_name_is_an_error() -> None:
    with pytest.raises(ManifestError, match=r"a/other\.json: a manifest is called manifest\.json"):
        directory_of("a/other.json", Path("/"))


def manifest(directory: Path) -> Path:
    directory.mkdir(parents=True)
    (directory / "manifest.json").write_text("{}")
    return directory


def test_the_manifest_of_the_output_directory_is_the_first(tmp_path: Path) -> None:
    own = manifest(tmp_path / "html/_static/compress")
    manifest(tmp_path / "compress/_static/compress")
    assert default_directory(tmp_path / "html", "compress", is_copy=False) == own


def test_that_beside_it_is_taken_where_there_is_none_or_a_copy(tmp_path: Path) -> None:
    beside = manifest(tmp_path / "compress/_static/assets")
    assert default_directory(tmp_path / "html", "assets", is_copy=False) == beside
    manifest(tmp_path / "html/_static/assets")
    assert default_directory(tmp_path / "html", "assets", is_copy=True) == beside


def test_where_there_is_none_at_all_it_is_missed_in_the_output_directory(tmp_path: Path) -> None:
    expected = tmp_path / "html/_static/compress"
    assert default_directory(tmp_path / "html", "compress", is_copy=False) == expected
    manifest(expected)
    assert default_directory(tmp_path / "html", "compress", is_copy=True) == expected
