"""The site made from docs/: no warning, no dead link, nothing from elsewhere, and readable by everyone."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
LOADED = (
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
)
ELSEWHERE = re.compile(r"^(?:https?:)?//|^(?:ftp|data:text/html)")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPENED = ("index", "methods", "data-dictionary", "gallery", "api/places", "first-report")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site, built with warnings as errors."""
    folder = tmp_path_factory.mktemp("site")
    build = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-n",
        "-q",
        "-b",
        "html",
        "-d",
        folder / "trees",
    ]
    done = subprocess.run(
        [*build, ROOT / "docs", folder / "html"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return folder / "html"


@pytest.fixture(scope="session")
def pages(site):
    return {
        path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in site.rglob("*.html")
    }


def test_every_page_of_docs_is_in_the_site_and_can_be_reached(site, pages):
    written = {path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.md")}
    made = {path.relative_to(site).with_suffix("") for path in pages}
    assert written <= made
    start = pages[site / "index.html"]
    listed = {unquote(link["href"]).removesuffix(".html") for link in start.select(".sidebar-tree a[href]")}
    assert {page.as_posix() for page in written} - {"index"} <= listed


def test_every_link_inside_leads_to_a_page_a_picture_or_a_heading(pages):
    anchors = {path: {tag["id"] for tag in page.select("[id]")} for path, page in pages.items()}
    dead = []
    for path, page in pages.items():
        for tag, name in (*LOADED, ("a", "href")):
            for target in (each[name] for each in page.select(f"{tag}[{name}]")):
                if ":" in target or target.startswith("//"):
                    continue
                place, _, anchor = target.partition("#")
                place = unquote(place.partition("?")[0])
                other = (path.parent / place).resolve() if place else path
                if not other.is_file() or (
                    anchor and other in anchors and unquote(anchor) not in anchors[other]
                ):
                    dead.append(f"{path.name}: {target}")
    assert dead == []


def test_nothing_is_loaded_from_elsewhere(site, pages):
    loaded = [
        f"{path.name}: {each[name]}"
        for path, page in pages.items()
        for tag, name in LOADED
        for each in page.select(f"{tag}[{name}]")
        if ELSEWHERE.match(each[name])
    ]
    assert loaded == []
    styles = {path.name: path.read_text(encoding="utf-8") for path in site.rglob("*.css")}
    assert len(styles) > 2
    assert not [
        name for name, text in styles.items() if re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", text)
    ]


def test_formulas_are_mathml_with_no_source_left(pages):
    methods = next(page for path, page in pages.items() if path.name == "methods.html")
    assert len(methods.select("div.formula math")) > 9
    assert not re.search(r"\\(?:frac|text|sum)|\$\$", methods.get_text())


@pytest.mark.parametrize("name", OPENED)
def test_it_is_accessible_light_and_dark_and_nothing_runs_off_a_phone(site, browser, name):
    asked = []
    for scheme, width in (("light", 1280), ("dark", 400)):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / f"{name}.html").as_uri())
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), f"{name} at {width}"
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        told = [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found]
        assert told == [], scheme
        context.close()
    assert [url for url in asked if not url.startswith("file:")] == []
