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
#: By one of these, a script has a handler called.
_TRIGGERS = frozenset(
    """click dispatchEvent submit requestSubmit reset focus blur select trigger triggerHandler
    fireEvent showModal showPopover togglePopover scrollTo scrollIntoView""".split()
)


@dataclass(frozen=True)
class JudgedScript:
    """A script of a page, and what is known of it."""

    script: EarlyScript
    #: How a user is told of it.
    label: str = "another script"
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

    @property
    def may_call_handlers(self) -> bool:
        """Whether it may do what a reader does before the scripts at the end of the page run."""
        is_acting = self.script.declares is None and not self.is_last
        return is_acting and not _TRIGGERS.isdisjoint(self.script.mentions)

    @cached_property
    def waits_for(self) -> frozenset[str]:
        """The events that it may wait for, and perhaps other words."""
        if self.script.declares is not None:
            return self.script.declares.events
        words = self.script.mentions
        return words.union(each[2:] for each in words if each.startswith("on"))


def verdicts(scripts: Sequence[JudgedScript], *, has_unknown: bool = False) -> dict[int, str]:
    """Return which of the *scripts* of a page, in their order, can wait, and why others cannot.

    Those that can wait keep their order, and have an empty reason.

    :param has_unknown: whether others, of which nothing is known, may run at any time.
    """
    reasons = {
        number: _reason_alone(script.script)
        for number, script in enumerate(scripts)
        if script.can_move
    }
    if has_unknown or any(not each.is_last and not each.script.declares for each in scripts):
        # Such a script may load others.
        for number in reasons:
            reasons[number] = reasons[number] or _reason_of_others(number, scripts)
    while True:
        found = {
            number: declares
            for number, reason in reasons.items()
            if not reason and (declares := scripts[number].script.declares)
        }
        kept = {n: _reason_of_kept(n, each, found, scripts) for n, each in found.items()}
        if not any(kept.values()):
            return reasons
        reasons |= kept


def _reason_alone(script: EarlyScript) -> str:
    if script.declares is None:
        return f"it does something at once, line {script.acts_in_line}"
    if script.declares.reads_page:
        return "it looks at once at what is there of the page"
    early = sorted(_EARLY_EVENTS & script.declares.events)
    return f"it waits for {early[0]}, which may come early" if early else ""


def _reason_of_others(number: int, scripts: Sequence[JudgedScript]) -> str:
    """Return why a script stays that only says what one of another site may want to know."""
    declares = scripts[number].script.declares
    if declares is None or declares.events or declares.offers or declares.calls:
        return ""
    others = (each.uses for at, each in enumerate(scripts) if at != number)
    if not declares.names or not declares.names.isdisjoint(frozenset[str]().union(*others)):
        return ""
    return f"a script of another site may want {min(declares.names)}"


def _reason_of_kept(
    number: int,
    declares: Declarations,
    found: Mapping[int, Declarations],
    scripts: Sequence[JudgedScript],
) -> str:
    """Return why a script stays; empty if it can wait if all that are *found* do."""
    providers = [each for at, each in found.items() if at < number and declares.calls & each.offers]
    unknown = declares.calls - frozenset[str]().union(*(each.offers for each in providers))
    if unknown:
        return f"it calls {min(unknown)} at once"
    events = declares.events.union(*(each.events for each in providers))
    properties = {each[1:] for each in declares.reads if each.startswith(".")}
    for at, other in enumerate(scripts):
        if at in found or other.is_last:
            continue
        is_behind = at > number or other.is_async
        named = (declares.names | declares.reads) & other.uses
        if is_behind or other.may_act_later:
            named |= properties & other.uses
        if named:
            return f"{other.label} stays, and names {min(named)}"
        if is_behind and (common := events & other.waits_for):
            return f"{other.label} stays, and may wait for {min(common)}, too"
    return ""
