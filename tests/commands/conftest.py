"""A page of a built site."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.bundle.result import Decision
from sphinx_compress.manifest.decisions import FILE_NAME, Decisions, dump

PAGE = '<head><link rel="stylesheet" href="_static/compress/css/output.1.css" /></head>'


def write_page(site: Path) -> Path:
    """Write a page, and the record of what became of its one tag."""
    store = site / "_static" / "compress"
    store.mkdir(parents=True)
    html = PAGE.replace("_static", "compress-root:_static").removeprefix("<head>")
    known: Decisions = {
        html.removesuffix("</head>"): (Decision("_static/é.css", "css/output.1.css"),)
    }
    (store / FILE_NAME).write_bytes(dump(known))
    (site / "index.html").write_text(PAGE)
    return site / "index.html"


@pytest.fixture(name="page")
def a_page(tmp_path: Path) -> Path:
    return write_page(tmp_path)
