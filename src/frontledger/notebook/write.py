"""`python -m frontledger.notebook.write`: bring what is generated from the parameter models up to date."""

from __future__ import annotations

from pathlib import Path

import nbformat

from frontledger.notebook.describe import cell_source, reference_page
from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import NOTEBOOKS, ROOT

PAGE = ROOT / "docs" / "parameters.md"


def updated(notebook: str, text: str) -> str:
    """The notebook's file text with its tagged cell as generated, everything else as it was.

    Raises ValueError when there is not exactly one cell tagged `parameters`.
    """
    node = nbformat.reads(text, as_version=4)
    tagged = [cell for cell in node.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise ValueError(f"{notebook}: {len(tagged)} cells tagged parameters; tag exactly one")
    tagged[0].source = cell_source(notebook)
    return nbformat.writes(node, version=4) + "\n"


def main() -> None:
    """Rewrite the notebooks' tagged cells and docs/parameters.md where they differ."""
    wanted: dict[Path, str] = {PAGE: reference_page()}
    for notebook in REGISTRY:
        path = NOTEBOOKS / f"{notebook}.ipynb"
        if path.is_file():
            wanted[path] = updated(notebook, path.read_text(encoding="utf-8"))
    for path, text in wanted.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
