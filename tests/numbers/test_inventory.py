"""No quantity is published without a second way to it: the inventory is complete and names tests that exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from inventory import GIVEN, INNER, PLAIN, READ, ROUTES

ROOT = Path(__file__).resolve().parents[2]
ANALYSIS = ROOT / "src/frontledger/analysis"
NUMERIC = re.compile(
    r"\b(float|int|bool|date|Interval|ndarray|NDArray|Vector|Matrix|Series|DataFrame|FiellerSet)\b"
)


def read_by_present() -> set[str]:
    """Every attribute name that the blocks' code asks for."""
    files = (ROOT / "src/frontledger/present").rglob("*.py")
    return {name for file in files for name in re.findall(r"\.([a-z_]+)", file.read_text(encoding="utf-8"))}


def quantities() -> Iterator[tuple[str, str]]:
    """Every numeric field, property or method of a public result that a block may read, as (class, name)."""
    wanted = read_by_present()
    for file in sorted(ANALYSIS.rglob("*.py")):
        module = ".".join(file.relative_to(ANALYSIS).with_suffix("").parts)
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                for name, kind in members(node):
                    if name in wanted and NUMERIC.search(kind.replace("Series, ...", "")):
                        yield f"{module}:{node.name}", name


def members(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            yield part.target.id, ast.unparse(part.annotation)
        elif isinstance(part, ast.FunctionDef) and part.returns is not None:
            yield part.name, ast.unparse(part.returns)


def listed() -> dict[tuple[str, str], str]:
    return {
        (owner, name): route
        for owner, routes in ROUTES.items()
        for names, route in routes.items()
        for name in names.split()
    }


def test_every_published_quantity_has_a_route():
    found = {(owner, name) for owner, name in quantities() if not name.startswith("_")}
    missing = sorted(found - set(listed()))
    assert not missing, "work these out a second way in tests/numbers and list the test in inventory.py"
    assert len(found) > 400


def test_the_inventory_names_nothing_that_is_gone():
    known = {
        (f"{'.'.join(file.relative_to(ANALYSIS).with_suffix('').parts)}:{node.name}", name)
        for file in ANALYSIS.rglob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
        for name, _ in members(node)
    }
    assert not sorted(set(listed()) - known)


@pytest.mark.parametrize("route", sorted({route for route in listed().values() if "::" in route}))
def test_a_route_is_a_test_that_exists(route: str):
    file, name = route.removeprefix(READ).split("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_few_quantities_go_without():
    routes = list(listed().values())
    without = [route for route in routes if route in (GIVEN, INNER, PLAIN)]
    assert {route for route in routes if "::" not in route} == set(without)
    assert len(without) < len(routes) / 5
