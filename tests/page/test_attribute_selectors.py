"""Tests of attributes that may hold selectors of tags."""

from __future__ import annotations

import pytest

from sphinx_compress.page.attribute_selectors import recorded, records
from sphinx_compress.page.loose_scripts import loose_scripts
from sphinx_compress.page.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a data-swap="link">', ["data-swap"]),
        ("<a data-swap=LINK>", ["data-swap"]),
        ("<a data-swap='#menu, head > script:first-child'>", ["data-swap"]),
        ('<a data-swap="l&#105;nk">', ["data-swap"]),
        ('<a data-of=\'{"what": "link"}\'>', ["data-of"]),
        ('<a data-a="[ href*=theme]" data-b="head > *">', ["data-a", "data-b"]),
        ('<a class="x" href="#a, link" id="b">', ["href"]),
        ('<a title="A link to this" data-a="#link" class="link" id="link">', []),
        ('<a data-a="#script" data-b=".link" data-c="scripts" data-d="a-link">', []),
        ('<a onclick="x(\'link\')" style="link">', []),
    ],
)
def test_an_attribute_that_may_select_tags_is_recorded(html: str, expected: list[str]) -> None:
    assert sorted(map(recorded, records(vocabulary(html)))) == expected


def test_a_page_tells_of_them_whether_its_names_are_known_or_not() -> None:
    html = '<html><a data-swap="link" data-swap="*"></a></html>'
    for names in ((), vocabulary(html)):
        assert [recorded(each) for each in loose_scripts(html, [], [], names)] == ["data-swap"]


def test_where_names_are_too_many_any_attribute_may() -> None:
    assert [recorded(each) for each in records({"*"})] == ["*"]


def test_a_script_is_no_record() -> None:
    assert not recorded("<script>x()</script>")
