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
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


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
    program = shutil.which("redis-server")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("redis-server is not installed")
        pytest.skip("redis-server is not installed")
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
