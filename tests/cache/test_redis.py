"""Tests of the shared cache in Redis, with Debian's server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sphinx_compress.cache.backend import find_remote, read_address
from sphinx_compress.cache.envelope import MAX_ENTRY
from sphinx_compress.cache.redis import RedisRemote, require_known
from sphinx_compress.core.errors import CacheError
from tests.servers import HOST, Server, free_port, redis_client, redis_server, silent_server

KEY = "a" * 64


@pytest.fixture(name="server")
def a_server(tmp_path: Path) -> Iterator[Server]:
    with redis_server(tmp_path) as server:
        yield server


def remote(port: int, patience: float = 60, **options: str) -> RedisRemote:
    return RedisRemote(f"redis://{HOST}:{port}/0", options, patience)


def test_what_one_gives_another_gets(server: Server) -> None:
    entries = {KEY: b"\x00\xffone", "b" * 64: bytes(100_000)}
    remote(server.port).set_all(entries)
    other = remote(server.port)
    assert {key: other.get(key) for key in entries} == entries
    assert other.get("c" * 64) is None


def test_keys_have_a_prefix_of_their_own(server: Server) -> None:
    remote(server.port).set_all({KEY: b"ours"})
    remote(server.port, prefix="docs").set_all({KEY: b"theirs"})
    names = redis_client(server).keys()
    assert sorted(names) == [f"docs:{KEY}".encode(), f"sphinx_compress:{KEY}".encode()]
    assert remote(server.port).get(KEY) == b"ours"


def test_entries_go_when_their_time_is_over_if_it_is_set(server: Server) -> None:
    remote(server.port, ttl="1000").set_all({KEY: b"x"})
    assert 0 < redis_client(server).ttl(f"sphinx_compress:{KEY}") <= 1000
    remote(server.port).set_all({KEY: b"x"})
    assert redis_client(server).ttl(f"sphinx_compress:{KEY}") == -1


def test_only_the_beginning_of_a_huge_value_is_fetched(server: Server) -> None:
    redis_client(server).setrange(f"sphinx_compress:{KEY}", MAX_ENTRY + 100_000, b"x")
    entry = remote(server.port).get(KEY)
    assert entry is not None
    assert len(entry) == MAX_ENTRY + 1


def test_something_that_is_no_string_is_an_error(server: Server) -> None:
    redis_client(server).lpush(f"sphinx_compress:{KEY}", b"x")
    with pytest.raises(Exception, match="WRONGTYPE"):
        remote(server.port).get(KEY)


def test_options_of_the_client_are_passed_on(server: Server) -> None:
    remote(server.port, db="3").set_all({KEY: b"x"})
    assert redis_client(server).dbsize() == 0
    assert remote(server.port, db="3").get(KEY) == b"x"


def test_a_guest_who_may_only_read_reads(server: Server) -> None:
    remote(server.port).set_all({KEY: b"x"})
    redis_client(server).execute_command(
        "ACL SETUSER guest on >password ~sphinx_compress:* +@connection +getrange"
    )
    guest = RedisRemote(f"redis://guest:password@{HOST}:{server.port}/0", {}, 60)
    assert guest.get(KEY) == b"x"
    with pytest.raises(Exception, match="no permissions"):
        guest.set_all({KEY: b"y"})
    assert remote(server.port).get(KEY) == b"x"


def test_a_server_may_be_asked_by_tls(tmp_path: Path) -> None:
    certificate, key = certificate_for(HOST, tmp_path)
    files = ["--tls-cert-file", str(certificate), "--tls-key-file", str(key)]
    port = free_port()
    command = ["--port", "0", "--tls-port", str(port), *files, "--tls-auth-clients", "no"]
    with redis_server(tmp_path, *command, port=port):
        url = f"rediss://{HOST}:{port}/0"
        ours = RedisRemote(url, {"ssl_ca_certs": str(certificate)}, 60)
        ours.set_all({KEY: b"x"})
        assert ours.get(KEY) == b"x"
        # Nobody vouches for it.
        with pytest.raises(Exception, match="CERTIFICATE_VERIFY_FAILED"):
            RedisRemote(url, {}, 60).get(KEY)


def certificate_for(host: str, directory: Path) -> tuple[Path, Path]:
    """Write a certificate that a host signed itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    address = x509.IPAddress(ip_address(host))
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = directory / "certificate.pem", directory / "key.pem"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files


def test_a_server_that_was_restarted_is_connected_to_again(tmp_path: Path) -> None:
    port = free_port()
    with redis_server(tmp_path, port=port):
        ours = remote(port)
        ours.set_all({KEY: b"x"})
    with redis_server(tmp_path, port=port):
        assert ours.get(KEY) is None
        ours.set_all({KEY: b"y"})
        assert ours.get(KEY) == b"y"


def test_no_server_is_an_error_at_once() -> None:
    with pytest.raises(Exception, match="refused"):
        remote(free_port()).get(KEY)


def test_a_silent_server_is_waited_for_once() -> None:
    with silent_server() as port:
        start = time.monotonic()
        with pytest.raises(Exception, match="Timeout"):
            remote(port, 0.2).get(KEY)
        # It may take longer, but never less.
        assert time.monotonic() - start > 0.19


def test_a_full_server_is_an_error(tmp_path: Path) -> None:
    entries = {f"{number:064x}": bytes(500_000) for number in range(9)}
    with (
        redis_server(tmp_path, "--maxmemory", "1mb") as server,
        pytest.raises(Exception, match="maxmemory"),
    ):
        remote(server.port).set_all(entries)


def test_an_unknown_option_is_told_with_the_nearest_one() -> None:
    require_known(["ttl", "prefix", "db", "socket_timeout", "ssl_ca_certs", "max_connections"])
    with pytest.raises(
        CacheError, match=r"^there is no option tll of redis:// \(did you mean ttl\?"
    ):
        require_known(["prefix", "tll"])
    with pytest.raises(CacheError, match="there is no option prefixes"):
        find_remote(read_address("redis://localhost/0?prefixes=a"), 1)
