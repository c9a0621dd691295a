"""The old place of what is in :mod:`sphinx_compress.core.errors` now."""

from __future__ import annotations

import warnings

from .core import errors


def __getattr__(name: str) -> object:
    """Return what has this name in its new place, and say where that is."""
    found: object = getattr(errors, name)
    warnings.warn(
        f"sphinx_compress.exceptions.{name} is sphinx_compress.core.errors.{name} now",
        DeprecationWarning,
        stacklevel=2,
    )
    return found
