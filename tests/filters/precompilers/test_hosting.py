"""A script that compiles is answered, and whatever it does is an error at the worst."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import active_count
from typing import Any

import pytest

from sphinx_compress.core.errors import FilterError, SourceNotFound
from sphinx_compress.filters.precompilers.hosting import converse
from sphinx_compress.filters.processes import Program
from tests.processes import assert_ends


def talk(
    directory: Path, script: str, request: Mapping[str, object] | None = None, seconds: float = 20
) -> Mapping[str, Any]:
    """Run a Python script in the place of a compiler."""

    def answer(question: Mapping[str, Any]) -> object:
        if question.get("url") == "none":
            raise SourceNotFound("none was not found")
        return question

    prelude = (
        "import json, os, sys, time\n"
        "def say(value): print(json.dumps(value), flush=True)\n"
        "def hear(): return json.loads(sys.stdin.readline())\n"
    )
    program = Program("it", (sys.executable, "-c", prelude + script), directory, seconds)
    return converse(program, request or {}, answer)


def test_questions_are_answered_until_it_is_done(tmp_path: Path) -> None:
    script = (
        "request = hear()\n"
        "say({'ask': {'url': 'a'}}); first = hear()\n"
        "say({'ask': {'url': 'none'}}); second = hear()\n"
        "say({'done': {'heard': [request, first, second]}})\n"
    )
    assert talk(tmp_path, script, {"text": "é"})["heard"] == [
        {"text": "é"},
        {"value": {"url": "a"}},
        {"refused": "none was not found"},
    ]


def test_much_text_on_all_ways_at_once_holds_up_nobody(tmp_path: Path) -> None:
    script = (
        "request = hear()\n"
        "sys.stderr.write('e' * 3_000_000)\n"
        "say({'ask': {'text': request['text']}})\n"
        "say({'done': hear()['value']})\n"
    )
    text = "é" * 3_000_000
    assert talk(tmp_path, script, {"text": text})["text"] == text


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("print('hello', flush=True)", "it answered what cannot be understood: b'hello"),
        ("say([1])", "it answered what cannot be understood: [1]"),
        ("say({'done': 3})", "it answered what cannot be understood"),
        ("print('[' * 100_000, flush=True)", "it answered what cannot be understood"),
        ("os.write(1, b'\\xff\\n')", "it answered what cannot be understood"),
        ("sys.exit('no memory')", "it ended early: no memory"),
        ("os.write(1, b'{\"done\"'); sys.exit('half')", "it ended early: half"),
        ("os.abort()", "it ended early: it said nothing"),
        ("os.close(0); say({'ask': {}}); time.sleep(1)", "it ended early"),
    ],
)
def test_what_breaks_the_protocol_is_an_error(tmp_path: Path, script: str, message: str) -> None:
    with pytest.raises(FilterError) as raised:
        talk(tmp_path, script)
    assert raised.value.message.startswith(message)


def test_what_takes_too_long_ends_with_all_that_it_started(tmp_path: Path) -> None:
    script = (
        "import subprocess\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "open('pid', 'w').write(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    # On a busy machine, it may take a while to begin.
    for seconds in (2, 10, 50):
        with pytest.raises(FilterError, match=f"it took longer than {seconds} seconds"):
            talk(tmp_path, script, seconds=seconds)
        if (tmp_path / "pid").exists():
            break
    assert_ends(int((tmp_path / "pid").read_text()))


def test_what_python_did_not_foresee_ends_the_script(tmp_path: Path) -> None:
    def answer(question: Mapping[str, Any]) -> object:
        raise ZeroDivisionError

    script = "import os, time; print('{\"ask\": {}}', flush=True); time.sleep(60)"
    with pytest.raises(ZeroDivisionError):
        converse(Program("it", (sys.executable, "-c", script), tmp_path, 20), {}, answer)


def test_no_thread_is_left_that_a_fork_could_meet(tmp_path: Path) -> None:
    before = active_count()
    talk(tmp_path, "hear(); say({'done': {}})")
    assert active_count() == before


def test_what_cannot_be_started_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FilterError, match="it cannot be run"):
        converse(Program("it", (tmp_path / "no",), tmp_path, 1), {}, dict)


def test_variables_that_lead_to_files_are_not_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SASS_PATH", os.sep)
    monkeypatch.setenv("COMPRESS_TEST", "kept")
    script = (
        "say({'done': {name: os.environ.get(name) for name in ('SASS_PATH', 'COMPRESS_TEST')}})"
    )
    assert talk(tmp_path, script) == {"SASS_PATH": None, "COMPRESS_TEST": "kept"}
