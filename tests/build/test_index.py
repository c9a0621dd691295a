"""Tests of the index of pages."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse, id_of_html
from sphinx_compress.build.place import TemplatePlace
from sphinx_compress.page.region import Region

GOOD: dict[str, object] = {
    "format": 8,
    "output_dir": "compress",
    "regions": {"r": ["css", "file", "output", "<link>", "layout.html", 3, False, False, True]},
    "htmls": {"h": "<html>"},
    "uses": [[["r", "h"]], []],
    "pages": {
        "index": ["../", 0, True, ["<script>"], False, [0, 1], []],
        "zz": ["", 1, True, [], True, [2], [0]],
    },
    "names": [".a", "p", "q"],
}


def test_the_index_is_read() -> None:
    index = Index.from_json(json.dumps(GOOD))
    assert index.pages == {
        "index": Page(
            "../", (RegionUse("r", "h"),), scripts=("<script>",), names=frozenset({"p", ".a"})
        ),
        "zz": Page("", is_document=True, names=frozenset({"p", "q"})),
    }
    assert index.output_dir == "compress"
    assert json.loads(index.to_json()) == GOOD


@pytest.mark.parametrize(
    "text",
    [b"", b"\xff\x00", b"null", b"1", b"[]", b"{}", b'"x"', b"[" * 100_000, b'{"a":' * 100_000]
    + [json.dumps(GOOD)[:length].encode() for length in range(0, len(json.dumps(GOOD)), 7)],
)
def test_what_is_no_index_is_an_empty_one(text: bytes) -> None:
    assert Index.from_json(text) == Index()


@pytest.mark.parametrize("part", sorted(GOOD))
@pytest.mark.parametrize(
    "value",
    [
        *(None, 2, [], {"a": 1}, {"a": []}, {"a": ["b", "c"]}, [["a"]]),
        {"a": ["", [["x", "y"]], 1]},
        {"a": ["css", "file", "x", "y", "z", float("inf"), False, False]},
        {"index": ["", [["r"]], True, []]},
        *({"index": ["", number, True, []]} for number in (-1, 1, 2, 1.0, "0", None)),
        [[["r"]], []],
        [[["r", "x"]], []],
    ],
)
def test_an_index_with_a_wrong_part_is_no_error(part: str, value: object) -> None:
    index = Index.from_json(json.dumps(GOOD | {part: value}))
    for page in index.pages.values():
        for region_id, html in page.uses:
            assert region_id in index.regions
            assert html in index.htmls


def test_an_index_of_another_format_is_an_empty_one() -> None:
    assert Index.from_json(json.dumps(GOOD | {"format": 1})) == Index()


TEXT = st.text(max_size=5)


@st.composite
def indices(draw: st.DrawFn) -> Index:
    places = st.builds(TemplatePlace, TEXT, st.integers())
    regions = draw(
        st.lists(st.builds(Region, st.just("css"), st.just("file"), TEXT, TEXT), max_size=3)
    )
    placed = {item.id: PlacedRegion(item, draw(places)) for item in regions}
    htmls = {
        id_of_html(html): html for html in draw(st.lists(TEXT.filter(str.isprintable), max_size=3))
    }
    pairs = st.builds(RegionUse, st.sampled_from(sorted(placed)), st.sampled_from(sorted(htmls)))
    uses = st.lists(pairs, max_size=3).map(tuple) if placed and htmls else st.just(())
    pages = draw(st.dictionaries(TEXT, st.builds(Page, TEXT, uses, st.booleans()), max_size=3))
    return Index(placed, htmls, pages, draw(TEXT))


@given(indices())
def test_an_index_comes_back(index: Index) -> None:
    index.drop_unused()
    assert Index.from_json(index.to_json()) == index


@given(indices(), indices())
def test_after_a_killed_build_all_that_a_page_may_hold_is_known(one: Index, other: Index) -> None:
    before = {name: page.uses for name, page in one.pages.items()}
    one.add_killed_build(other, {*other.pages})
    one.drop_unused()
    for pages in (before, {name: page.uses for name, page in other.pages.items()}):
        for name, uses in pages.items():
            assert set(uses) <= set(one.pages[name].uses)
    assert not any(one.pages[name].is_certain for name in other.pages)


def test_a_killed_build_knows_all_of_the_pages_that_it_finished() -> None:
    index = Index(pages={name: Page("", scripts=("a",), names=frozenset("a")) for name in "pq"})
    new = Index(pages={name: Page("", scripts=("b",), names=frozenset("b")) for name in "pq"})
    index.add_killed_build(new, {"q"})
    assert index.pages["p"].scripts == ("b",)
    assert index.pages["p"].names == {"b"}
    assert index.pages["q"].scripts == ("b", "a")
    assert index.pages["q"].names == {"a", "b"}


def test_a_page_of_a_removed_document_counts_only_where_it_lies() -> None:
    index = Index(pages={name: Page("") for name in ("index", "other", "search", "gone")})
    index.forget_gone({"index", "other"}, {"index", "search"}.__contains__)
    # Sphinx leaves the page of a removed document, and a build of others does not miss its own.
    assert set(index.pages) == {"index", "other", "search"}
    assert set(index.without_removed({"index"}).pages) == {"index", "search"}
    assert set(index.pages) == {"index", "other", "search"}


def test_the_names_are_those_of_the_pages_as_they_are() -> None:
    index = Index(pages={"a": Page("", names=frozenset({"p", "@a"})), "b": Page("")})
    assert index.names() == ["@a", "p"]
    index.pages["b"] = Page("", names=frozenset({"@b"}))
    assert index.names("@") == ["@a", "@b"]
    assert index.without_removed({"a"}).names() == ["@a", "@b", "p"]
    del index.pages["a"]
    assert index.names() == ["@b"]
