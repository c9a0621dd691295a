"""Documents that are read only when somebody looks at them, since that costs more than all else."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from .proxy import Proxy

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.registry import SphinxComponentRegistry

#: Nodes whose HTML is not made by docutils and Sphinx alone, or stands in the page's head.
_SPECIAL_NODES = ("raw", "meta", "math", "math_block")

#: Where translators and transforms are defined that make no scripts.
_PLAIN_MODULES = ("docutils.", "sphinx.")


class PickledDoctrees:
    """Tells what is not in a document from the bytes of its pickle.

    A pickle has the name of each class and of each attribute in full, where it is first used.
    """

    def __init__(self, builder: StandaloneHTMLBuilder, registry: SphinxComponentRegistry) -> None:
        self._directory = Path(builder.doctreedir)
        # A page looks more than once, and pages are rendered one after the other.
        self._data = lru_cache(maxsize=1)(self._read)
        names = {
            *_SPECIAL_NODES,
            *(name for of_format in registry.translation_handlers.values() for name in of_format),
        }
        self._special_nodes = [_pickled(name) for name in sorted(names)]
        self._has_plain_translator = builder.get_translator_class().__module__.startswith(
            _PLAIN_MODULES
        )
        self._has_plain_transforms = all(
            transform.__module__.startswith(_PLAIN_MODULES)
            for transform in registry.get_post_transforms()
        )

    def may_have_scripts(self, docname: str) -> bool:
        """Return whether the HTML of a document may matter to the regions of its page."""
        data = self._data(docname)
        return not self._has_plain_translator or any(name in data for name in self._special_nodes)

    def lacks(self, docname: str, attribute: str) -> bool:
        """Return whether a document certainly has no such attribute when it is read."""
        # Transforms of extensions may give it any.
        return self._has_plain_transforms and _pickled(attribute) not in self._data(docname)

    def _read(self, docname: str) -> bytes:
        return (self._directory / f"{docname}.doctree").read_bytes()


def _pickled(name: str) -> bytes:
    """Return how a pickle begins the short string *name*."""
    data = name.encode()
    return pickle.SHORT_BINUNICODE + bytes([len(data)]) + data


class LazyEnvironment(Proxy):
    """An environment whose documents are lazy.

    :param wrapped: a :class:`sphinx.environment.BuildEnvironment`, which this is in all else.
    :param lacks: see :meth:`PickledDoctrees.lacks`.
    """

    def __init__(self, wrapped: Any, lacks: Callable[[str, str], bool]) -> None:
        super().__init__(wrapped, _lacks=lacks)

    def get_and_resolve_doctree(self, docname: str, *args: Any, **kwargs: Any) -> nodes.document:
        """Return a document, as the method of the wrapped environment does."""
        return LazyDocument(
            lambda: self._wrapped.get_and_resolve_doctree(docname, *args, **kwargs),
            lambda name: self._lacks(docname, name),
        )


class LazyDocument(nodes.document):
    """A document that is read when one of its attributes is looked up.

    :param read: returns the document.
    :param lacks: returns whether it certainly has no attribute of some name.
    """

    def __init__(self, read: Callable[[], nodes.document], lacks: Callable[[str], bool]) -> None:
        # The base class is not initialised: Python calls `__getattr__` for what is not there.
        self.__dict__.update(read=cache(read), _lacks=lacks)

    def __repr__(self) -> str:
        # Sphinx logs the arguments of each event.
        return f"<{type(self).__name__}>"

    def __getattr__(self, name: str) -> Any:
        if "children" in self.__dict__ or self._lacks(name):
            raise AttributeError(name)
        self.__dict__.update(self.read().__dict__ | self.__dict__)
        return getattr(self, name)
