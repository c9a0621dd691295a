"""The sample project, built with every theme, with and without bundles."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Final, NamedTuple

_PROJECT: Final = Path(__file__).parents[2] / "testdocs" / "site"

#: The themes, and the distributions that they come in.
THEMES: Final = {
    "alabaster": "alabaster",
    "classic": "Sphinx",
    "furo": "furo",
    "sphinx_rtd_theme": "sphinx-rtd-theme",
    "pydata_sphinx_theme": "pydata-sphinx-theme",
    "sphinx_book_theme": "sphinx-book-theme",
    "python_docs_theme": "python-docs-theme",
    "sphinxawesome_theme": "sphinxawesome-theme",
}

#: The page that is looked at; it lies two folders deep.
PAGE: Final = "guide/deep/page.html"

STOCK: Final = "stock"
OURS: Final = "ours"
_OPTIONS: Final = {STOCK: ("-D", "compress_enabled=0"), OURS: ()}


class Pair(NamedTuple):
    """A theme's two sites."""

    theme: str
    stock: Path
    ours: Path


def pairs(directory: Path, themes: Iterable[str]) -> list[Pair]:
    """The sites of some themes; see :func:`built`."""
    return [
        Pair(theme, built(directory, STOCK, theme), built(directory, OURS, theme))
        for theme in themes
    ]


def built(directory: Path, which: str, theme: str) -> Path:
    """A site, built if it is not there yet.

    :param directory: where sites are kept, as ``stock/furo`` and ``ours/furo``.
    :param which: :data:`STOCK` or :data:`OURS`.
    :raises subprocess.CalledProcessError: if Sphinx fails.
    """
    output = directory / which / theme
    if not (output / PAGE).is_file():
        print(f"building {which}/{theme}", file=sys.stderr, flush=True)
        # Beside the site, so that it does not count as a part of it.
        doctrees = output.with_name(f".{output.name}-doctrees")
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(doctrees)]
        command += ["-D", f"html_theme={theme}", *_OPTIONS[which], str(_PROJECT), str(output)]
        subprocess.run(command, check=True)
    return output


def theme_version(theme: str) -> str:
    """The version of the distribution that a theme comes in."""
    return version(THEMES[theme])
