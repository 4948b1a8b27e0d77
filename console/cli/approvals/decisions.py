"""Steps on a request at the command line: the signed text is shown, and counts are typed again."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import typer

from console.acting import steps
from console.acting.approvals import cards, decisions
from console.acting.contacts import manifests
from console.acting.two_person import pairs
from console.cli import declared, signing, tables
from console.cli.approvals import vouched
from console.cli.approvals.cards import card_lines
from console.cli.options import Id, Slot
from console.cli.session import Session
from console.domain import acts
from console.domain.declared import typed
from console.domain.people.people import Post
from console.locale import words
from console.wire import calls
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.requests import approvals
from console.wire.requests.rows import RequestView
from console.wire.sending import sends

_NAMES_LISTS: Final = frozenset({acts.CodedAcceptance, acts.Extension, acts.Release})
"""Steps that show the lists of the request; lifting a hold or ending a send names no list."""
_COUNTED: Final = frozenset({acts.Extension, acts.Release, acts.Resume, acts.Stop})
"""Steps on one slot, whose number of recipients is typed again."""
ON_REQUEST: Final[Mapping[str, Any]] = {"request": Id}
ON_SLOT: Final[Mapping[str, Any]] = {"request": Id, "slot": Slot}


def add(
    app: typer.Typer, name: str, kind: type[acts.Step], done: str, subject: Mapping[str, Any] = ON_REQUEST
) -> None:
    """Add the command of a step to a group; `done` is the message after it."""
    declared.add(app, name, kind, subject, partial(_decide, kind, done), {"slot": 1})


def _decide(kind: type[acts.Step], done: str, run: Session, request: int, *given: Any) -> None:
    *slot, said = given
    run.done(signing.enact(run, prepared(run, kind, request, said, *slot)), done)


def prepared(
    run: Session, kind: type[acts.Step], request: int, said: Mapping[str, Any], slot: int = 0, *, by: str = ""
) -> Prepared:
    """Show what a step is on, have its count typed, and return the act's bytes, checked against what was decided.

    `by` is the person who signs it elsewhere, empty for the caller.
    """
    if kind is acts.Approval:
        return _approval(run, request, said, by)
    view: RequestView = run.ask(calls.RequestDetail(request))
    signed = signing.statement(view.statement, view.digest) if view.statement else None
    if signed is not None:
        for line in signing.lines(run, signed):
            run.say(line)
        if kind in _NAMES_LISTS:
            vouched.of_slots(run, signed, view)
    given = dict(said)
    if kind in _COUNTED:
        n = pairs.recipients(run.core, view, slot)
        run.say(run.t("cli.this_slot", slot=slot, n=tables.count(n)))
        if kind is acts.Release:
            _say_obstacle(run, request, slot)
        given["count"] = run.confirmed_count(given.get("count"), n)
    if kind is acts.Resume:
        # The resumption names the hold in force now, so it cannot lift a later one.
        send: sends.SendView = run.ask(sends.SendDetail(request, slot))
        given["hold"] = send.hold
    made = decisions.step(
        run.core, kind, decisions.of_view(view, slot), _of(kind, given), by=by or run.me.person
    )
    act = steps.read(made)
    if isinstance(act, acts.Release) and signed is not None and not given.get("gateway"):
        decisions.insist_approved(signed, act.gateway)
    return made


def _say_obstacle(run: Session, request: int, slot: int) -> None:
    """Say before the signature what a release would wait for."""
    send: sends.SendView = run.ask(sends.SendDetail(request, slot))
    if send.row.reason:
        run.say(run.t("send.would_wait", why=words.slot_reason(send.row.reason, run.lang)))


def _of(kind: type[acts.Step], said: Mapping[str, Given]) -> dict[str, Given]:
    """The input without fields that the act does not have, such as the count of a stop."""
    return {name: value for name, value in said.items() if name in kind.__struct_fields__}


def _approval(run: Session, request: int, said: Mapping[str, Any], by: str) -> Prepared:
    """Show the approval card, have the count typed, and return the approval's bytes."""
    card: approvals.ScopeCard = run.ask(approvals.Scope(request, by))
    act = cards.read(card)
    for line in card_lines(run, card, by):
        run.say(line)
    vouched.say(run, manifests.of_card(run.core, run.own, card, act))
    given = dict(said)
    if Post.DEPARTMENT_MANAGER in card.posts:
        for one in typed(acts.Approval):
            if one.kind == "tick":
                given[one.name] = run.ticked(given[one.name], run.t(f"cli.{one.name}"))
    given["count"] = run.confirmed_count(given["count"], act.recipients())
    given["shown"] = card.shown
    on = decisions.of_card(request, card)
    return decisions.step(
        run.core, acts.Approval, on, given, by=by or run.me.person, **decisions.signing_as(card)
    )
