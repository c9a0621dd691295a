"""A map stays right while filters change a text."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from sphinx_compress.core.errors import SourceNotFound
from sphinx_compress.core.source_map import Segment, SourceMap, encoded
from sphinx_compress.core.types import Kind
from sphinx_compress.filters.base import Filter, FilterContext, FilterSpec
from sphinx_compress.filters.chain import apply_steps
from sphinx_compress.filters.registry import load_steps
from sphinx_compress.filters.trace import Trace

FILES = {
    "_static/css/b.css": b"\xef\xbb\xbfb {\n  top: 0px\n}",
    "_static/css/min.css": b"m{n:o}/*# sourceMappingURL=min.css.map */",
    "_static/css/min.css.map": encoded(
        SourceMap(("m.scss",), ("M\nN",), [[Segment(0, 0, 0, 0), Segment(2, 0, 1, 0)]])
    ).encode(),
}


def read(url: str) -> bytes:
    if url not in FILES:
        raise SourceNotFound(url)
    return FILES[url]


class Offering(Filter):
    """Has a map of its own."""

    name: ClassVar[str] = "offering"
    version: ClassVar[str] = "1"
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css"})
    result: ClassVar[str] = "other{name:d}"
    offered: ClassVar[str] = encoded(SourceMap(("",), (None,), [[Segment(6, 0, 0, 2)]]))

    def __call__(self, text: str, context: FilterContext) -> str:
        assert context.source_map is not None
        context.source_map(self.offered)
        return self.result


class Refused(Offering):
    """Makes something that is refused."""

    name: ClassVar[str] = "refused"
    result: ClassVar[str] = "a{"


class Garbled(Offering):
    """Has a map that is none."""

    name: ClassVar[str] = "garbled"
    offered: ClassVar[str] = "{}"
    result: ClassVar[str] = "a{b:c}/**/"


def traced(text: str, *filters: str) -> tuple[str, SourceMap]:
    """Return what filters make of a style sheet, and its map."""
    steps, problems = load_steps([FilterSpec(name) for name in filters], "css", Path())
    assert not problems
    name = "_static/css/a.css"
    trace = Trace.of_source(text, "css", name, read)
    context = FilterContext(
        "css", name, "_static/css", "_static/compress/css", read, lambda problem: None
    )
    text = apply_steps(steps, "input", text, context, trace)
    return text, trace.finish(text, read)


def origin(text: str, found: SourceMap, token: str) -> tuple[str, str]:
    """Return from which source a token of the result comes, and what stands there."""
    lines = text[: text.index(token)].split("\n")
    segment = found.find(len(lines) - 1, len(lines[-1]))
    assert segment is not None
    content = found.contents[segment.source]
    assert content is not None
    return found.sources[segment.source], content.split("\n")[segment.line][segment.source_column :]


def test_tokens_are_traced_through_all_filters() -> None:
    source = '@import "b.css" screen;\n.a {\n  background: url(x.png) ;\n}\n' + "\n" * 200
    text, found = traced(source, "imports", "urls", "csscompressor")
    assert text == "@media screen{b{top:0}}.a{background:url(../../css/x.png)}"
    assert found.sources == ("_static/css/a.css", "_static/css/b.css")
    assert origin(text, found, "top") == ("_static/css/b.css", "top: 0px")
    assert origin(text, found, "0}") == ("_static/css/b.css", "0px")
    assert origin(text, found, "url(") == ("_static/css/a.css", "url(x.png) ;")
    assert found.contents == (source, "b {\n  top: 0px\n}")
    nowhere = found.find(0, 0)
    assert nowhere is not None
    assert nowhere.source == -1


@pytest.mark.parametrize("filters", [(), ("csscompressor",)])
def test_a_text_that_no_filter_changes_has_a_map(filters: tuple[str, ...]) -> None:
    text, found = traced("a{b:c}", *filters)
    assert text == "a{b:c}"
    assert origin(text, found, "c}") == ("_static/css/a.css", "c}")


def test_the_map_of_a_source_is_followed() -> None:
    text, found = traced(
        "a {\n  b: c }\n\n\n\n\n/*# sourceMappingURL=min.css.map */", "csscompressor"
    )
    assert text == "a{b:c}"
    assert found.sources == ("_static/css/m.scss",)
    assert origin(text, found, "a") == ("_static/css/m.scss", "M")


def test_the_map_of_what_is_imported_is_followed() -> None:
    text, found = traced('@import "min.css";\na{b:c}', "imports")
    assert origin(text, found, "n:o") == ("_static/css/m.scss", "N")
    assert origin(text, found, "b:c") == ("_static/css/a.css", "b:c}")
    assert found.sources == ("_static/css/m.scss", "_static/css/a.css")


def test_the_map_of_a_filter_counts() -> None:
    text, found = traced("a{b:c}", f"{__name__}.Offering")
    assert text == "other{name:d}"
    assert origin(text, found, "name") == ("_static/css/a.css", "b:c}")


def test_the_map_of_what_is_refused_does_not_count() -> None:
    text, found = traced("a{b:c}", f"{__name__}.Refused", "csscompressor")
    assert text == "a{b:c}"
    assert origin(text, found, "a{") == ("_static/css/a.css", "a{b:c}")


def test_a_map_that_is_none_does_not_count() -> None:
    text, found = traced("a{b:c}", f"{__name__}.Garbled")
    assert origin(text, found, "b:c") == ("_static/css/a.css", "b:c}")
