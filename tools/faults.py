"""The small faults that a typing hand makes: one operator, condition, constant or element of a module changed, as a new text of it.

`tools.mutations` takes checks out of the code that runs; here the text itself changes, so that constants, SQL and programs that a
test starts are reached as well.
"""

import ast
import copy
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tools.mutations import text_of

_Change = tuple[str, str]
"""What is said of a change, and the text that takes the node's place."""


class Fault(NamedTuple):
    """One change. `name` is stable over moves of lines; `start` and `end` are octets of the module's text.

    `function` is the outermost function or method (`Page.begin`), or the name that a statement of the module gives a value, or is
    empty for the rest of the module.
    """

    name: str
    module: str
    function: str
    start: int
    end: int
    new: str

    def text(self, old: bytes) -> bytes:
        """The module's text with the fault."""
        return old[: self.start] + self.new.encode() + old[self.end :]


def faults(module: str, source: Path) -> list[Fault]:
    """Every fault of a module, in the order of its text."""
    text = source.read_bytes()
    lines = [0]
    for line in text.split(b"\n"):
        lines.append(lines[-1] + len(line) + 1)
    found: list[Fault] = []
    names: dict[str, int] = {}
    tree = ast.parse(text)
    deciding = _deciding(tree)
    for function, node in _judging(tree, ""):
        start = lines[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        end = lines[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        for said, new in _changes(node, text[start:end].decode(), deciding):
            name = f"{module}.{function}: {said}" if function else f"{module}: {said}"
            names[name] = names.get(name, 0) + 1
            if names[name] > 1:
                name = f"{name} #{names[name]}"
            found.append(Fault(name, module, function, start, end, new))
    return sorted(found, key=lambda fault: (fault.start, fault.end, fault.name))


_QUIET: Final = frozenset({"log", "logging", "warnings"})
"""What is said here judges nothing."""
_LOOKS: Final = frozenset({"Column", "Option", "Argument", "BindingType"})
"""Calls whose numbers are widths and whose words are help."""


_DECLARED: Final = frozenset({"__all__", "BINDINGS", "CSS", "SCOPE"})
"""Names whose values are what a framework reads."""


def _judging(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node that has a say, with its function: no annotation, documentation, decorator, log line or text of an error."""
    if _is_silent(node):
        return
    within = _within(node, function)
    if within == function and hasattr(node, "lineno"):
        yield function.rstrip("(.").partition("(")[0], node
    # The places of what stands inside of a text with values are wrong before Python 3.12.
    for child in () if isinstance(node, ast.JoinedStr) else _parts(node):
        yield from _judging(child, within)


def _within(node: ast.AST, function: str) -> str:
    """The function that the parts of a node stand in: `Page.` in a class, `Page.begin(` in its method and all that is inside."""
    if not _is_function(function):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                return f"{function}{name}("
            case ast.ClassDef(name=name):
                return f"{function}{name}."
            case ast.Assign(targets=[target, *_]) | ast.AnnAssign(target=target):
                return f"{function}{ast.unparse(target)}("
    return function


def _parts(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return [*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body]
        case ast.ClassDef(body=body):
            return [*body]
        case ast.AnnAssign(value=value):
            return [value] if value is not None else []
    return [*ast.iter_child_nodes(node)]


def _is_function(name: str) -> bool:
    return name.endswith("(")


def _is_silent(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom() | ast.Raise():
            return True
        case ast.Assign(targets=[target, *_]) | ast.AnnAssign(target=target) if (
            ast.unparse(target) in _DECLARED
        ):
            return True
        case ast.If(test=test) if "TYPE_CHECKING" in ast.unparse(test) or "__main__" in ast.unparse(test):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=owner)))) if owner in _QUIET:
            return True
        case ast.Call(func=func):
            return ast.unparse(func).rpartition(".")[2] in _LOOKS
    return False


_FLIPS: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
}  # fmt: skip
_TWINS: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}
_LISTS: Final = {"where", "filter", "and_", "or_", "order_by"}
"""Calls whose arguments are conditions, of which each can be forgotten."""


def _deciding(tree: ast.AST) -> set[int]:
    """Conditions that are no operator of their own, and tuples of which membership is asked, by identity."""
    found: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.If(test=test) | ast.While(test=test):
                found.add(id(test))
            case ast.comprehension(ifs=tests):
                found.update(map(id, tests))
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[ast.Tuple() as members]):
                found.add(id(members))
            case ast.Assign(value=ast.Tuple() as members) | ast.AnnAssign(value=ast.Tuple() as members):
                if node in getattr(tree, "body", ()):
                    found.add(id(members))
    return found


def _changes(node: ast.AST, text: str, deciding: set[int]) -> Iterator[_Change]:
    yield from _swaps(node)
    match node:
        case ast.Name() | ast.Attribute() | ast.Call() | ast.NamedExpr() if id(node) in deciding:
            yield f"[{text_of(node)}] as [not {text_of(node)}]", f"(not {_whole(node)})"
        case ast.Tuple(elts=elements) if id(node) in deciding and len(elements) > 1:
            yield from (_without(node, "elts", i, value) for i, value in enumerate(elements))
        case ast.Constant(value=bool(value)):
            yield f"[{value}] as [{not value}]", str(not value)
        case ast.Constant(value=int(number)):
            yield f"[{number}] as [{number + 1}]", str(number + 1)
        case ast.Constant(value=str()) | ast.JoinedStr() if _SQL.search(text):
            yield from _in_sql(text)


def _swaps(node: ast.AST) -> Iterator[_Change]:
    """One operator or condition is another."""
    match node:
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                yield _turned(node, lambda new, i=i, op=op: new.ops.__setitem__(i, _FLIPS[type(op)]()))
        case ast.BoolOp(values=values, op=op):
            yield _turned(node, lambda new: setattr(new, "op", _FLIPS[type(op)]()))
            for i, value in enumerate(values):
                yield _without(node, "values", i, value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield f"[{text_of(node)}] as [{text_of(operand)}]", _whole(operand)
        case ast.BinOp(op=op) if type(op) in _FLIPS and not _of_words(node):
            yield _turned(node, lambda new: setattr(new, "op", _FLIPS[type(op)]()))
        case _:
            yield from _left_out(node)


def _left_out(node: ast.AST) -> Iterator[_Change]:
    """One branch, element, argument or statement is gone."""
    match node:
        case ast.IfExp(test=test, body=body, orelse=other):
            yield f"[{text_of(test)}] always", _whole(body)
            yield f"[{text_of(test)}] never", _whole(other)
        case ast.List(elts=elements) | ast.Set(elts=elements) if len(elements) > 1:
            yield from (_without(node, "elts", i, value) for i, value in enumerate(elements))
        case ast.Call():
            yield from _of_call(node)
        case ast.Expr(value=ast.Call()) | ast.Expr(value=ast.Await()):
            yield f"[{text_of(node)}] left out", "pass"


def _of_call(node: ast.Call) -> Iterator[_Change]:
    name = ast.unparse(node.func).rpartition(".")[2]
    if name in _TWINS and isinstance(node.func, ast.Name):
        yield _turned(node, lambda new: setattr(new.func, "id", _TWINS[name]))
    if name in _LISTS and len(node.args) > 1:
        for i, value in enumerate(node.args):
            yield _without(node, "args", i, value)
    if name == "desc" and isinstance(node.func, ast.Attribute) and not node.args:
        yield f"[{text_of(node)}] ascending", _whole(node.func.value)


def _of_words(node: ast.BinOp) -> bool:
    """Whether something is put together rather than counted."""
    put = ast.JoinedStr | ast.List | ast.Tuple | ast.ListComp
    return any(
        isinstance(side, put) or (isinstance(side, ast.Constant) and isinstance(side.value, str | bytes))
        for side in (node.left, node.right)
    )


def _turned(node: ast.AST, change: Callable[..., object]) -> _Change:
    new = copy.deepcopy(node)
    change(new)
    return f"[{text_of(node)}] as [{text_of(new)}]", _whole(new)


def _without(node: ast.AST, field: str, index: int, value: ast.AST) -> _Change:
    new = copy.deepcopy(node)
    rest: list[ast.AST] = getattr(new, field)
    del rest[index]
    left = rest[0] if isinstance(new, ast.BoolOp) and len(rest) == 1 else new
    return f"without [{text_of(value)}] of [{text_of(node, 60)}]", _whole(left)


_SQL: Final = re.compile(r"\b(?:SELECT|UPDATE|DELETE|INSERT|WHERE|ORDER BY|JOIN)\b")
_OPERATORS: Final = re.compile(r" (>=|<=|<>|>|<|=|AND|OR|DESC|IN|NOT IN)(?=[ )\"])")
_SQL_FLIPS: Final = {
    ">=": ">", "<=": "<", ">": ">=", "<": "<=", "=": "<>", "<>": "=", "AND": "OR", "OR": "AND", "DESC": "ASC", "IN": "NOT IN",
    "NOT IN": "IN",
}  # fmt: skip


def _in_sql(text: str) -> Iterator[_Change]:
    """One operator of a statement is another; of an `UPDATE … SET a = ?` no equality before its condition."""
    where = text.find("WHERE")
    for found in _OPERATORS.finditer(text):
        if found[1] == "=" and "SET" in text and found.start() < where:
            continue
        start, end = found.span(1)
        around = " ".join(text[max(0, start - 20) : end + 12].split())
        new = _SQL_FLIPS[found[1]]
        yield f"[{found[1]}] as [{new}] in [{around}]", text[:start] + new + text[end:]


def _whole(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if isinstance(node, ast.Constant | ast.Name | ast.Tuple | ast.List) else f"({text})"
