"""Tests of where regions are found in pages that were written."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sphinx_compress.bundle.result import Decision
from sphinx_compress.manifest import decisions, manifest
from sphinx_compress.manifest.places import Place, Places, prefix_of, record_below
from sphinx_compress.page.patterns import find_elements
from tests.sites import sheet

A, B = sheet("compress/css/a.1.css"), sheet("compress/css/b.1.css")


def found(text: str, *known: str, prefix: str = "") -> list[str]:
    places = list(Places(known).find(text, prefix, find_elements(text)))
    for place in places:
        assert text[place.start : place.end] == place.html.replace("compress-root:", prefix)
    return [place.html for place in places]


def page(*htmls: str, prefix: str = "") -> str:
    return "<p>" + "<p>".join(html.replace("compress-root:", prefix) for html in htmls)


def test_regions_are_found_in_their_order() -> None:
    assert found(page(B, A, B), A, B) == [B, A, B]
    assert found(page(B, prefix="../"), A, B, prefix="../") == [B]
    assert found(page(B, prefix="../"), A, B) == []
    assert found("", A) == []


def test_the_longest_region_counts() -> None:
    both = f"{A}\n{B}"
    assert found(page(both, A), A, both, B) == [both, A]
    # What stands before the first element is a part of it.
    assert found(page(f" \n{B}"), f" \n{B}", A) == [f" \n{B}"]
    assert found(page("<!-- a is empty -->"), "<!-- a is empty -->") == ["<!-- a is empty -->"]


def test_what_has_no_element_is_nowhere() -> None:
    assert found(page(" text "), " text ", "") == []


def test_it_says_where_a_region_is() -> None:
    text = f"<p>{A}"
    [place] = Places([A]).find(text, "compress-root:", find_elements(text))
    assert place == Place(3, 3 + len(A), A)


def test_time_grows_with_the_pages_and_not_with_the_regions() -> None:
    """Each page may have a region of its own, which begins as all others do."""
    regions = [f"{A}<script>pagename = {number};</script>" for number in range(20_000)]
    places = Places(regions)
    text = page(*regions[:1])
    elements = list(find_elements(text))
    assert len(list(places.find(text, "", elements))) == 1
    start = time.process_time()
    for _ in range(100):
        assert len(list(places.find(text, "", elements))) == 1
    # To try each region would take a thousand times as long.
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "depth", "prefix"),
    [
        ('<link href="../_static/c/css/a.css">', 0, "../"),
        ("<link href=/en/_static/c/js/a.js>", 1, "/en/"),
        ('<link href="../_static/other.css">', 2, "../../"),
        ("", 0, ""),
    ],
)
def test_the_prefix_is_what_the_page_writes(text: str, depth: int, prefix: str) -> None:
    assert prefix_of(text, "_static/c", depth) == prefix


def test_the_record_of_a_site_is_the_one_with_decisions(tmp_path: Path) -> None:
    assert record_below(tmp_path) is None
    ours, other = tmp_path / "_static" / "compress", tmp_path / "_static" / "maps"
    for directory in (ours, other):
        directory.mkdir(parents=True)
    (other / decisions.FILE_NAME).write_text('{"regions": []}')
    (ours / decisions.FILE_NAME).write_bytes(decisions.dump({A: (Decision("a"),)}))
    (ours / manifest.FILE_NAME).write_text("{}")
    assert record_below(tmp_path) == ours / decisions.FILE_NAME
