"""What a loss case says, line by line for a width in cells: its steps as a timeline, and what the loss affects (R12)."""

from collections.abc import Iterator
from typing import Final

import msgspec
from rich.text import Text

from console.domain import times
from console.domain.losses.losses import CaseAct, Report, Step, Subject
from console.locale import words
from console.look.senses import Sense
from console.screens.labelled import rows
from console.screens.session import Session, number
from console.views import losses as views
from console.views.custody import CARD
from console.views.losses import LOSS
from console.widgets.columns import folded
from console.widgets.paint import strong
from console.widgets.parts import Event, Limit, timeline
from console.widgets.show import show
from console.wire import shown
from console.wire.credentials import expiries, losses

SPACED: Final = 30
"""Lines of a screen above which the steps are set apart."""
_EXPOSED: Final = 30
"""Items of the exposed window that the page lists; the command line lists all."""


def sense(view: losses.LossView) -> Sense:
    """What the state of a case means."""
    row = view.row
    return Sense.GOOD if row.closed else Sense.WAITING if row.resumed else Sense.BAD


def title(session: Session, view: losses.LossView) -> str:
    """The number of the case, what was lost, and how many of its steps are done."""
    path = [one for one in view.steps if one.step != Step.FOUND]
    return session.t(
        "loss.title",
        number=view.row.number,
        what=views.lost(session.viewer, view.row),
        done=sum(1 for one in path if one.at),
        all=len(path),
    )


def since(session: Session, view: losses.LossView) -> str:
    """How long ago the loss was reported; empty once the case is closed."""
    if view.row.closed:
        return ""
    viewer = session.viewer
    return session.t("loss.since", length=views.lasting(viewer, views.passed(viewer, view.row.at)))


# ---- the steps


def steps(session: Session, view: losses.LossView, width: int, *, spaced: bool) -> list[Text]:
    """The report and the steps of the case."""
    row = view.row
    reported = Event(
        Sense.GOOD, session.t("loss.reported"), session.when(row.at, year=False), session.name(row.by)
    )
    return timeline([reported, *_events(session, view)], width, spaced=spaced)


def _events(session: Session, view: losses.LossView) -> Iterator[Event]:
    for step in view.steps:
        name = session.label("loss_step", step.step)
        if step.at:
            yield Event(Sense.GOOD, name, session.when(step.at, year=False), _taken(session, step))
        elif step.due:
            yield _due(session, step, name)
        elif step.step != Step.FOUND:
            given = views.limit(session.viewer, step)
            said = session.t("loss.limit", limit=given, clause=_clause(session))
            yield Event(Sense.LATER, name, "", "" if view.row.closed else said)


def _taken(session: Session, step: losses.LossStepRow) -> str:
    """By whom a step was taken, and in which time of its limit."""
    if not step.since or step.step == Step.FOUND:
        return step.name
    seconds = _seconds(step.since, step.at)
    limit, length = views.limit(session.viewer, step), views.lasting(session.viewer, seconds)
    return session.t("loss.took", name=step.name, length=length, limit=limit)


def _due(session: Session, step: losses.LossStepRow, name: str) -> Event:
    """A step that is due: how long is left, until when, by which rule, whose it is, and how much of its time has passed."""
    viewer, mine = session.viewer, step.refusal is None
    names = session.t("form.between").join(step.who)
    whose = session.t("loss.yours") if mine else session.t("loss.by_whom", names=names) if names else ""
    until = session.t(
        "loss.until",
        limit=views.limit(viewer, step),
        clause=_clause(session),
        time=session.when(step.due, year=False),
    )
    whole, passed = _seconds(step.since, step.due), _seconds(step.since, viewer.now or times.now())
    spent = session.t("loss.spent", passed=views.lasting(viewer, passed), whole=views.lasting(viewer, whole))
    return Event(
        Sense.BAD if step.late else Sense.YOURS if mine else Sense.WAITING,
        name,
        views.left(viewer, step.due, late=step.late),
        session.t("loss.whose", until=until, whose=whose) if whose else until,
        Limit(passed, whole, spent),
    )


def _clause(session: Session) -> str:
    return words.cited(CaseAct.CLAUSE, session.lang)


def _seconds(first: str, last: str) -> int:
    return max(0, views.between(first, last))


# ---- what it affects


def affected(
    session: Session, view: losses.LossView, card: expiries.ProviderCard | None, width: int
) -> list[Text]:
    """Whom to call, which sends are stopped, what comes next and what after that."""
    provider = CARD.pairs(shown.PANE, session.viewer, card) if card is not None else []
    pairs = [*provider, *_stopped(session, view), *_next(session, view)]
    senses = {session.t("loss.stopped"): Sense.YOURS} if view.stopped or view.stopped_more else {}
    return _whole(rows(session, pairs, width, close=True, senses=senses), width)


def _stopped(session: Session, view: losses.LossView) -> Iterator[tuple[str, str]]:
    if view.row.subject == Subject.GATEWAY and not view.row.resumed:
        lines = [
            session.t(
                "loss.stopped_one",
                number=f"{one.number}.{one.slot}",
                state=session.state(one.state, "slot"),
                n=number(one.left),
            )
            for one in view.stopped
        ]
        if view.stopped_more:
            lines.append(session.t("loss.stopped_more", n=number(view.stopped_more)))
        yield session.t("loss.stopped"), "\n".join(lines) or session.t("loss.stopped_none")


def _next(session: Session, view: losses.LossView) -> Iterator[tuple[str, str]]:
    coming = [one for one in view.steps if not one.at and one.step != Step.FOUND]
    due = [one for one in coming if one.due]
    between = session.t("form.between")
    if due and not view.row.closed:
        yield session.t("loss.then"), between.join(session.label("loss_step", one.step) for one in due)
    if not view.row.resumed and not view.row.closed:
        gateway = view.row.subject == Subject.GATEWAY
        then = "loss.operators_resume" if gateway else "loss.roster_restores"
        yield session.t("loss.afterwards"), session.t(then)


# ---- the report, and what may have been exposed


def report(session: Session, view: losses.LossView, width: int) -> list[Text]:
    """The case, and what was reported."""
    viewer, told = session.viewer, msgspec.json.decode(view.report, type=Report)
    said = [
        (session.t("loss.noticed"), session.when(told.noticed)),
        (session.t("loss.seen"), session.when(told.seen) or session.t("loss.nobody_knows")),
        (session.t("loss.where"), told.where),
        (session.t("loss.impact"), told.impact),
        (session.t("loss.measures"), told.measures),
    ]
    facts = [*LOSS.pairs(shown.PANE, viewer, view.row), *said]
    senses = LOSS.meanings(shown.PANE, viewer, view.row)
    return _whole(rows(session, facts, width, close=True, senses=senses), width)


def _whole(text: Text, width: int) -> list[Text]:
    """Lines of at most `width` cells: beside a long label values are not folded yet."""
    return [part for one in text.split("\n", allow_blank=True) for part in folded(one, width)]


def exposed(session: Session, view: losses.LossView, width: int) -> list[Text]:
    """What was sent or signed while the lost thing may have been in other hands."""
    head = session.t(
        "loss.exposed", since=session.when(view.since), n=number(view.total), unknown=number(view.unknown)
    )
    lines = folded(strong(head), width)
    for one in view.exposed[:_EXPOSED]:
        slot = f".{one.slot}" if one.slot else ""
        unknown = f"  {session.t('loss.of_them_unknown', n=number(one.unknown))}" if one.unknown else ""
        kind = session.t("loss.send") if one.kind == "send" else session.label("ledger", one.kind)
        said = f"{session.when(one.at)}  {kind}  {one.number}{slot}  {number(one.count)}{unknown}"
        lines += folded(show(said), width)
    if view.total > _EXPOSED:
        lines += folded(show(session.t("loss.more", n=number(view.total - _EXPOSED))), width)
    return lines
