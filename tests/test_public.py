"""Tests of what users call, from the places where they find it."""

from __future__ import annotations

import doctest
import subprocess
import sys
from collections.abc import Callable

import pytest
from sphinx.testing.util import SphinxTestApp

import sphinx_compress
from tests.conftest import Project


@pytest.mark.parametrize("name", ["add_filter", "add_offline_manifest", "add_precompiler"])
def test_the_example_of_a_function_is_right(
    name: str, project: Callable[[str], Project], make_app: Callable[..., SphinxTestApp]
) -> None:
    source = project("test-basic")
    app = make_app("html", srcdir=source.source, builddir=source.builds)
    function = getattr(sphinx_compress, name)
    [example] = doctest.DocTestFinder(recurse=False).find(
        function, name, globs={"app": app, name: function}
    )
    assert example.examples
    assert doctest.DocTestRunner().run(example).failed == 0


def test_the_package_itself_imports_next_to_nothing() -> None:
    code = (
        "import sys; before = set(sys.modules); import sphinx_compress;"
        "print(sorted(name for name in set(sys.modules) - before if 'sphinx' in name))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(
        ["sphinx_compress", "sphinx_compress.core", "sphinx_compress.core.version"]
    )
