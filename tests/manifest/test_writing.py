"""Tests of how the files beside the bundles are written."""

from __future__ import annotations

from sphinx_compress.manifest.writing import readable_json


def test_entries_are_sorted_and_each_has_a_line() -> None:
    assert readable_json({"b": "é", "a": [1]}) == '{\n "a": [\n  1\n ],\n "b": "é"\n}\n'.encode()


def test_half_a_character_is_no_error() -> None:
    assert readable_json({"a": "\udc80"}) == b'{\n "a": "\\udc80"\n}\n'
