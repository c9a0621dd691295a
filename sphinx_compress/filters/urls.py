"""The filter ``urls``: URLs that still lead somewhere from another directory."""

from __future__ import annotations

from typing import ClassVar

from ..core.errors import FilterError
from ..core.types import Kind
from ..css.rebase import rebased_sheet
from ..css.tokens import UntokenizableError
from .base import Filter, FilterContext, Stage
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

        :raises sphinx_compress.core.errors.FilterError: when the text cannot be
            split into tokens.
        """
        try:
            return rebased_sheet(
                text, base=context.base, target=context.target, source=context.source
            )
        except UntokenizableError as error:
            raise FilterError(f"the URLs of the style sheet cannot be rebased: {error}") from error
