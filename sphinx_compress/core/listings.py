"""Names as directories list them, which a file system may find by other letters, too."""

from __future__ import annotations

import os
from pathlib import Path


class Listings:
    """What directories list; each is read again only for a name that it did not list before."""

    def __init__(self) -> None:
        self._names: dict[Path, frozenset[str]] = {}

    def has(self, directory: Path, path: str) -> bool:
        """Return whether a *path* is spelt as the directories below *directory* list it.

        :param path: with ``/`` between names.
        """
        for name in path.split("/"):
            if not self._lists(directory, name):
                return False
            directory /= name
        return True

    def _lists(self, directory: Path, name: str) -> bool:
        if name not in self._names.get(directory, ()):
            try:
                self._names[directory] = frozenset(os.listdir(directory))  # noqa: PTH208
            except OSError:
                return False
        return name in self._names[directory]
