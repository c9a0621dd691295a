"""Tags of pages whose attribute ``data-compress`` has a value that means nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..bundle.result import tag_label
from ..core.types import Problem
from ..page.opt_out import ATTRIBUTE, advice, misspelt_attributes
from ..page.region import mark
from .index import Index
from .place import NO_TEMPLATE
from .summary import PlacedProblem

_MISSPELT: Final = "@misspelt "


def names_of_misspelt(html: str, prefix: str) -> frozenset[str]:
    """Return what stands, among the names of a page, for its tags that are misspelt.

    :param html: the page as it was rendered.
    :param prefix: its site root prefix.
    """
    return frozenset(
        f"{_MISSPELT}{value}\0{tag_label(mark(tag, prefix))}"
        for value, tag in misspelt_attributes(html)
    )


def misspelt(index: Index) -> Iterator[PlacedProblem]:
    """Yield a problem for each tag that is misspelt, with the first page that has it."""
    wanted = index.names(_MISSPELT)
    for each in wanted:
        value, _, tag = each.removeprefix(_MISSPELT).partition("\0")
        page = min(name for name, page in index.pages.items() if each in page.names)
        message = f'{ATTRIBUTE}="{value}" {advice(value)}; it is on {tag}'
        yield PlacedProblem(Problem("config", message), page, NO_TEMPLATE)
