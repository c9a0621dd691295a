"""The main cache with a shared one behind it: many machines make each bundle once.

The local directory always answers first.  What the shared cache has is checked
before it comes into the directory; what a build makes goes out when it ends.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..core.errors import CacheError, EnvelopeError
from .backend import Address, Remote, find_remote
from .circuit_breaker import CircuitBreaker
from .envelope import MAX_VALUE, seal, unseal
from .local import Cache

T = TypeVar("T")

_KEY = re.compile("[0-9a-f]{64}")

#: What one request gives to the shared cache, at the most: entries and bytes.
_BATCH = (100, 4_000_000)


@dataclass(frozen=True, slots=True)
class SharedUse:
    """What a shared cache was good for in a build, in all its processes together."""

    #: Entries that were looked for, and those of them that it had.
    looked_for: int
    found: int
    #: Seconds that all requests took.
    seconds: float


@dataclass(frozen=True, slots=True)
class SharedCache:
    """A cache that many machines use, as one build sees it."""

    address: Address
    #: Seconds that all requests of a build to it may take.
    limit: float
    #: What entries are signed with; empty if they are not.
    secret: bytes = b""


class TieredCache:
    """A cache of two levels.

    :param local: the first level.
    :param shared: the second.
    :param outbox: file for the keys of what is to be given to others: processes
        that are forked write to it, and a build that is killed leaves it to the
        next one.  ``None`` if nothing is to be given.
    :param warn: told, once each, that the shared cache is not used any more, and that
        an entry of it is bad.
    """

    def __init__(
        self,
        local: Cache,
        shared: SharedCache,
        *,
        outbox: Path | None,
        warn: Callable[[str], None],
    ) -> None:
        self._local = local
        self._shared = shared
        self._outbox = outbox
        self._warn = warn
        self._breaker = CircuitBreaker(shared.limit, self._warn_of_end)
        #: By process: a connection cannot be used by two.  Those of a parent are kept, since
        #: to drop one may close it for the parent too.
        self._remotes: dict[int, Remote] = {}
        #: Keys that were looked for in the shared cache already.
        self._looked_for: set[str] = set()

    def _warn_of_end(self, reason: str) -> None:
        address = self._shared.address
        self._warn(
            f"the shared cache {address} is of no use, and the build goes on without it:"
            f" {address.clean(reason)}"
        )

    @property
    def use(self) -> SharedUse:
        """What the shared cache was good for up to now."""
        return SharedUse(*self._breaker.counts, self._breaker.waited)

    def get(self, key: str) -> bytes | None:
        value = self._local.get(key)
        return self.refresh(key) if value is None else value

    def refresh(self, key: str) -> bytes | None:
        if key in self._looked_for:
            return None
        self._looked_for.add(key)
        was_off = self._breaker.is_off
        entry = self._call(lambda remote: remote.get(key))
        if not was_off:
            self._breaker.count(found=entry is not None)
        if entry is None:
            return None
        try:
            value = unseal(key, entry, self._shared.secret)
        except EnvelopeError as error:
            if self._breaker.first_bad_entry():
                self._warn(
                    f"the shared cache {self._shared.address} has an entry that is not used:"
                    f" {error} ({key}); more of them are passed over in silence"
                )
            return None
        self._local.set(key, value)
        return value

    def set(self, key: str, value: bytes) -> None:
        self._local.set(key, value)
        if self._outbox is not None and len(value) <= MAX_VALUE:
            _append(self._outbox, [key])

    def publish(self) -> int:
        taken = self._take_outbox()
        keys = _keys_in(taken)
        given = 0
        for batch in self._batches(keys):
            if not self._give(batch):
                break
            given += len(batch)
        if self._breaker.is_off and keys and self._outbox is not None:
            # For the next build, should it have more luck.
            _append(self._outbox, keys)
        # Last, for a build that is killed in between leaves them to the next one.
        for path in taken:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        return given

    def prune(self) -> None:
        self._local.prune()

    def _give(self, batch: Mapping[str, bytes]) -> bool:
        entries = {key: seal(key, value, self._shared.secret) for key, value in batch.items()}

        def give(remote: Remote) -> bool:
            remote.set_all(entries)
            return True

        return self._call(give) or False

    def _call(self, function: Callable[[Remote], T]) -> T | None:
        """Return what *function* returns; ``None`` if there is no shared cache any more."""
        if self._breaker.is_off:
            return None
        process = os.getpid()
        if process not in self._remotes:
            try:
                # Imports take their time, but nobody else is to blame for it.
                connect = find_remote(self._shared.address, self._shared.limit)
            except CacheError as error:
                self._breaker.turn_off(str(error))
                return None
            remote = self._breaker.call(connect)
            if remote is None:
                return None
            self._remotes[process] = remote
        remote = self._remotes[process]
        return self._breaker.call(lambda: function(remote))

    def _batches(self, keys: Iterable[str]) -> Iterator[dict[str, bytes]]:
        batch: dict[str, bytes] = {}
        size = 0
        for key in keys:
            value = self._local.get(key)
            if value is None:
                # Another build has brought the directory back to its size.
                continue
            if batch and (len(batch) == _BATCH[0] or size + len(value) > _BATCH[1]):
                yield batch
                batch, size = {}, 0
            batch[key] = value
            size += len(value)
        if batch:
            yield batch

    def _take_outbox(self) -> list[Path]:
        """Return the files with the keys to give: the outbox, and what killed builds left of it."""
        if self._outbox is None:
            return []
        # Another build into the same directory may add to it right now.
        with contextlib.suppress(OSError):
            self._outbox.replace(self._outbox.with_name(f"{self._outbox.name}.{os.getpid()}"))
        return sorted(self._outbox.parent.glob(f"{self._outbox.name}.*"))


def _keys_in(files: Iterable[Path]) -> list[str]:
    """Return the keys that are in *files*, each once, in order."""
    keys: dict[str, None] = {}
    for path in files:
        # Another build may have given its own by now.
        with contextlib.suppress(OSError):
            lines = path.read_bytes().decode("ascii", "replace").split("\n")
            keys |= dict.fromkeys(filter(_KEY.fullmatch, lines))
    return list(keys)


def _append(path: Path, keys: Iterable[str]) -> None:
    # What cannot be noted is not given to others; a full disk has been told of by now.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write("".join(f"{key}\n" for key in keys).encode())
