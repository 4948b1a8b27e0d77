"""Text reaches a widget only through ``show()`` or the catalogue.

Textual hands escape bytes on to the terminal and reads markup in most of its widgets, so a hostile file name could run
an action or bring the queue down. ``show()`` makes such text harmless; this lint finds what goes around it. It looks at
widget constructors, drawing methods and drawn attributes in ``console/screens`` and ``console/widgets``.

Accepted: constants; ``show(…)``; a catalogue answer without parameters (``text("key")``, ``t("key")``); Text and Content
objects and widgets made in place (their own arguments are looked at); combinations of these; local names that are only
ever bound to these; and names annotated as Text or Content. A catalogue answer with parameters goes through ``show()``.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.trees import ROOT, last_name, parsed

DRAWN_TYPES = frozenset({"Text", "Content", "Strip"})
BUILDERS = frozenset(
    {
        *DRAWN_TYPES,
        *("Button", "Checkbox", "Collapsible", "Digits", "Input", "Label", "Link", "Markdown", "MaskedInput"),
        *(
            "Option",
            "Placeholder",
            "RadioButton",
            "Select",
            "Selection",
            "Static",
            "Tab",
            "TabPane",
            "TextArea",
        ),
        *("Segment", "Tree"),
    }
)
"""Constructors whose arguments are drawn."""
DRAWING = frozenset(
    {
        *(
            "update",
            "add_row",
            "add_rows",
            "add_column",
            "add_columns",
            "update_cell",
            "update_cell_at",
            "notify",
        ),
        *("add_option", "add_options", "set_options", "replace_option_prompt", "write_line", "write_lines"),
        *("from_markup", "add_leaf"),
    }
)
"""Methods whose arguments are drawn."""
DRAWN_KEYWORDS = frozenset(
    {
        "content",
        "renderable",
        "label",
        "title",
        "message",
        "prompt",
        "placeholder",
        "tooltip",
        "markdown",
        "options",
    }
)
DRAWN_ATTRIBUTES = frozenset({"border_title", "border_subtitle", "sub_title", "tooltip", "placeholder"})
CATALOGUE = frozenset({"text", "t"})
GUARDED = frozenset(
    {"show", "line", "ink", "coloured", "strong", "part_heading", "sensed", "chip", "joined", "spread"}
)
"""Functions that return guarded text, whatever they are given: `show`, and the painter's."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def drawn_arguments(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that end up on the screen."""
    name = last_name(call.func)
    if name not in BUILDERS and not (name in DRAWING and isinstance(call.func, ast.Attribute)):
        return
    # These take a row key, a column key and then the value; a Segment takes its text and then its style.
    skipped = {"update_cell": 2, "update_cell_at": 1, "replace_option_prompt": 1}.get(name, 0)
    positional = call.args[skipped:]
    yield from positional[:1] if name in {"Segment", "Text", "Selection", "Option", "Tab"} else positional
    yield from (keyword.value for keyword in call.keywords if keyword.arg in DRAWN_KEYWORDS)


def is_safe(node: ast.expr | None, safe_names: frozenset[str]) -> bool:  # noqa: C901  one case a kind of expression
    """Whether the expression can only be text of ours or text that ``show()`` has seen."""
    match node:
        case None | ast.Constant():
            return True
        case ast.Name(id=name):
            return name in safe_names
        case ast.Call(func=func, args=_, keywords=keywords):
            name = last_name(func)
            if name in CATALOGUE:
                return all(keyword.arg == "lang" for keyword in keywords)
            return name in GUARDED or name in BUILDERS
        case ast.IfExp(body=body, orelse=orelse):
            return is_safe(body, safe_names) and is_safe(orelse, safe_names)
        case ast.BinOp(left=left, right=right, op=ast.Add()):
            return is_safe(left, safe_names) and is_safe(right, safe_names)
        case ast.BoolOp(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            return all(is_safe(part, safe_names) for part in parts)
        case ast.Starred(value=inner):
            return is_safe(inner, safe_names)
        case ast.ListComp(elt=inner) | ast.GeneratorExp(elt=inner):
            return is_safe(inner, safe_names)
        case ast.JoinedStr(values=parts):
            return all(isinstance(part, ast.Constant) for part in parts)
        case _:
            return False


def is_drawn_type(annotation: ast.expr | None) -> bool:
    """Whether an annotation says that the value was built as Text, Content or Strip."""
    return annotation is not None and last_name(annotation) in DRAWN_TYPES


def safe_names(function: Function) -> frozenset[str]:
    """The local names that are only ever bound to safe text (or to values that were built as such)."""
    plain: dict[str, list[ast.expr | None]] = {}
    targets: set[ast.expr] = set()
    arguments = function.args
    drawn = {
        argument.arg
        for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        if is_drawn_type(argument.annotation)
    }
    for node in ast.walk(function):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name) as target, annotation=annotation) if is_drawn_type(
                annotation
            ):
                drawn.add(name)
                targets.add(target)
            case (
                ast.Assign(targets=[ast.Name(id=name) as target], value=value)
                | ast.AnnAssign(target=ast.Name(id=name) as target, value=value)
                | ast.AugAssign(target=ast.Name(id=name) as target, value=value)
            ):
                plain.setdefault(name, []).append(value)
                targets.add(target)
            case _:
                pass
    # Loops, unpacking and the like bind names to who knows what.
    stored = (
        node for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    unknown = {node.id for node in stored if node not in targets}
    parameters = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)} - drawn
    safe = frozenset(drawn - unknown - plain.keys())
    candidates = {name: values for name, values in plain.items() if name not in unknown | parameters}
    while True:
        more = {name for name, values in candidates.items() if all(is_safe(value, safe) for value in values)}
        if more <= safe:
            return safe
        safe |= more


def problems_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and words for every text that reaches a widget unguarded."""
    yield from walk(tree, frozenset())


def walk(node: ast.AST, safe: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Looks at the node and below it, knowing the safe names of the function around it."""
    if isinstance(node, Function):
        safe = safe_names(node)
    if isinstance(node, ast.Call):
        for argument in drawn_arguments(node):
            if not is_safe(argument, safe):
                yield argument.lineno, f"{last_name(node.func)}({ast.unparse(argument)}) goes around show()"
    if isinstance(node, ast.Assign):
        for target in node.targets:
            drawn = isinstance(target, ast.Attribute) and target.attr in DRAWN_ATTRIBUTES
            if drawn and not is_safe(node.value, safe):
                yield node.lineno, f"{ast.unparse(target)} = {ast.unparse(node.value)} goes around show()"
    for child in ast.iter_child_nodes(node):
        yield from walk(child, safe)


def problems(folders: Iterable[Path]) -> list[str]:
    """Every finding below the folders, as ``file:line: words``."""
    return [
        f"{path.relative_to(ROOT)}:{line}: {words}"
        for folder in folders
        for path, tree in parsed(folder)
        for line, words in problems_in(tree)
    ]


def main() -> int:
    """Prints the findings; 1 if there are any."""
    found = problems([ROOT / "console" / "screens", ROOT / "console" / "widgets"])
    print("\n".join(found) or "every text reaches its widget through show() or the catalogue")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
