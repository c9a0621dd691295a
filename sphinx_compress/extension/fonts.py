"""Puts together what makes subsets of fonts."""

from __future__ import annotations

from collections.abc import Callable

from ..build.known_texts import KnownTexts
from ..build.state import PageState
from ..build.subsetting import FontSubsetting
from ..bundle.compressor import Compressor
from ..bundle.font_subsetter import FontSubsetter
from ..config import CompressConfig
from ..fonts.subsets import tools


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
    compressor.subset_fonts = state.load_subset_fonts()
    subsetter = FontSubsetter(
        compressor.store,
        compressor.cache,
        compressor.sources,
        compressor.config.output_dir,
        tell,
    )
    return FontSubsetting(subsetter, compressor.sources, KnownTexts(compressor.cache))
