"""The way in: one run of the command line, and the one place that turns failures into words and exit codes.

Opening the screens is what the program does most and without a command. It is done here, because the command library alone takes
a tenth of the time until the first page.
"""

import os
from collections.abc import Sequence
from typing import Final

from console import failure
from console.cli import exits, given
from console.cli.failures import FailureStyle, by_name, tell, tell_refusal
from console.cli.given import PROGRAM, Given
from console.cli.outside import Outside
from console.cli.started import Started
from console.cli.streams import ReaderGoneError, UsageError, has_terminal
from console.errors import RefusedError
from console.locale import words

_SILENT: Final = frozenset(
    {"desk_gone", "desk_slow", "answer_lost", "dispatcher_gone", "dispatcher_lost", failure.DATABASE_GONE}
)
_LACKING: Final = frozenset({"passphrase_needed", "new_phrase_needed", "secret_needed", "key_unnamed"})
"""Inputs that no option gave and nobody could be asked for."""
_LISTS: Final = frozenset({"people", "todo", "chase", "lately"})


def run(arguments: Sequence[str], outside: Outside) -> int:
    """Carry out one command and return its exit code (see `exits`); only exceptions such as SystemExit escape."""
    words.use_commands(True)
    style = FailureStyle("--json" in arguments, given.language(arguments), given.taken(arguments))
    started = Started(outside, style)
    try:
        return _run(arguments, started)
    except ReaderGoneError:
        return exits.OK
    except BaseException as error:  # noqa: BLE001 - the process's boundary
        code = _ended(error, started)
    return exits.UNKNOWN if _watches(arguments, style) else code


def _watches(arguments: Sequence[str], style: FailureStyle) -> bool:
    """Whether this is `status`, which no trace and no misspelling may make look like a warning."""
    try:
        return given.typed(given.hoisted(arguments, style.lang))[:1] == ["status"]
    except UsageError:
        return "status" in arguments


def _ended(error: BaseException, started: Started) -> int:
    """Tell why a command failed, and return its exit code; raise what is no failure."""
    if isinstance(error, UsageError):
        return _usage(str(error), started)
    if isinstance(error, RefusedError):
        tell_refusal(error.refusal, started.style, started.asked())
        return exits.REFUSED
    if isinstance(error, KeyboardInterrupt):
        return exits.INTERRUPTED
    if isinstance(error, Exception):
        return _failed(error, started)
    raise error


def _run(arguments: Sequence[str], started: Started) -> int:
    ordered = given.hoisted(arguments, started.style.lang)
    typed = given.typed(ordered)
    front = ordered[: len(ordered) - len(typed)]
    typed = _as_meant(typed)
    place = given.place(front) if not typed and not started.style.as_json else None
    if typed[:1] == ["--version"] or (place is not None and not place.exists()):
        from console.cli import first  # noqa: PLC0415 - only before anything is installed

        return (
            first.version(started.style) if place is None else first.contact(place.root, started.style.lang)
        )
    if place is not None and has_terminal():
        typed = ["open"]
    said = given.read(front) if typed == ["open"] else None
    if said is not None:
        return _open(said, started)
    from console.cli import command_line  # noqa: PLC0415 - loads the command library

    return command_line.carry_out(front, typed, started)


def _as_meant(typed: list[str]) -> list[str]:
    """The words as the commands are called, where other programs call them otherwise."""
    if typed[:1] == ["help"]:
        return [*typed[1:], "--help"]
    if typed == ["version"]:
        return ["--version"]
    looks, rest = given.looks(typed)
    if looks:
        # How the screens look may be said first, as it is of other programs.
        return [*(rest[:1] or ["open"]), *looks, *rest[1:]]
    # Most nouns have `list`; these are lists themselves.
    if typed[1:2] == ["list"] and typed[0] in _LISTS:
        return [typed[0], *typed[2:]]
    return typed


def _open(said: Given, started: Started) -> int:
    """Open the screens, as `console.cli.opening` does where more options were given."""
    started.path = (PROGRAM, "open")
    look = said.settings(started.style.lang)
    started.said = said
    if not has_terminal():
        raise UsageError(words.text("cli.no_terminal", look.lang))
    return started.outside.screens(look, said.named_key, said.person)


def _usage(message: str, started: Started) -> int:
    params = {"message": message, "command": " ".join(started.path)}
    style = started.style
    tell("problem", "usage", "", words.problem("usage", params, style.lang), params, style)
    return exits.USAGE


def _failed(error: Exception, started: Started) -> int:
    style = started.style
    code = getattr(error, "code", None)
    if not isinstance(code, str):
        code = failure.named(error)
    if code is None:
        return _unexpected(error, style)
    params = getattr(error, "params", None) or getattr(error, "detail", None) or {}
    tell(
        "problem", code, "", words.problem(code, by_name(params, started.asked()), style.lang), params, style
    )
    if code in _LACKING:
        return exits.USAGE
    return exits.NO_DESK if code in _SILENT else exits.PROBLEM


def _unexpected(error: Exception, style: FailureStyle) -> int:
    """Handle a bug in the program: the traceback goes to a file of this account alone, its name to the person."""
    import secrets  # noqa: PLC0415 - only when something is wrong
    import tempfile  # noqa: PLC0415 - as above
    import traceback  # noqa: PLC0415 - as above

    report = secrets.token_hex(4)
    handle, file = tempfile.mkstemp(prefix=f"{PROGRAM}-{report}-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
        # Frames without local values: those could hold numbers.
        log.writelines(traceback.format_exception(error))
    params = {"error": type(error).__name__, "report": report, "file": file}
    tell("problem", "internal", "", words.problem("internal", params, style.lang), params, style)
    return exits.PROBLEM
