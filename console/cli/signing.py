"""Signing at the command line: what is signed is read from the bytes, shown, and signed with a key opened for this one act."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from console.cli import tables
from console.cli.session import Session
from console.domain import acts
from console.domain.losses import Kind
from console.domain.pairing import kind_of
from console.domain.pairs import Proposal
from console.errors import ConsoleError
from console.locale import words
from console.wire import calls, views


def statement(text: str, digest: str) -> acts.Request:
    """Return the request that a signed text spells; raises ConsoleError unless `digest` is its own."""
    from console.acting import cards  # noqa: PLC0415 - cryptography is loaded for signing alone

    return cards.statement(text, digest)


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
        (run.t("field.department"), run.department(act.department)),
        (run.t("cli.column.drafter"), f"{run.who(act.drafter)}  {act.telephone}"),
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
    if isinstance(act, Proposal):
        yield from tables.pairs(_proposed(run, act))
        return
    yield from tables.pairs(
        (run.t(f"cli.act.{name}"), _value(run, name, value))
        for name, value in msgspec.to_builtins(act).items()
        if name != "type" and value not in ("", [], {}, None)
    )


def _proposed(run: Session, signed: Proposal) -> Iterator[tuple[str, Any]]:
    from console.cli import pairs  # noqa: PLC0415 - it signs by this module

    yield run.t("cli.act.act"), run.name("pair", kind_of(signed.act))
    yield from pairs.said(run, signed.act)
    yield run.t("cli.act.reason"), signed.reason
    yield run.t("cli.act.by"), run.who(signed.by)
    yield run.t("cli.act.expires"), run.when(signed.expires)


def sign(run: Session, prepared: views.Prepared) -> str:
    """Show what the bytes say, open the key, and return the armoured signature over an act that is sent in at once."""
    from console.acting import steps  # noqa: PLC0415 - as above

    act = steps.insist(run.core, prepared)
    for line in act_lines(run, act):
        run.say(line)
    return steps.sign(run.core, prepared, unlocked(run))


def enact(run: Session, prepared: views.Prepared, *, draft: int = 0) -> views.Done:
    """Show, sign and send an act; `draft` is that of a request."""
    done: views.Done = run.ask(calls.Enact(prepared.text, sign(run, prepared), draft=draft))
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

            raise steps.tell_wrong(run.core, path) from error
        raise ConsoleError(f"key_{error.code}", path=path) from error


def _kind(run: Session, value: Any) -> str:
    return run.name("loss_kind" if value in set(Kind) else "application_kind", value)


def _words(prefix: str) -> Callable[[Session, Any], str]:
    return lambda run, value: run.name(prefix, value)


def _all(prefix: str) -> Callable[[Session, Any], str]:
    return lambda run, values: ", ".join(run.name(prefix, value) for value in values)


_SHOWN: dict[str, Callable[[Session, Any], str]] = {
    "post": _words("post"),
    "decision": _words("decision"),
    "kind": _kind,
    "department": Session.department,
    **dict.fromkeys(("posts", "route", "covers"), _all("post")),
    "duties": _all("duty"),
    **dict.fromkeys(
        ("by", "deputy_for", "principal", "deputy", "person", "replaces", "witness"), Session.who
    ),
    **dict.fromkeys(("at", "opens", "closes", "expires", "since", "until", "when", "proved"), Session.when),
    "explained": lambda _, values: "\n".join(values),
    **dict.fromkeys(("count", "n", "rows", "requests", "recipients"), lambda _, value: tables.count(value)),
}
"""Fields of acts whose value people read otherwise than it is written: by its word, a person's name, their clock."""


def _value(run: Session, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return run.t("cli.yes") if value else run.t("cli.no")
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    shown = _SHOWN.get(name)
    return shown(run, value) if shown else str(value)
