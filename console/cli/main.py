"""The command line put together: global options, the groups, and the one place where failures become words and exit codes."""

import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from console.cli import exits
from console.cli.session import (
    Outside,
    Session,
    Told,
    UsageError,
    by_name,
    has_terminal,
    tell,
    tell_refusal,
)
from console.errors import ConsoleError, RefusedError
from console.locale import words
from console.settings import Settings

PROGRAM: Final = "sms-console"
_SILENT: Final = frozenset({"desk_gone", "desk_slow", "answer_lost", "dispatcher_gone", "dispatcher_lost"})
_GLOBAL: Final = {"--home": 1, "--as": 1, "--lang": 1, "--key": 1, "--passphrase-fd": 1, "--json": 0}

_TOP: Final = {
    "whoami": "people",
    "people": "people",
    "todo": "people",
    "chase": "deadlines",
    "verify": "bundles",
    "restore": "backup",
    "evidence": "evidence",
    "doctor": "doctor",
    "open": "doctor",
    "demo": "doctor",
    "tour": "doctor",
}
"""Commands at the top level, and the module whose `add_to` adds them."""

_GROUPS: Final = {
    "request": "requests",
    "approval": "approvals",
    "contacts": "contacts",
    "send": "sends",
    "search": "search",
    "complaint": "complaints",
    "ledger": "ledger",
    "bundle": "bundles",
    "statement": "statements",
    "key": "keys",
    "org": "org",
    "order": "orders",
    "roster": "rosters",
    "application": "applications",
    "pledge": "pledges",
    "department": "departments",
    "loss": "losses",
    "freeze": "freezes",
    "form": "forms",
    "archive": "archive",
    "filing": "filing",
    "proposal": "pairs",
    "policy": "policies",
    "screening": "screenings",
    "gateway": "gateways",
    "custody": "custody",
    "expiry": "expiries",
    "statistics": "statistics",
    "backup": "backup",
    "erasure": "erasure",
    "install": "install",
}
"""Groups, and the module whose `app` they are."""


def assembled(noun: str = "") -> typer.Typer:
    """Return the command line: whole, or only as much of it as `noun` needs.

    Every parameter costs start-up time in the command library, so a command does not pay for those of the others.
    """
    app = typer.Typer(
        name=PROGRAM,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="短信台。 The SMS console."
        "\n\n退出码 exit codes: 0 完成 done; 1 出错 problem; 2 写法不对 usage; 3 规则不许 refused by a rule;"
        " 4 连不上业务台 no desk; 5 核对不成立 verification failed.",
    )
    app.callback()(options)
    known = noun in _TOP or noun in _GROUPS
    for module in dict.fromkeys(name for top, name in _TOP.items() if top == noun or not known):
        importlib.import_module(f"console.cli.{module}").add_to(app)
    for group, module in _GROUPS.items():
        if group == noun or not known:
            app.add_typer(importlib.import_module(f"console.cli.{module}").app, name=group)
    return app


def known_nouns() -> frozenset[str]:
    """Every word that a command begins with."""
    return frozenset(_TOP) | frozenset(_GROUPS)


def options(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option("--home", metavar="DIR", help="安装目录 the installation")
    ] = None,
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="以谁的身份，仅演示 who you are; demo only")
    ] = "",
    lang: Annotated[str | None, typer.Option("--lang", help="zh, en")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON print JSON")] = False,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="签名密钥 the key to sign with")
    ] = None,
    passphrase_fd: Annotated[
        int, typer.Option("--passphrase-fd", metavar="N", help="从描述符读口令 read the passphrase from it")
    ] = -1,
) -> None:
    """Read the global options; they may stand before or after the command."""
    started: _Started = context.obj
    settings = Settings.load(home=home, lang=lang)
    words.use_zone(settings.timezone)
    started.session = Session(started.outside, settings, home, person, as_json, key, passphrase_fd)
    context.obj = started.session


@dataclass(slots=True)
class _Started:
    """A run of the command line before its options are read, and its session from then on: failures are told with it."""

    outside: Outside
    session: Session | None = None


def run(arguments: Sequence[str], outside: Outside) -> int:
    """Carry one command out and return its exit code (see `exits`); nothing but KeyboardInterrupt's like escapes."""
    told = Told("--json" in arguments, _language(arguments))
    started = _Started(outside)
    try:
        return _run(arguments, started)
    except typer.TyperException as error:
        return _usage(_spelled(error, told.lang), told)
    except UsageError as error:
        return _usage(str(error), told)
    except RefusedError as error:
        tell_refusal(error.refusal, told, started.session)
        return exits.REFUSED
    except (typer.Abort, KeyboardInterrupt):
        return exits.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the answer has enough; nothing more can be said, also not at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.OK
    except Exception as error:  # noqa: BLE001 - the process's boundary
        return _failed(error, told, started.session)


def _run(arguments: Sequence[str], started: _Started) -> int:
    ordered = hoisted(arguments)
    if not _noun(ordered) and "--help" not in ordered and has_terminal() and _installed(ordered):
        ordered.append("open")
    command: Any = typer.main.get_command(assembled(_noun(ordered)))
    result = command.main(ordered, PROGRAM, standalone_mode=False, obj=started)
    return result if isinstance(result, int) else exits.OK


def hoisted(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the global options in front, wherever they stood before `--`."""
    front: list[str] = []
    rest: list[str] = []
    left = list(arguments)
    while left:
        argument = left.pop(0)
        name, equals, _ = argument.partition("=")
        if argument == "--":
            return [*front, *rest, argument, *left]
        if name not in _GLOBAL:
            rest.append(argument)
            continue
        front.append(argument)
        if _GLOBAL[name] and not equals and left:
            front.append(left.pop(0))
    return [*front, *rest]


def _noun(ordered: Sequence[str]) -> str:
    """The first word behind the global options."""
    left = list(ordered)
    while left and (name := left[0].partition("=")[0]) in _GLOBAL:
        del left[: 1 + (_GLOBAL[name] if "=" not in left[0] else 0)]
    return left[0] if left else ""


def _installed(ordered: Sequence[str]) -> bool:
    """Whether there is an installation where the options, or the environment, say."""
    named = [value for option, value in pairwise(ordered) if option == "--home"]
    named += [option.partition("=")[2] for option in ordered if option.startswith("--home=")]
    try:
        return Settings.load(home=Path(named[-1]) if named else None).home.is_dir()
    except ConsoleError:
        return False


def _language(arguments: Sequence[str]) -> str:
    """The language of failures, also of one in the options themselves."""
    wanted = None
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            wanted = arguments[at + 1]
        elif argument.startswith("--lang="):
            wanted = argument.partition("=")[2]
    try:
        return Settings.load(lang=wanted).lang
    except ConsoleError:
        return "zh"


def _spelled(error: typer.TyperException, lang: str) -> str:
    """What is wrong with how a command was written: what is missing or unknown in the person's language, else as the library says."""
    param, option = getattr(error, "param", None), getattr(error, "option_name", "")
    match type(error).__name__:
        case "MissingParameter" if param is not None:
            # Of an argument the library keeps its name alone, of an option the way in which it is written.
            name = next((one for one in param.opts if one.startswith("-")), param.opts[0].upper())
            return words.text("cli.missing_parameter", lang, name=name)
        case "NoSuchOption" if option:
            return words.text("cli.no_such_option", lang, name=option)
        case _:
            told = getattr(error, "format_message", None)
            return str(told() if told else error)


def _usage(message: str, told: Told) -> int:
    params = {"message": message, "command": PROGRAM}
    tell("problem", "usage", "", words.problem("usage", params, told.lang), params, told)
    return exits.USAGE


def _failed(error: Exception, told: Told, session: Session | None) -> int:
    code = getattr(error, "code", None)
    if not isinstance(code, str):
        return _unexpected(error, told)
    params = getattr(error, "params", None) or getattr(error, "detail", None) or {}
    tell("problem", code, "", words.problem(code, by_name(params, session), told.lang), params, told)
    return exits.NO_DESK if code in _SILENT else exits.PROBLEM


def _unexpected(error: Exception, told: Told) -> int:
    """A mistake of ours: the traceback goes to a file of this account alone, its name to the person."""
    import secrets  # noqa: PLC0415 - only when something is wrong
    import tempfile  # noqa: PLC0415 - as above
    import traceback  # noqa: PLC0415 - as above

    report = secrets.token_hex(4)
    handle, file = tempfile.mkstemp(prefix=f"{PROGRAM}-{report}-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
        # Frames without values: they could hold numbers.
        log.writelines(traceback.format_exception(error))
    params = {"error": type(error).__name__, "report": report, "file": file}
    tell("problem", "internal", "", words.problem("internal", params, told.lang), params, told)
    return exits.PROBLEM
