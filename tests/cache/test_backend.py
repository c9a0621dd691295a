"""Tests of the addresses of shared caches."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from sphinx_compress.cache.backend import read_address


def run(program: str) -> str:
    """Return what a Python program prints."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


GOOD = [
    "redis://cache.example.org",
    "redis://:password@cache.example.org:6379/2?prefix=docs&ttl=3600",
    "rediss://user:password@[::1]:6380/0?ssl_ca_certs=/etc/ca.pem",
    "s3://bucket/a/directory?endpoint_url=https://minio.example.org",
    "gs://bucket/a/directory",
    "az://container/a/directory?account_name=us",
    "file:///srv/cache",
    "memory://cache",
]


@pytest.mark.parametrize("url", GOOD)
def test_an_address_is_shown_without_credentials_and_query(url: str) -> None:
    address = read_address(f" {url}\n")
    assert address.url == url
    for text in (str(address), repr(address), f"{address}"):
        assert "password" not in text
        assert "?" not in text
    assert str(address).startswith(address.scheme + "://")
    assert str(address).partition("://")[2] in url


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("/srv/secret", "must be a URL that begins with one of redis://, "),
        ("ftp://secret/", "must be a URL that begins with one of redis://, "),
        ("redis:secret", "names no host"),
        ("redis:///secret", "names no host"),
        ("redis://:pa/secret@host/0", "is not a URL such as"),
        ("redis://[secret", "is not a URL such as"),
        ("redis://:se#secret@host", "has a '#'"),
        ("redis://host/secret", "has a path that is not the number of a database"),
        ("redis://host?ttl=secret", "has a ttl that is not a number of seconds"),
        ("redis://host?ttl=0", "has a ttl that is not a number of seconds"),
        ("s3:///secret", "names no place: s3://bucket/directory"),
        ("memory:secret", "names no place"),
        ("file://secret/x", "must name an absolute path"),
        ("file:secret", "must name an absolute path"),
    ],
)
def test_what_is_no_address_is_said_without_repeating_it(url: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)) as raised:
        read_address(url)
    assert "secret" not in str(raised.value)


def test_a_message_is_cleaned_of_credentials() -> None:
    address = read_address("rediss://u:pass%2Fword@host?sas_token=abcdef&db=1")
    message = "\x1b[31mfailed:\n pass%2Fword pass/word ?sas_token=abcdef at 1" + 1000 * " and"
    cleaned = address.clean(message)
    assert cleaned.startswith("[31mfailed: … … ?sas_token=… at 1 and")
    assert len(cleaned) == 300


@pytest.mark.parametrize(
    ("url", "package", "extra"),
    [
        ("redis://host", "redis", "redis"),
        ("rediss://host", "redis", "redis"),
        ("s3://bucket", "s3fs", "s3"),
        ("gs://bucket", "gcsfs", "gs"),
        ("az://container", "adlfs", "az"),
        ("file:///srv", "fsspec", "file"),
    ],
)
def test_a_package_that_is_missing_is_named_with_its_extra(
    url: str, package: str, extra: str
) -> None:
    said = run(
        "import sys\n"
        # Python takes this for a module that is not there.
        f"sys.modules[{package!r}] = None\n"
        "from sphinx_compress.core.errors import CacheError\n"
        "from sphinx_compress.cache.backend import find_remote, read_address\n"
        f"try: find_remote(read_address({url!r}), 10)\n"
        "except CacheError as error: print(error)\n"
    )
    assert said.startswith(f"{url.partition(':')[0]}:// needs the package {package}: ")
    assert f'pip install "sphinx_compress[{extra}]"' in said


def test_an_address_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from sphinx_compress.cache.backend import read_address\n"
        "from sphinx_compress.cache.tiered import TieredCache\n"
        f"for url in {GOOD!r}: read_address(url)\n"
        "print({'redis', 'fsspec', 's3fs', 'asyncio', 'ssl'} & set(sys.modules))\n"
    )
    assert run(program) == "set()\n"
