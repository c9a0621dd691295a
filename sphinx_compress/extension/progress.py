"""Shows what is looked at while a build stands still: the first page waits for all its files."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sphinx.util import logging
from sphinx.util.display import status_iterator

from ..core.translation import translated

if TYPE_CHECKING:
    from collections.abc import Generator

    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)

#: Seconds after which a user wants to see that something happens.
SLOW: Final = 1.0
#: Bytes of a file that alone takes as long.
_LARGE: Final = 500_000


class FileProgress:
    """Shows the names of files that take long, in the process in which the build began.

    What others write comes when they are done, and would be about the past.

    :param is_cold: whether no earlier build has looked at any file.
    """

    def __init__(self, app: Sphinx, *, is_cold: bool) -> None:
        self._app = app
        self._is_cold = is_cold
        self._process = os.getpid()
        self._since: float | None = None
        self._name = ""
        #: Names that were shown: to look at a file for something else mostly takes less.
        self._known: set[str] = set()
        self._line: Iterator[str] | None = None

    def look_at(self, url: str, size: int) -> None:
        """Take note that the file at *url* was read, and will now be looked at."""
        now = time.monotonic()
        if self._since is None:
            self._since = now
        takes_long = now - self._since > SLOW or (self._is_cold and size >= _LARGE)
        if os.getpid() != self._process or not takes_long:
            return
        self._since = now
        if url in self._known:
            return
        self._name = url
        self._known.add(url)
        if self._line is None:
            # The line of pages that are written goes on behind it.
            _logger.info("")
            self._line = iter(
                status_iterator(
                    self._names(),
                    translated("compress: looking at files... "),
                    verbosity=self._app.verbosity,
                )
            )
        next(self._line)

    def end(self) -> None:
        """Take note that something else is done now."""
        self._since = None
        line, self._line, self._name = self._line, None, ""
        if line is not None:
            # It ends.
            next(line, None)

    def tell(self, line: str) -> None:
        """Show a line of its own."""
        self.end()
        _logger.info("compress: %s", translated(line))

    def _names(self) -> Generator[str]:
        while self._name:
            yield self._name
