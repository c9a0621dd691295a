"""Fixtures of tests that need an application of Sphinx."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.conftest import Project


class MakeApp(Protocol):
    """Makes an application for a project of testdocs/."""

    def __call__(
        self, name: str = "test-basic", builder: str = "html", **config: Any
    ) -> SphinxTestApp:
        """Return an application that has not built anything yet."""


@pytest.fixture(name="app_of")
def applications(
    project: Callable[[str], Project], make_app: Callable[..., SphinxTestApp]
) -> MakeApp:
    made: dict[str, Project] = {}

    def make(name: str = "test-basic", builder: str = "html", **config: Any) -> SphinxTestApp:
        source = made.setdefault(name, project(name) if name not in made else made[name])
        return make_app(
            builder, srcdir=source.source, builddir=Path(source.builds), confoverrides=config
        )

    return make
