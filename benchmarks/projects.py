"""Large projects of other people, from their releases on PyPI."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Where releases are kept, and what is built of them.
CACHE: Final = Path.home() / ".cache" / "sphinx-compress-benchmarks"

#: Set while the extension is to be in the build.
SWITCH: Final = "BENCHMARK_WITH_COMPRESS"

# The rest of a project's conf.py stays as it is.  What other sites serve is not ours to measure.
_ADDED: Final = f"""

import os as _os
intersphinx_mapping = {{}}
if _os.environ.get("{SWITCH}"):
    extensions = ["benchmarks.share", *extensions, "sphinx_compress"]
"""


@dataclass(frozen=True, slots=True)
class Project:
    """A project, and what is edited in it."""

    #: Requirement that pip fetches.
    requirement: str
    #: Of its documentation, below the unpacked release.
    directory: str
    #: Below that directory.
    document: str
    style_sheet: str


PROJECTS: Final = {
    "django": Project(
        "Django==5.2.8",
        "docs",
        "topics/http/views.txt",
        "_theme/djangodocs/static/djangodocs.css",
    ),
    "sphinx": Project(
        "Sphinx==9.0.4",
        "doc",
        "usage/builders/index.rst",
        "_themes/sphinx13/static/sphinx13.css",
    ),
}


def unpacked(name: str, cache: Path) -> Path:
    """The directory of a project's documentation, fetched and made ready if it is not there.

    :param cache: where releases are kept.
    :raises subprocess.CalledProcessError: if pip cannot fetch it.
    """
    project = PROJECTS[name]
    package, _, version = project.requirement.partition("==")
    directory = cache / f"{package.lower()}-{version}"
    docs = directory / project.directory
    if not docs.is_dir():
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps"]
        command += ["--no-binary", package, "-d", str(cache), project.requirement]
        subprocess.run(command, check=True)
        with tarfile.open(cache / f"{directory.name}.tar.gz") as archive:
            archive.extractall(cache, filter="data")
    configuration = docs / "conf.py"
    text = configuration.read_text(encoding="utf-8")
    if _ADDED not in text:
        configuration.write_text(text + _ADDED, encoding="utf-8")
    return docs


def edit(name: str, docs: Path, what: str) -> None:
    """Change the end of a document, or of a style sheet, of a project."""
    path, mark, addition = _edited(name, docs, what)
    path.write_text(path.read_text(encoding="utf-8") + mark + addition, encoding="utf-8")


def restore(name: str, docs: Path) -> None:
    """Undo what :func:`edit` did in this run and in earlier ones."""
    for what in ("document", "css"):
        path, mark, _ = _edited(name, docs, what)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.partition(mark)[0], encoding="utf-8")


def _edited(name: str, docs: Path, what: str) -> tuple[Path, str, str]:
    project = PROJECTS[name]
    if what == "document":
        return docs / project.document, "\n.. edit\n", "\nOne more sentence.\n"
    return docs / project.style_sheet, "\n/* edit */\n", ".edit { margin: 1px }\n"
