"""The filter ``urls``: URLs that still lead somewhere from another directory."""

from __future__ import annotations

from bisect import bisect_left
from typing import ClassVar

from ..csstokens import UntokenizableError, tokenize
from ..cssurls import rebased, rewritten, urls
from ..exceptions import FilterError
from . import ROOT_MARKER, Filter, FilterContext, Kind, Stage
from .registry import shipped_version


class UrlsFilter(Filter):
    """Rebases relative URLs from the source's directory to the bundle's."""

    name: ClassVar[str] = "urls"
    version: ClassVar[str] = shipped_version("urls")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css"})
    stage: ClassVar[Stage] = "input"
    #: A URL that was not rebased leads nowhere.
    essential: ClassVar[bool] = True

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return the text with its URLs replaced, and all else as it was.

        :raises sphinx_compress.exceptions.FilterError: when the text cannot be
            split into tokens.
        """
        if context.base == context.target and (context.target is None or ROOT_MARKER not in text):
            return text
        try:
            tokens = tokenize(text)
        except UntokenizableError as error:
            raise FilterError(f"the URLs of the style sheet cannot be rebased: {error}") from error
        place = _places(text)
        pieces = []
        done = 0
        for index, value in urls(tokens):
            url = rebased(value, base=context.base, target=context.target, source=context.source)
            if url == value:
                continue
            token = tokens.tokens[index]
            start, end = (at + bisect_left(place, at) for at in (token.start, token.end))
            pieces += [text[done:start], rewritten(tokens.source(token), token, url)]
            done = end
        return "".join(pieces) + text[done:]


def _places(text: str) -> list[int]:
    """Where, for the tokenizer, the line ends are that take two characters."""
    found: list[int] = []
    at = text.find("\r\n")
    while at >= 0:
        found.append(at - len(found))
        at = text.find("\r\n", at + 2)
    return found
