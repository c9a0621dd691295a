"""Tests of the tag ``{% compress %}``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError, Undefined
from markupsafe import Markup

from sphinx_compress.build.place import PageContext, TemplatePlace, TemplateRegion
from sphinx_compress.core.types import Kind
from sphinx_compress.extension.tag import CompressTag
from sphinx_compress.page.region import Mode


@dataclass(frozen=True)
class Region:
    """What a gatherer is told of a region."""

    text: str
    marked: TemplateRegion
    page: PageContext


@dataclass
class Gathered:
    """Takes regions and puts out something that can be told from them."""

    regions: list[Region] = field(default_factory=list)

    def gather(self, text: str, marked: TemplateRegion, page: PageContext) -> str:
        self.regions.append(Region(text, marked, page))
        return f"[{len(self.regions)}]"


def pathto(url: str, resource: bool = False) -> str:
    assert resource
    return f"../{url}"


def environment(templates: dict[str, str], **options: Any) -> tuple[Environment, Gathered]:
    env = Environment(loader=DictLoader(templates), extensions=[CompressTag], **options)
    gathered = Gathered()
    env.sphinx_compress = gathered  # type: ignore[attr-defined]
    return env, gathered


def render(source: str, **templates: str) -> tuple[str, list[Region]]:
    env, gathered = environment({"page.html": source, **templates})
    html = env.get_template("page.html").render(pathto=pathto, pagename="a/b", names=["x", "y"])
    return html, gathered.regions


@pytest.mark.parametrize(
    ("arguments", "kind", "mode", "name"),
    [
        ("css", "css", "file", "output"),
        ("js", "js", "file", "output"),
        ("css inline", "css", "inline", "output"),
        ("css, inline", "css", "inline", "output"),
        ("js preload main", "js", "preload", "main"),
        ("js, preload, main", "js", "preload", "main"),
        ("'js' \"file\" 'the-name.v2'", "js", "file", "the-name.v2"),
    ],
)
def test_the_arguments_are_kind_mode_and_name(
    arguments: str, kind: Kind, mode: Mode, name: str
) -> None:
    html, [region] = render(f"\n{{% compress {arguments} %}}text{{% endcompress %}}!")
    assert html == "\n[1]!"
    assert region == Region(
        "text",
        TemplateRegion(kind, mode, name, TemplatePlace("page.html", 2)),
        PageContext("a/b", "../"),
    )


@pytest.mark.parametrize("end", ["endcompress", "endcompress css", "endcompress 'css'"])
def test_the_end_tag_may_repeat_the_kind(end: str) -> None:
    assert render(f"{{% compress css %}}<link>{{% {end} %}}")[0] == "[1]"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% compress %}{% endcompress %}", "must be css or js"),
        ("{% compress html %}{% endcompress %}", "must be css or js"),
        (
            "{% compress css inlin %}{% endcompress %}",
            "must be file, inline or preload, not inlin; a name comes after the mode",
        ),
        ("{% compress css main %}{% endcompress %}", "not main"),
        # That is what the end of a page is recorded as.
        ("{% compress js delay %}{% endcompress %}", "not delay"),
        ("{% compress css file a b %}{% endcompress %}", "a b is not one name"),
        ("{% compress css file '../x' %}{% endcompress %}", "../x is not one name"),
        ("{% compress css file '' %}{% endcompress %}", "is not one name"),
        ("{% compress css file Con %}{% endcompress %}", "no file may be called Con.css"),
        ("{% compress js file 'lpt1.a' %}{% endcompress %}", "no file may be called lpt1.a.js"),
        (f"{{% compress js file {'a' * 98} %}}{{% endcompress %}}", "aa.js on every system"),
        ("{% compress kind() %}{% endcompress %}", "not expressions"),
        ("{% compress css ~ 'x' %}{% endcompress %}", "not expressions"),
        ("{% compress (css) %}{% endcompress %}", "not expressions"),
        ("{% compress 1 %}{% endcompress %}", "not expressions"),
        ("{% compress css %}<link>", "it has no endcompress"),
        ("{% compress css %}{% if x %}<link>{% endif %}", "it has no endcompress"),
        ("{% block x %}{% compress css %}<link>{% endblock %}", "it has no endcompress"),
        ("{% if x %}{% compress css %}<link>{% else %}{% endif %}", "it has no endcompress"),
        ("{% compress css %}{% endcompress js %}", "endcompress js ends a region of css"),
        ("{% compress css %}{% endcompress css now %}", "takes nothing but css or js"),
    ],
)
def test_a_mistake_is_an_error_that_names_template_and_line(source: str, message: str) -> None:
    with pytest.raises(TemplateSyntaxError) as error:
        render(f"one\ntwo {source}\n")
    assert error.value.lineno == 2
    assert str(error.value.message).startswith("page.html:2: {% compress %}: ")
    assert message in str(error.value.message)


def test_a_mistake_within_a_region_keeps_its_own_message() -> None:
    with pytest.raises(TemplateSyntaxError, match="unknown tag 'nonsense'"):
        render("{% compress css %}{% nonsense %}{% endcompress %}")


def test_a_region_holds_a_block_and_what_a_child_template_makes_of_it() -> None:
    html, [region] = render(
        "{% extends 'base.html' %}{% block css %}{{ super() }}+child{% endblock %}",
        **{"base.html": "{% compress css %}{% block css %}base{% endblock %}{% endcompress %}."},
    )
    assert html == "[1]."
    assert region.text == "base+child"
    assert region.marked.place == ("base.html", 1)


def test_a_region_in_an_overridden_block_holds_what_super_returns() -> None:
    html, [region] = render(
        "{% extends 'base.html' %}\n"
        "{% block css %}{% compress css %}{{ super() }}{% endcompress %}{% endblock %}",
        **{"base.html": "<{% block css %}base{% endblock %}>"},
    )
    assert html == "<[1]>"
    assert region.text == "base"
    assert region.marked.place == ("page.html", 2)


def test_a_region_outside_of_all_blocks_of_a_child_template_is_dropped_like_all_that_is() -> None:
    html, regions = render(
        "{% extends 'base.html' %}<i>{% compress css %}<link>{% endcompress %}",
        **{"base.html": "<{% block css %}{% endblock %}>"},
    )
    assert html == "<>"
    assert regions == []


def test_a_region_in_an_included_template_names_that_template() -> None:
    html, [region] = render(
        "{% include 'part.html' %}", **{"part.html": "{% compress js %}p{% endcompress %}"}
    )
    assert html == "[1]"
    assert region.marked.place == ("part.html", 1)


def test_a_region_in_a_loop_is_one_region_for_each_turn() -> None:
    html, regions = render(
        "{% for name in names %}{% compress css %}{{ name }}{% endcompress %}{% endfor %}"
    )
    assert html == "[1][2]"
    assert [region.text for region in regions] == ["x", "y"]


def test_a_macro_imported_without_context_passes_its_content_through() -> None:
    html, regions = render(
        "{% from 'macros.html' import m %}{{ m() }}",
        **{"macros.html": "{% macro m() %}{% compress css %}text{% endcompress %}{% endmacro %}"},
    )
    assert html == "text"
    assert regions == []


def test_a_macro_imported_with_context_gathers() -> None:
    html, [region] = render(
        "{% from 'macros.html' import m with context %}{{ m() }}",
        **{"macros.html": "{% macro m() %}{% compress css %}text{% endcompress %}{% endmacro %}"},
    )
    assert html == "[1]"
    assert region.text == "text"


def test_a_region_within_a_region_is_a_part_of_the_outer_one() -> None:
    html, [region] = render(
        "{% compress css %}a{% compress css inline %}b{% endcompress %}c{% endcompress %}"
    )
    assert html == "[1]"
    assert region.text == "abc"


def test_a_region_of_a_macro_within_a_region_is_a_part_of_the_outer_one() -> None:
    macros = "{% macro m(x) %}{% compress css %}{{ x }}{% endcompress %}{% endmacro %}"
    for context, outer in (("with", "css"), ("without", "css"), ("with", "js preload")):
        html, [region] = render(
            f"{{% from 'macros.html' import m {context} context %}}"
            f"{{% compress {outer} %}}{{{{ m('a') }}}}b{{{{ m('c') }}}}{{% endcompress %}}",
            **{"macros.html": macros},
        )
        assert html == "[1]"
        assert region.text == "abc"


def test_a_region_may_have_variables_of_its_own() -> None:
    html, [region] = render(
        "{% set a = 1 %}{% compress css %}{% set a = 2 %}{{ a }}{% endcompress %}{{ a }}"
    )
    assert (html, region.text) == ("[1]1", "2")


@pytest.mark.parametrize(
    "values", [{"pagename": "b", "pathto": pathto}, {"pathto": lambda url, _: f"../{url}"}]
)
def test_an_error_within_a_region_leaves_the_next_page_whole(values: dict[str, Any]) -> None:
    env, gathered = environment({"page.html": "{% compress css %}{{ 1 / n }}{% endcompress %}"})
    template = env.get_template("page.html")
    with pytest.raises(ZeroDivisionError):
        template.render(pathto=pathto, pagename="a", n=0)
    for n in range(1, 3):
        # Sphinx makes a function for each page.
        assert template.render({"pagename": "a", "n": n, **values}) == f"[{n}]"
    assert gathered.regions[0].text == "1.0"


def test_a_page_within_a_region_of_another_one_spoils_neither() -> None:
    env, gathered = environment({"page.html": "{% compress css %}{{ more() }}.{% endcompress %}"})
    template = env.get_template("page.html")

    def inner() -> str:
        return template.render(pathto=pathto, pagename="inner", more=str)

    def outer() -> str:
        return inner() + inner()

    assert template.render(pathto=pathto, pagename="outer", more=outer) == "[3]"
    assert [each.text for each in gathered.regions] == [".", ".", "[1][2]."]
    assert [each.page.name for each in gathered.regions] == ["inner", "inner", "outer"]


def test_the_prefix_is_that_of_each_page() -> None:
    env, gathered = environment({"page.html": "{% compress css %}a{% endcompress %}"})
    template = env.get_template("page.html")
    for prefix in ("", "../", "../../", "../"):
        template.render(pathto=lambda url, _, prefix=prefix: prefix + url, pagename="a")
    assert [each.page.prefix for each in gathered.regions] == ["", "../", "../../", "../"]


def test_without_a_gatherer_the_content_passes_through() -> None:
    env = Environment(extensions=[CompressTag])
    template = env.from_string("{% compress css %}<link>{% endcompress %}")
    assert template.render(pathto=pathto, pagename="a") == "<link>"


@pytest.mark.parametrize("undefined", [Undefined, StrictUndefined])
@pytest.mark.parametrize("values", [{}, {"pagename": "a"}, {"pathto": pathto}])
def test_where_no_page_is_rendered_the_content_passes_through(
    undefined: type[Undefined], values: dict[str, Any]
) -> None:
    env, gathered = environment(
        {"feed.xml": "{% compress css %}<link>{% endcompress %}"}, undefined=undefined
    )
    assert env.get_template("feed.xml").render(values) == "<link>"
    assert gathered.regions == []


def test_without_a_gatherer_a_preload_region_comes_to_nothing() -> None:
    env = Environment(extensions=[CompressTag])
    template = env.from_string("<{% compress js preload %}<script>{% endcompress %}>")
    assert template.render(pathto=pathto, pagename="a") == "<>"


def test_with_autoescape_the_html_is_markup() -> None:
    env, gathered = environment(
        {"page.html": "{% compress css %}<link>{{ '<' }}{% endcompress %}"}, autoescape=True
    )
    html = env.get_template("page.html").render(pathto=pathto, pagename="a")
    assert html == Markup("[1]")
    assert gathered.regions[0].text == "<link>&lt;"
