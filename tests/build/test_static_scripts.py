"""Tests of which scripts are found among static files."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.build.index import Index
from sphinx_compress.build.static_scripts import scripts_of_frames, static_scripts
from sphinx_compress.bundle.store import Store, name_bundle


def test_all_scripts_are_found_but_bundles(tmp_path: Path) -> None:
    for name in ("b.js", "a/x y.mjs", "a.css", "before/mine.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("f()")
    for directory in ("compress", "before"):
        Store(tmp_path / directory).write(name_bundle("js", "output", b"f()"), b"f()")
    index = Index(output_dir="before")
    found = static_scripts(tmp_path, Store(tmp_path / "compress"), index)
    assert [*found] == ["_static/a/x%20y.mjs", "_static/b.js", "_static/before/mine.js"]


def test_the_scripts_of_pages_that_look_at_the_page_around_them_are_found(tmp_path: Path) -> None:
    looks = "<script>parent.document.styleSheets[1].remove()</script>"
    other = "<script>d.querySelector('link')</script>"
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "frame.html").write_text(
        f"<style>p {{ top: 0 }}</style>{looks}{other}"
        '<body onload="top.document.querySelectorAll(0)">'
    )
    (tmp_path / "a" / "no-page.html").mkdir()
    (tmp_path / "a" / ".html").write_text(looks)
    (tmp_path / "a" / "picture.svg").write_text(f"<svg>{looks}</svg>")
    (tmp_path / "plain.html").write_text(f"<p>A parent of all.</p>{other}")
    handler = "<script>top.document.querySelectorAll(0)</script>"
    assert [*scripts_of_frames(tmp_path)] == [looks, other, handler, looks]
