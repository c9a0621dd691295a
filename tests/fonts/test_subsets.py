"""Tests of how subsets are made."""

from __future__ import annotations

import subprocess
from importlib.metadata import PackageNotFoundError
from typing import Any

import pytest

from sphinx_compress.fonts.blocks import ALWAYS, Needs
from sphinx_compress.fonts.subsets import Made, Request, make, read_ranges, tools
from tests.fonts.files import font, made


def test_several_fonts_are_made_in_order_and_each_alike_every_time() -> None:
    needs = Needs(ALWAYS)
    names = ["Roboto-Slab-Bold", "fontawesome-webfont", "Roboto-Slab-Regular"]
    bold, icons, regular = make(Request(font(name), needs, "S") for name in names)
    assert [each.is_icons for each in (bold, icons, regular)] == [False, True, False]
    assert bold.data[:4] == icons.data[:4] == regular.data[:4] == b"wOF2"
    assert made(font()) == regular != bold


@pytest.mark.parametrize("data", [b"", b"wOF2", font()[:5000], b"<svg></svg>"])
def test_what_is_no_font_is_left_alone(data: bytes) -> None:
    each = made(data)
    assert each.reason
    assert each.data == b""


def test_a_process_that_fails_is_no_answer_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: Any, **__: Any) -> Any:
        return subprocess.CompletedProcess([], 1, b"", b"Traceback\nMemoryError")

    monkeypatch.setattr(subprocess, "run", run)
    assert made(b"") == Made(reason="no subset was made: MemoryError", is_failure=True)

    def never(*_: Any, **__: Any) -> Any:
        raise subprocess.TimeoutExpired("python", 180)

    monkeypatch.setattr(subprocess, "run", never)
    assert made(b"").is_failure


def test_another_version_of_a_tool_is_another_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    tools.cache_clear()
    now = tools()
    assert now
    with monkeypatch.context() as patch:
        patch.setattr("sphinx_compress.fonts.subsets.version_of", lambda name: "9.9")
        tools.cache_clear()
        assert tools() not in {"", now}

        def missing(name: str) -> str:
            raise PackageNotFoundError

        patch.setattr("sphinx_compress.fonts.subsets.version_of", missing)
        tools.cache_clear()
        assert tools() == ""
    tools.cache_clear()


def test_ranges_are_pairs_of_numbers() -> None:
    assert read_ranges([["1", 2]]) == ((1, 2),)
    with pytest.raises(ValueError, match="unpack"):
        read_ranges([[1]])
