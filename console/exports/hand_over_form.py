"""The hand-over sheet of custody (R12) on paper: passwords by fingerprint, envelopes, three signatures; never a secret."""

import msgspec

from console.domain.credentials.custody import HandOver
from console.exports.shapes import Form, Printing, SignatureLine


class HandOverForm(msgspec.Struct, frozen=True):
    """A hand-over as paper shows it. `outgoing`, `incoming`, `department` are names; `envelopes` are number, content, seal, place.

    `gateways` are names by id, `state` is a word, `roster` the version that carried it out or an empty text.
    """

    act: HandOver
    digest: str
    reason: str
    outgoing: str
    incoming: str
    department: str
    gateways: dict[str, str]
    envelopes: list[tuple[str, str, str, str]]
    state: str
    roster: str
    signatures: list[SignatureLine]


def make(form: HandOverForm, printing: Printing) -> bytes:
    """Return the workbook of a hand-over sheet."""
    act = form.act
    page = Form(printing, "hand_over_form", act.number, form.digest)
    paper = page.paper
    paper.pairs((page.word("number"), act.number), (page.word("department"), form.department))
    paper.pairs(
        (page.word("outgoing"), form.outgoing or page.word("none")), (page.word("incoming"), form.incoming)
    )
    paper.pairs(
        (page.word("effective"), page.time(act.effective)), (page.word("rotate_by"), page.time(act.rotate_by))
    )
    paper.pairs((page.word("state"), form.state), (page.word("carried_out"), form.roster))
    paper.text(page.word("reason"), form.reason)
    paper.section(page.word("passwords"))
    paper.table(
        [page.word(key) for key in ("channel", "fingerprint", "installed")],
        [
            (
                form.gateways.get(one.gateway, one.gateway),
                one.fingerprint or page.word("none"),
                page.time(one.installed),
            )
            for one in act.passwords
        ],
        (8, 10, 6),
    )
    paper.section(page.word("envelopes"))
    if form.envelopes:
        paper.table(
            [page.word(key) for key in ("number", "holds", "seal", "place")], form.envelopes, (5, 8, 5, 6)
        )
    else:
        paper.note(page.word("no_envelopes"))
    paper.note(page.word("hand_over_words"))
    page.signatures(form.signatures)
    paper.blanks(page.word("ink_outgoing"), page.word("ink_incoming"), page.word("ink_witness"))
    paper.blanks(page.word("seal_using"), page.word("seal_general"))
    page.proof(form.digest)
    return paper.save()
