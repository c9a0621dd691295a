"""The roots of testdocs/beside, each completed with what all of them have."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Literal

_TREE: Final = Path(__file__).parents[2]
BESIDE: Final = _TREE / "testdocs" / "beside"
NODE: Final = _TREE / "tests" / "node"

#: A theme; an extension of Sphinx; a setting of Sphinx; what a host or a program adds to a site
#: that was built; a program that starts builds; a script that swaps pages in the reader's browser.
Kind = Literal["theme", "extension", "setting", "service", "program", "client"]

#: The pages that all roots have.
PAGES: Final = ("guide/first.html", "index.html", "guide/second.html")


@dataclass(frozen=True, slots=True)
class Root:
    """What one of the tables in roots.toml says."""

    name: str
    kind: Kind
    #: The theme that it is built with; for a theme, its own name.
    theme: str = ""
    #: The distribution of PyPI whose version is told; by default the name, if there may be one.
    distribution: str = ""
    #: The package of npm whose version is told, instead.
    npm: str = ""
    extensions: tuple[str, ...] = ()
    #: What ``conf.py`` says else.
    values: Mapping[str, Any] = field(default_factory=dict)
    #: Pages to look at beside :data:`PAGES`.
    pages: tuple[str, ...] = ()
    #: Folders of testdocs/beside with more documents.
    folders: tuple[str, ...] = ()
    #: Files below ``node_modules`` that become static files.
    static: tuple[str, ...] = ()
    #: A pattern for what is another text in each build, with sphinx_compress or without.
    varies: str = ""
    #: What a host writes at the end of the head of each page.
    injected: str = ""
    #: A script below ``node_modules``, and what goes before the directory of the site; it is run
    #: when that has been built.
    command: tuple[str, ...] = ()
    #: Those that the site has, each below a folder of its name; testdocs/beside/_versions has
    #: what each of them changes.
    versions: tuple[str, ...] = ()

    @property
    def opened(self) -> tuple[str, ...]:
        """The pages to look at; of the first of them, requests are counted."""
        pages = (*PAGES, *self.pages)
        return tuple(f"{each}/{page}" for each in self.versions for page in pages) or pages

    @property
    def version(self) -> str:
        """The version that is installed; empty for what comes with Sphinx."""
        if self.npm:
            package = NODE / "node_modules" / self.npm / "package.json"
            return str(json.loads(package.read_text(encoding="utf-8"))["version"])
        return version(self.distribution) if self.distribution else ""


@cache
def roots() -> Mapping[str, Root]:
    """All roots, by name."""
    tables = tomllib.loads((BESIDE / "roots.toml").read_text(encoding="utf-8"))
    return {name: _root(name, table) for name, table in tables.items()}


def _root(name: str, table: dict[str, Any]) -> Root:
    usual: dict[str, Any] = {"theme": "alabaster"}
    if table["kind"] in {"theme", "extension", "program"}:
        usual["distribution"] = name
    if table["kind"] == "theme":
        usual["theme"] = name
    said = {key: tuple(each) if isinstance(each, list) else each for key, each in table.items()}
    return Root(name, **(usual | said))


def complete(root: Root, directory: Path) -> Path:
    """Write the project of a root to *directory*; return that.

    A ``conf.py`` of its own comes after what is said here.
    """
    own = BESIDE / root.name
    for folder in (BESIDE / "_content", *(BESIDE / name for name in root.folders), own):
        if folder.is_dir():
            shutil.copytree(folder, directory, dirs_exist_ok=True)
    static = directory / "_static"
    static.mkdir(exist_ok=True)
    for name in root.static:
        shutil.copy(NODE / "node_modules" / name, static)
    conf = {
        "project": "Harbour",
        "copyright": "2026, the Harbour authors",
        "extensions": [*root.extensions, "sphinx_compress"],
        "html_theme": root.theme,
        "html_static_path": ["_static"],
        "templates_path": ["_templates"] if (directory / "_templates").is_dir() else [],
        **root.values,
    }
    lines = "".join(f"{name} = {value!r}\n" for name, value in conf.items())
    file = directory / "conf.py"
    more = file.read_text(encoding="utf-8") if file.is_file() else ""
    file.write_text(lines + more, encoding="utf-8")
    return directory


def finish(root: Root, site: Path) -> None:
    """Do with a built site what a host or a program does with it afterwards."""
    if root.injected:
        for page in site.rglob("*.html"):
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace("</head>", f"{root.injected}</head>"), encoding="utf-8")
    if root.command:
        script, *arguments = root.command
        command = ["node", str(NODE / "node_modules" / script), *arguments, str(site)]
        subprocess.run(command, check=True, capture_output=True)


def build(root: Root, source: Path, output: Path, *, is_enabled: bool) -> str:
    """Build the project in *source*, and do what is done to a site afterwards; return warnings.

    :raises subprocess.CalledProcessError: if Sphinx fails.
    """
    # Some extensions do what they do only when they read documents.
    doctrees = output.with_name(f"{output.name}-doctrees")
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(doctrees)]
    command += ["-D", f"compress_enabled={int(is_enabled)}", str(source), str(output)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    finish(root, output)
    return done.stderr


def install_packages() -> None:
    """Install what roots need of npm, unless it is there."""
    if not (NODE / "node_modules" / ".package-lock.json").is_file():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=NODE, check=True)
