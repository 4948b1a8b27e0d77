"""Signing at the command line: what is signed is read from the bytes, shown, and signed with a key opened for this one act."""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from console.cli import tables
from console.cli.session import Session
from console.domain import acts
from console.errors import ConsoleError
from console.locale import words
from console.wire import calls, views


def statement(text: str, digest: str) -> acts.Request:
    """Return the request that a signed text spells; raises ConsoleError unless `digest` is its own.

    The full strictness of the verifier is not repeated here: digest and signatures are judged by desk and dispatcher.
    """
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        raise ConsoleError("prepared_differs", fields="statement")
    try:
        return msgspec.json.decode(text, type=acts.Request)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_unreadable") from error


def request_lines(run: Session, act: acts.Request) -> Iterator[str]:
    """Yield a request statement as people read it, every line from the signed bytes."""
    lang = run.lang
    slots = "\n".join(
        f"{slot.id}: {tables.count(slot.n)}  {run.when(slot.opens)} - {run.when(slot.closes)}  {slot.list[:12]}"
        for slot in act.slots
    )
    checks = act.checks
    rows: list[tuple[str, object]] = [
        (run.t("cli.column.number"), f"{act.number}  v{act.version}"),
        (run.t("field.department"), act.department),
        (run.t("cli.column.drafter"), f"{act.drafter}  {act.telephone}"),
        (run.t("field.category"), f"{run.name('category', act.category)}  {act.subtype}"),
        (run.t("field.purpose"), act.purpose),
        (run.t("field.audience"), act.audience),
        (run.t("field.selection"), act.selection),
        (run.t("field.list_source"), act.list_source),
        (run.t("field.basis"), f"{run.name('basis', act.basis)}  {act.consent}".rstrip()),
        (run.t("field.third_party"), checks.third_party_approval if checks.third_party else ""),
        (run.t("field.body"), act.text.whole()),
        (run.t("cli.column.recipients"), tables.count(act.recipients())),
        (run.t("field.slots"), slots),
        (run.t("field.gateway"), " / ".join(filter(None, (act.gateway, act.backup_gateway)))),
        (run.t("field.sender_code"), act.sender_code),
        (
            run.t("cli.cost"),
            run.t(
                "cli.cost_line",
                each=act.cost.billed_each,
                total=tables.count(act.cost.billed_total),
                yuan=tables.yuan(act.cost.fen),
            ),
        ),
        (run.t("cli.route"), " → ".join(words.named("post", post, lang) for post in act.route)),
        (run.t("field.remarks"), act.remarks),
    ]
    yield from tables.pairs(rows)


def act_lines(run: Session, act: acts.Personal) -> Iterator[str]:
    """Yield any other signed act, every field of its bytes; digests are cut to what can be compared by eye."""
    yield run.t("cli.signing", what=run.name("step", acts.kind(act)))
    if isinstance(act, acts.Request):
        yield from request_lines(run, act)
        return
    yield from tables.pairs(
        (run.t(f"cli.act.{name}"), _value(run, name, value))
        for name, value in msgspec.to_builtins(act).items()
        if name != "type" and value not in ("", [], {}, None)
    )


def sign(run: Session, prepared: views.Prepared) -> str:
    """Show what the bytes say, open the key, and return the armoured signature."""
    from console.acting import steps  # noqa: PLC0415 - cryptography is loaded for signing alone

    act = steps.read(prepared)
    for line in act_lines(run, act):
        run.say(line)
    return steps.sign(prepared, unlocked(run))


def enact(run: Session, prepared: views.Prepared) -> views.Done:
    """Show, sign and send an act."""
    done: views.Done = run.ask(calls.Enact(prepared.text, sign(run, prepared)))
    return done


def unlocked(run: Session) -> Any:
    """Return the person's unlocked key; raises ConsoleError `key_…`."""
    from console.signing.keys import KeyFileError, unlock  # noqa: PLC0415 - as above

    path = run.key_path()
    try:
        return unlock(path, run.passphrase())
    except KeyFileError as error:
        if error.code == "wrong_passphrase":
            from console.acting import steps  # noqa: PLC0415 - as above

            steps.tell_wrong(run.core)
        raise ConsoleError(f"key_{error.code}", path=path) from error


_NAMED = {"post": "post", "decision": "decision", "kind": "application_kind"}
"""Fields whose value has a word, and the prefix of that word."""


def _value(run: Session, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return run.t("cli.yes") if value else run.t("cli.no")
    if name in {"posts", "route", "covers"}:
        return ", ".join(run.name("post", post) for post in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    if name == "duties":
        return ", ".join(run.name("duty", duty) for duty in value)
    if name in _NAMED:
        return run.name(_NAMED[name], value)
    if name in {"at", "opens", "closes", "expires", "since", "until"}:
        return run.when(value)
    if isinstance(value, int) and name in {"count", "n", "rows"}:
        return tables.count(value)
    return str(value)
