"""Builds of a site that keeps tags, files and pages out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_compress.__main__ import main
from tests.conftest import Built, Project, tree
from tests.manual import example

MakeProject = Callable[[str], Project]

CONF = """
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["a.css", "b.css", ("off.css", {"data-compress": "off"}), "c.css", "d.css"]
html_js_files = [
    "first.js",
    ("off.js", {"data-compress": "off"}),
    ("analytics.js", {"defer": "defer"}),
    ("late.js", {"defer": "defer"}),
    "two.js",
]
compress_exclude = ["*/analytics.js"]
# The scripts are tiny, and must be joined all the same.
compress_max_growth = 10_000
"""

#: A page says that it is off where its source says so, and its region comes before.
LAYOUT = """{% extends "!layout.html" %}
{%- block doctype %}<!DOCTYPE html>{% endblock %}
{%- block extrahead %}
{% compress js %}<script src="{{ pathto('_static/m.js', 1) }}"></script>
<script src="{{ pathto('_static/n.js', 1) }}"></script>{% endcompress %}
{% compress js preload %}<script src="{{ pathto('_static/m.js', 1) }}"></script>{% endcompress %}
{%- endblock %}
"""


@pytest.fixture(name="source")
def a_project(project: MakeProject) -> Project:
    source = project("test-any")
    source.write("conf.py", CONF)
    source.write("_templates/layout.html", LAYOUT)
    for name in ("a", "b", "off", "c", "d"):
        rules = "".join(f".{name}{n} {{ color: #{n:06x}; }}\n" for n in range(900))
        source.write(f"_static/{name}.css", rules)
    for name in ("first", "off", "two", "late", "analytics", "m", "n"):
        source.write(f"_static/{name}.js", f"function {name}() {{}}\n")
    source.write("index.rst", "Title\n=====\n\n.. toctree::\n\n   a/deep\n   quiet\n   loud\n")
    source.write("a/deep.rst", "Deep\n====\n\nText\n")
    source.write("quiet.rst", ":compress: off\n\nQuiet\n=====\n\nText\n")
    source.write("loud.rst", "Loud\n====\n\nText\n")
    return source


def tags(text: str) -> list[str]:
    return re.findall(r"<(?:link|script)[^>]*>", text)


def stock(source: Project) -> Built:
    return source.run("-D", "compress_enabled=0", out="stock")


def explained(built: Built, page: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["explain", str(built.directory / page)]) == 0
    return capsys.readouterr().out


def test_tags_stay_where_they_are_and_part_their_neighbours(
    source: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    # What templates mark does not move, and holds up the others.
    (source.source / "_templates" / "layout.html").unlink()
    built, plain = source.run("-j", "2"), stock(source)
    head = built.text().partition("</head>")[0]
    of_plain = {name: tag for tag in tags(plain.text()) for name in re.findall(r"[\w-]+\.\w+", tag)}
    for name in ("off.css", "off.js", "analytics.js"):
        assert of_plain[name] in head, name
    sheets = built.sheets()
    place = next(n for n, url in enumerate(sheets) if "off.css" in url)
    assert "a0" in built.linked("index.html", sheets[place - 1])
    assert "d0" in built.linked("index.html", sheets[place + 1])
    # Large sheets are split, and scripts that only declare wait, but not these.
    assert 'data-compress-late=""' in head
    scripts = re.findall(r'<script[^>]*?src="([^"?]*)', head)
    assert scripts == ["_static/off.js", "_static/analytics.js"]
    for page in ("index.html", "a/deep.html"):
        lines = explained(built, page, capsys)
        assert re.search(r"off\.css stays: data-compress says so$", lines, re.MULTILINE)
        assert re.search(r"off\.js stays: data-compress says so$", lines, re.MULTILINE)
        assert re.search(r"first\.js is in js/\S+; it waits until", lines)
        assert re.search(r"two\.js is in js/\S+; it waits until", lines)
        assert re.search(r"analytics\.js stays: compress_exclude says so$", lines, re.MULTILINE)


def test_pages_that_are_off_are_what_sphinx_writes(
    source: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = source.source / "_templates" / "layout.html"
    text = layout.read_text().replace(
        "{%- block doctype",
        "{%- if pagename == 'loud' %}{% set html_tag = '<html data-compress=\"off\">' %}{% endif %}"
        "\n{%- block doctype",
    )
    layout.write_text(text)
    source.configure("compress_prefetch = True")
    built, plain = source.run("-j", "2"), stock(source)
    for page in ("quiet.html", "loud.html"):
        assert built.text(page) == plain.text(page)
        assert "m.js" in built.text(page)
    assert "m.js" not in built.text()
    assert "speculationrules" in built.text()
    assert "all tags of the page stay: the metadata of its document say so" in explained(
        built, "quiet.html", capsys
    )
    # Back again, and all is as if it had never been otherwise.
    source.write("quiet.rst", "Quiet\n=====\n\nText\n")
    again = source.run()
    assert "m.js" not in again.text("quiet.html")
    assert tree(again.directory) == tree(source.run(out="fresh").directory)


def test_offline_the_same_tags_and_pages_stay(source: Project) -> None:
    source.run(builder="compress")
    offline, fresh = source.run("-D", "compress_offline=1"), source.run(out="fresh")
    for page in ("index.html", "a/deep.html", "quiet.html"):
        assert offline.text(page) == fresh.text(page)


def test_a_template_that_turns_a_page_off_after_its_region(source: Project, tmp_path: Path) -> None:
    """Without implicit regions, only those that templates mark are there to be undone."""
    source.write(
        "_templates/layout.html",
        LAYOUT.replace(
            "{%- block doctype",
            """
{%- set html_tag = '<html data-compress="off">' %}{%- block doctype""",
        ),
    )
    built = source.run("-D", "compress_implicit=0")
    assert built.text() == stock(source).text()
    assert built.bundles == []


def test_the_examples_of_the_manual_do_what_it_says(project: MakeProject) -> None:
    source = project("test-any")
    own = 'extensions = ["sphinx_compress"]\nhtml_theme = "basic"\nhtml_static_path = ["_static"]\n'
    own += 'templates_path = ["_templates"]\n'
    counting = 'html_js_files += ["analytics.js", "vendor/x.js", "third.js", "fourth.js"]\n'
    counting += "compress_max_growth = 10_000\n"
    examples = [example("opt-out", f"opt-out-{name}") for name in ("tags", "files")]
    source.write("conf.py", own + examples[0] + counting + examples[1])
    for name in ("a.css", "b.css", "vendor.css"):
        source.write(f"_static/{name}", f".{name[0]} {{ color: red }}\n")
    for name in ("first", "second", "third", "fourth", "vendor", "analytics", "vendor/x"):
        source.write(f"_static/{name}.js", f"// {name}\ndocument.title += 1;\n")
    source.write("_templates/layout.html", example("opt-out", "opt-out-html"))
    source.write("index.rst", "Title\n=====\n\n.. toctree::\n\n   demonstration\n")
    source.write("demonstration.rst", example("opt-out", "opt-out-page"))
    built, plain = source.run(), stock(source)
    kept = {
        name for tag in tags(built.text()) for name in re.findall(r"_static/([\w/]+\.\w+)\?", tag)
    }
    assert kept == {"vendor.css", "vendor.js", "analytics.js", "vendor/x.js"}
    for page in ("demonstration.html", "search.html"):
        assert built.text(page).count("/compress/") == 0
    assert built.text("demonstration.html") == plain.text("demonstration.html")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_is_misspelt_is_told_with_its_place(source: Project, workers: str) -> None:
    conf = (source.source / "conf.py").read_text()
    source.write("conf.py", conf.replace('{"data-compress": "off"}', '{"data-compress": "of"}'))
    source.write("quiet.rst", ":orphan:\n:compress: of\n\nQuiet\n=====\n")
    source.write("loud.rst", ":compress: on\n\nLoud\n====\n")
    advice = "means nothing (did you mean off?): only off does"
    assert sorted(told(source.run("-j", workers))) == [
        f'WARNING: data-compress="of" {advice}; it is on _static/off.css [page a/b/deep]',
        f'WARNING: data-compress="of" {advice}; it is on _static/off.js [page a/b/deep]',
        f"quiet.rst:2: WARNING: compress: of in the metadata {advice}",
    ]


def told(built: Built) -> list[str]:
    lines = [line for line in built.warnings.splitlines() if line.endswith(" [compress.config]")]
    return [line.removesuffix(" [compress.config]").rpartition("/test-any/")[2] for line in lines]


def test_markdown_says_it_in_its_front_matter(source: Project) -> None:
    source.configure('extensions.append("myst_parser")')
    (source.source / "quiet.rst").unlink()
    source.write("quiet.md", '---\ncompress: "off"\n---\n\n# Quiet\n')
    source.write("words.md", "---\norphan: true\ncompress: off\n---\n\n# Words\n")
    source.write("wrong.md", "---\norphan: true\ncompress: offf\n---\n\n# Wrong\n")
    built, plain = source.run(), stock(source)
    for page in ("quiet.html", "words.html"):
        assert built.text(page) == plain.text(page)
    assert "/compress/" in built.text("wrong.html")
    assert told(built) == [
        "wrong.md:3: WARNING: compress: offf in the metadata means nothing (did you mean off?):"
        " only off does"
    ]
