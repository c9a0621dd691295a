"""The releases whose scripts are looked at: those that Sphinx 8.1 and newer can have."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

#: Versions by the names of projects.
RELEASES: Final = {
    "sphinxcontrib-jquery": ("3.0.0", "4.0", "4.1"),
    "sphinx-copybutton": ("0.5.0", "0.5.1", "0.5.2"),
    "sphinx-rtd-theme": ("3.0.0", "3.0.2", "3.1.0"),
    "sphinx-material": ("0.0.35", "0.0.36"),
    "guzzle-sphinx-theme": ("0.7.11",),
    "sphinx-nefertiti": ("0.8.8", "0.9.11"),
    "piccolo-theme": ("0.23.0", "0.24.0"),
    "pydata-sphinx-theme": ("0.16.1", "0.20.0"),
    "sphinx-book-theme": ("1.1.4", "1.4.0"),
    "sphinx-design": ("0.6.1", "0.8.0"),
    "sphinx-tabs": ("3.4.7", "3.5.0"),
    "sphinx-togglebutton": ("0.3.2", "0.4.5"),
    "sphinxawesome-theme": ("5.3.2", "6.0.6"),
    "python-docs-theme": ("2024.10", "2025.2"),
    "insipid-sphinx-theme": ("0.4.4",),
    "furo": ("2025.12.19",),
    "Pallets-Sphinx-Themes": ("2.5.0",),
    "sphinx-immaterial": ("0.13.11",),
    "sphinx-library": ("1.1.3",),
    "sphinx": ("8.1.3", "8.2.3", "9.0.4"),
}
#: These are for their own programs, and not for pages.
_OTHERS: Final = (
    "lunr/",
    "mathjax",
    "locale",
    "non-minified",
    "/src/",
    "test",
    "node_modules",
    "assets/scripts/",
)
#: Nobody has a larger library.
LONGEST: Final = 700_000


class Script(NamedTuple):
    """A script of a release."""

    name: str
    text: str

    @property
    def digest(self) -> str:
        """That of its file."""
        return digest_of_file(self.text.encode())


def digest_of_file(content: bytes) -> str:
    """Return the digest by which the table knows a file."""
    return hashlib.sha256(content).hexdigest()


def scripts(directory: Path) -> Iterator[Script]:
    """Yield the scripts of all releases, which PyPI has.

    :param directory: where releases are kept.
    :raises subprocess.CalledProcessError: if there is no such release.
    """
    for project, versions in RELEASES.items():
        for version in versions:
            for path, content in _files(directory, project, version):
                if is_of_page(path) and len(content) < LONGEST:
                    yield Script(f"{project} {version}: {path}", content.decode("utf-8", "replace"))


def is_of_page(path: str) -> bool:
    """Return whether a file of a release is a script that its pages may have."""
    return path.endswith(".js") and not any(each in path for each in _OTHERS)


def _files(directory: Path, project: str, version: str) -> Iterator[tuple[str, bytes]]:
    target = directory / f"{project}-{version}"
    if not target.is_dir():
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(target)]
        subprocess.run([*command, f"{project}=={version}"], check=True)
    for wheel in sorted(target.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(".js"):
                    yield name, archive.read(name)
