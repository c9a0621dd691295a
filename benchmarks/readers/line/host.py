"""The process that makes a line, and takes it away again when its starter is gone.

It is a process of its own for two reasons: packets are carried in time whatever the browser's
driver does, and whatever ends that driver, be it a kill, closes this process's input.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final, NamedTuple

from . import nginx
from .lines import Speed
from .link import Way, forward

_REPOSITORY: Final = Path(__file__).parents[3]
_NETWORK: Final = "10.9.0.0/24"
_READER: Final = "10.9.0.1"
#: Namespaces of other runs may have the same addresses.
SERVER: Final = "10.9.0.2"

_SETUP_TUN: Final = 0x400454CA
_TUN_OF_BARE_PACKETS: Final = 0x1001

# What each line finds must not depend on those before it, nor on the machine; and what nginx has
# handed over is too late to be overtaken by something more important.
_KERNEL: Final = {
    "tcp_no_metrics_save": "1",
    "tcp_notsent_lowat": "16384",
}

# Chromium gives its threads priorities itself, so the priority is that of its session, in which
# Linux keeps them together unless it was built without that.
_SESSION: Final = "/proc/self/autogroup"
_PRIORITY: Final = -10
_WRAPPER: Final = f"""#!/bin/sh
if [ -e {_SESSION} ]; then echo {_PRIORITY} >{_SESSION}; fi
exec ip netns exec {{namespace}} "{{browser}}" "$@"
"""


class LineError(Exception):
    """There can be no line here; the message says why."""


class Opened(NamedTuple):
    """What a browser needs to know of a line."""

    #: A program that starts the browser at the reader's end.
    browser: str
    #: Of Chromium.
    arguments: list[str]
    #: The network namespace of the reader's end.
    namespace: str


@contextmanager
def opened(speed: Speed, roots: Sequence[Path], browser: str) -> Iterator[Opened]:
    """A line that is there until the context is left; see :func:`nginx.origin` for addresses.

    :param roots: of the sites.
    :param browser: its path.
    :raises LineError: if it cannot be opened.
    """
    task = {
        "speed": asdict(speed),
        "roots": [str(root.resolve()) for root in roots],
        "browser": browser,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, json.dumps(task)],
        cwd=_REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Ctrl-C is for the one that measures.
        start_new_session=True,
    )
    assert process.stdout
    try:
        if told := process.stdout.readline():
            yield Opened(**json.loads(told))
    finally:
        # This ends its input, and so the line.
        error = process.communicate()[1].decode().strip()
        if process.returncode:
            raise LineError(error)


def main(task: str) -> None:
    """Open a line, say so on the standard output, and carry packets until the input ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    found = json.loads(task)
    speed = Speed(**found["speed"])
    with ExitStack() as stack:
        run = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="line-")))
        reader = stack.enter_context(_namespace("reader"))
        server = stack.enter_context(_namespace("server"))
        devices = [_device(reader, _READER), _device(server, SERVER)]
        _set_up(server)
        nginx.link(run, [Path(root) for root in found["roots"]])
        pin = _certificate(run)
        stack.enter_context(_nginx(server, run))
        told = Opened(_wrapper(run, reader, found["browser"]), _arguments(pin), reader)
        print(json.dumps(told._asdict()), flush=True)
        _hurry()
        up, down = (Way(rate, speed.round_trip / 2) for rate in (speed.up, speed.down))
        forward((devices[0], up), (devices[1], down), sys.stdin.fileno())


def _hurry() -> None:
    """Let what else the machine does cost little of this process's time."""
    os.nice(_PRIORITY)
    if (session := Path(_SESSION)).exists():
        session.write_text(str(_PRIORITY), encoding="utf-8")


def _run(*command: str) -> bytes:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode:
        raise LineError(f"{' '.join(command)}: {done.stderr.decode().strip()}")
    return done.stdout


@contextmanager
def _namespace(which: str) -> Iterator[str]:
    # Of this process, so that lines may be open beside one another.
    name = f"line-{os.getpid()}-{which}"
    _run("ip", "netns", "add", name)
    try:
        _run("ip", "-n", name, "link", "set", "lo", "up")
        yield name
    finally:
        _run("ip", "netns", "delete", name)


def _device(namespace: str, address: str) -> int:
    """Make a device in the namespace, for which this process reads and writes packets."""
    descriptor = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    asked = struct.pack("16sH22x", b"line%d", _TUN_OF_BARE_PACKETS)
    name = fcntl.ioctl(descriptor, _SETUP_TUN, asked)[:16].rstrip(b"\0").decode()
    _run("ip", "link", "set", name, "netns", namespace)
    _run("ip", "-n", namespace, "address", "add", f"{address}/24", "dev", name)
    _run("ip", "-n", namespace, "link", "set", name, "up")
    # A namespace may not set it for all that it does, if the machine has another one.
    route = ["route", "change", _NETWORK, "dev", name, "src", address, "congctl", "cubic"]
    _run("ip", "-n", namespace, *route)
    return descriptor


def _set_up(namespace: str) -> None:
    script = "; ".join(
        f"echo {value} >/proc/sys/net/ipv4/{name}" for name, value in _KERNEL.items()
    )
    _run("ip", "netns", "exec", namespace, "sh", "-ec", script)


def _certificate(run: Path) -> str:
    """Make a certificate, and return the checksum of its key."""
    key, certificate = str(run / "key.pem"), str(run / "certificate.pem")
    name = f"*.{nginx.DOMAIN}"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9"]
    command += ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    _run(*command, "-keyout", key, "-out", certificate)
    public = _run("openssl", "x509", "-in", certificate, "-noout", "-pubkey").decode()
    body = "".join(public.splitlines()[1:-1])
    return base64.b64encode(hashlib.sha256(base64.b64decode(body)).digest()).decode()


@contextmanager
def _nginx(namespace: str, run: Path) -> Iterator[None]:
    path = run / "nginx.conf"
    path.write_text(nginx.configuration(run), encoding="utf-8")
    command = ["ip", "netns", "exec", namespace, "nginx", "-e", f"{run}/error.log"]
    process = subprocess.Popen(
        [*command, "-c", str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        # It writes the file when it listens.
        while not (run / "nginx.pid").is_file():
            if process.poll() is not None:
                raise LineError(process.communicate()[1].decode().strip())
            time.sleep(0.01)
        yield
    finally:
        process.terminate()
        process.wait()


def _wrapper(run: Path, namespace: str, browser: str) -> str:
    path = run / "browser"
    path.write_text(_WRAPPER.format(namespace=namespace, browser=browser), "utf-8")
    path.chmod(0o755)
    return str(path)


def _arguments(pin: str) -> list[str]:
    return [
        f"--host-resolver-rules=MAP *.{nginx.DOMAIN} {SERVER}, MAP * ~NOTFOUND",
        # To ignore all errors of certificates would switch the cache off.
        f"--ignore-certificate-errors-spki-list={pin}",
    ]


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (LineError, OSError) as error:
        sys.exit(str(error))
