"""Tests of the command ``doctor``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinx_compress.__main__ import main


@pytest.fixture(name="source")
def a_project(tmp_path: Path) -> Path:
    (tmp_path / "conf.py").write_text('extensions = ["sphinx_compress"]\n')
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text('<p><script src="https://x.org/a.js"></script>')
    return tmp_path


def test_a_good_project_is_well(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", str(source)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "versions:"
    assert "  name the built site, too, and its policy is told: doctor SOURCEDIR OUTDIR" in lines
    assert lines[-1] == "doctor: all is well"


def test_the_policy_of_a_built_site_is_told(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", str(source), str(source / "site")]) == 0
    out = capsys.readouterr().out
    assert "\n  script-src 'self' https://x.org; style-src 'self'\n" in out
    assert "set compress_join_scripts to 'text'" in out


def test_what_is_wrong_is_marked_and_a_failure(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (source / "conf.py").open("a") as file:
        file.write("compress_critcal = 'off'\n")
    assert main(["doctor", str(source)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "! there is no setting compress_critcal (did you mean compress_critical?)" in lines
    assert lines[-1] == "doctor: 1 problem"
    assert main(["doctor", str(source), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    [wrong] = [each for each in found["remarks"] if each["is_wrong"]]
    assert wrong["topic"] == "settings"
    assert found["policy"] is None


def test_what_is_no_project_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", str(tmp_path)]) == 1
    assert "there is no conf.py in" in capsys.readouterr().err
    (tmp_path / "source").mkdir()
    (tmp_path / "source/conf.py").write_text("")
    assert main(["doctor", str(tmp_path)]) == 1
    assert f"(did you mean {tmp_path / 'source'}?)" in capsys.readouterr().err
