"""What must hold for every text; a target raises an error where it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from sphinx_compress.core.errors import FilterError
from sphinx_compress.core.types import Kind
from sphinx_compress.css.rewrite import marked_comments
from sphinx_compress.css.tokens import APART, Tokens, UntokenizableError, normalize, tokenize
from sphinx_compress.css.urls import urls
from sphinx_compress.filters.base import Filter, FilterContext
from sphinx_compress.filters.csscompressor import CSSCompressorFilter
from sphinx_compress.filters.csswhitespace import CSSWhitespaceFilter
from sphinx_compress.filters.rjsmin import RJSMinFilter
from sphinx_compress.filters.urls import UrlsFilter
from sphinx_compress.filters.verify import css_difference, js_difference, script_difference
from sphinx_compress.filters.verify import sheet_difference as difference
from sphinx_compress.js import meaning as jsmeaning

#: Between two texts that are compared.
SEPARATOR: Final = "\x1e"


def tokens_cover_the_text(text: str) -> None:
    """Every character belongs to one token, and each token knows its place."""
    tokens = _tokens(text)
    if tokens is None:
        return
    assert tokens.text == normalize(text)
    end = 0
    for token in tokens.tokens:
        assert token.start == end < token.end
        end = token.end
    assert end == len(tokens.text)


def css_verification(text: str) -> None:
    """A sheet means the same as itself, and it does not matter which of two comes first."""
    one, _, other = text.partition(SEPARATOR)
    tokens = _tokens(one)
    for lenient in (False, True):
        if tokens is not None:
            assert difference(tokens, one, lenient=lenient) is None
        there = css_difference(one, other, lenient=lenient)
        back = css_difference(other, one, lenient=lenient)
        assert (there is None) == (back is None)
    if css_difference(one, other) is None:
        assert css_difference(one, other, lenient=True) is None


def js_verification(text: str) -> None:
    """A script means the same as itself, and it does not matter which of two comes first."""
    one, _, other = text.partition(SEPARATOR)
    try:
        assert script_difference(jsmeaning.meaning(jsmeaning.parse(one)), one) is None
    except jsmeaning.UnparsableError:
        assert one == other or js_difference(one, other) is not None
    else:
        assert (js_difference(one, other) is None) == (js_difference(other, one) is None)


def css_filters(text: str) -> None:
    """A style sheet keeps its meaning, and gets no longer."""
    for filter_ in (CSSCompressorFilter(), CSSWhitespaceFilter()):
        for source in (text, _loose(text)):
            result = _filtered(filter_, source, "css")
            lenient = filter_.name == "csscompressor"
            assert css_difference(source, result, lenient=lenient) is None
            # A comment that moves to the head may stay in a rule that could not be minified, too.
            # Where it kept two tokens apart, something else must.
            tokens = _tokens(source)
            kept = marked_comments(tokens) if tokens else []
            assert len(result) <= len(source) + len("".join(kept)) + len(APART) * len(kept)


def js_filter(text: str) -> None:
    """A script keeps its meaning, or stays as it is."""
    for source in (text, _loose(text)):
        result = _filtered(RJSMinFilter(), source, "js")
        assert result == source or js_difference(source, result) is None


def urls_filter(text: str) -> None:
    """Only URLs change, and moved back they lead where they led before."""
    try:
        there = _filtered(UrlsFilter(), text, "css", base="a/b", target="c")
    except FilterError:
        tokens = _tokens(text)
        assert tokens is None or not tokens.closed
        return
    before, after = tokenize(text), tokenize(there)
    assert _around_urls(before) == _around_urls(after)
    assert len(list(urls(before))) == len(list(urls(after)))
    back = _filtered(UrlsFilter(), there, "css", base="c", target="a/b")
    again = _filtered(UrlsFilter(), back, "css", base="a/b", target="c")
    assert again == there


#: The targets by the names that the command takes.
TARGETS: Final[Mapping[str, Callable[[str], None]]] = MappingProxyType(
    {
        "tokens": tokens_cover_the_text,
        "css_verification": css_verification,
        "js_verification": js_verification,
        "css_filters": css_filters,
        "js_filter": js_filter,
        "urls_filter": urls_filter,
    }
)


def _around_urls(tokens: Tokens) -> list[str]:
    """Return the types of all tokens but those that URLs consist of."""
    urls_and_quotes = ("url", "string", "function", ")")
    return [token.type for token in tokens.tokens if token.type not in urls_and_quotes]


def _tokens(text: str) -> Tokens | None:
    try:
        return tokenize(text)
    except UntokenizableError:
        return None


def _loose(text: str) -> str:
    """Return a text with so many blanks that no filter takes it for minified."""
    return text + "\n" * (len(text) // 8 + 8)


def _filtered(filter_: Filter, text: str, kind: Kind, *, base: str = "a", target: str = "a") -> str:
    def read(url: str) -> bytes:
        raise AssertionError(f"read {url}")

    context = FilterContext(kind, f"{base}/x", base, target, read, lambda _: None)
    return filter_(text, context)
