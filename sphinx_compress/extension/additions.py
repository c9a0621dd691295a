"""Filters and precompilers that other extensions and themes bring."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..core.types import Kind
from ..filters.base import FilterSpec

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The event whose handlers return an addition.
ADDITIONS: Final = "compress-additions"

#: The event by which themes name their manifests; a handler returns a path.
MANIFESTS: Final = "compress-offline-manifests"


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

    What ``conf.py`` itself says of a filter or a MIME type counts.  A precompiler that is not
    installed is left out where a theme ships what it would make.
    """
    changed = dict(values)
    are_shipped = bool(app.emit(MANIFESTS))
    for added in app.emit(ADDITIONS):
        if isinstance(added, AddedPrecompiler):
            if are_shipped and not _is_installed(added, Path(app.confdir)):
                continue
            name, value = "compress_precompilers", changed["compress_precompilers"]
            if isinstance(value, Mapping):
                changed[name] = {added.mime_type: (added.name, dict(added.options)), **value}
        else:
            name = f"compress_{added.kind}_filters"
            changed[name] = _with_filter(changed[name], added)
    return changed


def _is_installed(added: AddedPrecompiler, directory: Path) -> bool:
    # Only here, since it imports what compiles.
    from ..filters.registry import load_precompiler

    spec = FilterSpec(added.name, json.dumps(dict(added.options), sort_keys=True))
    steps, _ = load_precompiler(spec, directory)
    return bool(steps)


def _with_filter(filters: Any, added: AddedFilter) -> Any:
    """Return *filters* with another one, unless they have it already, or are no list."""
    if not isinstance(filters, list | tuple):
        return filters
    names = [each[0] if isinstance(each, list | tuple) and each else each for each in filters]
    if added.name in names:
        return filters
    one = (added.name, dict(added.options))
    return [one, *filters] if added.is_first else [*filters, one]
