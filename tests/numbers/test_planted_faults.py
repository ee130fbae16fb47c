"""The tool that plants faults plants them where it says, leaves words alone, and counts as it should."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from mutation.report import EQUIVALENT, Trial, judged, told, wilson  # noqa: E402
from mutation.sites import modules, planted, sites  # noqa: E402

FIELLER = "frontledger.analysis.casualties.fieller"


def test_every_fault_of_a_module_changes_it_and_can_be_compiled():
    plain = ast.dump(ast.parse((ROOT / "src/frontledger/analysis/casualties/fieller.py").read_text()))
    found = sites(FIELLER)
    assert len(found) > 80
    for one in found[::7]:
        tree = planted(one)
        assert ast.dump(tree) != plain
        compile(tree, one.module, "exec")


def test_a_planted_fault_is_the_one_described():
    (one,) = [site for site in sites(FIELLER) if site.text.startswith("square == 0 ")]
    assert (one.function, one.text) == ("fieller", "square == 0 -> square != 0")
    before = (ROOT / "src/frontledger/analysis/casualties/fieller.py").read_text()
    assert "if square != 0:" in ast.unparse(planted(one))
    assert "if square != 0:" not in before


def test_words_types_and_decorators_are_left_alone():
    texts = [site.text for site in sites(FIELLER)]
    assert not any("not finite" in text or "frozen" in text or "FiellerKind" in text for text in texts)
    assert len(modules()) > 130


def test_the_score_leaves_out_what_is_no_fault_and_has_wilsons_interval():
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    found = [Trial(site, "killed", 0) for site in sites(FIELLER)[:30]]
    found.append(Trial(sites(FIELLER)[30], "survived", 2))
    text = told(found, 1000, 7)
    assert "| analysis.casualties | 31 | 30 | 0 | 1 | 0 | 0 |" in text
    assert "30 of 31 faults noticed, 96.8 per cent" in text
    assert "(2 tests not run)" in text


def test_what_is_called_no_fault_can_still_be_planted():
    rows = EQUIVALENT.read_text(encoding="utf-8").splitlines()[1:]
    known = (
        {f"{site.module},{site.function}" for name in modules() for site in sites(name)} if rows else set()
    )
    assert all(row.split(",")[0] + "," + row.split(",")[1] in known for row in rows)
    assert judged([]) == []
