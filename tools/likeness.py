"""Which tests are the likeliest to notice a fault, where nobody noted what each test enters: those that share its function's rare words."""

import ast
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from tools.trees import ROOT, module_of, parsed

AROUND: Final = 0.3
"""How much a word counts that stands only around the test, or only around the function."""
OWN: Final = 2.0
"""How much more a test counts in the part of the module, in its folder, under its name, or where it imports it: each by itself."""
OUTSIDE: Final = ("tests/lab/", "tests/launch/", "tests/terminal/", "tests/project/", "tests/signing/")
"""Whole installations and bundles, which are chosen for their own parts alone."""


class Test(NamedTuple):
    """A test: its id without parameters, and its words."""

    id: str
    words: frozenset[str]


class File(NamedTuple):
    """A file of tests: its place under tests/, the words of all of it, its text, and its tests."""

    place: Path
    words: frozenset[str]
    text: str
    tests: tuple[Test, ...]


def likely(
    module: str, function: str, nodes: Mapping[str, ast.AST], most: int, most_of_a_file: int
) -> list[str]:
    """The tests that are likeliest to notice a fault of a module in this function or constant, the likeliest first.

    `nodes` are the functions in whose runs it shows, by their names.
    """
    near = _words(*nodes.values()) | _split(" ".join([function, *nodes]))
    callers = _callers(module, {function, *nodes})
    modules = {module, *(name for name, _ in callers)}
    around = (_words(_trees()[module], *(node for _, node in callers)) | _split(" ".join(modules))) - near
    rarity = _rarity()
    ranked: list[tuple[float, str]] = []
    for file in _files():
        factor = max(_factor(one, file) for one in modules)
        for test in file.tests if factor else ():
            both = sum(rarity[w] for w in near & test.words)
            half = sum(rarity[w] for w in around & test.words) + sum(
                rarity[w] for w in near & (file.words - test.words)
            )
            ranked.append((-factor * (both + AROUND * half) / math.sqrt(20 + len(test.words)), test.id))
    chosen: list[str] = []
    of_file: Counter[str] = Counter()
    for _, test_id in sorted(ranked):
        file_name = test_id.partition("::")[0]
        if len(chosen) < most and of_file[file_name] < most_of_a_file:
            of_file[file_name] += 1
            chosen.append(test_id)
    return chosen


def _factor(module: str, file: File) -> float:
    """How much the tests of a file count for a module; 0 where they are chosen by no likeness."""
    _, *between, last = module.split(".")
    folders = list(file.place.parts[:-1])
    if f"tests/{file.place.as_posix()}".startswith(OUTSIDE) and folders[:1] != between[:1]:
        return 0.0
    noun = last.strip("_")
    factor = 1.0
    factor *= OWN if between[:1] == folders[:1] else 1.0
    factor *= OWN if len(between) > 1 and between == folders else 1.0
    factor *= OWN if file.place.stem.removeprefix("test_").startswith((noun, noun.removesuffix("s"))) else 1.0
    factor *= OWN if _imports(between, last).search(file.text) else 1.0
    return factor


def _callers(module: str, names: set[str]) -> list[tuple[str, ast.AST]]:
    """The functions of other modules that name one of these functions as this module's, with their modules."""
    last = module.rpartition(".")[2]
    found: list[tuple[str, ast.AST]] = []
    for other, tree in _trees().items():
        taken = _imported(other)
        wanted = {f"{last}.{name}" for name in names} if last in taken else taken & names
        if other != module and wanted:
            found += [
                (other, node)
                for node in ast.walk(tree)
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and wanted & _named(node)
            ]
    return found


@cache
def _trees() -> dict[str, ast.Module]:
    return {module_of(path): tree for path, tree in parsed(ROOT / "console")}


@cache
def _imported(module: str) -> frozenset[str]:
    """The names that a module takes from others."""
    nodes = [node for node in ast.walk(_trees()[module]) if isinstance(node, ast.ImportFrom)]
    return frozenset(alias.name for node in nodes for alias in node.names)


def _named(node: ast.AST) -> set[str]:
    """What a function names: `size_of`, and `contacts.size_of`."""
    found = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    attributes = (one for one in ast.walk(node) if isinstance(one, ast.Attribute))
    return found | {f"{one.value.id}.{one.attr}" for one in attributes if isinstance(one.value, ast.Name)}


@cache
def _files() -> tuple[File, ...]:
    found: list[File] = []
    for path, tree in parsed(ROOT / "tests"):
        if not path.name.startswith("test_"):
            continue
        text = path.read_text("utf-8")
        name = path.relative_to(ROOT).as_posix()
        tests = tuple(
            Test(f"{name}::{node.name}", _words(node))
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        )
        found.append(File(path.relative_to(ROOT / "tests"), _words(tree) | _split(name), text, tests))
    return tuple(found)


@cache
def _rarity() -> Counter[str]:
    """For each word of the tests the square of the logarithm of how few hold it."""
    held = Counter(word for file in _files() for test in file.tests for word in test.words)
    held.update(word for file in _files() for word in file.words if word not in held)
    whole = sum(len(file.tests) for file in _files())
    return Counter({word: math.log(1 + whole / count) ** 2 for word, count in held.items()})


def _imports(between: Sequence[str], name: str) -> re.Pattern[str]:
    """How a file imports a module that stands in these parts."""
    if name == "__main__" and between:
        return re.compile(rf"\bconsole\.{between[0]}[\"' ]")
    dotted = rf"console\.{between[0]}(?:\.\w+)*" if between else "console"
    return re.compile(rf"from {dotted} import (?:[^\n(]*|\([^)]*)\b{name}\b|{dotted}\.{name}\b")


def _words(*nodes: ast.AST) -> frozenset[str]:
    return frozenset(word for node in nodes for said in _said(node) for word in _split(said))


def _said(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        match one:
            case (
                ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name))
            ):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Constant(value=str(text)) if len(text) < 200:
                yield text


def _split(name: str) -> frozenset[str]:
    """The names in a text, whole and in their words."""
    whole = re.findall(r"[A-Za-z_]\w{2,}", name)
    parts = [part.lower() for one in whole for part in re.findall(r"[A-Z]?[a-z]{2,}", one)]
    return frozenset([*whole, *(part for part in parts if len(part) > 2)])
