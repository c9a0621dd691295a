"""Tests of what a process that writes pages notes of them."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from sphinx_compress.build.index import html_id
from sphinx_compress.build.journal import Journal
from sphinx_compress.bundle.result import Result
from tests.build.test_state import PLACE, region


def shard(directory: Path) -> list[list[str]]:
    """Return what this process wrote."""
    [path] = directory.rglob(f"{os.getpid()}.jsonl")
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_what_is_recorded_of_a_page_is_written_at_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begin("a")
    one, other = (journal.define(region(name), Result(""), PLACE) for name in "xy")
    before = shard(tmp_path)
    with journal:
        journal.use("a", "../", one)
        with journal:
            journal.use("a", "../", other)
        journal.use("a", "", other)
        journal.ask("a", "script")
        journal.use("b", "", one)
        journal.use("b", "", one)
        assert len(shard(tmp_path)) == len(before) + 1
    uses = {name: [region(name).id, html_id("")] for name in "xy"}
    written = shard(tmp_path)[len(before) :]
    written.remove(["ask", "a", "script"])
    assert written == [
        ["use", "a", "../", uses["x"], uses["y"]],
        ["use", "a", "", uses["y"]],
        ["use", "b", "", uses["x"], uses["x"]],
    ]
    journal.use("b", "", other)
    assert shard(tmp_path)[-1] == ["use", "b", "", uses["y"]]
    journal.close()


def test_what_was_recorded_up_to_an_error_is_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    use_of_x = journal.define(region("x"), Result(""), PLACE)
    with contextlib.suppress(KeyboardInterrupt), journal:
        journal.use("a", "", use_of_x)
        raise KeyboardInterrupt
    assert shard(tmp_path)[-1][:3] == ["use", "a", ""]
    journal.close()


def test_a_process_number_that_is_given_twice_loses_nothing(tmp_path: Path) -> None:
    first, second = Journal(tmp_path), Journal(tmp_path)
    first.begin("one")
    second.begin("two")
    first.begin("three")
    for journal in (first, second):
        journal.close()
    (shard,) = tmp_path.iterdir()
    assert [json.loads(line)[1] for line in shard.read_text().splitlines()] == [
        "one",
        "two",
        "three",
    ]
