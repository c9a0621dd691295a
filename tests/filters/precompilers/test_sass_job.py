"""What each compiler for Sass takes and returns."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from sphinx_compress.filters.precompilers.compiling import Place
from sphinx_compress.filters.precompilers.dart_sass import DartSass
from sphinx_compress.filters.precompilers.libsass import LibSass
from sphinx_compress.filters.precompilers.sass_job import Compiled, Compiler


def test_either_compiler_has_a_version_for_the_cache_key() -> None:
    compilers: list[Compiler] = [LibSass("1.0"), DartSass("sass-2.0", lambda *_: {})]
    assert [compiler.version for compiler in compilers] == ["libsass-1.0", "sass-2.0"]


def test_what_was_compiled_does_not_change() -> None:
    compiled = Compiled("a{}", (("old", Place("_static/a.scss", 1)), ("old", None)))
    with pytest.raises(FrozenInstanceError):
        compiled.css = ""  # type: ignore[misc]
    assert compiled == Compiled("a{}", compiled.warnings)
