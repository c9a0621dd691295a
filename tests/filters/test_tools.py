"""Tests of how tools are found and run; the tools are real programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sphinx_compress.core.errors import FilterError
from sphinx_compress.filters import tools
from sphinx_compress.filters.tools import ToolError, find_tool, require_tool, said

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the tools of these tests are for POSIX")


def run(code: str, text: str = "", *, directory: Path = Path(), seconds: float = 20) -> str:
    """Run Python code as a tool."""
    return tools.run(
        [sys.executable, "-c", code], text, directory=directory, seconds=seconds, name="tool"
    )


def failure(code: str, text: str = "", **options: float) -> str:
    with pytest.raises(ToolError) as caught:
        run(code, text, seconds=options.get("seconds", 20))
    return caught.value.message


def executable(path: Path, code: str, mode: int = 0o755) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code)
    path.chmod(mode)
    return path


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
    monkeypatch.setattr(tools, "_MOST", 1_000_000)
    message = failure("while True: print('x' * 10_000)")
    assert message == "tool wrote more than 1 MB and was stopped"


def test_a_tool_that_takes_too_long_is_stopped() -> None:
    began = time.monotonic()
    message = failure("import time; time.sleep(60)", seconds=0.3)
    assert message == "tool took longer than 0.3 seconds and was stopped"
    assert time.monotonic() - began < 10


SLEEPER = (
    "import subprocess, sys, pathlib\n"
    "code = 'import time, pathlib; time.sleep(1.5); pathlib.Path(MARK).touch()'\n"
    "subprocess.Popen([sys.executable, '-c', code])\n"
)


def test_what_a_tool_leaves_running_neither_delays_nor_outlives_it(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    began = time.monotonic()
    assert run(SLEEPER.replace("MARK", json.dumps(str(mark))) + "print('done')") == "done\n"
    assert time.monotonic() - began < 1.5
    time.sleep(2)
    assert not mark.exists()


def test_what_a_tool_has_started_is_stopped_with_it(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    code = SLEEPER.replace("MARK", json.dumps(str(mark))) + "import time; time.sleep(60)"
    failure(code, seconds=0.7)
    time.sleep(1.5)
    assert not mark.exists()


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
    with pytest.raises(ToolError, match="it is no program, and has no first line such as #!/bin"):
        tools.run([path], "", directory=tmp_path, seconds=5, name="tool")


def test_no_message_names_a_place_of_this_machine(tmp_path: Path) -> None:
    path = executable(tmp_path / "tool", "#!/no/such/interpreter\n")
    with pytest.raises(ToolError, match=r"^tool cannot be run: No such file or directory$"):
        tools.run([path], "", directory=tmp_path, seconds=5, name="tool")


def test_the_nearest_node_modules_wins(tmp_path: Path) -> None:
    near = executable(tmp_path / "docs" / "node_modules" / ".bin" / "sh", "#!/bin/sh\n")
    far = executable(tmp_path / "node_modules" / ".bin" / "sh", "#!/bin/sh\n# far\n")
    for place, path in ((tmp_path / "docs" / "deep", near), (tmp_path / "docs", near)):
        found = find_tool("sh", place)
        assert found is not None
        assert found.path == path
    found = find_tool("sh", tmp_path)
    assert found is not None
    assert found.path == far


def test_a_path_starts_from_the_given_directory(tmp_path: Path) -> None:
    path = executable(tmp_path / "bin" / "tool", "#!/bin/sh\necho 1\n")
    tool = require_tool("./bin/tool", tmp_path)
    assert tool.path == path
    assert tool.package is None
    other = executable(tmp_path / "bin" / "other", "#!/bin/sh\necho 2\n")
    assert require_tool(str(other), tmp_path).version != tool.version


def test_a_tool_of_npm_has_its_version(node_tools: Path) -> None:
    tool = require_tool("esbuild", node_tools)
    assert tool.package is not None
    assert tool.version == f"esbuild-{tool.package.version}"
    said = subprocess.run([tool.path, "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == tool.package.version


@pytest.mark.parametrize("name", ["esbuild", "lessc", "sass", "terser"])
def test_the_package_is_the_one_that_offers_the_tool(name: str, node_tools: Path) -> None:
    # That of Terser has another package.json beside the executable.
    tool = require_tool(name, node_tools)
    assert tool.package is not None
    assert tool.package.name == {"lessc": "less"}.get(name, name)


def test_a_script_that_stands_for_a_link_has_the_version_of_the_package(tmp_path: Path) -> None:
    path = executable(tmp_path / "node_modules" / ".bin" / "tool", "#!/bin/sh\n")
    executable(
        tmp_path / "node_modules" / "tool" / "package.json",
        '{"name": "tool", "version": "1.2.3", "bin": "cli.js"}',
    )
    tool = require_tool("tool", tmp_path)
    assert (tool.path, tool.version) == (path, "tool-1.2.3")


def test_what_is_not_there_is_explained(tmp_path: Path) -> None:
    executable(tmp_path / "tool.sh", "#!/bin/sh\n", mode=0o644)
    for name, hint, message in (
        (
            "no-such-tool",
            "npm install no-such-tool installs it",
            "the executable no-such-tool is in no node_modules/.bin from the directory of conf.py"
            " upwards, nor on the PATH; npm install no-such-tool installs it",
        ),
        ("./gone.sh", "", "there is no ./gone.sh, seen from the directory of conf.py"),
        ("./tool.sh", "", "./tool.sh may not be executed; chmod +x ./tool.sh changes that"),
    ):
        with pytest.raises(FilterError) as caught:
            require_tool(name, tmp_path, hint)
        assert caught.value.message == message
