"""What is put together of several style sheets knows where each token comes from."""

from __future__ import annotations

from sphinx_compress.core.source_map import SourceMap, decoded
from sphinx_compress.css.tokens import normalize
from sphinx_compress.filters.base import FilterContext
from sphinx_compress.filters.imports import ImportsFilter

SHEET = "_static/css/a.css"


def imported(text: str, files: dict[str, bytes]) -> tuple[str, SourceMap]:
    """Return a sheet with what it imports, and its map."""
    offered: list[str] = []
    context = FilterContext(
        "css",
        SHEET,
        "_static/css",
        "_static/compress/css",
        files.__getitem__,
        lambda problem: None,
        source_map=offered.append,
    )
    result = ImportsFilter()(text, context)
    (found,) = offered
    return normalize(result), decoded(found)


def pairs(
    text: str, files: dict[str, bytes], result: str, found: SourceMap
) -> dict[str, tuple[str, str]]:
    """Return the line behind each token of the result, with its source and the line there."""
    texts = {SHEET: normalize(text)}
    texts |= {url: normalize(data.decode()) for url, data in files.items()}
    lines = result.split("\n")
    return {
        lines[number][segment.column :]: (
            found.sources[segment.source],
            texts[found.sources[segment.source]].split("\n")[segment.line][segment.source_column :],
        )
        for number, segments in enumerate(found.lines)
        for segment in segments
        if segment.source >= 0
    }


def test_each_token_of_imported_sheets_is_traced() -> None:
    files = {
        "_static/css/b.css": b"@import 'deep/c.css';\n/*x*/ b{top:0;background:url(x.png)}",
        "_static/css/deep/c.css": b"c {\r\n background: url(y.png)}",
    }
    text = "@layer q;\n@import 'b.css' layer(x) screen;\na{left:0}"
    result, found = imported(text, files)
    assert result.startswith("@layer q;\n@media screen{\n@layer x{\nc {")
    traced = pairs(text, files, result, found)
    assert traced["c {"] == ("_static/css/deep/c.css", "c {")
    assert traced["url(deep/y.png)}"] == ("_static/css/deep/c.css", "url(y.png)}")
    assert traced["top:0;background:url(x.png)}"][0] == "_static/css/b.css"
    assert traced["a{left:0}"] == (SHEET, "a{left:0}")
    # All but what the conditions of the rule became.
    nowhere = [segment for segments in found.lines for segment in segments if segment.source < 0]
    assert len(nowhere) == 8
    assert all(
        key.startswith(origin.split("(")[0].split("{")[0]) for key, (_, origin) in traced.items()
    )


def test_a_sheet_that_is_imported_twice_is_one_source() -> None:
    files = {"_static/css/b.css": b"b{top:0}"}
    text = "@import 'b.css';@import 'b.css';"
    _, found = imported(text, files)
    assert found.sources == (SHEET, "_static/css/b.css")
    assert [segment.source for segments in found.lines for segment in segments] == [1] * 12
