"""What the README tells people to run does what the README says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.sites import build

pytestmark = pytest.mark.build

ROOT = Path(__file__).parents[2]


def test_the_demo_command_builds_both_sites_and_says_where_to_look(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "testdocs", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    for name in ("demo", "demo-stock"):
        index = tmp_path / name / "index.html"
        assert index.is_file()
        assert index.as_uri() in result.stdout
    summary = [line for line in result.stdout.splitlines() if line.startswith("compress: ")]
    assert [line for line in summary if " files became 4 on a typical page, " in line]
    where = os.path.relpath(tmp_path / "demo", ROOT)
    assert summary[-1].endswith(f"python -m sphinx_compress report {where}")
    assert any((tmp_path / "demo" / "_static" / "compress" / "css").iterdir())
    assert not (tmp_path / "demo-stock" / "_static" / "compress").exists()


def test_a_demo_that_is_switched_off_is_the_stock_demo(tmp_path: Path) -> None:
    stock = build(tmp_path / "stock", "-t", "stock")
    off = build(tmp_path / "off", "-D", "compress_enabled=0")
    assert tree(off) == tree(stock)


def tree(directory: Path) -> dict[str, bytes]:
    """Return all files but the one that records the configuration."""
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }
