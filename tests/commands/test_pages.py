"""Tests of the pages that a command line means."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.commands.pages import pages_below


def test_all_that_look_like_pages_are_found_in_order(tmp_path: Path) -> None:
    for name in ("b.html", "a/index.htm", "_static/x.html", "_sources/y.html", "a.txt", "B.xhtml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    names = [path.relative_to(tmp_path).as_posix() for path in pages_below(tmp_path)]
    assert names == ["B.xhtml", "b.html", "a/index.htm"]
