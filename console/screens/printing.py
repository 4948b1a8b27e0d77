"""Printing a form from a screen: the desk makes the form, and it is saved in the person's own folder or outbox (R3)."""

from pathlib import PurePath

from console.look.senses import Sense
from console.screens.exporting import handed, made_file, tidy
from console.screens.page import Page
from console.screens.session import Session
from console.wire.archive.forms import Printed, PrintForm
from console.wire.ledger.outbox import OutKind

_MOST = 99
"""Most copies of one form in one folder."""


def print_form(page: Page, kind: str, of: str, version: int = 0) -> None:
    """Have a form made in the language of the screen, and say where it was saved; every printing is a ledger entry."""
    session = page.session

    def job() -> tuple[str, Printed]:
        form: Printed = session.desk().call(PrintForm(kind, of, version, session.lang))
        name = _free(session, tidy(session, form.name))
        with made_file(session, name, OutKind.FORM) as file:
            file.write(form.data)
        return name, form

    def done(made: tuple[str, Printed]) -> None:
        name, form = made
        said = page.t("printing.done", file=name, code=form.check_code, folder=session.made_where)
        handed(page, said, name, Sense.GOOD)

    page.work(job, done, "print")


def _free(session: Session, name: str) -> str:
    """The name, with a number if the form was printed before."""
    stem, ending = PurePath(name).stem, PurePath(name).suffix
    names = [name, *(f"{stem}-{nth}{ending}" for nth in range(2, _MOST + 1))]
    return next((one for one in names if not (session.made_in / one).exists()), name)
