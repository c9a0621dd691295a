"""Keeps the translations of the messages: ``python -m translating``, see CONTRIBUTING.rst."""
