"""A shared cache in Redis, or whatever speaks its language (Valkey, KeyDB, Dragonfly)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from inspect import signature
from urllib.parse import urlencode

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from ..core.errors import CacheError
from ..core.wording import suggestion
from .envelope import MAX_ENTRY


def require_known(options: Collection[str]) -> None:
    """Check the names of the *options* of an address.

    redis-py says of an unknown one only that some function got an argument.

    :raises CacheError: if there is no such option; the message names the nearest.
    """
    classes = {*redis.SSLConnection.__mro__, *redis.UnixDomainSocketConnection.__mro__}
    inits = [
        vars(each)["__init__"]
        for each in (*classes, redis.ConnectionPool)
        if "__init__" in vars(each) and each is not object
    ]
    known = {"prefix", "ttl"}.union(*(signature(init).parameters for init in inits))
    for name in sorted(set(options) - known):
        raise CacheError(f"there is no option {name} of redis://{suggestion(name, known)}")


class RedisRemote:
    """Entries are strings; the names of their keys begin with a prefix.

    :param url: without query.
    :param options: ``prefix``; ``ttl``, in seconds; the others are options of redis-py.
    :param patience: seconds for a connection, and for an answer.
    """

    def __init__(self, url: str, options: Mapping[str, str], patience: float) -> None:
        others = dict(options)
        self._prefix = others.pop("prefix", "sphinx_compress")
        ttl = others.pop("ttl", None)
        self._ttl = int(ttl) if ttl else None
        self._client = redis.Redis.from_url(
            f"{url}?{urlencode(others)}" if others else url,
            socket_connect_timeout=patience,
            socket_timeout=patience,
            # A server that was restarted has closed its connections; one that is slow is
            # not asked twice.
            retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
        )

    def _name(self, key: str) -> str:
        return f"{self._prefix}:{key}"

    def get(self, key: str) -> bytes | None:
        # Not all of what others put there: it may be half a gigabyte.
        entry = self._client.getrange(self._name(key), 0, MAX_ENTRY)
        # There is no other answer for a key that is not there.
        return bytes(entry) or None  # type: ignore[arg-type]

    def set_all(self, entries: Mapping[str, bytes]) -> None:
        pipeline = self._client.pipeline(transaction=False)
        for key, entry in entries.items():
            pipeline.set(self._name(key), entry, ex=self._ttl)
        pipeline.execute()
