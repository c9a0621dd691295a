"""What the processes of a build record of its pages, and how it becomes the index.

While pages are rendered, each process appends lines to a *shard* of its own; the
end of a build merges the shards into the index.  A build that was killed left
its shards behind; the next one merges them, too.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ..bundle.chunking import Chunking
from ..core.files import clear_scratch, write_atomically, write_if_new
from .index import BEGINNING, Index
from .journal import Journal


class PageState:
    """The directory that holds shards and index of one output directory.

    :param directory: used by no other builder or output directory.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._shards = directory / "shards"
        self._build = os.urandom(16).hex()
        self._alive = self._build_lock(self._build)
        self._merged = {self._build}
        self.journal = Journal(self._shards / self._build)

    def open(self) -> None:
        """Let other builds know, from now on, that this one is under way."""
        self._shards.mkdir(parents=True, exist_ok=True)
        self._alive.acquire()

    def close(self) -> None:
        """Undo :meth:`open`.  The shards stay until they are merged."""
        self.journal.close()
        self._alive.release()
        (self._shards / f"{self._build}.lock").unlink(missing_ok=True)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold off other builds that want to merge their shards."""
        self._directory.mkdir(parents=True, exist_ok=True)
        with FileLock(self._directory / "index.lock"):
            yield

    def interrupted(self) -> set[str]:
        """Return the pages that processes of killed builds were writing when they ended.

        Sphinx does not write pages atomically, and takes a page that was cut
        short for a good one.
        """
        return {
            page
            for path in self._shards.glob("*/")
            if path.name != self._build and self._is_dead(path.name)
            for page in _last_pages(path)
        }

    def is_foreign(self) -> bool:
        """Is all that is known of the pages in words of another version of this package?"""
        try:
            with (self._directory / "index.json").open("rb") as file:
                return file.read(len(BEGINNING)) != BEGINNING
        except OSError:
            return False

    def load(self) -> tuple[Index, Index]:
        """Return the merged index, and what builds that are still under way recorded."""
        index = self._load_index()
        underway = Index()
        for path in sorted(self._shards.glob("*/")):
            if path.name == self._build:
                continue
            if self._is_dead(path.name):
                index.merge(_read_shards(path), certain=False)
                self._merged.add(path.name)
            else:
                underway.merge(_read_shards(path), certain=False)
        index.merge(_read_shards(self._shards / self._build), certain=True)
        index.drop_unknown()
        return index, underway

    def chunking(self) -> Chunking | None:
        """Return what the last build found out about bundles of many pages, if there was one."""
        try:
            return Chunking.from_json((self._directory / "chunking.json").read_bytes())
        except OSError:
            return None

    def save_chunking(self, chunking: Chunking) -> None:
        """Keep *chunking* for the next build."""
        data = chunking.to_json().encode()
        path = self._directory / "chunking.json"
        write_if_new(path, data, self._directory)

    def note_copy(self, manifest: Path | None) -> None:
        """Take note that what *manifest* holds now was copied there; ``None`` if it was made."""
        path = self._directory / "copied"
        if manifest is None or not manifest.exists():
            path.unlink(missing_ok=True)
        else:
            digest = hashlib.sha256(manifest.read_bytes()).hexdigest()
            write_atomically(path, digest.encode(), self._directory)

    def is_copy(self, manifest: Path) -> bool:
        """Is what *manifest* holds what :meth:`note_copy` has last seen?"""
        try:
            digest = hashlib.sha256(manifest.read_bytes()).hexdigest()
            return digest.encode() == (self._directory / "copied").read_bytes()
        except OSError:
            return False

    def save(self, index: Index) -> None:
        """Keep *index* for the next build."""
        data = index.to_json().encode()
        write_atomically(self._directory / "index.json", data, self._directory)

    def clear_shards(self) -> None:
        """Remove the shards that the last :meth:`load` merged."""
        self.journal.close()
        clear_scratch(self._directory)
        for build in self._merged:
            shutil.rmtree(self._shards / build, ignore_errors=True)
            if build != self._build:
                (self._shards / f"{build}.lock").unlink(missing_ok=True)

    def remove(self) -> None:
        """Forget all that is known of the pages."""
        for name in ("index.json", "chunking.json", "copied"):
            (self._directory / name).unlink(missing_ok=True)
        self.clear_shards()

    def exists(self) -> bool:
        """Did an earlier build leave an index or shards?"""
        return (self._directory / "index.json").exists() or any(self._shards.glob("*/"))

    def _load_index(self) -> Index:
        try:
            return Index.from_json((self._directory / "index.json").read_bytes())
        except OSError:
            return Index()

    def _build_lock(self, build: str) -> FileLock:
        return FileLock(self._shards / f"{build}.lock")

    def _is_dead(self, build: str) -> bool:
        """Is the build over?  Locks go with the process that holds them."""
        try:
            with self._build_lock(build).acquire(blocking=False):
                return True
        except Timeout:
            return False
        except FileNotFoundError:
            # It ended while filelock looked: 3.16 opens only what it has found before.
            return True


def state_directory(home: Path, builder: str, site: Path) -> Path:
    """Return where a builder keeps what it knows of the pages of a site.

    :param home: a directory of ours, which `make` shares between builders.
    :param builder: its name.
    :param site: the output directory.
    """
    return home / hashlib.sha256(f"{builder}\n{site}".encode()).hexdigest()[:16]


def knows_pages(directory: Path) -> bool:
    """Has the :class:`PageState` in *directory* an index of any page?"""
    try:
        return bool(Index.from_json((directory / "index.json").read_bytes()).pages)
    except OSError:
        return False


def _read_shards(directory: Path) -> Index:
    index = Index()
    for path in sorted(directory.glob("*.jsonl")):
        fresh: set[str] = set()
        for line in _lines(path):
            with contextlib.suppress(ValueError, TypeError, KeyError, IndexError, OverflowError):
                index.apply(line, fresh)
    return index


def _last_pages(directory: Path) -> Iterator[str]:
    for path in directory.glob("*.jsonl"):
        pages = [line[1] for line in _lines(path) if line[:1] == ["page"] and len(line) == 2]
        yield from map(str, pages[-1:])


def _lines(path: Path) -> Iterator[list[Any]]:
    try:
        data = path.read_bytes()
    except OSError:
        # Another build that ends right now has merged it.
        return
    lines = data.splitlines()
    try:
        # All at once takes a third of the time.
        entries: list[Any] = json.loads(b"[%b]" % b",".join(lines))
    except (ValueError, RecursionError):
        entries = []
        for line in lines:
            # The last line of a process that was killed while it wrote may be torn.
            with contextlib.suppress(ValueError, RecursionError):
                entries.append(json.loads(line))
    yield from (entry for entry in entries if isinstance(entry, list))
