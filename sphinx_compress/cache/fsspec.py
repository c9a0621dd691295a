"""A shared cache in whatever fsspec knows: object stores, a directory."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Mapping
from typing import Any

import fsspec

from .envelope import MAX_ENTRY

_WORDS = {"true": True, "false": False}


def find_class(scheme: str) -> type[Any]:
    """Return the class of file systems for *scheme*.

    :raises ImportError: if a package is missing.
    """
    found: type[Any] = fsspec.get_filesystem_class(scheme)
    if scheme == "gs":
        # A failure is told of once, and not each time by a traceback on the terminal.
        logging.getLogger("gcsfs").addHandler(logging.NullHandler())
        # The newer class first finds out what kind a bucket is, and waits a minute for an answer.
        return next(each for each in found.__mro__ if each.__module__ == "gcsfs.core")
    return found


class FileSystemRemote:
    """Entries are files, in directories by the first two digits of their keys.

    :param url: of the directory.
    :param options: of the file system.
    :param patience: seconds for a connection, and for an answer, where it can be told.
    """

    def __init__(
        self, file_system: type[Any], url: str, options: Mapping[str, str], patience: float
    ) -> None:
        given: dict[str, Any] = {name: _WORDS.get(value, value) for name, value in options.items()}
        scheme = url.partition(":")[0]
        self._is_local = scheme == "file"
        if self._is_local:
            given["auto_mkdir"] = True
        if scheme == "s3":
            given["config_kwargs"] = {
                "connect_timeout": patience,
                "read_timeout": patience,
                "retries": {"total_max_attempts": 1},
            }
        # No other process, and nobody else in this one, shares connections or listings with it.
        self._fs = file_system(skip_instance_cache=True, use_listings_cache=False, **given)
        if scheme == "s3":
            # Beside those of botocore it has its own.
            self._fs.retries = 1
        self._root = str(self._fs._strip_protocol(url)).rstrip("/")

    def _path(self, key: str) -> str:
        return f"{self._root}/{key[:2]}/{key}"

    def get(self, key: str) -> bytes | None:
        try:
            # Not all of what others put there.
            return bytes(self._fs.cat_file(self._path(key), start=0, end=MAX_ENTRY + 1))
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            # To S3, an empty file has no first byte that could be asked for.
            return b""

    def set_all(self, entries: Mapping[str, bytes]) -> None:
        if self._is_local:
            for key, entry in entries.items():
                self._write_file(self._path(key), entry)
        else:
            # Many at once; an object store shows no half of one.
            self._fs.pipe({self._path(key): entry for key, entry in entries.items()})

    def _write_file(self, path: str, entry: bytes) -> None:
        unfinished = f"{path}.{os.urandom(8).hex()}.tmp"
        try:
            self._fs.pipe_file(unfinished, entry)
            self._fs.mv(unfinished, path)
        except BaseException:
            if self._fs.exists(unfinished):
                self._fs.rm_file(unfinished)
            raise
