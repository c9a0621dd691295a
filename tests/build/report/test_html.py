"""Tests of the page that people read."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from bs4 import BeautifulSoup

from sphinx_compress.build.report.facts import facts_of
from sphinx_compress.build.report.html import change, html_of, kilobytes, seconds
from tests.build.projects import Unmarked


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (14, 6, "\N{MINUS SIGN}57 %"),
        (100, 107, "+7 %"),
        (3, 3, "±0 %"),
        (0, 5, "\N{EN DASH}"),
        (None, None, "\N{EN DASH}"),
    ],
)
def test_changes_are_written_as_people_read_them(
    before: float | None, after: float | None, text: str
) -> None:
    assert change(before, after) == text


def test_numbers_have_their_units() -> None:
    assert kilobytes(2_211_794) == "2,211.8 kB"
    assert kilobytes(None) == "\N{EN DASH}"
    assert seconds(722) == "0.72 s"


def test_it_says_what_the_facts_say(site: Unmarked) -> None:
    site.build()
    facts = facts_of(site.html)
    page = BeautifulSoup(html_of(facts), "html.parser")
    text = page.get_text(" ", strip=True)
    for size in ("before", "after"):
        assert kilobytes(facts["typical"][size]["gzip"]) in text
    for bundle in facts["bundles"]:
        assert bundle["file"] in text
    for entry in facts["kept"]:
        assert entry["reason"] in text
    assert len(page.select(".waterfall")) == 2
    assert len(page.select(".treemap .bundle")) == sum(
        any(source["bytes"] for source in each["sources"]) for each in facts["bundles"]
    )
    assert not page.select("#time")


def test_time_stands_apart(site: Unmarked) -> None:
    site.build()
    facts = facts_of(site.html)
    with_time = html_of(facts, {"Relink pages": "0.10 s"})
    page = BeautifulSoup(with_time, "html.parser")
    assert "Relink pages" in page.select("#time")[0].get_text()
    section = re.search(r'<section id="time".*?</section>\n', with_time, re.DOTALL)
    assert section is not None
    rest = with_time.replace(section[0], "").replace('<a href="#time">Time</a>', "")
    assert rest.split() == html_of(facts).split()


def test_names_are_text_and_no_markup(site: Unmarked) -> None:
    evil = "<script>alert(1)</script>"
    site.build()
    facts = facts_of(site.html)
    facts["title"] = evil
    facts["kept"] = [{"tags": [evil], "reason": f'"{evil}', "pages": 1, "distinct": 1}]
    facts["bundles"][0]["file"] = f'"{evil}'
    facts["kinds"][0]["pages"] = [evil]
    page = html_of(facts)
    assert "<script>alert" not in page
    assert BeautifulSoup(page, "html.parser").h1.get_text() == evil  # type: ignore[union-attr]


def test_it_asks_nobody_for_anything(site: Unmarked) -> None:
    site.build()
    asked: list[str | None] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            asked.extend(value for name, value in attrs if name in {"src", "href", "srcset"})

    page = html_of(facts_of(site.html))
    Reader().feed(page)
    assert asked
    assert all(value and value.startswith("#") for value in asked)
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_there_is_a_page_for_a_site_without_regions() -> None:
    nothing: dict[str, Any] = {"title": "", "pages": 0, "knows_brotli": False, "typical": None}
    nothing |= {"kinds": [], "bundles": [], "kept": [], "scripts": []}
    assert "No page has a style sheet or script" in html_of(nothing)


def test_many_bundles_are_not_drawn(site: Unmarked) -> None:
    site.build()
    facts = facts_of(site.html)
    facts["bundles"] = [
        {**facts["bundles"][0], "file": f"css/{number}.css"} for number in range(300)
    ]
    page = html_of(facts)
    assert page.count('<div class="bundle ') == 40
    assert "260 smaller bundles are not drawn" in page
