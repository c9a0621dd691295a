"""Which configurations the pages of a site may have been written with.

Sphinx writes all pages again when its configuration changes, but it takes the new one for that
of the whole site before it has written any.  If it is killed then, nothing tells the next build
that some pages are older.
"""

from __future__ import annotations

import json
from pathlib import Path

from ..core.files import write_atomically
from ..core.serialization import read_json_or


class Configurations:
    """Digests of configurations, in a file: of the last whole build, and of those begun since.

    :param file: need not exist.
    :param current: the digest of this build.
    """

    def __init__(self, file: Path, current: str) -> None:
        self._file = file
        self._current = current
        #: Whether a build that did not come to its end may have left pages with another one.  A
        #: change since the last whole build alone is noticed by Sphinx.
        self.are_mixed: bool = False

    def begin(self) -> None:
        """Take note of the configuration of a build that begins."""
        known = self._known()
        if self._current not in known:
            self._write([*known, self._current])
        self.are_mixed = len(known) > 1 and not {*known} <= {_NONE, self._current}

    def end(self, *, wrote_all: bool) -> None:
        """Take note of the end of this build.

        :param wrote_all: whether it has written the pages of all documents.
        """
        if (wrote_all or not self.are_mixed) and self._known() != [self._current]:
            self._write([self._current])

    def _known(self) -> list[str]:
        return read_json_or([_NONE], self._file, lambda value: list(map(str, value)))

    def _write(self, digests: list[str]) -> None:
        write_atomically(self._file, json.dumps(digests).encode(), self._file.parent)


#: Stands for the last whole build where there was none.
_NONE = ""
