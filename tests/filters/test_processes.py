"""Tests of how programs are started and stopped; they are real programs."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pytest

from sphinx_compress.filters import processes
from sphinx_compress.filters.processes import Program, ProgramError, output_of, said
from tests.filtering import executable
from tests.processes import assert_ends

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the tools of these tests are for POSIX")


def run(code: str, text: str = "", *, directory: Path = Path(), seconds: float = 20) -> str:
    """Run Python code as a tool."""
    return output_of(Program("tool", (sys.executable, "-c", code), directory, seconds), text)


def failure(code: str, text: str = "", **options: float) -> str:
    with pytest.raises(ProgramError) as caught:
        run(code, text, seconds=options.get("seconds", 20))
    return caught.value.message


def test_a_tool_gets_the_text_and_its_output_is_returned(tmp_path: Path) -> None:
    copy = "import sys; sys.stdout.write(sys.stdin.read().upper())"
    assert run(copy, "a é\r\n") == "A É\r\n"
    assert run("import os; print(os.getcwd())", directory=tmp_path).strip() == os.fspath(tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_output() -> None:
    assert run("import sys; sys.stdout.buffer.write(b'\\xef\\xbb\\xbfa')") == "a"


def test_a_tool_need_not_read_its_input() -> None:
    assert run("print('done')", "x" * 5_000_000) == "done\n"
    assert run("import sys; sys.stdin.close(); print('done')", "x" * 5_000_000) == "done\n"


def test_large_outputs_are_returned_whole() -> None:
    code = "import sys; sys.stderr.write('e' * 5_000_000); sys.stdout.write('o' * 5_000_000)"
    assert len(run(code)) == 5_000_000


def test_a_tool_that_does_not_stop_to_write_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_MOST", 1_000_000)
    message = failure("while True: print('x' * 10_000)")
    assert message == "tool wrote more than 1 MB and was stopped"


def test_a_tool_that_takes_too_long_is_stopped() -> None:
    began = time.monotonic()
    message = failure("import time; time.sleep(60)", seconds=0.3)
    assert message == "tool took longer than 0.3 seconds and was stopped"
    assert time.monotonic() - began < 50


SLEEPER = (
    "import pathlib, subprocess, sys\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "pathlib.Path(MARK).write_text(str(child.pid))\n"
)


def test_what_a_tool_leaves_running_neither_delays_nor_outlives_it(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    began = time.monotonic()
    code = SLEEPER.replace("MARK", json.dumps(str(mark))) + "print('done')"
    assert run(code, seconds=300) == "done\n"
    assert time.monotonic() - began < 300
    assert_ends(int(mark.read_text()))


def test_what_a_tool_has_started_is_stopped_with_it(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    code = SLEEPER.replace("MARK", json.dumps(str(mark))) + "import time; time.sleep(600)"
    # On a busy machine, a tool may take a while to begin.
    for seconds in (1, 10, 60):
        failure(code, seconds=seconds)
        if mark.exists():
            break
    assert_ends(int(mark.read_text()))


def test_what_a_tool_says_is_in_the_message() -> None:
    message = failure("import sys; sys.exit('line 3: no such colour')")
    assert message == "tool failed (exit status 1): line 3: no such colour"
    assert failure("raise SystemExit(4)") == "tool failed (exit status 4): it said nothing"


def test_the_message_names_the_signal_that_ended_a_tool() -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert failure(code) == "tool failed (ended by SIGKILL): it said nothing"


def test_output_that_is_no_text_is_refused() -> None:
    code = "import sys; sys.stdout.buffer.write(b'\\xff')"
    assert failure(code) == "tool wrote something that is not UTF-8"


def test_what_is_said_is_cut_to_a_readable_length() -> None:
    lines = said("\n\n".join(f"line {n}" for n in range(100)).encode()).splitlines()
    assert (lines[0], lines[-1]) == ("line 0", "… (88 more lines)")
    assert len(said(b"x" * 100_000)) == 200


def test_a_script_that_names_no_interpreter_is_explained(tmp_path: Path) -> None:
    path = executable(tmp_path / "tool", "echo done\n")
    with pytest.raises(ProgramError, match="it is no program, and has no first line such as #!"):
        output_of(Program("tool", (path,), tmp_path, 5), "")


def test_no_message_names_a_place_of_this_machine(tmp_path: Path) -> None:
    path = executable(tmp_path / "tool", "#!/no/such/interpreter\n")
    with pytest.raises(ProgramError, match=r"^tool cannot be run: No such file or directory$"):
        output_of(Program("tool", (path,), tmp_path, 5), "")
