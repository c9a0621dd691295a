"""What a reader sees of a first visit, from moment to moment."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any, NamedTuple

from PIL import Image

from ..browser import find_chromium, launched
from . import nginx
from .cases import Case
from .host import opened
from .lines import LINES
from .record import LINE
from .visit import Traffic, patiently, tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Frame(NamedTuple):
    """What is seen from a moment on, in milliseconds from the begin of the visit."""

    time: float
    picture: Image.Image


def shoot(case: Case, dilation: float) -> list[list[Frame]]:
    """Film a first visit to each site of a case.

    :raises LineError: if there can be no line here.
    """
    line = LINES[LINE]
    speed = line.speed.dilated(dilation)
    with (
        opened(speed, list(case.sites.values()), find_chromium()) as there,
        launched(there.browser, there.arguments) as browser,
    ):
        return [
            _film(browser, f"{nginx.origin(line.kind, number)}/{case.pages[0]}", dilation)
            for number in range(len(case.sites))
        ]


def _film(browser: Browser, address: str, dilation: float) -> list[Frame]:
    def film() -> list[Frame]:
        with tab(browser, dilation) as (page, session):
            taken: list[tuple[float, bytes]] = []

            def take(event: dict[str, Any]) -> None:
                time = event["metadata"]["timestamp"] * 1000
                taken.append((time, base64.b64decode(event["data"])))
                session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

            session.on("Page.screencastFrame", take)
            session.send("Page.startScreencast", {"format": "png"})
            Traffic(session, dilation).open(page, address)
            begin = page.evaluate("performance.timeOrigin")
            return [
                Frame((time - begin) / dilation, Image.open(io.BytesIO(data)).convert("RGB"))
                for time, data in taken
            ]

    return patiently(film)
