"""Tests of the types of scripts that browsers run."""

from __future__ import annotations

import pytest

from sphinx_compress.page.script_types import is_run, type_of


@pytest.mark.parametrize("type_", ["", "module", " Text/JavaScript ", "text/javascript1.5"])
def test_browsers_run_scripts_and_modules(type_: str) -> None:
    assert is_run({"type": type_})
    assert is_run({})


@pytest.mark.parametrize(
    "type_", ["application/json", "text/x-template", "importmap", "text/javascript;charset=utf-8"]
)
def test_browsers_run_nothing_else(type_: str) -> None:
    assert not is_run({"type": type_})
    assert type_of({"type": type_}) == type_
