"""The sample project, built with every theme, with and without bundles."""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

#: What is built with them.
PROJECT: Final = Path(__file__).parents[2] / "testdocs" / "site"


class Theme(NamedTuple):
    """A theme, and what a project must say to have it."""

    #: The distribution that it comes in.
    distribution: str
    #: Values of options, by name.
    options: Mapping[str, str] = MappingProxyType({})
    #: Extensions that it needs, with commas between them.
    extensions: str = ""


#: An extension of ours.
_SETTINGS: Final = "benchmarks.readers.settings"
_MATHJAX: Final = "mathjax@4.1.3"
_MATHJAX_OPTIONS: Final = {
    "html_theme": "alabaster",
    "mathjax_path": "mathjax/tex-svg.js",
}

#: The themes by their names; the last one is not alone.
THEMES: Final = {
    "alabaster": Theme("alabaster"),
    "classic": Theme("Sphinx"),
    "furo": Theme("furo"),
    "sphinx_rtd_theme": Theme("sphinx-rtd-theme"),
    "pydata_sphinx_theme": Theme("pydata-sphinx-theme"),
    "sphinx_book_theme": Theme("sphinx-book-theme"),
    "python_docs_theme": Theme("python-docs-theme"),
    "sphinxawesome_theme": Theme("sphinxawesome-theme"),
    "flask": Theme("Pallets-Sphinx-Themes", extensions="pallets_sphinx_themes"),
    "sphinx_nefertiti": Theme("sphinx-nefertiti", extensions="sphinx_nefertiti"),
    "insipid": Theme("insipid-sphinx-theme"),
    "sphinx_material": Theme("sphinx-material", extensions="sphinx_material"),
    "piccolo_theme": Theme("piccolo_theme"),
    "library": Theme("sphinx-library"),
    "guzzle_sphinx_theme": Theme("guzzle_sphinx_theme", extensions="guzzle_sphinx_theme"),
    "sphinx_immaterial": Theme("sphinx_immaterial", extensions=f"sphinx_immaterial,{_SETTINGS}"),
    "alabaster and MathJax 4": Theme("alabaster", _MATHJAX_OPTIONS, _SETTINGS),
}
#: Those of which readers are told when they see a page.
SHOWN: Final = list(THEMES)[:8]

#: The page that is looked at; it lies two folders deep.
PAGE: Final = "guide/deep/page.html"

STOCK: Final = "stock"
OURS: Final = "ours"
#: Ours, with no style sheet split.
UNSPLIT: Final = "unsplit"
#: Ours, with the icons that are used in Font Awesome's script.
ICONS: Final = "icons"
#: Ours, with the critical part in each page.
INLINE: Final = "inline"
_OPTIONS: Final = {
    STOCK: ("-D", "compress_enabled=0"),
    OURS: (),
    UNSPLIT: ("-D", "compress_critical=off"),
    ICONS: ("-D", "compress_icons=used"),
    INLINE: ("-D", "compress_critical=inline"),
}


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
    :param which: :data:`STOCK`, :data:`OURS`, :data:`UNSPLIT`, :data:`ICONS` or :data:`INLINE`.
    :raises subprocess.CalledProcessError: if Sphinx fails.
    """
    output = directory / which / theme
    if not (output / PAGE).is_file():
        print(f"building {which}/{theme}", file=sys.stderr, flush=True)
        # Beside the site, so that it does not count as a part of it.
        doctrees = output.with_name(f".{output.name}-doctrees")
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(doctrees)]
        command += with_theme(theme, directory)
        subprocess.run([*command, *_OPTIONS[which], str(PROJECT), str(output)], check=True)
    return output


def with_theme(name: str, directory: Path) -> list[str]:
    """The arguments of ``sphinx-build`` for a theme.

    :param directory: where packages of npm are kept, in a folder of their own.
    """
    theme = THEMES[name]
    values = {"html_theme": name, **theme.options}
    if theme.extensions:
        namespace = runpy.run_path(str(PROJECT / "conf.py"))
        values["extensions"] = ",".join([*namespace["extensions"], theme.extensions])
    if name == "guzzle_sphinx_theme":
        # It comes from the time before themes had entry points.
        module = import_module(name)
        values["html_theme_path"] = str(Path(module.__file__ or "").parent)
    if "mathjax_path" in values:
        packages = directory.resolve() / "npm"
        if not (packages / "node_modules" / "mathjax").is_dir():
            install = ["npm", "install", "--silent", "--prefix", str(packages), _MATHJAX]
            subprocess.run(install, check=True)
        values["html_static_path"] = str(packages / "node_modules")
    return [part for option in values.items() for part in ("-D", "=".join(option))]


def theme_version(theme: str) -> str:
    """The version of the distribution that a theme comes in."""
    return version(THEMES[theme].distribution)
