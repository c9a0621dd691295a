"""On machines that have less than this one, or other ways, a build makes the same bytes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Project, tree

MakeProject = Callable[[str], Project]

#: What is done before Sphinx is imported.
MACHINES = {
    "neither fork nor flock": """
import os, sys, warnings
sys.modules["fcntl"] = None
del os.fork
# filelock says that its locks are softer then.
warnings.simplefilter("ignore")
""",
    "processes are spawned": """
import multiprocessing
multiprocessing.set_start_method("spawn")
""",
}


def build(source: Project, machine: str, jobs: str) -> Path:
    """Build the project as on some machine; return the site."""
    out = machine.replace(" ", "-") or "usual"
    code = f"{MACHINES.get(machine, '')}\nimport sys\nfrom sphinx.cmd.build import main\n"
    command = [sys.executable, "-c", f"{code}sys.exit(main(sys.argv[1:]))"]
    command += source.command("-q", "-j", jobs, out=out)[3:]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return source.builds / out


def test_the_same_bytes_are_made(project: MakeProject) -> None:
    source = project("test-any")
    usual = tree(build(source, "", "1"))
    assert any("/compress/css/" in path for path in usual)
    for machine, jobs in zip(MACHINES, ("1", "2"), strict=True):
        assert tree(build(source, machine, jobs)) == usual, machine
