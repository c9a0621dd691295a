"""Tests of the record of what became of each tag."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.build.index import Index, Page, html_id
from sphinx_compress.build.revision import explain_regions
from sphinx_compress.bundle.result import Decision, Result
from sphinx_compress.manifest.decisions import Record, dump, explain, load

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
FATES = st.builds(Decision, TEXTS, TEXTS, TEXTS, st.booleans())
RECORDS = st.dictionaries(TEXTS.filter(str.strip), st.lists(FATES, min_size=1).map(tuple))


@given(RECORDS)
def test_a_record_comes_back(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    path = tmp_path_factory.mktemp("record") / "regions.json"
    path.write_bytes(dump(record))
    assert load(path) == record


@given(RECORDS)
def test_equal_records_are_equal_bytes(record: Record) -> None:
    assert dump(dict(reversed(record.items()))) == dump(record)
    assert dump(record).endswith(b"\n")


def test_a_region_without_tags_is_not_recorded() -> None:
    assert dump({"a": (), "b": (Decision("c"),)}) == dump({"b": (Decision("c"),)})


@pytest.mark.parametrize("html", ["", " ", "\n\t"])
def test_a_region_that_left_nothing_to_see_is_not_recorded(html: str) -> None:
    assert dump({html: (Decision("a"),), "b": (Decision("c"),)}) == dump({"b": (Decision("c"),)})


def test_half_a_character_is_no_error(tmp_path: Path) -> None:
    # The message of a tool, for one, may hold one.
    (tmp_path / "regions.json").write_bytes(dump({"a": (Decision("b", reason="\udc80"),)}))
    assert load(tmp_path / "regions.json").keys() == {"a"}


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"null", b"1", b"[]", b"[1]", b'"x"', b"\xff", b"\0", b"[" * 100_000),
        *(b'{"a": 1}', b'{"a": [1]}', b'{"a": [[]]}', b'{"a": [["b"]]}', b'{"a": null}'),
    ],
)
def test_a_spoilt_record_is_an_empty_one(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "regions.json").write_bytes(data)
    assert load(tmp_path / "regions.json") == {}


def test_no_record_is_an_empty_one(tmp_path: Path) -> None:
    assert load(tmp_path / "regions.json") == load(tmp_path) == load(tmp_path / "a" / "b") == {}


@pytest.mark.parametrize(
    ("decision", "line"),
    [
        (Decision("a.css", "css/output.1.css"), "  a.css is in css/output.1.css"),
        (
            Decision("a.css", "css/output.1.css", "it is odd"),
            "  a.css is in css/output.1.css (a new one: it is odd)",
        ),
        (Decision("a.css", "", "it is odd"), "  a.css stays: it is odd"),
        (Decision("a.css"), "  a.css stays"),
        (
            Decision("a.css", "", "it is empty", is_left_out=True),
            "  a.css is left out: it is empty",
        ),
        (Decision("a.css", is_left_out=True), "  a.css is left out"),
    ],
)
def test_a_line_says_what_became_of_a_tag(decision: Decision, line: str) -> None:
    assert explain(decision) == line


def index(pages: dict[str, list[str]]) -> Index:
    """Return an index of pages that use these regions."""
    return Index(
        pages={
            name: Page("", tuple((region_id, html_id("")) for region_id in regions))
            for name, regions in pages.items()
        }
    )


def test_regions_are_explained_by_the_first_page_that_has_them() -> None:
    found = index({"b": ["2", "1"], "a": ["1", "1"], "c": ["2"], "d": ["3"]})
    results = {
        "1": Result("", decisions=(Decision("x", "y"), Decision("z"))),
        "2": Result("", decisions=(Decision("v"),)),
        "3": Result(""),
    }
    assert list(explain_regions(found, results)) == [
        "on page b and 1 more:",
        "  x is in y",
        "  z stays",
        "on page b and 1 more:",
        "  v stays",
    ]


def test_nothing_is_said_of_no_pages() -> None:
    assert list(explain_regions(Index(), {})) == []


def test_a_record_names_no_time_and_is_read_by_people(tmp_path: Path) -> None:
    data = dump({"<link é>": (Decision("a"),)})
    assert "<link é>" in data.decode()
    assert json.loads(data) == {"<link é>": [["a", "", "", False]]}
