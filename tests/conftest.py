"""Builds of the projects in testdocs/, in a copy that a test may change."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from bs4 import BeautifulSoup
from filelock import FileLock
from hypothesis import HealthCheck, settings
from sphinx.testing.util import SphinxTestApp

from tests.builders import Builders

# The same examples on every machine, however slow it is.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
# For `nox -s quick`, and for breaking a line and asking who notices.
settings.register_profile("quick", settings.get_profile("project"), max_examples=20)
settings.load_profile("project")

# What commands say, whatever the tester speaks.
os.environ["LANGUAGE"] = "en"

pytest_plugins = ("sphinx.testing.fixtures",)

TESTDOCS = Path(__file__).parent.parent / "testdocs"
NODE = Path(__file__).parent / "node"

BUILDERS = Builders()


@dataclass(frozen=True)
class Built:
    """What a build left; read when it is asked for, so a later build may have changed it."""

    directory: Path
    warnings: str
    status: str

    def text(self, name: str = "index.html") -> str:
        return (self.directory / name).read_text(encoding="utf-8")

    def page(self, name: str = "index.html") -> BeautifulSoup:
        return BeautifulSoup(self.text(name), "html.parser")

    def sheets(self, name: str = "index.html") -> list[str]:
        """Return the URLs of a page's style sheets, in order; of split ones, the whole ones."""
        links = self.page(name).select("link[rel=stylesheet]:not([data-compress-gate])")
        urls = [str(link["href"]) for link in links if "data-compress-late" not in link.attrs]
        return [url for url in urls if "/css/critical." not in url]

    def scripts(self, name: str = "index.html") -> list[str]:
        """Return the URLs of a page's scripts, in order."""
        scripts = self.page(name).select("script[src]:not([data-compress-gate])")
        return [str(script["src"]) for script in scripts]

    def linked(self, name: str, url: str) -> str:
        """Return the text of the file that *url* means on the page *name*."""
        return (self.directory / name).parent.joinpath(url).read_text(encoding="utf-8")

    @property
    def bundles(self) -> list[str]:
        return sorted(
            path.relative_to(self.directory / "_static").as_posix()
            for path in self.directory.glob("_static/compress/*/*")
        )

    def bundles_of(self, kind: str) -> list[str]:
        return [name for name in self.bundles if name.endswith(f".{kind}")]

    @property
    def manifest(self) -> dict[str, str]:
        text = self.text("_static/compress/manifest.json")
        manifest: dict[str, str] = json.loads(text)
        return manifest


class Project:
    """A copy of a project of testdocs/."""

    def __init__(self, source: Path, builds: Path) -> None:
        self.source = source
        self.builds = builds

    def write(self, name: str, text: str | bytes) -> None:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def configure(self, *lines: str) -> None:
        """Add lines to conf.py."""
        conf = (self.source / "conf.py").read_text()
        self.write("conf.py", "\n".join([conf, *lines, ""]))

    def add_module(self, name: str, text: str, *configuration: str) -> None:
        """Add a module that conf.py can name, and lines to that."""
        self.write(f"{name}.py", text)
        self.configure(f"import sys; sys.path.insert(0, {str(self.source)!r})", *configuration)

    def edit(self, name: str = "index.rst") -> None:
        """Add to a document; Sphinx 8.1 copies static files only when one was changed."""
        path = self.source / name
        path.write_text(path.read_text() + "\nOne more paragraph.\n")

    def build(
        self,
        builder: str = "html",
        *,
        force_all: bool = False,
        filenames: list[str] | None = None,
        freshenv: bool = False,
        tags: tuple[str, ...] = (),
        verbosity: int = 0,
        **config: Any,
    ) -> Built:
        """Build within this process."""
        app = SphinxTestApp(
            builder,
            srcdir=self.source,
            builddir=self.builds,
            freshenv=freshenv,
            confoverrides=config,
            tags=list(tags),
            verbosity=verbosity,
        )
        try:
            names = [self.source / name for name in filenames or ()]
            app.build(force_all=force_all, filenames=names)
            return Built(Path(app.outdir), app.warning.getvalue(), app.status.getvalue())
        finally:
            app.cleanup()

    def command(
        self,
        *arguments: str,
        out: str = "html",
        builder: str = "html",
        only: Sequence[str] = (),
    ) -> list[str]:
        return [
            sys.executable,
            *("-m", "sphinx", "-b", builder, "-d", str(self.builds / f"doctrees-{out}")),
            *arguments,
            str(self.source),
            str(self.builds / out),
            *(str(self.source / name) for name in only),
        ]

    def run(
        self,
        *arguments: str,
        out: str = "html",
        builder: str = "html",
        only: Sequence[str] = (),
        exit_status: int = 0,
    ) -> Built:
        """Build by the command line, in a process of its own."""
        command = self.command(*arguments, out=out, builder=builder, only=only)
        # Without the name of the program.
        done = BUILDERS.build(command[3:], {**os.environ, "NO_COLOR": "1"})
        assert done.returncode == exit_status, done.stderr
        return Built(self.builds / out, done.stderr, done.stdout)


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Project]:
    """Return what makes a copy of the project ``testdocs/<name>``."""

    def copy(name: str) -> Project:
        source = tmp_path / name
        shutil.copytree(TESTDOCS / name, source, ignore=shutil.ignore_patterns("_build"))
        return Project(source, tmp_path / f"{name}-builds")

    return copy


def tree(directory: Path) -> dict[str, bytes]:
    """Return all files below *directory*, but Sphinx's own records of the build."""
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name not in {".buildinfo", "environment.pickle"}
    }


#: What a test asks for says what it needs.
MARKERS = {"node_tools": "node", "server": "server", "project": "build"}


def pytest_sessionfinish() -> None:
    BUILDERS.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for fixture in MARKERS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKERS[fixture])


@pytest.fixture(scope="session")
def node_tools() -> Path:
    """Return the directory in whose ``node_modules`` the tools of tests/node/package.json are.

    They are installed when they are not there yet, as the lock file says.
    """
    lock_file = hashlib.sha256((NODE / "package-lock.json").read_bytes()).hexdigest()
    stamp = NODE / "node_modules" / ".installed-from"
    # Each worker of pytest-xdist comes here.
    with FileLock(NODE / ".lock"):
        if not stamp.exists() or stamp.read_text() != lock_file:
            _install_node_tools()
            stamp.write_text(lock_file)
    return NODE


def _install_node_tools() -> None:
    npm = shutil.which("npm")
    if npm is None:
        _lacks_node_tools("npm is not installed")
    # Newer versions of npm run no install scripts anyway.
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=NODE, capture_output=True, text=True, check=False)
    if done.returncode:
        said = textwrap.shorten(done.stderr, 400)
        _lacks_node_tools(f"npm could not install the tools of tests/node: {said}")


def _lacks_node_tools(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
