"""Precompressed siblings: ``a.css.br`` beside ``a.css``, which servers send in its place."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.files import write_atomically
from ..core.serialization import read_json_or
from .encodings import Encoding

#: Of a file; a sibling that is larger is not worth its place.
_MOST: Final = 0.95

#: What siblings are made of, if all files of a site get them.
TEXT_SUFFIXES: Final = frozenset(
    ".css .htm .html .js .json .map .mjs .svg .txt .webmanifest .xhtml .xml".split()
)


@dataclass(frozen=True, slots=True)
class Made:
    """A sibling, as it is kept in mind."""

    #: Digest of what it was made of.
    key: str
    #: In bytes; 0 if there is none, since it would save nothing.
    size: int

    @property
    def is_there(self) -> bool:
        """Whether a file that may be there is ours."""
        return self.size != 0


#: A sibling that a build was about to make.
_UNFINISHED: Final = Made("", -1)


@dataclass(frozen=True, slots=True)
class Task:
    """A sibling that is to be made."""

    #: The file, below the output directory.
    path: str
    encoding: Encoding
    key: str

    @property
    def sibling(self) -> str:
        """The path of the sibling."""
        return self.path + self.encoding.suffix


#: Shows how far it is, each time that the next path is taken.
Progress = Callable[[Sequence[str]], Iterable[str]]


class Siblings:
    """The siblings of the files of an output directory.

    :param directory: that directory.
    :param cache: keeps what was compressed.
    :param record: the file that keeps in mind which siblings are ours.
    :param scratch: see :func:`.write_atomically`, for files of the output directory.
    """

    def __init__(self, directory: Path, cache: Cache, record: Path, scratch: Path) -> None:
        self._directory = directory
        self._cache = cache
        self._record = record
        self._scratch = scratch

    def update(
        self, paths: Iterable[str], encodings: Sequence[Encoding], progress: Progress
    ) -> list[str]:
        """Give each file its siblings, and remove those that it should not have.

        :param paths: of the files, below the output directory.
        :return: the paths of files that have a sibling's name but are none of ours, and none
            of their neighbour; they are left alone.
        :raises OSError: if the output directory is not writable.
        """
        known = self._read()
        made: dict[str, Made] = {}
        tasks: list[Task] = []
        foreign: list[str] = []
        for task, data in self._tasks(paths, encodings):
            before = known.get(task.sibling)
            if before and before.key == task.key and self._size(task.sibling) == before.size:
                made[task.sibling] = before
            elif (before and before.is_there) or self._is_free(task, data):
                tasks.append(task)
            else:
                foreign.append(task.sibling)
        # First, for what a killed build has made is ours, too.
        self._write(known | {task.sibling: _UNFINISHED for task in tasks})
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            names = progress([task.sibling for task in tasks])
            made.update(zip(names, pool.map(self._make, tasks), strict=True))
        for path, before in known.items():
            if before.is_there and path not in made:
                (self._directory / path).unlink(missing_ok=True)
        self._write(made)
        return foreign

    def _tasks(
        self, paths: Iterable[str], encodings: Sequence[Encoding]
    ) -> Iterator[tuple[Task, bytes]]:
        """Yield each sibling that there should be, and the contents of its file."""
        for path in sorted(set(paths)):
            data = (self._directory / path).read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            for encoding in encodings:
                key = digest_of("sibling", encoding.name, encoding.fingerprint, digest)
                yield Task(path, encoding, key), data

    def _make(self, task: Task) -> Made:
        value = self._cache.get(task.key)
        if value is None:
            data = (self._directory / task.path).read_bytes()
            encoded = task.encoding.encode(data)
            value = encoded if len(encoded) <= _MOST * len(data) else b""
            self._cache.set(task.key, value)
        target = self._directory / task.sibling
        if value:
            write_atomically(target, value, self._scratch)
        else:
            target.unlink(missing_ok=True)
        return Made(task.key, len(value))

    def _is_free(self, task: Task, data: bytes) -> bool:
        """Return whether a sibling may be written: nothing is there, or what it would be."""
        try:
            there = (self._directory / task.sibling).read_bytes()
        except FileNotFoundError:
            return True
        # Whatever a library raises for what is no data of its own.
        with contextlib.suppress(Exception):
            return task.encoding.decode(there) == data
        return False

    def _size(self, path: str) -> int:
        try:
            return (self._directory / path).stat().st_size
        except FileNotFoundError:
            return 0

    def _read(self) -> dict[str, Made]:
        def convert(values: Any) -> dict[str, Made]:
            return {str(path): Made(str(key), int(size)) for path, (key, size) in values.items()}

        return read_json_or({}, self._record, convert)

    def _write(self, made: dict[str, Made]) -> None:
        if not made:
            self._record.unlink(missing_ok=True)
            return
        values = {path: [one.key, one.size] for path, one in sorted(made.items())}
        write_atomically(self._record, json.dumps(values).encode(), self._record.parent)


def is_text(name: str) -> bool:
    """Return whether a file with this name may get smaller: fonts and images are compressed."""
    return Path(name).suffix.lower() in TEXT_SUFFIXES


def text_files(directory: Path) -> Iterator[str]:
    """Yield the paths of all text files below *directory*, but of hidden ones and of siblings."""
    for parent, folders, names in os.walk(directory):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if is_text(name) and not name.startswith("."):
                yield Path(parent, name).relative_to(directory).as_posix()
