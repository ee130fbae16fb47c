"""Whole reports of ledgers whose rows stand in another order: not a byte of any block differs."""

import ast
import json
from pathlib import Path

import nbformat
import pytest
from altered import altered, shuffled

from frontledger.ledger import Ledger
from frontledger.notebook import session
from frontledger.present.blocks import Figure, Finding, Note, Table, to_json

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def blocks_of(notebook: str, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every block a notebook shows, in order, as the record a page is drawn from."""
    shown: list[object] = []
    monkeypatch.setattr(session, "display", lambda *blocks: shown.extend(blocks))
    names: dict[str, object] = {}
    parameters, *cells = nbformat.read(NOTEBOOKS / f"{notebook}.ipynb", as_version=4).cells
    for cell in (parameters, *cells):
        if cell.cell_type == "code":
            *before, last = ast.parse(cell.source).body
            exec(compile(ast.Module(before, []), notebook, "exec"), names)
            if isinstance(last, ast.Expr):
                shown.append(eval(compile(ast.Expression(last.value), notebook, "eval"), names))
            else:
                exec(compile(ast.Module([last], []), notebook, "exec"), names)
            names["ledger"] = str(ledger)
    return [json.dumps(to_json(one)) for one in shown if isinstance(one, Finding | Figure | Table | Note)]


def compare(notebook: str, shipped: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    altered(folder / "ledger", shuffled(3))
    altered(folder / "other", lambda tables: None)
    plain, mixed = (blocks_of(notebook, folder / name, monkeypatch) for name in ("other", "ledger"))
    assert len(plain) > 2 and any('"figure"' in block or '"table"' in block for block in plain)
    assert mixed == plain


@pytest.mark.slow
@pytest.mark.parametrize("notebook", ["arms_transfers", "claims_audit"])
def test_no_byte_of_a_block_depends_on_the_order_of_rows(
    shipped: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: str
):
    compare(notebook, shipped, tmp_path, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", ["casualty_ratios", "drone_growth", "brief"])
def test_no_byte_of_a_longer_report_does(
    shipped: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: str
):
    compare(notebook, shipped, tmp_path, monkeypatch)
