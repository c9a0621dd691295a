"""Tests of what a process that writes pages notes of them."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from sphinx_compress.pages import html_id
from sphinx_compress.recorder import Recorder
from sphinx_compress.result import Result

from .test_shards import PLACE, region


def shard(directory: Path) -> list[list[str]]:
    """Return what this process wrote."""
    [path] = directory.rglob(f"{os.getpid()}.jsonl")
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_what_is_recorded_of_a_page_is_written_at_once(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    recorder.begin("a")
    one, other = (recorder.define(region(name), Result(""), PLACE) for name in "xy")
    before = shard(tmp_path)
    with recorder:
        recorder.use("a", "../", one)
        with recorder:
            recorder.use("a", "../", other)
        recorder.use("a", "", other)
        recorder.ask("a", "script")
        recorder.use("b", "", one)
        recorder.use("b", "", one)
        assert len(shard(tmp_path)) == len(before) + 1
    uses = {name: [region(name).id, html_id("")] for name in "xy"}
    written = shard(tmp_path)[len(before) :]
    written.remove(["ask", "a", "script"])
    assert written == [
        ["use", "a", "../", uses["x"], uses["y"]],
        ["use", "a", "", uses["y"]],
        ["use", "b", "", uses["x"], uses["x"]],
    ]
    recorder.use("b", "", other)
    assert shard(tmp_path)[-1] == ["use", "b", "", uses["y"]]
    recorder.close()


def test_what_was_recorded_up_to_an_error_is_written(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    use_of_x = recorder.define(region("x"), Result(""), PLACE)
    with contextlib.suppress(KeyboardInterrupt), recorder:
        recorder.use("a", "", use_of_x)
        raise KeyboardInterrupt
    assert shard(tmp_path)[-1][:3] == ["use", "a", ""]
    recorder.close()


def test_a_process_number_that_is_given_twice_loses_nothing(tmp_path: Path) -> None:
    first, second = Recorder(tmp_path), Recorder(tmp_path)
    first.begin("one")
    second.begin("two")
    first.begin("three")
    for recorder in (first, second):
        recorder.close()
    (shard,) = tmp_path.iterdir()
    assert [json.loads(line)[1] for line in shard.read_text().splitlines()] == [
        "one",
        "two",
        "three",
    ]
