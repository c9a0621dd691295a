"""Tests of the tag references of all scripts of a site."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from sphinx_compress.build.tag_references import TagReferences
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.cache.local import Cache, DirectoryCache
from sphinx_compress.js.tag_references import ANY
from tests.sites import script

# Script elements


class Counting(Cache):
    """A cache that counts what is not in it."""

    def __init__(self, directory: Path) -> None:
        self.inner = DirectoryCache(directory, 1_000_000)
        self.misses = 0

    def get(self, key: str) -> bytes | None:
        value = self.inner.get(key)
        self.misses += value is None
        return value

    def set(self, key: str, value: bytes) -> None:
        self.inner.set(key, value)

    def refresh(self, key: str) -> bytes | None:
        return self.inner.refresh(key)

    def publish(self) -> int:
        return self.inner.publish()

    def prune(self) -> None:
        self.inner.prune()


@pytest.fixture(name="cache")
def a_cache(tmp_path: Path) -> Counting:
    return Counting(tmp_path / "cache")


@pytest.fixture(name="references")
def tag_references_of_a_site(tmp_path: Path, cache: Counting) -> TagReferences:
    static = tmp_path / "_static"
    static.mkdir()
    (static / "x.js").write_text("document.styleSheets[0]")
    (static / "latin.js").write_bytes(b"f('\xe9', 'theme.css')")
    return TagReferences(Sources([SourceRoot(static)]), cache)


def words_of(references: TagReferences, tag: str) -> set[str]:
    return set(references.words([tag]))


def test_a_block_refers_to_tags_itself(references: TagReferences) -> None:
    assert words_of(references, "<script>document.styleSheets[0]</script>") == {ANY["css"]}
    assert words_of(references, "<script type=module>'theme.css'</script >") == {"theme.css"}
    assert words_of(references, "<script></script>") == set()


def test_the_url_of_a_script_may_refer_to_tags(references: TagReferences) -> None:
    tag = "<script src='data:text/javascript,document.styleSheets%5B0%5D'></script>"
    assert words_of(references, tag) == {ANY["css"]}


def test_a_block_is_analysed_once(references: TagReferences, cache: Counting) -> None:
    text = "document.styleSheets[0]; " * 20
    for _ in range(2):
        assert words_of(references, f"<script>{text}</script>") == {ANY["css"]}
        assert words_of(references, f"<script async>{text}</script>") == {ANY["css"]}
    assert cache.misses == 1
    # What refers to nothing needs no place in the cache.
    assert words_of(references, "<script>f()</script>") == set()
    assert cache.misses == 1


@pytest.mark.parametrize("title", ["a > b", "a -> b", "it's > b"])
def test_an_attribute_is_no_part_of_a_block(title: str, references: TagReferences) -> None:
    block = f'<script title="{title}">document.styleSheets[0]; f("theme.css")</script>'
    assert words_of(references, block) == {ANY["css"], "theme.css"}


def test_a_file_is_analysed_once(
    references: TagReferences, tmp_path: Path, cache: Counting
) -> None:
    for tag in (script("x.js"), script("x.js?v=1a"), script("x.js", " defer")):
        assert words_of(references, tag) == {ANY["css"]}
    assert cache.misses == 1
    # Another process finds it in the cache.
    other = TagReferences(Sources([SourceRoot(tmp_path / "_static")]), cache)
    assert words_of(other, script("x.js")) == {ANY["css"]}
    assert cache.misses == 1


def test_a_file_that_has_changed_is_analysed_again(
    references: TagReferences, tmp_path: Path
) -> None:
    assert words_of(references, script("x.js")) == {ANY["css"]}
    (tmp_path / "_static" / "x.js").write_text("'theme.css'")
    again = TagReferences(
        Sources([SourceRoot(tmp_path / "_static")]), DirectoryCache(tmp_path, 1_000)
    )
    assert words_of(again, script("x.js")) == {"theme.css"}


@pytest.mark.parametrize("value", [b"", b"null", b"1", b"{", b"\xff", b"[" * 100_000])
def test_a_spoilt_cache_is_no_error(
    value: bytes, references: TagReferences, cache: Counting
) -> None:
    words_of(references, script("x.js"))
    for path in (cache.inner._directory).rglob("*"):
        if path.is_file():
            path.write_bytes(value)
    assert words_of(references, script("x.js")) == {ANY["css"]}


@pytest.mark.parametrize(
    "tag",
    [
        script("missing.js"),
        script("../outside.js"),
        script("x.js?raw=1"),
        '<script src="https://example.org/theme.css.js">document.styleSheets[0]</script>',
        '<script src="//example.org/x.js"></script>',
        '<script src="http://[x"></script>',
        '<script src="">document.styleSheets[0]</script>',
        "<script src>document.styleSheets[0]</script>",
    ],
)
def test_a_file_that_is_not_of_the_site_refers_to_nothing(
    tag: str, references: TagReferences, cache: Counting
) -> None:
    assert words_of(references, tag) == set()
    assert cache.misses == 0


def test_a_file_in_another_encoding_is_no_error(references: TagReferences) -> None:
    assert words_of(references, script("latin.js")) == {"theme.css"}


def test_of_each_word_a_place_is_known(references: TagReferences) -> None:
    block = "<script>\n  f('other.css')</script>"
    tags = [script("x.js"), script("latin.js"), block]
    for order in (tags, tags[::-1]):
        assert references.words(order) == {
            ANY["css"]: "x.js, line 1, column 1",
            "other.css": "the script \"f('other.css')\", line 2, column 5",
            "theme.css": "latin.js, line 1, column 8",
        }


def test_two_scripts_that_begin_alike_are_two(references: TagReferences) -> None:
    start = "/* a long comment that both of them begin with */"
    hook = f"<script>{start} bus.on('x', () => document.write(1))</script>"
    other = f"<script>{start} go()</script>"
    for tags in ([hook, other], [other, hook]):
        assert ANY["js"] in references.words(tags)


def test_a_function_whose_text_is_read_keeps_its_tag(
    references: TagReferences, tmp_path: Path
) -> None:
    static = tmp_path / "_static"
    (static / "demo.js").write_text("function demo() { return 1 }")
    (static / "own.js").write_text("note(String(() => 1))")
    (static / "reader.js").write_text("window.read = (f) => note(`${f}`)")
    block = "<script>read(() => 1); pre.textContent = demo</script>"
    tags = [script(name) for name in ("demo.js", "own.js", "reader.js", "x.js")]
    words = references.words([*tags, block])
    of_site = f"{ANY['js']} _static/"
    assert words[f"{of_site}demo.js"] == "demo.js, by the function demo"
    assert words[f"{of_site}own.js"] == "own.js, line 1, column 1"
    assert words[block].endswith(", by the function read")
    assert words.keys() == {f"{of_site}demo.js", f"{of_site}own.js", block, ANY["css"]}


# Style sheets


def test_a_style_sheet_may_select_the_tags_themselves(
    references: TagReferences, cache: Counting, tmp_path: Path
) -> None:
    (tmp_path / "_static" / "base.css").write_text("script + p { color: red }")
    (tmp_path / "_static" / "base.scss").write_text("// link {}")
    sheets = ['<link href="_static/base.css">', '<link href="_static/base.scss">', "<link href=x>"]
    for _ in range(2):
        assert references.words([], sheets=sheets) == {ANY["js"]: "base.css"}
    assert cache.misses == 1
    assert references.words([], sheets=["<style>link + p {}</style>"]) == {
        ANY["css"]: 'the style sheet "link + p {}"'
    }


def test_any_argument_of_a_function_of_another_script_may_be_looked_for(
    references: TagReferences,
) -> None:
    helper = "<script>function there(f, t) { return document.getElementsByTagName(t) }</script>"
    for call, expected in (
        ("there('x', 'link')[n]", {ANY["css"]}),
        ("there('link', 'p')[n]", set()),
    ):
        tags = [helper, f"<script>go({call}.href)</script>"]
        assert set(references.words(tags)) == expected


FEATURE = """<script>(() => {
const c = JSON.parse(document.getElementById("conf").textContent);
if (c.features.includes("page.instant")) document.scripts[n].remove()
})()</script>"""
DATA = '<script id="conf" type="application/json">{"features": [%s]}</script>'


def test_what_belongs_to_a_feature_counts_only_where_a_page_may_have_it(
    references: TagReferences,
) -> None:
    assert not references.words([FEATURE, DATA % ""])
    for others in (
        [DATA % '"page.instant"'],
        [DATA % "", DATA % '"page.instant"'],
        [DATA % "", "<script>list.push('page.instant')</script>"],
        [DATA % "", "<script>conf.textContent = text('page.' + x)</script>"],
        [(DATA % "").replace('"features": []', "*").replace("{*}", "*")],
        [(DATA % "").replace("conf", "other")],
        [],
    ):
        assert set(references.words([FEATURE, *others])) == {ANY["js"]}


def test_what_sphinx_immaterial_asks_for_belongs_to_a_feature(references: TagReferences) -> None:
    spec = find_spec("sphinx_immaterial")
    if spec is None or spec.origin is None:
        pytest.skip("sphinx_immaterial is not installed")
    bundle = Path(spec.origin).with_name("bundles") / "javascripts" / "bundle.js"
    scripts = [f"<script>{bundle.read_text(encoding='utf-8')}</script>"]
    data = '<script id="__config" type="application/json">{"features": [%s]}</script>'
    assert not set(references.words([*scripts, data % ""])) & set(ANY.values())
    assert set(references.words([*scripts, data % '"navigation.instant"'])) >= set(ANY.values())


def test_what_calls_a_helper_may_be_a_helper_itself(references: TagReferences) -> None:
    scripts = [
        "<script>function first(s) { return document.querySelectorAll(s) }</script>",
        "<script>window.second = (s) => first(s)</script>",
        "<script>second('script')[n].remove()</script>",
    ]
    assert ANY["js"] in references.words(scripts)
    assert not references.words(scripts[:2])
