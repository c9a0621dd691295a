"""The bundles on the disk: their names, and how they come and go."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.digests import digest_of
from ..core.files import clear_scratch, names_in, write_atomically

#: Digits of the content hash in a bundle's name.
HASH_DIGITS = 12

#: The kinds of subsets of fonts, of source maps, and of icons that pages fetch when one appears.
FONTS = "fonts"
MAPS = "maps"
ICONS = "icons"
#: How the files of each kind end.
SUFFIXES = {"css": "css", "js": "js", FONTS: "woff2", ICONS: "js", MAPS: "map"}

_BUNDLE_NAME = re.compile(rf"[^/]+\.[0-9a-f]{{{HASH_DIGITS}}}\.(?:{'|'.join(SUFFIXES.values())})")

_SAFE_NAME = re.compile(r"[\w.-]{1,255}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A combined file, or one that lies beside it for its sake, known by its contents."""

    #: Below the store's directory: ``css/output.0123456789ab.css``.
    path: str
    #: SHA-256 of the contents.
    digest: str
    #: In bytes.
    size: int


def name_bundle(kind: str, name: str, data: bytes) -> Bundle:
    """Return the bundle that *data* makes, named by its content hash."""
    digest = hashlib.sha256(data).hexdigest()
    path = f"{kind}/{name}.{digest[:HASH_DIGITS]}.{SUFFIXES[kind]}"
    return Bundle(path, digest, len(data))


def values_of(bundle: Bundle) -> list[object]:
    """Return what :func:`bundle_from` understands, and JSON can hold."""
    return [bundle.path, bundle.digest, bundle.size]


def bundle_from(values: Iterable[Any]) -> Bundle:
    """Return the bundle that :func:`values_of` made *values* of."""
    path, digest, size = values
    return Bundle(str(path), str(digest), int(size))


def has_content_name(bundle: Bundle) -> bool:
    """Return whether the bundle has a name like those that :func:`name_bundle` gives.

    A cache that others write to may hold any path; such a name does not lead out of the
    output directory.
    """
    kind, _, name = bundle.path.partition("/")
    return (
        _SAFE_NAME.fullmatch(name) is not None
        and name.endswith(f".{bundle.digest[:HASH_DIGITS]}.{SUFFIXES.get(kind, kind)}")
        and _BUNDLE_NAME.fullmatch(name) is not None
    )


_FONT_REFERENCE = re.compile(rb"url\(\.\./(%b/[\w.-]+\.woff2)\)" % FONTS.encode())
_ICONS_REFERENCE = re.compile(
    rb"url\(\.\./(%b/[\w.-]+\.[0-9a-f]{%d}\.js)\)" % (ICONS.encode(), HASH_DIGITS)
)
#: In a comment; those of the scripts that a loader runs are strings.
_MAP_REFERENCE = re.compile(
    rb"(?:sourceMappingURL=|[\"'`])\.\./(%b/[\w.-]+\.[0-9a-f]{%d}\.map)(?![\w.-])"
    % (MAPS.encode(), HASH_DIGITS)
)


def companions_in(path: str, data: bytes) -> list[str]:
    """Return the paths of the files that a bundle needs beside it, by its contents.

    They are subsets of fonts, icons, and source maps.
    """
    kind = path.partition("/")[0]
    fonts = _FONT_REFERENCE.findall(data) if kind == "css" else []
    icons = _ICONS_REFERENCE.findall(data) if kind == "js" else []
    maps = _MAP_REFERENCE.findall(data) if kind in {"css", "js"} else []
    return [found.decode() for found in (*fonts, *icons, *maps)]


def cache_key(bundle: Bundle) -> str:
    """Return under which key the main cache has the contents of a bundle.

    Of a source map, nobody knows more than the path that stands in its bundle.
    """
    is_map = bundle.path.startswith(f"{MAPS}/")
    return digest_of("source map", bundle.path) if is_map else bundle.digest


class Store:
    """The bundles below ``_static/compress/`` of an output directory.

    :param has_maps: whether bundles have source maps.
    """

    def __init__(self, directory: Path, *, has_maps: bool = False) -> None:
        #: Where the bundles and the manifest are.
        self.directory = directory
        self._has_maps = has_maps
        self._present: set[str] = set()
        #: Path of a bundle → those of the files that it needs beside it.
        self._companions: dict[str, list[str]] = {}

    def has(self, bundle: Bundle) -> bool:
        """Return whether a file with the name and the size of the bundle is there."""
        if bundle.path not in self._present:
            try:
                if (self.directory / bundle.path).stat().st_size != bundle.size:
                    return False
            except OSError:
                return False
            self._present.add(bundle.path)
        return True

    def write(self, bundle: Bundle, data: bytes) -> None:
        """Write the bundle unless it is there.

        :param data: its contents.
        :raises OSError: if the output directory is not writable.
        """
        if not self.has(bundle):
            write_atomically(self.directory / bundle.path, data, self.directory)
            self._present.add(bundle.path)

    def restore(self, bundle: Bundle, find: Callable[[str], bytes | None]) -> bool:
        """Put a bundle back if it is missing; return whether it is there now.

        :param find: returns what a cache has for a digest.
        :raises OSError: if the output directory is not writable.
        """
        if not has_content_name(bundle):
            return False
        if not self.has(bundle):
            data = find(bundle.digest)
            if data is None or hashlib.sha256(data).hexdigest() != bundle.digest:
                return False
            self.write(bundle, data)
        if not self._has_maps:
            return True
        named = self.companions_of(bundle.path)
        return all(self._restore_map(path, find) for path in named if path.startswith(MAPS))

    def _restore_map(self, path: str, find: Callable[[str], bytes | None]) -> bool:
        if path in self._present or (self.directory / path).exists():
            return True
        data = find(cache_key(Bundle(path, "", 0)))
        if data is None:
            return False
        found = name_bundle(MAPS, path.partition("/")[2].rsplit(".", 2)[0], data)
        if found.path != path:
            return False
        self.write(found, data)
        return True

    def forget(self) -> None:
        """Look at the disk again from now on."""
        self._present.clear()
        self._companions.clear()

    def prune(self, kept: Collection[str]) -> None:
        """Remove all bundles but *kept*, and the temporary files of builds that were killed.

        A file is a bundle only if the hash in its name is that of its contents.  All others
        may be somebody else's, and are kept.

        :param kept: paths below the store's directory.
        """
        clear_scratch(self.directory)
        others = {each.casefold(): self.directory / each for each in kept}
        for relative in sorted(self.names()):
            path = self.directory / relative
            # A file system may have one file for names that differ in case.
            other = others.get(relative.casefold())
            if relative in kept or (other is not None and _is_same(path, other)):
                continue
            if path.name.split(".")[-2] == _digest(path)[:HASH_DIGITS]:
                # It may be gone already, by another build.
                with contextlib.suppress(OSError):
                    path.unlink()
                    # Settings that are switched off leave no folder, which others keep if it has
                    # more files.
                    path.parent.rmdir()
                self._present.discard(relative)

    def companions_of(self, path: str) -> list[str]:
        """Return the paths of the files that the bundle *path* needs beside it."""
        if path not in self._companions:
            data = b""
            # It may be missing, and needs none then.
            with contextlib.suppress(OSError):
                data = (self.directory / path).read_bytes()
            self._companions[path] = companions_in(path, data)
        return self._companions[path]

    def names(self) -> set[str]:
        """Return the paths, below the store's directory, of all files named like a bundle."""
        return {
            f"{kind}/{name}"
            for kind, suffix in SUFFIXES.items()
            for name in names_in(self.directory / kind)
            if name.endswith(f".{suffix}") and _BUNDLE_NAME.fullmatch(name)
        }

    def remove_empty(self) -> None:
        """Remove the store's directories as far as they are empty."""
        for directory in (*(self.directory / kind for kind in SUFFIXES), self.directory):
            # It may be missing, or hold files of the user's.
            with contextlib.suppress(OSError):
                directory.rmdir()


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _digest(path: Path) -> str:
    """Return the SHA-256 of the file *path*; empty if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
