"""Which neighbours of implicit regions share a bundle, so that bundles serve many pages.

Most pages of a site load the same files, and some of them a few more.  If all that a
page loads were one bundle, the bundles of these few pages would hold copies of what the
others share.  So neighbours share a bundle only if they stand together on nearly all
pages that have any of them.

Which ones do is known when all pages are.  While pages are rendered, it is guessed from
those seen so far.  A guess is never wrong, only its bundles may serve fewer pages.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from ..core.serialization import read_json_or
from ..page.pieces import elements_of, pieces_of

#: On at most one page in so many, something may stand between two neighbours: each of
#: these pages has a copy of its own of what the others share.
_BETWEEN_ON_ONE_IN = 50

#: On at most two pages, or on one in so many, one of the neighbours may be missing: nearly
#: every site has a page for the search and one for errors.
_MISSING_ON = 2
_MISSING_ON_ONE_IN = 20

#: The marked texts of a page's runs.
Runs = tuple[str, ...]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Chunking:
    """What is known of one site.  Tags are given by their text in canonical form."""

    #: Neighbours that share no bundle, of those that have a file each.
    cuts: frozenset[Pair] = frozenset()
    #: Neighbours that share one although there is a block without a file among them.
    joins: frozenset[Pair] = frozenset()
    #: What scripts may find tags by, see :func:`~sphinx_compress.js.tag_references.asked_for`,
    #: and where they do so.
    words: Mapping[str, str] = field(default_factory=dict)

    def is_cut(self, before: str, after: str) -> bool:
        """Return whether two neighbouring tags go into bundles of their own."""
        pair = before, after
        if before.startswith(_STYLE) or after.startswith(_STYLE):
            # A content security policy may forbid it, and would not if it were in a bundle.
            return True
        if is_block(before) or is_block(after):
            # One that was never seen is most likely that of a single page.
            return pair not in self.joins
        return pair in self.cuts

    def to_json(self) -> str:
        return json.dumps(
            {
                "cuts": sorted(self.cuts),
                "joins": sorted(self.joins),
                "words": dict(self.words),
            },
            sort_keys=True,
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Chunking:
        """Return what :meth:`to_json` wrote; a chunking that knows nothing if it did not."""
        return read_json_or(cls(), text, cls._from_values)

    @classmethod
    def _from_values(cls, values: Mapping[str, Any]) -> Chunking:
        return cls(
            frozenset((str(one), str(other)) for one, other in values["cuts"]),
            frozenset((str(one), str(other)) for one, other in values["joins"]),
            {str(word): str(place) for word, place in values["words"].items()},
        )


#: What is known of a site before any page is rendered.
NOTHING_KNOWN = Chunking()
NO_WORDS: Mapping[str, str] = MappingProxyType({})


def learn(pages: Mapping[Runs, int], words: Mapping[str, str] = NO_WORDS) -> Chunking:
    """Return which neighbours share a bundle.

    :param pages: the runs of a page → how many pages have them.
    :param words: see :attr:`Chunking.words`.
    """
    # The numbers of pages that have a tag, two tags side by side, two tags anywhere.
    seen: Counter[str] = Counter()
    beside: Counter[Pair] = Counter()
    both: Counter[Pair] = Counter()
    shapes = [(set(_all_tags(runs)), set(_all_pairs(runs)), n) for runs, n in pages.items()]
    for tags, pairs, number in shapes:
        for tag in tags:
            seen[tag] += number
        for pair in pairs:
            beside[pair] += number
    followers: defaultdict[str, list[str]] = defaultdict(list)
    for before, after in beside:
        followers[before].append(after)
    for tags, _, number in shapes:
        for before in tags:
            for after in followers[before]:
                if after in tags:
                    both[before, after] += number
    cuts, joins = set(), set()
    for pair, together in beside.items():
        either = seen[pair[0]] + seen[pair[1]] - both[pair]
        shared = _share_bundle(together, both[pair], either)
        if is_block(pair[0]) or is_block(pair[1]):
            if shared and together > 1:
                joins.add(pair)
        elif not shared:
            cuts.add(pair)
    return Chunking(frozenset(cuts), frozenset(joins), words)


def _share_bundle(together: int, both: int, either: int) -> bool:
    """Return whether two tags share a bundle where they are neighbours.

    :param together: the number of pages on which they are neighbours.
    :param both: of those that have both.
    :param either: of those that have at least one of them.
    """
    return (
        2 * together > either
        and both - together <= either // _BETWEEN_ON_ONE_IN
        and either - both <= max(_MISSING_ON, either // _MISSING_ON_ONE_IN)
    )


class Learner:
    """Learns while pages are rendered.

    :param chunking: what an earlier build found out.  It does for this build, too, which
        then learns nothing.
    """

    def __init__(self, chunking: Chunking | None = None) -> None:
        #: Whether an earlier build has found out all.
        self.is_known: bool = chunking is not None
        self._pages: Counter[Runs] = Counter()
        #: What is known so far.
        self.chunking: Chunking = chunking or NOTHING_KNOWN

    def note(self, runs: Runs) -> bool:
        """Take note of a page; return whether that has changed :attr:`chunking`."""
        if self.is_known:
            return False
        self._pages[runs] += 1
        # To learn takes the longer the more kinds of pages there are, and changes less and less.
        if self._pages[runs] > _MOST_OF_A_KIND or len(self._pages) > _MOST_KINDS:
            return False
        before, self.chunking = self.chunking, learn(self._pages)
        return self.chunking != before


#: Nothing is learnt from more pages of a kind, and none from more kinds, than these.
_MOST_OF_A_KIND = 2
_MOST_KINDS = 50


def tags_of(nodelist: str) -> tuple[str, ...]:
    """Return the tags of a run, each in canonical form."""
    return tuple(piece.canonical for piece in elements_of(nodelist))


def _all_tags(runs: Runs) -> Iterable[str]:
    for nodelist in runs:
        yield from tags_of(nodelist)


def _all_pairs(runs: Runs) -> Iterable[Pair]:
    for nodelist in runs:
        yield from pairwise(tags_of(nodelist))


_STYLE = "<style"


def is_block(tag: str) -> bool:
    """Return whether the element with the text *tag* stands in the page and names no file."""
    return any(piece.is_block for piece in pieces_of(tag))
