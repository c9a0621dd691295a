"""Three browsers behind one interface: Chromium, Firefox and WebKitGTK."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.engines.base import Engine, Missing
from tests.browser.engines.chromium import Chromium
from tests.browser.engines.firefox import Firefox
from tests.browser.engines.webkit import WebKit

__all__ = ["ENGINES", "Engine", "Missing"]

#: By name, what starts a browser; Chromium is started already.
ENGINES: dict[str, Callable[..., Engine]] = {
    engine.name: engine for engine in (Chromium, Firefox, WebKit)
}
