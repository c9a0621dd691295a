"""What must hold before a change is merged: ``nox``, or ``nox -s <session>`` for one part of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False

OLDEST = "3.11"
NEWEST = "3.13"
#: Few examples of each property, and few of the whole builds.
QUICK = (
    *("-q", "--no-cov", "--hypothesis-profile=quick"),
    *("-m", "quick or not (browser or node or server or build or slow)"),
)
FUZZ_TARGETS = (
    "tokens",
    "css_verification",
    "js_verification",
    "css_filters",
    "js_filter",
    "urls_filter",
)


def lower_bounds() -> list[str]:
    """Pin each dependency in pyproject.toml to the oldest version it admits.

    docutils follows Sphinx: no one version of it is old enough for one end of
    the range and still has what the other end asks for.
    """
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = [re.sub(r">=", "==", requirement) for requirement in project["dependencies"]]
    return [
        # The first 8.1 releases differ from the last in bug fixes alone.
        f"{bound}.*" if bound.startswith("Sphinx==") else bound
        for bound in bounds
        if not bound.startswith("docutils")
    ]


@nox.session(default=False)
def quick(session: nox.Session) -> None:
    """Run what needs no browser, no npm and no server, in less than two minutes on two cores."""
    session.install("-e", ".[unit]")
    session.run("pytest", *QUICK, *session.posargs)


@nox.session(python=OLDEST)
def tests_oldest(session: nox.Session) -> None:
    """Run the tests with the oldest Python and the oldest of everything we import."""
    session.install("-e", ".[unit]", *lower_bounds())
    session.run("pytest", *session.posargs)


@nox.session(python=NEWEST)
def tests_newest(session: nox.Session) -> None:
    """Run the tests with the newest Python and the newest releases there are."""
    session.install("--upgrade", "--upgrade-strategy", "eager", "-e", ".[unit]")
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting, spelling, and that imports between the rooms go down only."""
    session.install("ruff", "import-linter", "codespell")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")
    session.run("codespell")


@nox.session
def package(session: nox.Session) -> None:
    """Build what would be published, and see whether PyPI could show its README."""
    session.install("build", "twine")
    output = session.create_tmp()
    session.run("python", "-m", "build", "--outdir", output)
    session.run("twine", "check", "--strict", *map(str, Path(output).glob("*.*")))


@nox.session(default=False)
def types(session: nox.Session) -> None:
    """Ask pyright whether all that others may use is typed.

    It looks for the package where the first ``python`` of the search path has its own, so the
    package must be installed there, and not only be in this directory.
    """
    session.install(".", "pyright")
    with session.chdir(session.create_tmp()):
        session.run("pyright", "--ignoreexternal", "--verifytypes", "sphinx_compress")


@nox.session
def typing(session: nox.Session) -> None:
    """Check types, those of the tests too."""
    session.install("-e", ".[dev]")
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the manual with the extension itself; a warning is an error."""
    session.install("-e", ".[docs]")
    session.run("sphinx-build", "-n", "-W", "--keep-going", "docs", "docs/_build")


@nox.session
def demo(session: nox.Session) -> None:
    """Build the demo site and say where to look."""
    session.install("-e", ".[docs]")
    session.run("python", "-m", "testdocs")


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Feed the verification and the filters with what nobody would write.

    ``nox -s fuzz -- css_filters -runs=1000000`` fuzzes one part for longer.
    """
    session.install("-e", ".", "atheris")
    targets = [argument for argument in session.posargs if not argument.startswith("-")]
    options = [argument for argument in session.posargs if argument.startswith("-")]
    for target in targets or FUZZ_TARGETS:
        # A number of runs, not a time, so that it is the same work on every machine.
        session.run("python", "-m", "fuzz", target, "-runs=20000", "-max_len=150", *options)


@nox.session(default=False)
def kills(session: nox.Session) -> None:
    """Kill builds wherever they change a file, and build once more, for a quarter of an hour."""
    session.install("-e", ".[unit]")
    environment = {"SPHINX_COMPRESS_KILL_ONE_IN": "1"}
    session.run("pytest", "--no-cov", "tests/builds/test_kills.py", env=environment)


@nox.session(default=False)
def mutation(session: nox.Session) -> None:
    """Break single lines where that breaks pages, and list what no test of the module notices.

    ``nox -s mutation -- 'sphinx_compress.page.relink*'`` breaks those of one module.  What
    ``[tool.mutmut]`` names takes an hour; ``mutmut show <name>`` shows what was broken.
    """
    session.install("-e", ".[unit]", "mutmut>=3.8")
    session.run("mutmut", "run", *session.posargs)
    session.run("mutmut", "results")


@nox.session(default=False)
def benchmarks(session: nox.Session) -> None:
    """Measure speed beside other bundlers: ``nox -s benchmarks -- build --rounds=3``."""
    session.install("-e", ".[benchmarks]")
    session.run("python", "-m", "benchmarks", *(session.posargs or ["--help"]))
