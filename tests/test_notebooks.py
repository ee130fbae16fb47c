"""The rules every notebook keeps: it speaks and computes nothing itself, and runs the same everywhere."""

import ast
import re
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from frontledger.notebook.describe import cell_source
from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import EXPLORING, NOTEBOOKS, ROOT
from frontledger.present.blocks import MIME
from frontledger.publish.execute import execute

ALL = sorted(NOTEBOOKS.glob("*.ipynb"))
PATHS = [path for path in ALL if path.stem != EXPLORING]
EVERY = pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
EVERY_AND_EXPLORING = pytest.mark.parametrize("path", ALL, ids=[path.stem for path in ALL])
LOGIC = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.AsyncFor, ast.While,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
LINK = re.compile(r"\[[^\]]*\]\([^)]*\)|<https?:[^>]*>|https?://\S+")


def read(path):
    return nbformat.read(path, as_version=4)


def code(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def prose(path):
    return [cell for cell in read(path).cells if cell.cell_type == "markdown"]


def test_every_registered_notebook_is_there_and_no_other():
    assert [path.stem for path in PATHS] == sorted(REGISTRY)


@EVERY_AND_EXPLORING
def test_it_is_a_valid_notebook_with_stable_readable_cell_ids(path):
    node = read(path)
    nbformat.validate(node)
    assert (node.nbformat, node.nbformat_minor) == (4, 5)
    assert node.metadata.kernelspec.name == "python3"
    ids = [cell.id for cell in node.cells]
    assert len(set(ids)) == len(ids)
    for name in ids:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name), name
        assert not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}.*)?", name), f"{name} was made by chance"


@EVERY_AND_EXPLORING
def test_it_is_stored_without_results(path):
    for cell in code(path):
        assert cell.outputs == [] and cell.execution_count is None
        assert set(cell.metadata) <= {"tags"}


@EVERY_AND_EXPLORING
def test_no_cell_defines_loops_or_runs_long(path):
    for cell in code(path):
        found = [type(node).__name__ for node in ast.walk(ast.parse(cell.source)) if isinstance(node, LOGIC)]
        assert not found, f"{cell.id}: {found}"
        assert "parameters" in cell.metadata.get("tags", []) or len(cell.source.splitlines()) <= 10, cell.id


@EVERY
def test_the_first_code_cell_holds_the_parameters_as_generated(path):
    first = code(path)[0]
    assert first.metadata.get("tags") == ["parameters"]
    assert first.source == cell_source(path.stem), "run python -m frontledger.notebook.write"


@EVERY
def test_the_second_code_cell_begins_with_every_parameter(path):
    tree = ast.parse(code(path)[1].source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    (begin,) = [call for call in calls if getattr(call.func, "id", "") == "begin"]
    assert ast.literal_eval(begin.args[0]) == path.stem
    passed = {keyword.arg: getattr(keyword.value, "id", None) for keyword in begin.keywords}
    assert passed == {name: name for name in REGISTRY[path.stem].model.model_fields}


@EVERY
def test_its_title_is_the_registered_one(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.splitlines()[0] == f"# {REGISTRY[path.stem].title}"
    assert sum(line.startswith("# ") for cell in prose(path) for line in cell.source.splitlines()) == 1


@EVERY_AND_EXPLORING
def test_no_number_is_typed_into_its_prose(path):
    for cell in prose(path):
        found = re.findall(r".{0,20}\d.{0,20}", LINK.sub("", cell.source))
        assert not found, f"{cell.id}: {found}"


@EVERY
def test_it_speaks_at_least_once_for_two_cells_of_code_and_ends_with_what_it_rests_on(path):
    assert 2 * len(prose(path)) >= len(code(path))
    # Monthly drone counts are no claims of claims.csv; their notebook ends with the series and their sources.
    end = "sources_table(" if path.stem in ("drone_growth", "drone_forecast") else ".claims_used("
    assert end in code(path)[-1].source


def test_the_exploring_notebook_asks_for_a_ledger_as_the_reports_do():
    first, second, *panels = code(NOTEBOOKS / f"{EXPLORING}.ipynb")
    assert first.metadata.tags == ["parameters"]
    (line,) = [line for line in cell_source("brief").splitlines() if line.startswith("ledger: ")]
    assert first.source == line
    assert second.source.endswith("desk(ledger)")
    assert [panel.source for panel in panels] == ["claims.troops()", "claims.casualties()", "claims.growth()"]


def blocks(node):
    outputs = [output for cell in node.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.output_type == "error"]
    return [output.data[MIME] for output in outputs if MIME in output.get("data", {})]


@pytest.mark.slow
@EVERY
def test_papermill_run_all_and_render_show_the_same(path, tmp_path):
    by_render = execute(read(path), path.stem, REGISTRY[path.stem].model().values(), time_limit=600)

    by_hand = read(path)
    NotebookClient(by_hand, timeout=600, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()

    command = [sys.executable, "-m", "papermill", "--no-progress-bar", f"notebooks/{path.name}"]
    subprocess.run([*command, str(tmp_path / "out.ipynb")], cwd=ROOT, check=True, capture_output=True)
    by_papermill = read(tmp_path / "out.ipynb")

    assert blocks(by_render)
    assert blocks(by_hand) == blocks(by_render) == blocks(by_papermill)
