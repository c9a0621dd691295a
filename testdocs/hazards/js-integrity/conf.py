"""A tag says what the digest of its file is, and one of them is wrong."""

html_js_files = [
    "first.js",
    ("trusted.js", {"integrity": "sha256-/xq/pMkhWdf4moG6B/lqJKMgagWzeQ7xnxIdBfASeFQ="}),
    ("wrong.js", {"integrity": "sha256-2SmKENGwc1g33EvYXaxkGw887yekfl1TpU8vP1svz/o="}),
    "last.js",
]
