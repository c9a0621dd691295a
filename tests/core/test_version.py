"""Tests of the version."""

from __future__ import annotations

import re
from importlib.metadata import version

from sphinx_compress.core.version import __version__


def test_the_version_is_that_of_the_installed_package() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
    assert version("sphinx_compress") == __version__
