"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import re
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

_SUFFIX = ".tmp"

#: Digits of the content hash in a bundle's name.
HASH_DIGITS = 12

_UNFINISHED_NAME = re.compile(rf"\.\d+-\d+-[0-9a-f]{{8}}{re.escape(_SUFFIX)}")

_BUNDLE_NAME = re.compile(rf"[^/]+\.[0-9a-f]{{{HASH_DIGITS}}}\.(?:css|js)")

_SAFE_NAME = re.compile(r"[\w.-]{1,255}", re.ASCII)

#: How often another build that clears up may get in the way of writing a file.
_ATTEMPTS = 50

_counter = itertools.count()


def write_atomically(path: Path, data: bytes, scratch: Path) -> None:
    """Write *data* to *path* so that no reader and no crash ever sees a part of it.

    :param scratch: directory on the same file system for the unfinished file.
        A build that is killed leaves it there, where :func:`clear_scratch`
        finds it.
    :raises OSError: if the file cannot be written.
    """
    for attempt in range(_ATTEMPTS):
        unfinished = scratch / f".{os.getpid()}-{next(_counter)}-{os.urandom(4).hex()}{_SUFFIX}"
        try:
            scratch.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            # Not by tempfile, whose files only their owner may read.
            with unfinished.open("xb") as file:
                file.write(data)
            if path.exists():
                shutil.copymode(path, unfinished)
            unfinished.replace(path)
            return
        except (FileNotFoundError, FileExistsError):
            # Another build that ends right now clears or removes the directories.
            unfinished.unlink(missing_ok=True)
            if attempt == _ATTEMPTS - 1:
                raise
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def write_if_new(path: Path, data: bytes, scratch: Path) -> bool:
    """Do as :func:`write_atomically` unless *path* holds *data*; return whether it did not."""
    if path.exists() and path.read_bytes() == data:
        return False
    write_atomically(path, data, scratch)
    return True


def clear_scratch(scratch: Path) -> None:
    """Remove what killed builds left of :func:`write_atomically`."""
    for unfinished in scratch.glob(f".*{_SUFFIX}"):
        if _UNFINISHED_NAME.fullmatch(unfinished.name):
            # What cannot be removed does no harm.
            with contextlib.suppress(OSError):
                unfinished.unlink()


@dataclass(frozen=True, slots=True)
class Bundle:
    """A combined file, known by its contents."""

    #: Below the store's directory: ``css/output.0123456789ab.css``.
    path: str
    #: SHA-256 of the contents.
    digest: str
    #: In bytes.
    size: int


def name_bundle(kind: str, name: str, data: bytes) -> Bundle:
    """Return the bundle that *data* makes, named by its content hash."""
    digest = hashlib.sha256(data).hexdigest()
    return Bundle(f"{kind}/{name}.{digest[:HASH_DIGITS]}.{kind}", digest, len(data))


def is_named(bundle: Bundle) -> bool:
    """Has the bundle a name that :func:`name_bundle` gives, and so one below the output directory?

    A cache that others write to may hold any path.
    """
    kind, _, name = bundle.path.partition("/")
    return (
        _SAFE_NAME.fullmatch(name) is not None
        and name.endswith(f".{bundle.digest[:HASH_DIGITS]}.{kind}")
        and _BUNDLE_NAME.fullmatch(name) is not None
    )


class Store:
    """The bundles below ``_static/compress/`` of an output directory."""

    def __init__(self, directory: Path) -> None:
        #: Where bundles and manifest lie.
        self.directory = directory
        self._present: set[str] = set()

    def has(self, bundle: Bundle) -> bool:
        """Is the whole bundle there?"""
        if bundle.path not in self._present:
            try:
                if (self.directory / bundle.path).stat().st_size != bundle.size:
                    return False
            except OSError:
                return False
            self._present.add(bundle.path)
        return True

    def write(self, bundle: Bundle, data: bytes) -> None:
        """Write the bundle if it is not there.

        :raises OSError: if the output directory is not writable.
        """
        if not self.has(bundle):
            write_atomically(self.directory / bundle.path, data, self.directory)
            self._present.add(bundle.path)

    def forget(self) -> None:
        """Look at the disk again from now on."""
        self._present.clear()

    def prune(self, kept: Collection[str]) -> None:
        """Remove all bundles but *kept*, and what killed builds left.

        A file whose name does not tell its content is none of ours, and stays.
        """
        clear_scratch(self.directory)
        for path in self._named_like_bundles():
            relative = path.relative_to(self.directory).as_posix()
            if relative not in kept and path.name.split(".")[-2] == _digest(path)[:HASH_DIGITS]:
                # Another build may have removed it.
                with contextlib.suppress(OSError):
                    path.unlink()
                self._present.discard(relative)

    def names(self) -> set[str]:
        """Return the paths of all files that are named like a bundle."""
        return {path.relative_to(self.directory).as_posix() for path in self._named_like_bundles()}

    def remove_empty(self) -> None:
        """Remove the directories in which nothing is left."""
        for directory in (self.directory / "css", self.directory / "js", self.directory):
            # Something of the user's is in it, or it is not there.
            with contextlib.suppress(OSError):
                directory.rmdir()

    def _named_like_bundles(self) -> Iterator[Path]:
        for kind in ("css", "js"):
            for path in sorted(self.directory.glob(f"{kind}/*.{kind}")):
                if _BUNDLE_NAME.fullmatch(path.name):
                    yield path


def _digest(path: Path) -> str:
    """Return the content hash of the file *path*; empty if it is none, or gone."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
