"""The Operator Application (Attachment 3) on paper: its fields, the decisions on it, and what became of it (R1, R8)."""

import msgspec

from console.domain.enrolment import Application
from console.exports.shapes import Form, Printing, SignatureLine


class ApplicationForm(msgspec.Struct, frozen=True):
    """An application as paper shows it.

    `pledge` is the number of the applicant's pledge, `paper` and `place` where the General Department keeps the form,
    `carried_out` the roster version that gave the right, `revoked` says when and by whom it ended, empty while it holds.
    """

    application: Application
    digest: str
    state: str
    names: dict[str, str]
    departments: dict[str, str]
    fingerprint: str
    pledge: str
    signatures: list[SignatureLine]
    paper: str = ""
    place: str = ""
    carried_out: str = ""
    revoked: str = ""


def make(form: ApplicationForm, printing: Printing) -> bytes:
    """Return the workbook of an application."""
    page = Form(printing, "application_form", form.application.number, form.digest)
    asked = form.application
    page.paper.subtitle(
        page.word("version_line", number=asked.number, version=asked.version, state=form.state)
    )
    _who(page, form)
    _what(page, form)
    page.signatures(form.signatures)
    paper = page.paper
    paper.section(page.word("keeping_application"))
    paper.pairs(
        (page.word("paper"), form.paper or page.word("not_yet")),
        (page.word("place"), form.place or page.word("not_yet")),
    )
    paper.pairs(
        (page.word("carried_out"), form.carried_out or page.word("not_yet")),
        (page.word("revoked"), form.revoked or page.word("none")),
    )
    paper.blanks(*(page.word("ink_box", post=page.name("post", post)) for post in asked.route))
    paper.blanks(page.word("ink_applicant"), page.word("seal_general"))
    page.proof(form.digest)
    return paper.save()


def _who(page: Form, form: ApplicationForm) -> None:
    asked, paper = form.application, page.paper
    department = form.departments.get(asked.department, asked.department)
    if asked.new_department is not None:
        department = asked.new_department.name
    paper.pairs(
        (page.word("application_kind"), page.name("application_kind", asked.kind)),
        (page.word("department"), department),
    )
    if asked.new_department is not None:
        supervisor = asked.new_department.supervisor
        paper.pairs(
            (page.word("department_kind"), page.name("department", asked.new_department.kind)),
            (page.word("supervisor"), form.names.get(supervisor, supervisor)),
        )
    paper.pairs(
        (page.word("person"), asked.name), (page.word("staff_no"), asked.staff_no), (page.word("title"), asked.title)
    )  # fmt: skip
    paper.pairs((page.word("telephone"), asked.telephone), (page.word("email"), asked.email))


def _what(page: Form, form: ApplicationForm) -> None:
    asked, paper = form.application, page.paper
    post = page.name("post", asked.post)
    paper.pairs(
        (page.word("post"), post + page.word("standby") if asked.standby else post),
        (page.word("since"), page.time(asked.since)),
        (page.word("until"), page.time(asked.until) or page.word("open_ended")),
    )
    duties = page.word("and").join(page.name("duty", duty) for duty in asked.duties)
    paper.text(page.word("duties"), duties or page.word("none"))
    paper.pairs(
        (page.word("replaces"), form.names.get(asked.replaces, asked.replaces) or page.word("none")),
        (page.word("trained_on"), asked.trained_on or page.word("none")),
        (page.word("pledge_number"), form.pledge or page.word("none")),
    )
    paper.text(page.word("fingerprint"), form.fingerprint or page.word("own_key"))
    paper.text(page.word("reason"), asked.reason)
