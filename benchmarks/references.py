"""References as large projects have them: one of many versions, and one in many languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CONF: Final = """
import os

project = "Lighthouse"
version = release = "{version}"
extensions = [{extensions}]
html_theme = "{theme}"
html_static_path = ["_static"]
html_css_files = ["own.css"]
html_copy_source = False
if "STOCK" not in os.environ:
    extensions.append("sphinx_compress")
"""
_FUNCTION: Final = """\
{title}
{line}

.. py:function:: {name}(a, axis=None, out=None)

   Return what a light of the height *a* is seen by, in {edition}.

   :param a: heights in metres.
   :param axis: along which they are added.
   :param out: where to put the results.
   :returns: distances in kilometres.

   .. code-block:: python

      >>> {name}([31.0, 12.5])
      [19.9, 12.6]
"""
#: Functions of a module of the first shape; each has a page.
_FUNCTIONS: Final = 40
#: Functions on each page of the second one.
_ON_A_PAGE: Final = 12


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of reference."""

    #: What it is called on the command line, and in the name of its table.
    name: str
    theme: str
    #: What is built of it: versions or languages.  The second has the same files as the first.
    editions: tuple[str, ...]
    #: What an edition is called.
    edition: str
    #: Writes an edition with about so many pages.
    write: Callable[[Path, str, int], None]
    #: Takes an edition, and returns what sphinx-build is told for it.
    options: Callable[[str], Sequence[str]]


def _write_modules(directory: Path, version: str, pages: int) -> None:
    """Write a page for each function, as numpy has."""
    extensions = '"sphinx.ext.mathjax", "sphinx_copybutton", "sphinx_design"'
    conf = _CONF.format(version=version, extensions=extensions, theme="pydata_sphinx_theme")
    _write(directory / "conf.py", conf + 'html_theme_options = {"navigation_with_keys": False}\n')
    # It is another one in each second version.
    _write_sheet(directory, int(version.partition(".")[2]) // 2)
    modules = range(max(1, pages // _FUNCTIONS))
    for module in modules:
        names = [f"light.m{module:03}.function_{number:03}" for number in range(_FUNCTIONS)]
        for name in names:
            text = _function(name, f"version {version}", "=")
            _write(directory / "generated" / f"{name}.rst", text)
        index = _index(f"Module {module}", (f"generated/{name}" for name in names))
        _write(directory / f"m{module:03}.rst", index)
    _write(directory / "index.rst", _index("Reference", (f"m{each:03}" for each in modules)))


def _write_library(directory: Path, language: str, pages: int) -> None:
    """Write longer pages that are the same in each language, as CPython has."""
    conf = _CONF.format(version="4", extensions='"sphinx.ext.doctest"', theme="python_docs_theme")
    _write(directory / "conf.py", conf)
    _write_sheet(directory, 0)
    for page in range(pages):
        names = [f"light{page:03}.function_{number:02}" for number in range(_ON_A_PAGE)]
        title = f"light{page:03} --- Lights"
        functions = "\n".join(_function(name, "this version", "-") for name in names)
        text = f"{title}\n{'=' * len(title)}\n\n{functions}"
        _write(directory / "library" / f"light{page:03}.rst", text)
    library = (f"library/light{page:03}" for page in range(pages))
    _write(directory / "index.rst", _index("Library", library))


def _function(name: str, edition: str, underline: str) -> str:
    line = underline * len(name)
    return _FUNCTION.format(title=name, line=line, name=name, edition=edition)


def _write_sheet(directory: Path, margin: int) -> None:
    _write(directory / "_static" / "own.css", f".version {{ margin: {margin}px }}\n")


def _index(title: str, entries: Iterable[str]) -> str:
    lines = [title, "=" * len(title), "", ".. toctree::", "   :maxdepth: 1", ""]
    return "\n".join([*lines, *(f"   {entry}" for entry in entries), ""])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


VERSIONS: Final = Shape(
    "versions",
    "pydata_sphinx_theme",
    tuple(f"2.{minor}" for minor in range(8)),
    "version",
    _write_modules,
    lambda version: (),
)
LANGUAGES: Final = Shape(
    "languages",
    "python_docs_theme",
    ("en", "es", "fr", "it", "ja", "ko", "pl", "pt_BR", "ro", "tr", "uk_UA", "zh_CN", "zh_TW"),
    "language",
    _write_library,
    lambda language: ("-D", f"language={language}"),
)
