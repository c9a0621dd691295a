"""Any executable can be a filter."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.core.errors import FilterError
from sphinx_compress.core.types import Kind, Problem
from sphinx_compress.filters.base import FilterContext, FilterSpec
from sphinx_compress.filters.chain import apply_steps
from sphinx_compress.filters.command import CommandFilter
from sphinx_compress.filters.registry import load_precompiler, load_steps
from tests.conftest import Project
from tests.filtering import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the tools of these tests are for POSIX")

UPPER = "import sys; sys.stdout.write(sys.stdin.read().upper())"
COPY = (
    "import sys, pathlib; source, target = map(pathlib.Path, sys.argv[1:3]);"
    "target.write_bytes(source.read_bytes() + source.suffix.encode())"
)


def command(
    text: str, *args: str, directory: Path = Path(), kind: Kind = "css", **more: Any
) -> str:
    """Run a command on a text."""
    mime_type = more.pop("mime_type", "")
    source = more.pop("source", "_static/css/a.css")
    options = {"args": list(args), **more}
    return run(
        CommandFilter(),
        text,
        kind,
        options=options,
        directory=directory,
        mime_type=mime_type,
        source=source,
    ).text


def python(text: str, code: str, *args: str, **more: Any) -> str:
    return command(text, sys.executable, "-c", code, *args, **more)


def failure(*args: str, directory: Path = Path(), **more: Any) -> str:
    with pytest.raises(FilterError) as caught:
        command("a{}", *args, directory=directory, **more)
    return caught.value.message


def filtered(text: str, options: Mapping[str, object], kind: Kind = "css") -> tuple[str, Any]:
    """Run the filter as a step between others."""
    problems: list[Problem] = []
    (step,), config = load_steps([FilterSpec("command", json.dumps(options))], kind, Path())
    assert config == ()
    context = FilterContext(kind, "_static/a", "_static", None, lambda url: b"", problems.append)
    return apply_steps([step], "input", text, context), problems


def test_a_command_reads_and_writes_its_standard_streams() -> None:
    assert python("a{b:é}\r\n", UPPER) == "A{B:É}\r\n"


def test_a_command_runs_where_conf_py_is(tmp_path: Path) -> None:
    code = "import os; print(os.getcwd(), end='')"
    assert python("a{}", code, directory=tmp_path) == os.fspath(tmp_path)


def test_a_command_may_read_and_write_files() -> None:
    assert python("a{b:é}\r\n", COPY, "{infile}", "{outfile}") == "a{b:é}\r\n.css"
    assert python("a()", COPY, "{infile}", "{outfile}", kind="js") == "a().js"
    code = "import sys; sys.stdout.write(open(sys.argv[1].removeprefix('--in=')).read().upper())"
    assert python("a{}", code, "--in={infile}") == "A{}"
    code = "import sys; open(sys.argv[1], 'w').write(sys.stdin.read().upper()); print('ok')"
    assert python("a{}", code, "{outfile}") == "A{}"


@pytest.mark.parametrize(
    ("mime_type", "source", "suffix"),
    [
        ("text/x-scss", "_static/a.scss", ".scss"),
        ("text/x-scss", None, ".scss"),
        ("text/typescript", None, ".ts"),
        ("text/x-foo", "_static/a.foo", ".foo"),
        ("text/x-foo", "_static/a", ".css"),
        ("text/x-foo", "_static/a.f-o", ".css"),
        ("text/x-foo", None, ".css"),
    ],
)
def test_a_compiler_gets_a_file_with_the_suffix_of_its_language(
    mime_type: str, source: str | None, suffix: str
) -> None:
    result = python("", COPY, "{infile}", "{outfile}", mime_type=mime_type, source=source)
    assert result == suffix


def test_other_braces_in_arguments_are_left_alone() -> None:
    code = "import sys; print(*sys.argv[1:], end='')"
    assert python("", code, "--tsconfig-raw={}", "{0}", "{x}") == "--tsconfig-raw={} {0} {x}"


def test_nothing_is_left_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    python("a{}", COPY, "{infile}", "{outfile}")
    failure(sys.executable, "-c", "raise SystemExit(1)", "{infile}")
    assert not list(tmp_path.iterdir())


def test_no_shell_has_a_part(tmp_path: Path) -> None:
    code = "import sys; print(sys.argv[1], end='')"
    assert python("", code, "$(touch x); `touch x` > x | x", directory=tmp_path).startswith("$(to")
    assert not list(tmp_path.iterdir())


def test_a_failure_says_what_the_command_said() -> None:
    message = failure(sys.executable, "-c", "raise SystemExit('unknown colour')")
    assert message == f"{sys.executable} failed (exit status 1): unknown colour"


def test_a_failure_names_the_source_and_not_the_temporary_file() -> None:
    code = "import sys; sys.exit(sys.argv[1] + ':3: unknown colour')"
    message = failure(sys.executable, "-c", code, "{infile}")
    assert message.endswith("(exit status 1): _static/css/a.css:3: unknown colour")
    message = failure(sys.executable, "-c", code, "{infile}", source=None)
    assert message.endswith("(exit status 1): the text:3: unknown colour")


def test_a_command_that_writes_no_file_fails() -> None:
    assert failure("true", "{outfile}") == "true wrote no file {outfile}"


def test_a_command_that_takes_too_long_is_stopped() -> None:
    message = failure("sleep", "60", timeout=0.2)
    assert message == "sleep took longer than 0.2 seconds and was stopped"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, 'the filter command needs the option args, a list of strings: write ("command",'),
        ({"args": []}, "the filter command needs the option args, a list of strings"),
        ({"args": ["a", 1]}, "the filter command needs the option args, a list of strings"),
        ({"args": "sed s/a/b/"}, "the option args of the filter command must be a list, since no"),
        ({"args": [""]}, "the first of the args of the filter command must name an executable"),
        ({"args": ["{infile}"]}, "the first of the args of the filter command must name an exe"),
        ({"args": ["sed", "\0"]}, "the args of the filter command must not hold a null character"),
        ({"args": ["sed"], "timeout": 0}, "the option timeout of the filter command must be a nu"),
        ({"args": ["sed"], "timeout": "1"}, "the option timeout of the filter command must be a"),
        ({"args": ["sed"], "effect": "x"}, "the option effect of the filter command must be one"),
        ({"args": ["sed"], "version": 2}, "the option version of the filter command must be a st"),
        ({"args": ["sed"], "shell": True}, "the filter command has no option 'shell'; it has args"),
        ({"args": ["no-such"]}, "the executable no-such is in no node_modules/.bin from the direc"),
        ({"args": ["./no-such"]}, "there is no ./no-such, seen from the directory of conf.py"),
    ],
)
def test_options_that_make_no_sense_leave_it_out(
    options: dict[str, object], message: str, tmp_path: Path
) -> None:
    steps, problems = load_steps([FilterSpec("command", json.dumps(options))], "css", tmp_path)
    assert steps == ()
    [problem] = problems
    assert problem.subtype == "config"
    assert problem.message.startswith(f"compress_css_filters: {message}")
    assert problem.message.endswith("; it is left out")


def fingerprint(directory: Path, *args: str, **more: Any) -> str:
    return CommandFilter().fingerprint({"args": list(args), **more}, directory)


def test_the_fingerprint_changes_with_whatever_the_command_is_made_of(tmp_path: Path) -> None:
    (tmp_path / "tool").write_text("#!/bin/sh\n")
    (tmp_path / "tool").chmod(0o755)
    (tmp_path / "script.py").write_text("1")
    first = fingerprint(tmp_path, "sh", "script.py", "--config=settings.json", "--x", "-")
    assert first == fingerprint(tmp_path, "sh", "script.py", "--config=settings.json", "--x", "-")
    seen = {first, fingerprint(tmp_path, "./tool", "script.py", "--config=settings.json")}
    (tmp_path / "script.py").write_text("2")
    seen.add(fingerprint(tmp_path, "sh", "script.py", "--config=settings.json"))
    (tmp_path / "settings.json").write_text("{}")
    seen.add(fingerprint(tmp_path, "sh", "script.py", "--config=settings.json"))
    seen.add(fingerprint(tmp_path, "sh", "script.py", "--config=settings.json", version="2"))
    assert len(seen) == 5


def test_the_fingerprint_holds_no_path(tmp_path: Path, node_tools: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    found = fingerprint(node_tools, "terser", str(tmp_path / "a.js"))
    assert found.startswith("terser-")
    assert os.fspath(tmp_path) not in found


def test_a_command_that_minifies_may_change_no_meaning() -> None:
    bad = {"args": ["sed", "s/red/blue/"], "effect": "minifies"}
    good = {"args": ["sed", "s/ //"], "effect": "minifies"}
    assert filtered("a{color: red}\n", bad)[0] == "a{color: red}\n"
    assert [problem.subtype for problem in filtered("a{color: red}\n", bad)[1]] == ["minify"]
    assert filtered("a{color: red}\n", good) == ("a{color:red}\n", [])


def test_a_command_that_renames_may_make_no_syntax_error() -> None:
    bad = {"args": ["sed", "s/)/]/"], "effect": "renames"}
    good = {"args": ["sed", "s/long/l/g"], "effect": "renames"}
    text = "(function(){var long=1;a(long)})();"
    result, problems = filtered(text, bad, "js")
    assert (result, [problem.subtype for problem in problems]) == (text, ["minify"])
    assert filtered(text, good, "js") == ("(function(){var l=1;a(l)})();", [])


def test_a_command_may_change_the_meaning_where_nothing_else_is_said() -> None:
    assert filtered("a{color: red}", {"args": ["sed", "s/red/blue/"]}) == ("a{color: blue}", [])
    result, problems = filtered("a{color: red}", {"args": ["sed", "s/}//"]})
    assert (result, [problem.subtype for problem in problems]) == ("a{color: red}", ["filter"])


def test_a_tool_of_npm_can_be_a_command(node_tools: Path) -> None:
    text = "(function () { var one = 1; window.two = one + one })()"
    args = ["terser", "{infile}", "--compress", "--mangle", "--output", "{outfile}"]
    assert command(text, *args, kind="js", directory=node_tools) == "window.two=2;"
    assert command(text, "terser", "-m", kind="js", directory=node_tools).startswith("(function(){")


def test_a_command_can_be_a_precompiler_of_both_kinds() -> None:
    spec = FilterSpec("command", json.dumps({"args": ["cat"]}))
    steps, problems = load_precompiler(spec, Path())
    assert set(steps) == {"css", "js"}
    assert problems == ()


def test_a_site_is_built_with_commands(project: Callable[[str], Project], node_tools: Path) -> None:
    site = project("test-basic")
    (site.source / "node_modules").symlink_to(node_tools / "node_modules")
    site.write("_static/css/three.foo", "@COLOUR: red; .three { color: @COLOUR }")
    site.write("foo.sh", "#!/bin/sh\nsed -e 's/@COLOUR: .*; //' -e 's/@COLOUR/red/'\n")
    (site.source / "foo.sh").chmod(0o755)
    site.write(
        "_templates/layout.html",
        '{% extends "!layout.html" %}{% block css %}{% compress css %}{{ super() }}'
        '<link rel="stylesheet" type="text/x-foo"'
        " href=\"{{ pathto('_static/css/three.foo', 1) }}\">{% endcompress %}{% endblock %}",
    )
    sass = {"args": ["sass", "--stdin", "--style=compressed"], "version": "1"}
    built = site.build(
        compress_css_filters=["urls", ("command", sass)],
        compress_precompilers={"text/x-foo": ("command", {"args": ["./foo.sh"]})},
    )
    assert built.warnings == ""
    [name] = built.bundles_of("css")
    assert ".three{color:red}" in built.text(f"_static/{name}")
