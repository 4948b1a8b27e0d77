"""How people's latest acts are shown, and what became of each."""

from console.domain.sending import counts
from console.look.senses import Sense
from console.noun import sense_of
from console.views.view import View, Viewer, counted
from console.wire.duties.lately import LatelyRow


def _became(viewer: Viewer, row: LatelyRow) -> str:
    """What became of the request: whom it waits for, how far its sends are, or who was reached and who complained."""
    tally, t = row.tally, viewer.t
    if row.slot_state:
        sent = counts.percent(counts.certain(tally), tally.approved)
        said = [viewer.state(row.slot_state, "slot"), sent]
    elif tally.approved:
        said = [t("lately.delivered", share=counts.percent(tally.delivered, tally.approved))]
    elif row.state == "returned":
        said = [t("lately.changes", person=viewer.person(row.drafter))]
    elif row.waits_for:
        said = [t("lately.waits", post=viewer.label("post", row.waits_for))]
    else:
        said = [viewer.state(row.state, "request")]
    failed = counts.total(tally, counts.FAILED)
    said += [t("lately.failed", n=counted(failed))] if failed else []
    said += [t("lately.complaints", n=counted(row.complaints))] if row.complaints else []
    return " ".join(said)


def _sense(_viewer: Viewer, row: LatelyRow) -> Sense:
    """What that means: a complaint is looked at first."""
    if row.complaints:
        return Sense.YOURS
    if row.slot_state:
        return sense_of("state:slot", row.slot_state)
    return Sense.WAITING if row.waits_for or row.state == "returned" else sense_of("state:request", row.state)


def _did(viewer: Viewer, row: LatelyRow) -> str:
    """What was done; in the caller's place, that it was."""
    done = viewer.label("did", row.kind)
    return viewer.t("lately.in_place", did=done) if row.deputy else done


LATELY = View(LatelyRow, "lately", "people", became=_became, did=_did).meaning(
    became=_sense, did=lambda _viewer, row: sense_of("did", row.kind)
)
