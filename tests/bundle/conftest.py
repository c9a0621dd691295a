"""A site with files to bundle, and a plug-in with filters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import Site


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    """Return a site with some style sheets and scripts."""
    site = Site(tmp_path)
    for name in "abc":
        site.write(f"{name}.css", f".{name}{{}}")
        site.write(f"{name}.js", f"{name}()")
    return site


PRECOMPILERS = """
from sphinx_compress.filters import FilterError
from sphinx_compress.filters import Filter

class Upper(Filter):
    name = "upper"
    version = "1"
    kinds = frozenset({"css"})
    calls = []

    def __call__(self, text, context):
        self.calls.append(text)
        if text == "fail":
            raise FilterError("it is odd", 3)
        if text.startswith("include "):
            text = context.read(text.removeprefix("include ")).decode()
        return text.upper()

class Half(Upper):
    def __call__(self, text, context):
        return "a{b:'\\ud800'}"

class Whole(Upper):
    stage = "output"
    essential = True
    def __call__(self, text, context):
        raise FilterError("no bundle today", 7)

class Needed(Upper):
    essential = True
    def __call__(self, text, context):
        raise FilterError("no hunk today", 7)
"""


@pytest.fixture(name="plugin")
def a_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a module with filters."""
    name = "compress_" + "".join(char for char in tmp_path.name if char.isalnum())
    (tmp_path / f"{name}.py").write_text(PRECOMPILERS)
    monkeypatch.syspath_prepend(tmp_path)
    return name
