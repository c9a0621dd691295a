"""Tests of what stands in for links that scripts of a host count."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.bundle.result import Result
from sphinx_compress.bundle.split import BETWEEN
from sphinx_compress.bundle.stand_ins import with_stand_ins
from sphinx_compress.page.region import Mode, Region
from tests.sites import Site, sheet

FURO = sheet("styles/furo.css?v=1&amp;x")
OTHER = sheet("b.css")
STAND_IN = '<link rel="dns-prefetch" href="compress-root:_static/styles/furo.css" />'
PRELOAD = FURO.replace("stylesheet", "preload")


@pytest.mark.parametrize(
    ("mode", "nodelist", "html", "expected"),
    [
        ("file", FURO + OTHER, "<b>", STAND_IN),
        ("file", FURO + OTHER, f"{FURO}<b>", ""),
        ("file", FURO + FURO, f"{FURO}<b>", STAND_IN),
        ("file", FURO + FURO, "", STAND_IN * 2),
        ("file", OTHER, "<b>", ""),
        # What only readers without scripts have, nobody counts.
        ("file", f"<noscript>{FURO}</noscript>", "<b>", ""),
        ("preload", f"{PRELOAD}{BETWEEN}{FURO}", "<b>", STAND_IN),
        ("preload", f"{PRELOAD}{BETWEEN}{FURO}", f"{PRELOAD}<b>", ""),
    ],
)
def test_there_are_as_many_links_as_before(
    mode: Mode, nodelist: str, html: str, expected: str
) -> None:
    region = Region("css", mode, "output", nodelist)
    assert with_stand_ins(Result(html), region, "readthedocs") == Result(expected + html)
    assert with_stand_ins(Result(html), region, "none") == Result(html)


def test_a_bundled_sheet_of_a_theme_is_told_by_a_link_that_loads_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("styles/furo.css", ".a { color: red }")
    site.write("b.css", ".b { color: red }")
    nodelist = sheet("styles/furo.css") + OTHER
    result = site.compress_run("css", nodelist, injected="readthedocs")
    assert site.shape(result) == STAND_IN + '<link rel="stylesheet" href="{0}" />'
    assert "dns-prefetch" not in site.compress_run("css", nodelist).html
