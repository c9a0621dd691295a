"""What a user is told at the end of a build."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.types import Problem
from ..core.wording import count
from .place import TemplatePlace


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem, and where a user finds its cause."""

    problem: Problem
    #: Name of a page that has the region.
    page: str
    #: :data:`.NO_TEMPLATE` for an implicit region.
    place: TemplatePlace

    def __str__(self) -> str:
        source = self.problem.source
        where = ""
        if source and self.problem.line:
            where = f" ({source}:{self.problem.line})"
        elif source and source not in self.problem.message:
            where = f" ({source})"
        region = f", region at {self.place}" if self.place.template else ""
        return f"{self.problem.message}{where} [page {self.page}{region}]"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, in numbers."""

    #: Regions that differ, and pages that have any.
    regions: int = 0
    pages: int = 0
    #: Bundles that are new, that were there before, and that were removed.
    written: int = 0
    reused: int = 0
    pruned: int = 0
    #: Pages that were put right after they were written.
    relinked: int = 0
    #: Files of which some part could not be minified.
    not_minified: int = 0
    #: All files that bundles were made of.
    files: int = 0
    #: Files that the most common kind of page loads, before and after.
    requests: tuple[int, int] = (0, 0)
    #: Bytes of these files, before and after.
    sizes: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        bundles = [f"{self.written} written", f"{self.reused} reused"]
        if self.pruned:
            bundles.append(f"{self.pruned} removed")
        relinked = f", {count(self.relinked, 'page')} relinked" if self.relinked else ""
        lines = [
            f"compress: {count(self.regions, 'region')} on {count(self.pages, 'page')};"
            f" bundles: {', '.join(bundles)}{relinked}"
        ]
        if self.requests[0]:
            lines.append(
                f"compress: on a typical page {count(self.requests[0], 'file')} became"
                f" {self.requests[1]}, and {_kilobytes(self.sizes[0])} became"
                f" {_kilobytes(self.sizes[1])}"
            )
        if self.not_minified:
            lines.append(
                f"compress: {self.not_minified} of {count(self.files, 'file')} kept as written,"
                " at least in part (sphinx-build -v says why)"
            )
        return "\n".join(lines)


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.1f} kB"
