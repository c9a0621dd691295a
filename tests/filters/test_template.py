"""CSS and JavaScript can be Jinja templates."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_compress.core.errors import FilterError
from sphinx_compress.core.types import Kind
from sphinx_compress.filters.base import FilterSpec
from sphinx_compress.filters.registry import load_precompiler, load_steps
from sphinx_compress.filters.template import TemplateFilter
from tests.conftest import Project
from tests.filtering import run


def render(template: str, **values: object) -> str:
    """Render a template."""
    return run(TemplateFilter(), template, "css", options={"context": values}).text


def failure(template: str, **values: object) -> tuple[str, int | None]:
    with pytest.raises(FilterError) as caught:
        render(template, **values)
    return caught.value.message, caught.value.line


@pytest.mark.parametrize("kind", ["css", "js"])
def test_names_and_expressions_are_filled_in(kind: Kind) -> None:
    text = "{% for n in names %}{{ n }}{ b: {{ width * 2 }}px }\n{% endfor %}{# gone #}"
    options = {"context": {"names": ["a", "b"], "width": 2}}
    result = run(TemplateFilter(), text, kind, options=options)
    assert result.text == "a{ b: 4px }\nb{ b: 4px }\n"


def test_text_without_a_template_stays_as_it_is() -> None:
    for text in ("", "\n", "a{b:c}\n", "a{b:'é'}\r\n\r\n", "a{}\n\n\n"):
        assert render(text) == text


def test_values_are_not_escaped_for_html() -> None:
    assert render("a{content:'{{ text }}'}", text="<&>") == "a{content:'<&>'}"


def test_options_need_not_have_a_context() -> None:
    assert run(TemplateFilter(), "a{b:{{ 1 + 1 }}}", "css").text == "a{b:2}"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a{}\n{{ gone }}", "'gone' is undefined", 2),
        ("a{}\n\n{{ value.gone.more }}", "'dict object' has no attribute 'gone'", 3),
        ("a{}\n{% if %}", "Expected an expression, got 'end of statement block'", 2),
        ("a{}\n{% for x in y %}", "Unexpected end of template. Jinja was looking for the ", 2),
        ("\n\n{{ 1 / 0 }}", "ZeroDivisionError: division by zero", 3),
        ("{{ 'a' + 1 }}", 'TypeError: can only concatenate str (not "int") to str', 1),
        ("{% include 'other.css' %}", "TypeError: no loader for this environment", 1),
        ("{{ [1, 2] | random }}", "No filter named 'random'.", 1),
        ("{{ lipsum() }}", "'lipsum' is undefined", 1),
        ("@media print{#a{b:c}}", "Missing end of comment tag", 1),
    ],
)
def test_an_error_names_its_line(text: str, message: str, line: int) -> None:
    found = failure(text, value={})
    assert found[0].startswith(message)
    assert found[1] == line


@pytest.mark.parametrize(
    "text",
    [
        "{{ value.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ value.append(1) }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
)
def test_a_template_reaches_nothing_beyond_its_context(text: str) -> None:
    failure(text, value=[])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"context": ["a"]}, "the option context of the filter template must be a dictionary: wri"),
        ({"colour": "red"}, "the filter template has no option 'colour'; it has context; it is le"),
    ],
)
def test_options_that_make_no_sense_leave_it_out(
    options: dict[str, object], message: str, tmp_path: Path
) -> None:
    steps, problems = load_steps([FilterSpec("template", json.dumps(options))], "js", tmp_path)
    assert steps == ()
    assert problems[0].message.startswith(f"compress_js_filters: {message}")


def test_it_can_be_a_precompiler() -> None:
    steps, problems = load_precompiler(FilterSpec("template"), Path())
    assert set(steps) == {"css", "js"}
    assert problems == ()


def test_the_version_of_jinja_counts() -> None:
    assert "Jinja2-" in TemplateFilter.version


def test_a_site_is_built_with_templates(project: Callable[[str], Project]) -> None:
    site = project("test-basic")
    site.write("_static/css/two.css", ".two { color: {{ colour }} }\n")
    template = ("template", {"context": {"colour": "teal"}})
    built = site.build(compress_css_filters=[template, "urls", "csscompressor"])
    assert built.warnings == ""
    [name] = built.bundles_of("css")
    assert ".two{color:teal}" in built.text(f"_static/{name}")
    site.write("_static/css/two.css", "\n.two { color: {{ color }} }\n")
    built = site.build(compress_css_filters=[template, "urls"], force_all=True)
    assert "template: 'color' is undefined (_static/css/two.css:2)" in built.warnings
