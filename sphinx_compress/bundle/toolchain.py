"""What makes the bundles of a kind: its filters and precompilers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from ..config import CompressConfig
from ..core.digests import digest_of
from ..core.own_code import own_digest
from ..core.types import Kind, Problem
from ..filters.registry import Step, load_precompiler, load_steps
from ..page.opt_out import OptOut


@dataclass(frozen=True, slots=True)
class Project:
    """The project whose pages are built, as far as its bundles depend on it."""

    config: CompressConfig
    #: That of ``conf.py``, see :attr:`~sphinx_compress.filters.FilterContext.directory`.
    directory: Path = Path()
    #: Encoding of the pages.  Sheets and scripts without one of their own are in it, too.
    encoding: str = "utf-8"

    @property
    def opt_out(self) -> OptOut:
        """What tells which tags the settings keep out of bundles."""
        return OptOut(self.config.exclude)


@dataclass(frozen=True, slots=True)
class Toolchain:
    """What makes the bundles of one kind in one project."""

    kind: Kind
    project: Project
    #: The filters, in the order of the project's configuration.
    steps: tuple[Step, ...]
    #: MIME type → precompiler.
    precompilers: Mapping[str, Step]
    #: Changes whenever the same sources may give another bundle.
    fingerprint: str


def load_toolchains(project: Project) -> tuple[dict[Kind, Toolchain], list[Problem]]:
    """Return the toolchain for each kind, and a problem for each filter that is left out."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    problems: list[Problem] = []
    precompilers: dict[Kind, dict[str, Step]] = {kind: {} for kind in kinds}
    for mime_type, spec in project.config.precompilers:
        compilers, found = load_precompiler(spec, project.directory)
        problems += found
        for kind, step in compilers.items():
            precompilers[kind][mime_type] = step
    toolchains: dict[Kind, Toolchain] = {}
    for kind in kinds:
        steps, found = load_steps(project.config.filters(kind), kind, project.directory)
        problems += found
        fingerprint = digest_of(
            own_digest(),
            project.encoding,
            project.config.output_dir,
            project.config.joining(kind),
            str(project.config.max_minify_size),
            json.dumps(project.config.exclude),
            str(project.config.max_growth),
            str(project.config.signs),
            str(kind == "css" and project.config.inlines),
            str(project.config.source_maps),
            json.dumps([step.fingerprint for step in steps]),
            json.dumps([(type_, step.fingerprint) for type_, step in precompilers[kind].items()]),
        )
        toolchains[kind] = Toolchain(kind, project, steps, precompilers[kind], fingerprint)
    return toolchains, problems
