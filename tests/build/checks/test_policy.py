"""Tests of the policy that pages need."""

from __future__ import annotations

import base64
import hashlib

import pytest

from sphinx_compress.build.checks.policy import policy_of


def sha(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("html", "scripts", "styles"),
    [
        ("<p>Text</p>", "'self'", "'self'"),
        ("<script>f('é')</script>", f"'self' {sha(chr(102) + '(' + repr('é') + ')')}", "'self'"),
        ("<script>\r\nf()\r\n</script>", f"'self' {sha(chr(10) + 'f()' + chr(10))}", "'self'"),
        ('<script type="application/json">{}</script>', "'self'", "'self'"),
        ('<script type="importmap">{}</script>', f"'self' {sha('{}')}", "'self'"),
        ('<script src="_static/a.js"></script>', "'self'", "'self'"),
        ('<script src="//x.org/a.js"></script>', "'self' https://x.org", "'self'"),
        ('<link rel="stylesheet" href="https://x.org/a.css">', "'self'", "'self' https://x.org"),
        ('<link rel="icon" href="https://x.org/a.png">', "'self'", "'self'"),
        ("<style>a{}</style>", "'self'", f"'self' {sha('a{}')}"),
        ('<style>a{}</style><p style="top:0">', "'self'", "'self' 'unsafe-inline'"),
        ('<p onclick="f()">', f"'self' {sha('f()')} 'unsafe-hashes'", "'self'"),
        ("<p>on = style = 1</p>", "'self'", "'self'"),
    ],
)
def test_a_page_needs_leave_for_what_it_has(html: str, scripts: str, styles: str) -> None:
    assert policy_of([html]) == f"script-src {scripts}; style-src {styles}"


def test_a_policy_is_for_all_pages_and_always_the_same() -> None:
    one, other = "<script>a()</script>", '<script>b()</script><script src="http://b.org/"></script>'
    policy = policy_of([one, other])
    assert policy == policy_of([other, one, one])
    hashes = " ".join(sorted([sha("a()"), sha("b()")]))
    assert policy == f"script-src 'self' http://b.org {hashes}; style-src 'self'"
