"""What is kept of a site's pages beside the doctrees, from one build to the next.

The index of the pages is there, and the journals of builds that are under way.  The end of a
build merges its journals into the index.  A build that was killed leaves its journals behind,
and the next build merges them, too.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Set
from pathlib import Path

from filelock import FileLock, Timeout

from ..bundle.chunking import Chunking
from ..bundle.critical import CriticalParts
from ..bundle.swaps import Swaps
from ..core.files import clear_scratch, write_atomically, write_if_new
from ..core.serialization import read_json_or
from .arranging import MOVED
from .configurations import Configurations
from .index import BEGINNING, Index
from .journal import Journal, last_pages, read_journals
from .search_index import SEARCH

_INDEX = "index.json"
_CHUNKING = "chunking.json"
_CRITICAL = "critical.json"
_SWAPS = "swaps.json"
_COPIED = "copied"
_CONFIGURATIONS = "configurations.json"
_ARRANGEMENTS = "arrangements.json"
_KEPT = (_INDEX, _CHUNKING, _CRITICAL, _SWAPS, _COPIED, _CONFIGURATIONS, _ARRANGEMENTS)


class PageState:
    """The directory in which the pages of one output directory are kept in mind.

    :param directory: used by no other builder and for no other output directory.
    :param configuration: digest of what the pages of this build are written with.
    """

    def __init__(self, directory: Path, configuration: str = "") -> None:
        self._directory = directory
        self._configurations = Configurations(directory / _CONFIGURATIONS, configuration)
        self._journals = directory / "journals"
        # In their order, since the later of two builds that were killed knows more of a page.
        number = len([*self._journals.glob("*/")])
        self._build = f"{number:06}-{os.urandom(16).hex()}"
        self._alive = self._build_lock(self._build)
        #: The builds whose journals the index has.
        self._merged = {self._build}
        #: The pages that this build has rendered, as far as the last :meth:`load` knew.
        self._written: Set[str] = frozenset()
        #: What the index on disk held at the last :meth:`load`; ``None`` if it is another one now.
        self._kept: Index | None = None
        self.journal: Journal = Journal(self._journals / self._build)

    def open(self) -> None:
        """Let other builds know, from now on, that this one is under way."""
        self._journals.mkdir(parents=True, exist_ok=True)
        self._alive.acquire()
        self._configurations.begin()

    def close(self) -> None:
        """Undo :meth:`open`.  The journals are left until they are merged."""
        self.journal.close()
        self._alive.release()
        self._lock_file(self._build).unlink(missing_ok=True)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold off other builds that want to merge their journals."""
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
            for build in self._other_builds()
            if self._is_over(build)
            for page in last_pages(self._journals / build)
        }

    def is_foreign(self) -> bool:
        """Return whether pages may be of another configuration, or version of this package.

        Sphinx notices neither of both.
        """
        if self._configurations.are_mixed:
            return True
        try:
            with (self._directory / _INDEX).open("rb") as file:
                return file.read(len(BEGINNING)) != BEGINNING
        except OSError:
            return False

    def load(self, *, has_pages: bool = True) -> tuple[Index, Index]:
        """Return the merged index, and what builds that are still under way have written.

        :param has_pages: whether the files of pages hold what was rendered.
        """
        index = _read_index(self._directory)
        self._kept = index.copy() if index.pages else None
        underway = Index()
        for build in self._other_builds():
            # First, for what a build writes between two looks must not be lost.
            is_over = self._is_over(build)
            known = index if is_over else underway
            killed = read_journals(self._journals / build)
            unfinished = set(last_pages(self._journals / build))
            if not has_pages:
                # There is no file that may be older than what was rendered.  Those that were
                # not finished are rendered again.
                known.add_whole_build(killed.without(unfinished))
                killed = killed.without(known.pages.keys())
            known.add_killed_build(killed, unfinished)
            if is_over:
                self._merged.add(build)
        written = read_journals(self._journals / self._build)
        self._written = written.pages.keys()
        index.add_whole_build(written)
        index.drop_unknown()
        return index, underway

    def save(self, index: Index) -> None:
        """Keep *index* for the next build."""
        if found := index.names(MOVED, SEARCH):
            data = json.dumps(found).encode()
            write_if_new(self._directory / _ARRANGEMENTS, data, self._directory)
        else:
            (self._directory / _ARRANGEMENTS).unlink(missing_ok=True)
        if index != self._kept:
            self._kept = None
            self._write(_INDEX, index.to_json())

    def changed(self, is_changed: Callable[[str], bool]) -> set[str]:
        """Return the pages in which scripts were moved, or replaced, in a way that is out of date.

        :param is_changed: tells that of a name of a page.
        """
        names = read_json_or([], self._directory / _ARRANGEMENTS, list)
        found = {str(name) for name in names if is_changed(str(name))}
        pages = _read_index(self._directory).pages if found else {}
        return {name for name, page in pages.items() if not found.isdisjoint(page.names)}

    def finish(self, index: Index, documents: Set[str]) -> None:
        """Keep *index* for the next build, in place of the journals that it was made of.

        :param documents: names of pages that every full build writes.
        """
        self.save(index)
        self.clear_journals()
        self._configurations.end(wrote_all=documents <= self._written)

    def clear_journals(self) -> None:
        """Remove the journals that the last :meth:`load` merged."""
        self.journal.close()
        clear_scratch(self._directory)
        # The last ones last, of which some are left if this build is killed now.
        for build in sorted(self._merged):
            shutil.rmtree(self._journals / build, ignore_errors=True)
        # A build that was killed early, or while it removed its journals, has a lock only.
        for lock in self._journals.glob("*.lock"):
            build = lock.stem
            is_other = build != self._build and not (self._journals / build).exists()
            if is_other and self._is_over(build):
                lock.unlink(missing_ok=True)

    def load_chunking(self) -> Chunking | None:
        """Return the chunking that the last build came to; ``None`` if there was no build."""
        try:
            return Chunking.from_json((self._directory / _CHUNKING).read_bytes())
        except OSError:
            return None

    def save_chunking(self, chunking: Chunking) -> None:
        """Keep *chunking* for the next build."""
        data = chunking.to_json().encode()
        write_if_new(self._directory / _CHUNKING, data, self._directory)

    def load_critical_parts(self) -> CriticalParts:
        """Return the critical parts that the last build came to; none if there was no build."""
        try:
            return CriticalParts.from_json((self._directory / _CRITICAL).read_bytes())
        except OSError:
            return CriticalParts()

    def save_critical_parts(self, parts: CriticalParts) -> None:
        """Keep *parts* for the next build."""
        write_if_new(self._directory / _CRITICAL, parts.to_json().encode(), self._directory)

    def load_swaps(self) -> Swaps:
        """Return what stood in for bundles in the last build; nothing if there was no build."""
        try:
            return Swaps.from_json((self._directory / _SWAPS).read_bytes())
        except OSError:
            return Swaps()

    def save_swaps(self, swaps: Swaps) -> None:
        """Keep *swaps* for the next build."""
        write_if_new(self._directory / _SWAPS, swaps.to_json().encode(), self._directory)

    def mark_as_copy(self, manifest: Path | None) -> None:
        """Remember that *manifest* was copied from elsewhere; ``None`` if it was made here."""
        if manifest is None or not manifest.exists():
            (self._directory / _COPIED).unlink(missing_ok=True)
        else:
            self._write(_COPIED, _digest(manifest))

    def is_copy(self, manifest: Path) -> bool:
        """Return whether *manifest* still has the content that :meth:`mark_as_copy` has seen."""
        try:
            return _digest(manifest).encode() == (self._directory / _COPIED).read_bytes()
        except OSError:
            return False

    def remove(self) -> None:
        """Forget all that is known of the pages."""
        for name in _KEPT:
            (self._directory / name).unlink(missing_ok=True)
        self.clear_journals()

    def exists(self) -> bool:
        """Return whether an earlier build left an index, journals or its lock."""
        return (self._directory / _INDEX).exists() or any(self._journals.glob("*"))

    def _write(self, name: str, text: str) -> None:
        write_atomically(self._directory / name, text.encode(), self._directory)

    def _other_builds(self) -> list[str]:
        """Return the names of the builds, this one aside, that have journals."""
        return sorted({path.name for path in self._journals.glob("*/")} - {self._build})

    def _lock_file(self, build: str) -> Path:
        return self._journals / f"{build}.lock"

    def _build_lock(self, build: str) -> FileLock:
        return FileLock(self._lock_file(build))

    def _is_over(self, build: str) -> bool:
        """Return whether a build has ended: locks go with the process that holds them."""
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

    :param home: our directory beside the doctrees, which `make` shares between builders.
    :param builder: its name.
    :param site: the output directory.
    """
    return home / hashlib.sha256(f"{builder}\n{site}".encode()).hexdigest()[:16]


def knows_pages(directory: Path) -> bool:
    """Return whether the :class:`PageState` in *directory* has an index of any page."""
    return bool(_read_index(directory).pages)


def _read_index(directory: Path) -> Index:
    try:
        return Index.from_json((directory / _INDEX).read_bytes())
    except OSError:
        return Index()


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
