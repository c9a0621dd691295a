"""Tests of what is shown while a build stands still."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinx_compress.extension.progress import FileProgress
from tests.conftest import Project

MakeApp = Callable[..., SphinxTestApp]

LARGE = 10**6


def shown(app: SphinxTestApp) -> list[str]:
    # It has colours.
    text = re.sub(r"\x1b\[[\d;]*[mK]", "", app.status.getvalue())
    return [line.strip() for line in text.splitlines() if line.startswith("compress: ")]


def test_a_large_file_is_shown_once(app_of: MakeApp) -> None:
    app = app_of()
    progress = FileProgress(app, is_cold=True)
    progress.look_at("_static/small.js", 100)
    progress.end()
    assert shown(app) == []
    for name in ("large", "more", "large"):
        progress.look_at(f"_static/{name}.js", LARGE)
    progress.tell("making subsets")
    assert shown(app) == [
        "compress: looking at files... _static/large.js _static/more.js",
        "compress: making subsets",
    ]


def test_size_says_nothing_once_files_are_known(app_of: MakeApp) -> None:
    app = app_of()
    progress = FileProgress(app, is_cold=False)
    progress.look_at("_static/large.js", LARGE)
    progress.end()
    assert shown(app) == []


def test_small_files_are_shown_when_all_takes_long(
    app_of: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of()
    progress = FileProgress(app, is_cold=True)
    monkeypatch.setattr("sphinx_compress.extension.progress.SLOW", -1)
    progress.look_at("_static/small.js", 100)
    progress.end()
    assert shown(app) == ["compress: looking at files... _static/small.js"]


def test_other_processes_show_nothing(app_of: MakeApp) -> None:
    app = app_of()
    progress = FileProgress(app, is_cold=True)
    child = os.fork()
    if not child:
        progress.look_at("_static/large.js", LARGE)
        os._exit(len(shown(app)))
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_build_shows_a_large_file_before_its_first_page(
    project: Callable[[str], Project], workers: str
) -> None:
    source = project("test-any")
    source.write("_static/one.js", "function f() { return 1; }\n" * 30_000)
    status = source.run("-j", workers).status
    pages = status.partition("copying assets: done")[2]
    at = pages.index("compress: looking at files... _static/one.js")
    assert at < pages.index("100%")
    # A slow machine shows others, too.
    assert status.count("_static/one.js") == 1
