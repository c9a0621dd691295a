"""Real servers on this machine, for a test to use and to kill."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HOST = "127.0.0.1"

#: Seconds to wait for what must come; a machine that has other things to do is slow.
PATIENCE = 60


@dataclass
class Server:
    """A server that runs."""

    process: subprocess.Popen[bytes]
    port: int

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def free_port() -> int:
    """Return a port for a server that cannot choose one, or does not say which it chose.

    For a minute the system gives it to nobody who asks for any port, since a connection to it has
    just been closed; a server that asks for this one gets it.
    """
    with socket.create_server((HOST, 0)) as listener:
        address: tuple[str, int] = listener.getsockname()
        with socket.create_connection(address):
            # Who closes first keeps the port.
            listener.accept()[0].close()
        return address[1]


@contextmanager
def started(command: list[str], port: int, directory: Path) -> Iterator[Server]:
    """Start a server and wait until it listens."""
    with (directory / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=directory, stdout=log, stderr=log)
    server = Server(process, port)
    try:
        _wait_for(server, directory / "server.log")
        yield server
    finally:
        server.kill()


def _wait_for(server: Server, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection((HOST, server.port), 1).close()
        except OSError:
            assert server.process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.02)
        else:
            return


@contextmanager
def redis_server(directory: Path, *options: str, port: int = 0) -> Iterator[Server]:
    """Start Debian's Redis, which keeps nothing on disk.

    Where it is not installed the test is skipped, but in CI it fails.
    """
    program = _found("redis-server")
    port = port or free_port()
    command = [program, "--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no"]
    with started([*command, *options], port, directory) as server:
        yield server


@contextmanager
def s3_server(directory: Path) -> Iterator[Server]:
    """Start moto's S3."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", HOST, "-p", str(port)]
    with started(command, port, directory) as server:
        yield server


@contextmanager
def silent_server() -> Iterator[int]:
    """Accept connections and never answer; yield the port."""
    # The kernel accepts for a process that does not.
    with socket.create_server((HOST, 0), backlog=100) as listener:
        yield listener.getsockname()[1]


@contextmanager
def dripping_server() -> Iterator[int]:
    """Answer with an endless line of Redis, byte by byte; yield the port."""
    stop = threading.Event()

    def drip(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            while not stop.wait(0.05):
                connection.sendall(b"+")

    def accept(listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                drip(listener.accept()[0])

    with socket.create_server((HOST, 0)) as listener:
        thread = threading.Thread(target=accept, args=(listener,), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        stop.set()
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(PATIENCE)


def redis_client(server: Server) -> Any:
    import redis

    return redis.Redis(HOST, server.port)


_NGINX = """
{modules}
daemon off; master_process off; pid nginx.pid; error_log stderr;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off; client_body_temp_path tmp; proxy_temp_path tmp;
    fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
    server {{
        listen {host}:{port}; root {site};
        gzip_static on; brotli_static on;
    }}
}}
"""


@contextmanager
def nginx_server(directory: Path, site: Path) -> Iterator[Server]:
    """Start Debian's nginx, which sends precompressed files of a site."""
    program = _found("nginx", "/usr/sbin/nginx")
    port = free_port()
    # Debian has it in a package of its own.
    module = "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;"
    settings = _NGINX.format(modules=module, host=HOST, port=port, site=site)
    (directory / "nginx.conf").write_text(settings)
    with started([program, "-p", str(directory), "-c", "nginx.conf"], port, directory) as server:
        yield server


@contextmanager
def caddy_server(directory: Path, site: Path) -> Iterator[Server]:
    """Start Debian's Caddy, which sends precompressed files of a site."""
    program = _found("caddy")
    port = free_port()
    (directory / "Caddyfile").write_text(
        f"{{\n  admin off\n  auto_https off\n}}\n"
        f"http://{HOST}:{port} {{\n  root * {site}\n"
        "  file_server {\n    precompressed br zstd gzip\n  }\n}\n"
    )
    command = [program, "run", "--config", "Caddyfile"]
    with started(command, port, directory) as server:
        yield server


def _found(name: str, *paths: str) -> str:
    """Return the path of a program; without it the test is skipped, but in CI it fails."""
    for each in (name, *paths):
        if program := shutil.which(each):
            return program
    if os.environ.get("CI"):
        pytest.fail(f"{name} is not installed")
    pytest.skip(f"{name} is not installed")
