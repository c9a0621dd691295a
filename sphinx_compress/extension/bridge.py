"""Hands each page on as soon as it is rendered.

Themes mark no regions, and some are rendered by other engines than Jinja.  What
all have in common is the template bridge, through which Sphinx renders.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final

from ..core.errors import OfflineGenerationError
from ..core.translation import translated
from .proxy import Proxy

_NOTHING: Final = nullcontext()


class Bridge(Proxy):
    """A template bridge that hands on each page; in all else it behaves like the wrapped one.

    :param wrapped: a :class:`sphinx.application.TemplateBridge`.
    :param finish: takes a rendered page and its context, and returns the page
        that is written.
    :param begins_again: takes the same, and returns whether to render the page anew before.
    :param within: entered before each page is rendered, and left when it is finished.
    """

    def __init__(
        self,
        wrapped: Any,
        finish: Callable[[str, Mapping[str, Any]], str],
        within: AbstractContextManager[None] = _NOTHING,
        begins_again: Callable[[str, Mapping[str, Any]], bool] = lambda *_: False,
    ) -> None:
        super().__init__(wrapped, _finish=finish, _within=within, _begins_again=begins_again)

    def render(self, template: str, context: dict[str, Any]) -> str:
        """Render *template*, as Sphinx has each page rendered."""
        try:
            return self._rendered(template, context)
        except OfflineGenerationError as error:
            # Sphinx shows it as it is.
            raise OfflineGenerationError(translated(str(error))) from error

    def _rendered(self, template: str, context: dict[str, Any]) -> str:
        with self._within:
            html: str = self._wrapped.render(template, context)
            if "</head" not in html:
                # Other things are rendered, too: parts of pages, feeds, descriptions of the site.
                return html
            if self._begins_again(html, context):
                html = self._wrapped.render(template, context)
            finished: str = self._finish(html, context)
            return finished
