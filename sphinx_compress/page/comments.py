"""Remarks: comments between tags that say something to people, and to nobody else."""

from __future__ import annotations

import re
from functools import lru_cache

from ..core.types import SPACE
from .markup import split

#: Neither a condition, nor anything that a server or a tool may heed, nor the end of that.
_REMARK = rf"<!--[{SPACE}]*+(?!end)[^\W_][\w{SPACE}.,()'/&+-]*?-->"

_IDLE = re.compile(rf"(?:[{SPACE}]++|{_REMARK})*+", re.IGNORECASE)


def is_idle(html: str) -> bool:
    """Is it nothing but white space and remarks?"""
    return _IDLE.fullmatch(html) is not None


def idle_from(html: str, first: int, end: int) -> int:
    """Return where the white space and the remarks begin that end at *end*.

    :param first: where they begin at the earliest, behind something else.
    """
    while True:
        while html[end - 1] in SPACE:
            end -= 1
        remark = html.rfind("<!--", first, end) if html.endswith("-->", first, end) else -1
        if remark < 0 or not _IDLE.fullmatch(html, remark, end):
            return end
        end = remark


@lru_cache(1024)
def parted(run: str) -> tuple[str, str]:
    """Return a run of tags without the remarks in it, and these.

    A page may have remarks of its own, and shares the run with others all the same.
    """
    tags, remarks = [], []
    for piece in split(run):
        remark = "" if piece.name else piece.text.rstrip(SPACE)
        tags.append(piece.text[len(remark) :])
        remarks.append(remark)
    return "".join(tags), "".join(remarks)
