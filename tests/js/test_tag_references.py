"""Tests of what scripts find tags of their page by."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.build.tag_references import Asker
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.cache.local import Cache, DirectoryCache
from sphinx_compress.js.tag_references import ANY, asked_for, asks
from tests.sites import script, sheet

THEME = sheet("theme.css")
JQUERY = script("lib/jquery.js")


# Style sheets


@pytest.mark.parametrize(
    "text",
    [
        "document.querySelector('link[href=\"_static/theme.css\"]')",
        "document.querySelector('link[href$=\"theme.css\"]')",
        "document.querySelector(\"link[href*='/theme.css?']\")",
        "document.querySelector(`link[href*=theme]`)",
        "document.querySelector('[ href $= \"theme.css\" ]')",
        "$('link[href$=\"theme.css\"]').remove()",
        "jQuery('link').filter('[href*=theme]')",
        "el.matches('[HREF*=\"theme\"]') && link",
        "if (link.href.endsWith('theme.css')) link.disabled = true",
        "if (link.href.indexOf('/theme.css') > 0) {}",
        "if (/theme\\.css$/.test(link.href)) {}",
        "const u = `${base}/theme.css`",
        "f({ href: 'https://a.b/c/theme.css?v=1#x' })",
    ],
)
def test_a_style_sheet_is_asked_for_by_its_name(text: str) -> None:
    assert asked_for(THEME, "css", asks(text))
    assert not asked_for(sheet("other.css"), "css", asks(text) - set(ANY.values()))


@pytest.mark.parametrize(
    "text",
    [
        "document.getElementsByTagName('link')",
        "document.getElementsByTagName(' LINK ')",
        "document.querySelector('link')",
        "document.querySelectorAll('link[rel=\"stylesheet\"]')",
        "document.querySelectorAll('head > link[rel=stylesheet]')",
        "$('link[rel=stylesheet]').each(f)",
        "document.styleSheets[0].disabled = true",
        "document.styleSheets[document.styleSheets.length - 1].insertRule(r)",
        "window.document.styleSheets[1]",
        'document.querySelector(`link[href="${url}"]`)',
        'document.querySelector(`link[href$="${name}.css"]`)',
        "document.querySelector('link[href^=\"_static/\"]')",
    ],
)
def test_any_style_sheet_may_be_asked_for(text: str) -> None:
    found = asks(text)
    assert ANY["css"] in found
    assert asked_for(THEME, "css", found)
    assert asked_for("<style>p{}</style>", "css", found)
    assert not asked_for(JQUERY, "js", found)


@pytest.mark.parametrize(
    "text",
    [
        # The rest of the name comes from elsewhere.
        "document.querySelector('link[href*=\"' + name + '\"]')",
        "document.querySelector('link[href$=\"' + name + '.css\"]')",
        'document.querySelector(`[href$="${name}.css"]`)',
        # Without any of the words that are looked for before a script is parsed.
        "document.querySelector('[href*=\"theme\"]')",
        "document.querySelectorAll('[rel~=stylesheet]')",
        "document.querySelectorAll('link[rel=stylesheet][href]')",
        "document.querySelectorAll('link[href]')",
        "document.querySelectorAll('head link')",
        "document.querySelectorAll('head > link')",
        "document.querySelectorAll('style, link')",
        "document.styleSheets.item(0)",
        "document.styleSheets.item(document.styleSheets.length - 1)",
        "document.querySelector('link[type=\"text/css\"]')",
        "document.querySelector('link[rel=stylesheet]:not([href*=print])')",
        "document.querySelector('[href$=\"' + name + '.css\"]')",
        # Patterns.
        "/themes?.*\\.css/.test(link.href)",
        "f(document.styleSheets); /other|theme/.test(sheet.href)",
        "/(?:theme|dark)\\.css/.test(link.href)",
        "/theme\\.css|dark\\.css/.test(link.href)",
        "/\\btheme\\.css/.test(link.href)",
        "/theme(\\.min)?\\.css/.test(link.href)",
        # A list.
        "for (const name of 'theme.css,dark.css'.split(',')) swap(name)",
        "for (const name of 'theme.css|dark.css'.split('|')) swap(name)",
    ],
)
def test_a_style_sheet_may_be_asked_for_in_a_roundabout_way(text: str) -> None:
    assert asked_for(THEME, "css", asks(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x()",
        "// theme.css, document.styleSheets[0], querySelector('link')",
        "document.createElement('link')",
        "document.createElement('script')",
        "for (const s of document.styleSheets) f(s)",
        "for (let i = 0; i < document.styleSheets.length; i++) f(document.styleSheets[i])",
        "f('.css')",
        "f('a.cssx')",
        "document.querySelector('a.link')",
        "document.querySelector('#permalink')",
        "document.querySelector('.headerlink')",
        "document.querySelector('a[href=\"#top\"]') && linked",
        "document.querySelector('description')",
        "f('theme.json', 'module.jsx', script)",
        "link.rel = 'icon'",
        "document.querySelector('link[rel=canonical]')",
        "document.querySelector('link[rel=search][href]')",
        "document.querySelectorAll('a[href*=theme]')",
        "$('.toc a.reference[href*=\"theme\"]')",
        "$('nav').find('[href=\"' + anchor + '\"]')",
        "/\\.css$/.test(url)",
        "/[^/]+\\.(?:css|js)$/.test(url)",
        "(((( 'script",
    ],
)
def test_what_only_looks_like_that_does_not_ask(text: str) -> None:
    found = asks(text)
    assert not asked_for(THEME, "css", found)
    assert not asked_for(JQUERY, "js", found)


# Scripts


@pytest.mark.parametrize(
    "text",
    [
        "document.querySelector('script[src$=\"jquery.js\"]')",
        "document.querySelector(`script[src*=jquery]`)",
        'document.querySelector(`script[src="${url}"]`)',
        "for (const s of document.scripts) if (s.src.endsWith('jquery.js')) f(s)",
        "$('script').filter(s => s.src.includes('/jquery.js'))",
        "document.getElementsByTagName('script'); const name = 'jquery.js'",
        "const all = document.querySelectorAll('head script'); /jquery\\.js/",
    ],
)
def test_a_script_is_asked_for_by_its_name(text: str) -> None:
    assert asked_for(JQUERY, "js", asks(text))


def test_the_name_of_a_script_alone_asks_for_none() -> None:
    # Nearly each script names files that it loads itself.
    assert asks("load('jquery.js'); script") == frozenset()


def test_a_script_is_asked_for_by_its_data() -> None:
    found = asks("document.querySelector('body > script[data-project]').dataset")
    assert found == {"data-project"}
    assert asked_for(script("a.js", ' data-project="x"'), "js", found)
    assert not asked_for(script("a.js"), "js", found)


def test_any_script_may_be_asked_for() -> None:
    found = asks('document.querySelector(`script[src^="${base}"]`)')
    assert found == {ANY["js"]}
    assert asked_for(JQUERY, "js", found)
    assert not asked_for(THEME, "css", found)


@given(st.lists(st.sampled_from("link script .css a.js ' \" ` ${ } ( ) [ ] \\ / \n é".split(" "))))
def test_whatever_a_script_is_its_answer_is_some_words(parts: list[str]) -> None:
    text = "".join(parts)
    assert all(word and isinstance(word, str) for word in asks(text))
    assert asks(text) == asks(text)


def test_a_tag_is_asked_for_by_a_part_of_it() -> None:
    assert asked_for(THEME, "css", ["x", "theme.css"])
    assert not asked_for(THEME, "css", ["x", "Theme.css"])
    assert not asked_for(THEME, "css", [])


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


@pytest.fixture(name="asker")
def an_asker(tmp_path: Path, cache: Counting) -> Asker:
    static = tmp_path / "_static"
    static.mkdir()
    (static / "x.js").write_text("document.styleSheets[0]")
    (static / "latin.js").write_bytes(b"f('\xe9', 'theme.css')")
    return Asker(Sources([SourceRoot(static)]), cache)


def test_a_block_is_asked_for_itself(asker: Asker) -> None:
    assert asker.asks("<script>document.styleSheets[0]</script>") == {ANY["css"]}
    assert asker.asks("<script type=module>'theme.css'</script >") == {"theme.css"}
    assert asker.asks("<script></script>") == frozenset()


def test_a_block_is_asked_once(asker: Asker, cache: Counting) -> None:
    for _ in range(2):
        assert asker.asks("<script>document.styleSheets[0]</script>") == {ANY["css"]}
        assert asker.asks("<script async>document.styleSheets[0]</script>") == {ANY["css"]}
    assert cache.misses == 1
    # What can ask for nothing needs no place in the cache.
    assert asker.asks("<script>f()</script>") == frozenset()
    assert cache.misses == 1


@pytest.mark.parametrize("title", ["a > b", "a -> b", "it's > b"])
def test_an_attribute_is_no_part_of_a_block(title: str, asker: Asker) -> None:
    block = f'<script title="{title}">document.styleSheets[0]; f("theme.css")</script>'
    assert asker.asks(block) == {ANY["css"], "theme.css"}


def test_a_file_is_asked_for_once(asker: Asker, tmp_path: Path, cache: Counting) -> None:
    for tag in (script("x.js"), script("x.js?v=1a"), script("x.js", " defer")):
        assert asker.asks(tag) == {ANY["css"]}
    assert cache.misses == 1
    # Another process finds it in the cache.
    other = Asker(Sources([SourceRoot(tmp_path / "_static")]), cache)
    assert other.asks(script("x.js")) == {ANY["css"]}
    assert cache.misses == 1


def test_a_file_that_has_changed_is_asked_for_again(asker: Asker, tmp_path: Path) -> None:
    assert asker.asks(script("x.js")) == {ANY["css"]}
    (tmp_path / "_static" / "x.js").write_text("'theme.css'")
    again = Asker(Sources([SourceRoot(tmp_path / "_static")]), DirectoryCache(tmp_path, 1_000))
    assert again.asks(script("x.js")) == {"theme.css"}


@pytest.mark.parametrize("value", [b"", b"null", b"1", b"{", b"\xff", b"[" * 100_000])
def test_a_spoilt_cache_is_no_error(value: bytes, asker: Asker, cache: Counting) -> None:
    asker.asks(script("x.js"))
    for path in (cache.inner._directory).rglob("*"):
        if path.is_file():
            path.write_bytes(value)
    assert asker.asks(script("x.js")) == {ANY["css"]}


@pytest.mark.parametrize(
    "tag",
    [
        script("missing.js"),
        script("../outside.js"),
        script("x.js?raw=1"),
        '<script src="https://example.org/theme.css.js">document.styleSheets[0]</script>',
        '<script src="//example.org/x.js"></script>',
        '<script src="data:text/javascript,document.styleSheets[0]"></script>',
        '<script src="http://[x"></script>',
        '<script src="">document.styleSheets[0]</script>',
        "<script src>document.styleSheets[0]</script>",
    ],
)
def test_a_file_that_is_not_of_the_site_does_not_ask(
    tag: str, asker: Asker, cache: Counting
) -> None:
    assert asker.asks(tag) == frozenset()
    assert cache.misses == 0


def test_a_file_in_another_encoding_is_no_error(asker: Asker) -> None:
    assert asker.asks(script("latin.js")) == {"theme.css"}
