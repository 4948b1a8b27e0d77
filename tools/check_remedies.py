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
VALUES: Final = frozenset(
    [
        "application.help.duties",
        "refusal.archive_no_series.next",
        "refusal.hold_scope.next",
        "refusal.reply_no_decision.next",
        "refusal.statistics_dimension.next",
        "refusal.unknown_scope.next",
        "problem.unknown_rule_file.next",
    ]
)
"""Texts that list what may be written in a field, some of which is called as a command is."""
SCREENS: Final = ("screens", "widgets", "app.py")
"""The parts of ``console/`` that a command never runs."""
_KEY: Final = re.compile(r"\{ *(?:FIELD_)?KEY\(")
_CALL: Final = re.compile(r"\{ *[A-Z_]+\([^)]*\) *\}|\{ *\$[^{}]*\}")
_OPTION: Final = r"(?<![\w-])--[a-z][\w-]*|(?<!')sms-console [a-z]+"


@cache
def names() -> re.Pattern[str]:
    """What names a command or an option: ``request show``, ``doctor``, ``--reason``."""

    def below(command: Any, path: str) -> Iterator[str]:
        for name, one in getattr(command, "commands", {}).items():
            yield f"{path}{name}"
            yield from below(one, f"{path}{name} ")

    from console.cli.command_line import commands  # noqa: PLC0415 - loads the command library

    spelled = "|".join(sorted(map(re.escape, below(commands(), "")), key=len, reverse=True))
    return re.compile(rf"(?<![\w./\[-])(?:{spelled})(?![\w./:\]-])|{_OPTION}", re.ASCII)


def naming(chinese: str, english: str = "") -> list[str]:
    """The commands and options that a text names. Commands by the Chinese: in English `screening list` may also be one."""
    said, other = (_CALL.sub("·", one) for one in (chinese, english))
    return names().findall(said) + re.findall(_OPTION, other, re.ASCII)


def asked_for() -> tuple[set[str], set[str], set[str]]:
    """Literals in the command line's modules, those of all others, and of these what a command runs as well as a screen.

    What none has is put together, perhaps for a screen.
    """
    typed: set[str] = set()
    literals: set[str] = set()
    shared: set[str] = set()
    for path, tree in parsed(ROOT / "console"):
        place = path.relative_to(ROOT / "console")
        said, _ = mentioned(tree)
        if place.parts[0] in TYPED or place.as_posix() in TYPED_MODULES:
            typed |= said
        elif place.parts[0] != "locale":
            literals |= said
            shared |= said if place.parts[0] not in SCREENS else set()
    return typed, literals, shared


def findings(texts: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Texts that do not fit the place where they are read.

    Those that may reach a screen and name a command; remedies of what a command meets too that name a key alone; and commands' words
    that want values which the screen's have not.
    """
    typed, literals, shared = asked_for()
    for key, pair in texts.items():
        base, _, last = key.rpartition(".")
        if last == fluent.COMMAND and (f"{base}.next" in texts or base in texts):
            yield from _strange_values(key, pair, texts)
            continue
        asked = base.partition(".")[2] if last in {"what", "why", "next"} else key
        if (
            last == "next"
            and asked in shared
            and _KEY.search(pair[0])
            and f"{base}.{fluent.COMMAND}" not in texts
        ):
            yield f"{key}: names a key alone, say in .{fluent.COMMAND} what a command needs"
        if (
            f"{key}.".startswith(TYPED_WORDS)
            or not (named := naming(*pair))
            or key in VALUES | ONLY_A_COMMAND
        ):
            continue
        if asked in literals or asked not in typed:
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
