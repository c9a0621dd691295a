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
    #: The same when gzip sends them; 0 if that is not known.
    gzip: tuple[int, int] = (0, 0)
    #: When gzip sends them, bytes of the style sheets among them that the first paint waits for.
    first_paint: tuple[int, int] = (0, 0)

    @property
    def details(self) -> str:
        """What was done, for those who look for a mistake of ours."""
        bundles = [f"{self.written} written", f"{self.reused} reused"]
        if self.pruned:
            bundles.append(f"{self.pruned} removed")
        relinked = f", {count(self.relinked, 'page')} relinked" if self.relinked else ""
        return (
            f"{count(self.regions, 'region')} on {count(self.pages, 'page')};"
            f" bundles: {', '.join(bundles)}{relinked}"
        )

    def __str__(self) -> str:
        if not self.requests[0]:
            return ""
        grows = self.sizes[1] > self.sizes[0]
        gzip = f" (gzip {_kilobytes(*self.gzip)})" if all(self.gzip) else ""
        lines = [
            f"{count(self.requests[0], 'file')} became {self.requests[1]} on a typical page,"
            f" {_kilobytes(*self.sizes)} kB{gzip}"
        ]
        if self.first_paint[1] < self.first_paint[0]:
            before, after = (size / 1000 for size in self.first_paint)
            twice = "; some of their rules come a second time later" if grows else ""
            lines.append(
                f"the first paint waits for {after:.1f} kB of style sheets instead of {before:.1f}"
                f" (gzip){twice}"
            )
        if self.not_minified:
            lines.append(
                f"{self.not_minified} of {count(self.files, 'file')} kept as written,"
                " at least in part (sphinx-build -v says why)"
            )
        return "\n".join(lines)


def _kilobytes(before: int, after: int) -> str:
    return f"{before / 1000:.1f} → {after / 1000:.1f}"
