"""Tells whether an offline build needs rules that its manifest leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..bundle.result import Result
from ..bundle.store import Store
from ..core.errors import OfflineGenerationError
from ..core.names import MayBe, names_among
from .index import Index
from .static_scripts import static_scripts
from .unused import listed
from .used_names import UsedNames

_MANY = 5


class LeftOut:
    """What manifests leave out of style sheets, and what a site uses.

    :param missing: path of a bundle → the names that nothing had when rules were left out of it.
    :param static: the directory of the site's static files.
    :param command: the command that makes the project's own manifest.
    """

    def __init__(
        self, missing: Mapping[str, Sequence[str]], names: UsedNames, static: Path, command: str
    ) -> None:
        self._missing = missing
        self._names = names
        self._static = static
        self._command = command
        self._refused: list[str] = []
        self._may_be: MayBe = lambda name: True
        self._pages: list[tuple[str, MayBe]] = []

    def look_at(self, index: Index, store: Store) -> None:
        """Find out what a site uses.

        :param store: where its bundles are, whose scripts are those of other files.
        """
        if self._missing:
            files = static_scripts(self._static, store, index)
            self._may_be, self._refused = self._names.find(index, files)
            self._pages = [(name, names_among(page.names)) for name, page in index.pages.items()]

    def check(self, result: Result) -> None:
        """Make sure that what stands in for a region has all rules that the site may need.

        :raises OfflineGenerationError: if not.
        """
        missing = {name for each in result.bundles for name in self._missing.get(each.path, ())}
        if not missing:
            return
        if self._refused:
            reason = f"it is not known any more what these use: {listed(self._refused)}"
        elif used := sorted(filter(self._may_be, missing)):
            reason = "; ".join(self._users(used))
        else:
            return
        raise OfflineGenerationError(
            'the offline manifest was made with compress_unused_css = "drop", and leaves out rules'
            f" that the site may need now: {reason}. Make the manifest anew:\n    {self._command}"
        )

    def _users(self, used: Sequence[str]) -> Iterator[str]:
        for name in used[:_MANY]:
            pages = sorted(page for page, may_be in self._pages if may_be(name))
            more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
            user = f"page {pages[0]}{more}" if pages else "a script"
            yield f"{user} uses {_readable(name)}"
        if len(used) > _MANY:
            yield f"and {len(used) - _MANY} more names"


def _readable(name: str) -> str:
    """Return a name as a selector has it."""
    return f"{name}]" if name.startswith("[") else name
