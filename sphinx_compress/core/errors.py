"""The exceptions that sphinx_compress raises.

None of them ends a build by itself, but for the two of offline builds: the
compressor turns the others into warnings and leaves the tags of the page as
they were.
"""

from __future__ import annotations


class CompressError(Exception):
    """Base class of every exception of this package."""


class ExplanationError(CompressError):
    """Nothing can be said of a page."""


class FilterError(CompressError):
    """A filter or precompiler could not do its work.

    :param message: what went wrong and what to do about it, in one sentence.
    :param line: the line of the text given to the filter, counted from 1, or
        ``None`` where no single line is to blame.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        #: The message without any position.
        self.message = message
        #: Line of the filter's input, counted from 1.
        self.line = line


class ManifestError(CompressError):
    """An offline build has no good manifest."""


class OfflineGenerationError(CompressError):
    """The manifest of an offline build has no entry for a region."""

    def __repr__(self) -> str:
        # Sphinx shows what happened in a template in this form, on one line but for that.
        return f"{type(self).__name__}: {self}"


class SourceError(CompressError):
    """A URL does not lead to a file that may be bundled."""


class SourceNotFound(SourceError):
    """The URL lies within the source roots, but no file is there."""


class SourceOutsideRoots(SourceError):
    """The URL, or the symbolic link behind it, leads out of the source roots."""


class CacheError(CompressError):
    """The shared cache cannot be used; the message says why, and what to do."""


class EnvelopeError(CompressError):
    """An entry of the shared cache is not to be trusted."""
