"""A Sphinx extension that measures the share of sphinx_compress in a build.

It wraps what Sphinx calls of it, and writes the seconds as JSON into the file that
``BENCHMARK_SHARE`` names.  As a part of the very build that it is compared with, a
share tells one percent from two where whole builds differ by ten.  What workers do
is not seen, so it is good for ``-j1`` only.
"""

from __future__ import annotations

import functools
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Names the file.
FILE: Final = "BENCHMARK_SHARE"


class _Clock:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._depth = 0

    def wrap(self, owner: type, name: str) -> None:
        """Count the time in a method, unless it is called by another one that counts."""
        function: Callable[..., Any] = getattr(owner, name)

        @functools.wraps(function)
        def counted(*args: Any, **kwargs: Any) -> Any:
            if self._depth:
                return function(*args, **kwargs)
            self._depth += 1
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self._depth -= 1
                spent = time.process_time() - start
                self.seconds[name] = self.seconds.get(name, 0.0) + spent

        setattr(owner, name, counted)


def setup(app: Sphinx) -> dict[str, bool]:
    """Begin to count, if anybody wants to know; to be set up in front of sphinx_compress."""
    target = os.environ.get(FILE)
    if target:
        start = time.process_time()
        from sphinx_compress.build.session import Session
        from sphinx_compress.extension.events import Handlers

        clock = _Clock()
        clock.seconds["import"] = time.process_time() - start
        for name in ("builder_inited", "env_get_outdated", "html_page_context", "build_finished"):
            clock.wrap(Handlers, name)
        for name in ("finish_page", "gather"):
            clock.wrap(Session, name)

        def write(*_: object) -> None:
            text = json.dumps({**clock.seconds, "all": time.process_time()})
            Path(target).write_text(text, encoding="utf-8")

        app.connect("build-finished", write, priority=1000)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
