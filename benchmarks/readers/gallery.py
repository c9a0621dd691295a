"""A picture of a page with each theme, for the manual."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..drawing import PICTURES
from ..tables import write
from .line.record import Change, Row
from .server import serve, site
from .sites import OURS, PAGE, STOCK, built

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SCREEN: Final[Any] = {"viewport": {"width": 1200, "height": 800}}
#: What is shown is half as large, which is small enough to have eight of them on a page.
_SCALE: Final = 0.5
_QUALITY: Final = 72


class NotEqual(Exception):
    """A page does not look as it does without the extension."""


def photograph(browser: Browser, directory: Path, themes: Iterable[str]) -> None:
    """Write a picture of the page with each theme.

    :param directory: where sites are kept.
    :raises NotEqual: if a page does not look the same with the extension and without, from top to
        bottom.
    """
    for theme in themes:
        stock, ours = (built(directory, way, theme) for way in (STOCK, OURS))
        if _picture(browser, stock, full_page=True) != _picture(browser, ours, full_page=True):
            raise NotEqual(theme)
        path = PICTURES / f"theme-{theme}.jpg"
        data = _picture(browser, ours, _SCALE, type="jpeg", quality=_QUALITY)
        path.write_bytes(data)
        print(f"{path.name}: {len(data) / 1000:.1f} kB", file=sys.stderr)


def _picture(browser: Browser, directory: Path, scale: float = 1, **options: Any) -> bytes:
    """The page of a site, as Playwright's ``screenshot`` takes it with some *options*."""
    context = browser.new_context(
        **_SCREEN, device_scale_factor=scale, reduced_motion="reduce", color_scheme="light"
    )
    try:
        page = context.new_page()
        with serve(site(directory)) as server:
            page.goto(f"{server.origin()}/{PAGE}", wait_until="networkidle")
            page.evaluate("document.fonts.ready")
            return page.screenshot(animations="disabled", caret="hide", **options)
    finally:
        context.close()


def write_gallery(rows: Iterable[Row]) -> None:
    """Write what the manual tells of each theme."""
    lines = [".. Written by ``python -m benchmarks.readers draw``."]
    for each in rows:
        theme = each.key.site
        title = f"{theme} {each.version}"
        lines += ["", title, "-" * len(title), "", f".. image:: pictures/theme-{theme}.jpg"]
        lines += ["   :class: gallery", f"   :alt: A page of a sample project with {theme}"]
        lines += ["", *_told(each)]
    write("gallery.inc", "\n".join(lines) + "\n")


def _told(row: Row) -> list[str]:
    def told(change: Change, unit: float, digits: int) -> str:
        return " → ".join(f"{value / unit:.{digits}f}" for value in change)

    changes = {name: measure.change for name, measure in row.measures.items()}
    return [
        f"- something is seen after {told(changes['first_paint'], 1000, 2)} seconds",
        f"- style sheets that this waits for: {told(row.css, 1000, 1)} kB",
        f"- loaded after {told(changes['load'], 1000, 2)} seconds",
        f"- requests: {told(changes['requests'], 1, 0)}, {told(changes['size'], 1000, 1)} kB in"
        " all",
    ]
