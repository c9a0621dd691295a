"""Tests of the command ``explain``."""

from __future__ import annotations

import json
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
    assert "regions.json was found beside or above" in capsys.readouterr().err


def test_a_directory_means_its_index(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(page.parent)]) == 0
    assert capsys.readouterr().out == "  _static/é.css is in css/output.1.css\n"
    assert main(["explain", str(page.parent / "_static")]) == 1
    assert "has no index.html: name a page in it, or use --all" in capsys.readouterr().err
    site = page.parent / "_build" / "html"
    site.mkdir(parents=True)
    (site / "index.html").write_bytes(page.read_bytes())
    assert main(["explain", str(site.parent)]) == 1
    assert f"(did you mean {site}?)" in capsys.readouterr().err


def test_of_several_pages_the_same_is_said_once(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (page.parent / "a").mkdir()
    for name in ("a/index.html", "b.html"):
        text = page.read_text().replace("_static", "../_static" if "/" in name else "_static")
        (page.parent / name).write_text(text)
    (page.parent / "c.html").write_text("<style>a{}</style>")
    (page.parent / "_static" / "d.html").write_text("<style>d{}</style>")
    assert main(["explain", "--all", str(page.parent)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == [
        f"{page.parent}/b.html and 2 more:",
        "  _static/é.css is in css/output.1.css",
    ]
    assert out[2] == f"{page.parent}/c.html:"
    assert out[3].startswith("  <style>a{}</style> stays: ")
    assert len(out) == 4
    assert main(["explain", str(page), str(page.parent / "c.html")]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"{page}:"


def test_programs_read_the_same_as_json(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--json", str(page)]) == 0
    [explained] = json.loads(capsys.readouterr().out)
    assert explained["page"] == page.as_posix()
    [tag] = explained["tags"]
    assert tag == {
        "tag": "_static/é.css",
        "bundle": "css/output.1.css",
        "reason": "",
        "is_left_out": False,
        "is_font": False,
        "note": "",
        "verdict": "",
    }
