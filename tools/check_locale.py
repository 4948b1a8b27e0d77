"""The catalogue is complete: every text in Chinese and English, with the same placeholders, and none is asked for in vain.

The catalogue is the ``MESSAGES`` of every module in ``console/locale``: key -> (zh, en). It is asked through
``console.locale.words.text(key, lang, **values)``, under any name a module imports it by, or through a method ``t``.
"""

import ast
import importlib
import pkgutil
import string
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.trees import ROOT, last_name, parsed

Catalogue = Mapping[str, tuple[str, str]]
WORDS = "console.locale.words"


def load() -> tuple[dict[str, tuple[str, str]], list[str]]:
    """The whole catalogue, and a finding for each key that two modules define."""
    catalogue: dict[str, tuple[str, str]] = {}
    twice = []
    package = importlib.import_module("console.locale")
    for found in pkgutil.iter_modules(package.__path__, "console.locale."):
        messages = getattr(importlib.import_module(found.name), "MESSAGES", {})
        # The module that answers may show the joined catalogue under the same name.
        if found.name == WORDS:
            continue
        twice += [f"{found.name}: {key} is defined twice" for key in messages if key in catalogue]
        catalogue |= messages
    return catalogue, twice


def placeholders(words: str) -> set[str]:
    """The names in braces. Raises ValueError when the braces do not match."""
    return {field for _, field, _, _ in string.Formatter().parse(words) if field is not None}


def incomplete(catalogue: Catalogue) -> Iterator[str]:
    """Findings about the texts themselves."""
    for key, pair in catalogue.items():
        if len(pair) != 2 or not all(isinstance(words, str) and words.strip() for words in pair):
            yield f"{key}: one of the two languages is missing"
            continue
        try:
            chinese, english = map(placeholders, pair)
        except ValueError as broken:
            yield f"{key}: {broken}"
            continue
        if chinese != english:
            yield f"{key}: placeholders differ: {sorted(chinese)} and {sorted(english)}"


def asking_names(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Names under which a module has the asking function, and names under which it has its module."""
    functions, modules = set(), set()
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="console.locale.words", names=aliases):
                functions |= {alias.asname or alias.name for alias in aliases if alias.name == "text"}
            case ast.ImportFrom(module="console.locale", names=aliases):
                modules |= {alias.asname or alias.name for alias in aliases if alias.name == "words"}
            case _:
                pass
    return functions, modules


def asked(tree: ast.Module) -> Iterator[tuple[int, str, set[str] | None]]:
    """Line, key and parameter names of every literal question to the catalogue (None: the parameters are computed)."""
    functions, modules = asking_names(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=func, args=[ast.Constant(value=str(key)), *_], keywords=keywords):
                match func:
                    case ast.Name(id=name):
                        asks = name in functions or name == "t"
                    case ast.Attribute(value=owner, attr=name):
                        asks = name == "t" or (name == "text" and last_name(owner) in modules)
                    case _:
                        asks = False
                if asks:
                    computed = any(keyword.arg is None for keyword in keywords)
                    named = {keyword.arg for keyword in keywords if keyword.arg not in {None, "lang"}}
                    yield node.lineno, key, None if computed else {str(name) for name in named}
            case _:
                pass


def mentioned(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Every literal string of a module, and every literal beginning of an f-string (keys are also passed as data)."""
    literals, beginnings = set(), set()
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(value)):
                literals.add(value)
            case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), *_]):
                beginnings.add(beginning)
            case _:
                pass
    return literals, beginnings


def ways_to(key: str) -> Iterator[str]:
    """A key whole, and each beginning of it that ends before a dot: `a.b.c`, `a`, `a.b`."""
    yield key
    for at, letter in enumerate(key):
        if letter == ".":
            yield key[:at]


def check(catalogue: Catalogue, folder: Path) -> tuple[list[str], list[str]]:
    """Findings, and the keys that no module below ``folder`` mentions."""
    found = list(incomplete(catalogue))
    literals: set[str] = set()
    beginnings: set[str] = set()
    for path, tree in parsed(folder):
        if path.parent.name == "locale":
            continue
        for line, key, named in asked(tree):
            place = f"{path.relative_to(folder.parent)}:{line}"
            if key not in catalogue:
                found.append(f"{place}: the catalogue has no {key}")
            elif named is not None and placeholders(catalogue[key][0]) - named:
                found.append(f"{place}: {key} needs {sorted(placeholders(catalogue[key][0]) - named)}")
        more = mentioned(tree)
        literals |= more[0]
        beginnings |= {one for one in more[1] if one}
    ends = tuple(beginnings)
    unused = [key for key in catalogue if literals.isdisjoint(ways_to(key))]
    return found, [key for key in unused if not (ends and key.startswith(ends))]


def main() -> int:
    """Prints the findings (1 if there are any) and, for information, the keys never used."""
    catalogue, twice = load()
    found, unused = check(catalogue, ROOT / "console")
    for line in twice + found:
        print(line)
    print(f"{len(catalogue)} texts, {len(unused)} never used{': ' if unused else ''}{', '.join(unused)}")
    return 1 if twice or found else 0


if __name__ == "__main__":
    sys.exit(main())
