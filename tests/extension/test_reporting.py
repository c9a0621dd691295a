"""Tests of what is a warning, an error, or a line that only the verbose build has."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinx_compress.build.place import NO_TEMPLATE, TemplatePlace
from sphinx_compress.build.summary import PlacedProblem
from sphinx_compress.config import CompressConfig
from sphinx_compress.core.types import Problem
from sphinx_compress.extension.reporting import (
    report_errors,
    report_failure,
    report_problems,
    warn,
    warn_of_cache,
)
from sphinx_compress.extension.setup import begin
from sphinx_compress.extension.site import SphinxSite
from tests.extension.conftest import MakeApp

LAYOUT = TemplatePlace("layout.html", 1)


def placed(subtype: str, place: TemplatePlace) -> PlacedProblem:
    return PlacedProblem(Problem(subtype, "it is odd"), "index", place)


def report(app: Any, problem: PlacedProblem, **config: Any) -> bool:
    build = begin(SphinxSite(app, app.builder, CompressConfig(**config)), print)
    return report_problems(build, [problem])


@pytest.fixture(name="app")
def an_application(app_of: MakeApp) -> SphinxTestApp:
    return app_of()


def test_a_text_that_is_too_large_is_a_line_that_every_build_has(app: SphinxTestApp) -> None:
    assert not report(app, placed("size", NO_TEMPLATE), strict_minify=True)
    assert "compress: " in app.status.getvalue()
    assert "it is odd" in app.status.getvalue()
    assert said(app) == ""


def said(app: SphinxTestApp) -> str:
    return str(app.warning.getvalue())


@pytest.mark.parametrize(
    ("subtype", "place", "warns"),
    [
        ("missing", LAYOUT, True),
        ("missing", NO_TEMPLATE, False),
        ("source", NO_TEMPLATE, False),
        ("inline", NO_TEMPLATE, False),
        ("filter", NO_TEMPLATE, True),
        ("relink", NO_TEMPLATE, True),
        ("minify", LAYOUT, False),
        ("import", LAYOUT, False),
    ],
)
def test_nobody_is_warned_of_what_nobody_asked_for(
    app: SphinxTestApp, subtype: str, place: TemplatePlace, warns: bool
) -> None:
    assert not report(app, placed(subtype, place))
    assert ("it is odd [page index" in said(app)) == warns


@pytest.mark.parametrize("subtype", ["minify", "filter", "precompiler"])
def test_strictly_a_text_that_was_not_compiled_or_minified_is_an_error(
    app: SphinxTestApp, subtype: str
) -> None:
    assert report(app, placed(subtype, LAYOUT), strict_minify=True)
    assert "ERROR" in said(app)


def test_strictly_a_missing_file_is_a_warning(app: SphinxTestApp) -> None:
    assert not report(app, placed("missing", LAYOUT), strict_minify=True)
    assert "WARNING" in said(app)


def test_a_warning_has_a_type_that_can_be_suppressed(app_of: MakeApp) -> None:
    app = app_of(suppress_warnings=["compress.config"])
    warn(Problem("config", "one"))
    warn(Problem("filter", "two"))
    assert "one" not in said(app)
    assert "two" in said(app)


def test_a_shared_cache_is_warned_of_once(app: SphinxTestApp) -> None:
    for _ in range(3):
        warn_of_cache("it is gone")
    assert said(app).count("it is gone") == 1


def test_errors_say_why_a_build_fails(app: SphinxTestApp) -> None:
    report_errors([], fails_strictly=False)
    assert said(app) == ""
    report_errors(["page index: no entry"], fails_strictly=True)
    assert "the build fails, since compress_strict_minify is set" in said(app)
    assert "page index: no entry" in said(app)


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "make room on the disk"),
        (errno.EROFS, "give yourself the right to write there"),
        (errno.EBUSY, "end what uses this file"),
        (errno.EISDIR, "remove what stands in the place of this file or its directory"),
        (errno.EIO, "see to it that this file can be written"),
    ],
)
def test_a_failed_end_says_what_to_do(number: int, remedy: str, app: SphinxTestApp) -> None:
    report_failure(OSError(number, "the reason", "the/file"))
    assert f"compress: the end of the build failed: [Errno {number}] the reason:" in said(app)
    assert "'the/file'. Pages may load older files" in said(app)
    assert f"First {remedy}, then run the same command again" in said(app)


def offline(app_of: MakeApp) -> str:
    """Return what an offline build says of its manifest, made by this builder in its place."""
    app_of().build()
    return built(app_of(compress_offline=True))


def built(app: SphinxTestApp) -> str:
    app.build(force_all=True)
    lines = str(app.status.getvalue()).splitlines()
    return "\n".join(line for line in lines if line.startswith("compress: offline: "))


def test_an_offline_build_says_where_its_bundles_come_from(app_of: MakeApp) -> None:
    said = offline(app_of)
    place = r"compress: offline: the bundles come from \S*_static/compress/manifest\.json"
    assert re.fullmatch(rf"{place}, a file of \d{{4}}-\d\d-\d\d \d\d:\d\d", said)


def test_edits_that_an_offline_build_does_not_see_are_told(app_of: MakeApp) -> None:
    app = app_of()
    app.build()
    source = Path(app.srcdir, "_static", "css")
    for name in ("one", "two"):
        (source / f"{name}.css").write_text(".edited { color: red }")
    said = built(app_of(compress_offline=True))
    assert said.splitlines()[1] == (
        "compress: offline: 2 sources changed after the bundles were made, which pages do not show:"
        " _static/css/one.css, _static/css/two.css"
    )


def test_what_is_not_known_of_a_manifest_is_told(app_of: MakeApp) -> None:
    app = app_of()
    app.build()
    nodelists = Path(app.outdir, "_static", "compress", "nodelists.json")
    nodelists.write_text('{"builder": "html", "nodelists": {}}')
    assert "that edits since are not counted" in built(app_of(compress_offline=True))
