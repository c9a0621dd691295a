"""Where a shared cache is: its address, and how the back end for it is found.

Nothing heavy is imported before the cache is used for the first time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from ..core.errors import CacheError


class Remote(Protocol):
    """A back end: keeps entries for other machines, and may raise any exception."""

    def get(self, key: str) -> bytes | None:
        """Return the entry of *key*, or its beginning if it is too large to be one."""

    def set_all(self, entries: Mapping[str, bytes]) -> None:
        """Keep *entries*, each whole or not at all."""


#: Scheme → what it needs, and the extra that installs it.
_SCHEMES = {
    "redis": ("redis", "redis"),
    "rediss": ("redis", "redis"),
    "s3": ("s3fs", "s3"),
    "gs": ("gcsfs", "gs"),
    "az": ("adlfs", "az"),
    "file": ("fsspec", "file"),
    "memory": ("fsspec", "memory"),
}

#: Seconds for one connection or one answer, of the time that a build may wait in all.
_PATIENCE = 2.0

#: A shorter one may be part of any message.
_MIN_SECRET = 3


@dataclass(frozen=True, slots=True)
class Address:
    """Where a shared cache is.  As a string, it is free of passwords."""

    #: As it was given, with whatever credentials are in it.
    url: str = field(repr=False)

    def __str__(self) -> str:
        parts = self._parts
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def _parts(self) -> SplitResult:
        return urlsplit(self.url)

    @property
    def scheme(self) -> str:
        """Such as ``redis``."""
        return self._parts.scheme

    @property
    def options(self) -> dict[str, str]:
        """The options in the query, such as ``ttl``."""
        return dict(parse_qsl(self._parts.query))

    @property
    def bare(self) -> str:
        """The URL without its query."""
        return self._parts._replace(query="").geturl()

    def clean(self, message: str) -> str:
        """Return *message* in one line, without the credentials of the address.

        A server may have written it, so nothing in it controls a terminal.
        """
        message = "".join(each if each.isprintable() else " " for each in message)
        for secret in sorted(self._secrets(), key=len, reverse=True):
            message = message.replace(secret, "…")
        return " ".join(message.split())[:300]

    def _secrets(self) -> Iterator[str]:
        password = self._parts.password or ""
        for text in (password, unquote(password), *self.options.values()):
            if len(text) >= _MIN_SECRET:
                yield text


def read_address(url: str) -> Address:
    """Return the address that *url* means.

    :raises ValueError: if it means none; the message holds nothing of the URL but its scheme.
    """
    address = Address(url.strip())
    if "#" in url:
        raise ValueError("has a '#', which must be written '%23'")
    try:
        parts = urlsplit(address.url)
        port_is_good = parts.port is None or bool(parts.hostname)
    except ValueError as error:
        raise ValueError("is not a URL such as 'redis://cache.example.org:6379/0'") from error
    scheme = parts.scheme
    if scheme not in _SCHEMES:
        known = ", ".join(f"{name}://" for name in _SCHEMES)
        raise ValueError(f"must be a URL that begins with one of {known}")
    if scheme in {"redis", "rediss"}:
        if not parts.hostname or not port_is_good:
            raise ValueError("names no host")
        if parts.path.strip("/") and not parts.path.strip("/").isdecimal():
            raise ValueError("has a path that is not the number of a database")
        if not address.options.get("ttl", "1").isdecimal() or address.options.get("ttl") == "0":
            raise ValueError("has a ttl that is not a number of seconds")
    elif scheme == "file":
        if parts.netloc or not parts.path.startswith("/"):
            raise ValueError("must name an absolute path: file:///srv/cache")
    elif not parts.netloc:
        raise ValueError(f"names no place: {scheme}://bucket/directory")
    return address


def find_remote(address: Address, limit: float) -> Callable[[], Remote]:
    """Return what connects to the cache at *address*, all that it takes being imported.

    :param limit: seconds that the build may wait in all.
    :raises CacheError: if a package is missing, or an option of the address is unknown.
    """
    package, extra = _SCHEMES[address.scheme]
    patience = min(_PATIENCE, limit)
    try:
        if package == "redis":
            from .redis import RedisRemote, require_known

            require_known(address.options)
            return lambda: RedisRemote(address.bare, address.options, patience)
        from .fsspec import FileSystemRemote, find_class

        file_system = find_class(address.scheme)
        return lambda: FileSystemRemote(file_system, address.bare, address.options, patience)
    except ImportError as error:
        raise CacheError(
            f"{address.scheme}:// needs the package {package}:"
            f' pip install "sphinx_compress[{extra}]" ({error})'
        ) from error
