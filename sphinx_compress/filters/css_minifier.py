"""How style sheets are minified: in chunks, each of which is verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, Final, NamedTuple

from ..core.types import Kind
from ..css.meaning import GROUPING, LEADING
from ..css.rebase import without_source_map
from ..css.rewrite import marked_comments, shortest, written
from ..css.rules import Rule, rules
from ..css.tokens import Tokens, UntokenizableError, tokenize
from .base import Effect, Filter, FilterContext, is_too_large, kept
from .verify import Difference, css_syntax_error, sheet_difference

#: Share of a text that must be removable for it to be worth the work.
WORTHWHILE: Final = 0.04
#: Characters of source that are minified, and verified, at a time.
CHUNK: Final = 4096
#: How deep rules in ``@media`` and the like are taken one by one.
_DEPTH: Final = 4

#: Makes a text from some whole rules, or None when it cannot.
Attempt = Callable[[Tokens], str | None]


class Result(NamedTuple):
    """A minified text, and why some of it is as it was."""

    text: str
    kept: list[Difference]


class CSSMinifier(Filter):
    """Base class of filters that write a style sheet shorter where that is safe."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({"css"})
    effect: ClassVar[Effect] = "minifies"
    #: What is tried on each chunk before its blanks are removed.
    attempts: ClassVar[tuple[Attempt, ...]] = ()

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return a text that means the same; never raises."""
        if removable(text) >= WORTHWHILE and is_too_large(text, context, self.name):
            return text
        return minify(text, context, self.attempts)


def minify(text: str, context: FilterContext, attempts: Sequence[Attempt] = ()) -> str:
    """Minify a style sheet and report what had to stay as it was.

    :param attempts: what to try on each chunk before the blanks are removed.
    """
    worthwhile = removable(text) >= WORTHWHILE
    if not worthwhile and "sourceMappingURL" not in text:
        return text
    try:
        tokens = tokenize(text)
    except UntokenizableError as error:
        context.report(kept(context, str(error)))
        return text
    if not tokens.closed:
        # Whatever is put behind it would change its meaning; so might any change.
        found = css_syntax_error(text)
        line, construct = (found.line, found.construct) if found else (None, "")
        context.report(kept(context, "not closed", construct, line=line))
        return text
    if not worthwhile:
        return without_source_map(text, tokens)
    result = minified(tokens, attempts)
    if result.kept:
        first = result.kept[0]
        context.report(kept(context, first.reason, first.construct, line=first.line))
    return result.text


def removable(text: str) -> float:
    """Estimate the share of a style sheet that is comments and idle blanks.

    Only to tell what is minified already from what is not, so that it may be
    fast rather than exact.
    """
    if not text:
        return 0.0
    idle = 0
    position = text.find("/*")
    while position >= 0:
        end = text.find("*/", position + 2)
        if end < 0:
            break
        if not text.startswith("!", position + 2):
            idle += end + 2 - position
        position = text.find("/*", end + 2)
    plain = " ".join(text.split())
    idle += len(text) - len(plain)
    idle += sum(plain.count(pair) for pair in (": ", "; ", ", ", " {", "{ ", " }", "} ", " > "))
    return idle / len(text)


def minified(tokens: Tokens, attempts: Sequence[Attempt]) -> Result:
    """Minify a style sheet in chunks, each of them verified.

    Comments that are marked to be kept come first, behind a leading
    ``@charset``.
    """
    kept: list[Difference] = []
    if _has_idle_leaders(tokens):
        # Were an empty rule in front of it to go, `@import` would begin to work.
        attempts = ()
    body = "".join(_written(tokens, attempts, kept, depth=0))
    head = "".join(marked_comments(tokens))
    if not head:
        return Result(body, kept)
    if tokens.words[0].is_at(("charset",)):
        end = next(rules(tokens.shape)).last
        charset = shortest(tokens.cut(0, end))
        if body.startswith(charset):
            return Result(charset + head + body[len(charset) :], kept)
    return Result(head + body, kept)


def _written(
    tokens: Tokens, attempts: Sequence[Attempt], kept: list[Difference], *, depth: int
) -> Iterator[str]:
    chunk: list[Rule] = []

    def flush() -> Iterator[str]:
        if chunk:
            yield from _chunk(tokens, chunk, attempts, kept)
            chunk.clear()

    size = 0
    for rule in rules(tokens.shape, nested=tokens.nested):
        length = tokens.starts[rule.last] - tokens.starts[rule.first]
        if rule.inner and length > CHUNK and depth < _DEPTH and _is_group(tokens, rule):
            yield from flush()
            size = 0
            first, last = rule.inner
            prelude = next(written(tokens.cut(rule.first, first, nested=tokens.nested)))
            yield f"{prelude.text}{{"
            yield from _written(
                tokens.cut(first, last, nested=True), attempts, kept, depth=depth + 1
            )
            yield "}"
            continue
        if chunk and size + length > CHUNK:
            yield from flush()
            size = 0
        chunk.append(rule)
        size += length
    yield from flush()


def _has_idle_leaders(tokens: Tokens) -> bool:
    """Return whether an at-rule does nothing only because other rules stand in front of it."""
    if not tokens.has_at(LEADING):
        return False
    seen = False
    for rule in rules(tokens.shape):
        leads = tokens.words[rule.first].is_at(LEADING)
        if leads and seen:
            return True
        seen = seen or not leads
    return False


def _is_group(tokens: Tokens, rule: Rule) -> bool:
    return tokens.words[rule.first].is_at(GROUPING)


def _chunk(
    tokens: Tokens, chunk: list[Rule], attempts: Sequence[Attempt], kept: list[Difference]
) -> Iterator[str]:
    source = tokens.cut(chunk[0].first, chunk[-1].last)
    for attempt in attempts:
        text = attempt(source)
        if text is not None and sheet_difference(source, text, lenient=True) is None:
            yield text
            return
    if attempts and len(chunk) > 1:
        yield from _halves(tokens, chunk, attempts, kept)
        return
    text = shortest(source)
    difference = sheet_difference(source, text)
    if difference is None:
        yield text
    elif len(chunk) > 1:
        yield from _halves(tokens, chunk, attempts, kept)
    else:
        kept.append(difference)
        yield source.between(0, len(source.words))


def _halves(
    tokens: Tokens, chunk: list[Rule], attempts: Sequence[Attempt], kept: list[Difference]
) -> Iterator[str]:
    # One rule after the other would take ten times as long where all are short.
    middle = len(chunk) // 2
    yield from _chunk(tokens, chunk[:middle], attempts, kept)
    yield from _chunk(tokens, chunk[middle:], attempts, kept)
