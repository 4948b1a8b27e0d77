"""A quarter in words: its state, what is missing, and the outcome of each form."""

from collections.abc import Iterator

from rich.text import Text

from console.domain.filing.filed import FiledComplaint, FiledEmergency
from console.domain.sending.counts import ENDS
from console.screens.labelled import rows
from console.screens.session import Session, money, number
from console.views.filing import counts_words, on_paper_words
from console.widgets.show import show
from console.wire.filing import filing as wire


def gap_words(session: Session, gap: wire.GapRow) -> Text:
    """A gap: its kind, its form, its details; a gap that no explanation can excuse is marked."""
    mark = "!" if gap.blocks else "?"
    detail = gap.detail
    if gap.kind in {"form_unsigned", "send_open"}:
        detail = session.state(detail, "request" if gap.kind == "form_unsigned" else "slot")
    if gap.kind == "loss_open":
        subject, _, name = detail.partition(" ")
        detail = f"{session.label('loss_subject', subject)} {session.name(name)}"
    words = f"{mark} {session.label('gap', gap.kind)}  {gap.number}  {detail}".rstrip()
    return show(words, "bold" if gap.blocks else "")


def gaps_words(session: Session, gaps: list[wire.GapRow]) -> Text:
    """Every gap on a line, or the words that there is none."""
    if not gaps:
        return show(session.t("filing.no_gaps"))
    return Text("\n").join(gap_words(session, gap) for gap in gaps)


def form_lines(session: Session, forms: list[wire.FiledRow]) -> Iterator[Text]:
    """A form on two lines: number, why it is listed, category and counts; then its purpose."""
    for form in forms:
        counts = "  ".join(
            f"{session.state(state, 'recipient')} {number(form.tally[state])}"
            for state in ENDS
            if form.tally.get(state)
        )
        head = f"{form.number} v{form.version}  {session.label('filed', form.standing)}"
        yield show(f"{head}  {session.label('category', form.category)}  {counts}".rstrip())
        said = [form.purpose]
        if form.standing == "sent":
            said.append(
                session.t("filing.kept", paper=form.paper) if form.paper else session.t("filing.no_paper")
            )
            said.append(session.t("filing.cost", yuan=money(form.fen)))
        elif form.standing == "open":
            said.append(session.state(form.why, "request"))
        elif form.why:
            said.append(form.why)
        yield show(f"    {'  '.join(said)}")


def emergency_lines(session: Session, sends: list[FiledEmergency]) -> Iterator[Text]:
    """A send on paper on two lines: number, day, category and count; then its paper, and whether its manager acknowledged it."""
    for one in sends:
        counted = session.t("filing.recipients", n=number(one.recipients))
        category = session.label("category", one.category)
        yield show(f"{one.number}  {session.when(one.sent_at)}  {category}  {counted}")
        known = "acknowledged" if one.acknowledged else "entered"
        said = [session.t("filing.kept", paper=one.paper), session.label("emergency_state", known)]
        if one.lacking:
            posts = " ".join(session.label("post", post) for post in one.lacking)
            said.append(session.t("filing.lacking", posts=posts))
        yield show(f"    {'  '.join(said)}")


def complaint_lines(session: Session, complaints: list[FiledComplaint]) -> Iterator[Text]:
    """A complaint on one line: number, source, the form that it is about, and its outcome."""
    for one in complaints:
        outcome = session.label("complaint_outcome", one.outcome) if one.outcome else ""
        said = [one.number, session.label("complaint_source", one.source), one.form]
        yield show("  ".join([*filter(None, said), outcome or session.state(one.state, "complaint")]))


def edition_lines(session: Session, editions: list[wire.EditionRow]) -> Iterator[Text]:
    """Each pack that was compiled, and what was decided on it."""
    for one in editions:
        said = [f"r{one.revision}", session.label("filing.state", one.state), one.manifest[:16]]
        said.append(f"{session.name(one.compiled_by)} {session.when(one.compiled_at)}")
        yield show("  ".join(said))
        pairs = [(one.signed_by, one.signed_at, "sign"), (one.answered_by, one.answered_at, one.state)]
        for who, at, what in pairs:
            if who:
                label = session.t(f"filing.did.{what}")
                tail = (
                    "  ".join(part for part in (one.paper, one.place, one.reason) if part)
                    if what != "sign"
                    else ""
                )
                yield show(f"    {label}  {session.name(who)}  {session.when(at)}  {tail}".rstrip())


def amended_lines(session: Session, amended: list[tuple[str, str, int, int]]) -> list[str]:
    """The changes of an amendment sheet, one per line: slot or number, state, count as filed before and now."""
    return [
        f"{slot}  {session.state(state, 'recipient')}  {number(before)} -> {number(after)}"
        for slot, state, before, after in amended
    ]


def about_rows(session: Session, view: wire.FilingView) -> list[tuple[str, str]]:
    """The department, the quarter and the edition."""
    row = view.row
    return [
        (session.t("column.department"), session.department(row.department)),
        (session.t("filing.quarter"), f"{row.quarter}  r{view.editions[-1].revision}"),
    ]


def changed_rows(session: Session, view: wire.FilingView) -> list[tuple[str, str]]:
    """The sends on paper and the changes of an amendment sheet; neither is a value of the statement."""
    row = view.row
    # These are read from the present record: once it has moved on, it no longer matches the pack.
    changed = [] if view.moved_on else amended_lines(session, view.amended)
    return [
        (session.t("filing.on_paper"), on_paper_words(session.viewer, row.paper_sends, row.paper_recipients)),
        (session.t("filing.amended_now"), "\n".join(changed)),
    ]


def statement_rows(session: Session, view: wire.FilingView, width: int) -> Text:
    """What a manager signs: the pack, its counts, what was sent on paper, and what an amendment sheet changes."""
    return rows(
        session,
        [
            *about_rows(session, view),
            (session.t("filing.counts"), counts_words(session.viewer, view.row)),
            *changed_rows(session, view),
            (session.t("filing.manifest"), view.editions[-1].manifest[:32]),
        ],
        width,
    )
