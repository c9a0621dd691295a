"""The file ``_headers``, by which some hosts know what to send with each file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..core.files import write_if_new
from ..core.types import STATIC

FILE_NAME: Final = "_headers"

_BEGIN: Final = "# Begin of what sphinx_compress has written"
_END: Final = "# End of what sphinx_compress has written"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet that blocks a typical page."""

    #: As pages have it, but for one of the site itself, which begins with a slash.
    url: str
    #: Whether another server has it.
    is_elsewhere: bool = False
    #: The attribute of its element; empty for none.
    integrity: str = ""

    @property
    def link(self) -> str:
        """The header that announces it, in all that matters like its element."""
        cors = "; crossorigin=anonymous" if self.is_elsewhere else ""
        integrity = f'; integrity="{self.integrity}"' if self.integrity else ""
        return f"  Link: <{self.url}>; rel=preload; as=style{cors}{integrity}"


def rules(output_dir: str, sheets: Iterable[Sheet], *, is_copied: bool = False) -> str:
    """Return rules: what is bundled never changes, and what pages load first may come early.

    :param output_dir: where the bundles are, below ``_static/``.
    :param is_copied: whether another server has a copy of the site, so that pages may load
        static files, fonts among them, from there.
    """
    links = [sheet.link for sheet in sheets]
    lines = ["/*", *links] if links else []
    if is_copied:
        # That server may be this one under another name, or fetch its copy with all headers.
        lines += [f"/{STATIC}*", "  Access-Control-Allow-Origin: *"]
    for kind in ("css", "fonts", "icons", "js", "maps"):
        lines.append(f"/{STATIC}{output_dir}/{kind}/*")
        lines.append("  Cache-Control: public, max-age=31536000, immutable")
    return "\n".join(lines)


def update(directory: Path, text: str, scratch: Path) -> None:
    """Put *text* at the end of the file, behind what somebody else has written there.

    :param directory: the output directory.
    :param text: takes the place of what an earlier build has written; empty for none.
    :param scratch: see :func:`.write_atomically`.
    :raises OSError: if the file cannot be written.
    """
    file = directory / FILE_NAME
    there = file.read_text("utf-8") if file.exists() else ""
    before, _, rest = there.partition(f"{_BEGIN}\n")
    behind = rest.partition(f"{_END}\n")[2]
    ours = f"{_BEGIN}\n{text}\n{_END}\n" if text else ""
    if before and not before.endswith("\n"):
        before += "\n"
    whole = f"{before}{behind}{ours}"
    if whole:
        write_if_new(file, whole.encode(), scratch)
    elif there:
        file.unlink()
