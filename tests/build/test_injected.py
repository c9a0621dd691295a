"""Tests of what hosts look for in pages."""

from __future__ import annotations

import pytest

from sphinx_compress.build.injected import INJECTED
from sphinx_compress.core.types import Kind
from sphinx_compress.js.tag_references import asked_for, references
from tests.sites import script, sheet


@pytest.mark.parametrize(
    ("tag", "url", "kind", "is_looked_for"),
    [
        (sheet("styles/furo.css"), "_static/styles/furo.css", "css", False),
        (script("js/theme.js"), "_static/js/theme.js", "js", True),
        (sheet("css/theme.css"), "_static/css/theme.css", "css", False),
        (script("doctools.js"), "_static/doctools.js", "js", False),
    ],
)
def test_read_the_docs_looks_for_what_tells_themes_apart(
    tag: str, url: str, kind: Kind, is_looked_for: bool
) -> None:
    text = INJECTED["readthedocs"]
    found = references(text[text.index(">") + 1 : text.rindex("<")])
    assert bool(asked_for(tag, url, kind, found.words)) == is_looked_for
