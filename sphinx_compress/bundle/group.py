"""May these neighbours share a bundle?  Each no comes with its reason.

Scripts are joined in one of these ways (``compress_join_scripts``):

``elements``
    The bundle runs each of them as an element of its own, see ``jsloader``.  They
    keep their strictness, their errors and their names, so that all may be joined
    that do not need the tag that they stand in.
``text``
    One behind the other.  Strict scripts and others stay apart, and so does what
    declares a name that a script before it mentions.  One difference is accepted:
    when a script throws, what follows it in the same bundle does not run.
``never``
    Each file stays a file of its own.

Accepted for each of them, and for style sheets: a page has fewer elements, files
and ``load`` events, and whoever counts them counts less.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..core.joinability import Joinability
from ..core.types import SPACE, Joining, Kind
from .elements import timing_attribute
from .parse import Verbatim
from .read import Hunk

#: How many characters of a script may be run as a string.  Browsers keep what they
#: compiled of a file for the next page, but not of a string: about 50 µs a kilobyte,
#: for which a page waits only where the script is not deferred.
_LARGEST = {"": 40_000, "async": 100_000, "defer": 100_000}


@dataclass(slots=True)
class Group:
    """Hunks that share a bundle."""

    hunks: list[Hunk] = field(default_factory=list)
    #: Why the first of them is in no bundle before this one.
    reason: str = ""


def group(items: Iterable[Hunk | Verbatim], joining: Joining) -> list[Verbatim | Group]:
    """Return the items in order, the hunks in groups as large as may be.

    White space between hunks of one group is left out.
    """
    parts: list[Verbatim | Group] = []
    #: Groups behind the last thing that nothing may pass.
    near: list[Group] = []
    space: Verbatim | None = None
    for item in items:
        if isinstance(item, Verbatim):
            if not item.text.strip(SPACE) and near:
                space = item
            else:
                parts += [item] if space is None else [space, item]
                near, space = [], None
            continue
        found, reason = _group_for(item, near, joining)
        if found is not None:
            found.hunks.append(item)
        else:
            near.append(Group([item], reason))
            parts += [near[-1]] if space is None else [space, near[-1]]
        space = None
    return parts if space is None else [*parts, space]


def _group_for(hunk: Hunk, groups: Sequence[Group], joining: Joining) -> tuple[Group | None, str]:
    """Return the group that *hunk* may join, or why it may join none."""
    reason = ""
    for candidate in reversed(groups):
        apart = _why_apart(candidate, hunk, joining)
        if not apart:
            return candidate, ""
        reason = reason or apart
        if not _may_pass(candidate, hunk):
            break
    return None, reason


def _why_no_element(hunk: Hunk) -> str:
    """Return why a script is not run by the loader of a bundle."""
    timing = timing_attribute(hunk.shared_attributes)
    if len(hunk.text) > _LARGEST[timing]:
        return "a script of its size is faster as a file of its own"
    if timing == "defer" and hunk.joinability.waits_for_page_end:
        # Where the loader must load files, it may come too late.
        return "it is deferred, and waits for DOMContentLoaded without a look at readyState"
    return ""


def _why_apart(candidate: Group, hunk: Hunk, joining: Joining) -> str:
    if set(candidate.hunks[0].shared_attributes) != set(hunk.shared_attributes):
        return "its attributes are not those of its neighbour"
    if joining == "elements" and (
        reason := _why_no_element(hunk) or _why_no_element(candidate.hunks[0])
    ):
        return reason
    return why_apart([part.joinability for part in candidate.hunks], hunk.joinability, joining)


def _may_pass(candidate: Group, hunk: Hunk) -> bool:
    """Does it make no difference which of the two stands first in the page?

    A script with `defer` runs when the page has been read, one without while it is.
    """
    timings = [timing_attribute(each.shared_attributes) for each in (candidate.hunks[0], hunk)]
    return timings[0] != timings[1] and timings[1] in {"", "defer"}


def why_apart(
    bundle: Sequence[Joinability], following: Joinability, joining: Joining = "text"
) -> str:
    """Return why *following* can't be joined to the texts of *bundle*; empty if it can.

    :param joining: how it would be; style sheets know ``text`` only.
    """
    if not bundle or joining == "elements":
        return ""
    if joining == "never":
        return "compress_join_scripts is 'never'"
    return _why_no_text(bundle, following)


def _why_no_text(bundle: Iterable[Joinability], following: Joinability) -> str:
    for part in bundle:
        first = (
            ""
            if part.only_imports and not following.layers_before_imports
            else following.first_because
        )
        if reason := part.alone_because or part.last_because or following.alone_because or first:
            return reason
        if part.own_data_attributes or following.own_data_attributes:
            return "it reads an attribute of its own tag"
        if part.strict != following.strict:
            return "only one of the two scripts is in strict mode"
        # Joined, a declaration holds from the beginning of the bundle on.
        seen = part.mentioned_names | (part.mentioned_properties - following.lexical_names)
        if early := following.declared_names & seen:
            return f"it declares {min(early)}, which a script before it mentions"
    return ""


def join(texts: Iterable[str], kind: Kind) -> str:
    """Return the *texts* as one text, none of which changes what another means."""
    # In a script, the line break ends a line comment and the semicolon a statement.
    return ("\n" if kind == "css" else "\n;\n").join(texts)
