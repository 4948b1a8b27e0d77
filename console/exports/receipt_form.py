"""The General Department's receipt on paper: what it accepted of a request, and where it keeps it (R3, R5, R6)."""

import msgspec

from console.domain.acts import AnyAcceptance, CodedAcceptance
from console.exports.shapes import Form, Printing, SignatureLine, number


class ReceiptForm(msgspec.Struct, frozen=True):
    """An acceptance as paper shows it, with the values that identify its request."""

    acceptance: AnyAcceptance
    digest: str
    request_number: str
    request_version: int
    request_code: str
    department: str
    category: str
    purpose: str
    recipients: int
    signature: SignatureLine


def make(form: ReceiptForm, printing: Printing) -> bytes:
    """Return the workbook of a receipt."""
    act = form.acceptance
    page = Form(printing, "receipt_form", form.request_number, form.digest)
    paper = page.paper
    paper.pairs(
        (page.word("request_number"), form.request_number),
        (page.word("version"), str(form.request_version)),
        (page.word("request_code"), form.request_code),
    )
    paper.pairs(
        (page.word("department"), form.department),
        (page.word("category"), page.name("category", form.category)),
        (page.word("count"), number(form.recipients)),
    )
    paper.text(page.word("purpose"), form.purpose)
    paper.section(page.word("taken_in"))
    paper.pairs(
        (page.word("taken_form"), page.yes(act.form)),
        (page.word("taken_text"), page.yes(act.text)),
        (page.word("taken_list"), page.yes(act.list)),
    )
    typed = act.code if isinstance(act, CodedAcceptance) else page.word("none")
    paper.text(page.word("code_typed"), typed)
    paper.pairs((page.word("paper"), act.paper), (page.word("place"), act.place or page.word("not_yet")))
    page.signatures([form.signature])
    paper.blanks(page.word("ink_receiver"), page.word("seal_general"))
    page.proof(form.digest)
    return paper.save()
