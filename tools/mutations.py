"""How a check is taken out of a module: the mutants that its syntax tree offers, and one of them put into the running code."""

import ast
import copy
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

Change = Callable[[ast.AST], ast.AST | None]
"""Makes the replacement of a node; None removes a statement."""

_FLIP: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_KEEPS = frozenset({"append", "insert", "add"})
"""Calls that collect and judge nothing."""


class Mutant(NamedTuple):
    """One change. `name` is stable over moves of lines; `place` and `refusal` are first and last line, for choosing tests.

    A constant's place is its whole module.
    """

    name: str
    module: str
    source: Path
    text: str
    function: str
    node: int
    change: Change
    place: tuple[int, int]
    refusal: tuple[int, int] | None


def mutants(module: str, source: Path) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    text = source.read_text("utf-8")
    tree = ast.parse(text)
    found: list[Mutant] = []
    names: dict[str, int] = {}
    for function, root in _functions(tree):
        guards, hints = _guards(root), _annotations(root)
        for number, node in enumerate(ast.walk(root)):
            if id(node) in hints:
                continue
            for what, change in _changes(node, guards):
                name = f"{module}.{function}: {what}"
                names[name] = names.get(name, 0) + 1
                if names[name] > 1:
                    name = f"{name} #{names[name]}"
                place, refusal = _lines(root, node, guards)
                found.append(Mutant(name, module, source, text, function, number, change, place, refusal))
    return sorted(found, key=lambda m: (m.place, m.node))


def apply(mutant: Mutant) -> None:
    """Put the mutant's code into the imported module: the function keeps its identity, so that every user sees the change."""
    tree = ast.parse(mutant.text)
    root = dict(_functions(tree))[mutant.function]
    node = list(ast.walk(root))[mutant.node]
    _Swap(node, mutant.change(copy.deepcopy(node))).visit(tree)
    ast.fix_missing_locations(tree)
    module = importlib.import_module(mutant.module)
    code = compile(tree, str(mutant.source), "exec")
    if isinstance(root, ast.Assign):
        space = dict(vars(module))
        exec(compile(ast.Module([root], []), str(mutant.source), "exec"), space)  # noqa: S102 - a constant of ours, changed
        setattr(module, mutant.function, space[mutant.function])
        return
    target: Any = module
    for part in mutant.function.split("."):
        target = vars(target)[part]
    target = getattr(target, "fget", None) or target
    target.__code__ = _code(code, mutant.function)


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST | None) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST | None:
        if node is not self._old:
            return self.generic_visit(node)
        if self._new is None:
            return ast.copy_location(ast.Pass(), node) if isinstance(node, ast.stmt) else None
        return ast.copy_location(self._new, node)


def _code(code: CodeType, qualname: str) -> CodeType:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_qualname == qualname:
                return inner
            if qualname.startswith(inner.co_qualname + "."):
                return _code(inner, qualname)
    raise LookupError(qualname)


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Functions, methods, and constants that are sets."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func) == "frozenset"
        ):
            yield node.targets[0].id, node


def _refuses(statement: ast.AST) -> bool:
    """Whether a statement is the refusal itself: raised, returned, or handed on."""
    if isinstance(statement, ast.Raise):
        return True
    if not isinstance(statement, ast.Return) or statement.value is None:
        return False
    text = ast.unparse(statement.value)
    return text.startswith("refuse(") or text == "refusal"


def _guards(root: ast.AST) -> dict[int, ast.If]:
    """The conditions that guard a refusal, by the identity of every node inside the condition and of the refusal."""
    found: dict[int, ast.If] = {}
    for node in ast.walk(root):
        if isinstance(node, ast.If) and _refuses(node.body[-1]):
            found[id(node)] = node
            for inner in [*ast.walk(node.test), node.body[-1]]:
                found[id(inner)] = node
    return found


def _annotations(root: ast.AST) -> set[int]:
    """Nodes of annotations, by identity: they judge nothing."""
    hints: list[ast.AST | None] = []
    for node in ast.walk(root):
        hints += [getattr(node, "annotation", None), getattr(node, "returns", None)]
    return {id(inner) for hint in hints if hint is not None for inner in ast.walk(hint)}


def _lines(
    root: ast.AST, node: ast.AST, guards: dict[int, ast.If]
) -> tuple[tuple[int, int], tuple[int, int] | None]:
    guard = guards.get(id(node))
    if guard is not None:
        last = guard.body[-1]
        return _range(guard.test), _range(last)
    refusal = next((_range(n) for n in ast.walk(node) if _refuses(n)), None)
    if isinstance(root, ast.Assign):
        return (1, 1_000_000), refusal
    return _range(node if hasattr(node, "lineno") else root), refusal


def _range(node: ast.AST) -> tuple[int, int]:
    first = int(getattr(node, "lineno", 0))
    return first, int(getattr(node, "end_lineno", first) or first)


def _changes(node: ast.AST, guards: dict[int, ast.If]) -> Iterator[tuple[str, Change]]:
    if _refuses(node) and id(node) not in guards:
        yield f"the refusal [{text_of(node)}]", _nothing
    elif isinstance(node, ast.If) and id(node) in guards:
        yield f"the check [{text_of(node.test)}]", _never
    elif isinstance(node, ast.Compare):
        yield from _comparisons(node)
    elif isinstance(node, ast.Try):
        yield from _handlers(node)
    else:
        yield from _whole(node)
        for field, what in _LISTS.get(type(node), ()):
            yield from _elements(node, field, what)


def _whole(node: ast.AST) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.Expr(value=ast.Call(func=func)):
            if not (isinstance(func, ast.Attribute) and func.attr in _KEEPS):
                yield f"the judgement [{text_of(node)}]", _nothing
        case ast.IfExp():
            yield f"[{text_of(node.test)}] always", lambda n: n.body  # type: ignore[attr-defined]
            yield f"[{text_of(node.test)}] never", lambda n: n.orelse  # type: ignore[attr-defined]
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr()) | ast.BinOp(op=ast.Sub(), left=ast.Call()):
            yield f"the part [{text_of(node.right)}] of [{text_of(node, 60)}]", lambda n: n.left  # type: ignore[attr-defined]
        case ast.Call(func=ast.Name(id="max"), args=[first, second]):
            yield f"the bound [{text_of(first)}] of [{text_of(node)}]", lambda n: n.args[1]  # type: ignore[attr-defined]
            yield f"the bound [{text_of(second)}] of [{text_of(node)}]", lambda n: n.args[0]  # type: ignore[attr-defined]


_LISTS: dict[type[ast.AST], tuple[tuple[str, str], ...]] = {
    ast.BoolOp: (("values", "term"),),
    ast.Set: (("elts", "member"),),
    ast.comprehension: (("ifs", "filter"),),
}


def _elements(node: ast.AST, field: str, what: str) -> Iterator[tuple[str, Change]]:
    """Leave out each element in turn; the last one of a set stays, for `{}` is no set."""
    values: list[ast.AST] = getattr(node, field)
    if isinstance(node, ast.Set) and len(values) == 1:
        return
    whole = "" if isinstance(node, ast.comprehension) else f" of [{text_of(node, 60)}]"
    for i, value in enumerate(values):
        yield f"the {what} [{text_of(value)}]{whole}", _drop(field, i)


def _handlers(node: ast.Try) -> Iterator[tuple[str, Change]]:
    for i, handler in enumerate(node.handlers):
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else []
        if kinds:
            for j, kind in enumerate(kinds):
                yield f"catching [{text_of(kind)}]", _forget(i, j)
        elif handler.type is not None:
            yield f"catching [{text_of(handler.type)}]", _forget(i, None)


def _comparisons(node: ast.Compare) -> Iterator[tuple[str, Change]]:
    for i, operator in enumerate(node.ops):
        if type(operator) in _FLIP:
            yield f"the edge of [{text_of(node)}]{f' at {i + 1}' if len(node.ops) > 1 else ''}", _edge(i)
        if len(node.ops) > 1:
            yield f"part {i + 1} of [{text_of(node)}]", _one_link(i)
    if isinstance(node.left, ast.Tuple) and len(node.ops) == 1:
        for i, value in enumerate(node.left.elts):
            yield f"the part [{text_of(value)}] of [{text_of(node, 60)}]", _without_place(i)


def _never(node: ast.AST) -> ast.AST:
    node.test = ast.Constant(value=False)  # type: ignore[attr-defined]
    return node


def _nothing(node: ast.AST) -> ast.AST | None:  # noqa: ARG001 - one shape for all changes
    return None


def _drop(name: str, index: int) -> Change:
    """Leave one element of a list of nodes out; a condition of two terms becomes the other one."""

    def change(node: ast.AST) -> ast.AST:
        rest: list[ast.AST] = getattr(node, name)
        del rest[index]
        return rest[0] if isinstance(node, ast.BoolOp) and len(rest) == 1 else node

    return change


def _edge(index: int) -> Change:
    def change(node: ast.AST) -> ast.AST:
        operators: list[ast.cmpop] = node.ops  # type: ignore[attr-defined]
        operators[index] = _FLIP[type(operators[index])]()
        return node

    return change


def _one_link(index: int) -> Change:
    """Leave one link of `a < b < c` out."""

    def change(node: ast.AST) -> ast.AST:
        assert isinstance(node, ast.Compare)  # noqa: S101 - made for this node alone
        sides = [node.left, *node.comparators]
        links: list[ast.expr] = [
            ast.Compare(sides[i], [op], [sides[i + 1]]) for i, op in enumerate(node.ops) if i != index
        ]
        return links[0] if len(links) == 1 else ast.BoolOp(ast.And(), links)

    return change


def _without_place(index: int) -> Change:
    """Leave one place of two compared tuples out."""

    def change(node: ast.AST) -> ast.AST:
        assert isinstance(node, ast.Compare)  # noqa: S101 - made for this node alone
        for side in (node.left, node.comparators[0]):
            if isinstance(side, ast.Tuple):
                del side.elts[index]
        if not isinstance(node.comparators[0], ast.Tuple):
            cut = ast.unparse(node.comparators[0])
            text = f"({cut})[:{index}] + ({cut})[{index + 1}:]"
            node.comparators[0] = ast.parse(text, mode="eval").body
        return node

    return change


def _forget(index: int, kind: int | None) -> Change:
    def change(node: ast.AST) -> ast.AST:
        assert isinstance(node, ast.Try)  # noqa: S101 - made for this node alone
        handler = node.handlers[index]
        if kind is not None and isinstance(handler.type, ast.Tuple):
            del handler.type.elts[kind]
            return node
        del node.handlers[index]
        return node if node.handlers else ast.If(ast.Constant(value=True), node.body, [])

    return change


def text_of(node: ast.AST, most: int = 110) -> str:
    """Return a node as a person reads it: one line, cut short beyond `most` characters."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= most else text[: most - 1] + "…"
