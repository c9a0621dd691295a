"""Sees each page as soon as it is rendered.

Themes mark no regions, and some are rendered by other engines than Jinja; what
all have in common is the template bridge, Sphinx's way to whatever renders.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final

_NOTHING: Final = nullcontext()


class Stand:
    """Stands in for another object, which it is in all that a subclass does not say."""

    def __init__(self, wrapped: Any, **own: Any) -> None:
        self.__dict__.update(own, _wrapped=wrapped)

    # What asks for its class, or reaches for more than it has to have, is to find it.
    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(self._wrapped)

    def __getattr__(self, name: str) -> Any:
        if name == "_wrapped":
            # Somebody makes a copy of this, and has not come to its attributes yet.
            raise AttributeError(name)
        return getattr(self._wrapped, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._wrapped, name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._wrapped, name)


class Bridge(Stand):
    """A template bridge that has each page looked at; in all else it is the one it wraps.

    :param wrapped: a :class:`sphinx.application.TemplateBridge`.
    :param finish: takes a rendered page and its context, and returns the page
        that is written.
    :param within: what each page is rendered and finished in.
    """

    def __init__(
        self,
        wrapped: Any,
        finish: Callable[[str, Mapping[str, Any]], str],
        within: AbstractContextManager[None] = _NOTHING,
    ) -> None:
        super().__init__(wrapped, _finish=finish, _within=within)

    def render(self, template: str, context: dict[str, Any]) -> str:
        """Render *template*, as Sphinx has each page rendered."""
        with self._within:
            html: str = self._wrapped.render(template, context)
            # Other things are rendered, too: parts of pages, feeds, descriptions of the site.
            return self._finish(html, context) if "</head" in html else html
