"""Tests of where the report is."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.report.place import report_file


def test_it_stands_beside_the_site_and_not_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "html"
    site.mkdir()
    expected = tmp_path / "html.compress-report.html"
    assert report_file(site) == expected
    monkeypatch.chdir(site)
    assert report_file(Path()) == expected
    assert not expected.is_relative_to(site)
