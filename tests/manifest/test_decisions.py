"""Tests of the decisions on each tag, as they are written down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.bundle.result import Decision
from sphinx_compress.manifest.decisions import Decisions, describe, dump, load

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
DECISIONS = st.builds(Decision, TEXTS, TEXTS, TEXTS, st.booleans())
ALL_DECISIONS = st.dictionaries(TEXTS.filter(str.strip), st.lists(DECISIONS, min_size=1).map(tuple))


@given(ALL_DECISIONS)
def test_decisions_come_back(tmp_path_factory: pytest.TempPathFactory, written: Decisions) -> None:
    path = tmp_path_factory.mktemp("decisions") / "regions.json"
    path.write_bytes(dump(written))
    assert load(path) == written


@given(ALL_DECISIONS)
def test_equal_decisions_are_equal_bytes(written: Decisions) -> None:
    assert dump(dict(reversed(written.items()))) == dump(written)
    assert dump(written).endswith(b"\n")


def test_a_region_without_tags_is_not_written() -> None:
    assert dump({"a": (), "b": (Decision("c"),)}) == dump({"b": (Decision("c"),)})


@pytest.mark.parametrize("html", ["", " ", "\n\t"])
def test_a_region_that_left_nothing_to_see_is_not_written(html: str) -> None:
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
def test_a_spoilt_file_has_no_decisions(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "regions.json").write_bytes(data)
    assert load(tmp_path / "regions.json") == {}


def test_no_file_has_no_decisions(tmp_path: Path) -> None:
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
    assert describe(decision) == line


def test_the_file_names_no_time_and_is_read_by_people(tmp_path: Path) -> None:
    data = dump({"<link é>": (Decision("a"),)})
    assert "<link é>" in data.decode()
    assert json.loads(data) == {"<link é>": [["a", "", "", False, "", False]]}
