"""The forms of Dart Sass; see also test_sass."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.core.errors import FilterError
from sphinx_compress.filters.precompilers.dart_sass import find_dart_sass
from sphinx_compress.filters.precompilers.hosting import converse, node_program
from sphinx_compress.filters.precompilers.sass import SassFilter
from sphinx_compress.filters.tools import Package
from tests.compilers import sass_compiler
from tests.filters.precompilers.test_sass import compiled, squeezed


def test_without_an_executable_there_is_none() -> None:
    assert find_dart_sass(None) is None


def test_a_dart_sass_of_its_own_needs_no_node(
    tmp_path: Path, node_tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler = sass_compiler("dart-sass", tmp_path, node_tools)
    program = next((tmp_path / "node_modules/.bin").iterdir())
    monkeypatch.setenv("PATH", f"{program.resolve().parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
    program.unlink()
    fingerprint = SassFilter().fingerprint({}, tmp_path)
    assert re.fullmatch(r"dart-sass-\d+\.\d+\.\d+", fingerprint)
    files = {"_static/_a.scss": "$a: b;"}
    made = compiled(compiler, '@use "a"; .a { b: a.$a }', files)
    assert squeezed(made.text) == ".a{b:b;}"


def test_a_program_named_sass_that_is_another_one_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sass").write_text("#!/bin/sh\necho Ruby Sass 3.7.4\n")
    (tmp_path / "sass").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FilterError, match="finds no compiler"):
        SassFilter().fingerprint({"compiler": "sass"}, tmp_path)


def test_sass_embedded_can_be_used_by_node_too(tmp_path: Path, node_tools: Path) -> None:
    package = Package("sass-embedded", "1", node_tools / "node_modules" / "sass-embedded")

    def answer(question: Mapping[str, Any]) -> object:
        if "load" in question:
            return {"contents": "@mixin m { @warn 'w'; a: $b }", "syntax": "scss"}
        if "wrong" in question["find"]:
            raise FilterError("it is wrong")
        return "compress:///_static/_p.scss"

    def talk(text: str) -> Mapping[str, Any]:
        request = {"text": text, "url": "compress:///_static/a.scss", "syntax": "scss"}
        return converse(node_program("sass.cjs", package, tmp_path), request, answer)

    done = talk('$b: 1; @import "p"; .a { @include m }')
    assert squeezed(done["css"]) == ".a{a:1;}"
    assert [warning["message"] for warning in done["warnings"]] == ["w"]
    done = talk('\n@use "wrong";')
    assert done["error"] == "it is wrong"
    assert done["place"]["line"] == 2
