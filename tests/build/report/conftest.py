"""A site with style sheets that are split, and a script that waits, without Sphinx."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.projects import Unmarked, css, js
from tests.sites import Site

#: So much that it is worth while to split a sheet.
RULES = "".join(f".never{number}{{color:#{number:06x}}}\n" for number in range(3000))


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Unmarked:
    """Return a site of pages at several depths, which differ in blocks and in one script."""
    site = Site(tmp_path / "site")
    site.values = {}
    site.write("big.css", f"p {{ color : red ; }}\n{RULES}")
    site.write("x.css", '@import "y.css";\n.x { color : red ; }')
    site.write("y.css", ".y { color : red ; }")
    site.write("late.js", "window.late  =  function ( ) { return 1 ; } ; // it declares\n")
    site.write("own.js", "window.own  =  function ( ) { return 2 ; } ; // it declares, too\n")
    site.write("find.js", "var odd = 1;\ndocument.querySelector('script[src*=own]').remove();\n")
    names = ["index", "a/one", "a/two", "a/b/three", "other"]
    tail = js("find")
    pages = {
        name: (css("big", "x"), f"<script>page = {number};</script>{tail}")
        for number, name in enumerate(names)
    }
    head, tail = pages["other"]
    pages["other"] = head, f"{tail}\n{js('own')}"
    return Unmarked(site, pages)
