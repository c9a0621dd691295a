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
    def only_reads(self) -> frozenset[str]:
        """Names that nothing in it gives a value to: it looks at them at once, and never again."""
        declares = self.script.declares
        reads = {each.lstrip("?.") for each in declares.reads} if declares else set[str]()
        is_all = declares is not None and self.script.mentions <= reads
        return frozenset(reads) - declares.names if declares and is_all else frozenset()

    @property
    def is_understood(self) -> bool:
        """Whether scripts that only declare may run before it or behind it, if it stays."""
        declares = self.script.declares
        is_idle = declares is not None and not (declares.calls or declares.reads_page)
        return self.script.is_quiet or is_idle


def verdicts(scripts: Sequence[JudgedScript]) -> dict[int, str]:
    """Return which of the *scripts* of a page, in their order, can wait, and why others cannot.

    Those that can wait keep their order, and have an empty reason.
    """
    reasons = {
        number: _reason_alone(script.script)
        for number, script in enumerate(scripts)
        if script.can_move
    }
    while True:
        found = {
            number: declares
            for number, reason in reasons.items()
            if not reason and (declares := scripts[number].script.declares)
        }
        for number, script in enumerate(scripts):
            is_in_front = number not in found and not script.is_last
            if is_in_front and not script.is_understood:
                # It may do anything, and call whatever is there.
                why = f"{script.label} stays, and does more than is understood"
                return {each: reason or why for each, reason in reasons.items()}
        kept = {n: _reason_of_kept(n, each, found, scripts) for n, each in found.items()}
        if not any(kept.values()):
            return reasons
        reasons |= kept


def _reason_alone(script: EarlyScript) -> str:
    if script.declares is None:
        line = script.acts_in_line
        return f"it does something at once, line {line}" if line else "it is not understood"
    if script.declares.reads_page:
        return "it looks at once at what is there of the page"
    early = sorted(script.declares.early_events)
    return f"it waits for {early[0]}, which may come early" if early else ""


def _reason_of_kept(
    number: int,
    declares: Declarations,
    found: Mapping[int, Declarations],
    scripts: Sequence[JudgedScript],
) -> str:
    """Return why a script stays; empty if it can wait if all that are *found* do."""
    before = [each for at, each in found.items() if at < number]
    if missing := declares.calls - frozenset[str]().union(*(each.offers for each in before)):
        return f"it calls {min(missing)} at once"
    for name in sorted(declares.calls):
        if sum(name in each.names for each in found.values()) > 1:
            return f"it calls {name} at once, of which there are several"
    needed = frozenset(each for each in declares.reads if each[0] not in ".?")
    if missing := needed - frozenset[str]().union(*(each.names for each in before)):
        return f"it looks at {min(missing)} at once, which may not be there"
    events = declares.events.union(
        *(each.events for each in before if declares.calls & each.offers)
    )
    names = declares.names | {each.lstrip("?") for each in declares.reads}
    properties = {each[1:] for each in declares.reads if each[0] == "."}
    for at, other in enumerate(scripts):
        if at in found or other.is_last:
            continue
        is_behind = at > number or other.is_async
        # One in front has looked at them before, as it did.
        used = other.uses - (other.only_reads - (declares.names if is_behind else frozenset()))
        if named := (names | properties if is_behind else names) & used:
            return f"{other.label} stays, and names {min(named)}"
        other_events = other.script.declares.events if other.script.declares else frozenset()
        if is_behind and (common := events & other_events):
            return f"{other.label} stays, and waits for {min(common)}, too"
    return ""
