"""Every small fault that can be planted in a module: one operator, constant, name, condition or result changed.

What a reader would not call a change of the program is left alone: annotations, decorators and literal types,
docstrings, and the wording of a message (f-strings, what is raised, any text of more than one word).
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PACKAGES = ("ledger", "analysis")

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.MatMult: ast.Mult,
}
PAIRS = (
    ("lower", "upper"),
    ("min", "max"),
    ("minimum", "maximum"),
    ("any", "all"),
    ("floor", "ceil"),
    ("start", "end"),
    ("low", "high"),
)
SWAPS = dict(PAIRS) | {second: first for first, second in PAIRS}


@dataclass(frozen=True)
class Site:
    """One fault: the module, the outermost function it stands in ("" for the module's own level), and the change.

    `place` counts the faults of the module from 0 and `text` shows the line's expression before and after.
    """

    module: str
    function: str
    place: int
    line: int
    text: str

    @property
    def path(self) -> Path:
        """The module's file."""
        return file_of(self.module)

    @property
    def package(self) -> str:
        """Its package, `analysis.drones` or `ledger`, as the report groups them."""
        parts = self.module.split(".")[1:-1]
        return ".".join(parts[:2])


def file_of(module: str) -> Path:
    """The file of a module by its dotted name."""
    plain = SOURCE / Path(*module.split(".")).with_suffix(".py")
    return plain if plain.is_file() else plain.with_suffix("") / "__init__.py"


def modules() -> list[str]:
    """The dotted names of every module that faults are planted in."""
    files = [file for name in PACKAGES for file in sorted((SOURCE / "frontledger" / name).rglob("*.py"))]
    return [
        ".".join(file.relative_to(SOURCE).with_suffix("").parts) for file in files if file.stem != "__init__"
    ]


def sites(module: str) -> list[Site]:
    """Every fault of a module, in the order of its text."""
    tree = ast.parse(file_of(module).read_text(encoding="utf-8"))
    found = []
    for place, (function, old, new) in enumerate(_changes(tree)):
        text = f"{_short(old)} -> {_short(new)}"
        line = next(part.lineno for part in ast.walk(old) if isinstance(part, ast.expr | ast.stmt))
        found.append(Site(module, function, place, line, text))
    return found


def planted(site: Site) -> ast.Module:
    """The module's tree with the one fault in it."""
    tree = ast.parse(site.path.read_text(encoding="utf-8"))
    _, old, new = list(_changes(tree))[site.place]
    changed = _Replace(old, ast.copy_location(new, old)).visit(tree)
    return ast.fix_missing_locations(changed)


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:90]


def _changes(tree: ast.Module) -> Iterator[tuple[str, ast.AST, ast.AST]]:
    """Each change as (outermost function, node before, node after)."""
    for node in _children(tree):
        yield from _inside(node, "")


def _inside(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST, ast.AST]]:
    if isinstance(node, ast.Raise | ast.JoinedStr | ast.Import | ast.ImportFrom):
        return
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and not _in_function(function):
        function = f"{function}.{node.name}" if function else node.name
        function = function if isinstance(node, ast.FunctionDef) else function + ":"
    named = function if _in_function(function) else ""
    yield from ((named.replace(":", ""), node, new) for new in _variants(node))
    for child in _children(node):
        yield from _inside(child, function)


def _in_function(function: str) -> bool:
    """Whether a path such as `Class:.method` or `function` has come to a function; classes end in a colon."""
    return bool(function) and not function.endswith(":")


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _says_nothing(child):
                yield child


def _says_nothing(node: ast.AST) -> bool:
    """Whether it is a docstring, or a type made of literals: what neither runs nor decides anything."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Subscript(value=ast.Name(id="Literal")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in a node's place."""
    yield from _of_expressions(node)
    yield from _of_statements(node)


def _of_expressions(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                yield _with(node, ops=[*ops[:place], COMPARISONS[type(op)](), *ops[place + 1 :]])
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(op)]())
        case ast.BoolOp(op=op):
            yield _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            yield copy.deepcopy(operand)
        case ast.Constant(value=value):
            yield from _constants(value)
        case ast.Name(id=name, ctx=ast.Load()) if name in SWAPS:
            yield _with(node, id=SWAPS[name])
        case ast.Attribute(attr=name, ctx=ast.Load()) if name in SWAPS:
            yield _with(node, attr=SWAPS[name])


def _of_statements(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield _with(node, test=ast.UnaryOp(ast.Not(), copy.deepcopy(test)))
        case ast.comprehension(ifs=[_, *rest]):
            yield _with(node, ifs=copy.deepcopy(rest))
        case ast.Return(value=value) if not _is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()


def _is_none(value: ast.AST | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _constants(value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and len(value.split()) <= 1:
        yield ast.Constant(value + "X")


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of the node with some fields changed."""
    found = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(found, name, value)
    return found
