"""How a module is changed to see whether a test notices: one place of its text is another, and the rest stays as it is.

`mutants` takes the checks of the rules and of the verifier out, one by one, and `apply` puts such a change into the code that runs. `faults`
makes the small faults of a typing hand: one operator, condition, constant or element is another. As the text itself changes, constants,
SQL and programs that a test starts are reached as well.
"""

import ast
import copy
import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from types import CodeType
from typing import Any, Final, NamedTuple

_Change = tuple[str, str]
"""What is said of a change, and the text that takes the node's place."""
_Removal = tuple[str, ast.AST, str]
"""What is said of a change, the node that gives way, and the text that takes its place."""
Lines = tuple[int, int]
"""The first and the last one."""


class Fault(NamedTuple):
    """One change. `name` is stable over moves of lines; `start` and `end` are octets of the module's text.

    `function` is the outermost function or method (`Page.begin`), or the name that a statement of the module gives a value, or is
    empty for the rest of the module. For choosing tests a mutant has the lines of its `place`, all of them for a constant, and of the
    `refusal` that it takes away.
    """

    name: str
    module: str
    function: str
    start: int
    end: int
    new: str
    place: Lines = (0, 0)
    refusal: Lines | None = None

    def text(self, old: bytes) -> bytes:
        """The module's text with the fault."""
        return old[: self.start] + self.new.encode() + old[self.end :]


class _Text:
    """A module's text: its tree, the octets of a node, and a name for each fault."""

    def __init__(self, module: str, source: Path) -> None:
        self.module = module
        self.octets = source.read_bytes()
        self.tree = ast.parse(self.octets)
        self._lines = [0, *accumulate(len(line) + 1 for line in self.octets.split(b"\n"))]
        self._named: Counter[str] = Counter()

    def span(self, node: Any) -> tuple[int, int]:
        return (
            self._lines[node.lineno - 1] + node.col_offset,
            self._lines[node.end_lineno - 1] + node.end_col_offset,
        )

    def fault(self, function: str, said: str, node: ast.AST, new: str) -> Fault:
        name = f"{self.module}.{function}: {said}" if function else f"{self.module}: {said}"
        self._named[name] += 1
        if self._named[name] > 1:
            name = f"{name} #{self._named[name]}"
        return Fault(name, self.module, function, *self.span(node), new)


def faults(module: str, source: Path) -> list[Fault]:
    """Every small fault of a module, in the order of its text."""
    text = _Text(module, source)
    deciding = _deciding(text.tree)
    found = [
        text.fault(function, said, node, new)
        for function, node in _judging(text.tree, "")
        for said, new in _changes(node, text, deciding)
    ]
    return sorted(found, key=lambda fault: (fault.start, fault.end, fault.name))


def mutants(module: str, source: Path) -> list[Fault]:
    """Every mutant of a module, in the order of its text."""
    text = _Text(module, source)
    found: list[tuple[Lines, int, Fault]] = []
    for function, root in _ruling(text.tree):
        guards, hints = _guards(root), _annotations(root)
        for number, node in enumerate(ast.walk(root)):
            for said, old, new in _removals(node, guards) if id(node) not in hints else ():
                place, refusal = _lines(root, node, guards)
                fault = text.fault(function, said, old, new)._replace(place=place, refusal=refusal)
                found.append((place, number, fault))
    return [fault for *_, fault in sorted(found, key=lambda one: one[:2])]


def apply(mutant: Fault) -> None:
    """Put the mutant's code into the imported module: the function keeps its identity, so that every user sees the change."""
    module = importlib.import_module(mutant.module)
    source = str(module.__file__)
    tree = ast.parse(mutant.text(Path(source).read_bytes()))
    root = dict(_ruling(tree))[mutant.function]
    if isinstance(root, ast.Assign):
        space = dict(vars(module))
        exec(compile(ast.Module([root], []), source, "exec"), space)  # noqa: S102 - a constant of ours, changed
        setattr(module, mutant.function, space[mutant.function])
        return
    target: Any = module
    for part in mutant.function.split("."):
        target = vars(target)[part]
    target = getattr(target, "fget", None) or target
    target.__code__ = _code(compile(tree, source, "exec"), mutant.function)


def row(cells: Iterable[str]) -> str:
    """A row of a table that keeps what became of faults."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def cells(line: str) -> list[str]:
    """What a row was made of; nothing of another line."""
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def _code(code: CodeType, qualname: str) -> CodeType:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_qualname == qualname:
                return inner
            if qualname.startswith(inner.co_qualname + "."):
                return _code(inner, qualname)
    raise LookupError(qualname)


# ---- what both change


def text_of(node: ast.AST, most: int = 110) -> str:
    """Return a node as a person reads it: one line, cut short beyond `most` characters."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _whole(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if isinstance(node, ast.Constant | ast.Name | ast.Tuple | ast.List) else f"({text})"


def _turned(node: ast.AST, change: Callable[..., object]) -> ast.AST:
    new = copy.deepcopy(node)
    change(new)
    return new


def _another(op: ast.AST) -> ast.AST:
    return _FLIPS[type(op)]()


def _without(node: ast.AST, field: str) -> Iterator[tuple[ast.AST, str]]:
    """Each element of a list, with the node's text where it is left out; a condition of two terms becomes the other one."""
    for i, value in enumerate(getattr(node, field)):
        new: Any = _turned(node, lambda new, i=i: getattr(new, field).pop(i))
        alone = isinstance(new, ast.BoolOp) and len(new.values) == 1
        yield value, _whole(new.values[0] if alone else new)


def _branches(node: ast.IfExp) -> Iterator[_Change]:
    yield f"[{text_of(node.test)}] always", _whole(node.body)
    yield f"[{text_of(node.test)}] never", _whole(node.orelse)


_FLIPS: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
}  # fmt: skip


# ---- checks taken out

_KEEPS: Final = frozenset({"append", "insert", "add"})
"""Calls that collect and judge nothing."""


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """The functions and methods of a module, by their names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def _ruling(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """What judges: functions, methods, and constants that are sets."""
    yield from functions(tree)
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="frozenset"))):
                yield name, node


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


def _lines(root: ast.AST, node: ast.AST, guards: dict[int, ast.If]) -> tuple[Lines, Lines | None]:
    guard = guards.get(id(node))
    if guard is not None:
        last = guard.body[-1]
        return _range(guard.test), _range(last)
    refusal = next((_range(n) for n in ast.walk(node) if _refuses(n)), None)
    if isinstance(root, ast.Assign):
        return (1, 1_000_000), refusal
    return _range(node if hasattr(node, "lineno") else root), refusal


def _range(node: ast.AST) -> Lines:
    first = int(getattr(node, "lineno", 0))
    return first, int(getattr(node, "end_lineno", first) or first)


def _removals(node: ast.AST, guards: dict[int, ast.If]) -> Iterator[_Removal]:
    if _refuses(node) and id(node) not in guards:
        yield f"the refusal [{text_of(node)}]", node, "pass"
        return
    match node:
        case ast.If() if id(node) in guards:
            yield f"the check [{text_of(node.test)}]", node.test, "False"
        case ast.Compare():
            yield from ((said, node, _whole(new)) for said, new in _comparisons(node))
        case ast.Try():
            yield from _handlers(node)
        # The last member of a set stays, for `{}` is no set.
        case ast.BoolOp() | ast.Set(elts=[_, _, *_]):
            field, what = ("values", "term") if isinstance(node, ast.BoolOp) else ("elts", "member")
            for value, new in _without(node, field):
                yield f"the {what} [{text_of(value)}] of [{text_of(node, 60)}]", node, new
        case ast.comprehension(ifs=filters):
            yield from ((f"the filter [{text_of(one)}]", one, "True") for one in filters)
        case _:
            yield from ((said, node, new) for said, new in _judgements(node))


def _judgements(node: ast.AST) -> Iterator[_Change]:
    match node:
        case ast.Expr(value=ast.Call(func=func)):
            if not (isinstance(func, ast.Attribute) and func.attr in _KEEPS):
                yield f"the judgement [{text_of(node)}]", "pass"
        case ast.IfExp():
            yield from _branches(node)
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr()) | ast.BinOp(op=ast.Sub(), left=ast.Call()):
            yield f"the part [{text_of(node.right)}] of [{text_of(node, 60)}]", _whole(node.left)
        case ast.Call(func=ast.Name(id="max"), args=[first, second]):
            yield f"the bound [{text_of(first)}] of [{text_of(node)}]", _whole(second)
            yield f"the bound [{text_of(second)}] of [{text_of(node)}]", _whole(first)


def _handlers(node: ast.Try) -> Iterator[_Removal]:
    for kinds in (handler.type for handler in node.handlers):
        if isinstance(kinds, ast.Tuple):
            yield from ((f"catching [{text_of(one)}]", kinds, new) for one, new in _without(kinds, "elts"))
        elif kinds is not None:
            yield f"catching [{text_of(kinds)}]", kinds, "()"


def _comparisons(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for i, operator in enumerate(node.ops):
        if isinstance(operator, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
            turned = _turned(node, lambda new, i=i: new.ops.__setitem__(i, _another(new.ops[i])))
            yield f"the edge of [{text_of(node)}]{f' at {i + 1}' if len(node.ops) > 1 else ''}", turned
        if len(node.ops) > 1:
            yield f"part {i + 1} of [{text_of(node)}]", _without_link(node, i)
    if isinstance(node.left, ast.Tuple) and len(node.ops) == 1:
        for i, value in enumerate(node.left.elts):
            yield f"the part [{text_of(value)}] of [{text_of(node, 60)}]", _without_place(node, i)


def _without_link(node: ast.Compare, index: int) -> ast.AST:
    """Leave one link of `a < b < c` out."""
    sides = [node.left, *node.comparators]
    links: list[ast.expr] = [
        ast.Compare(sides[i], [op], [sides[i + 1]]) for i, op in enumerate(node.ops) if i != index
    ]
    return links[0] if len(links) == 1 else ast.BoolOp(ast.And(), links)


def _without_place(node: ast.Compare, index: int) -> ast.AST:
    """Leave one place of two compared tuples out."""
    new = copy.deepcopy(node)
    other = new.comparators[0]
    for side in (new.left, other):
        if isinstance(side, ast.Tuple):
            del side.elts[index]
    if not isinstance(other, ast.Tuple):
        cut = ast.unparse(other)
        new.comparators[0] = ast.parse(f"({cut})[:{index}] + ({cut})[{index + 1}:]", mode="eval").body
    return new


# ---- small faults

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


def _changes(node: ast.AST, text: _Text, deciding: set[int]) -> Iterator[_Change]:
    yield from _swaps(node)
    match node:
        case ast.Name() | ast.Attribute() | ast.Call() | ast.NamedExpr() if id(node) in deciding:
            yield f"[{text_of(node)}] as [not {text_of(node)}]", f"(not {_whole(node)})"
        case ast.Tuple(elts=[_, _, *_]) if id(node) in deciding:
            yield from _left_out(node, "elts")
        case ast.Constant(value=bool(value)):
            yield f"[{value}] as [{not value}]", str(not value)
        case ast.Constant(value=int(number)):
            yield f"[{number}] as [{number + 1}]", str(number + 1)
        case ast.Constant(value=str()) | ast.JoinedStr():
            start, end = text.span(node)
            yield from _in_sql(text.octets[start:end].decode())


def _swaps(node: ast.AST) -> Iterator[_Change]:
    """One operator, condition, branch, element, argument or statement is another or gone."""
    match node:
        case ast.Compare(ops=ops):
            for i in range(len(ops)):
                yield _as(node, lambda new, i=i: new.ops.__setitem__(i, _another(new.ops[i])))
        case ast.BoolOp():
            yield _as(node, lambda new: setattr(new, "op", _another(new.op)))
            yield from _left_out(node, "values")
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield f"[{text_of(node)}] as [{text_of(operand)}]", _whole(operand)
        case ast.BinOp(op=op) if type(op) in _FLIPS and not _of_words(node):
            yield _as(node, lambda new: setattr(new, "op", _another(new.op)))
        case ast.IfExp():
            yield from _branches(node)
        case ast.List(elts=[_, _, *_]) | ast.Set(elts=[_, _, *_]):
            yield from _left_out(node, "elts")
        case ast.Call():
            yield from _of_call(node)
        case ast.Expr(value=ast.Call() | ast.Await()):
            yield f"[{text_of(node)}] left out", "pass"


def _as(node: ast.AST, change: Callable[..., object]) -> _Change:
    new = _turned(node, change)
    return f"[{text_of(node)}] as [{text_of(new)}]", _whole(new)


def _left_out(node: ast.AST, field: str) -> Iterator[_Change]:
    for value, new in _without(node, field):
        yield f"without [{text_of(value)}] of [{text_of(node, 60)}]", new


def _of_call(node: ast.Call) -> Iterator[_Change]:
    name = ast.unparse(node.func).rpartition(".")[2]
    if name in _TWINS and isinstance(node.func, ast.Name):
        yield _as(node, lambda new: setattr(new.func, "id", _TWINS[name]))
    if name in _LISTS and len(node.args) > 1:
        yield from _left_out(node, "args")
    if name == "desc" and isinstance(node.func, ast.Attribute) and not node.args:
        yield f"[{text_of(node)}] ascending", _whole(node.func.value)


def _of_words(node: ast.BinOp) -> bool:
    """Whether something is put together rather than counted."""
    put = ast.JoinedStr | ast.List | ast.Tuple | ast.ListComp
    return any(
        isinstance(side, put) or (isinstance(side, ast.Constant) and isinstance(side.value, str | bytes))
        for side in (node.left, node.right)
    )


_SQL: Final = re.compile(r"\b(?:SELECT|UPDATE|DELETE|INSERT|WHERE|ORDER BY|JOIN)\b")
_OPERATORS: Final = re.compile(r" (>=|<=|<>|>|<|=|AND|OR|DESC|IN|NOT IN)(?=[ )\"])")
_SQL_FLIPS: Final = {
    ">=": ">", "<=": "<", ">": ">=", "<": "<=", "=": "<>", "<>": "=", "AND": "OR", "OR": "AND", "DESC": "ASC", "IN": "NOT IN",
    "NOT IN": "IN",
}  # fmt: skip


def _in_sql(text: str) -> Iterator[_Change]:
    """One operator of a statement is another; of an `UPDATE … SET a = ?` no equality before its condition."""
    where = text.find("WHERE")
    for found in _OPERATORS.finditer(text) if _SQL.search(text) else ():
        if found[1] == "=" and "SET" in text and found.start() < where:
            continue
        start, end = found.span(1)
        around = " ".join(text[max(0, start - 20) : end + 12].split())
        new = _SQL_FLIPS[found[1]]
        yield f"[{found[1]}] as [{new}] in [{around}]", text[:start] + new + text[end:]
