"""What is shipped to browsers: old enough a language, small, and pointing nowhere else."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from bot.settings import ROOT

DIST = ROOT / "web" / "dist"
SCRIPTS = sorted(DIST.glob("*.js"))
ACORN = (Path(__file__).parent / "acorn.min.js").read_text(encoding="utf-8")
NAMESPACE = "http://www.w3.org/"


@pytest.fixture(scope="module")
def parser(browser):
    page = browser.new_page()
    page.evaluate(f"{ACORN}; window.acorn = acorn")
    yield lambda text: page.evaluate(
        """text => {
            try {
                acorn.parse(text, { ecmaVersion: 2019, sourceType: 'script' });
                return null;
            } catch (error) {
                return error.message;
            }
        }""",
        text,
    )
    page.close()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_keep_to_es2019(parser, script):
    assert parser(script.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("newer", ["a?.b", "a ?? b", "class A { #b = 1 }", "import('x')", "1n"])
def test_the_check_of_the_language_can_fail(parser, newer):
    assert parser(newer)


@pytest.mark.parametrize("file", sorted(DIST.iterdir()), ids=lambda path: path.name)
def test_nothing_points_outside(file):
    addresses = re.findall(r"\b(?:https?|wss?)://[\w.-]+/?", file.read_text(encoding="utf-8"))
    assert [a for a in addresses if not a.startswith((NAMESPACE, "http://localhost"))] == []


def test_sizes():
    assert (DIST / "widget.js").stat().st_size < 15_000
    assert len(gzip.compress((DIST / "chat.js").read_bytes(), 9)) < 200_000


def test_pages_hold_no_script_of_their_own():
    for page in DIST.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text) == []
        assert re.findall(r"\son\w+=", text) == []
