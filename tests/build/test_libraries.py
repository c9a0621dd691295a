"""Tests of the table of libraries."""

from __future__ import annotations

import json
import re

import pytest

from sphinx_compress.build.early_scripts import EarlyScript
from sphinx_compress.build.libraries import TABLE, libraries, to_row
from sphinx_compress.build.waiting import JudgedScript, verdicts
from sphinx_compress.core.names import Declarations
from sphinx_compress.js.at_once import at_once
from sphinx_compress.js.quiet import is_quiet

JQUERY = "ff1523fb7389539c84c65aba19260648793bb4f5e29329d2ee8804bc37a3fe6e"


def judged(text: str, *, can_move: bool = True) -> JudgedScript:
    """Return a script of a page, which is called by its text."""
    mentions = frozenset(re.findall(r"[\w$]+", text))
    script = EarlyScript(mentions=mentions, declares=at_once(text)[0], is_quiet=is_quiet(text))
    return JudgedScript(script, text, can_move)


def library(digest: str = JQUERY) -> JudgedScript:
    declares = libraries()[digest]
    script = EarlyScript(mentions=declares.names, declares=declares)
    return JudgedScript(script, "a library", can_move=True)


def test_libraries_are_known_by_digests_and_look_at_no_page() -> None:
    rows = json.loads(TABLE.read_text(encoding="utf-8"))
    assert len({row[1] for row in rows}) == len(rows) == len(libraries())
    for digest, declares in libraries().items():
        assert re.fullmatch("[0-9a-f]{64}", digest)
        assert not declares.reads_page
        assert not declares.calls


def test_a_row_has_all_that_is_declared() -> None:
    for name, digest, *parts in json.loads(TABLE.read_text(encoding="utf-8")):
        assert [*to_row(name, digest, libraries()[digest])] == [name, digest, *parts]
    assert to_row("x", "0", Declarations(frozenset("ba")))[2] == ["a", "b"]


def test_jquery_waits_with_what_calls_it() -> None:
    assert libraries()[JQUERY].offers == {"$", "jQuery"}
    assert verdicts([library(), judged("jQuery(function () { start() })")]) == {0: "", 1: ""}


@pytest.mark.parametrize(
    "text",
    [
        "Object.freeze(Array.prototype)",
        "Array.prototype.push = function () {}",
        "Object.defineProperty(Array.prototype, 'x', {})",
        "window.define = make(); define.amd = {}",
        "document.createElement = create",
    ],
)
def test_behind_what_changes_the_browser_a_library_stays_or_keeps_its_order(text: str) -> None:
    found = verdicts([judged(text, can_move=False), library()])
    assert found[1]


def test_of_two_versions_none_waits_that_a_script_calls() -> None:
    both = [library(), library(digest=[*libraries()][-2]), judged("$(function () {})")]
    assert verdicts(both)[2]
    assert verdicts([library(), judged("go($)", can_move=False)])[0]
