"""Tests of the command ``python -m sphinx_compress``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_compress.__main__ import main
from sphinx_compress.core.version import __version__
from tests.commands.conftest import write_page


@pytest.fixture(name="page")
def a_page(tmp_path: Path) -> Path:
    return write_page(tmp_path)


def test_the_command_is_one_of_python(page: Path) -> None:
    command = [sys.executable, "-m", "sphinx_compress", "explain"]
    done = subprocess.run([*command, str(page)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == "  _static/é.css is in css/output.1.css\n"
    done = subprocess.run([*command, str(page.parent / "no")], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"sphinx_compress: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["explain"], ["other"], ["explain", "--none", "a"], ["-x"]]
)
def test_a_wrong_command_says_how_to_use_it(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m sphinx_compress")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["--version"])
    assert raised.value.code == 0
    assert capsys.readouterr().out == f"sphinx_compress {__version__}\n"


def test_help_names_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["--help"])
    assert raised.value.code == 0
    assert "explain" in capsys.readouterr().out


def test_a_label_that_the_terminal_lacks_is_no_error(page: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_compress", "explain", str(page)],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0, done.stderr.decode()[-200:]
