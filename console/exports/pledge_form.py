"""The pledge (Attachment 2) on paper: every clause of its version, accepted one by one, with signer and witness."""

import msgspec

from console.domain.acts import Pledge
from console.exports.shapes import Form, Printing, SignatureLine


class PledgeForm(msgspec.Struct, frozen=True):
    """A signed pledge as paper shows it. `clauses` are the texts of its version in order; `posts` are the signer's."""

    pledge: Pledge
    digest: str
    number: str
    person: str
    staff_no: str
    department: str
    posts: list[str]
    witness: str
    clauses: list[str]
    signature: SignatureLine


def make(form: PledgeForm, printing: Printing) -> bytes:
    """Return the workbook of a pledge."""
    page = Form(printing, "pledge_form", form.number, form.digest)
    paper, pledge = page.paper, form.pledge
    paper.pairs((page.word("number"), form.number), (page.word("pledge"), pledge.version))
    paper.pairs(
        (page.word("signer"), form.person),
        (page.word("staff_no"), form.staff_no),
        (page.word("department"), form.department),
    )
    paper.pairs(
        (page.word("posts"), page.word("and").join(page.name("post", post) for post in form.posts)),
        (page.word("witness"), form.witness or page.word("none")),
    )
    paper.pairs(
        (page.word("signed_at"), page.time(pledge.at)), (page.word("valid_until"), page.time(pledge.until))
    )
    paper.section(page.word("clauses"))
    rows = [
        [str(number), text, page.yes(number in pledge.accepted)]
        for number, text in enumerate(form.clauses, 1)
    ]
    paper.table([page.word(key) for key in ("clause", "clause_text", "accepted")], rows, (2, 19, 3))
    page.signatures([form.signature])
    paper.blanks(page.word("ink_signer"), page.word("ink_witness"))
    page.proof(form.digest)
    return paper.save()
