"""The code of this package itself, on which all depends that a cache keeps."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Final

from .version import __version__

_PACKAGE: Final = Path(__file__).parents[1]
#: Of what is code, or data that code reads.
_SUFFIXES: Final = (".js", ".json", ".py")


def digest_of_code(package: Path) -> str:
    """Return what changes with each change of the code below *package*, on all machines alike."""
    files = []
    for folder, folders, names in os.walk(package):
        folders[:] = [each for each in folders if each != "__pycache__"]
        place = Path(folder).relative_to(package).as_posix()
        files += [f"{place}/{name}" for name in names if name.endswith(_SUFFIXES)]
    digest = hashlib.sha256(__version__.encode())
    for name in sorted(files):
        # By a path that is no object: all of them would take as long as to read the files.
        with open(f"{package}/{name}", "rb") as file:  # noqa: PTH123
            data = file.read()
        digest.update(f"\0{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:16]


@cache
def own_digest() -> str:
    """Return that of this package, for what is kept from one build to the next.

    The version alone is the same for all commits between two releases, and a verdict of yesterday
    may be what was mended today.
    """
    return digest_of_code(_PACKAGE)
