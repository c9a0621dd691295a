"""The names that pages have, written as what differs from the first page: most have the same."""

from __future__ import annotations

from collections.abc import Iterable


class NameTable:
    """Sets of names as numbers of a list of all names.

    :param names: all of them, if there are sets to be read.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        #: All names that were added.
        self.names: list[str] = list(names)
        self._numbers: dict[str, int] = {}
        self._first: frozenset[str] | None = None

    def add(self, names: frozenset[str]) -> tuple[list[int], list[int]]:
        """Return the numbers of the names that the first set has not, and of those it alone has.

        The first set is the first that was added, and is compared with an empty one.
        """
        first = self._first
        if first is None:
            first, self._first = frozenset(), names
        return self._numbered(names - first), self._numbered(first - names)

    def read(self, more: Iterable[int], fewer: Iterable[int]) -> frozenset[str]:
        """Return the set for which :meth:`add` returned these numbers; in the same order."""
        first = self._first if self._first is not None else frozenset()
        lost = {self.names[number] for number in fewer}
        names = first.difference(lost).union([self.names[number] for number in more])
        if self._first is None:
            self._first = names
        return names

    def _numbered(self, names: frozenset[str]) -> list[int]:
        numbers = []
        for name in sorted(names):
            number = self._numbers.get(name)
            if number is None:
                number = self._numbers[name] = len(self.names)
                self.names.append(name)
            numbers.append(number)
        return numbers
