"""The report that a whole build writes, and the last lines that lead to it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.build.report.facts import facts_of
from sphinx_compress.build.report.site import BuiltSite
from tests.conftest import Project, tree
from tests.sites import scripts_in_pages

ROOT = Path(__file__).parents[2]

MakeProject = Callable[[str], Project]

#: What only the build knows.
TIME = re.compile(r'<section id="time".*?</section>|<a href="#time">Time</a>', re.DOTALL)


def report_of(site: Path) -> Path:
    return site.with_name(f"{site.name}.compress-report.html")


def test_the_example_of_the_manual_is_a_setting(project: MakeProject) -> None:
    manual = (ROOT / "docs" / "report.rst").read_text(encoding="utf-8")
    example = re.search(r"code-block:: python\n   :caption: conf.py\n\n   (.*)\n", manual)
    assert example is not None
    source = project("test-any")
    source.configure(example[1])
    assert report_of(source.run().directory).is_file()


def test_the_manual_has_each_key_of_the_facts(project: MakeProject) -> None:
    manual = (ROOT / "docs" / "report.rst").read_text(encoding="utf-8")
    facts = facts_of(project("test-any").run().directory)
    keys = set(keys_in(facts))
    assert {"gzip", "stays_because", "kept_as_written", "critical"} <= keys
    assert {key for key in keys if f"``{key}``" not in manual} == set()


def keys_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from keys_in(each)


@pytest.mark.quick
def test_a_build_and_a_later_command_write_the_same_report(project: MakeProject) -> None:
    source = project("test-any")
    built = source.run("-D", "compress_report=1")
    report = report_of(built.directory)
    assert f"{report.name}\n" in built.status
    assert built.warnings == ""
    first = report.read_text(encoding="utf-8")
    for name in ("Look at each region again", "Results made anew"):
        assert name in first
    command = [sys.executable, "-m", "sphinx_compress", "report", str(built.directory)]
    subprocess.run(command, check=True, capture_output=True)
    again = report.read_text(encoding="utf-8")
    assert TIME.sub("", first).split() == again.split()
    assert str(source.source.parent) not in first
    # Nothing of it is published.
    assert tree(built.directory) == tree(source.run(out="without").directory)


def test_several_processes_write_the_report_of_one(project: MakeProject) -> None:
    source = project("test-any")
    reports = []
    for jobs in ("1", "4"):
        site = source.run("-D", "compress_report=1", "-j", jobs, out=f"out{jobs}").directory
        reports.append(TIME.sub("", report_of(site).read_text(encoding="utf-8")))
    assert reports[0] == reports[1]


def test_without_the_setting_there_is_no_report(project: MakeProject) -> None:
    source = project("test-any")
    built = source.run()
    assert not report_of(built.directory).exists()
    assert "what became of each file: python -m sphinx_compress report " in built.status
    source.run("-D", "compress_report=1", builder="compress", out="bundles")
    assert not report_of(source.builds / "bundles").exists()


def test_a_report_that_cannot_be_written_does_no_harm(project: MakeProject) -> None:
    source = project("test-any")
    report_of(source.builds / "html").mkdir(parents=True)
    built = source.run("-D", "compress_report=1")
    assert "there is no report on the site: " in built.warnings
    assert len(built.sheets()) == 1


def test_what_pages_would_load_is_what_a_stock_build_loads(
    project: Callable[[str], Project],
) -> None:
    source = project("test-any")
    source.write("formula.rst", ":orphan:\n\nFormula\n=======\n")
    options = ["-D", "compress_critical=file"]
    ours = BuiltSite(source.run(*options).directory)
    # To itself, a page without regions loads what its tags say.
    stock = source.run("-D", "compress_enabled=0", out="stock").directory
    (stock / "_static" / "compress").mkdir()
    (stock / "_static" / "compress" / "regions.json").write_text("{}")
    plain = BuiltSite(stock)
    pages = list(ours.pages())
    assert len(pages) > 5
    for page in pages:
        before = {load.url for load in page.before}
        assert before == {load.url for load in plain.page(page.name).after}, page.name
        assert before != {load.url for load in page.after}


def test_a_critical_part_in_the_page_counts_on_one_side_only(project: MakeProject) -> None:
    source = project("test-gate")
    scripts_in_pages(source.source)
    page = {}
    for mode in ("file", "inline"):
        site = source.run("-D", f"compress_critical={mode}", out=mode).directory
        typical = facts_of(site)["typical"]
        fall = typical["waterfall"]
        sizes = {side: fall[side]["bars"][0]["gzip"] for side in ("before", "after")}
        others = sum(bar["gzip"] for bar in fall["after"]["bars"][1:] if bar["blocks"])
        page[mode] = sizes, fall["after"]["blocking"]["gzip"], typical["after"]["bytes"], others
    assert page["file"][0]["before"] == page["file"][0]["after"]
    inlined = page["inline"][0]["after"] - page["inline"][0]["before"]
    assert inlined > 100
    # It is what the first paint waits for, and what is loaded.
    assert page["inline"][1] == page["inline"][3] + inlined
    assert page["file"][1] == page["file"][3]
    assert abs(page["inline"][1] - page["file"][1]) < page["file"][1] / 2
    assert abs(page["inline"][2] - page["file"][2]) < 200
