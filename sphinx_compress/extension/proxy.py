"""An object that behaves like another one."""

from __future__ import annotations

from typing import Any


class Proxy:
    """Behaves like the object that it wraps in all that a subclass does not define.

    :param own: attributes of the proxy itself, which it has in place of the wrapped ones.
    """

    def __init__(self, wrapped: Any, **own: Any) -> None:
        self.__dict__.update(own, _wrapped=wrapped)

    # Whoever looks at the class, or uses more than the interface, must find the wrapped one's.
    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(self._wrapped)

    def __getattr__(self, name: str) -> Any:
        if name == "_wrapped":
            # Somebody makes a copy of this, and has not come to its attributes yet.
            raise AttributeError(name)
        return getattr(self._wrapped, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._wrapped, name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._wrapped, name)
