"""Tests of how tools are found; the tools are real programs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from sphinx_compress.core.errors import FilterError
from sphinx_compress.filters.tools import find_tool, require_tool
from tests.filtering import executable

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the tools of these tests are for POSIX")


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
