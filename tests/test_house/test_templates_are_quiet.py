"""Pages carry no inline styles, handlers or scripts and fetch nothing from other hosts (T19)."""

import re

import pytest

from tests.environment import ROOT

# Mails are read in other programs, papers are printed by our own renderer: neither has a CSP.
EXEMPT = ("emails/", "documents/", "core/letter.html")
RULES = {
    "inline style": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script without nonce": re.compile(r"<script\b(?![^>]*nonce=)", re.IGNORECASE),
    "javascript link": re.compile(r"(href|src|action)\s*=\s*[\"']\s*javascript:", re.IGNORECASE),
    "other host": re.compile(
        r"<(script|link|img|iframe|source|video|audio|use)\b[^>]*(src|href)\s*=\s*[\"'](https?:)?//",
        re.IGNORECASE,
    ),
    "htmx code": re.compile(r"\shx-(on|vals\s*=\s*[\"']js:)"),
}
WRONG = {
    "inline style": '<p class="a" style="color: red">',
    "style element": "<style>p {}</style>",
    "inline handler": '<button type="button" onclick="go()">',
    "script without nonce": "<script>go()</script>",
    "javascript link": '<a href="javascript:go()">',
    "other host": '<link rel="stylesheet" href="https://cdn.voorbeeld.nl/a.css">',
    "htmx code": '<a hx-on:click="go()">',
}
PAGES = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if not str(path.relative_to(ROOT / "templates")).startswith(EXEMPT)
]


@pytest.mark.parametrize("name", RULES)
def test_no_page_has(name):
    offenders = [
        str(path.relative_to(ROOT)) for path in PAGES if RULES[name].search(path.read_text())
    ]

    assert offenders == []


@pytest.mark.parametrize("name", RULES)
def test_it_would_be_noticed(name):
    assert RULES[name].search(WRONG[name])
