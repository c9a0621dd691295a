"""Tests of the offline manifest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_compress.manifest import FILE_NAME, dump, load

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(TEXT, TEXT))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_manifest_comes_back(tmp_path: Path, entries: dict[str, str]) -> None:
    (tmp_path / FILE_NAME).write_bytes(dump(entries))
    assert load(tmp_path / FILE_NAME) == entries


@given(st.dictionaries(TEXT, TEXT))
def test_the_order_of_entries_makes_no_difference(entries: dict[str, str]) -> None:
    assert dump(dict(reversed(entries.items()))) == dump(entries)


def test_a_manifest_is_sorted_lines_of_json() -> None:
    assert dump({"b": "<ä>", "a": "<x>"}) == '{\n "a": "<x>",\n "b": "<ä>"\n}\n'.encode()


@pytest.mark.parametrize(
    "data",
    [
        *b'|{|null|[]|["a"]|"a"|{"a": 1}|{"a": "b", "c": null}|\xff'.split(b"|"),
        b"[" * 100_000,
        dump({"a": "b" * 100})[:50],
    ],
)
def test_a_spoilt_manifest_has_no_entries(data: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(data)
    assert load(tmp_path / FILE_NAME) == {}


def test_a_manifest_that_is_not_there_has_no_entries(tmp_path: Path) -> None:
    assert load(tmp_path / FILE_NAME) == {}
    assert load(tmp_path) == {}


def test_other_tools_can_read_it() -> None:
    assert json.loads(dump({"a": '"\n\u2028'})) == {"a": '"\n\u2028'}
