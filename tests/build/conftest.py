"""Fixtures of all tests of whole builds without Sphinx."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.projects import Project, Unmarked, css, js
from tests.sites import Site


@pytest.fixture(name="project")
def a_project(tmp_path: Path) -> Project:
    site = Site(tmp_path)
    for name in "abc":
        site.write(f"{name}.css", f".{name}{{}}")
    pages = {"index": ["a.css", "b.css"], "sub/page": ["a.css", "b.css"], "other": ["c.css"]}
    return Project(site, pages)


@pytest.fixture(name="unmarked")
def an_unmarked_site(tmp_path: Path) -> Unmarked:
    site = Site(tmp_path / "site")
    for name in "abcdef":
        site.write(f"{name}.css", f".{name} {{ color : red ; }}\n\n")
        site.write(f"{name}.js", f"{name} ( ) ; // a comment that is left out\n")
    site.values |= {"css_filters": ["urls", "csscompressor"], "js_filters": ["rjsmin"]}
    pages = {f"p{number}": (css("a", "b"), js("a", "b")) for number in range(6)}
    return Unmarked(site, pages)
