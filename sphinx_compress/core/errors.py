"""The exceptions that sphinx_compress raises.

Only those of offline builds end a build.  Each other one becomes a warning, and
the tags of the page stay as they were.
"""

from __future__ import annotations


class CompressError(Exception):
    """Base class of every exception of this package."""


class ExplanationError(CompressError):
    """The command ``explain`` cannot say what became of a page."""


class ReportError(CompressError):
    """There is nothing that a report could be made of."""


class CheckError(CompressError):
    """The command ``check`` cannot look at a site."""


class BudgetError(CheckError):
    """A budget makes no sense."""


class DoctorError(CompressError):
    """The command ``doctor`` cannot read a project."""


class FilterError(CompressError):
    """A filter or precompiler could not do its work.

    :param message: what went wrong and what to do about it, in one sentence.
    :param line: the line of the filter's input that is to blame, counted from 1;
        ``None`` where it is no single one.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        #: The message without any position.
        self.message = message
        #: Line of the filter's input, counted from 1.
        self.line = line


class ManifestError(CompressError):
    """The manifest of an offline build is missing or cannot be read."""


class OfflineGenerationError(CompressError):
    """The manifest of an offline build has no entry for a region."""

    def __repr__(self) -> str:
        # Sphinx shows the errors of templates in this form; quotes and escapes would be in the way.
        return f"{type(self).__name__}: {self}"


class SourceError(CompressError):
    """There is no file behind a URL that may go into a bundle."""


class SourceNotFound(SourceError):
    """The URL leads into the source roots, but no file is there."""


class SourceOutsideRoots(SourceError):
    """The URL, or the symbolic link behind it, leads out of the source roots."""


class CacheError(CompressError):
    """The shared cache cannot be used; the message says why, and what to do about it."""


class EnvelopeError(CompressError):
    """An entry of the shared cache is damaged, or its signature is not the right one."""
