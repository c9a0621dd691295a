"""The names that elements may have: what pages and scripts bring, and what rules need.

A name is ``p`` for an element, ``.note`` for a class, ``#top`` for an id and ``[href`` for an
attribute.  All went through :meth:`str.casefold`, since pages in quirks mode compare classes and
ids without regard to case.  Scripts bring words that may be any of these: ``=note``, with
:data:`UNKNOWN` for each part that is not known where they are put together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final, NamedTuple

#: Any name at all.
ANY: Final = "*"
#: Any custom property of style sheets, of which others are ``--color`` among the names.
ANY_PROPERTY: Final = "--*"
#: Stands for a part of a word.  It is in no text that a browser or a script sees as such.
UNKNOWN: Final = "\0"

_WORD: Final = "="
_KINDS: Final = (".", "#", "[")


@dataclass(frozen=True)
class Words:
    """What is known of the names that scripts make; see :func:`.words.words`.

    All went through :meth:`str.casefold`, as those of pages did.
    """

    names: frozenset[str] = frozenset()
    #: Names with :data:`.UNKNOWN` for each part that is not known, as in `fa-\\0`.
    patterns: frozenset[str] = frozenset()
    #: What is put between two words of which neither is known, as in `a + "-" + b`.
    joints: frozenset[str] = frozenset()
    #: Whether there may be any name.
    is_unbounded: bool = False
    #: Whether names are given that come from elsewhere: from storage, from a page or from
    #: another script.
    takes_names: bool = False

    def __or__(self, other: Words) -> Words:
        """Return what scripts make of which some make this, and others that."""
        return Words(*(getattr(self, f.name) | getattr(other, f.name) for f in fields(self)))

    def may_be(self, name: str) -> bool:
        """Return whether a script may make a *name*, such as that of a class."""
        name = name.casefold()
        return self.is_unbounded or self._is_known(name) or self._is_joined(name)

    @cached_property
    def _parts(self) -> dict[str, list[tuple[str, str]]]:
        """What is in the middle and at the end of patterns, by what they begin with."""
        parts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for pattern in self.patterns:
            first, *middle, last = pattern.split(UNKNOWN)
            parts[first].append((max(middle, key=len, default=""), last))
        return dict(parts)

    @cached_property
    def _sizes(self) -> list[int]:
        """How long the beginnings of patterns are."""
        return sorted({len(first) for first in self._parts})

    def _is_known(self, name: str) -> bool:
        return name in self.names or name.isdigit() or not name or self._fits(name)

    def _fits(self, name: str) -> bool:
        """Return whether a pattern fits a name."""
        return any(
            rest.endswith(last) and middle in rest[: len(rest) - len(last)]
            for size in self._sizes
            for rest in (name[size:],)
            for middle, last in self._parts.get(name[:size], ())
        )

    def _is_joined(self, name: str) -> bool:
        """Return whether a name is made of others with joints between them."""
        places = {
            (match.start(), match.start() + len(joint))
            for joint in self.joints
            for match in re.finditer(f"(?={re.escape(joint)})", name)
        }
        begins = {0} if places else set()
        for start, end in sorted(places):
            if any(self._is_known(name[begin:start]) for begin in begins if begin <= start):
                begins.add(end)
        return any(self._is_known(name[begin:]) for begin in begins)


_EARLY_EVENTS: Final = frozenset({"message", "storage"})


@dataclass(frozen=True)
class Declarations:
    """What a script does that only declares."""

    #: Its names that others may mention.
    names: frozenset[str] = frozenset()
    #: Those of its functions that do no more than that, either.
    offers: frozenset[str] = frozenset()
    #: The functions of others that it calls.
    calls: frozenset[str] = frozenset()
    #: The events that it waits for.
    events: frozenset[str] = frozenset()
    #: Names whose values it looks at, and which others may have changed before: of variables, with
    #: a question mark of such that need not be there, and with a dot of properties.
    reads: frozenset[str] = frozenset()
    #: Whether it looks at what of a page is there already.
    reads_page: bool = False

    @property
    def early_events(self) -> frozenset[str]:
        """Those of the events that may happen before the page has been read."""
        # What has no name of the browsers is some script's own.
        return frozenset(
            each for each in self.events if each in _EARLY_EVENTS or not each.isalnum()
        )


_IDENTIFIER: Final = re.compile(r"[\w$]+")
#: In texts that are put together, a dollar sign is none of a name, but here it may be.
_IN_TEXTS: Final = re.compile(r"(?:\w|\$(?!\{))+")
_NAMED_CLASS: Final = re.compile(r"(?:class|extends)\s+[\w$.]*\$\{")


def mentioned_in(text: str, declares: Declarations | None) -> frozenset[str]:
    """Return the names that a script may mean.

    :param text: that of the script, without comments.
    :param declares: what it declares; the events in it are no names.
    """
    for event in declares.early_events if declares else ():
        text = text.replace(f'"{event}"', '""').replace(f"'{event}'", "''")
    words = _IDENTIFIER if _NAMED_CLASS.search(text) else _IN_TEXTS
    return frozenset(words.findall(text))


#: Returns whether an element may have a name.
MayBe = Callable[[str], bool]


class IconRule(NamedTuple):
    """A rule with icons."""

    #: Of each selector, the names that an element and those around it must have.
    selectors: tuple[frozenset[str], ...]
    #: The characters.
    icons: frozenset[str]

    def can_match(self, may_be: MayBe) -> bool:
        """Return whether it can match an element.

        :param may_be: whether an element may have a name.
        """
        return any(all(map(may_be, names)) for names in self.selectors)


def word_name(word: str) -> str:
    """Return the name that stands for a word of a script among those of a page."""
    return _WORD + word


def words_among(names: Iterable[str]) -> frozenset[str]:
    """Return the words of scripts that stand among names."""
    return frozenset(name[len(_WORD) :] for name in names if name.startswith(_WORD))


def from_words(words: Words) -> Iterator[str]:
    """Yield the names that stand for *words* among those of a page."""
    if words.is_unbounded:
        yield ANY
    for word in words.names | words.patterns:
        yield word_name(word)
    for joint in words.joints:
        yield word_name(f"{UNKNOWN}{joint}{UNKNOWN}")


def names_among(names: Collection[str]) -> MayBe:
    """Return a function that says whether an element may have a name.

    >>> may_be = names_among({".note", "=is-open"})
    >>> may_be(".note"), may_be("#is-open"), may_be("p")
    (True, True, False)
    """
    if ANY in names:
        return lambda name: True
    found = [name.removeprefix(_WORD) for name in names if name.startswith(_WORD)]
    put_together = {word for word in found if UNKNOWN in word}
    joints = {word for word in put_together if not re.search(r"[^\W_]", word)}
    joints = {word for word in joints if word[0] == word[-1] == UNKNOWN}
    # A script may put its words together with those that it finds in a page.
    of_pages = [_bare(name) for name in names if not name.startswith(_WORD)] if put_together else ()
    words = Words(
        frozenset(found).difference(put_together).union(of_pages),
        frozenset(put_together - joints),
        frozenset(part for word in joints for part in word.split(UNKNOWN) if part),
    )

    has_any_property = ANY_PROPERTY in names

    def may_be(name: str) -> bool:
        is_property = has_any_property and name.startswith("--")
        return is_property or name in names or words.may_be(_bare(name))

    return may_be


_PROPERTY: Final = re.compile(r"--[-\w\x80-\U0010ffff]*+")


def properties_in(text: str) -> Iterator[str]:
    """Yield the custom properties that a text for style sheets may mention, as names."""
    if "\\" in text or "allow-discrete" in text.lower():
        yield ANY_PROPERTY
    yield from _PROPERTY.findall(text.casefold())


def _bare(name: str) -> str:
    """Return a name without the sign that says whose it is."""
    return name[1:] if name.startswith(_KINDS) else name
