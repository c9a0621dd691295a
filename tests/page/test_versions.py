"""Tests of the version queries of static files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core.types import ROOT_MARKER, STATIC
from sphinx_compress.page.region import mark
from sphinx_compress.page.versions import canonical_form, with_versions, without_versions
from tests.page.test_region import NEAR_MISSES, NODELIST, PREFIXES


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


def test_a_tag_without_versions_keeps_all_else() -> None:
    url = f"{ROOT_MARKER}{STATIC}a.css"
    tag = f'<link href="{url}{{}}" title="a?v=1" />'
    assert without_versions(tag.format("?v=1")) == tag.format("")
    assert without_versions(tag.format("?w=1")) == tag.format("?w=1")
