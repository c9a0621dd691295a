"""The filter ``rjsmin``: the default minifier for JavaScript.

What rjsmin does not understand, or spoils, loses its blanks token by token instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import ClassVar, Final, NamedTuple

import rjsmin

from ..core.types import Kind
from ..js import meaning
from ..js.whitespace import without_blanks
from .base import Effect, Filter, FilterContext, is_too_large, kept
from .registry import shipped_version
from .verify import Difference, script_difference, syntax_problem

#: Share of a text that must be removable for it to be worth the work.
WORTHWHILE: Final = 0.04

#: Bytes of a regular expression.
_LONG: Final = 1000

_LICENSE_STARTS: Final = ("/*!", "//!")
_LICENSE_MARKS: Final = ("@license", "@preserve", "@copyright")
#: Ends what LibreJS reads as the code that a license is for.
_LICENSE_END: Final = "@license-end"
_SOURCE_MAPS: Final = ("//# sourceMappingURL=", "//@ sourceMappingURL=", "/*# sourceMappingURL=")


class RJSMinFilter(Filter):
    """Removes comments and blanks with rjsmin where that is safe."""

    name: ClassVar[str] = "rjsmin"
    version: ClassVar[str] = shipped_version("rjsmin")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"js"})
    effect: ClassVar[Effect] = "minifies"

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return a text that means the same; never raises."""
        if removable(text) < WORTHWHILE or is_too_large(text, context, self.name):
            return _without_source_map(text)
        first, body = _split(text)
        try:
            # Its tree takes most of the memory, and goes before that of a result is there.
            before = meaning.meaning(meaning.parse(first + body))
        except meaning.UnparsableError as error:
            _report(context, syntax_problem(first + body, error))
            return text
        comments = _comments(before.source, before.comments)
        head, tail = _licenses(comments)
        difference: Difference | None = None
        for minified in _minified(before, first, body):
            result = f"{first}{head}{minified}{tail}"
            difference = script_difference(before, result)
            if difference is None:
                return result
        if difference is not None:
            _report(context, difference)
        return _without(before.source, comments)


def _minified(before: meaning.Meaning, first: str, body: str) -> Iterator[str]:
    """Yield the script without its first line in fewer bytes, the best way first."""
    if not _is_misread(before):
        yield _minify()(body)
    yield without_blanks(before).removeprefix(first.rstrip()).lstrip("\n")


def removable(text: str) -> float:
    """Estimate the share of a script that is comments and idle blanks.

    Only to tell what is minified already from what is not, so that it may be
    fast rather than exact.
    """
    if not text:
        return 0.0
    lines = [line.strip() for line in text.split("\n")]
    code = " ".join(line for line in lines if line and not line.startswith(("//", "/*", "* ")))
    pairs = (" = ", " == ", " === ", ", ", ") {", "; ", ": ", " && ", " || ", " + ", " => ")
    idle = len(text) - len(code) + sum(code.count(pair) for pair in pairs)
    return idle / len(text)


def _is_misread(before: meaning.Meaning) -> bool:
    """Whether rjsmin may take quadratic time over something that it does not understand."""
    for start, end in before.literals:
        text = before.source[start:end]
        has_nested_template = text.startswith(b"`") and text.count(b"`") - text.count(b"\\`") > 2
        if has_nested_template or (text.startswith(b"/") and end - start > _LONG):
            return True
    return False


class _Comment(NamedTuple):
    text: str
    start: int
    end: int


@cache
def _minify() -> Callable[[str], str]:
    # The C extension is not there on every machine, and need not agree.
    minify: Callable[[str], str] = rjsmin._make_jsmin(python_only=True)
    return minify


def _split(text: str) -> tuple[str, str]:
    """Return the line that starts with ``#!``, and the script without a byte order mark."""
    if not text.startswith("#!"):
        return "", text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    return first + "\n", rest


def _comments(source: bytes, spans: list[tuple[int, int]]) -> list[_Comment]:
    """Return the comments, with line comments on neighbouring lines taken together."""
    found: list[_Comment] = []
    for start, end in spans:
        text = source[start:end].decode("utf-8", "surrogatepass").rstrip("\r\n")
        if text.startswith("//") and found and found[-1].text.startswith("//"):
            gap = source[found[-1].end : start]
            if not gap.strip() and gap.count(b"\n") <= 1 and not text.startswith(_SOURCE_MAPS):
                found[-1] = _Comment(f"{found[-1].text}\n{text}", found[-1].start, end)
                continue
        found.append(_Comment(text, start, end))
    return found


def _licenses(comments: list[_Comment]) -> tuple[str, str]:
    """Return the license comments that come before the script, and those that come behind it."""
    head, tail = "", ""
    for text, _, _ in comments:
        if _LICENSE_END in text and text.count("@license") == 1:
            tail += f"\n{text}"
        elif text.startswith(_LICENSE_STARTS) or any(mark in text for mark in _LICENSE_MARKS):
            head += f"{text}\n"
    return head, tail


def _without_source_map(text: str) -> str:
    if "sourceMappingURL=" not in text:
        return text
    try:
        script = meaning.parse(text)
    except meaning.UnparsableError:
        return text
    comments = _comments(script.source, meaning.trailing_comments(script))
    return _without(script.source, comments)


def _without(source: bytes, comments: list[_Comment]) -> str:
    """Return the script as it is, but for the comment that names its source map."""
    for text, start, end in reversed(comments):
        if text.startswith(_SOURCE_MAPS):
            source = source[:start] + source[end:]
    return source.decode("utf-8", "surrogatepass")


def _report(context: FilterContext, difference: Difference) -> None:
    found = kept(context, difference.reason, difference.construct, line=difference.line)
    context.report(found)
