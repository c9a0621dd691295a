"""Tests of the command ``explain``."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.__main__ import main


def test_a_page_is_explained(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(page)]) == 0
    assert capsys.readouterr() == ("  _static/é.css is in css/output.1.css\n", "")


def test_what_cannot_be_explained_is_said_and_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(tmp_path / "missing.html")]) == 1
    out, error = capsys.readouterr()
    assert out == ""
    assert error == (
        f"sphinx_compress: {tmp_path / 'missing.html'} cannot be read: No such file or directory\n"
    )
    (tmp_path / "index.html").write_text("")
    assert main(["explain", str(tmp_path / "index.html")]) == 1
    assert "was built with sphinx_compress" in capsys.readouterr().err
