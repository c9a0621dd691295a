"""The map in docs/architecture.rst names what is there, and every room."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sphinx_compress"
MAP = (ROOT / "docs" / "architecture.rst").read_text(encoding="utf-8")
PICTURE = (ROOT / "docs" / "architecture.svg").read_text(encoding="utf-8")

#: A path and, behind a dot, the names in this file: ``a/b.py`` · ``C.d``, ``e``.
PLACE = re.compile(
    r"``(?P<path>[\w/]+\.py)``"
    r"(?:\s+·\s+(?P<names>``(?![\w/]+\.py)[\w.]+``(?:,\s+``(?![\w/]+\.py)[\w.]+``)*))?"
)
LITERAL = re.compile(r"``([^`]+)``")

#: Names that need no place, since they are not ours or have one elsewhere on the page.
ELSEWHERE = {"FilterContext.read", "OfflineGenerationError", "explain", "html"}


def places() -> Iterator[tuple[str, str]]:
    """Yield each path that the map names, with each name that it says is there."""
    for match in PLACE.finditer(MAP):
        yield match["path"], ""
        for name in LITERAL.findall(match["names"] or ""):
            yield match["path"], name


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the functions, classes, methods and constants of a module."""
    tree = ast.parse((PACKAGE / path).read_text(encoding="utf-8"))
    return frozenset(_names(tree.body, ""))


def _names(body: list[ast.stmt], prefix: str) -> Iterator[str]:
    for node in body:
        match node:
            case ast.ClassDef():
                yield prefix + node.name
                yield from _names(node.body, f"{prefix}{node.name}.")
            case ast.FunctionDef():
                yield prefix + node.name
            case ast.Assign():
                yield from (prefix + each.id for each in node.targets if isinstance(each, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield prefix + name


@pytest.mark.parametrize(("path", "name"), sorted(set(places())))
def test_each_place_on_the_map_exists(path: str, name: str) -> None:
    assert (PACKAGE / path).is_file()
    assert not name or name in names_in(path)


def test_a_name_on_the_map_has_its_path_before_it() -> None:
    others = {
        text
        for text in LITERAL.findall(PLACE.sub("", MAP))
        # A word with an underscore, a dot or capitals inside is one of code.
        if re.fullmatch(r"[A-Za-z]\w*(?:[._]|[a-z][A-Z])[\w.]*", text)
    }
    settings = {text for text in others if text.startswith("compress_")}
    files = {text for text in others if text.endswith((".json", ".css")) or (ROOT / text).is_file()}
    assert others - settings - files <= ELSEWHERE


def test_each_room_is_on_the_map() -> None:
    rooms = {f"{path.parent.name}/" for path in PACKAGE.glob("*/__init__.py")}
    modules = {path.name for path in PACKAGE.glob("*.py")} - {"exceptions.py"}
    assert rooms | modules <= set(LITERAL.findall(MAP))


def test_each_level_on_the_map_is_one_of_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [contract] = [
        each for each in settings["tool"]["importlinter"]["contracts"] if each["type"] == "layers"
    ]
    rows = re.findall(r"\* - (\d)\n     - ``(\w+)(?:/|\.py)``", MAP)
    levels = [{room for level, room in rows if int(level) == at} for at in range(8, -1, -1)]
    layers = [set(layer.split(" | ")) for layer in contract["layers"]]
    assert [{"__main__"}, *levels] == layers


def test_each_step_of_the_picture_is_described() -> None:
    steps = re.findall(r'href="#step-(\d+)"', PICTURE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert re.findall(r"^_`Step (\d+)`", MAP, re.MULTILINE) == steps
