"""The help of each command and parameter, found in the catalogue by its name (`data/locale/*/usage.ftl`).

A command's is `usage.GROUP.COMMAND`. A parameter's is `usage_of.GROUP.COMMAND.NAME`, else its group's `usage_of.GROUP.NAME`, else what
all of that name share, `usage_of.any.NAME`. Dashes in a name are dots. What the code gives itself stays, as for the fields of an act.
"""

from collections.abc import Sequence
from typing import Any

from console.cli.declared import both
from console.locale import catalogue

_PROGRAM = "program"


def helped(command: Any, path: Sequence[str] = ()) -> None:
    """Give a command of the command library, and all below it, their help in both languages."""
    known = catalogue.of_noun("usage", "zh")
    command.help = _said(known, of_command(path)) or command.help
    for one in command.params:
        if not getattr(one, "help", "none"):
            one.help = _said(known, *of_parameter(path, one.name))
    for name, below in getattr(command, "commands", {}).items():
        helped(below, (*path, name))


def of_command(path: Sequence[str]) -> str:
    """The key of a command's help."""
    return _key("usage", path or (_PROGRAM,))


def of_parameter(path: Sequence[str], name: str) -> tuple[str, ...]:
    """The keys under which a parameter's help may stand, its own before what several share."""
    return tuple(_key("usage_of", (*scope, name)) for scope in (path or (_PROGRAM,), path[:1], ("any",)))


def _key(kind: str, parts: Sequence[str]) -> str:
    return ".".join((kind, *parts)).replace("-", ".")


def _said(known: frozenset[str], *keys: str) -> str | None:
    key = next((one for one in keys if one in known), "")
    if not key:
        return None
    more = f"{key}_more"
    return "\n\n".join(both(one) for one in (key, more) if one in known)
