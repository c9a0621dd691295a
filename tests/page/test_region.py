"""Tests of what makes a region the same region on every page."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sphinx_compress.core.types import ROOT_MARKER, STATIC, Kind
from sphinx_compress.page.region import (
    DEFAULT_NAME,
    KINDS,
    MODES,
    Mode,
    Region,
    mark,
    site_root_prefix,
    unmark,
)
from sphinx_compress.page.versions import canonical_form

PREFIXES = ["", "../", "../../", "/", "/en/latest/", "https://x.y/z/"]

#: A nodelist as it is on a page whose site root prefix is in the place of ``{}``.
NODELIST = """
<link rel="stylesheet" type="text/css" href="{}_static/pygments.css?v=d75fae25" />
<link rel='stylesheet' href='{}_static/styles/furo.css?digest=8d27b9dea8ad943066ae'>
<LINK rel=stylesheet href={}_static/a.css?v=1>
<style>b {{ background: url({}_static/b.png?v=2) }}</style>
<img srcset="x.png,{}_static/c.png 2x, {}_static/d.png 3x">
<script src="{}_static/a.js"></script><script>load("{}_static/e.js?v=3")</script>
"""

NEAR_MISSES = st.lists(
    st.sampled_from(["_static/", "../", "/", "en/latest/", '"', "'", "=", "(", " ", "a", "\n", "."])
).map("".join)


@pytest.mark.parametrize(
    ("url", "prefix"),
    [
        ("_static/@@", ""),
        ("../_static/@@", "../"),
        ("/en/latest/_static/@@", "/en/latest/"),
        ("https://x.y/_static/z/_static/@@", "https://x.y/_static/z/"),
        ("../_static/%40%40", ""),
        ("../_static/@@?v=1", ""),
        ("#", ""),
        ("", ""),
    ],
)
def test_the_prefix_is_what_the_page_writes_before_static(url: str, prefix: str) -> None:
    def pathto(target: str, resource: bool) -> str:
        assert (target, resource) == ("_static/@@", True)
        return url

    assert site_root_prefix(pathto) == prefix


@given(st.one_of(st.text(), NEAR_MISSES), st.sampled_from(PREFIXES))
def test_to_mark_can_be_undone(text: str, prefix: str) -> None:
    assume(ROOT_MARKER not in text)
    assert unmark(mark(text, prefix), prefix) == text


@given(st.text(), st.text())
def test_to_mark_can_be_undone_with_any_prefix(text: str, prefix: str) -> None:
    assume(ROOT_MARKER not in text)
    assert unmark(mark(text, prefix), prefix) == text


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_url_of_the_page_is_marked(prefix: str) -> None:
    marked = mark(NODELIST.format(*[prefix] * 8), prefix)
    assert marked == NODELIST.format(*[ROOT_MARKER] * 8)


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ('href="../../_static/a.css"', "../"),
        ('href="../_static/a.css"', ""),
        ('href="x/_static/a.css"', ""),
        ('href="https://cdn/en/latest/_static/a.css"', "/en/latest/"),
        ('href="my_static/a.css"', ""),
        ('href="a_static/_static/b"', ""),
        ('href="./_static/a.css"', ""),
        ('href="_static"', ""),
        ('href="_staticx/a.css"', ""),
        ("&quot;_static/a.css&quot;", ""),
    ],
)
def test_a_url_of_another_place_is_not_marked(text: str, prefix: str) -> None:
    assert mark(text, prefix) == text


def test_a_url_at_the_very_start_and_two_in_a_row_are_told_apart() -> None:
    assert mark("_static/_static/a", "") == f"{ROOT_MARKER}_static/_static/a"
    assert mark("_static/ _static/", "") == f"{ROOT_MARKER}_static/ {ROOT_MARKER}_static/"


def test_equal_regions_have_equal_hashes_and_any_part_counts() -> None:
    nodelist = f'<link href="{ROOT_MARKER}_static/a.css?v=1">'
    other_nodelist = f'<link href="{ROOT_MARKER}_static/b.css?v=1">'
    kinds: tuple[Kind, ...] = ("css", "js")
    modes: tuple[Mode, ...] = ("file", "inline", "preload")
    regions = [
        Region(kind, mode, name, text)
        for kind in kinds
        for mode in modes
        for name in (DEFAULT_NAME, "theme", "file")
        for text in (nodelist, other_nodelist)
    ]
    assert len({region.nodelist_hash for region in regions}) == len(regions)
    assert len({region.id for region in regions}) == len(regions)
    assert Region("css", "file", "a", nodelist).id == Region("css", "file", "a", nodelist).id


def test_parts_do_not_run_into_each_other() -> None:
    one, other = Region("css", "file", "a", "bc"), Region("css", "file", "ab", "c")
    assert one.nodelist_hash != other.nodelist_hash
    assert one.id != other.id


def test_regions_that_differ_in_checksums_share_the_nodelist_hash_only() -> None:
    one, other = (
        Region("css", "file", "a", f'<link href="{ROOT_MARKER}_static/a.css?v={version}">')
        for version in (1, 2)
    )
    assert one.nodelist_hash == other.nodelist_hash
    assert one.id != other.id


def test_the_nodelist_hash_is_the_same_on_any_machine() -> None:
    # Manifests are carried from one to another: a change here makes all of them void.
    region = Region("css", "file", "output", f'<link href="{ROOT_MARKER}_static/a.css?v=1">')
    canonical = f'<link href="{ROOT_MARKER}_static/a.css">'
    parts = json.dumps(["css", "file", "output", canonical]).encode()
    assert region.nodelist_hash == hashlib.sha256(parts).hexdigest()


def test_there_are_two_kinds_and_three_modes() -> None:
    assert KINDS == ("css", "js")
    assert MODES == ("file", "inline", "preload")
    assert STATIC == "_static/"


@pytest.mark.parametrize(
    "part", ["_static/", '"_static/', "a_static/?v=1 ", "<link href=_static/a?v=1>"]
)
def test_a_nodelist_of_any_length_is_read_to_its_end(part: str) -> None:
    # With time that grows with the square of the length, this would take minutes.
    text = mark(part * (500_000 // len(part)), "")
    canonical_form(text)
    canonical_form(f'<link title="{text}">')
    assert unmark(text, "") == part * (500_000 // len(part))
