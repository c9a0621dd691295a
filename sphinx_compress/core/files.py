"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import shutil
from pathlib import Path

_SUFFIX = ".tmp"

_UNFINISHED_NAME = re.compile(rf"\.\d+-\d+-[0-9a-f]{{8}}{re.escape(_SUFFIX)}")

#: How often another build that clears up may get in the way of writing a file.
_ATTEMPTS = 50

_counter = itertools.count()


def write_atomically(path: Path, data: bytes, scratch: Path) -> None:
    """Write *data* to *path* so that no reader and no crash ever sees a part of it.

    :param scratch: directory on the same file system for the unfinished file.
        A build that is killed leaves it there, where :func:`clear_scratch`
        finds it.
    :raises OSError: if the file cannot be written.
    """
    for attempt in range(_ATTEMPTS):
        unfinished = scratch / f".{os.getpid()}-{next(_counter)}-{os.urandom(4).hex()}{_SUFFIX}"
        try:
            scratch.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            # Not by tempfile, whose files only their owner may read.
            with unfinished.open("xb") as file:
                file.write(data)
            if path.exists():
                shutil.copymode(path, unfinished)
            unfinished.replace(path)
            return
        except (FileNotFoundError, FileExistsError):
            # Another build that ends right now clears or removes the directories.
            unfinished.unlink(missing_ok=True)
            if attempt == _ATTEMPTS - 1:
                raise
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def write_if_new(path: Path, data: bytes, scratch: Path) -> bool:
    """Do as :func:`write_atomically` unless *path* holds *data*; return whether it did not."""
    if path.exists() and path.read_bytes() == data:
        return False
    write_atomically(path, data, scratch)
    return True


def clear_scratch(scratch: Path) -> None:
    """Remove what killed builds left of :func:`write_atomically`."""
    for unfinished in scratch.glob(f".*{_SUFFIX}"):
        if _UNFINISHED_NAME.fullmatch(unfinished.name):
            # What cannot be removed does no harm.
            with contextlib.suppress(OSError):
                unfinished.unlink()
