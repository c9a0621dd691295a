"""Tests of the versions of packages."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from sphinx_compress.core.packages import version_of


@pytest.mark.parametrize("package", ["Sphinx", "fonttools", "tinycss2"])
def test_versions_are_those_that_python_tells(package: str) -> None:
    assert version_of(package) == metadata.version(package)


def test_a_package_that_is_not_installed_has_none() -> None:
    with pytest.raises(metadata.PackageNotFoundError):
        version_of("no-such-package-here")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("odd-1.dist-info/METADATA", "Name: odd\nVERSION:  2.0\n\nVersion: 3.0\n"),
        ("odd.egg-info/PKG-INFO", "Name: odd\nVersion: 2.0\n\nVersion: 3.0\n"),
        ("odd-1.dist-info/METADATA", "Name: odd\nSummary: of\n Version: 3.0\nVersion: 2.0\n"),
    ],
)
def test_a_version_stands_in_the_head_of_any_metadata(
    file: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    assert version_of("odd") == metadata.version("odd") == "2.0"
