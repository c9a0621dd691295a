"""How fast each of our own steps is, and how much the default minifier takes on."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from sphinx_compress.bundle.joinability import joinability
from sphinx_compress.core.types import Problem
from sphinx_compress.css.rewrite import shortest
from sphinx_compress.css.rules import rules
from sphinx_compress.css.tokens import Tokens, UntokenizableError, tokenize
from sphinx_compress.filters import css_minifier
from sphinx_compress.filters import rjsmin as javascript
from sphinx_compress.filters.base import FilterContext
from sphinx_compress.filters.csscompressor import CSSCompressorFilter, compressed
from sphinx_compress.filters.csswhitespace import CSSWhitespaceFilter
from sphinx_compress.filters.rjsmin import RJSMinFilter
from sphinx_compress.filters.urls import UrlsFilter
from sphinx_compress.filters.verify import css_difference, js_difference, sheet_difference

from .corpus import Source
from .tools import filtered

MEGABYTE: Final = 1_000_000


class Speed(NamedTuple):
    """The time that one step took."""

    step: str
    megabytes: float
    seconds: float


def is_loose(source: Source) -> bool:
    """Whether a text is not minified yet, so that the filters work on it."""
    if source.kind == "css":
        return css_minifier.removable(source.text) >= css_minifier.WORTHWHILE
    return javascript.removable(source.text) >= javascript.WORTHWHILE


def speeds(sources: Iterable[Source]) -> list[Speed]:
    """Measure every step on all texts that are not minified yet."""
    total: dict[str, tuple[int, float]] = {}
    for source in sources:
        if not is_loose(source):
            continue
        size = len(source.text.encode())
        for step, run in _steps(source):
            tokenize.cache_clear()
            started = time.process_time()
            try:
                run()
            except UntokenizableError:
                continue
            took = time.process_time() - started
            before, seconds = total.get(step, (0, 0.0))
            total[step] = (before + size, seconds + took)
    return [Speed(step, size / MEGABYTE, took) for step, (size, took) in total.items()]


def _steps(source: Source) -> Iterator[tuple[str, Callable[[], object]]]:
    text, kind = source.text, source.kind
    if kind == "css":
        results: dict[str, str] = {}

        def minify(filter_: CSSCompressorFilter | CSSWhitespaceFilter) -> None:
            results[filter_.name] = filtered(filter_, text, "css")

        yield "tokenize", lambda: tokenize(text)
        yield "css filter", lambda: minify(CSSCompressorFilter())
        yield "css filter, blanks only", lambda: minify(CSSWhitespaceFilter())
        strict, lenient = results["csswhitespace"], results["csscompressor"]
        yield "css verify, strict", lambda: css_difference(text, strict)
        yield "css verify, lenient", lambda: css_difference(text, lenient, lenient=True)
        yield "urls filter", lambda: filtered(UrlsFilter(), text, "css")
    else:
        script = filtered(RJSMinFilter(), text, "js")
        yield "js filter", lambda: filtered(RJSMinFilter(), text, "js")
        yield "js verify", lambda: js_difference(text, script)
    yield f"merge joinability, {kind}", lambda: joinability(text, kind)


def shares(sources: Iterable[Source]) -> Counter[tuple[str, str]]:
    """Count characters of texts that are not minified yet, by kind and by what became of them."""
    found: Counter[tuple[str, str]] = Counter()
    for source in sources:
        if is_loose(source):
            count = _css_share if source.kind == "css" else _js_share
            for outcome, characters in count(source.text).items():
                found[source.kind, outcome] += characters
    return found


def _css_share(text: str) -> Counter[str]:
    found: Counter[str] = Counter()

    def attempt(tokens: Tokens) -> str | None:
        size = tokens.tokens[-1].end - tokens.tokens[0].start
        result = compressed(tokens)
        if result is not None and sheet_difference(tokens, result, lenient=True) is None:
            found["minified"] += size
        elif len(list(rules(tokens.shape, nested=tokens.nested))) == 1:
            blanks_only = sheet_difference(tokens, shortest(tokens)) is None
            found["blanks only" if blanks_only else "as written"] += size
        return result

    try:
        tokens = tokenize(text)
    except UntokenizableError:
        return Counter({"as written": len(text)})
    if not tokens.closed:
        return Counter({"as written": len(text)})
    css_minifier.minified(tokens, [attempt])
    return found


def _js_share(text: str) -> Counter[str]:
    problems: list[Problem] = []
    context = FilterContext("js", None, None, None, lambda _: b"", problems.append)
    RJSMinFilter()(text, context)
    return Counter({"as written" if problems else "minified": len(text)})
