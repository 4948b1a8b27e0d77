"""Custody of the gateways' passwords (R12). Secret and phrase go to the dispatcher's own socket, never to the desk.

They are typed without echo or read from a descriptor. No option takes them, because others can see a command's words.
"""

import getpass
import time
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final

import typer

from console.cli import tables, viewed
from console.cli.credentials import envelopes, hand_overs
from console.cli.declared import both
from console.cli.session import Session, session
from console.cli.streams import read_line
from console.domain.credentials import phrases
from console.errors import ConsoleError
from console.locale import words
from console.views.custody import CREDENTIAL
from console.wire.control import Question
from console.wire.credentials.custody import Credentials

app = typer.Typer(no_args_is_help=True, help=both("command_line.custody"))
app.add_typer(hand_overs.app, name="hand-over")
app.add_typer(envelopes.app, name="envelope")

Gateway = Annotated[str, typer.Argument(metavar="GATEWAY")]
SecretFd = Annotated[int, typer.Option("--secret-fd", metavar="N")]

_LONGEST: Final = 1024
_SETTLES: Final = 3.0
"""Seconds that a line gets to come up before it is shown as down."""
_LOOKS: Final = 0.2
_BRINGS_UP: Final = frozenset({"unlock", "install", "rotate"})
"""Verbs after which lines come up."""


viewed.add_list(app, Credentials, CREDENTIAL, "custody.nobody")


@app.command("status")
def status(context: typer.Context) -> None:
    run = session(context)
    custody = _ask(run, "custody")
    run.show(custody, _status(run, custody))


@app.command("create")
def create(context: typer.Context) -> None:
    run = session(context)
    _ask(run, "custody")
    phrase = phrases.make()
    if run.passphrase_fd >= 0:
        phrase = _tidied(read_line(run.passphrase_fd))
    elif run.interactive and not run.as_json:
        _shown(run, phrase)
    elif not run.as_json:
        raise ConsoleError("passphrase_needed")
    custody = _ask(run, "create", phrase=phrase)
    given = {} if run.passphrase_fd >= 0 or not run.as_json else {"phrase": phrase}
    run.show(custody | given, [run.t("custody.done.create"), *_status(run, custody)])


@app.command("unlock")
def unlock(context: typer.Context) -> None:
    run = session(context)
    before = _ask(run, "custody")
    if before.get("backend") == "memory" and run.interactive:
        run.say(run.t("custody.training", phrase=phrases.TRAINING))
    _carry_out(run, "unlock", phrase="" if before.get("state") == "unlocked" else _phrase(run))


@app.command("rephrase")
def rephrase(
    context: typer.Context, new_fd: Annotated[int, typer.Option("--new-fd", metavar="N")] = -1
) -> None:
    run = session(context)
    if new_fd < 0 and (run.as_json or not run.interactive):
        # If it were shown only afterwards, a lost answer would lose the phrase, and with it the vault.
        raise ConsoleError("new_phrase_needed")
    _ask(run, "custody")
    old = _phrase(run)
    new = _tidied(read_line(new_fd)) if new_fd >= 0 else phrases.make()
    if new_fd < 0:
        _shown(run, new)
    _carry_out(run, "rephrase", phrase=old, new_phrase=new)


@app.command("lock")
def lock(context: typer.Context) -> None:
    _carry_out(session(context), "lock")


@app.command("install")
def install(context: typer.Context, gateway: Gateway, secret_fd: SecretFd = -1) -> None:
    run = session(context)
    _carry_out(run, "install", gateway=gateway, secret=_secret(run, secret_fd))


@app.command("rotate")
def rotate(context: typer.Context, gateway: Gateway, secret_fd: SecretFd = -1) -> None:
    run = session(context)
    _carry_out(run, "rotate", gateway=gateway, secret=_secret(run, secret_fd))


@app.command("bind-test")
def bind_test(context: typer.Context, gateway: Gateway) -> None:
    _carry_out(session(context), "bind_test", gateway=gateway)


def _ask(
    run: Session, verb: str, *, gateway: str = "", secret: str = "", phrase: str = "", new_phrase: str = ""
) -> dict[str, Any]:
    question = Question(
        verb, person=run.person, gateway=gateway, secret=secret, phrase=phrase, new_phrase=new_phrase
    )
    answer: dict[str, Any] = run.ask_dispatcher(question)
    return answer


def _carry_out(run: Session, verb: str, **said: str) -> None:
    """Have the verb carried out, then show the state of vault and lines."""
    custody = answer = _ask(run, verb, **said)
    if verb in _BRINGS_UP:
        custody = answer | _settled(run, custody)
    run.show(custody, [words.carried_out(verb, answer, run.lang), *_status(run, custody)])


def _settled(run: Session, custody: dict[str, Any]) -> dict[str, Any]:
    """The state of vault and lines after a moment for lines to come up, so that a connecting line is not shown as down."""
    until = time.monotonic() + _SETTLES
    while any(one["line"] == "down" for one in custody["gateways"]) and time.monotonic() < until:
        time.sleep(_LOOKS)
        custody = _ask(run, "custody")
    return custody


def _status(run: Session, custody: dict[str, Any]) -> Iterator[str]:
    state = run.name("custody_state", str(custody["state"]))
    yield run.t("custody.vault", state=state, backend=custody["backend"])
    if custody["why"]:
        message = words.problem(str(custody["why"]), custody["params"], run.lang)
        yield from (message.what, message.why, message.next)
    if custody["wait"]:
        yield run.t("custody.wait", seconds=custody["wait"])
    rows = [
        (
            one["gateway"],
            run.name("gateway", one["line"]),
            one["fingerprint"],
            run.when(one["installed"]),
            one["by"],
            run.when(one["last_bind"]),
        )
        for one in custody["gateways"]
    ]
    yield from _table(run, ("gateway", "line", "fingerprint", "installed", "by", "last_bind"), rows)


def _table(run: Session, head: Iterable[str], rows: Iterable[tuple[object, ...]]) -> list[str]:
    return list(tables.table([run.t(f"custody.column.{name}") for name in head], rows))


def _shown(run: Session, phrase: str) -> None:
    """Show a new phrase, and have the person type it from their paper before it counts."""
    for line in (run.t("custody.phrase_made"), "", f"    {phrase}", "", run.t("custody.phrase_keep")):
        run.say(line)
    while phrases.tidy(getpass.getpass(run.t("custody.phrase_again"))) != phrase:
        message = words.problem("phrase_mistyped", {}, run.lang)
        run.say(message.what)


def _phrase(run: Session) -> str:
    if run.passphrase_fd >= 0:
        return _tidied(read_line(run.passphrase_fd))
    if not run.interactive:
        raise ConsoleError("passphrase_needed")

    return _tidied(getpass.getpass(run.t("custody.phrase_prompt")).encode())


def _tidied(typed: bytes) -> str:
    """The phrase in its original spelling; raises ConsoleError `phrase_mistyped`, so that a typing slip costs no attempt."""
    phrase = phrases.tidy(typed.decode("utf-8", "replace"))
    if not phrases.fits(phrase):
        raise ConsoleError("phrase_mistyped")
    return phrase


def _secret(run: Session, descriptor: int) -> str:
    """The password, from a descriptor or typed twice; raises ConsoleError `secret_needed`, `secrets_differ`."""
    if descriptor >= 0:
        return read_line(descriptor).decode("utf-8", "replace")[:_LONGEST]
    if not run.interactive:
        raise ConsoleError("secret_needed")

    secret = getpass.getpass(run.t("custody.secret_prompt"))
    if getpass.getpass(run.t("custody.secret_again")) != secret:
        raise ConsoleError("secrets_differ")
    return secret[:_LONGEST]
