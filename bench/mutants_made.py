"""Small faults for the pure core: each mutant is one changed place of one file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "src" / "filiform" / "core"
_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_BINARY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True)
class Mutant:
    """One fault: in which file, in which lines of a statement, what it changes there, in which function.

    `function` is the qualified name of the function around it; None or empty where it may act on import.
    """

    path: Path
    line: int
    column: int
    what: str
    lines: frozenset[int]
    function: str | None
    number: int
    way: int

    @property
    def code(self) -> CodeType:
        """The changed module, compiled."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        twin = next(each for i, each in enumerate(_spots(tree, None, (), None)) if i == self.number)
        _change(twin.node, self.way)
        return compile(ast.fix_missing_locations(tree), str(self.path), "exec")

    @property
    def module(self) -> str:
        """The name of the changed module."""
        return ".".join(self.path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")

    @property
    def name(self) -> str:
        """Where and what, in one line."""
        return f"{self.path.relative_to(ROOT)}:{self.line}:{self.column}  {self.what}"


@dataclass(frozen=True)
class _Spot:
    node: ast.AST
    statement: ast.stmt | None
    function: str | None


def mutants(path: Path) -> Iterator[Mutant]:
    """Give every mutant of a file. Annotations, decorators and docstrings are left alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for number, spot in enumerate(_spots(tree, None, (), None)):
        at = spot.node.target if isinstance(spot.node, ast.comprehension) else spot.node
        line, column = getattr(at, "lineno", 0), getattr(at, "col_offset", 0)
        for way, what in enumerate(_ways(spot.node)):
            yield Mutant(path, line, column, what, _lines(spot.statement, line), spot.function, number, way)


def _spots(tree: ast.AST, statement: ast.stmt | None, names: tuple[str, ...], function: str | None) -> Iterator[_Spot]:
    """Walk a tree in a fixed order, past annotations, decorators, types, whose `|` is no sum, and `strict` of zip."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list") or (
            isinstance(tree, ast.keyword) and tree.arg == "strict"
        ):
            continue
        for each in value if isinstance(value, list) else [value]:
            if not isinstance(each, ast.AST):
                continue
            within, path, owner = statement, names, function
            if isinstance(each, ast.stmt):
                within = each
            if isinstance(each, ast.FunctionDef | ast.ClassDef):
                path = (*names, each.name)
            if isinstance(each, ast.FunctionDef):  # one inside another may have been made on import
                owner = ".".join(path) if function is None else ""
            if isinstance(tree, ast.FunctionDef) and name == "args":  # default values are made on import
                owner = None
            yield _Spot(each, within, owner)
            yield from () if _is_types(each) else _spots(each, within, path, owner)


def _lines(statement: ast.stmt | None, line: int) -> frozenset[int]:
    """Give the lines of a statement without those of its body."""
    if statement is None:
        return frozenset({line})
    body = getattr(statement, "body", None)
    last = (body[0].lineno - 1) if body else (statement.end_lineno or line)
    return frozenset(range(statement.lineno, max(last, statement.lineno) + 1))


def _is_types(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "TypeVar")


def _ways(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return [f"{type(node.ops[0]).__name__} to {_COMPARE[type(node.ops[0])].__name__}"]
    if isinstance(node, ast.BoolOp):
        return ["and to or" if isinstance(node.op, ast.And) else "or to and"]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ["not dropped"]
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return [f"{type(node.op).__name__} to {_BINARY[type(node.op)].__name__}"]
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return [f"{node.value} to {not node.value}"]
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return [f"{node.value} to {node.value + 1}"]
    if isinstance(node, ast.If | ast.IfExp):
        return ["condition always true", "condition always false"]
    if isinstance(node, ast.comprehension) and node.ifs:
        return ["filter dropped"]
    return ["break to continue"] if isinstance(node, ast.Break) else []


def _change(node: ast.AST, way: int) -> None:
    if isinstance(node, ast.Compare):
        node.ops = [_COMPARE[type(node.ops[0])]()]
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.BinOp):
        node.op = _BINARY[type(node.op)]()
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]
    elif isinstance(node, ast.If | ast.IfExp):
        node.test = ast.Constant(way == 0)
    elif isinstance(node, ast.comprehension):
        node.ifs = []
    else:
        node.__class__ = ast.Continue  # type: ignore[assignment]
