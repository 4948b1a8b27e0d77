"""The codes that the program can raise, read from its source: refusals, problems, ledger kinds, with their parameters."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Final

from tools.trees import ROOT, last_name, parsed

Codes = dict[str, list[set[str]]]
"""Code to the parameter names of each place that raises it."""

CONSOLE = ROOT / "console"
_FAILURES = {"ConsoleError", "VaultError"}


_ANY = r"\w+"
"""What is put into a key as the program runs."""


def labels() -> set[str]:
    """Patterns of the keys of the words that stand beside a field, where a form or a dialog spells them out."""
    found = set()
    for _, node in _calls():
        if last_name(node.func) not in {"Field", "Line", "Secret"}:
            continue
        words = [
            one
            for one in [*node.args, *(k.value for k in node.keywords if k.arg in {"words", "again"})]
            if isinstance(one, ast.Call)
        ]
        for one in words:
            if last_name(one.func) == "t" and one.args:
                found.add(_pattern(one.args[0]))
    # Where a whole name is put in, other words than labels stand under the same prefix.
    return {one for one in found if not one.endswith(_ANY)}


def _pattern(key: ast.expr) -> str:
    """The pattern of a key; what is put into it as the program runs may be any word."""
    match key:
        case ast.Constant(value=str(spelled)):
            return re.escape(spelled)
        case ast.JoinedStr(values=parts):
            return "".join(_pattern(part) for part in parts)
        case _:
            return _ANY


def refusals() -> Codes:
    """Codes given to `refuse` or `Refusal`."""
    found: Codes = defaultdict(list)
    for path, node in _calls():
        if last_name(node.func) not in {"refuse", "Refusal"} or len(node.args) < 2 or _elsewhere(path):
            continue
        match node.args[0]:
            case ast.Constant(value=str(code)):
                found[code].append(_params(node))
            case ast.JoinedStr(values=[ast.Constant(value="text_"), _]):
                for fault in text_faults():
                    found[f"text_{fault}"].append(_params(node))
            case ast.Name(id="code"):
                assert path.name == "refusals.py", path
            case other:
                raise AssertionError(f"{path}: a refusal whose code is not spelled out: {ast.unparse(other)}")
    return found


def problems() -> Codes:
    """Codes given to ConsoleError, Problem, `found` or what is `amiss` with a backup, or to the base class of a named failure."""
    found: Codes = defaultdict(list)
    at = {"found": 1, "ConsoleError": 0, "VaultError": 0, "Problem": 0, "amiss": 0}
    for path, node in _calls():
        name = last_name(node.func)
        if name in at and len(node.args) > at[name]:
            for code in _problem_codes(path, node.args[at[name]]):
                found[code].append(_params(node))
        elif name == "problem" and node.args and isinstance(node.args[0], ast.Constant):
            found[str(node.args[0].value)].append({"*"})
    for path, tree in _trees():
        for one in ast.walk(tree):
            if isinstance(one, ast.ClassDef) and _FAILURES & {last_name(base) for base in one.bases}:
                found |= _named_by_class(path, one)
    return found


def _problem_codes(path: Path, code: ast.expr) -> set[str]:
    match code:
        case ast.Constant(value=str(spelled)):
            return {spelled}
        case ast.JoinedStr(values=[ast.Constant(value="key_"), _]):
            return {f"key_{one}" for one in key_codes()}
        case ast.Name() | ast.Attribute():
            return set()  # passed on from another place, which spells it out
        case other:
            raise AssertionError(f"{path}: a problem whose code is not spelled out: {ast.unparse(other)}")


def key_codes() -> set[str]:
    """Codes of KeyFileError."""
    return {
        node.args[0].value
        for _, node in _calls()
        if last_name(node.func) == "KeyFileError"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def ledger_kinds() -> set[str]:
    """Kinds that entries are recorded under; those made of a kind of step or event as its beginning, `request.`."""
    found = set()
    for path, node in _calls():
        if last_name(node.func) not in {"record", "_record"} or "services" not in path.parts:
            continue
        for argument in node.args:
            match argument:
                case ast.Constant(value=str(kind)) if "." in kind:
                    found.add(kind)
                case ast.Name(id=name) if "." in (kind := _constants(path).get(name, "")):
                    found.add(kind)
                case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]) if start.endswith("."):
                    found.add(start)
                case _:
                    pass
    return found


@cache
def _constants(path: Path) -> dict[str, str]:
    """The texts that a module gives names to."""
    found: dict[str, str] = {}
    for node in ast.parse(path.read_bytes()).body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(text))):
                found[name] = text
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                found[name] = text
            case _:
                pass
    return found


def text_faults() -> set[str]:
    """Codes that the domain gives for a text."""
    path = CONSOLE / "domain" / "requests" / "text.py"
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call)
        and last_name(node.func) == "append"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def _named_by_class(path: Path, node: ast.ClassDef) -> Codes:
    found: Codes = {}
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and last_name(inner.func) == "__init__" and inner.args:
            code = inner.args[0]
            assert isinstance(code, ast.Constant), path
            found[str(code.value)] = [_params(inner)]
    return found


@cache
def _trees() -> list[tuple[Path, ast.Module]]:
    return list(parsed(CONSOLE))


@cache
def _calls() -> list[tuple[Path, ast.Call]]:
    return [
        (path, node)
        for path, tree in parsed(CONSOLE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


_TELLS_PEOPLE: Final = {"control.py", "service.py", "text_releases.py"}
"""The dispatcher's modules whose refusals are answers to a person."""


def _elsewhere(path: Path) -> bool:
    """The dispatcher has a method of that name, which refuses recipients and no person."""
    return "dispatch" in path.relative_to(ROOT).parts and path.name not in _TELLS_PEOPLE


def _params(node: ast.Call) -> set[str]:
    """The names of a call's values: keywords, `*` where they are computed, and the keys of a dict given instead."""
    named = {keyword.arg or "*" for keyword in node.keywords}
    for argument in node.args:
        if isinstance(argument, ast.Dict):
            named |= {str(key.value) for key in argument.keys if isinstance(key, ast.Constant)}
    return named
