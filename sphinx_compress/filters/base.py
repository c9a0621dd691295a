"""The filter interface.

A filter is an instance of a subclass of :class:`Filter`.  It is pure: the same
text, context and options give the same result on any machine.  What else it
reads, it reads through :meth:`FilterContext.read`, so that the file becomes an
input of the cache key.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, Final, Literal

from ..core.errors import FilterError
from ..core.types import Kind, Problem
from ..core.wording import suggestion

Stage = Literal["input", "output"]

#: What a filter may do to a text, which decides how its result is checked.
#:
#: ``minifies``: it writes the same in fewer bytes.  The result is compared with
#: its input, and refused when it means something else.
#:
#: ``renames``: it gives local variables other names, or rewrites code in other
#: ways that no comparison can follow.  The result must be free of syntax errors.
#:
#: ``changes``: the text may mean something else afterwards.  It is checked in
#: the same way, but a refused result is a warning.
Effect = Literal["minifies", "renames", "changes"]


#: In bytes; by default, a larger text is not minified.
MAX_MINIFY_SIZE: Final = 3_000_000


def _ignore(url: str) -> None:
    """Do nothing: for callers that do not count files."""


@dataclass(frozen=True, slots=True)
class FilterContext:
    """What a filter is told beside the text.

    The compressor makes it.  In a test, what a filter reads and reports can be a
    dictionary and a list:

    >>> files, problems = {"_static/css/b.css": b"b{top:0}"}, []
    >>> context = FilterContext(
    ...     kind="css",
    ...     source="_static/css/a.css",
    ...     base="_static/css",
    ...     target="_static/compress/css",
    ...     read=files.__getitem__,
    ...     report=problems.append,
    ...     options={"year": 2026},
    ... )
    >>> context.read("_static/css/b.css")
    b'b{top:0}'
    """

    #: ``css`` or ``js``.
    kind: Kind
    #: Site-relative URL of the file (``_static/css/a.css``); ``None`` for an
    #: inline block and for a whole bundle.
    source: str | None
    #: Site-relative directory that relative URLs of the *input* text start
    #: from (``_static/css``); ``None`` where nothing but URLs that begin with
    #: :data:`ROOT_MARKER` can be resolved (an inline block).
    base: str | None
    #: Site-relative directory that relative URLs of the *output* start from
    #: (``_static/compress/css``); ``None`` when the text goes into the page
    #: itself, where a URL is written behind :data:`ROOT_MARKER`.
    target: str | None
    #: Reads another source by its site-relative URL, and makes it an input of
    #: the cache key.  Raises :class:`~sphinx_compress.core.errors.SourceError`.
    read: Callable[[str], bytes]
    #: Takes note of a problem; the text goes on its way.
    report: Callable[[Problem], None]
    #: The options that stand beside the filter's name in ``conf.py``.
    options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    #: The MIME type on the element, for a precompiler (``text/x-scss``); empty
    #: for CSS and JavaScript.
    type: str = ""
    #: Encoding of the file that the text comes from; what it imports is taken
    #: to be in it, unless that says something else.
    encoding: str = "utf-8"
    #: Takes note that the text now holds a file, given by the URL under which it
    #: was read, that browsers would have loaded for it; the summary counts these.
    inlined: Callable[[str], None] = _ignore
    #: Directory of ``conf.py``: where commands run, and where the search for
    #: ``node_modules`` begins.
    directory: Path = Path()
    #: In bytes; a larger text is not minified.
    max_minify_size: int = MAX_MINIFY_SIZE
    #: Takes the source map of the result, as JSON; ``None`` if nobody wants one.  A source
    #: without a name is the text, others are URLs from the site root.
    source_map: Callable[[str], None] | None = None


def require_known(name: str, options: Mapping[str, object], known: Collection[str]) -> None:
    """Check that the filter *name* was given none but *known* options.

    To be called by :meth:`Filter.fingerprint`, so that the user hears of it when
    the build begins.

    :raises sphinx_compress.core.errors.FilterError: if it was; the message names the one
        that was meant, or all.

    >>> require_known("my", {"text": "mine"}, {"text"})
    >>> require_known("my", {"txet": "mine"}, {"text"})
    Traceback (most recent call last):
    sphinx_compress.core.errors.FilterError: the filter my has no option 'txet' (did you mean text?)
    """
    if unknown := sorted(options.keys() - set(known)):
        there = f"; it has {', '.join(sorted(known)) or 'none'}"
        near = suggestion(unknown[0], known) or there
        raise FilterError(f"the filter {name} has no option {unknown[0]!r}{near}")


def kept(
    context: FilterContext,
    reason: str,
    construct: str = "",
    *,
    line: int | None = None,
    by: str = "",
) -> Problem:
    """Return the problem of a text that stays as it was, or not all of which is minified.

    :param construct: the piece of the text that is to blame.
    :param by: name of the filter, unless it minifies the rest of the text.
    """
    message = f"{by}: kept as written" if by else "kept as written"
    end = f": {construct}" if construct else ""
    return Problem("minify", f"{message} ({reason}){end}", context.source, line)


def is_too_large(text: str, context: FilterContext, name: str) -> bool:
    """Return whether a text has too many bytes for the filter *name*, and report it if so.

    To minify a text, and to verify the result, takes a few seconds for each megabyte.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size <= context.max_minify_size:
        return False
    message = (
        f"{name}: kept as written, since its {size} bytes are more than compress_max_minify_size"
        f" ({context.max_minify_size}) allows to minify"
    )
    context.report(Problem("size", message, context.source))
    return True


class Filter(ABC):
    """Base class of all filters.

    >>> class Banner(Filter):
    ...     name = "banner"
    ...     version = "1"
    ...     kinds = frozenset({"css", "js"})
    ...     stage = "output"
    ...
    ...     def fingerprint(self, options, directory):
    ...         require_known(self.name, options, {"text"})
    ...         return ""
    ...
    ...     def __call__(self, text, context):
    ...         return f"/*! {context.options['text']} */{text}"
    >>> def unused(value):
    ...     raise AssertionError
    >>> context = FilterContext(
    ...     "css", None, None, None, unused, unused, options={"text": "Licensed to all"}
    ... )
    >>> Banner()("a{top:0}", context)
    '/*! Licensed to all */a{top:0}'
    """

    #: Name used in messages and, with :attr:`version`, in the cache key.
    name: ClassVar[str]
    #: Changes whenever the output for some input may change.  Filters that
    #: wrap a package put the package's version in.
    version: ClassVar[str]
    #: The kinds it can be used for.
    kinds: ClassVar[frozenset[Kind]]
    #: ``input`` filters see one hunk, ``output`` filters a whole bundle.
    stage: ClassVar[Stage] = "input"
    #: What it may do to a text, see :data:`Effect` and :meth:`effect_for`.
    effect: ClassVar[Effect] = "changes"
    #: Whether text that it could not work on must stay out of bundles.  A
    #: minifier that fails costs bytes; URLs that were not rebased lead nowhere.
    essential: ClassVar[bool] = False
    #: Whether it calls :attr:`FilterContext.source_map`.  It need not: what it leaves of the
    #: text is looked for in the result.
    makes_map: ClassVar[bool] = False

    def fingerprint(self, options: Mapping[str, object], directory: Path) -> str:
        """Return what the output depends on beside the text, the options and :attr:`version`.

        For a tool outside of Python, its version.  It becomes a part of the
        cache key, and is called once in a build.

        :param directory: see :attr:`FilterContext.directory`.
        :raises sphinx_compress.core.errors.FilterError: when the filter cannot
            be used with these options or on this machine; it is then left out.
        """
        return ""

    def effect_for(self, kind: Kind, options: Mapping[str, object]) -> Effect:
        """Return what it may do to a text of this *kind*, with these *options*.

        That is :attr:`effect`, unless a subclass tells one case from another.
        """
        return self.effect

    @abstractmethod
    def __call__(self, text: str, context: FilterContext) -> str:
        """Return the changed text.

        :raises sphinx_compress.core.errors.FilterError: when it cannot; the
            text then stays as it was and the user gets a warning.
        """


@dataclass(frozen=True, slots=True)
class FilterSpec:
    """A filter as it is named in ``conf.py``."""

    #: A short name, or a dotted path.
    name: str
    #: Its options as JSON, so that specs can be compared and hashed.
    options: str = "{}"
