"""A site of many versions, each of them a tag of a repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from .roots import BESIDE, Root

#: Neither who commits nor how that one's Git is configured is of interest.
_AUTHOR: Final = ("-c", "user.name=Harbour", "-c", "user.email=harbour@harbour.example")


def tag_versions(root: Root, source: Path) -> None:
    """Make a repository of a project that was written, and tag each version of it."""
    _git(source, "init", "-q")
    for version in root.versions:
        shutil.copytree(BESIDE / "_versions" / version, source, dirs_exist_ok=True)
        _git(source, "add", "--all")
        _git(source, *_AUTHOR, "commit", "-q", "--no-gpg-sign", "-m", f"Write version {version}")
        _git(source, "tag", "--no-sign", version)


def build_versions(root: Root, source: Path, output: Path, *, is_enabled: bool) -> str:
    """Build all versions with sphinx-polyversion; return warnings.

    :raises RuntimeError: if a version was not built.
    """
    command = [sys.executable, "-m", "sphinx_polyversion", "poly.py", str(output)]
    command += ["-o", f"IS_ENABLED={int(is_enabled)}"]
    # It looks for sphinx-build there.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=source,
        env=os.environ | {"PATH": path},
        check=True,
        capture_output=True,
        text=True,
    )
    # It fails with none of them.
    missing = [each for each in root.versions if not (output / each / "index.html").is_file()]
    if missing:
        raise RuntimeError(f"{', '.join(missing)} not built:\n{done.stdout}{done.stderr}")
    return done.stderr


def bundles(root: Root, site: Path) -> dict[str, set[str]]:
    """The names of the bundles that each version has below its own folder."""
    return {
        version: {
            file.name
            for file in (site / version / "_static" / "compress").rglob("*")
            if file.suffix in {".css", ".js"}
        }
        for version in root.versions
    }


def tell_bundles(root: Root, site: Path) -> str:
    """How many bundles each version has, and how many are the same in all of them."""
    found = bundles(root, site)
    counts = " and ".join(str(len(each)) for each in found.values())
    same = len(set.intersection(*found.values()))
    return f"{counts} bundles, each version's below its own folder; {same} are the same in all"


def _git(directory: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=directory, check=True)
