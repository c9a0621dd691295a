"""Tests of the table of libraries."""

from __future__ import annotations

import re

from sphinx_compress.build.libraries import LIBRARIES


def test_libraries_are_known_by_digests_and_declare_something() -> None:
    for digest, declares in LIBRARIES.items():
        assert re.fullmatch("[0-9a-f]{64}", digest)
        assert declares.names
        assert not declares.reads_page
