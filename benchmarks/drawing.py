"""Pictures for the manual: a few shapes and words, as SVG, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape, quoteattr

PICTURES: Final = Path(__file__).parents[1] / "docs" / "pictures"

#: For pages that have one of both.
WAYS: Final = ("light", "dark")
#: For pages that have one picture for all.
AUTO: Final = "auto"

#: What a colour is for, and the colour on a light and on a dark page.
LIGHT: Final = MappingProxyType(
    {
        "paper": "#ffffff",
        "ink": "#1f2328",
        "quiet": "#59636e",
        "rule": "#d1d9e0",
        "before": "#afb8c1",
        "after": "#1a7f5a",
        "wait": "#c2410c",
        "rest": "#b6c7d6",
    }
)
_DARK: Final = MappingProxyType(
    {
        "paper": "#131416",
        "ink": "#e6edf3",
        "quiet": "#9198a1",
        "rule": "#3d444d",
        "before": "#6e7681",
        "after": "#3fb68b",
        "wait": "#f0883e",
        "rest": "#46586a",
    }
)
_FONT: Final = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"


class Drawing:
    """A picture of a width, in which everything is said in pixels from the upper left corner."""

    def __init__(self, width: int, title: str) -> None:
        """Begin an empty picture.

        :param title: what those are told who do not see it.
        """
        self.width = width
        self.height = 0.0
        self.title = title
        self._shapes: list[str] = []

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle; one that is next to nothing is seen all the same."""
        self._reach(y + height)
        self._shapes.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 1):.1f}" height="{height:.1f}"'
            f' rx="1.5" class="{colour}"/>'
        )

    def line(self, x: float, top: float, bottom: float, colour: str, width: float = 1) -> None:
        """An upright line."""
        self._reach(bottom)
        self._shapes.append(
            f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" class="{colour}-line"'
            f' stroke-width="{width:g}"/>'
        )

    def words(
        self, x: float, y: float, text: str, colour: str = "ink", style: str = "", end: bool = False
    ) -> None:
        """Words whose base line begins, or ends, at a point.

        :param style: declarations of CSS.
        """
        self._reach(y + 4)
        attributes = f" style={quoteattr(style)}" if style else ""
        attributes += ' text-anchor="end"' if end else ""
        self._shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" class="{colour}"{attributes}>{escape(text)}</text>'
        )

    def _reach(self, y: float) -> None:
        self.height = max(self.height, y)

    def as_svg(self, which: str) -> str:
        """The file.

        :param which: one of :data:`WAYS`, or :data:`AUTO` for what the reader's system is set to.
        """
        height = round(self.height + 12)
        style = f"text{{font:13px {_FONT}}}" + _colours(_DARK if which == "dark" else LIGHT)
        if which == AUTO:
            style += f"@media (prefers-color-scheme:dark){{{_colours(_DARK)}}}"
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{self.width}"'
                f' height="{height}" viewBox="0 0 {self.width} {height}">',
                f"<title>{escape(self.title)}</title>",
                f"<style>{style}</style>",
                f'<rect width="{self.width}" height="{height}" rx="6" class="paper"/>',
                *self._shapes,
                "</svg>\n",
            ]
        )

    def write(self, name: str, ways: Iterable[str] = WAYS) -> None:
        """Write the picture in several ways, see :meth:`as_svg`."""
        for which in ways:
            path(name, which).write_text(self.as_svg(which), encoding="utf-8")


def path(name: str, which: str) -> Path:
    """Where a picture is kept."""
    return PICTURES / f"{name}{'' if which == AUTO else f'-{which}'}.svg"


def _colours(palette: Mapping[str, str]) -> str:
    return "".join(
        f".{name}{{fill:{colour}}}.{name}-line{{stroke:{colour};fill:none}}"
        for name, colour in palette.items()
    )
