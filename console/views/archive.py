"""How the archive book is shown: documents, overdue paper, form numbers, and emergency sends (R3)."""

from console.look.senses import Sense
from console.noun import sense_of
from console.views.view import View, Viewer, overdue
from console.wire.archive import archive as wire


def _state_short(viewer: Viewer, row: wire.PaperRow) -> str:
    """The state of a document for a narrow column; an overdue return comes first."""
    state = viewer.label("paper_state", row.state)
    return f"{state} {viewer.t('archive.is_overdue')}" if row.overdue else state


def _paper_sense(_viewer: Viewer, row: wire.PaperRow) -> Sense:
    """What the state of a document means."""
    return Sense.BAD if row.overdue else sense_of("paper_state", row.state)


def _state_whole(viewer: Viewer, row: wire.PaperRow) -> str:
    """The state of a document, with who has it and until when."""
    who = viewer.person(row.who) if row.who else ""
    back = viewer.t("archive.back_on", day=row.due) if row.due else ""
    return "  ".join(filter(None, (_state_short(viewer, row), who, back)))


PAPER = View(
    wire.PaperRow,
    "archive",
    state_short=_state_short,
    state_whole=_state_whole,
    where=lambda _viewer, row: " ".join(filter(None, (row.place, row.shelf, row.box))),
).meaning(state_short=_paper_sense, state_whole=_paper_sense)

OWED = View(
    wire.OwedPaper,
    "archive",
    late=lambda viewer, row: viewer.t("archive.is_late") if row.late else "",
    owers=lambda viewer, row: "/".join(map(viewer.person, row.who)),
).meaning(late=overdue)


def _number_state(viewer: Viewer, row: wire.NumberRow) -> str:
    """The state of the request, application or entry that has a number."""
    if row.state == "missing":
        return viewer.t("archive.missing")
    if row.kind == "emergency":
        return viewer.label("emergency_state", row.state)
    return viewer.state(row.state, row.kind)


def _number_sense(_viewer: Viewer, row: wire.NumberRow) -> Sense:
    """What that state means; a number that is missing is to be explained."""
    if row.state == "missing":
        return Sense.BAD
    kind = "emergency_state" if row.kind == "emergency" else f"state:{row.kind}"
    return sense_of(kind, row.state)


def _title(viewer: Viewer, row: wire.NumberRow) -> str:
    """The title of what has a number; for an emergency send its category."""
    return viewer.label("category", row.title) if row.kind == "emergency" else row.title


NUMBER = View(
    wire.NumberRow,
    "form_number",
    "archive",
    serial=lambda _viewer, row: f"{row.serial:04d}",
    number=lambda _viewer, row: row.number or "-",
    number_state=_number_state,
    void=lambda viewer, row: viewer.t("archive.is_void") if row.void else "",
    title=_title,
).meaning(number_state=_number_sense)


def _exception(viewer: Viewer, row: wire.EmergencyRow) -> str:
    """The state of an emergency send, marked as an exception."""
    return f"{viewer.label('emergency_state', row.state)}  {viewer.t('archive.exception')}"


def _approvers(viewer: Viewer, row: wire.EmergencyRow) -> str:
    """Who signed the paper."""
    signed = "  ".join(f"{viewer.label('post', one.post)} {one.name}" for one in row.approvers)
    return signed or viewer.t("archive.nobody")


EMERGENCY = View(
    wire.EmergencyRow,
    "emergency",
    "archive",
    exception=_exception,
    approvers=_approvers,
    paper=lambda _viewer, row: f"{row.paper}  {row.place}".rstrip(),
)
