"""Verification: whether one text means what another one means.

Every minifier's result is verified.  A result that may mean something else is
not used, and the answer says what is different.  Where the verification cannot
tell, it says that there is a difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..core.types import Kind
from ..core.wording import excerpt
from ..css.content import BLANK
from ..css.meaning import UNCLOSED, Meaning, meaning
from ..css.tokens import Tokens, UntokenizableError, line_of, tokenize
from ..css.values import Key
from ..js import meaning as js_meaning

#: Bytes of a script that an excerpt is made of.
_MOST: Final = 240


@dataclass(frozen=True, slots=True)
class Difference:
    """Why a text may not stand in for another one."""

    #: What is different, in a few words.
    reason: str
    #: Line of the first text, counted from 1.
    line: int | None
    #: A short piece of the source.
    construct: str


def difference(before: str, after: str, kind: Kind, *, lenient: bool = False) -> Difference | None:
    """Compare two texts of one *kind*, by :func:`css_difference` or :func:`js_difference`."""
    if kind == "css":
        return css_difference(before, after, lenient=lenient)
    return js_difference(before, after)


def syntax_error(text: str, kind: Kind) -> Difference | None:
    """Find the first syntax error, by :func:`css_syntax_error` or :func:`js_syntax_error`."""
    return css_syntax_error(text) if kind == "css" else js_syntax_error(text)


def css_difference(before: str, after: str, *, lenient: bool = False) -> Difference | None:
    """Compare two style sheets by their meaning.

    :param lenient: whether *after* may write a value in another way that always
        means the same (``0`` for ``0px``, ``#abc`` for ``#AABBCC``), and may lack
        empty rules.
    :return: the first difference, or ``None`` where both mean the same.
    """
    if before == after:
        return None
    try:
        return sheet_difference(tokenize(before), after, lenient=lenient)
    except UntokenizableError as error:
        return Difference(f"the style sheet cannot be read: {error}", None, "")


def sheet_difference(before: Tokens, after: str, *, lenient: bool = False) -> Difference | None:
    """Do as :func:`css_difference`, for a text that has been split into tokens already."""
    try:
        other = meaning(tokenize(after, nested=before.nested), lenient=lenient)
    except UntokenizableError as error:
        return Difference(f"the result cannot be read: {error}", None, "")
    return _first_difference(before, meaning(before, lenient=lenient), other)


def css_syntax_error(text: str) -> Difference | None:
    """Find the first syntax error of a style sheet that would damage what is next to it.

    A block, string, URL or comment without its end takes in what comes next, and
    a bracket that closes nothing ends what came before.
    """
    try:
        tokens = tokenize(text)
    except UntokenizableError as error:
        return Difference(str(error), None, "")
    for at, word in enumerate(tokens.words):
        if word.type == "error":
            return _difference(tokens, word.value, *tokens.starts[at : at + 2])
    if tokens.closed:
        return None
    return _difference(tokens, "the text ends within a block", *tokens.starts[-2:])


def js_difference(before: str, after: str) -> Difference | None:
    """Compare two scripts by their meaning.

    :return: the first difference, or ``None`` where both mean the same.  A
        script that does not parse is different from every other one.
    """
    if before == after:
        return None
    try:
        read = js_meaning.meaning(js_meaning.parse(before))
    except js_meaning.UnparsableError as error:
        return syntax_problem(before, error)
    return script_difference(read, after)


def script_difference(before: js_meaning.Meaning, after: str) -> Difference | None:
    """Do as :func:`js_difference`, for a script that has been read already."""
    try:
        other = js_meaning.meaning(js_meaning.parse(after))
    except js_meaning.UnparsableError as error:
        start, end = _place(before, after.encode("utf-8", "surrogatepass"), error.start)
        return _js_difference(before.source, f"{error.reason} in the result", start, end)
    if before.keys == other.keys:
        return None
    same = _shared(before.keys, other.keys)
    if same == len(before.keys):
        return _js_difference(before.source, "something was added", *before.span(-1))
    reason = "something was changed" if same < len(other.keys) else "something was lost"
    return _js_difference(before.source, reason, *before.span(same))


def _place(before: js_meaning.Meaning, after: bytes, position: int) -> tuple[int, int]:
    """Guess which place of the source a place in the result comes from.

    Count from the end, since comments may have moved to the head.
    """
    rest = _solid(after[position:])
    for index in range(len(before.keys) - 1, -1, -1):
        key = before.keys[index]
        rest -= _solid(key) if isinstance(key, bytes) else 0
        if rest <= 0:
            return before.span(index)
    return before.span(0)


def _solid(text: bytes) -> int:
    """Return the number of bytes, without those of layout and semicolons."""
    return len(b"".join(text.split()).replace(b";", b""))


def js_syntax_error(text: str) -> Difference | None:
    """Find the first syntax error of a script, if it has any."""
    try:
        js_meaning.meaning(js_meaning.parse(text))
    except js_meaning.UnparsableError as error:
        return syntax_problem(text, error)
    return None


def syntax_problem(text: str, error: js_meaning.UnparsableError) -> Difference:
    """Return an error in the form of a difference."""
    source = text.encode("utf-8", "surrogatepass")
    return _js_difference(source, error.reason, error.start, error.end)


def _js_difference(source: bytes, reason: str, start: int, end: int) -> Difference:
    line = source.count(b"\n", 0, start) + 1
    start = max(source.rfind(b"\n", 0, start) + 1, start - 20)
    text = source[start : min(end + 20, start + _MOST)].decode("utf-8", "ignore")
    return Difference(reason, line, excerpt(text))


def _first_difference(tokens: Tokens, before: Meaning, after: Meaning) -> Difference | None:
    if before.keys == after.keys:
        return None
    same = _shared(before.keys, after.keys)
    spans = before.spans
    if same == len(before.keys):
        start, end = spans[-1] if spans else (0, 0)
        return _difference(tokens, "something was added", start, end)
    start, end = spans[same]
    return _difference(tokens, _reason(before.keys[same], after.keys[same:]), start, end)


def _shared(before: Sequence[object], after: Sequence[object]) -> int:
    """Return the number of equal keys at the beginning."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(before), len(after)))


def _reason(before: Key, after: list[Key]) -> str:
    if before == BLANK:
        return "a blank was lost"
    if not after:
        return "something was lost"
    if after[0] == BLANK:
        return "a blank was added"
    if before[0] == UNCLOSED:
        return "an end was added"
    return "something was changed"


def _difference(tokens: Tokens, reason: str, start: int, end: int) -> Difference:
    # A few characters in front show what kind of thing it is.
    line_start = tokens.text.rfind("\n", 0, start) + 1
    start = max(line_start, start - 20)
    return Difference(reason, line_of(tokens, start), excerpt(tokens.text[start : end + 20]))
