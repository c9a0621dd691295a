"""Tests of the command ``report``."""

from __future__ import annotations

import json
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest

from sphinx_compress.__main__ import main


def test_it_writes_a_report_beside_the_site(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = page.parent
    before = sorted(site.rglob("*"))
    assert main(["report", str(site)]) == 0
    report = site.with_name(f"{site.name}.compress-report.html")
    assert capsys.readouterr() == (f"{report}\n", "")
    assert "css/output.1.css" in report.read_text(encoding="utf-8")
    assert sorted(site.rglob("*")) == before
    report.unlink()


def test_it_goes_where_it_is_wanted_and_is_shown(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(webbrowser, "open", shown.append)
    target = tmp_path / "deep" / "report.html"
    assert main(["report", str(page.parent), "--output", str(target), "--open"]) == 0
    assert shown == [target.as_uri()]
    assert target.is_file()


def test_the_same_facts_are_printed_as_json(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = page.parent
    assert main(["report", str(site), "--json"]) == 0
    out, error = capsys.readouterr()
    facts = json.loads(out)
    assert list(facts) == sorted(facts)
    assert facts["bundles"][0]["sources"][0]["tag"] == "_static/é.css"
    assert error == ""
    assert not list(site.parent.glob("*.compress-report.html"))


def test_who_reads_the_output_may_stop(page: Path) -> None:
    command = [sys.executable, "-m", "sphinx_compress", "report", "--json", str(page.parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_what_has_no_report_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path)]) == 1
    assert "is it the output directory of a build" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_said(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["report", str(page.parent), "--output", str(tmp_path / "file" / "x")]) == 1
    assert "the report cannot be written" in capsys.readouterr().err
