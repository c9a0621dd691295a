"""A source may bring a map, beside it or in it."""

from __future__ import annotations

import base64

import pytest

from sphinx_compress.core.errors import SourceNotFound
from sphinx_compress.core.source_map import Segment, SourceMap, encoded
from sphinx_compress.filters.own_maps import own_map, reader_url

MAP = encoded(SourceMap(("../src/a.scss",), ("a",), [[Segment(0, 0, 0, 0)]]))
ASKED: list[str] = []


def read(url: str) -> bytes:
    ASKED.append(url)
    if url == "_static/css/maps/a.map":
        return MAP.encode()
    if url == "_static/css/bad.map":
        return b"<!DOCTYPE html>"
    raise SourceNotFound(url)


def named(url: str) -> str:
    return f"a{{b:c}}\n/*# sourceMappingURL={url} */\n"


def test_a_map_beside_a_source_is_read() -> None:
    found = own_map(named("maps/a.map"), "_static/css/a.css", read)
    assert found is not None
    assert found.sources == ("_static/css/src/a.scss",)
    assert found.contents == ("a",)


def test_a_map_in_a_source_is_read() -> None:
    data = base64.b64encode(MAP.encode()).decode()
    found = own_map(named(f"data:application/json;base64,{data}"), "_static/css/a.css", read)
    assert found is not None
    assert found.sources == ("_static/src/a.scss",)


@pytest.mark.parametrize(
    "url",
    [
        *("missing.map", "bad.map", "data:application/json;base64,e30="),
        *("https://example.org/a.map", "/etc/passwd", "//example.org/a.map"),
    ],
)
def test_there_may_be_no_map_to_be_had(url: str) -> None:
    ASKED.clear()
    assert own_map(named(url), "_static/css/a.css", read) is None
    # Nothing but a file of the site is asked for.
    assert all(asked.startswith("_static/css/") for asked in ASKED)


def test_an_inline_block_has_a_map_in_it_at_most() -> None:
    ASKED.clear()
    assert own_map(named("a.map"), "inline-01234567.css", read) is None
    assert own_map("a{b:c}", "_static/css/a.css", read) is None
    assert ASKED == []


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("a.scss", "_static/css/a.scss"),
        ("../a%20b.scss", "_static/a%20b.scss"),
        ("../../../../lib/a.scss", "lib/a.scss"),
        ("webpack:///./src/a.js", "webpack:///./src/a.js"),
        ("https://example.org/a.js", "https://example.org/a.js"),
        ("/home/me/a.scss", "a.scss"),
        ("file:///home/me/a.scss", "a.scss"),
        ("C:\\Users\\me\\a.scss", "a.scss"),
        ("src\\a.scss", "_static/css/src/a.scss"),
        ("http://[me/a.scss", "a.scss"),
    ],
)
def test_a_source_has_a_name_that_says_nothing_of_a_machine(url: str, known: str) -> None:
    assert reader_url(url, "_static/css/a.map") == known
