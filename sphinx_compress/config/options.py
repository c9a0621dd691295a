"""All settings, each with its type, its default, what reads it and what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from ..core.types import ContentEncoding, Joining
from ..filters.base import MAX_MINIFY_SIZE, FilterSpec
from .values import (
    one_of,
    read_base_url,
    read_bool,
    read_bytes,
    read_cache_address,
    read_filters,
    read_key,
    read_megabytes,
    read_names,
    read_number,
    read_output_dir,
    read_patterns,
    read_precompilers,
    read_seconds,
    read_text,
    some_of,
)

#: A host that reads the file ``_headers``.
Host = Literal["cloudflare-pages", "netlify"]

if TYPE_CHECKING:
    from ..cache.backend import Address

#: How the critical part of a style sheet comes first.
Critical = Literal["file", "inline", "off"]
#: Which host adds scripts of its own to pages.
Injected = Literal["auto", "none", "readthedocs"]
#: When the search index is fetched by pages that need not have it at once.
Search = Literal["eager", "on-demand"]
#: Whether the glyphs that a site uses come first.
Fonts = Literal["auto", "off"]
#: Which hash the attributes ``integrity`` have.
Integrity = Literal["off", "sha256", "sha384", "sha512"]

#: Which of the icons of a script come first.
Icons = Literal["all", "used"]
#: What becomes of the rules of style sheets that nothing uses.
UnusedCSS = Literal["late", "drop", "keep"]


@dataclass(frozen=True, slots=True)
class Option:
    """How a value of ``conf.py`` becomes a field of :class:`CompressConfig`."""

    #: As it would stand in ``conf.py``.
    default: Any
    #: Returns the field's value; raises ``TypeError`` or ``ValueError``, with the rest of a
    #: sentence that begins with the option, for a value that makes no sense.
    read: Callable[[Any], Any]
    #: Those that Sphinx accepts without a warning.
    types: tuple[type, ...]
    #: What Sphinx rebuilds when the value changes: ``html`` for all pages.
    rebuild: str = ""
    #: Whether it holds credentials: these are in no message, and in no file that Sphinx keeps.
    is_secret: bool = False


#: Has Sphinx write all pages again.
_PAGES: Final = "html"


def _option(
    default: object,
    read: Callable[[Any], Any],
    *types: type,
    rebuild: str = "",
    secret: bool = False,
) -> Any:
    """Return a field of :class:`CompressConfig`."""
    option = Option(default, read, types, rebuild, secret)
    return field(default=read(default), repr=not secret, metadata={"option": option})


@dataclass(frozen=True, slots=True)
class CompressConfig:
    """All options; see the manual for what each of them means."""

    enabled: bool = _option(True, read_bool, bool, rebuild=_PAGES)
    #: Whether regions are found that no template marks.
    implicit: bool = _option(True, read_bool, bool, rebuild=_PAGES)
    #: Below ``_static/``, with slashes.
    output_dir: str = _option("compress", read_output_dir, str, rebuild=_PAGES)
    css_filters: tuple[FilterSpec, ...] = _option(
        ["imports", "urls", "csscompressor"], read_filters, list, tuple, rebuild=_PAGES
    )
    js_filters: tuple[FilterSpec, ...] = _option(
        ["rjsmin"], read_filters, list, tuple, rebuild=_PAGES
    )
    #: How scripts share a bundle.
    join_scripts: Joining = _option("elements", one_of(get_args(Joining)), str, rebuild=_PAGES)  # noqa: RUF009
    #: In bytes, as gzip sends them: how many more a bundle may have than its scripts.
    max_growth: int = _option(100, read_bytes, int, rebuild=_PAGES)
    #: Whether the critical parts of style sheets come first.
    critical: Critical = _option("file", one_of(get_args(Critical)), str, rebuild=_PAGES)  # noqa: RUF009
    #: What becomes of rules that nothing uses.
    unused_css: UnusedCSS = _option("late", one_of(get_args(UnusedCSS)), str, rebuild=_PAGES)  # noqa: RUF009
    #: Patterns of the names that scripts use of which nobody can tell; ``None`` if nobody said.
    css_keep: tuple[str, ...] | None = _option(
        None, read_names, list, tuple, type(None), rebuild=_PAGES
    )
    #: Whether scripts that only declare wait until their page has been read.
    defer_scripts: bool = _option(True, read_bool, bool, rebuild=_PAGES)
    #: When pages fetch the search index that have no search results.
    search: Search = _option("eager", one_of(get_args(Search)), str, rebuild=_PAGES)  # noqa: RUF009
    #: Whose scripts look for tags of pages, though no build sees them; ``auto`` if nobody says.
    injected: Injected = _option("auto", one_of(get_args(Injected)), str)  # noqa: RUF009
    #: Whether fonts have subsets with the characters of the site.
    fonts: Fonts = _option("auto", one_of(get_args(Fonts)), str, rebuild=_PAGES)  # noqa: RUF009
    #: Which icons the scripts of Font Awesome have.
    icons: Icons = _option("all", one_of(get_args(Icons)), str, rebuild=_PAGES)  # noqa: RUF009
    #: Patterns of URLs whose tags stay as they are.
    exclude: tuple[str, ...] = _option([], read_patterns, list, tuple, rebuild=_PAGES)
    #: Pairs of MIME type and filter, sorted.
    precompilers: tuple[tuple[str, FilterSpec], ...] = _option(
        {}, read_precompilers, dict, rebuild=_PAGES
    )
    #: In bytes; a larger text is bundled as it is.
    max_minify_size: int = _option(MAX_MINIFY_SIZE, read_bytes, int, rebuild=_PAGES)
    #: Whether a text that could not be minified or compiled fails the build.
    strict_minify: bool = _option(False, read_bool, bool)
    #: Whether bundles have source maps.
    source_maps: bool = _option(False, read_bool, bool, rebuild=_PAGES)
    #: Whether a report on the site is written beside it.
    report: bool = _option(False, read_bool, bool)
    #: Of how many builds before this one the bundles stay.
    keep_generations: int = _option(0, read_number, int)
    #: In which encodings files are there for servers to send.
    precompress: tuple[ContentEncoding, ...] = _option(
        [], some_of(get_args(ContentEncoding)), list, tuple
    )
    #: Whether all text files of a site are, and not only its bundles.
    precompress_all: bool = _option(False, read_bool, bool)
    #: For which hosts it is written down what to send with each file.
    hosts: tuple[Host, ...] = _option([], some_of(get_args(Host)), list, tuple)
    #: Of the copy of the site that bundles are loaded from; empty for the site itself.
    base_url: str = _option("", read_base_url, str, rebuild=_PAGES)
    #: Whether browsers are told which bytes bundles of another server have.
    integrity: Integrity = _option("off", one_of(get_args(Integrity)), str, rebuild=_PAGES)  # noqa: RUF009
    #: Whether browsers fetch a page while a pointer rests on its link.
    prefetch: bool = _option(False, read_bool, bool, rebuild=_PAGES)
    #: Whether regions are looked up in a manifest, and nothing is compressed.
    offline: bool = _option(False, read_bool, bool)
    #: Where the manifest is; empty for that of the output directory.
    offline_manifest: str = _option("", read_text, str)
    #: Name of the builder that the builder ``compress`` makes the bundles for.
    builder: str = _option("html", read_text, str)
    #: Empty for the default.
    cache_dir: str = _option("", read_text, str)
    #: In bytes; ``conf.py`` has it in megabytes.
    cache_size: int = _option(64, read_megabytes, int)
    #: Of the shared cache, if there is one.
    cache: Address | None = _option("", read_cache_address, str, secret=True)  # noqa: RUF009
    #: What entries of the shared cache are signed with; empty if they are not.
    cache_key: bytes = _option("", read_key, str, secret=True)
    #: Whether nothing is put into the shared cache.
    cache_readonly: bool = _option(False, read_bool, bool)
    #: Seconds that a build may wait for the shared cache in all.
    cache_timeout: float = _option(10, read_seconds, int, float)

    @property
    def signs(self) -> bool:
        """Whether elements have the attribute ``integrity``.

        Browsers refuse a file with it that is opened from the disk.
        """
        return bool(self.base_url) and self.integrity != "off"

    @property
    def inlines(self) -> bool:
        """Whether the critical parts of style sheets may stand in pages themselves."""
        return self.splits and self.critical == "inline"

    @property
    def splits(self) -> bool:
        """Whether style sheets are split.

        A gate imports whole sheets.  From another server, browsers fetch what is imported
        without ``crossorigin``, and so a second time; nor can an import say which bytes it expects.
        """
        return self.critical != "off" and self.unused_css != "keep" and not self.base_url

    @property
    def drops(self) -> bool:
        """Whether rules are left out that nothing uses."""
        return self.critical != "off" and self.unused_css == "drop"

    def joining(self, kind: str) -> Joining:
        """Return how the texts of a bundle of *kind* are joined."""
        return "text" if kind == "css" else self.join_scripts

    def filters(self, kind: str) -> tuple[FilterSpec, ...]:
        """Return the filters for *kind*, in the order in which they are applied."""
        return self.css_filters if kind == "css" else self.js_filters


#: By their names in ``conf.py``.
OPTIONS: Mapping[str, Option] = {
    f"compress_{each.name}": each.metadata["option"] for each in fields(CompressConfig)
}

SECRETS = frozenset(name for name, option in OPTIONS.items() if option.is_secret)
