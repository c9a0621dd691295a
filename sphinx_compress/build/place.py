"""Where a region stands: in which template, and on which page."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..core.types import Kind
from ..page.region import Mode


class TemplatePlace(NamedTuple):
    """A line of a template, in which a user finds a region."""

    template: str
    line: int

    def __str__(self) -> str:
        return f"{self.template}:{self.line}"


#: The place of an implicit region, which no template marks.
NO_TEMPLATE: Final = TemplatePlace("", 0)


class TemplateRegion(NamedTuple):
    """What a template says of a region: the arguments of its tag, and its place."""

    kind: Kind
    mode: Mode
    name: str
    place: TemplatePlace


class PageContext(NamedTuple):
    """What is known of a page while it is rendered."""

    name: str
    #: The page's site root prefix, see :func:`~sphinx_compress.page.region.site_root_prefix`.
    prefix: str
    #: The HTML of the document itself, without what the theme puts around it.
    body: str = ""
    #: What is to be noted of it, see :mod:`.index`.
    names: frozenset[str] = frozenset()
