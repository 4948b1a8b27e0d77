"""How a department's quarter (R3) and its samples (R7) are shown."""

from console.look.senses import Sense
from console.noun import sense_of
from console.views.view import View, Viewer, counted
from console.wire.filing import filing as wire
from console.wire.filing import samples


def state_words(viewer: Viewer, row: wire.FilingRow) -> str:
    """A quarter's state, with whether it is late, nil, or to be amended."""
    said = [viewer.label("filing.state", row.state)]
    if row.late:
        said.append(viewer.t("filing.late", n=row.days))
    if row.unreceived:
        said.append(viewer.t("filing.unreceived", n=row.unreceived))
    if row.nil and row.id:
        said.append(viewer.t("filing.nil"))
    if row.amends:
        said.append(viewer.t("filing.amends"))
    return " ".join(said)


def _sense(_viewer: Viewer, row: wire.FilingRow) -> Sense:
    """What a quarter's state means."""
    return Sense.BAD if row.late or row.unreceived else sense_of("filing.state", row.state)


def due_words(viewer: Viewer, row: wire.FilingRow) -> str:
    """The deadline of what comes next, or when it was received; what its pane says as well stays out of a narrow column."""
    if row.received_at:
        return viewer.t("filing.received_on", at=viewer.when(row.received_at)[:10])
    if row.signed_at and row.state == "signed":
        return viewer.t("filing.signed_on", by=viewer.when(row.receive_by)[:10])
    return viewer.t("filing.due_on", at=viewer.when(row.due)[:10])


def counts_words(viewer: Viewer, row: wire.FilingRow) -> str:
    """How many forms and recipients; a nil return is named as one."""
    if row.nil:
        return viewer.t("filing.nil")
    return viewer.t("filing.counted", forms=counted(row.requests), n=counted(row.recipients))


def forms_words(row: wire.FilingRow) -> str:
    """How many forms were sent; the number after a plus counts sends made on paper."""
    return f"{counted(row.requests)}+{row.paper_sends}" if row.paper_sends else counted(row.requests)


def on_paper_words(viewer: Viewer, sends: int, recipients: int) -> str:
    """How many emergency sends were made on paper, and to how many people; empty if none."""
    return viewer.t("filing.on_paper_of", sends=counted(sends), n=counted(recipients)) if sends else ""


FILING = View(
    wire.FilingRow,
    "filing",
    state_words=state_words,
    when=due_words,
    forms=lambda _viewer, row: forms_words(row) if row.id else "",
    people=lambda _viewer, row: row.recipients + row.paper_recipients if row.id else "",
    counts=lambda viewer, row: counts_words(viewer, row) if row.id else "",
    on_paper=lambda viewer, row: on_paper_words(viewer, row.paper_sends, row.paper_recipients),
).meaning(state_words=_sense)


def _sample_state(viewer: Viewer, row: samples.SampleRow) -> str:
    """A month's state, and whether its sheet is late."""
    said = viewer.label("sample.state", row.state)
    return f"{said} {viewer.t('chase.late')}" if row.late else said


SAMPLE = View(samples.SampleRow, "sample", sample_state=_sample_state).meaning(
    sample_state=lambda _viewer, row: Sense.BAD if row.late else sense_of("sample.state", row.state)
)
SAMPLED = View(samples.SampledRow, "sampled")
