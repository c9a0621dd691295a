"""Tests of which scripts are found among static files."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.build.index import Index
from sphinx_compress.build.static_scripts import static_scripts
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
