"""A request statement in words, built from the very bytes that are signed; hidden characters are drawn visibly."""

from collections.abc import Mapping, Sequence

from rich.text import Text

from console.domain import acts
from console.screens.session import Session, money, number
from console.widgets.columns import folded
from console.widgets.modals import ROOM
from console.widgets.show import cells, fit, show
from console.wire import views

_LABEL = 18
_NARROWEST = 20


def rows(session: Session, pairs: Sequence[tuple[str, str]], width: int = 0) -> Text:
    """Labelled values, a line each; empty values are left out. Further lines of a value stand under its first.

    With a `width` in cells a longer value is folded to it; without one that is left to whatever draws the text.
    """
    lines = []
    for name, value in pairs:
        if not value:
            continue
        label = fit(name, max(_LABEL, cells(name) + 1))
        room = width - cells(label)
        parts = folded(show(value), room) if room >= _NARROWEST else show(value).split("\n", allow_blank=True)
        for nth, part in enumerate(parts):
            lead = show(" " * cells(label)) if nth else show(label, "bold")
            lines.append(lead.append_text(part))
    del session
    return Text("\n").join(lines)


def request_words(session: Session, act: acts.Request, width: int = 0) -> Text:
    """Every field of the statement, folded to `width` cells (0: not)."""
    return rows(session, request_rows(session, act), width)


def signs_as(session: Session, card: views.ScopeCard) -> str:
    """For which posts (兼), and in whose place (代), an approval of this card would be signed."""
    posts = " + ".join(session.label("post", post) for post in card.posts)
    place = session.t("statement.in_place", name=session.name(card.deputy_for)) if card.deputy_for else ""
    return posts + place


def decision_words(session: Session, act: acts.Request, *also: tuple[str, str]) -> Text:
    """What a decision is about, for the dialog that asks for it: the count that is typed again stands here, then the text."""
    slots = "\n".join(session.window(slot.opens, slot.closes) for slot in act.slots)
    return _about(
        session,
        act,
        [
            (session.t("column.number"), f"{act.number}  v{act.version}"),
            *also,
            (session.label("field", "category"), session.label("category", act.category)),
            (session.label("field", "purpose"), act.purpose),
            (session.t("column.recipients"), number(act.recipients())),
            (session.label("field", "window"), slots),
            (session.label("field", "gateway"), act.gateway),
        ],
    )


def slot_words(session: Session, act: acts.Request, slot: int, n: int, *also: tuple[str, str]) -> Text:
    """The same of one slot of `n` recipients; its window and gateway are told by the caller, for they may have changed since."""
    return _about(
        session,
        act,
        [
            (session.t("column.number"), f"{act.number}.{slot}  v{act.version}"),
            (session.label("field", "purpose"), act.purpose),
            (session.t("column.recipients"), number(n)),
            *also,
        ],
    )


def _about(session: Session, act: acts.Request, pairs: list[tuple[str, str]]) -> Text:
    text = rows(session, [(session.t("statement.text"), act.text.whole())], ROOM)
    text.stylize("bold")
    return Text("\n").join([rows(session, pairs, ROOM), text])


def request_rows(
    session: Session, act: acts.Request, lists: Mapping[int, str] | None = None
) -> list[tuple[str, str]]:
    """Every field of the statement as label and value, always the same labels in the same order.

    `lists` gives the names of the lists by slot, where they are known.
    """
    named = lists or {}

    def yes(value: bool) -> str:
        return session.t("yes") if value else session.t("no")

    def field(name: str) -> str:
        return session.label("field", name)

    cost = act.cost
    slots = "\n".join(
        f"{slot.id}. {number(slot.n)}  {session.window(slot.opens, slot.closes)}"
        f"\n   {named[slot.id] + '  ' if slot.id in named else ''}{slot.list[:24]}"
        for slot in act.slots
    )
    route = [session.label("post", post) for post in act.route]
    if act.accept:
        route.append(session.label("post", "accept"))
    route.append(f"{session.label('post', 'release')} ({session.department(act.released_by)})")
    third = yes(act.checks.third_party)
    if act.checks.third_party_approval:
        third += f"  {act.checks.third_party_approval}"
    return [
        (session.t("column.number"), f"{act.number}  v{act.version}"),
        (
            field("department"),
            f"{session.department(act.department)}  {session.name(act.drafter)} {act.telephone}",
        ),
        (session.t("statement.applied"), act.applied_on),
        (field("category"), f"{session.label('category', act.category)}  {act.subtype}"),
        (
            session.t("statement.was"),
            session.label("category", act.category_was) if act.category_was not in {"", act.category} else "",
        ),
        (field("purpose"), act.purpose),
        (field("audience"), act.audience),
        (field("selection"), act.selection),
        (field("list_source"), act.list_source),
        (field("basis"), f"{session.label('basis', act.basis)}  {act.consent}"),
        (session.t("statement.text"), act.text.whole()),
        (session.t("column.recipients"), number(act.recipients())),
        (field("slots"), slots),
        (
            session.t("statement.cost"),
            session.t(
                "statement.cost_words",
                chars=cost.chars,
                billed=cost.billed_each,
                total=number(cost.billed_total),
                yuan=money(cost.fen),
            ),
        ),
        (field("gateway"), " / ".join(part for part in (act.gateway, act.backup_gateway) if part)),
        (field("sender_code"), act.sender_code),
        (field("rate"), number(act.rate) if act.rate else ""),
        (field("harmless"), yes(act.checks.harmless)),
        (field("unclassified"), yes(act.checks.unclassified)),
        (field("third_party"), third),
        (
            field("quoted"),
            "\n".join(f"{q.text}  {session.t('registered')}: {yes(q.registered)}" for q in act.quoted),
        ),
        (session.t("statement.route"), " > ".join(route)),
        (field("attachments"), "\n".join(f"{a.name}  {a.sha256[:16]}" for a in act.attachments)),
        (field("remarks"), act.remarks),
        (
            session.t("statement.policy"),
            f"{act.policy} ({act.policy_digest[:12]})  {session.t('statement.pledge')} {act.pledge}",
        ),
    ]


def chain_words(session: Session, steps: list[views.StepRow]) -> Text:
    """The signed steps so far, each with the verdict on its signature."""
    lines = []
    for step in steps:
        posts = " + ".join(session.label("post", post) for post in step.posts)
        good = step.verdict == "good"
        verdict = (
            session.t("signed.good")
            if good
            else f"{session.t('signed.bad')} {session.label('verdict', step.verdict)}"
        )
        place = session.t("statement.in_place", name=session.name(step.deputy_for)) if step.deputy_for else ""
        head = f"{session.label('step', step.kind)}  {step.name} {posts}{place}  {session.when(step.at)}"
        lines.append(show(head).append_text(show(f"  [{verdict}]", "" if good else "bold reverse")))
        if step.carrier:
            lines.append(show(f"    {session.t('signed.carried')}: {session.name(step.carrier)}"))
        if step.opinion:
            lines.append(show(f"    {step.opinion}"))
    return Text("\n").join(lines) if lines else show(session.t("signed.none"))


def route_words(session: Session, route: list[views.RouteStep]) -> str:
    """Who signs, accepts and releases, on one line."""
    parts = []
    for step in route:
        names = "/".join(step.people) or session.t("route.nobody")
        parts.append(f"{session.label('post', step.post)} {names}")
    return " > ".join(parts)
