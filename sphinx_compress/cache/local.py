"""The main cache: cache key → finished HTML, and content hash → bundle.

It outlives a build.  What is in it is checked before it is used, so that a
damaged entry is the same as none.  Nothing is ever unpickled.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from pathlib import Path
from typing import Protocol

from ..core.files import clear_scratch, names_in, write_atomically

_DIGEST_SIZE = hashlib.sha256().digest_size

#: What keys, which are hexadecimal digests, become.  The directory may have been
#: some other one before it was made the cache: all else in it is not ours.
_ENTRY_DIRECTORY = re.compile("[0-9a-f]{2}")
_ENTRY_NAME = re.compile("[0-9a-f]{62}")

#: Seconds in which an entry counts as just used.
_FRESH = 3600


class Cache(Protocol):
    """A back end."""

    def get(self, key: str) -> bytes | None:
        """Return the value of *key*, or ``None`` where there is no good one."""

    def set(self, key: str, value: bytes) -> None:
        """Keep *value*; a cache that cannot does nothing."""

    def refresh(self, key: str) -> bytes | None:
        """Return another value of *key* that somebody else has set.

        For keys whose values change.  ``None`` where nobody else has, or what
        they have was returned before.
        """

    def publish(self) -> int:
        """Give others what was kept for them; called once, at the end of a build.

        :return: the number of entries.
        """

    def prune(self) -> None:
        """Bring the cache back to its size; called once, at the end of a build."""


class DirectoryCache:
    """A cache in a directory: one file an entry, its digest before its value.

    Keys are SHA-256 digests, in hexadecimal digits.

    :param directory: made when something is to be kept.
    :param max_size: in bytes; :meth:`prune` removes what was used longest ago.
    """

    def __init__(self, directory: Path, max_size: int) -> None:
        self._directory = directory
        self._max_size = max_size

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever kept."""
        return not self._directory.exists()

    def _path(self, key: str) -> Path:
        return self._directory / key[:2] / key[2:]

    def get(self, key: str) -> bytes | None:
        path = self._path(key)
        try:
            entry = path.read_bytes()
            digest, value = entry[:_DIGEST_SIZE], entry[_DIGEST_SIZE:]
            if hashlib.sha256(value).digest() != digest:
                return None
        except OSError:
            return None
        # For prune; the time of last access is not kept on many systems.  A
        # cache that may only be read is good for reading.
        # Once an hour will do: tools that watch the directory would build again and again.
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _FRESH:
                os.utime(path)
        return value

    def set(self, key: str, value: bytes) -> None:
        entry = hashlib.sha256(value).digest() + value
        try:
            write_atomically(self._path(key), entry, self._directory)
        except OSError:
            # A full or read-only disk costs speed, not the build.
            return

    def refresh(self, key: str) -> bytes | None:  # What others set is in the same directory.
        return None

    def publish(self) -> int:
        return 0

    def prune(self) -> None:
        clear_scratch(self._directory)
        entries = []
        for folder in filter(_ENTRY_DIRECTORY.fullmatch, names_in(self._directory)):
            for name in filter(_ENTRY_NAME.fullmatch, names_in(self._directory / folder)):
                path = os.path.join(self._directory, folder, name)  # noqa: PTH118
                with contextlib.suppress(OSError):
                    status = os.stat(path)  # noqa: PTH116
                    entries.append((status.st_mtime_ns, status.st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self._max_size:
                break
            with contextlib.suppress(OSError):
                os.unlink(path)  # noqa: PTH108
            total -= size
