"""URL → the file behind it, which is within the source roots and never outside of them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..core.errors import SourceError, SourceNotFound, SourceOutsideRoots
from ..core.listings import Listings
from ..core.serialization import read_json_or
from ..core.urls import path_below_static

#: A file that changed less than this many nanoseconds before it was read may
#: change again within the same tick of the file system's clock, so its digest
#: is not remembered (https://git-scm.com/docs/racy-git).
_RACY_NS = 2_000_000_000

#: Path below ``_static/`` → [size, mtime, ctime, inode, digest], the times in nanoseconds.
Memo = dict[str, list[int | str]]


def read_memo(path: Path) -> Memo:
    """Return the memo in the file *path*; an empty one if it is missing or damaged."""
    return read_json_or({}, path, _memo)


def _memo(values: Mapping[str, Any]) -> Memo:
    return {key: [*map(int, entry[:4]), str(entry[4])] for key, entry in values.items()}


def _nothing_excluded(path: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class SourceRoot:
    """A directory whose files are, or will be, at ``_static/`` in the site."""

    path: Path
    #: Takes a path relative to the root, and returns whether Sphinx leaves that file or folder out.
    excluded: Callable[[str], bool] = _nothing_excluded
    #: Takes the name of a file, and returns whether Sphinx makes another file of it.
    is_template: Callable[[str], bool] = _nothing_excluded

    def leaves_out(self, path: str) -> bool:
        """Return whether Sphinx leaves out the file *path*, or a folder that it is in."""
        names = path.split("/")
        if self.is_template(names[-1]):
            return True
        return any(self.excluded("/".join(names[:end])) for end in range(1, len(names) + 1))


class Sources:
    """The files that bundles are made of.

    :param roots: searched in this order; the first is the output's ``_static``.
    :param memo: the digests that earlier builds found.  It is changed in place, and used
        for the first root only, since others may be temporary directories.
    """

    def __init__(self, roots: Iterable[SourceRoot], memo: Memo | None = None) -> None:
        self._roots = [replace(root, path=Path(os.path.realpath(root.path))) for root in roots]
        self._memo: Memo = {} if memo is None else memo
        self._digests: dict[str, str | None] = {}
        #: Takes the URL of each file that is read, and its size in bytes.
        self.on_read: Callable[[str, int], None] = lambda url, size: None
        self._listings = Listings()

    def find(self, url: str) -> Path:
        """Return the file behind a site-relative *url*.

        :raises SourceNotFound: if no root has it.
        :raises SourceOutsideRoots: if the path or a symbolic link leads out.
        """
        path = path_below_static(url)
        for root in self._roots:
            if root.leaves_out(path):
                continue
            # An absolute drive path on the right would win over the root.
            found = Path(os.path.realpath(root.path / path))
            if not found.is_relative_to(root.path):
                raise SourceOutsideRoots(f"{url} is a link to a place outside of the site")
            # By os.path, since the method raises for a name that is too long.
            if not os.path.isfile(found):  # noqa: PTH113
                continue
            # What leaves a file out goes by its name, and some file systems find it by others.
            if self._listings.has(root.path, path):
                return found
        raise SourceNotFound(f"{url} was not found")

    def read(self, url: str) -> bytes:
        """Return the bytes of the file behind a site-relative *url*.

        From now on, :meth:`digest` returns that of these bytes, even if the file changes.

        :raises SourceError: if there is no such file, or it can't be read.
        """
        self._digests[url] = None
        path = self.find(url)
        try:
            status = path.stat()
            data = path.read_bytes()
        except OSError as error:
            raise SourceNotFound(f"{url} cannot be read: {error.strerror}") from error
        digest = self._digests[url] = hashlib.sha256(data).hexdigest()
        self._remember(url, path, status, digest)
        self.on_read(url, len(data))
        return data

    def digest(self, url: str) -> str | None:
        """Return the SHA-256 of the file behind *url* in hexadecimal, ``None`` if none can be read.

        The answer is kept until :meth:`forget`.
        """
        try:
            return self._digests[url]
        except KeyError:
            digest = self._digests[url] = self._find_digest(url)
            return digest

    def forget(self) -> None:
        """Look at the disk again from now on."""
        self._digests.clear()

    def _find_digest(self, url: str) -> str | None:
        try:
            path = self.find(url)
            status = path.stat()
            remembered = self._memo.get(path_below_static(url))
            if remembered is not None and remembered[:-1] == _signature(status):
                return str(remembered[-1])
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except (SourceError, OSError):
            return None
        self._remember(url, path, status, digest)
        return digest

    def _remember(self, url: str, path: Path, status: os.stat_result, digest: str) -> None:
        changed = max(status.st_mtime_ns, status.st_ctime_ns)
        settled = time.time_ns() - changed > _RACY_NS
        if settled and path.is_relative_to(self._roots[0].path):
            # Not by the URL, in which Sphinx writes a checksum of the contents.
            self._memo[path_below_static(url)] = [*_signature(status), digest]


def _signature(status: os.stat_result) -> list[int | str]:
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
