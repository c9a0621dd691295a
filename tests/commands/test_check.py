"""Tests of the command ``check``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sphinx_compress.__main__ import main
from sphinx_compress.bundle.result import Decision
from sphinx_compress.bundle.store import name_bundle
from sphinx_compress.manifest.decisions import FILE_NAME, Decisions, dump

DATA = b".a{color:red}\n"
PATH = name_bundle("css", "output", DATA).path
FILE = f"_static/compress/{PATH}"


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Path:
    store = tmp_path / "_static" / "compress"
    (store / "css").mkdir(parents=True)
    (store / PATH).write_bytes(DATA)
    tag = f'<link rel="stylesheet" href="{FILE}" />'
    known: Decisions = {tag.replace("_static", "compress-root:_static"): (Decision("a.css", PATH),)}
    (store / FILE_NAME).write_bytes(dump(known))
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(tag)
    return tmp_path


def test_a_good_site_is_told_with_the_budget_that_it_holds(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(site)]) == 0
    said = "without a budget: pages take no more than css=0.1kB,js=0.0kB,requests=1"
    assert capsys.readouterr().out.splitlines() == [
        said,
        "check: 2 pages and 1 bundle: all is well",
    ]
    assert main(["check", str(site), "--budget", said.rpartition(" ")[2]]) == 0


def test_a_site_on_which_nothing_was_bundled_passes_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static/a.css").write_text("a{}")
    (tmp_path / "index.html").write_text('<link rel="stylesheet" href="_static/a.css">')
    assert main(["check", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("no bundle is on 1 page: none has anything to bundle, or sphinx_")
    assert lines[2] == "check: 1 page and 0 bundles: all is well"
    assert main(["check", str(tmp_path), "--budget", "requests=0"]) == 1


def test_a_bundle_that_is_gone_with_its_record_is_missed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(site / "_static/compress")
    assert main(["check", str(site)]) == 1
    assert f"{FILE}: a page refers to it, and it is not there" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "report"])
def test_a_directory_above_the_site_is_told_where_it_is(
    site: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    shutil.copytree(site, site / "build/html")
    assert main([command, str(site / "build")]) == 1
    assert f"did you mean {site / 'build/html'}?" in capsys.readouterr().err


def test_what_is_wrong_has_a_line_and_a_status(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / FILE).unlink()
    assert main(["check", str(site)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{FILE}: a page refers to it, and it is not there [page a.html and 1 more]",
        "check: 2 pages and 0 bundles: 1 problem",
    ]


def test_a_budget_holds_or_does_not(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(site), "--budget", "css=1kB,requests=1"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "budget css: 1.0 kB holds; a.html takes most, 34 bytes",
        "budget requests: 1 holds; a.html takes most, 1",
        "check: 2 pages and 1 bundle: all is well",
    ]
    assert main(["check", str(site), "--budget", "requests=0"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "budget requests: 2 of 2 pages take more than 0:",
        "  a.html: 1",
        "  b.html: 1",
        "check: 2 pages and 1 bundle: 1 problem",
    ]


def test_programs_read_the_same_as_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(site), "--json", "--budget", "requests=0"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["is_good"], found["pages"], found["bundles"]) == (False, 2, 1)
    assert found["findings"] == []
    [budget] = found["budgets"]
    assert (budget["name"], budget["limit"], budget["over"]) == ("requests", 0, 2)
    assert budget["worst"][0] == {"page": "a.html", "value": 1}


def test_what_cannot_be_checked_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert "is it the output directory of a build" in capsys.readouterr().err
    assert main(["check", str(tmp_path), "--budget", "css=x"]) == 1
    assert "css must be a size such as 60kB" in capsys.readouterr().err
