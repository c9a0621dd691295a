"""Which neighbours of implicit regions share a bundle, so that bundles serve many pages.

Most pages of a site load the same files, and some of them a few more.  Were all
that a page loads one bundle, each kind of page would have a copy of the rest of
its own.  So neighbours stay together that stand together on nearly all pages that
have any of them.

What that comes to is known when all pages are; while they are rendered, it is
guessed from those seen so far, which is never wrong, only not as good.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from ..core.serialization import read_json_or
from ..page.markup import attributes_of, split
from ..page.region import canonical_form

#: Something may stand between two neighbours on one page in so many, at the most: each
#: of these pages has a copy of its own of what the others share.
_BETWEEN_ON_ONE_IN = 50

#: One of them may be missing on two pages, since nearly every site has a page for the
#: search and one for errors, or on one in so many.
_MISSING_ON = 2
_MISSING_ON_ONE_IN = 20

#: The marked texts of a page's runs.
Runs = tuple[str, ...]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Chunking:
    """The answer for one site."""

    #: Neighbours that share no bundle.
    cuts: frozenset[Pair] = frozenset()
    #: Neighbours that do, although one of them stands in the page itself.
    joins: frozenset[Pair] = frozenset()
    #: What scripts may find tags by, see :func:`~sphinx_compress.js.tag_references.asks`.
    words: frozenset[str] = frozenset()

    def is_cut(self, before: str, after: str) -> bool:
        """Do two neighbours go into bundles of their own?

        :param before: text of a tag in canonical form, as is *after*.
        """
        pair = before, after
        if before.startswith(_STYLE) or after.startswith(_STYLE):
            # A policy may forbid what stands in the page, and none forbids what is in a bundle.
            return True
        if is_block(before) or is_block(after):
            # Most blocks that are new are those of a single page.
            return pair not in self.joins
        return pair in self.cuts

    def to_json(self) -> str:
        return json.dumps(
            {
                "cuts": sorted(self.cuts),
                "joins": sorted(self.joins),
                "words": sorted(self.words),
            }
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
            frozenset(map(str, values["words"])),
        )


#: The answer for a site of which no page was seen yet.
NOTHING_KNOWN = Chunking()


def learn(pages: Mapping[Runs, int], words: Iterable[str] = ()) -> Chunking:
    """Return which neighbours share a bundle.

    :param pages: how many pages have these runs.
    """
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
        shared = (
            2 * together > either
            and both[pair] - together <= either // _BETWEEN_ON_ONE_IN
            and either - both[pair] <= max(_MISSING_ON, either // _MISSING_ON_ONE_IN)
        )
        if is_block(pair[0]) or is_block(pair[1]):
            if shared and together > 1:
                joins.add(pair)
        elif not shared:
            cuts.add(pair)
    return Chunking(frozenset(cuts), frozenset(joins), frozenset(words))


class Learner:
    """Learns while pages are rendered.

    :param chunking: what an earlier build came to; it is kept to.
    """

    def __init__(self, chunking: Chunking | None = None) -> None:
        #: Whether there is nothing to learn.
        self.is_known = chunking is not None
        self._pages: Counter[Runs] = Counter()
        #: As far as it is known.
        self.chunking = chunking or NOTHING_KNOWN

    def note(self, runs: Runs) -> bool:
        """Take a page into account; return whether the answer is another one now."""
        if self.is_known:
            return False
        self._pages[runs] += 1
        # Where each page is of a kind of its own, the answer is soon as good as it gets.
        if self._pages[runs] > _OFTEN or len(self._pages) > _FEW:
            return False
        before, self.chunking = self.chunking, learn(self._pages)
        return self.chunking != before


_FEW = 50
_OFTEN = 2


@lru_cache(4096)
def tags_of(nodelist: str) -> tuple[str, ...]:
    """Return the tags of a run, each in canonical form."""
    return tuple(canonical_form(piece.text) for piece in split(nodelist) if piece.name)


def _all_tags(runs: Runs) -> Iterable[str]:
    for nodelist in runs:
        yield from tags_of(nodelist)


def _all_pairs(runs: Runs) -> Iterable[Pair]:
    for nodelist in runs:
        yield from pairwise(tags_of(nodelist))


_STYLE = "<style"


@lru_cache(4096)
def is_block(tag: str) -> bool:
    """Does the element with the text *tag* stand in the page itself, and name no file?"""
    start = tag[:7].lower()
    return start.startswith(_STYLE) or (start == "<script" and "src" not in attributes_of(tag))
