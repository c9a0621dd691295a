"""What filters share whose work an executable of npm does; here it is a small script."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from sphinx_compress.core.errors import FilterError
from sphinx_compress.core.types import Kind, Problem
from sphinx_compress.filters.base import FilterContext
from sphinx_compress.filters.npm import NpmFilter, UnreadableError
from tests.filtering import Filtered, executable, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the tools of these tests are for POSIX")


class Upper(NpmFilter):
    """Writes in capitals what the executable can read."""

    name: ClassVar[str] = "upper"
    version: ClassVar[str] = "1"
    kinds: ClassVar[frozenset[Kind]] = frozenset({"js"})
    seconds: ClassVar[float] = 20
    unreadable: ClassVar[re.Pattern[str]] = re.compile(
        r"cannot read: (?P<message>.+?)(?: in line (?P<line>\d+))?$"
    )

    def __call__(self, text: str, context: FilterContext) -> str:
        return self.minified(text, context, "--loud")


SCRIPT = f"""#!{sys.executable}
import sys
text = sys.stdin.read()
if "odd" in text:
    sys.exit("cannot read: it is odd in line 3")
if "vague" in text:
    sys.exit("cannot read: it is vague")
if "crash" in text:
    sys.exit("no memory")
print(text.upper() + " ".join(sys.argv[1:]))
"""


@pytest.fixture(name="directory")
def a_directory(tmp_path: Path) -> Path:
    executable(tmp_path / "node_modules" / ".bin" / "upper", SCRIPT)
    package = tmp_path / "node_modules" / "upper" / "package.json"
    package.parent.mkdir()
    package.write_text('{"name": "upper", "version": "1.2.3", "bin": "cli.js"}')
    return tmp_path


def apply(text: str, directory: Path) -> Filtered:
    return run(Upper(), text, "js", source="_static/a.js", directory=directory)


def test_the_text_and_the_arguments_go_to_the_executable(directory: Path) -> None:
    assert apply("a", directory) == Filtered("A--loud", [], [])


@pytest.mark.parametrize(("text", "line"), [("odd", 3), ("vague", None)])
def test_what_it_cannot_read_stays_and_is_reported(
    directory: Path, text: str, line: int | None
) -> None:
    result = apply(text, directory)
    assert result.text == text
    message = f"upper: kept as written (it is {text})"
    assert result.problems == [Problem("minify", message, "_static/a.js", line)]


def test_any_other_failure_is_an_error(directory: Path) -> None:
    with pytest.raises(FilterError, match=r"upper failed \(exit status 1\): no memory") as raised:
        apply("crash", directory)
    assert not isinstance(raised.value, UnreadableError)


def test_the_fingerprint_is_the_version_of_the_package(directory: Path) -> None:
    assert Upper().fingerprint({}, directory) == "upper-1.2.3"


def test_there_are_no_options(directory: Path) -> None:
    with pytest.raises(FilterError, match="upper has no options; the filter command can have any"):
        Upper().fingerprint({"a": 1}, directory)


def test_where_it_is_not_installed_the_message_says_how(tmp_path: Path) -> None:
    with pytest.raises(FilterError, match="npm install upper installs it"):
        Upper().fingerprint({}, tmp_path)
