"""Tests of the digest by which caches know this code."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.core.own_code import digest_of_code, own_digest


@pytest.fixture(name="package")
def a_package(tmp_path: Path) -> Path:
    (tmp_path / "js").mkdir()
    (tmp_path / "js/flow.py").write_text("a = 1\n")
    (tmp_path / "table.json").write_text("{}")
    return tmp_path


@pytest.mark.parametrize("change", ["js/flow.py", "table.json", "js/more.py"])
def test_a_change_of_the_code_is_seen(package: Path, change: str) -> None:
    before = digest_of_code(package)
    assert digest_of_code(package) == before
    (package / change).write_text("b = 1\n")
    assert digest_of_code(package) != before


def test_a_module_that_goes_elsewhere_is_seen(package: Path) -> None:
    before = digest_of_code(package)
    (package / "js/flow.py").rename(package / "js/flows.py")
    assert digest_of_code(package) != before


def test_what_is_no_code_is_not_looked_at(package: Path) -> None:
    before = digest_of_code(package)
    (package / "__pycache__").mkdir()
    (package / "__pycache__/flow.py").write_text("")
    (package / "notes.txt").write_text("")
    assert digest_of_code(package) == before


def test_this_package_is_read_once() -> None:
    assert own_digest() is own_digest()
