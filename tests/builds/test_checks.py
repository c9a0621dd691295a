"""Builds that the command ``check`` looks at."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_compress.__main__ import main
from tests.conftest import Project
from tests.manual import example

MakeProject = Callable[[str], Project]


@pytest.mark.parametrize(
    "settings", [(), ("compress_precompress=gz", "compress_keep_generations=2")]
)
def test_a_build_is_whole(
    settings: tuple[str, ...], project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    source = project("test-furo")
    options = [word for setting in settings for word in ("-D", setting)]
    built = source.run(*options)
    file = source.source / "budget.toml"
    file.write_text(example("command-line", "check-budget"))
    assert main(["check", str(built.directory), "--budget", str(file)]) == 0
    assert capsys.readouterr().out.endswith("all is well\n")
    _, *command = shlex.split(example("command-line", "check-command"))
    given = [str(built.directory) if "_build" in each else each for each in command]
    assert main(given[given.index("check") :]) == 0
    bundle = next(Path(built.directory, "_static", "compress", "css").glob("output.*.css"))
    bundle.write_bytes(bundle.read_bytes() + b"x")
    capsys.readouterr()
    assert main(["check", str(built.directory), "--budget", "css=1kB"]) == 1
    out = capsys.readouterr().out
    assert f"{bundle.name}: it does not have the bytes that its name promises [page " in out
    assert "take more than 1.0 kB" in out
