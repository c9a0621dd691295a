"""Which scripts in the head of a page can wait until the page has been read.

They only declare, and no script that stays before them could tell.  So they need not hold up the
first paint.  All starts from nothing: what is not understood stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..core.names import Declarations
from .early_scripts import EarlyScript

#: They may happen before the page has been read.
_EARLY_EVENTS = frozenset({"message", "storage"})
#: By one of these, a script does something later.
_TIMERS = frozenset(
    """setTimeout setInterval requestAnimationFrame requestIdleCallback queueMicrotask then catch
    finally await async fetch XMLHttpRequest addEventListener attachEvent postMessage Worker
    MutationObserver IntersectionObserver ResizeObserver PerformanceObserver""".split()
)


@dataclass(frozen=True)
class JudgedScript:
    """A script of a page, and what is known of it."""

    script: EarlyScript
    #: Whether it stands in the head, and no script asks for its element.
    can_move: bool = False
    #: Whether it runs behind all scripts of the head, wherever these stand.
    is_last: bool = False
    #: Whether it runs whenever its file is there.
    is_async: bool = False

    @cached_property
    def uses(self) -> frozenset[str]:
        """All names in it."""
        declares = self.script.declares
        return self.script.mentions | (declares.names if declares else frozenset())

    @cached_property
    def may_act_later(self) -> bool:
        """Whether it may do something while scripts behind it are read."""
        return self.script.declares is None and not _TIMERS.isdisjoint(self.script.mentions)

    @cached_property
    def waits_for(self) -> frozenset[str]:
        """The events that it may wait for, and perhaps other words."""
        if self.script.declares is not None:
            return self.script.declares.events
        words = self.script.mentions
        return words.union(each[2:] for each in words if each.startswith("on"))


def waiting(scripts: Sequence[JudgedScript], *, has_unknown: bool = False) -> list[int]:
    """Return which of the *scripts* of a page, in their order, can wait.  They keep their order.

    :param has_unknown: whether others, of which nothing is known, may run at any time.
    """
    found = {
        number: script.script.declares
        for number, script in enumerate(scripts)
        if script.can_move and script.script.declares and _may_wait(script.script.declares)
    }
    if has_unknown or any(not each.is_last and not each.script.declares for each in scripts):
        # Such a script may load others.
        found = {n: each for n, each in found.items() if not _is_for_others(n, each, scripts)}
    while True:
        kept = {n for n, each in found.items() if not _can_wait(n, each, found, scripts)}
        if not kept:
            return sorted(found)
        found = {n: each for n, each in found.items() if n not in kept}


def _may_wait(declares: Declarations) -> bool:
    return not declares.reads_page and _EARLY_EVENTS.isdisjoint(declares.events)


def _is_for_others(number: int, declares: Declarations, scripts: Sequence[JudgedScript]) -> bool:
    """Return whether a script only says what one of another site may want to know."""
    if not declares.names or declares.events or declares.offers or declares.calls:
        return False
    others = (each.uses for at, each in enumerate(scripts) if at != number)
    return declares.names.isdisjoint(frozenset[str]().union(*others))


def _can_wait(
    number: int,
    declares: Declarations,
    found: Mapping[int, Declarations],
    scripts: Sequence[JudgedScript],
) -> bool:
    """Return whether a script can wait if all that are *found* do."""
    providers = [each for at, each in found.items() if at < number and declares.calls & each.offers]
    if not declares.calls <= frozenset[str]().union(*(each.offers for each in providers)):
        return False
    events = declares.events.union(*(each.events for each in providers))
    for at, other in enumerate(scripts):
        if at in found or other.is_last:
            continue
        if not declares.names.isdisjoint(other.uses):
            return False
        is_behind = at > number or other.is_async
        if is_behind and not events.isdisjoint(other.waits_for):
            return False
        if (is_behind or other.may_act_later) and not declares.reads.isdisjoint(other.uses):
            return False
    return True
