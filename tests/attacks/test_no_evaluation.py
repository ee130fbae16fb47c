"""Nothing in the package turns data into code: no pickle from disk, no eval, no shell."""

import ast
from pathlib import Path

import pytest

import frontledger

PACKAGE = Path(frontledger.__file__).parent
NAMES = {
    "eval", "exec", "compile", "__import__", "breakpoint", "code.interact", "runpy.run_path", "runpy.run_module",
    "os.system", "os.popen", "os.spawnl", "os.spawnv", "os.execv", "subprocess.getoutput", "tempfile.mktemp",
    "pickle.load", "pickle.loads", "pickle.Unpickler", "marshal.load", "marshal.loads", "shelve.open", "dill.load",
    "joblib.load", "cloudpickle.load", "cloudpickle.loads", "pd.read_pickle", "pandas.read_pickle", "pd.read_hdf",
    "yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "pd.eval", "pandas.eval", "np.load",
}  # fmt: skip
METHODS = {"eval", "query", "to_pickle"}
"""Of a pandas table: the first two run Python that is in a text, the third writes what must be unpickled."""

ALLOWED = {
    ("publish/plan_yaml.py", "yaml.load"): "its loader is a safe one, and stricter than that",
    (
        "publish/standing.py",
        "yaml.load",
    ): "its loader makes texts, lists and mappings of texts, and nothing else",
    ("publish/pdf.py", "compile"): "Typst's compiler of our own template, not Python's",
}
"""What is there all the same, and why it does no harm."""


def evaluations(source: str) -> list[tuple[int, str]]:
    """The line and name of each call that could run a text, or a shell."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            last = name.rpartition(".")[2]
            is_shell = any(
                word.arg == "shell"
                and not (isinstance(word.value, ast.Constant) and word.value.value is False)
                for word in node.keywords
            )
            is_pickled = any(word.arg == "allow_pickle" for word in node.keywords)
            if (
                name in NAMES
                or (isinstance(node.func, ast.Attribute) and last in METHODS)
                or is_shell
                or is_pickled
            ):
                found.append((node.lineno, name))
            elif isinstance(node.func, ast.Attribute) and last == "compile" and not name.startswith("re."):
                found.append((node.lineno, "compile"))
    return found


def test_nothing_in_the_package_turns_data_into_code():
    found = {
        (path.relative_to(PACKAGE).as_posix(), name): f"{path}:{line}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, name in evaluations(path.read_text(encoding="utf-8"))
    }
    assert {place: found[place] for place in found.keys() - ALLOWED.keys()} == {}
    assert ALLOWED.keys() <= found.keys(), "a reason is left for what is no longer there"


def test_no_module_that_unpickles_is_imported():
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"} & set(names), path


@pytest.mark.parametrize(
    "source",
    [
        "eval(text)", "exec(text)", "import os; os.system(text)", "subprocess.run(text, shell=True)",
        "subprocess.run(text, shell=loud)", "np.load(path, allow_pickle=True)", "pickle.loads(data)",
        "frame.query(text)", "x.compile(text)",
    ],
)  # fmt: skip
def test_the_scan_finds_what_it_is_for(source):
    assert evaluations(source)
