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

#: How often to try to write a file while another build removes the directory.
_ATTEMPTS = 50

#: Devices to Windows, whatever stands behind a dot.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE | re.ASCII)

#: File systems have no room for more than 255 bytes, and much of Windows for no path over 260.
_LONGEST_NAME = 100

_counter = itertools.count()


def write_atomically(path: Path, data: bytes, scratch: Path) -> None:
    """Write *data* to *path* so that no reader ever sees a part of it, not even after a crash.

    :param scratch: a directory on the same file system.  The file is written there
        and then moved.  What a killed build leaves there, :func:`clear_scratch` removes.
    :raises OSError: if the file cannot be written.
    """
    for attempt in range(_ATTEMPTS):
        unfinished = scratch / f".{os.getpid()}-{next(_counter)}-{os.urandom(4).hex()}{_SUFFIX}"
        try:
            scratch.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            # Files of the module tempfile may be read by their owner only.
            with unfinished.open("xb") as file:
                file.write(data)
            if path.exists():
                shutil.copymode(path, unfinished)
            unfinished.replace(path)
            return
        except (FileNotFoundError, FileExistsError):
            # Another build that ends right now removes the directories, or the unfinished file.
            unfinished.unlink(missing_ok=True)
            if attempt == _ATTEMPTS - 1:
                raise
        except BaseException as error:
            unfinished.unlink(missing_ok=True)
            if isinstance(error, OSError) and error.filename is None:
                # A full disk does not say for which file it has no room.
                error.filename = str(path)
            raise


def suits_all_systems(name: str) -> bool:
    """Return whether a file or directory may have a *name* on any system.

    >>> suits_all_systems("con.css"), suits_all_systems("icon.css")
    (False, True)

    :param name: of letters, digits, ``_``, ``-`` and ``.``.
    """
    return len(name) <= _LONGEST_NAME and name[-1:] != "." and not _DEVICE.fullmatch(name)


def write_if_new(path: Path, data: bytes, scratch: Path) -> bool:
    """Do as :func:`write_atomically` unless *path* holds *data*; return whether it was written."""
    if path.exists() and path.read_bytes() == data:
        return False
    write_atomically(path, data, scratch)
    return True


def names_in(directory: Path) -> list[str]:
    """Return the names of what is in *directory*; nothing if it is missing, or cannot be read.

    `Path.glob` takes ten times as long.
    """
    try:
        return os.listdir(directory)  # noqa: PTH208
    except OSError:
        return []


def clear_scratch(scratch: Path) -> None:
    """Remove the unfinished files that killed builds left in *scratch*.

    One that cannot be removed stays: it does no harm.
    """
    for name in names_in(scratch):
        if _UNFINISHED_NAME.fullmatch(name):
            with contextlib.suppress(OSError):
                (scratch / name).unlink()
