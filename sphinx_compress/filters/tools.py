"""Executables that filters use: where they are, and which version they have."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..core.errors import FilterError
from ..core.serialization import read_json_or


@dataclass(frozen=True, slots=True)
class Package:
    """The npm package that an executable belongs to."""

    name: str
    version: str
    directory: Path


@dataclass(frozen=True, slots=True)
class Tool:
    """An executable."""

    path: Path
    #: That of its npm package, or else a hash of the executable: the same on
    #: each machine that has the same tool.
    version: str
    #: ``None`` for what npm did not install.
    package: Package | None = None


@cache
def find_tool(name: str, directory: Path) -> Tool | None:
    """Return the executable *name*, or ``None`` where there is none.

    The nearest ``node_modules/.bin`` wins, from *directory* upwards, as it does
    for npm; then the search path.  A name with a slash is a path from
    *directory*.
    """
    if _is_path(name):
        found = shutil.which(directory / name)
    else:
        places = [str(place / "node_modules" / ".bin") for place in _upwards(directory)]
        found = shutil.which(name, path=os.pathsep.join(places)) or shutil.which(name)
    if found is None:
        return None
    path = Path(found).absolute()
    package = _package(path)
    if package is not None:
        return Tool(path, f"{package.name}-{package.version}", package)
    return Tool(path, hashlib.sha256(path.read_bytes()).hexdigest())


def require_tool(name: str, directory: Path, hint: str = "") -> Tool:
    """Return the executable *name*, as :func:`find_tool` does.

    :param hint: how to install it.
    :raises FilterError: if there is none; the message says where it was looked for.
    """
    tool = find_tool(name, directory)
    if tool is not None:
        return tool
    if not _is_path(name):
        where = "in no node_modules/.bin from the directory of conf.py upwards, nor on the PATH"
        raise FilterError(f"the executable {name} is {where}{hint and f'; {hint}'}")
    if (directory / name).is_file():
        raise FilterError(f"{name} may not be executed; chmod +x {name} changes that")
    raise FilterError(f"there is no {name}, seen from the directory of conf.py")


def _is_path(name: str) -> bool:
    return "/" in name or os.sep in name


def _upwards(directory: Path) -> list[Path]:
    directory = directory.absolute()
    return [directory, *directory.parents]


def _package(path: Path) -> Package | None:
    """Return the npm package that offers an executable."""
    real = Path(os.path.realpath(path))
    if real.parent.name == ".bin":
        # Not a link but a script that stands for one, as on Windows.
        return _read_package(real.parent.parent / real.stem, None)
    for place in real.parents:
        if place.name == "node_modules":
            break
        if (package := _read_package(place, real)) is not None:
            return package
    return None


def _read_package(place: Path, executable: Path | None) -> Package | None:
    """Return the package in a directory, if it offers that *executable*, or any."""

    def convert(values: Mapping[str, Any]) -> Package | None:
        offered = values["bin"]
        paths = [offered] if isinstance(offered, str) else offered.values()
        # Beside the executable there may be the package.json of no package.
        if executable is None or any(executable == (place / one).resolve() for one in paths):
            return Package(str(values["name"]), str(values["version"]), place)
        return None

    return read_json_or(None, place / "package.json", convert)
