"""What became of a text is read as it was kept."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest

from sphinx_compress.bundle.filtered_text import FilteredText, from_json, to_json
from sphinx_compress.core.joinability import Joinability
from sphinx_compress.core.types import Problem
from sphinx_compress.js.joinability import js_joinability

FULL = FilteredText(
    "a{}",
    Joinability(
        kept_because="x",
        declared_names=frozenset("ab"),
        lexical_names=frozenset("b"),
        mentioned_names=frozenset("cd"),
        mentioned_properties=frozenset("e"),
        only_imports=True,
    ),
    (Problem("minify", "kept", "_static/a.css", 3),),
    (("_static/b.css", "12"), ("_static/c.css", None)),
    ("--a",),
    (("_static/b.css", 2),),
)


@pytest.mark.parametrize("filtered", [FULL, FilteredText("", Joinability())])
def test_what_was_kept_comes_back(filtered: FilteredText) -> None:
    assert from_json(to_json(filtered)) == filtered


def test_the_same_is_kept_as_the_same_text() -> None:
    names = [f"name{number}" for number in range(50)]
    one = FilteredText("", Joinability(mentioned_names=frozenset(names)))
    other = FilteredText("", Joinability(mentioned_names=frozenset(reversed(names))))
    assert to_json(one) == to_json(other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        to_json(FULL)[:-1],
        to_json(FULL).replace("inlined", "x"),
        to_json(FULL).replace('"inlined": [["_static/b.css", 2]]', '"inlined": [1]'),
        to_json(FULL).replace("kept_because", "x"),
        to_json(FULL).replace('"inputs": [[', '"inputs": [[1, '),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a filtered text"):
        from_json(text)


ODD = [None, 1, -1.5, True, "x", [], [1], [[1]], {}, {"a": 1}, [{"a": None}], float("inf")]


@pytest.mark.parametrize("value", ODD)
def test_what_others_wrote_has_the_right_types_or_is_refused(value: object) -> None:
    whole = json.loads(to_json(FULL))
    joinability = whole["joinability"]
    for odd in (
        *(whole | {name: value} for name in whole),
        *(whole | {"joinability": joinability | {name: value}} for name in joinability),
        *(
            whole | {"problems": [whole["problems"][0] | {name: value}]}
            for name in ("line", "source")
        ),
        whole | {"inputs": [["a", value]]},
    ):
        try:
            filtered = from_json(json.dumps(odd))
        except ValueError:
            continue
        assert from_json(to_json(filtered)) == filtered
        whole_ones: list[tuple[Any, Any]] = [
            (filtered, FULL),
            (filtered.joinability, FULL.joinability),
        ]
        for one, good in [*whole_ones, *((each, FULL.problems[0]) for each in filtered.problems)]:
            for field in fields(one):
                kinds = {type(getattr(good, field.name)), type(None)}
                assert type(getattr(one, field.name)) in kinds


@pytest.mark.parametrize(
    "text",
    [
        "f(document.currentScript.dataset.a)",
        "f('DOMContentLoaded')",
        "var a; let b",
        "'use strict'; return",
    ],
)
def test_all_that_is_known_of_a_text_is_kept(text: str) -> None:
    filtered = FilteredText(text, js_joinability(text))
    assert from_json(to_json(filtered)) == filtered
