"""The comment that names a source map is the last thing of a text."""

from __future__ import annotations

import pytest

from sphinx_compress.core.map_comments import data_of, map_url, with_map_url, without_map_url
from sphinx_compress.core.types import Kind


@pytest.mark.parametrize("kind", ["css", "js"])
@pytest.mark.parametrize("text", ["", "a", "a\n\n", "a // b"])
def test_a_comment_is_put_behind_a_text_and_taken_away(kind: Kind, text: str) -> None:
    named = with_map_url(text, "../maps/a.map", kind)
    assert map_url(named) == map_url(f"{named}\n\n") == "../maps/a.map"
    assert without_map_url(named) == text
    assert without_map_url(text) == text


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("x//@ sourceMappingURL=a.map", "a.map"),
        ("x/*@ sourceMappingURL=a.map */", "a.map"),
        ("x/*# sourceMappingURL=a.map*/\r\n", "a.map"),
        ("x/*# sourceMappingURL=a.map */ y", ""),
        ("x//# sourceMappingURL=a.map\ny", ""),
        ("x//# sourceMappingURL=a b", ""),
        ("x//# sourceMappingURL=", ""),
        ('x = "sourceMappingURL=a.map', ""),
        ("sourceMappingURL=a.map", ""),
    ],
)
def test_only_a_comment_at_the_end_names_a_map(text: str, url: str) -> None:
    assert map_url(text) == url


def test_a_map_may_be_in_the_url_itself() -> None:
    assert data_of("data:application/json;charset=utf-8;base64,e30=") == b"{}"
    for url in ("a.map", "data:application/json,{}", "data:x;base64,e", "data:x;base64"):
        assert data_of(url) is None
