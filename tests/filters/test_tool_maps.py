"""Tools of others make maps with what they make of a text."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from sphinx_compress.core.errors import SourceNotFound
from sphinx_compress.core.source_map import SourceMap
from sphinx_compress.core.types import Kind
from sphinx_compress.filters.base import Filter, FilterContext
from sphinx_compress.filters.precompilers.esbuild import EsbuildFilter
from sphinx_compress.filters.precompilers.less import LessFilter
from sphinx_compress.filters.precompilers.sass import SassFilter
from sphinx_compress.filters.terser import TerserFilter
from sphinx_compress.filters.trace import Trace
from tests.compilers import sass_compiler

FUNCTION = "function one(argument) {\n  const local = argument * 2;\n  return local;\n}\n"


class Traced(NamedTuple):
    """What a tool made of a text, with and without somebody who wants a map."""

    text: str
    without: str
    map: SourceMap

    def origin(self, token: str) -> tuple[str, str]:
        """Return the source of a token, and what stands on its line there."""
        lines = self.text[: self.text.index(token)].split("\n")
        segment = self.map.find(len(lines) - 1, len(lines[-1]))
        assert segment is not None
        content = self.map.contents[segment.source] or ""
        line = content.split("\n")[segment.line]
        return self.map.sources[segment.source], line[segment.source_column :]


def traced(
    filter_: Filter,
    text: str,
    directory: Path,
    *,
    source: str = "_static/x/a.js",
    mime_type: str = "",
    files: dict[str, str] | None = None,
) -> Traced:
    """Give a text to a tool, and follow it."""

    def read(url: str) -> bytes:
        if url not in (files or {}):
            raise SourceNotFound(url)
        return (files or {})[url].encode()

    kind: Kind = "js" if source.endswith(("js", "ts")) else "css"
    trace = Trace(text, kind, source)
    offered: list[str] = []

    def offer(source_map: str) -> None:
        offered.append(source_map)
        trace.offer(source_map)

    def context(*, has_map: bool) -> FilterContext:
        return FilterContext(
            kind,
            source,
            "_static/x",
            "_static/compress/x",
            read,
            lambda problem: None,
            type=mime_type,
            directory=directory,
            source_map=offer if has_map else None,
        )

    result = filter_(text, context(has_map=True))
    without = filter_(text, context(has_map=False))
    assert len(offered) == 1
    trace.follow(text, result)
    return Traced(result, without, trace.finish(result, read))


def test_terser_says_what_names_were(node_tools: Path) -> None:
    found = traced(TerserFilter(), FUNCTION, node_tools)
    assert found.text == found.without == "function one(n){return 2*n}"
    assert found.origin("n}")[1] == "argument * 2;"
    assert "argument" in found.map.names


@pytest.mark.parametrize("head", ["", "#!/usr/bin/env node\n"])
@pytest.mark.parametrize("comment", ["", "// @copyright somebody\n", "// one\n// @copyright two\n"])
def test_esbuild_puts_comments_before_what_is_mapped(
    head: str, comment: str, node_tools: Path
) -> None:
    found = traced(EsbuildFilter(), head + comment + FUNCTION, node_tools)
    assert found.text == found.without
    assert found.text.startswith(head)
    assert found.origin("one(")[1] == "one(argument) {"
    assert found.origin("*2")[1] == "argument * 2;"


def test_types_are_left_out_of_a_script(node_tools: Path) -> None:
    found = traced(
        EsbuildFilter(),
        "let a: number = 1;\nfunction f(x: string) {\n return x }\n",
        node_tools,
        source="_static/x/a.ts",
        mime_type="text/typescript",
    )
    assert found.text == found.without
    assert found.origin("x) {") == ("_static/x/a.ts", "x: string) {")
    assert found.origin("x;") == ("_static/x/a.ts", "x }")


SASS = {"_static/x/_p.scss": "$c: red;\n.p { color: $c; }\n"}
SCSS = "@use 'p';\n.a {\n  .b { color: p.$c }\n}\n"


@pytest.mark.parametrize("name", ["sass", "sass-embedded"])
def test_rules_of_sass_come_from_the_files_that_have_them(
    name: str, tmp_path: Path, node_tools: Path
) -> None:
    found = traced(
        SassFilter(),
        SCSS,
        sass_compiler(name, tmp_path, node_tools).directory,
        source="_static/x/a.scss",
        mime_type="text/x-scss",
        files=SASS,
    )
    assert found.text == found.without
    assert found.map.sources == ("_static/x/_p.scss", "_static/x/a.scss")
    assert found.origin(".p") == ("_static/x/_p.scss", ".p { color: $c; }")
    assert found.origin(".a .b") == ("_static/x/a.scss", ".b { color: p.$c }")


def test_rules_of_less_come_from_the_files_that_have_them(node_tools: Path) -> None:
    found = traced(
        LessFilter(),
        "@import 'p.less';\n.a {\n  .b { color: @c }\n}\n",
        node_tools,
        source="_static/x/a.less",
        mime_type="text/less",
        files={"_static/x/p.less": "@c: red;\n.p { color: @c; }\n"},
    )
    assert found.text == found.without
    assert found.origin(".p") == ("_static/x/p.less", ".p { color: @c; }")
    assert found.origin("color: red;\n}\n.a") == ("_static/x/p.less", "color: @c; }")
    assert found.origin(" .b")[0] == "_static/x/a.less"
