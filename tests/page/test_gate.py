"""Tests of what stands in place of a split style sheet, and of its gate."""

from __future__ import annotations

from bs4 import BeautifulSoup

from sphinx_compress.js.style_reads import style_reads
from sphinx_compress.page.gate import (
    OPENER,
    gate_elements,
    gate_region,
    gate_sheet,
    gated_regions,
    sheet_element,
    split_element,
)
from sphinx_compress.page.patterns import find_elements
from sphinx_compress.page.region import Region


def test_the_critical_part_stands_before_the_whole_sheet() -> None:
    html = split_element(sheet_element("critical.css"), "whole.css")
    critical, late = BeautifulSoup(html, "html.parser").find_all("link", recursive=False)
    assert html.startswith(sheet_element("critical.css"))
    assert critical.attrs == {"rel": ["stylesheet"], "href": "critical.css"}
    # It applies to nothing but paper up to the gate.
    assert (late["href"], late["media"]) == ("whole.css", "print")
    assert "data-compress-late" in late.attrs


def test_readers_without_scripts_get_the_whole_sheet() -> None:
    page = BeautifulSoup(split_element(sheet_element("critical.css"), "whole.css"), "html.parser")
    (sheet,) = page.select("noscript > link")
    assert sheet.attrs == {"rel": ["stylesheet"], "href": "whole.css"}
    # When a page is relinked, all three are elements of it.
    found = find_elements(split_element(sheet_element("critical.css"), "whole.css"))
    assert [each.is_hidden for each in found] == [False] * 3


def test_readers_without_scripts_may_get_more_than_others() -> None:
    html = split_element(sheet_element("critical.css"), "rest.css", "whole.css")
    page = BeautifulSoup(html, "html.parser")
    assert [each["href"] for each in page.select("noscript > link")] == ["whole.css"]
    assert [each["href"] for each in page.select("[data-compress-late]")] == ["rest.css"]


def test_a_gate_is_a_sheet_between_two_scripts_and_nothing_is_inline() -> None:
    elements = BeautifulSoup(gate_elements("o.js", "g.css"), "html.parser").find_all()
    assert [each.name for each in elements] == ["script", "link", "script"]
    assert all("data-compress-gate" in each.attrs for each in elements)
    assert [each.get("src") for each in elements] == ["o.js", None, "o.js"]
    assert not any(each.string for each in elements)


def test_the_sheet_of_a_gate_loads_the_whole_sheets_and_applies_none() -> None:
    assert gate_sheet(["a.css", "b.css"]) == "@import url(a.css) print;@import url(b.css) print;"


def test_what_opens_the_gate_reads_no_rules() -> None:
    # Or the first one of the two would have no page split.
    reads = style_reads(OPENER)
    assert not reads.rules
    assert not reads.layout
    # It removes what the page has, and no more.
    page = split_element(sheet_element("c"), "w") + gate_elements("o", "g")
    for name in ("data-compress-late", "data-compress-gate"):
        assert name in OPENER
        assert name in page


def test_the_region_of_a_gate_knows_the_runs_that_wait_there() -> None:
    gate = gate_region(["<link a>", "<link b>"])
    assert (gate.kind, gate.mode, gate.implicit) == ("css", "gate", True)
    assert gated_regions(gate) == [
        Region("css", "file", "output", nodelist, implicit=True, split=True)
        for nodelist in ("<link a>", "<link b>")
    ]
    assert gate_region(["<link a>"]).id != gate.id
