"""The versions of packages that are installed."""

from __future__ import annotations

from importlib.metadata import distribution


def version_of(package: str) -> str:
    """Return the version of an installed *package*.

    Python's own function reads its metadata as an e-mail, the whole description included.

    :raises PackageNotFoundError: if it is not installed.
    """
    found = distribution(package)
    head, _, _ = (found.read_text("METADATA") or "").partition("\n\n")
    for line in head.splitlines():
        name, _, version = line.partition(":")
        if name.lower() == "version":
            return version.strip()
    # Some have other files, or odd ones.
    return found.version
