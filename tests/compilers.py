"""The compilers that tests of precompilers run, each as a project would have it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest

SASS = ("sass", "sass-embedded", "libsass")

#: Package → its executable's name, and the file behind it.
_SCRIPTS = {
    "sass": ("sass", "sass/sass.js"),
    "sass-embedded": ("sass", "sass-embedded/dist/bin/sass.js"),
    "less": ("lessc", "less/bin/lessc"),
}


@dataclass(frozen=True)
class Compiler:
    """One of the compilers for Sass."""

    name: str
    #: A directory from which it is found.
    directory: Path
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def has_modules(self) -> bool:
        return self.name != "libsass"


def link_package(name: str, directory: Path, node_tools: Path) -> Path:
    """Make npm's links in *directory* to what is installed elsewhere.

    sass and sass-embedded have an executable of the same name, so that only
    one of them can be had by name from one directory.
    """
    binaries = directory / "node_modules" / ".bin"
    binaries.mkdir(parents=True, exist_ok=True)
    executable, path = _SCRIPTS[name]
    script = node_tools / "node_modules" / path
    # npm makes executable what it links, which is only one of the two.
    script.chmod(0o755)
    (binaries / executable).symlink_to(script)
    return script


def require_libsass() -> None:
    if find_spec("sass") is None:
        if os.environ.get("CI"):
            pytest.fail("libsass is not installed")
        pytest.skip("libsass is not installed")


def sass_compiler(name: str, directory: Path, node_tools: Path) -> Compiler:
    if name == "libsass":
        require_libsass()
        return Compiler(name, directory, {"compiler": "libsass"})
    link_package(name, directory, node_tools)
    return Compiler(name, directory)
