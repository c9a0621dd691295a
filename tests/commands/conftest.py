"""A page of a built site."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.bundle.result import Decision
from sphinx_compress.manifest.decisions import FILE_NAME, Decisions, dump

PAGE = '<head><link rel="stylesheet" href="_static/compress/css/output.1.css" /></head>'


@pytest.fixture(name="page")
def a_page(tmp_path: Path) -> Path:
    store = tmp_path / "_static" / "compress"
    store.mkdir(parents=True)
    html = PAGE.replace("_static", "compress-root:_static").removeprefix("<head>")
    known: Decisions = {
        html.removesuffix("</head>"): (Decision("_static/é.css", "css/output.1.css"),)
    }
    (store / FILE_NAME).write_bytes(dump(known))
    (tmp_path / "index.html").write_text(PAGE)
    return tmp_path / "index.html"
