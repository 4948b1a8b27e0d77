"""What a person reads on a screen names pages and keys, never a command: those stand in the attribute ``command`` beside it.

A text belongs to the command line where only the command line's own modules ask for it; every other text may reach a screen.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from console.locale import fluent
from tools.check_locale import load, mentioned
from tools.trees import ROOT, parsed

TYPED: Final = ("cli", "backup", "install", "launch")
"""The parts of ``console/`` whose words are read after a command."""
TYPED_MODULES: Final = frozenset(
    [
        "__main__.py",
        "acting/evidence/evidence_check.py",
        "acting/founding/founding.py",
        "acting/founding/plans.py",
        "acting/founding/signatures.py",
        "desk/door.py",
        "desk/server.py",
        "settings.py",
        "site.py",
        "widgets/looks.py",
    ]
)
"""Further modules whose failures only a command or the start of a program meets."""
TYPED_WORDS: Final = tuple(
    f"{one}."
    for one in [
        "backup",
        "cli",
        "command",
        "command_line",
        "usage",
        "usage_of",
        "doctor",
        "effects",
        "erasure.files_left",
        "evidence_readme",
        "finding",
        "first",
        "help.more_command",
        "help.more_group",
        "install",
        "option",
        "org",
        "restore",
        "screening_words.more",
        "site_ask",
    ]
)
"""Beginnings of keys that the command line alone puts together."""
ONLY_A_COMMAND: Final = frozenset(
    [
        "choose.expired",
        "choose.expires",
        "empty.todo.administrator",
        "evidence.verify_next",
        "help.roster_changes.body",
        "loss.more",
    ]
)
"""Where a screen itself sends people to the command line, because only a command can do it."""
_CALL: Final = re.compile(r"\{ *[A-Z_]+\([^)]*\) *\}|\{ *\$[^{}]*\}")


@cache
def names() -> re.Pattern[str]:
    """What names a command or an option: ``request show``, ``--reason``."""

    def below(command: Any, path: str) -> Iterator[str]:
        for name, one in getattr(command, "commands", {}).items():
            yield f"{path}{name}"
            yield from below(one, f"{path}{name} ")

    from console.cli.command_line import commands  # noqa: PLC0415 - loads the command library

    made = (name for name in below(commands(), "") if " " in name)
    spelled = "|".join(sorted(map(re.escape, made), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.-])(?:{spelled})(?![\w-])|(?<![\w-])--[a-z][\w-]*|(?<!')sms-console [a-z]+", re.ASCII
    )


def naming(chinese: str) -> list[str]:
    """The commands and options that a text names. Judged by the Chinese: in English `screening list` may also be one."""
    return names().findall(_CALL.sub("·", chinese))


def asked_for() -> tuple[set[str], set[str]]:
    """Literals in the command line's modules, and those of all others; what neither has is put together, perhaps for a screen."""
    typed: set[str] = set()
    literals: set[str] = set()
    for path, tree in parsed(ROOT / "console"):
        place = path.relative_to(ROOT / "console")
        said, _ = mentioned(tree)
        if place.parts[0] in TYPED or place.as_posix() in TYPED_MODULES:
            typed |= said
        elif place.parts[0] != "locale":
            literals |= said
    return typed, literals


def findings(texts: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Texts that may reach a screen and name a command, and commands' words that want values which the screen's have not."""
    typed, literals = asked_for()
    for key, pair in texts.items():
        base, _, last = key.rpartition(".")
        if last == fluent.COMMAND and (f"{base}.next" in texts or base in texts):
            yield from _strange_values(key, pair, texts)
            continue
        if f"{key}.".startswith(TYPED_WORDS) or not (named := naming(pair[0])):
            continue
        asked = base.partition(".")[2] if last in {"what", "why", "next"} else key
        if (asked in literals or asked not in typed) and key not in ONLY_A_COMMAND:
            yield f"{key}: names {sorted(set(named))}, put the command into .{fluent.COMMAND}"


def _strange_values(key: str, pair: tuple[str, str], texts: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    base = key.rpartition(".")[0]
    known = {
        name
        for one in (base, *(f"{base}.{part}" for part in ("what", "why", "next")))
        for name in fluent.names(texts.get(one, ("", ""))[0])
    }
    if strange := set().union(*map(fluent.names, pair)) - known:
        yield f"{key}: wants {sorted(strange)}, which its message does not name"


def main() -> int:
    """Prints the findings; 1 if there are any."""
    found = list(findings(load()))
    for line in found:
        print(line)
    print(f"{len(found)} texts name a command on a screen")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
