"""Tests of scripts that may load scripts of other sites."""

from __future__ import annotations

import pytest

from sphinx_compress.js.foreign_files import loads_foreign_files


@pytest.mark.parametrize(
    "text",
    [
        "script.src = 'https://example.org/a.js'",
        "script.src = `//example.org/a.mjs?v=1`",
        "import mermaid from 'https://example.org/mermaid'",
        "import('https://example.org/mermaid').then(run)",
        "load('https://example.org/a.js'",
    ],
)
def test_a_script_that_may_load_one_of_another_site_is_told(text: str) -> None:
    assert loads_foreign_files(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "// see https://example.org/a.js",
        "f('a.js', './b.js', 'https://example.org/json')",
        "import a from './a.js'",
        "link.href = 'https://example.org/a.js.html'",
    ],
)
def test_other_scripts_load_none(text: str) -> None:
    assert not loads_foreign_files(text)
