"""Which neighbours share a bundle.  For those that do not, there is a reason.

Scripts are joined in one of these ways (``compress_join_scripts``):

``elements``
    The bundle runs each of them as an element of its own, see
    :mod:`~sphinx_compress.js.loader`.  They keep their strictness, their errors and
    their names, so that all may be joined that do not need the tag that they stand in.
``text``
    One follows the other.  Strict scripts are not joined with others, nor is a script
    that declares a name which one before it mentions.  One difference is accepted:
    when a script throws, those behind it in the same bundle do not run.
``never``
    Each file stays a file of its own.

In each of these ways, a page has fewer elements, files and ``load`` events.  That is
accepted, for style sheets as well, although a script could count them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..core.joinability import Joinability
from ..core.types import SPACE, Joining, Kind
from .elements import timing_attribute
from .parse import Verbatim
from .prepare import Hunk

#: How many characters a script may have that the loader runs, by the attribute that says
#: when it runs.  Browsers keep the compiled code of a file for the next page, but not that
#: of a string.  To compile it takes about 50 µs a kilobyte, for which a page waits unless
#: the script is deferred.
_LARGEST = {"": 40_000, "async": 100_000, "defer": 100_000}


@dataclass(slots=True)
class Group:
    """Hunks that share a bundle."""

    hunks: list[Hunk]
    #: Why the first of them is not in the bundle before this one; empty where there is none.
    reason: str


def group(items: Iterable[Hunk | Verbatim], joining: Joining) -> list[Verbatim | Group]:
    """Return the items in order, with the hunks in groups as large as possible.

    White space between hunks of one group is left out.
    """
    parts: list[Verbatim | Group] = []
    #: Groups since the last thing that nothing may pass.
    near: list[Group] = []
    space: Verbatim | None = None
    for item in items:
        if isinstance(item, Verbatim):
            if not item.text.strip(SPACE):
                space = item
            else:
                parts += [item] if space is None else [space, item]
                near, space = [], None
            continue
        found = _group_for(item, near, joining)
        if isinstance(found, Group):
            found.hunks.append(item)
        else:
            near.append(Group([item], reason=found))
            parts += [near[-1]] if space is None else [space, near[-1]]
        space = None
    return parts if space is None else [*parts, space]


def _group_for(hunk: Hunk, groups: Sequence[Group], joining: Joining) -> Group | str:
    """Return the group that *hunk* may join; if there is none, why not the nearest one."""
    reason = ""
    for candidate in reversed(groups):
        obstacle = _obstacle_between(candidate, hunk, joining)
        if not obstacle:
            return candidate
        reason = reason or obstacle
        if not _may_pass(candidate, hunk):
            break
    return reason


def _obstacle_between(candidate: Group, hunk: Hunk, joining: Joining) -> str:
    """Return why *hunk* can't join a group; empty if it can."""
    first = candidate.hunks[0]
    if set(first.shared_attributes) != set(hunk.shared_attributes):
        return "its attributes are not those of its neighbour"
    if joining == "elements" and (reason := _loader_obstacle(hunk) or _loader_obstacle(first)):
        return reason
    return text_obstacle([part.joinability for part in candidate.hunks], hunk.joinability, joining)


def _loader_obstacle(hunk: Hunk) -> str:
    """Return why the loader of a bundle should not run a script; empty if it may."""
    timing = timing_attribute(hunk.shared_attributes)
    if len(hunk.text) > _LARGEST[timing]:
        return "a script of its size is faster as a file of its own"
    if timing == "defer" and hunk.joinability.waits_for_page_end:
        # Where the loader must load files, it may come too late.
        return "it is deferred, and waits for DOMContentLoaded without a look at readyState"
    return ""


def _may_pass(candidate: Group, hunk: Hunk) -> bool:
    """Return whether *hunk* may come before a group that it followed.

    A script with ``defer`` runs when the page has been read, one without while it is.
    So these two run in the same order wherever they stand.  When one with ``async`` runs,
    depends on when its file is there.
    """
    before = timing_attribute(candidate.hunks[0].shared_attributes)
    timing = timing_attribute(hunk.shared_attributes)
    return before != timing and timing in {"", "defer"}


def text_obstacle(
    bundle: Sequence[Joinability], following: Joinability, joining: Joining = "text"
) -> str:
    """Return why a text can't be joined to those of *bundle*; empty if it can.

    :param following: of the text that would come last.
    :param joining: how scripts are joined; for style sheets, it is ``text``.
    """
    if not bundle or joining == "elements":
        return ""
    if joining == "never":
        return "compress_join_scripts is 'never'"
    return next(filter(None, (_pair_obstacle(part, following) for part in bundle)), "")


def _pair_obstacle(first: Joinability, second: Joinability) -> str:
    """Return why one text can't follow another in a bundle; empty if it can."""
    if reason := first.alone_because or first.last_because or second.alone_because:
        return reason
    if second.first_because and (not first.only_imports or second.layers_before_imports):
        return second.first_because
    if first.own_data_attributes or second.own_data_attributes:
        return "it reads an attribute of its own tag"
    if first.strict != second.strict:
        return "only one of the two scripts is in strict mode"
    # Joined, a declaration holds from the beginning of the bundle on.
    mentioned = first.mentioned_names | (first.mentioned_properties - second.lexical_names)
    if early := second.declared_names & mentioned:
        return f"it declares {min(early)}, which a script before it mentions"
    return ""


def join(texts: Iterable[str], kind: Kind) -> str:
    """Return the *texts* as one text, none of which changes what another means."""
    return separator(kind).join(texts)


def separator(kind: Kind) -> str:
    """Return what stands between the texts of a bundle."""
    # In a script, the line break ends a line comment and the semicolon a statement.
    return "\n" if kind == "css" else "\n;\n"
