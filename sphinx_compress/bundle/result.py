"""What became of a region, in a form that the main cache can keep."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Any

from ..core.serialization import read_json
from ..core.types import Problem
from ..core.urls import site_url
from ..core.wording import excerpt
from ..page.markup import attributes_of
from .store import Bundle

#: How the reason of a :class:`Decision` ends if nothing compiles the element's type.
NO_PRECOMPILER = "has no precompiler"


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one tag of a region, or of a font that its style sheets name."""

    #: URL of its file below the site root, or the beginning of an inline block; empty for what the
    #: author of the page has not written.
    tag: str
    #: Path of the bundle that it went into, below the output directory; empty if it is kept.
    bundle: str = ""
    #: Why it is kept or left out, or why a bundle begins with it.
    reason: str = ""
    #: Whether it is left out, since its file is empty.
    is_left_out: bool = False
    #: What else became of its bundle; told where that begins.
    note: str = ""
    #: Whether it is a font that a style sheet names, and no tag.
    is_font: bool = False


def url_of(tag: str) -> str:
    """Return the URL of the file that the element with the text *tag* names; empty if none."""
    attributes = attributes_of(tag)
    return attributes.get("src") or attributes.get("href") or ""


def tag_label(tag: str) -> str:
    """Return what a :class:`Decision` calls the element with the text *tag*."""
    url = url_of(tag)
    if url:
        return site_url(url)
    # The white space of a block says nothing.
    return excerpt(tag)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a region."""

    #: Marked HTML.
    html: str
    #: Site-relative URLs of all files it was made from or looked for, sorted.
    inputs: tuple[str, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    problems: tuple[Problem, ...] = ()
    #: Site-relative URLs of the files that a page would load for the region's bundled elements.
    files: tuple[str, ...] = ()
    #: How many files a page loads for these elements, before and after.
    requests: tuple[int, int] = (0, 0)
    #: Bytes of these files, before and after.
    sizes: tuple[int, int] = (0, 0)
    #: One for each tag, in order.
    decisions: tuple[Decision, ...] = ()


def read_decision(values: Sequence[object]) -> Decision:
    """Return the decision with these fields.

    :raises ValueError: if there are others.
    """
    tag, bundle, reason, is_left_out, note, is_font = values
    return Decision(str(tag), str(bundle), str(reason), bool(is_left_out), str(note), bool(is_font))


def read_problem(values: Mapping[str, Any]) -> Problem:
    """Return the problem with these fields.

    :raises KeyError: if one is missing.
    :raises TypeError: if *values* are something else.
    :raises ValueError: if the line is no number.
    """
    source, line = values["source"], values["line"]
    return Problem(
        str(values["subtype"]),
        str(values["message"]),
        None if source is None else str(source),
        None if line is None else int(line),
    )


def to_json(result: Result) -> str:
    """Return *result* as text that :func:`from_json` understands."""
    values = asdict(result)
    values["decisions"] = [list(astuple(decision)) for decision in result.decisions]
    return json.dumps(values, sort_keys=True)


def from_json(text: str | bytes) -> Result:
    """Return what :func:`to_json` wrote.

    :raises DamagedError: if *text* is something else.
    """
    return read_json(text, _result, "a result")


def _result(values: Mapping[str, Any]) -> Result:
    return Result(
        html=str(values["html"]),
        inputs=tuple(map(str, values["inputs"])),
        bundles=tuple(
            Bundle(str(each["path"]), str(each["digest"]), int(each["size"]))
            for each in values["bundles"]
        ),
        problems=tuple(map(read_problem, values["problems"])),
        files=tuple(map(str, values["files"])),
        requests=(int(values["requests"][0]), int(values["requests"][1])),
        sizes=(int(values["sizes"][0]), int(values["sizes"][1])),
        decisions=tuple(map(read_decision, values["decisions"])),
    )
