"""Finds the manifest of an offline build."""

from __future__ import annotations

import importlib.resources
import re
from importlib.resources.abc import Traversable
from pathlib import Path

from ..core.errors import ManifestError
from ..core.types import STATIC
from .manifest import FILE_NAME

#: A package, and a path in it.  A single letter would be a drive.
_IN_PACKAGE = re.compile(r"(?P<package>[^\W\d][\w.]+):(?P<path>.*)")


def directory_of(value: str, base: Path) -> Traversable:
    """Return the directory of the manifest that *value* means.

    :param value: the path of the manifest or of its directory, or ``package:path``.
    :param base: where a relative path starts.
    :raises ManifestError: if there is no such package, or the file has another name.
    """
    match = _IN_PACKAGE.fullmatch(value)
    path = value if match is None else match["path"]
    last = path.replace("\\", "/").rpartition("/")[2]
    if last == FILE_NAME:
        path = path[: -len(FILE_NAME)]
    elif last.endswith(".json"):
        raise ManifestError(
            f"{value}: a manifest is called {FILE_NAME}, and its bundles lie beside it"
        )
    if match is None:
        return base / path
    try:
        root = importlib.resources.files(match["package"])
    except (ImportError, TypeError) as error:
        raise ManifestError(f"{value}: there is no package {match['package']}: {error}") from error
    return root.joinpath(*filter(None, path.split("/")))


def default_directory(output: Path, output_dir: str, *, is_copy: bool) -> Path:
    """Return the directory of the manifest that is meant where no setting names one.

    ``sphinx-build -b compress`` writes it into the site, and ``make compress`` beside it.

    :param output: the output directory of the site.
    :param output_dir: where the bundles are, below ``_static/``.
    :param is_copy: whether the manifest in the site is a copy that an offline build made.
    """
    inner = Path(STATIC, output_dir)
    beside = output.parent / "compress" / inner
    has_own = (output / inner / FILE_NAME).exists() and not is_copy
    return beside if (beside / FILE_NAME).exists() and not has_own else output / inner
