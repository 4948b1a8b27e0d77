"""The command line as a whole: global options, command groups, and the one place that turns failures into words and exit codes."""

import importlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from console.cli import exits, first, misspelt, output, pages
from console.cli.declared import both
from console.cli.session import FailureStyle, Outside, Session, begin, by_name, tell, tell_refusal
from console.cli.streams import ReaderGoneError, UsageError, echo, has_terminal
from console.errors import ConsoleError, RefusedError
from console.locale import words
from console.settings import Home, Settings, demo_home

PROGRAM: Final = "sms-console"
_SILENT: Final = frozenset({"desk_gone", "desk_slow", "answer_lost", "dispatcher_gone", "dispatcher_lost"})
_LACKING: Final = frozenset({"passphrase_needed", "new_phrase_needed", "secret_needed", "key_unnamed"})
"""Inputs that no option gave and nobody could be asked for."""
_GLOBAL: Final = {
    "--home": 1,
    "--demo": 0,
    "--as": 1,
    "--lang": 1,
    "--key": 1,
    "--passphrase-fd": 1,
    "--json": 0,
}

_TOP: Final = {
    "whoami": "people.people",
    "people": "people.people",
    "todo": "duties.duties",
    "chase": "duties.duties",
    "lately": "duties.duties",
    "verify": "ledger.bundles",
    "restore": "backup",
    "evidence": "ledger.evidence",
    "doctor": "doctor",
    "open": "opening",
    "demo": "opening",
    "tour": "opening",
}
"""Commands at the top level, each with the module whose `add_to` adds them."""

_GROUPS: Final = {
    "request": "requests.requests",
    "approval": "approvals.approvals",
    "contacts": "contacts.contacts",
    "send": "sending.sends",
    "search": "contacts.search",
    "complaint": "complaints.complaints",
    "template": "templates.templates",
    "replies": "replies.replies",
    "watch": "watch.watch",
    "ledger": "ledger.ledger",
    "bundle": "ledger.bundles",
    "statement": "statements",
    "key": "founding.keys",
    "org": "founding.org",
    "order": "people.orders",
    "roster": "rosters.rosters",
    "application": "people.applications",
    "pledge": "people.pledges",
    "department": "people.departments",
    "loss": "losses.losses",
    "freeze": "losses.freezes",
    "form": "archive.forms",
    "archive": "archive.archive",
    "filing": "filing.filing",
    "proposal": "two_person.pairs",
    "policy": "rosters.policies",
    "screening": "rosters.screenings",
    "calendar": "rosters.calendars",
    "numbers": "rosters.number_plans",
    "gateway": "credentials.gateways",
    "custody": "credentials.custody",
    "expiry": "credentials.expiries",
    "statistics": "filing.statistics",
    "backup": "backup",
    "erasure": "erasure.erasure",
    "install": "install",
}
"""Command groups, each with the module whose `app` it is."""


def assembled(noun: str = "", *, names_alone: bool = False) -> typer.Typer:
    """Return the command line: whole, or only the part that `noun` needs, or all names with their help.

    Every parameter costs start-up time in the command library, and so does every module that is loaded. A command therefore
    does not load the others, and the first page loads none.
    """
    app = typer.Typer(
        name=PROGRAM,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="短信台：按制度群发短信。 The SMS console: bulk SMS under a written regulation."
        "\n\n退出码：0 完成，1 出错，2 写法不对，3 规则不许，4 连不上业务台，5 核对不成立。"
        " Exit codes: 0 done, 1 problem, 2 usage, 3 refused by a rule, 4 no desk, 5 verification failed.",
    )
    app.callback()(options)
    if names_alone:
        for name in (*_TOP, *_GROUPS):
            app.command(name, help=both(f"command_line.{name}"))(_named_alone)
        return app
    known = noun in _TOP or noun in _GROUPS
    for module in dict.fromkeys(name for top, name in _TOP.items() if top == noun or not known):
        importlib.import_module(f"console.cli.{module}").add_to(app)
    for group, module in _GROUPS.items():
        if group == noun or not known:
            app.add_typer(importlib.import_module(f"console.cli.{module}").app, name=group)
    return app


def _named_alone() -> None:
    """Stand in for a command when only its name and help are needed."""


@cache
def commands(noun: str = "", *, names_alone: bool = False) -> Any:
    """The assembled command line in the command library's form, built once per process."""
    return typer.main.get_command(assembled(noun, names_alone=names_alone))


def known_nouns() -> frozenset[str]:
    """Every word that a command can begin with."""
    return frozenset(_TOP) | frozenset(_GROUPS)


def options(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option("--home", metavar="DIR", help="安装目录 the installation")
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="示范银行；它须开着 the example bank, while it is open")
    ] = False,
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="以谁的身份，仅演示 who you are; demo only")
    ] = "",
    lang: Annotated[str | None, typer.Option("--lang", help="zh, en")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="改用 JSON 输出 print JSON")] = False,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="签名密钥 the key to sign with")
    ] = None,
    passphrase_fd: Annotated[
        int, typer.Option("--passphrase-fd", metavar="N", help="从描述符读口令 read the passphrase from it")
    ] = -1,
    version: Annotated[  # noqa: ARG001 - answered before any command is read
        bool, typer.Option("--version", help="印出版本 print the version")
    ] = False,
) -> None:
    """Read the global options; they may stand before or after the command."""
    started: _Started = context.obj
    if lang not in {None, "zh", "en"}:
        raise UsageError(
            words.text("cli.bad_choice", started.style.lang, name="--lang", value=lang, choices="zh, en")
        )
    if demo and home is not None:
        raise UsageError(words.text("cli.home_or_demo", started.style.lang))
    home = demo_home() if demo else home
    settings = Settings.load(home=home, lang=lang)
    words.use_zone(settings.timezone)
    started.session = begin(Session(started.outside, settings, home, person, as_json, key, passphrase_fd))
    context.obj = started.session


@dataclass(slots=True)
class _Started:
    """One run of the command line: the words that were understood so far, and the session once the options are read."""

    outside: Outside
    style: FailureStyle
    path: tuple[str, ...] = (PROGRAM,)
    session: Session | None = None


def run(arguments: Sequence[str], outside: Outside) -> int:
    """Carry out one command and return its exit code (see `exits`); only exceptions such as KeyboardInterrupt escape."""
    started = _Started(
        outside, FailureStyle("--json" in arguments, _language(arguments), output.taken(arguments))
    )
    try:
        return _run(arguments, started)
    except typer.TyperException as error:
        return _usage(misspelt.words_for(error, started.style.lang), started)
    except UsageError as error:
        return _usage(str(error), started)
    except RefusedError as error:
        tell_refusal(error.refusal, started.style, started.session)
        return exits.REFUSED
    except (typer.Abort, KeyboardInterrupt):
        return exits.INTERRUPTED
    except ReaderGoneError:
        return exits.OK
    except Exception as error:  # noqa: BLE001 - the process's boundary
        return _failed(error, started.style, started.session)


def _run(arguments: Sequence[str], started: _Started) -> int:
    ordered = hoisted(arguments, started.style.lang)
    front, typed = ordered[: len(ordered) - len(_typed(ordered))], _typed(ordered)
    if typed[:1] == ["--version"]:
        return first.version(started.style)
    if typed[:1] == ["help"]:
        typed = [*typed[1:], "--help"]
    if not typed and not started.style.as_json:
        place = _place(front)
        if not place.exists():
            return first.contact(place.root, started.style.lang)
        if has_terminal():
            typed = ["open"]
    noun = typed[0] if typed and typed[0] in known_nouns() else ""
    whole = commands(noun, names_alone=not noun)
    reached, path, left = pages.reached(whole, typed)
    started.path = (PROGRAM, *path)
    asked = "--help" in (left[: left.index("--")] if "--" in left else left)
    group = hasattr(reached, "commands")
    if asked or (group and not left and not started.style.as_json):
        for line in pages.page(reached, started.path, started.style.lang):
            echo(line)
        return exits.OK
    if group and left and not left[0].startswith("-"):
        raise UsageError(misspelt.command(left[0], reached.commands, started.style.lang))
    result = whole.main([*front, *typed], PROGRAM, standalone_mode=False, obj=started)
    return result if isinstance(result, int) else exits.OK


def hoisted(arguments: Sequence[str], lang: str = "zh") -> list[str]:
    """Return the arguments with the global options moved to the front, wherever they stood before `--`.

    Raises UsageError for an option without its value.
    """
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
        if _GLOBAL[name] and not equals:
            if not left:
                raise UsageError(words.text("cli.value_missing", lang, name=name))
            front.append(left.pop(0))
    return [*front, *rest]


def _typed(ordered: Sequence[str]) -> list[str]:
    """The words after the global options."""
    left = list(ordered)
    while left and (name := left[0].partition("=")[0]) in _GLOBAL:
        del left[: 1 + (_GLOBAL[name] if "=" not in left[0] else 0)]
    return left


def _place(front: Sequence[str]) -> Home:
    """The installation that the options, or the environment, name."""
    named = [value for option, value in pairwise(front) if option == "--home"]
    named += [option.partition("=")[2] for option in front if option.startswith("--home=")]
    home = demo_home() if "--demo" in front else None
    return Settings.load(home=Path(named[-1]) if named else home).layout


def _language(arguments: Sequence[str]) -> str:
    """The language for failures, including failures in the options themselves."""
    lang = None
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            lang = arguments[at + 1]
        elif argument.startswith("--lang="):
            lang = argument.partition("=")[2]
    try:
        return Settings.load(lang=lang).lang
    except ConsoleError:
        return "zh"


def _usage(message: str, started: _Started) -> int:
    params = {"message": message, "command": " ".join(started.path)}
    style = started.style
    tell("problem", "usage", "", words.problem("usage", params, style.lang), params, style)
    return exits.USAGE


def _failed(error: Exception, given: FailureStyle, session: Session | None) -> int:
    code = getattr(error, "code", None)
    if not isinstance(code, str):
        return _unexpected(error, given)
    params = getattr(error, "params", None) or getattr(error, "detail", None) or {}
    tell("problem", code, "", words.problem(code, by_name(params, session), given.lang), params, given)
    if code in _LACKING:
        return exits.USAGE
    return exits.NO_DESK if code in _SILENT else exits.PROBLEM


def _unexpected(error: Exception, given: FailureStyle) -> int:
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
    tell("problem", "internal", "", words.problem("internal", params, given.lang), params, given)
    return exits.PROBLEM
