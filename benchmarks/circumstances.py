"""When and where something was measured, and with what, as the manual tells it."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version


def circumstances(browser: str | None = None) -> str:
    """The day, the class of the machine, and versions.

    :param browser: the path of the one that took part.
    """
    day = datetime.now(tz=UTC).date().isoformat()
    told = (
        f"{day}, {platform.system()} on {platform.machine()} with {os.cpu_count()} cores;"
        f" Python {platform.python_version()}, Sphinx {version('Sphinx')}"
    )
    if browser is None:
        return told
    done = subprocess.run([browser, "--version"], capture_output=True, text=True, check=True)
    return f"{told}, {done.stdout.partition(' built on ')[0].strip()}"
