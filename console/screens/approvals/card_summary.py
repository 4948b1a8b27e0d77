"""The approval card at a glance: what customers get, how many and how much, what was found, who has signed and who comes next.

It hides nothing that is signed: the whole text follows below it, and whatever is unusual rises into the findings.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rich.text import Text

from console import reading
from console.acting.approvals import versions
from console.acting.requests import papers
from console.acting.requests.templates import against
from console.contacts.reasons import split
from console.domain import acts
from console.domain.requests.mandatory import Duty
from console.locale import aside
from console.look.roles import Role
from console.look.senses import Sense
from console.screens.labelled import rows
from console.screens.session import Session, money, number
from console.screens.statement import signs_as
from console.views import appeals, documents, limits, templates, watch, windows
from console.views.contacts import by_reason, duty_words, left_out_words, made_words
from console.widgets.paint import chip, coloured, ink, joined, sensed, spread
from console.widgets.parts import Step, bubble, hung
from console.widgets.show import fit
from console.wire.requests import approvals
from console.wire.requests.drafts import Draft
from console.wire.requests.rows import RequestView, StepRow

_DECIDED = "request"
_SIGNS = {"accept": "acceptance", "release": "release"}
"""The act by which these parts of a route are done; all others are levels, done by an approval for their post."""


class Finding(NamedTuple):
    """Something that the approver should know, and what it means."""

    sense: Sense
    words: str


def head(session: Session, view: RequestView, act: acts.Request, *, mine: bool, width: int) -> Text:
    """Whether it waits for the reader, what it is for, and its number and version."""
    state = (
        chip(Sense.YOURS, session.t("card.yours"))
        if mine
        else chip(Sense.PLAIN, session.state(view.row.state, "request"))
    )
    named = ink(f"  {session.t('card.version', number=act.number, version=act.version)} ", Role.MUTED)
    room = width - state.cell_len - named.cell_len - 2
    purpose = fit(act.purpose, room).rstrip() if room > 0 else ""
    return spread(joined(state, ink(f"  {purpose}", Role.STRONG)), named, width)


def route(session: Session, card: approvals.ScopeCard, view: RequestView) -> list[Step]:
    """The way of the request, with who has signed and who could; the first that is not done is where it stands."""
    drafted = next((one.name for one in card.steps if one.kind == _DECIDED), session.name(view.row.drafter))
    steps = [Step(Sense.GOOD, session.t("card.drafted"), drafted)]
    open_ = True
    for one in view.route:
        done = next((step for step in card.steps if _does(step, one.post)), None)
        label = session.label("post", one.post)
        if done is not None:
            good = done.verdict == "good"
            steps.append(Step(Sense.GOOD if good else Sense.BAD, label, done.name))
            continue
        mine = open_ and one.post in card.posts
        sense = Sense.YOURS if mine else Sense.NOW if open_ else Sense.LATER
        who = session.t("card.you", name=session.name(session.person)) if mine else "/".join(one.people)
        steps.append(Step(sense, label, who or session.t("route.nobody")))
        open_ = False
    return steps


def _does(step: StepRow, post: str) -> bool:
    return step.kind == _SIGNS[post] if post in _SIGNS else step.kind == "approval" and post in step.posts


def message(session: Session, card: approvals.ScopeCard, act: acts.Request, width: int) -> Text:
    """The message as customers get it, with what screening found in it, its length, and what it is for."""
    hits = [word.strip() for _, matched in card.hits for word in matched.split(",")]
    length = session.t("card.length", chars=number(act.cost.chars), parts=number(act.cost.billed_each))
    facts = [
        (session.label("field", "audience"), act.audience),
        (session.label("field", "list_source"), act.list_source),
        (session.label("field", "subtype"), act.subtype),
    ]
    return Text("\n").join(
        [
            bubble(act.text.whole(), width, hits),
            coloured(f"  {length}", Role.MUTED),
            rows(session, facts, width, close=True),
        ]
    )


def scale(session: Session, card: approvals.ScopeCard, act: acts.Request, width: int) -> Text:
    """How many, how much, when, and on what ground."""
    slots = "\n".join(session.window(slot.opens, slot.closes) for slot in act.slots)
    cost = session.t("card.cost", parts=number(act.cost.billed_total), yuan=money(act.cost.fen))
    facts = [
        (session.t("column.recipients"), number(act.recipients())),
        (session.t("card.charged"), cost),
        (session.label("field", "window"), slots),
        (session.label("field", "category"), session.label("category", act.category)),
        (session.label("field", "basis"), session.label("basis", act.basis)),
        (session.label("field", "gateway"), act.gateway),
        (session.t("card.signs_as"), signs_as(session, card)),
    ]
    return rows(session, facts, width, close=True)


def findings(session: Session, card: approvals.ScopeCard, act: acts.Request) -> list[Finding]:
    """What was found, the unusual first."""
    found = [
        *_of_request(session, card, act),
        *_of_lists(session, card),
        *_of_people(session, card, act),
        *_of_before(session, card, act),
        *_of_windows(session, card),
    ]
    return sorted(found, key=lambda one: _ORDER.get(one.sense, len(_ORDER)))


_ORDER: Final = {Sense.BAD: 0, Sense.YOURS: 1}
"""What keeps the whole request from its purpose comes before what wants a look, and that before what is in order."""


def _of_windows(session: Session, card: approvals.ScopeCard) -> Iterator[Finding]:
    """Whether what is left of the windows can still be sent (R13)."""
    said = windows.notes(session.viewer, card.hours, first=1)
    for slot, (sense, words) in zip(card.hours, said, strict=True):
        if sense is not Sense.GOOD or slot.open < slot.total:
            yield Finding(sense, words)


def _of_request(session: Session, card: approvals.ScopeCard, act: acts.Request) -> Iterator[Finding]:
    t, between = session.t, session.t("form.between")
    if changed := reading.changed_since(session.reader, versions.of_card(card)):
        names = between.join(one.label for one in changed)
        yield Finding(Sense.YOURS, t("card.check_changed", names=names))
    if act.category_was and act.category_was != act.category:
        was, now = session.label("category", act.category_was), session.label("category", act.category)
        yield Finding(Sense.YOURS, t("card.check_category", was=was, now=now))
    if act.checks.third_party:
        yield Finding(Sense.YOURS, t("card.check_third_party", approval=act.checks.third_party_approval))
    strange = [one.text for one in act.quoted if not one.registered]
    if strange:
        yield Finding(Sense.YOURS, t("card.check_quoted", words=between.join(strange)))
    for one in papers.attached(act, Draft(), card.documents):
        size = documents.size_of(session.viewer, one)
        yield Finding(Sense.YOURS, t("card.check_attachment", name=one.name, size=size))
    for sense, said in templates.notes(session.viewer, against(act, card.template, card.template_newest)):
        yield Finding(sense, said)
    for freed in card.released:
        yield Finding(Sense.YOURS, appeals.released(session.viewer, freed))
    for reason, matched in card.hits:
        yield Finding(
            Sense.YOURS, t("card.check_hit", reason=session.label("screening", reason), words=matched)
        )
    if not card.hits:
        yield Finding(Sense.GOOD, t("card.check_no_hits", version=card.screening))


def _of_lists(session: Session, card: approvals.ScopeCard) -> Iterator[Finding]:
    t, viewer, between = session.t, session.viewer, session.t("form.between")
    for row in card.lists:
        left_out, _ = split(row.counts, row.repaired)
        if row.repaired:
            words_ = by_reason(viewer, row.repaired, between)
            yield Finding(Sense.YOURS, t("card.check_repaired", name=row.name, words=words_))
        if row.rows > row.n:
            words_ = by_reason(viewer, left_out, between)
            yield Finding(
                Sense.YOURS, t("card.check_left_out", name=row.name, n=number(row.rows - row.n), words=words_)
            )
        for said in aside.lines(row.aside, viewer.lang):
            yield Finding(Sense.YOURS, t("card.check_aside", name=row.name, words=said))
        if row.made:
            of = made_words(viewer, row)
            yield Finding(Sense.YOURS, t("card.check_made", name=row.name, n=number(row.n), of=of))
        elif not row.repaired and row.rows == row.n and not row.aside:
            yield Finding(Sense.GOOD, t("card.check_clean", name=row.name, n=number(row.n)))


def _of_refusals(session: Session, card: approvals.ScopeCard, act: acts.Request) -> Iterator[Finding]:
    """Who is left out, and what is left to send to; whether the message is sent in spite of some opt-outs, and why."""
    t, viewer = session.t, session.viewer
    if card.opted_out:
        scopes = left_out_words(viewer, card.left_out)
        yield Finding(Sense.YOURS, t("card.check_opted_out", n=number(card.opted_out), scopes=scopes))
    total = limits.summed(viewer, card.limits)
    if total is not None:
        yield Finding(total.sense, total.words)
        if all(one.opted_out >= one.n for one in card.limits):
            yield Finding(Sense.BAD, t("optouts.everybody"))
    duty = duty_words(viewer, card.duty, card.left_out, act.basis, act.consent)
    if duty:
        yield Finding(Sense.GOOD if card.duty == Duty.MANDATORY else Sense.YOURS, duty)
    if card.despite:
        yield Finding(Sense.YOURS, t("optouts.despite", n=number(card.despite)))


def _of_people(session: Session, card: approvals.ScopeCard, act: acts.Request) -> Iterator[Finding]:
    t = session.t
    for sense, said in limits.notes(session.viewer, card.limits):
        yield Finding(sense, said)
    alike: dict[int, list[str]] = {}
    for name, n in card.overlap.items():
        alike.setdefault(n, []).append(name)
    for n, names in alike.items():
        params = {"days": card.overlap_days, "n": number(n), "number": t("form.between").join(names)}
        key = "card.check_overlaps" if len(names) > 1 else "card.check_overlap"
        yield Finding(Sense.YOURS, t(key, requests=len(names), **params))
    if not card.overlap:
        yield Finding(Sense.GOOD, t("card.check_no_overlap", days=card.overlap_days))
    yield from _of_refusals(session, card, act)
    for name, n in card.classes.items():
        if name != "mobile":
            yield Finding(Sense.YOURS, t("card.check_class", n=number(n), kind=session.label("number", name)))


def _of_before(session: Session, card: approvals.ScopeCard, act: acts.Request) -> Iterator[Finding]:
    """What is unlike before, or that nothing was before; that all is as before stands in the whole card."""
    for sense, said in watch.notes(session.viewer, card.watch, act):
        if sense is not Sense.GOOD:
            yield Finding(sense, said)


def checks(found: Sequence[Finding], width: int) -> Text:
    """The findings, one below the other."""
    return Text("\n").join(line for one in found for line in hung(one.sense, one.words, width))


def checks_title(session: Session, found: Sequence[Finding]) -> str:
    """How many findings want a look."""
    n = sum(one.sense in _ORDER for one in found)
    return session.t("card.checks_some", n=n) if n else session.t("card.checks_none")


def signed(session: Session, card: approvals.ScopeCard, *, mine: bool) -> Text:
    """The signatures so far, each with the verdict on it, and the one that is asked for."""
    lines = [line for step in card.steps for line in _step(session, step)]
    if mine:
        lines.append(sensed(Sense.YOURS, session.t("card.asked", name=session.name(session.person))))
    lines.append(coloured(session.t("card.today", n=number(card.signed_today)), Role.MUTED))
    return Text("\n").join(lines)


def _step(session: Session, step: StepRow) -> Iterator[Text]:
    good = step.verdict == "good"
    posts = " + ".join(session.label("post", post) for post in step.posts)
    verdict = session.t("signed.good") if good else session.label("verdict", step.verdict)
    named = f"{step.name} {posts or session.label('step', step.kind)}"
    yield joined(sensed(Sense.GOOD if good else Sense.BAD, named), ink(f"  {verdict}", Role.MUTED))
    place = session.t("statement.in_place", name=session.name(step.deputy_for)) if step.deputy_for else ""
    yield coloured(f"  {session.when(step.at, year=False)}{place}  {step.opinion}".rstrip(), Role.MUTED)
