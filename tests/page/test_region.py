"""Tests of what makes a region the same region on every page."""

from __future__ import annotations

import hashlib
import json
import time

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
    canonical_form,
    mark,
    site_root_prefix,
    unmark,
    with_versions,
)

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


@given(st.sampled_from(PREFIXES), st.sampled_from(PREFIXES))
def test_the_canonical_form_knows_no_prefix(one: str, other: str) -> None:
    forms = {
        canonical_form(mark(NODELIST.format(*[prefix] * 8), prefix)) for prefix in (one, other)
    }
    assert len(forms) == 1


def test_the_canonical_form_knows_no_checksum_of_a_file_of_this_site() -> None:
    form = canonical_form(NODELIST.format(*[ROOT_MARKER] * 8))
    assert f'"{ROOT_MARKER}_static/pygments.css"' in form
    assert f"'{ROOT_MARKER}_static/styles/furo.css'" in form
    assert f"={ROOT_MARKER}_static/a.css>" in form
    # These are text, which a script may read.
    assert f"url({ROOT_MARKER}_static/b.png?v=2)" in form
    assert f'load("{ROOT_MARKER}_static/e.js?v=3")' in form


@pytest.mark.parametrize(
    "text",
    [
        '<link href="compress-root:_static/a.css?v=1&amp;w=2">',
        '<link href="compress-root:_static/a.css?x=1">',
        '<link href="compress-root:_static/a.css#?v=1">',
        '<link href="compress-root:_static/a.css?w=1?v=1">',
        '<link href="https://x.y/a.css?v=1">',
        '<link href="compress-root:_images/a.css?v=1">',
        '<link title="is it?v=1">',
        '<!-- <link href="compress-root:_static/a.css?v=1"> -->',
        '<img src="compress-root:_static/a.png?v=1">',
        "<script>'<link href=\"compress-root:_static/a.css?v=1\">'</script>",
        "?",
        "no query",
        "",
    ],
)
def test_other_queries_are_a_part_of_the_canonical_form(text: str) -> None:
    assert canonical_form(text) == text


@given(st.one_of(st.text(), NEAR_MISSES))
def test_the_canonical_form_is_its_own(text: str) -> None:
    assert canonical_form(canonical_form(text)) == canonical_form(text)


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
def test_a_long_nodelist_takes_linear_time(part: str) -> None:
    began = time.process_time()
    text = mark(part * (500_000 // len(part)), "")
    canonical_form(text)
    canonical_form(f'<link title="{text}">')
    assert unmark(text, "") == part * (500_000 // len(part))
    assert time.process_time() - began < 5


def test_versions_come_back_to_what_they_were_taken_from() -> None:
    marked = mark(NODELIST.format(*["../"] * 8), "../")
    assert with_versions(canonical_form(marked), marked) == marked


def test_only_tags_that_name_a_file_get_its_version() -> None:
    url = f"{ROOT_MARKER}{STATIC}a.js"
    nodelist = f'<script src="{url}?v=1"></script><script src="{ROOT_MARKER}{STATIC}b.js"></script>'
    html = (
        f'<script src="{url}" defer></script><script src="{url}x"></script>'
        f'<script src="{url}?q=1"></script><script>"{url}"</script><!-- {url} --><p title="{url}">'
    )
    assert with_versions(html, nodelist) == html.replace(f'"{url}" defer', f'"{url}?v=1" defer')


def test_of_two_versions_of_a_file_the_first_counts() -> None:
    url = f"{ROOT_MARKER}{STATIC}a.css"
    nodelist = f'<link href="{url}?v=1" /><link href="{url}?digest=2" />'
    assert with_versions(f'<link href="{url}" />', nodelist) == f'<link href="{url}?v=1" />'
