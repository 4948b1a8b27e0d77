"""Rosters as the command line shows them: a version, its differences, hand-overs of leavers, conflicts."""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import typer

from console.cli import tables
from console.cli.session import Session
from console.cli.streams import Painted
from console.domain.people.people import Appointment, Roster
from console.domain.rosters.alert import Alert
from console.domain.rosters.roster_differences import Difference, kept_beside
from console.locale import words
from console.locale.guard import guard
from console.signing.hand_over import Handing
from console.signing.sshsig import BadSignatureError, fingerprint
from console.wire.people.personnel import OrderRow
from console.wire.rosters import rosters

if TYPE_CHECKING:
    from console.acting.rosters.rosters import Draft

_TIMES: Final = frozenset({"since", "until", "at", "expires", "revoked"})


def draft_lines(run: Session, draft: "Draft") -> Iterator[str]:
    """Yield what is to be signed: the version, whether the one before it is proved, and every difference."""
    old, new = draft.known.roster, draft.roster
    yield run.t("roster.next", version=new.version, old=old.version, expires=run.when(new.expires))
    yield (
        run.t("roster.proved")
        if draft.known.proved
        else run.t("roster.not_proved", file=run.settings.layout.roots)
    )
    if draft.by:
        yield run.t("roster.first", person=_named(draft.by, new, old))
    yield from difference_lines(run, draft.differences, new, old)
    for person in draft.lifts:
        yield run.t("roster.lifts", person=_named(person, new, old))
    for person, key in kept_beside(old, new):
        yield run.t("roster.key_kept", person=_named(person, new, old), key=_fingerprint(key))
    yield from _basis_lines(run, draft)


def _basis_lines(run: Session, draft: "Draft") -> Iterator[str]:
    """Yield the applications that a version claims, with signers or why one does not hold, and changes without a ground."""
    old, new, basis = draft.known.roster, draft.roster, draft.basis
    for one in basis.claimed:
        if one.filed is None:
            why = words.refused(one.why, run.lang)
            yield _red(run.t("roster.ground_false", number=one.number, why=why))
            continue
        if isinstance(one.filed, Handing):
            yield from _hand_over(run, one.filed, new, old)
            continue
        asked = one.filed.application
        yield run.t(
            "roster.ground",
            number=one.number,
            kind=run.name("application_kind", asked.kind),
            person=_named(asked.person, new, old),
            post=run.name("post", asked.post),
        )
        for act in (asked, *one.filed.steps):
            what = str(getattr(act, "decision", "application"))
            yield f"    {run.name('decision', what)}: {_named(act.by, new, old)}  {run.when(act.at)}"
        for person in one.gone:
            yield _red(run.t("roster.ground_gone", person=_named(person, new, old)))
    if basis.without:
        yield _red(run.t("roster.without_ground", n=len(basis.without)))
        yield from (_red(line) for line in difference_lines(run, basis.without, new, old))


def _hand_over(run: Session, handing: "Handing", new: Roster, old: Roster) -> Iterator[str]:
    act = handing.act
    yield run.t(
        "roster.hand_over",
        number=act.number,
        outgoing=_named(act.outgoing, new, old) if act.outgoing else "-",
        incoming=_named(act.incoming, new, old),
        time=run.when(act.effective),
    )
    for step in (handing.proposal, *handing.steps):
        what = "proposed" if step is handing.proposal else "signed"
        yield f"    {run.t(f'hand_over.{what}')}: {_named(step.by, new, old)}  {run.when(step.at)}"


def _red(line: str) -> str:
    """The line in red, without colour in a pipe or under NO_COLOR; its words say the same."""
    if os.environ.get("NO_COLOR"):
        return line
    return Painted(typer.style(guard(line, lines=True), fg="red", bold=True))


def difference_lines(
    run: Session, differences: Iterable[Difference], new: Roster, old: Roster
) -> Iterator[str]:
    """Yield one line for each difference, followed by its fields."""
    for one in differences:
        word = run.name("roster.difference", one.code)
        subject = run.name("roster.field", one.subject) if one.code == "field_changed" else one.subject
        if one.code.partition("_")[0] in {"person", "key", "post"}:
            subject = _named(one.subject, new, old)
        yield f"* {word} {guard(subject)}".rstrip()
        for name in {**one.before, **one.after}:
            before, after = (_value(run, name, values.get(name, "")) for values in (one.before, one.after))
            if before or after:
                change = after if not one.before or before == after else f"{before or '-'} → {after or '-'}"
                # An ended post also shows since when it was held; "from" alone would read as the day on which it ends.
                field = "held_since" if (one.code, name) == ("post_removed", "since") else name
                yield f"    {run.name('roster.field', field)}: {change if one.after else before}"


def _value(run: Session, name: str, value: str) -> str:
    if name in _TIMES:
        return run.when(value)
    if name == "public":
        return _fingerprint(value)
    if name in {"standing", "post"}:
        return run.name(name, value)
    if name == "uid" and value == "-1":
        return run.t("none")
    if name in {"standby", "solo"} and value:
        return run.t("cli.yes") if value == "True" else run.t("cli.no")
    return guard(value)


def _fingerprint(public: str) -> str:
    try:
        return fingerprint(public) if public else ""
    except BadSignatureError:
        return guard(public)


def _named(person_id: str, *versions: Roster) -> str:
    person = next((p for p in (v.person(person_id) for v in versions) if p is not None), None)
    return f"{person.name} ({person_id})" if person else person_id


def head(run: Session, roster: Roster) -> Iterator[str]:
    """Yield the header of a version: what it says of itself."""
    yield from tables.pairs(
        [
            (run.t("roster.field.version"), roster.version),
            (run.t("roster.field.org_name"), f"{roster.org_name} ({roster.org})"),
            (run.t("roster.field.at"), run.when(roster.at)),
            (run.t("roster.field.expires"), run.when(roster.expires)),
            (run.t("roster.policy"), f"{roster.policy.version}  {roster.policy.digest[:16]}"),
            (run.t("roster.screening"), f"{roster.screening.version}  {roster.screening.digest[:16]}"),
            (run.t("roster.gateways"), ", ".join(f"{g.id} {g.digest[:16]}" for g in roster.gateways)),
            (run.t("roster.plans"), ", ".join(f"{p.version} {p.digest[:16]}" for p in roster.plans)),
            (run.t("roster.calendars"), ", ".join(f"{c.year} {c.digest[:16]}" for c in roster.calendars)),
            (run.t("roster.departments"), ", ".join(f"{d.name} ({d.id})" for d in roster.departments)),
            (
                run.t("roster.services"),
                ", ".join(f"{s.id} {_fingerprint(s.public)}" for s in roster.services),
            ),
        ]
    )


def people(run: Session, roster: Roster) -> Iterator[str]:
    """Yield the people of a version with their posts and keys."""
    rows = []
    for person in roster.people:
        held = [h for h in roster.posts if h.person == person.id]
        posts = ", ".join(_post(run, h) for h in held)
        keys = " ".join(_fingerprint(k.public) for k in person.keys if not k.revoked)
        rows.append((person.id, person.name, run.name("standing", person.standing), posts, keys))
    head = [run.t(f"cli.column.{name}") for name in ("person", "name", "state", "posts", "fingerprint")]
    yield from tables.table(head, rows)


def _post(run: Session, held: Appointment) -> str:
    where = f"({held.department})" if held.department else ""
    until = f" {run.t('roster.field.until')} {run.when(held.until)}" if held.until else ""
    standby = f" {run.t('roster.field.standby')}" if held.standby else ""
    return f"{run.name('post', held.post)}{where}{standby}{until}"


def hand_over_lines(run: Session, hand_over: rosters.HandOver) -> Iterator[str]:
    """Yield what a person must hand over."""
    yield run.t("roster.leaves_behind", person=run.who(hand_over.person))
    yield from tables.pairs(
        [
            (
                run.t("cli.column.posts"),
                ", ".join(
                    f"{run.name('post', p)}({d})" if d else run.name("post", p) for p, d in hand_over.posts
                ),
            ),
            (
                run.t("roster.pending"),
                "\n".join(
                    f"{r.id}  {r.number}  {run.state(r.state, 'request')}  {r.purpose}"
                    for r in hand_over.pending
                ),
            ),
            (run.t("roster.orders"), "\n".join(_order(run, order) for order in hand_over.orders)),
            (run.t("roster.custody"), ", ".join(map(run.department, hand_over.custody))),
            (run.t("roster.passwords"), ", ".join(hand_over.passwords)),
            (run.t("roster.envelopes"), ", ".join(hand_over.envelopes)),
            (run.t("roster.lists"), hand_over.lists or ""),
        ]
    )


def _order(run: Session, order: OrderRow) -> str:
    """A deputy or standby on one line: kind, who for whom, in which post, until when, and the id that recalls it."""
    who = run.who(order.person)
    if order.principal:
        who = run.t("roster.order_for", person=who, principal=run.who(order.principal))
    post = (
        f"{run.name('post', order.post)}({order.department})"
        if order.department
        else run.name("post", order.post)
    )
    dates = f"{run.when(order.since)} - {run.when(order.until)}"
    return f"{order.digest[:12]}  {run.name('step', order.kind)}  {who}  {post}  {dates}"


def alert_lines(run: Session, alerts: Iterable[Alert]) -> Iterator[str]:
    """Yield the three texts of each alert; grave alerts are marked."""
    for one in alerts:
        message = words.alert(one.code, one.clause, one.params, run.lang)
        yield f"{'!' if one.grave else '-'} {message.what}"
        yield f"    {message.why}"
        yield f"    {message.next}"
