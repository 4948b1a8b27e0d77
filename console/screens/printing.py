"""Printing a form from a screen: the desk makes the form, and it is saved in the person's own folder (R3)."""

from pathlib import PurePath

from console.errors import ConsoleError
from console.look.senses import Sense
from console.screens.exporting import new_file
from console.screens.page import Page
from console.screens.session import Session
from console.wire.archive.forms import Printed, PrintForm

_MOST = 99
"""Most copies of one form in one folder."""


def print_form(page: Page, kind: str, of: str, version: int = 0) -> None:
    """Have a form made in the language of the screen, and say where it was saved; every printing is a ledger entry."""
    session = page.session

    def made(form: Printed) -> None:
        try:
            name = _free(session, form.name)
            with new_file(session.inbox, name) as file:
                file.write(form.data)
        except ConsoleError as error:
            page.trouble(error)
            return
        said = page.t("printing.done", file=name, code=form.check_code, folder=session.inbox)
        page.say(said, Sense.GOOD)

    page.ask(PrintForm(kind, of, version, session.lang), made)


def _free(session: Session, name: str) -> str:
    """The name, with a number if the form was printed before."""
    stem, ending = PurePath(name).stem, PurePath(name).suffix
    names = [name, *(f"{stem}-{nth}{ending}" for nth in range(2, _MOST + 1))]
    return next((one for one in names if not (session.inbox / one).exists()), name)
