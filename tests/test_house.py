"""The rules that keep the package easy to enter, see CONTRIBUTING.rst, "What a change needs"."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "sphinx_compress"
MODULES = sorted(PACKAGE.rglob("*.py"))
#: Programs that other processes run; the tests of `precompilers.hosting` start them.
PROGRAMS = PACKAGE / "filters" / "precompilers" / "hosts"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def syntax(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def functions() -> Iterator[tuple[str, Function]]:
    """Yield all functions with their place, methods and nested ones too."""
    for module in MODULES:
        for node in ast.walk(syntax(module)):
            if isinstance(node, Function):
                name = f"{module.relative_to(PACKAGE)}:{node.lineno} {node.name}"
                yield name, node


def parameters(function: Function) -> list[str]:
    """Return the names that a caller may give; *self* is not given."""
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return [each.arg for each in every if each.arg not in {"self", "cls"}]


def test_a_file_has_less_than_300_lines() -> None:
    lines = {
        module.relative_to(PACKAGE).as_posix(): len(module.read_text(encoding="utf-8").splitlines())
        for module in MODULES
    }
    assert {name: count for name, count in lines.items() if count >= 300} == {}


def test_a_function_has_less_than_40_lines() -> None:
    lines = {
        name: (function.end_lineno or 0) - function.lineno + 1 for name, function in functions()
    }
    assert {name: count for name, count in lines.items() if count >= 40} == {}


def test_a_function_has_at_most_five_parameters() -> None:
    many = {name: parameters(function) for name, function in functions()}
    assert {name: names for name, names in many.items() if len(names) > 5} == {}


def test_each_module_and_each_room_says_what_it_is_for() -> None:
    silent = [
        module.relative_to(PACKAGE).as_posix()
        for module in MODULES
        if not ast.get_docstring(syntax(module))
    ]
    assert silent == []
    rooms = {module.parent for module in MODULES} - {PROGRAMS}
    assert [room for room in sorted(rooms) if not (room / "__init__.py").is_file()] == []


def test_each_module_has_a_test_file_of_its_own() -> None:
    expected = [
        module.relative_to(PACKAGE).with_name(f"test_{module.stem.strip('_')}.py")
        for module in MODULES
        if module.name != "__init__.py" and module.parent != PROGRAMS
    ]
    assert [test.as_posix() for test in expected if not (TESTS / test).is_file()] == []


def test_pytest_passes_over_no_folder_of_tests(pytestconfig: pytest.Config) -> None:
    tests = (test for test in TESTS.rglob("test_*.py") if "node_modules" not in test.parts)
    folders = {test.parent.name for test in tests}
    patterns = pytestconfig.getini("norecursedirs")
    assert [folder for folder in folders if any(fnmatch(folder, each) for each in patterns)] == []
