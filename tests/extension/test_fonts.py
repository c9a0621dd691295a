"""Tests of when subsets of fonts are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.state import PageState
from sphinx_compress.bundle.store import Bundle
from sphinx_compress.bundle.swaps import Swap, Swaps
from sphinx_compress.extension.fonts import icon_scripts, subsetting
from tests.sites import Site

SWAPS = Swaps({"css/a.css": Swap(Bundle("css/b.css", "", 1), ())})


def test_pages_begin_with_the_subsets_of_the_last_build(tmp_path: Path) -> None:
    compressor, state = Site(tmp_path).compressor(), PageState(tmp_path / "state")
    state.save_swaps(SWAPS)
    assert subsetting(compressor, state, print) is not None
    assert compressor.swaps == SWAPS


def test_without_their_tools_none_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compressor, state = Site(tmp_path).compressor(), PageState(tmp_path / "state")
    monkeypatch.setattr("sphinx_compress.extension.fonts.tools", lambda: "")
    state.save_swaps(SWAPS)
    assert subsetting(compressor, state, print) is None
    assert compressor.swaps == Swaps()


def test_switched_off_none_are_made(tmp_path: Path) -> None:
    compressor = Site(tmp_path).compressor(fonts="off")
    assert subsetting(compressor, PageState(tmp_path / "state"), print) is None


def test_scripts_are_split_if_the_settings_say_so(tmp_path: Path) -> None:
    state = PageState(tmp_path / "state")
    state.save_swaps(SWAPS)
    assert icon_scripts(Site(tmp_path).compressor(), state) is None
    compressor = Site(tmp_path).compressor(icons="used")
    assert icon_scripts(compressor, state) is not None
    assert compressor.swaps == SWAPS
