"""House rules that no general linter knows.

- ``console/`` starts no other program outside ``console/launch/``: no shell, editor or pager can be reached from a
  screen. The reader of contact files is the one child process (multiprocessing, in ``console/contacts``), and a backup of
  PostgreSQL, which no screen offers, is made by that system's own programs (``console/backup/stock.py``). The desk starts the
  scanner that the site's settings name (``console/desk/scanner.py``).
- No tracked file names a package index, a folder of somebody's machine, or the tools a text was written with.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.trees import ROOT, last_name, parsed, tracked_files

STARTERS = frozenset({"subprocess", "pty", "pexpect", "popen2"})
CHILDREN = frozenset({"multiprocessing", "concurrent.futures.process"})
STARTING_CALLS = re.compile(
    r"system|popen|fork|forkpty|exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?|create_subprocess_\w+"
)
CALL_OWNERS = frozenset({"os", "asyncio", "posix"})
NAMED = (Path("backup/stock.py"), Path("desk/scanner.py"), Path("notices/channels/command.py"))
OWN_CHILDREN = (Path("contacts"), Path("db/parallel.py"))
"""Who may start a process of our own code: the limited reader of files, and the desk's second verifier."""
NAMED_PROGRAMS = frozenset({"EDITOR", "VISUAL", "PAGER", "SHELL"})

FORBIDDEN_TEXT = {
    "a package index": re.compile(
        r"pypi\.org|pythonhosted\.org|registry\.(?:npmjs|yarnpkg)\.|deb\.debian\.org|npmmirror\.|tuna\.tsinghua|[-]-index-url"
    ),
    "a folder of one machine": re.compile(r"(?<![\w.\-}/])/(?:work|tmp/w|root|home/\w+)/"),
    "a writing tool": re.compile(
        r"\b(?:cl[a]ude|anthrop[i]c|chat[g]pt|open[a]i|copil[o]t|cod[e]x)\b", re.IGNORECASE
    ),
}


def starts_programs(tree: ast.Module, *, children_allowed: bool) -> Iterator[tuple[int, str]]:
    """Line and words for everything in the module that can start another program."""
    refused = STARTERS if children_allowed else STARTERS | CHILDREN
    for node in ast.walk(tree):
        names: list[str] = []
        match node:
            case ast.Import(names=aliases):
                names = [
                    alias.name
                    for alias in aliases
                    if alias.name.split(".")[0] in refused or alias.name in refused
                ]
            case ast.ImportFrom(module=str(module), names=aliases):
                if module.split(".")[0] in refused or module in refused:
                    names = [module]
                elif module in CALL_OWNERS:
                    names = [f"{module}.{one.name}" for one in aliases if STARTING_CALLS.fullmatch(one.name)]
                elif module == "concurrent.futures" and not children_allowed:
                    names = [one.name for one in aliases if one.name == "ProcessPoolExecutor"]
            case ast.Attribute(value=owner, attr=attribute):
                if last_name(owner) in CALL_OWNERS and STARTING_CALLS.fullmatch(attribute):
                    names = [f"{last_name(owner)}.{attribute}"]
            case ast.Constant(value=str(value)) if value in NAMED_PROGRAMS:
                names = [f"${value}"]
            case _:
                pass
        yield from (
            (getattr(node, "lineno", 0), f"{name} can start a program; only console/launch may")
            for name in names
        )


def programs() -> list[str]:
    """Findings of starts_programs over ``console/`` without the launchers."""
    found = []
    for path, tree in parsed(ROOT / "console"):
        place = path.relative_to(ROOT / "console")
        if place.parts[0] == "launch" or place in NAMED:
            continue
        for line, words in starts_programs(tree, children_allowed=_may_have_children(place)):
            found.append(f"{path.relative_to(ROOT)}:{line}: {words}")
    return found


def _may_have_children(place: Path) -> bool:
    return any(place == one or one in place.parents for one in OWN_CHILDREN)


def forbidden_words(path: Path) -> Iterator[tuple[int, str]]:
    """Line and words for every forbidden name in a text file; files that are not UTF-8 are data and not looked at."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(lines, 1):
        for what, pattern in FORBIDDEN_TEXT.items():
            hit = pattern.search(line)
            if hit:
                yield number, f"names {what}: {hit.group()}"


def words() -> list[str]:
    """Findings of forbidden_words over the tracked files."""
    return [
        f"{path.relative_to(ROOT)}:{line}: {found}"
        for path in tracked_files(ROOT)
        for line, found in forbidden_words(path)
    ]


def main() -> int:
    """Prints the findings; 1 if there are any."""
    found = programs() + words()
    print("\n".join(found) or "no program is started, no foreign name is tracked")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
