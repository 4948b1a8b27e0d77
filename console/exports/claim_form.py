"""The key claim sheet on paper (电子签名法 13), on which a person states in ink that a signing key is theirs."""

import msgspec

from console.domain.people.people import Key
from console.exports.shapes import Form, Printing
from console.locale import words

_CLAIMS = 4
_GROUPS = 6
"""Groups of four characters in a line of a fingerprint: as many as an eye compares at one glance."""


class ClaimForm(msgspec.Struct, frozen=True):
    """A key and its owner. `departments` and `posts` are those that the owner holds, `roster` the version that names the key."""

    number: str
    digest: str
    person: str
    name: str
    staff_no: str
    departments: list[str]
    posts: list[str]
    key: Key
    fingerprint: str
    roster: int


def make(form: ClaimForm, printing: Printing) -> bytes:
    """Return the workbook of a key claim sheet."""
    page = Form(printing, "claim_form", form.number, form.digest)
    paper = page.paper
    paper.pairs((page.word("number"), form.number), (page.word("roster"), str(form.roster)))
    paper.pairs(
        (page.word("person"), f"{form.name} ({form.person})"),
        (page.word("staff_no"), form.staff_no or page.word("none")),
    )
    paper.text(page.word("department"), page.word("and").join(form.departments) or page.word("none"))
    posts = page.word("and").join(page.name("post", post) for post in form.posts)
    paper.text(page.word("posts"), posts or page.word("none"))
    paper.pairs(
        (page.word("since"), page.time(form.key.since)),
        (page.word("revoked"), page.time(form.key.revoked) or page.word("none")),
    )
    paper.section(page.word("claimed_key"))
    paper.text(page.word("fingerprint"), fingerprint_lines(form.fingerprint))
    paper.text(page.word("public_key"), form.key.public)
    paper.section(page.word("claims"))
    for nth in range(1, _CLAIMS + 1):
        paper.note(words.text(f"key.sheet.claim{nth}", page.lang))
    paper.blanks(page.word("ink_claimant"), page.word("ink_manager"), page.word("ink_witness"))
    paper.blanks(page.word("seal_department"), page.word("seal_general"))
    page.proof(form.digest)
    return paper.save()


def fingerprint_lines(fingerprint: str) -> str:
    """A fingerprint in groups of four, a few groups per line, below the name of its hash."""
    kind, _, digits = fingerprint.partition(":")
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    lines = [" ".join(groups[at : at + _GROUPS]) for at in range(0, len(groups), _GROUPS)]
    return "\n".join([kind, *lines])
