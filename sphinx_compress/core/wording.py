"""How messages put things."""

from __future__ import annotations


def count(number: int, noun: str, nouns: str = "") -> str:
    """Return *number* with the *noun* for it."""
    return f"{number} {noun}" if number == 1 else f"{number} {nouns or f'{noun}s'}"
