"""The lines below a request's form: length, cost, route, and what is wrong or has to be checked."""

from console import reading
from console.domain import acts
from console.screens.session import Session, money, number
from console.wire import views


def preview_words(session: Session, preview: views.Preview) -> tuple[str, str, str]:
    """Three lines: length, cost and recipients; who signs; and the state of the form."""
    t = session.t
    first = t(
        "form.preview",
        chars=preview.chars,
        billed=preview.billed_each,
        n=number(preview.recipients),
        total=number(preview.billed_total),
        yuan=money(preview.fen),
    )
    fields = (fault.field.rpartition(".")[2] for fault in preview.faults)
    names = dict.fromkeys(reading.asked(acts.REQUEST, field, session.lang) for field in fields)
    hits = ", ".join(f"{session.label('screening', why)} {words}" for why, words in preview.warned)
    if names:
        last = t("form.faults", n=len(preview.faults), names=", ".join(names))
    elif hits:
        last = t("form.warned", version=preview.screening, hits=hits)
    else:
        last = t("form.ready")
    return first, session.viewer.route(preview.route), last
