"""The look keeps its promises: every colour can be read, every sign told apart, nothing inline."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings

from core.charts.palette import EDGE, FILL, LABEL, MUTED, TEXT
from core.templatetags.td import LOOKS, symbols
from taakdialoog.staticfiles import VENDOR, VendorStorage
from tests.core.colour import EYES, contrast, distance, seen

ROOT = Path(settings.BASE_DIR)
TOKENS = (ROOT / "static/css/tokens.css").read_text()
DIRECTIONS = ["more", "less", "different", "keep"]
PAIRS = list(combinations(DIRECTIONS, 2))

READABLE = [
    ("text", "card", 12),
    ("text", "page", 12),
    ("text", "sunken", 12),
    ("muted", "card", 6.5),
    ("muted", "page", 6),
    ("muted", "sunken", 5.5),
    ("brand", "card", 7),
    ("brand", "page", 6.5),
    ("on-brand", "brand", 7),
    ("on-brand", "brand-hover", 8),
    ("text", "brand-soft", 10),
    ("success", "card", 6.5),
    ("warning", "card", 7.5),
    ("danger", "card", 6.5),
    ("danger", "page", 6),
    ("on-danger", "danger", 6),
    ("success-text", "success-surface", 8),
    ("warning-text", "warning-surface", 8),
    ("danger-text", "danger-surface", 8),
    ("info-text", "info-surface", 8),
    *((f"heat-label-{step}", f"heat-{step}", 4.5) for step in range(1, 6)),
    *((f"{kind}-label", kind, 4.5) for kind in DIRECTIONS),
]
VISIBLE = [
    ("input-border", "card", 3),
    ("input-border", "page", 3),
    ("more", "card", 4.5),
    ("less", "card", 4.5),
    ("different", "card", 4.5),
    ("keep-border", "card", 4.5),
]


def block(selector: str) -> dict[str, str]:
    """The tokens of the first block with this selector."""
    body = re.search(re.escape(selector) + r"\s*\{(.*?)\}", TOKENS, re.DOTALL)
    assert body, selector
    return dict(re.findall(r"--td-([\w-]+):\s*([^;]+);", body[1]))


THEMES = {
    "light": block('[data-bs-theme="light"]'),
    "dark": block('[data-bs-theme="dark"]'),
}


def templates() -> list[Path]:
    """Every page and part of one; a letter is mail, which has no stylesheet."""
    return sorted(p for p in (ROOT / "templates").rglob("*.html") if p.name != "letter.html")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), READABLE + VISIBLE)
def test_every_pair_of_colours_can_be_read(theme, front, ground, least):
    tokens = THEMES[theme]

    assert contrast(tokens[front], tokens[ground]) >= least


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_eye_tells_the_directions_apart(theme, eye, pair):
    one, other = (seen(THEMES[theme][kind], eye) for kind in pair)

    assert distance(one, other) >= 24


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_a_grey_print_tells_the_directions_apart(theme, pair):
    one, other = (seen(THEMES[theme][kind], "normal")[0] for kind in pair)

    assert abs(one - other) >= 7


def test_the_focus_ring_stands_out_on_every_surface_and_fill():
    ring = block(":root")
    inner, outer = ring["focus-inner"], ring["focus-outer"]

    assert contrast(inner, outer) >= 12
    for tokens in THEMES.values():
        for ground in ("page", "card", "sunken", "brand", "danger", *DIRECTIONS):
            best = max(contrast(inner, tokens[ground]), contrast(outer, tokens[ground]))
            assert best >= 3.5, ground


def test_the_device_gets_the_same_night_as_the_switch():
    assert block(":root:not([data-bs-theme])") == THEMES["dark"]


def test_both_themes_name_the_same_tokens():
    assert set(THEMES["light"]) == set(THEMES["dark"])


def test_drawings_carry_the_day_colours():
    tokens = THEMES["light"]

    assert {kind: tokens[kind] for kind in DIRECTIONS} == FILL
    assert {kind: tokens[f"{kind}-label"] for kind in DIRECTIONS} == LABEL
    assert EDGE["keep"] == tokens["keep-border"]
    assert (tokens["text"], tokens["muted"]) == (TEXT, MUTED)


def test_paper_uses_the_day_colours_only():
    paper = (ROOT / "static/css/document.css").read_text()
    day = {value.upper() for value in THEMES["light"].values()}

    assert {colour.upper() for colour in re.findall(r"#[0-9A-Fa-f]{6}", paper)} <= day


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_no_template_has_inline_style_handlers_or_unsigned_scripts(path):
    source = path.read_text()

    assert not re.search(r"\sstyle\s*=", source)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", source)
    assert "hx-on" not in source
    for script in re.findall(r"<script\b[^>]*>", source):
        assert "nonce=" in script or "application/json" in script


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_every_icon_that_is_named_exists(path):
    named = set(re.findall(r"{% icon [\"']([\w-]+)[\"']", path.read_text()))

    assert named <= set(symbols())


def test_only_icons_that_are_used_are_shipped():
    code = [
        path for app in ("core", "trajects", "evaluations") for path in (ROOT / app).rglob("*.py")
    ]
    used = "".join(path.read_text() for path in [*templates(), *code])

    assert not {name for name in symbols() if not re.search(rf"[\"']{name}[\"' ]", used)}


def test_every_badge_has_an_icon_that_exists():
    assert {look.icon for look in LOOKS} <= set(symbols())


def test_stylesheets_use_only_tokens_that_exist():
    known = set(block(":root")) | set(THEMES["light"])
    used = re.findall(r"var\(--td-([\w-]+)", (ROOT / "static/css/td.css").read_text())

    assert set(used) <= known


def written_classes(source: str) -> set[str]:
    plain = re.sub(r"{[%{].*?[%}]}", " ", source)
    return {name for names in re.findall(r'class="([^"]*)"', plain) for name in names.split()}


def test_every_class_of_ours_has_a_style():
    """A page never counts on a look that nobody wrote."""
    sheets = [path.read_text() for path in (ROOT / "static/css").glob("*.css")]
    sheets += [path.read_text().replace("\\", "") for path in VENDOR.values()]
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", "".join(sheets)))

    bare = {
        f"{path.name}: {name}"
        for path in templates()
        for name in written_classes(path.read_text())
        if name.startswith("td-") and not name.endswith("-") and name not in styled
    }

    assert bare == set()


@pytest.mark.parametrize("name", VENDOR)
def test_vendor_files_lose_their_source_map(name):
    assert b"sourceMappingURL" not in VendorStorage().open(name).read()


def test_fonts_and_icons_come_with_their_licence():
    for folder in ("fonts", "icons"):
        assert (ROOT / "static" / folder / "LICENSE.txt").exists()
