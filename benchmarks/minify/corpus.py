"""The style sheets and scripts that minifiers are measured with."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from sphinx_compress.core.types import Kind

#: Sphinx with its own themes, other themes, and extensions with a style of their own.
PYTHON_PACKAGES: Final = tuple(
    """Sphinx alabaster cloud_sptheme furo groundwork-sphinx-theme guzzle_sphinx_theme insegel lutra
    Pallets-Sphinx-Themes piccolo-theme pydata-sphinx-theme python-docs-theme shibuya
    sphinx-book-theme sphinx-bootstrap-theme sphinx-immaterial sphinx-material sphinx-nefertiti
    sphinx-press-theme sphinx-rtd-theme sphinx-typo3-theme sphinx-wagtail-theme
    sphinxawesome-theme zzzeeksphinx
    sphinx-copybutton sphinx-design sphinx-tabs sphinx-togglebutton""".split()
)
#: Sheets and scripts that are larger, and newer, than those of themes.
NODE_PACKAGES: Final = tuple("bootstrap bulma katex open-props tailwindcss".split())

_KINDS: Final[dict[str, Kind]] = {".css": "css", ".js": "js"}


@dataclass(frozen=True, slots=True)
class Source:
    """One text of the corpus."""

    #: Package and path, or the path of a probe.
    name: str
    kind: Kind
    text: str
    #: Whether it was written to trip up minifiers.
    is_probe: bool = False


def collect(cache: Path) -> None:
    """Download what is not in the cache yet."""
    for package in PYTHON_PACKAGES:
        _download(
            cache / "pypi" / package, [sys.executable, "-m", "pip", "download", "-q", "--no-deps"]
        )
    for package in NODE_PACKAGES:
        _download(cache / "npm" / package, ["npm", "pack", "--silent"])


def sources(cache: Path, *, largest: int) -> list[Source]:
    """All different texts in the cache, in the order of their names.

    :param largest: size in bytes from which on a file is left out.
    """
    found: dict[bytes, Source] = {}
    for archive in sorted((cache / "pypi").glob("*/*")) + sorted((cache / "npm").glob("*/*.tgz")):
        for path, content in sorted(_members(archive)):
            source = _source(f"{archive.parent.name}/{path}", content)
            if source is not None and len(content) < largest:
                found.setdefault(hashlib.sha256(content).digest(), source)
    return list(found.values())


def probes(directory: Path) -> list[Source]:
    """The probes below a directory, with so many blanks that no filter takes one for minified."""
    found = (
        _source(str(path.relative_to(directory)), path.read_bytes())
        for path in sorted(directory.rglob("*.*"))
    )
    return [
        Source(source.name, source.kind, source.text + "\n" * len(source.text), is_probe=True)
        for source in found
        if source is not None
    ]


def _download(directory: Path, command: Iterable[str]) -> None:
    if directory.is_dir() and any(directory.iterdir()):
        return
    directory.mkdir(parents=True, exist_ok=True)
    # A package may disappear; the others are still worth measuring.
    done = subprocess.run([*command, directory.name], cwd=directory, check=False)
    if done.returncode:
        print(f"could not get {directory.name}", file=sys.stderr)


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for name in wheel.namelist():
                if PurePosixPath(name).suffix in _KINDS:
                    yield name, wheel.read(name)
    elif archive.name.endswith((".tgz", ".tar.gz")):
        with tarfile.open(archive) as packed:
            for member in packed:
                file = packed.extractfile(member)
                if file is not None and PurePosixPath(member.name).suffix in _KINDS:
                    yield member.name, file.read()


def _source(name: str, content: bytes) -> Source | None:
    kind = _KINDS.get(PurePosixPath(name).suffix)
    if kind is None or not content:
        return None
    try:
        return Source(name, kind, content.decode("utf-8"))
    except UnicodeDecodeError:
        return None
