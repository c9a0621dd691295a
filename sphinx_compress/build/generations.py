"""The bundles of earlier builds, for which old pages may still ask."""

from __future__ import annotations

import json
from collections.abc import Collection, Set
from pathlib import Path
from typing import Any

from ..bundle.store import Store
from ..core.files import write_if_new
from ..core.serialization import read_json_or

FILE_NAME = "generations.json"


class Generations:
    """The sets of bundles that the last builds left, in a file beside the bundles.

    The file lies there, since it must be lost together with the bundles.

    :param number: how many generations before the newest are kept.
    """

    def __init__(self, store: Store, number: int = 0) -> None:
        self._file = store.directory / FILE_NAME
        self._number = number

    def add(self, newest: Set[str], before: Set[str]) -> set[str]:
        """Take note of what a build leaves; return the bundles of the generations that are kept.

        A build that leaves the same bundles as the last one is no new generation.

        :param before: the bundles that were there when it began: the generation before it if
            none was noted.
        :raises OSError: if the output directory is not writable.
        """
        if not self._number:
            self.forget()
            return set()
        known = read_json_or([sorted(before)], self._file, _generations)
        generations = [sorted(newest), *(each for each in known if each)]
        if generations[1:2] == generations[:1]:
            del generations[0]
        del generations[self._number + 1 :]
        data = json.dumps(generations, indent=1).encode()
        write_if_new(self._file, data, self._file.parent)
        return set[str]().union(*generations)

    def forget(self) -> None:
        """Keep no earlier generation."""
        self._file.unlink(missing_ok=True)


def kept_bundles(directory: Path) -> set[str]:
    """Return the bundles of the generations that lie in a store's *directory*."""
    known = read_json_or([], directory / FILE_NAME, _generations)
    return set[str]().union(*known)


def _generations(values: Collection[Any]) -> list[list[str]]:
    return [[str(path) for path in paths] for paths in values]
