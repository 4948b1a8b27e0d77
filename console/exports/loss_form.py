"""The loss certificate (遗失证明, R12) on paper: the holder's department's statement to the provider, never the secret."""

import msgspec

from console.domain.losses.losses import Certificate, Report
from console.exports.shapes import Form, Printing, SignatureLine


class LossForm(msgspec.Struct, frozen=True):
    """A certificate as paper shows it, with the report to which it belongs. `department` and `holder` are names."""

    certificate: Certificate
    digest: str
    report: Report
    department: str
    holder: str
    reporter: str
    signature: SignatureLine


def make(form: LossForm, printing: Printing) -> bytes:
    """Return the workbook of a loss certificate."""
    certificate, report = form.certificate, form.report
    page = Form(printing, "loss_form", certificate.number, form.digest)
    paper = page.paper
    paper.text(page.word("addressee"), certificate.addressee)
    paper.pairs((page.word("number"), certificate.number), (page.word("loss_case"), report.number))
    paper.pairs((page.word("department"), form.department), (page.word("holder"), form.holder))
    paper.pairs((page.word("account"), certificate.account), (page.word("channel"), certificate.channel))
    paper.pairs(
        (page.word("loss_kind"), page.name("loss_kind", certificate.kind)),
        (page.word("noticed"), page.time(report.noticed)),
    )
    paper.pairs((page.word("reported_by"), form.reporter), (page.word("reported_at"), page.time(report.at)))
    paper.text(page.word("last_known"), certificate.last_known)
    paper.text(page.word("impact"), certificate.impact)
    paper.text(page.word("measures"), certificate.measures)
    paper.note(page.word("loss_words"))
    page.signatures([form.signature])
    paper.blanks(page.word("ink_manager"), page.word("seal_department"))
    page.proof(form.digest)
    return paper.save()
