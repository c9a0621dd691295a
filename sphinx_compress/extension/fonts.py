"""Puts together what makes subsets of fonts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..build.known_texts import KnownTexts
from ..build.script_words import ScriptWords
from ..build.session import PageReader
from ..build.state import PageState
from ..build.subsetting import FontSubsetting, names_for_fonts
from ..bundle.compressor import Compressor
from ..bundle.font_subsetter import FontSubsetter
from ..config import CompressConfig
from ..fonts.subsets import tools

if TYPE_CHECKING:
    from ..build.icon_scripts import IconScripts


def page_readers(config: CompressConfig) -> list[PageReader]:
    """Return what finds in pages what they need of fonts and of scripts with icons."""
    readers: list[PageReader] = [names_for_fonts] if makes_subsets(config) else []
    if config.icons == "all":
        return readers
    # Nobody else waits for the imports.
    from ..build.icon_scripts import names_for_icons

    return [*readers, names_for_icons]


def makes_subsets(config: CompressConfig) -> bool:
    """Return whether the settings want subsets, and their tools are installed."""
    return config.fonts != "off" and bool(tools())


def subsetting(
    compressor: Compressor, state: PageState, tell: Callable[[str], None]
) -> FontSubsetting | None:
    """Return what makes subsets; ``None`` if the settings want none, or its tools are missing.

    :param tell: takes a line that says what takes a while.
    """
    if not makes_subsets(compressor.config):
        return None
    compressor.swaps = state.load_swaps()
    subsetter = FontSubsetter(
        compressor.store,
        compressor.cache,
        compressor.sources,
        compressor.config.output_dir,
        tell,
    )
    words = ScriptWords(compressor.sources, KnownTexts(compressor.cache))
    return FontSubsetting(subsetter, compressor.sources, words)


def icon_scripts(compressor: Compressor, state: PageState) -> IconScripts | None:
    """Return what splits scripts with icons; ``None`` if the settings do not want that."""
    if compressor.config.icons == "all":
        return None
    from ..build.icon_scripts import IconScripts
    from ..bundle.icon_scripts import IconSplitter

    compressor.swaps = state.load_swaps()
    splitter = IconSplitter(compressor.store, compressor.cache, compressor.sources)
    return IconScripts(splitter, compressor.sources, KnownTexts(compressor.cache))
