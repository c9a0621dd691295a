"""Tests of what stood in a page in place of a region."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.build.report.originals import Originals
from sphinx_compress.bundle.result import Decision
from sphinx_compress.manifest import manifest, nodelists
from sphinx_compress.manifest.nodelists import Nodelist, Nodelists
from tests.sites import script, sheet

HTML = '<script src="compress-root:_static/compress/js/output.1.js?v=2"></script>'
WITHOUT_VERSION = HTML.replace("?v=2", "")
DECIDED = (Decision("_static/a.js", "js/output.1.js"), Decision("<script>f()</script>", "x"))


def originals(directory: Path, nodelist: str) -> Originals:
    by_hash = {"hash": Nodelist("", nodelist)}
    (directory / nodelists.FILE_NAME).write_bytes(nodelists.dump(Nodelists("html", by_hash)))
    (directory / manifest.FILE_NAME).write_bytes(manifest.dump({"hash": WITHOUT_VERSION}))
    return Originals(directory, {HTML: DECIDED})


def test_tags_come_with_their_attributes(tmp_path: Path) -> None:
    known = originals(tmp_path, f"{script('a.js', ' defer')}\n<script>f()</script>")
    assert known.of(HTML) == (
        ("script", {"defer": "", "src": "compress-root:_static/a.js"}),
        ("script", {}),
    )


def test_where_the_nodelist_is_that_of_another_region_files_are_known(tmp_path: Path) -> None:
    assert originals(tmp_path, sheet("b.css")).of(HTML) == (
        ("script", {"src": "compress-root:_static/a.js"}),
    )
    (tmp_path / nodelists.FILE_NAME).unlink()
    known = Originals(tmp_path, {HTML: (Decision("_static/a.css"), Decision("../x.js"))})
    assert known.of(HTML) == (
        ("link", {"rel": "stylesheet", "href": "compress-root:_static/a.css"}),
        ("script", {"src": "../x.js"}),
    )
