"""Tests of what the end of a build has to know of a site."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.build.site import WrittenSite


def page_files(directory: Path, suffix: str) -> set[str]:
    site = WrittenSite(directory, lambda page: directory / f"{page}{suffix}", "utf-8", set)
    return {path.relative_to(directory).as_posix() for path in site.page_files()}


def test_pages_are_found_by_their_suffix_and_outside_of_other_files(tmp_path: Path) -> None:
    pages = {"index.html", "a/b.htm", "a/c.xhtml", "d.php"}
    others = {"_static/x.html", "a/_sources/x.html", "_downloads/x.html", "_images/x.html", "x.txt"}
    for name in pages | others:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert page_files(tmp_path, ".php") == pages
    assert page_files(tmp_path, ".html") == pages - {"d.php"}
