"""Roster versions in words: a whole version, the difference between two, and a version that somebody is about to sign."""

from collections.abc import Iterable, Iterator
from typing import Final

from rich.text import Text

from console.acting.rosters.rosters import Draft
from console.domain.people.people import Post, Roster
from console.domain.rosters.roster_differences import Difference, Values, kept_beside
from console.domain.rosters.rosters import Appoint, Change, EndPost, RevokeKey, SetStanding
from console.screens.labelled import rows
from console.screens.session import Session, number
from console.screens.versions.people_facts import dates, key_words, post_words
from console.signing.hand_over import Handing
from console.views.people import order_words
from console.widgets.columns import folded
from console.widgets.paint import part_heading, strong
from console.widgets.show import show
from console.wire.rosters import rosters

_TIMES: Final = frozenset({"since", "until", "at", "expires", "revoked"})
_OF_PEOPLE: Final = frozenset({"person", "key", "post"})


def version_words(session: Session, roster: Roster, width: int) -> Text:
    """A version in full: its own fields, then everyone with posts, keys and standing."""
    t = session.t
    head = [
        (t("roster.field.version"), number(roster.version)),
        (t("roster.field.org_name"), f"{roster.org_name} ({roster.org})"),
        (t("roster.field.at"), session.when(roster.at)),
        (t("roster.field.expires"), session.when(roster.expires)),
        (t("roster.policy"), f"{roster.policy.version}  {roster.policy.digest[:16]}"),
        (t("roster.field.pledge"), roster.pledge),
        (t("roster.screening"), f"{roster.screening.version}  {roster.screening.digest[:16]}"),
        (t("roster.gateways"), "\n".join(f"{g.id}  {g.digest[:16]}" for g in roster.gateways)),
        (t("roster.plans"), "\n".join(f"{p.version}  {p.digest[:16]}" for p in roster.plans)),
        (t("roster.calendars"), "\n".join(f"{c.year}  {c.digest[:16]}" for c in roster.calendars)),
        (t("roster.departments"), ", ".join(f"{d.name} ({d.id})" for d in roster.departments)),
        (t("roster.services"), "\n".join(f"{s.id}  {key_words(s.public)}" for s in roster.services)),
    ]
    people = []
    for person in roster.people:
        held = [one for one in roster.posts if one.person == person.id]
        posts = [f"{post_words(session, [one])}  {dates(session, one.since, one.until)}" for one in held]
        keys = [key_words(key.public) for key in person.keys if not key.revoked]
        standing = session.label("standing", person.standing)
        said = "\n".join([f"{person.id}  {person.staff_no}  {standing}", *posts, *keys])
        people.append((person.name, said))
    parts = [
        rows(session, head, width),
        part_heading(t("people.head.people")),
        rows(session, people, width),
    ]
    return Text("\n").join(parts)


# ---- differences


def difference_words(
    session: Session, differences: Iterable[Difference], new: Roster, old: Roster, width: int
) -> Text:
    """Every difference with its fields; the words for none if there is no difference."""
    lines: list[Text] = []
    for one in differences:
        if one.code == "field_changed":
            # Its only field has the same name as the difference.
            lines += folded(strong(f"* {next(_fields(session, one), '')}"), width)
            continue
        lines += folded(strong(f"* {_head(session, one, new, old)}"), width)
        for text in _fields(session, one):
            for nth, part in enumerate(folded(show(text), max(20, width - 6))):
                lines.append(show("    " if not nth else "      ").append_text(part))
    return Text("\n").join(lines) if lines else show(session.t("people.nothing_differs"))


def _head(session: Session, one: Difference, new: Roster, old: Roster) -> str:
    words = session.label("roster.difference", one.code)
    noun = one.code.partition("_")[0]
    subject = one.subject
    if noun in _OF_PEOPLE:
        subject = named(one.subject, new, old)
    if noun == "post":
        where = one.after or one.before
        subject = f"{subject}  {_post(session, where, new, old)}"
    return f"{words}  {subject}".rstrip()


def _post(session: Session, values: Values, *versions: Roster) -> str:
    name = values.get("department", "")
    department = next((d.name for v in versions for d in v.departments if d.id == name), name)
    standby = session.t("people.standby_mark") if values.get("standby") == "True" else ""
    return f"{department} {session.label('post', values.get('post', ''))}{standby}".strip()


def _fields(session: Session, one: Difference) -> Iterator[str]:
    """The fields of a difference; for a post only the dates, because its head has named the rest."""
    said = {"person", "post", "department", "standby", "id"} if one.code.startswith("post_") else set()
    for name in {**one.before, **one.after}:
        before, after = (_value(session, name, values.get(name, "")) for values in (one.before, one.after))
        if name in said or not (before or after):
            continue
        both = one.before and one.after and before != after
        change = f"{before or '-'} -> {after or '-'}" if both else after or before
        # An ended post shows since when it was held; "from" alone would read as the day on which it ends.
        field = "held_since" if (one.code, name) == ("post_removed", "since") else name
        yield f"{session.label('roster.field', field)}: {change}"


def _value(session: Session, name: str, value: str) -> str:
    if name in _TIMES:
        return session.when(value)
    if name == "public":
        return key_words(value) if value else ""
    if name in {"standing", "post"}:
        return session.label(name, value)
    if name in {"standby", "solo"} and value:
        return session.t("yes") if value == "True" else session.t("no")
    if name == "department":
        return session.department(value)
    if name == "uid" and value == "-1":
        return session.t("none")
    return value


def named(person: str, *versions: Roster) -> str:
    """A person's name with their id, from the first version that contains them."""
    somebody = next((p for p in (v.person(person) for v in versions) if p is not None), None)
    return f"{somebody.name} ({person})" if somebody else person


# ---- about to be signed


def draft_words(session: Session, draft: Draft, width: int) -> Text:
    """The version, whether the one before is proved, the first signature, suspensions that end, and every difference."""
    old, new, t = draft.known.roster, draft.roster, session.t
    parts = [
        strong(t("roster.next", version=new.version, old=old.version, expires=session.when(new.expires))),
        show(t("people.proved")) if draft.known.proved else part_heading(t("people.not_proved")),
    ]
    if draft.by:
        parts.append(show(t("roster.first", person=named(draft.by, new, old))))
    parts += [strong(t("roster.lifts", person=named(one, new, old))) for one in draft.lifts]
    for person, key in kept_beside(old, new):
        parts.append(strong(t("roster.key_kept", person=named(person, new, old), key=key_words(key))))
    parts += _basis(session, draft)
    folded_parts = [line for part in parts for line in folded(part, width)]
    if draft.basis.without:
        lone = difference_words(session, draft.basis.without, new, old, width)
        lone.stylize(_RED)
        folded_parts.append(lone)
    head = part_heading(t("people.head.differences"))
    return Text("\n").join(
        [*folded_parts, head, difference_words(session, draft.differences, new, old, width)]
    )


def _basis(session: Session, draft: Draft) -> Iterator[Text]:
    """The applications that a version claims, each with its signers or why it does not hold; then the changes without one."""
    old, new, t = draft.known.roster, draft.roster, session.t
    for one in draft.basis.claimed:
        if one.filed is None:
            line = t("roster.ground_false", number=one.number, why=session.label("refused", one.why))
            yield show(line, _RED)
            continue
        if isinstance(one.filed, Handing):
            yield from _hand_over(session, one.filed, new, old)
            continue
        asked = one.filed.application
        yield show(
            t(
                "roster.ground",
                number=asked.number,
                kind=session.label("application_kind", asked.kind),
                person=named(asked.person, new, old),
                post=session.post(str(asked.post), asked.department),
            )
        )
        for act in (asked, *one.filed.steps):
            what = session.label("decision", str(getattr(act, "decision", "application")))
            yield show(f"    {what}  {named(act.by, new, old)}  {session.when(act.at)}")
        for person in one.gone:
            yield show(t("roster.ground_gone", person=named(person, new, old)), _RED)
    if draft.basis.without:
        yield show(t("roster.without_ground", n=len(draft.basis.without)), _RED)


def _hand_over(session: Session, handing: Handing, new: Roster, old: Roster) -> Iterator[Text]:
    act, t = handing.act, session.t
    yield show(
        t(
            "roster.hand_over",
            number=act.number,
            outgoing=named(act.outgoing, new, old) if act.outgoing else "-",
            incoming=named(act.incoming, new, old),
            time=session.when(act.effective),
        )
    )
    for step in (handing.proposal, *handing.steps):
        what = t("hand_over.proposed" if step is handing.proposal else "hand_over.signed")
        yield show(f"    {what}  {named(step.by, new, old)}  {session.when(step.at)}")


_RED: Final = "bold red"
"""Style of what a signer must not overlook; the words say it too, for a screen without colours."""


_MOST: Final = 20
"""Lines of one kind that are shown of what a person leaves behind."""


def behind_words(session: Session, one: rosters.HandOver, width: int) -> Text:
    """What a person hands over: posts, pending requests, each deputy or standby, passwords and envelopes, lists."""
    t = session.t
    pending = [f"{row.number}  {session.state(row.state, 'request')}  {row.purpose}" for row in one.pending]
    orders = [
        f"{order_words(session.viewer, row)}  {dates(session, row.since, row.until)}" for row in one.orders
    ]
    return rows(
        session,
        [
            (t("people.behind.posts"), "\n".join(session.post(post, where) for post, where in one.posts)),
            (t("people.behind.pending"), _first(pending) or t("none")),
            (t("people.behind.orders"), _first(orders) or t("none")),
            (
                t("people.behind.custody"),
                ", ".join(session.department(where) for where in one.custody) or t("no"),
            ),
            (t("people.behind.passwords"), ", ".join(one.passwords)),
            (t("people.behind.envelopes"), ", ".join(one.envelopes)),
            (t("people.behind.lists"), number(one.lists)),
        ],
        width,
    )


def _first(lines: list[str]) -> str:
    shown = lines[:_MOST]
    if len(lines) > _MOST:
        shown.append(f"... {number(len(lines))}")
    return "\n".join(shown)


def change_words(session: Session, change: Change, roster: Roster) -> str:
    """A change in one sentence, in the terms in which the proposer chose it."""
    t = session.t
    match change:
        case SetStanding(person=person, standing="left"):
            return t("people.change.leave", person=named(person, roster))
        case SetStanding(person=person):
            return t("people.change.lift", person=named(person, roster))
        case EndPost(person=person, post=post, department=department, at=at):
            where = session.post(str(post), department)
            return t("people.change.end", person=named(person, roster), post=where, at=session.when(at))
        case RevokeKey(person=person, key=key, since=since):
            who = named(person, roster)
            return t("people.change.revoke", person=who, key=key_words(key), at=session.when(since))
        case Appoint(person=person, post=post, department=department):
            where = session.post(str(post), department)
            standby = t("people.standby_mark") if change.standby else ""
            when = dates(session, change.since, change.until)
            return t(
                "people.change.appoint", person=named(person, roster), post=f"{where}{standby}", term=when
            )
        case _:
            return type(change).__name__


UNBOUND: Final = (Post.GENERAL_MANAGER, Post.ROSTER_SIGNER, Post.AUDITOR, Post.ADMINISTRATOR)
"""Posts that belong to no department."""
