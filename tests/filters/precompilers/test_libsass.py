"""What only libsass does; see also test_sass."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.core.errors import FilterError
from sphinx_compress.filters.precompilers.libsass import LibSass
from tests.compilers import sass_compiler
from tests.filters.precompilers.test_sass import compiled


def test_the_version_names_the_package() -> None:
    assert LibSass("0.23.0").version == "libsass-0.23.0"


def test_libsass_says_that_it_does_not_know_modules(tmp_path: Path, node_tools: Path) -> None:
    compiler = sass_compiler("libsass", tmp_path, node_tools)
    for text in ('@use "a"; .a { b: c }', '@use "sass:math"; .a { b: math.div(1, 2); c: a.$d }'):
        with pytest.raises(FilterError, match="libsass does not know @use and @forward"):
            compiled(compiler, text, {"_static/_a.scss": "$a: 1;"})
    assert "@use" in compiled(compiler, "/*\n@use */ .a { b: c }").text


def test_libsass_says_that_it_cannot_import_the_indented_syntax(
    tmp_path: Path, node_tools: Path
) -> None:
    compiler = sass_compiler("libsass", tmp_path, node_tools)
    with pytest.raises(FilterError, match=r"_static/_i\.sass is indented"):
        compiled(compiler, '@import "i";', {"_static/_i.sass": ".a\n  b: c\n"})
