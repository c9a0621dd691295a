"""Moves scripts to the end of pages, while these are rendered: those that wait anyway, and others.

What is moved depends on the texts of the page and of the files of its scripts.  These files may
change without the page being rendered again.  So it is noted what was moved, and looked at again
when the next build begins.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from ..core.serialization import read_json_or
from ..js.tag_references import asked_for
from ..page.front import PageScript
from ..page.markup import attributes_of
from ..page.region import mark
from .early_scripts import LATER, UNKNOWN, EarlyScripts, is_of_another_site, is_of_svg, runs_early
from .tag_references import TagReferences
from .waiting import JudgedScript, waiting

#: How the name begins that tells, among those of a page, what was moved in it.
_MOVED = "@moved "


class FrontScript(NamedTuple):
    """A script that may run before the page has been read."""

    #: The marked text of its element.
    text: str
    #: See :class:`.PageScript`.
    can_move: bool
    is_last: bool


class Arrangement(NamedTuple):
    """What is moved in a page, and all that it depends on but the texts of files."""

    scripts: tuple[FrontScript, ...]
    #: Marked texts of all scripts that may look for tags.
    referring: tuple[str, ...]
    #: Numbers of those of the scripts that wait.
    waiting: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """Stands for it among the names of a page."""
        return _MOVED + json.dumps(self)

    @classmethod
    def from_name(cls, name: str) -> Arrangement | None:
        """Return the arrangement that has a :attr:`name`; ``None`` if it is none."""
        return read_json_or(None, name.removeprefix(_MOVED).encode(), cls._from_values)

    @classmethod
    def _from_values(cls, values: Any) -> Arrangement:
        scripts, referring, moved = values
        return cls(
            tuple(FrontScript(str(text), bool(can), bool(last)) for text, can, last in scripts),
            tuple(map(str, referring)),
            tuple(map(int, moved)),
        )


def is_of_arrangement(name: str) -> bool:
    """Return whether a name of a page tells what was moved in it."""
    return name.startswith(_MOVED)


class Arranger:
    """Says which scripts of pages wait, for each kind of page once.

    :param waits: whether any script may wait that is not deferred.
    """

    def __init__(
        self, early_scripts: EarlyScripts, references: TagReferences, *, waits: bool = True
    ) -> None:
        self.waits = waits
        self._early_scripts = early_scripts
        self._references = references
        self._words: dict[tuple[str, ...], Collection[str]] = {}
        self._known: dict[Arrangement, Arrangement] = {}
        #: By what a page has, before it is marked.
        self._arranged: dict[tuple[object, ...], tuple[tuple[int, ...], str]] = {}

    def words(self, referring: tuple[str, ...]) -> Collection[str]:
        """Return by what scripts may find tags of their page.

        :param referring: their marked texts.
        """
        if referring not in self._words:
            self._words[referring] = self._references.words(referring)
        return self._words[referring]

    def arrange(
        self, scripts: Sequence[PageScript], referring: tuple[str, ...], prefix: str
    ) -> tuple[list[PageScript], str]:
        """Return which of the *scripts* of a page wait, and the name of its arrangement.

        :param referring: see :meth:`words`; not marked.
        :param prefix: that of the page.
        """
        key = prefix, referring, *((each.text, each.can_move, each.is_last) for each in scripts)
        if key not in self._arranged:
            early = [n for n, each in enumerate(scripts) if runs_early(each.text)]
            front = (
                scripts[number]._replace(text=mark(scripts[number].text, prefix))
                for number in early
            )
            asked = Arrangement(
                tuple(FrontScript(*each[1:]) for each in front),
                tuple(mark(text, prefix) for text in referring),
            )
            found = self.decide(asked)
            self._arranged[key] = tuple(early[number] for number in found.waiting), found.name
        numbers, name = self._arranged[key]
        return [scripts[number] for number in numbers], name

    def decide(self, asked: Arrangement) -> Arrangement:
        """Return an arrangement as it is with the files as they are now."""
        asked = asked._replace(waiting=())
        if asked not in self._known:
            self._known[asked] = asked._replace(waiting=tuple(self._waiting(asked)))
        return self._known[asked]

    def _waiting(self, asked: Arrangement) -> Sequence[int]:
        if not any(script.can_move for script in asked.scripts):
            return ()
        words = self.words(asked.referring)
        judged = []
        has_unknown = False
        for script in asked.scripts:
            attributes = attributes_of(script.text)
            url = attributes.get("src", "")
            found = self._early_scripts.read(script.text)
            is_async = "async" in attributes and bool(url)
            is_opaque = found == UNKNOWN or is_of_another_site(script.text)
            if not script.is_last and (is_opaque or is_of_svg(script.text)):
                # Nobody knows what it uses, and nothing can come before it that did not.
                return ()
            has_unknown |= is_async and found == LATER
            can_move = script.can_move and not is_async
            can_move = can_move and not asked_for(script.text, url, "js", words)
            judged.append(JudgedScript(found, can_move, script.is_last, is_async))
        return waiting(judged, has_unknown=has_unknown)
