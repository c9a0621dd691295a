"""Filters and precompilers that other extensions and themes bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..core.types import Kind

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The event whose handlers return an addition.
ADDITIONS: Final = "compress-additions"


@dataclass(frozen=True, slots=True)
class AddedFilter:
    """A filter that applies to all texts of a kind."""

    kind: Kind
    name: str
    options: Mapping[str, Any]
    #: Whether it comes before those of ``conf.py``, and not behind them.
    is_first: bool


@dataclass(frozen=True, slots=True)
class AddedPrecompiler:
    """A precompiler for a MIME type."""

    mime_type: str
    name: str
    options: Mapping[str, Any]


def with_additions(app: Sphinx, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of ``conf.py`` with what extensions bring.

    What ``conf.py`` itself says of a filter or a MIME type counts.
    """
    changed = dict(values)
    for added in app.emit(ADDITIONS):
        if isinstance(added, AddedPrecompiler):
            name, value = "compress_precompilers", changed["compress_precompilers"]
            if isinstance(value, Mapping):
                changed[name] = {added.mime_type: (added.name, dict(added.options)), **value}
        else:
            name = f"compress_{added.kind}_filters"
            changed[name] = _with_filter(changed[name], added)
    return changed


def _with_filter(filters: Any, added: AddedFilter) -> Any:
    """Return *filters* with another one, unless they have it already, or are no list."""
    if not isinstance(filters, list | tuple):
        return filters
    names = [each[0] if isinstance(each, list | tuple) and each else each for each in filters]
    if added.name in names:
        return filters
    one = (added.name, dict(added.options))
    return [one, *filters] if added.is_first else [*filters, one]
