"""Syntax errors of files, for those who wrote them.

Browsers ignore what they cannot read, so that an error may go unseen.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core.joinability import SYNTAX_ERROR, Joinability
from ..core.types import Problem
from ..filters.base import FilterContext

#: The part behind ``compress.`` in a problem of this kind.
SUBTYPE = "syntax"


def syntax_problems(text: str, context: FilterContext, found: Joinability) -> Iterator[Problem]:
    """Yield the problem of a file that has a syntax error.

    :param text: the file as it is written.
    :param found: its joinability, which tells of errors in scripts.
    """
    if context.kind == "css":
        reason, is_odd = "it has a syntax error", _is_unbalanced(text)
    else:
        reason, is_odd = SYNTAX_ERROR, found.kept_because == SYNTAX_ERROR
    if context.source is None or not is_odd:
        return
    from ..filters.verify import syntax_error

    if error := syntax_error(text, context.kind):
        construct = f": {error.construct}" if error.construct else ""
        yield Problem(SUBTYPE, f"{reason}{construct}", context.source, error.line)


def _is_unbalanced(css: str) -> bool:
    """Return whether a part of a sheet may have no end.  To split all into tokens takes longer."""
    pairs = (("{", "}"), ("(", ")"), ("[", "]"), ("/*", "*/"))
    is_odd = css.count('"') % 2 or css.count("'") % 2
    return bool(is_odd) or any(css.count(first) != css.count(last) for first, last in pairs)
