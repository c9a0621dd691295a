"""The summary at the end of a build."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.types import Problem
from ..core.wording import count


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem, and where a user finds its cause."""

    problem: Problem
    page: str
    #: Empty for a region that no template marks.
    template: str
    line: int

    def __str__(self) -> str:
        source = self.problem.source
        where = ""
        if source and self.problem.line:
            where = f" ({source}:{self.problem.line})"
        elif source and source not in self.problem.message:
            where = f" ({source})"
        region = f", region at {self.template}:{self.line}" if self.template else ""
        return f"{self.problem.message}{where} [page {self.page}{region}]"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, in numbers."""

    regions: int = 0
    pages: int = 0
    written: int = 0
    reused: int = 0
    pruned: int = 0
    relinked: int = 0
    #: Files that some of was not minified, and files in all.
    kept: int = 0
    files: int = 0
    #: Files and bytes that the most common kind of page loads: before and after.
    requests: tuple[int, int] = (0, 0)
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
        if self.kept:
            lines.append(
                f"compress: {self.kept} of {count(self.files, 'file')} kept as written, at least"
                " in part (sphinx-build -v says why)"
            )
        return "\n".join(lines)


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.1f} kB"
