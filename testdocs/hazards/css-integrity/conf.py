"""A tag says what the digest of its sheet is, and one of them is wrong."""

html_css_files = [
    ("one.css", {"integrity": "sha256-NisWkvindM0WeO5/Y/7TvOABSOKuTsUjaXlmFS0gRgY="}),
    ("wrong.css", {"integrity": "sha256-2SmKENGwc1g33EvYXaxkGw887yekfl1TpU8vP1svz/o="}),
    "two.css",
]
