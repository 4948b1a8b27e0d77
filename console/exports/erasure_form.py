"""The certificate of erasure (号码清除证明, R13) on paper: what was erased, the two signatures, and each dispatcher's report."""

from typing import Final

import msgspec

from console.exports.shapes import Form, Printing, SignatureLine, grouped, number

_SPANS: Final = (4, 6, 3, 11)


class ErasedLine(msgspec.Struct, frozen=True):
    """One erased thing; `kind` is send, list or findings."""

    kind: str
    name: str
    rows: int
    digest: str


class ReportLine(msgspec.Struct, frozen=True):
    """A dispatcher's report; `digest` is that of the signed report."""

    by: str
    at: str
    sends: int
    recipients: int
    rows: int
    elsewhere: int
    digest: str


class ErasureForm(msgspec.Struct, frozen=True):
    """A certificate as paper shows it. `digest` is the proposal's; `scrubbed` is empty until free pages have been overwritten."""

    number: str
    digest: str
    reason: str
    at: str
    entry: int
    scrubbed: str
    total: int
    removed: dict[str, int]
    items: list[ErasedLine]
    reports: list[ReportLine]
    signatures: list[SignatureLine]


def make(form: ErasureForm, printing: Printing) -> bytes:
    """Return the workbook of a certificate of erasure."""
    page = Form(printing, "erasure_form", form.number, form.digest)
    paper = page.paper
    paper.pairs((page.word("number"), form.number), (page.word("erasure_entry"), str(form.entry)))
    paper.pairs(
        (page.word("erased_at"), page.time(form.at)), (page.word("erasure_total"), number(form.total))
    )
    paper.text(page.word("erasure_reason"), form.reason)
    paper.section(page.word("erasure_what"))
    heads = [page.word(f"erasure_{name}") for name in ("kind", "item", "rows", "digest")]
    lines = [
        [page.name("erasure.item", one.kind), one.name, number(one.rows), grouped(one.digest)]
        for one in form.items
    ]
    paper.table(heads, lines, _SPANS)
    removed = "  ".join(f"{page.name('erased_rows', name)} {number(n)}" for name, n in form.removed.items())
    paper.text(page.word("erasure_desk"), removed or page.word("none"))
    paper.text(
        page.word("erasure_scrubbed"), page.time(form.scrubbed) if form.scrubbed else page.word("none")
    )
    for one in form.reports:
        line = page.word(
            "erasure_report", by=one.by, at=one.at, sends=number(one.sends), recipients=number(one.recipients),
            rows=number(one.rows), elsewhere=number(one.elsewhere), digest=grouped(one.digest),
        )  # fmt: skip
        paper.text(page.word("erasure_reports"), line)
    paper.note(page.word("erasure_words"))
    page.signatures(form.signatures)
    paper.blanks(page.word("ink_registrar"), page.word("ink_supervisor"))
    page.proof(form.digest)
    return paper.save()
