"""Checks that all which a built site refers to is there, and is what it should be."""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from ...bundle.store import HASH_DIGITS, SUFFIXES, companions_in
from ...bundle.transfer import gzip_size
from ...config import CompressConfig
from ...core.errors import CheckError, ManifestError
from ...core.types import STATIC
from ...core.urls import path_of, seen_from_root
from ...manifest import manifest
from ...manifest.places import no_record, record_below
from ..generations import kept_bundles
from .pages import Reference, imported_urls, references
from .siblings import sibling_problems

#: Where bundles are if nothing says otherwise, below ``_static/``.
_DEFAULT: Final = CompressConfig().output_dir

_HASHES: Final = frozenset({"sha256", "sha384", "sha512"})


class Finding(NamedTuple):
    """Something that is wrong with a site."""

    #: ``missing``, ``changed``, ``integrity``, ``manifest``, ``sibling`` or ``orphan``.
    kind: str
    #: Below the output directory.
    file: str
    message: str
    #: The pages that are affected.
    pages: tuple[str, ...] = ()


class BuiltSite:
    """The site in an output directory, each file of which is read once.

    :param pages: the files of its pages.
    :raises CheckError: if it is no site.
    """

    def __init__(self, directory: Path, pages: list[Path]) -> None:
        self._directory = directory
        record = record_below(directory)
        #: Whether some page had a region.
        self.has_record = record is not None
        if record is None and not (pages and (directory / STATIC).is_dir()):
            raise CheckError(no_record(directory))
        self._store = record.parent if record else directory / STATIC / _DEFAULT
        #: Where its bundles are, below the output directory.
        self.bundles: str = self._store.relative_to(directory).as_posix()
        self._sizes: dict[str, int] = {}
        self._data: dict[str, bytes | None] = {}
        #: Path of a page → what it refers to.
        self.references: dict[str, list[Reference]] = {
            path.relative_to(directory).as_posix(): [
                *references(
                    path.read_bytes().decode("utf-8", "replace"),
                    path.relative_to(directory).as_posix(),
                    self.bundles,
                )
            ]
            for path in pages
        }

    def findings(self) -> Iterator[Finding]:
        """Yield all that is wrong."""
        pages: dict[str, dict[str, None]] = defaultdict(dict)
        signed: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for page, found in self.references.items():
            for reference in found:
                if reference.path.startswith(f"{self.bundles}/"):
                    pages[reference.path][page] = None
                    for companion in self._companions_of(reference.path):
                        pages[companion][page] = None
                if reference.integrity:
                    signed[reference.path, reference.integrity][page] = None
        for path, names in sorted(pages.items()):
            yield from self._bundle_finding(path, "a page", tuple(names))
        for (path, integrity), names in sorted(signed.items()):
            data = self._read(path)
            if data is not None and not _has_integrity(data, integrity):
                message = "it does not have the bytes that the attribute integrity promises"
                yield Finding("integrity", path, message, tuple(names))
        yield from self._of_manifest()
        for path in sorted(self.files() - pages.keys() - self._kept):
            yield Finding("orphan", path, "nothing refers to it: remove it, or build the site anew")
        for path, message in sibling_problems(self._directory, self.bundles):
            yield Finding("sibling", path, message)

    def files(self) -> set[str]:
        """Return the paths of the bundles that are there, and of what lies among them."""
        return {
            path.relative_to(self._directory).as_posix()
            for kind, suffix in SUFFIXES.items()
            for path in self._store.glob(f"{kind}/*.{suffix}")
        }

    def taken(self) -> dict[str, dict[str, int]]:
        """Return what each page takes of budgets, by their names."""
        return {page: self._taken(found) for page, found in self.references.items()}

    def _taken(self, found: list[Reference]) -> dict[str, int]:
        loaded = {each.path: each.kind for each in found if each.kind is not None}
        for path in [path for path, kind in loaded.items() if kind == "css"]:
            loaded.update(dict.fromkeys(self._imported(path, frozenset()), "css"))
        sizes = {path: self._size(path) for path in loaded}
        css, js = (
            sum(size for path, size in sizes.items() if loaded[path] == kind)
            for kind in ("css", "js")
        )
        return {"css": css, "js": js, "total": css + js, "requests": len(loaded)}

    def _imported(self, path: str, importing: frozenset[str]) -> Iterator[str]:
        """Yield the style sheets of the site that one has browsers load."""
        if path in importing:
            return
        data = self._read(path) or b""
        for url in imported_urls(data) if b"@import" in data.lower() else ():
            imported = path_of(seen_from_root(url, posixpath.dirname(path), ""))
            if imported and self._read(imported) is not None:
                yield imported
                yield from self._imported(imported, importing | {path})

    def _size(self, path: str) -> int:
        """Return how many bytes gzip makes of a file; none of one that is not there."""
        if path not in self._sizes:
            self._sizes[path] = gzip_size(self._read(path) or b"")
        return self._sizes[path]

    def _read(self, path: str) -> bytes | None:
        if path not in self._data:
            try:
                self._data[path] = (self._directory / path).read_bytes()
            except OSError:
                self._data[path] = None
        return self._data[path]

    def _bundle_finding(
        self, path: str, referring: str, pages: tuple[str, ...] = ()
    ) -> Iterator[Finding]:
        data = self._read(path)
        if data is None:
            yield Finding("missing", path, f"{referring} refers to it, and it is not there", pages)
        elif path.split(".")[-2:-1] != [hashlib.sha256(data).hexdigest()[:HASH_DIGITS]]:
            message = "it does not have the bytes that its name promises"
            yield Finding("changed", path, message, pages)

    def _companions_of(self, path: str) -> set[str]:
        """Return the files that a bundle needs beside it."""
        name = path.removeprefix(f"{self.bundles}/")
        return {f"{self.bundles}/{each}" for each in companions_in(name, self._read(path) or b"")}

    @cached_property
    def _in_manifest(self) -> set[str]:
        """The bundles that the manifest refers to, and what these need beside them."""
        output_dir = self.bundles.removeprefix(STATIC)
        entries = manifest.load(self._store / manifest.FILE_NAME)
        found = manifest.bundle_reference(output_dir).findall
        paths = {f"{self.bundles}/{path}" for html in entries.values() for path in found(html)}
        return paths.union(*map(self._companions_of, paths))

    @cached_property
    def _kept(self) -> set[str]:
        """The bundles that stay though no page refers to them."""
        generations = kept_bundles(self._store)
        return self._in_manifest.union(f"{self.bundles}/{path}" for path in generations)

    def _of_manifest(self) -> Iterator[Finding]:
        file = self._store / manifest.FILE_NAME
        path = f"{self.bundles}/{manifest.FILE_NAME}"
        if file.exists():
            try:
                manifest.read_entries(file)
            except ManifestError as error:
                yield Finding("manifest", path, str(error))
        referred = {each.path for found in self.references.values() for each in found}
        for bundle in sorted(self._in_manifest - referred):
            yield from self._bundle_finding(bundle, manifest.FILE_NAME)


def _has_integrity(data: bytes, integrity: str) -> bool:
    """Return whether *data* has one of the digests of an attribute ``integrity``.

    Of several, browsers take the strongest; all of ours are about the same bytes.
    """
    known = [each.partition("-") for each in integrity.split()]
    digests = [
        (value.partition("?")[0], base64.b64encode(hashlib.new(name, data).digest()).decode())
        for name, _, value in known
        if name in _HASHES
    ]
    return not digests or any(wanted == digest for wanted, digest in digests)
