"""Whole reports of ledgers whose rows stand in another order: not a byte of any block differs."""

import json
from pathlib import Path
from types import CodeType

import nbformat
import pytest
from altered import altered, shuffled

from frontledger.ledger import Ledger
from frontledger.notebook import session
from frontledger.present.blocks import Figure, Finding, Note, Table, to_json

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def compiled(notebook: str) -> list[CodeType]:
    cells = nbformat.read(NOTEBOOKS / f"{notebook}.ipynb", as_version=4).cells
    return [compile(cell.source, notebook, "exec") for cell in cells if cell.cell_type == "code"]


def blocks_of(notebook: str, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Every block a notebook names, as the record a page is drawn from."""
    monkeypatch.setattr(session, "display", lambda *shown: None)
    names: dict[str, object] = {}
    parameters, *cells = compiled(notebook)
    exec(parameters, names)
    names["ledger"] = str(ledger)
    for cell in cells:
        exec(cell, names)
    shown = {name: one for name, one in names.items() if isinstance(one, Finding | Figure | Table | Note)}
    return {name: json.dumps(to_json(one)) for name, one in shown.items()}


def compare(notebook: str, shipped: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    altered(folder / "ledger", shuffled(3))
    altered(folder / "other", lambda tables: None)
    plain, mixed = (blocks_of(notebook, folder / name, monkeypatch) for name in ("other", "ledger"))
    assert len(plain) > 2
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
