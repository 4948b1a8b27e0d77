"""A printed form from a screen: the desk makes it, and it is put into the person's own folder (R3)."""

import os
from pathlib import PurePath
from typing import BinaryIO

from console.errors import ConsoleError
from console.screens.contacts.contacts import new_handle
from console.screens.page import Page
from console.screens.session import Session
from console.wire.forms import Printed, PrintForm

_MOST = 99
"""Printings of one form in one folder."""


def print_form(page: Page, kind: str, of: str, version: int = 0) -> None:
    """Have a form made in the language of the screen, and say where it lies; every printing is a ledger entry."""
    session = page.session

    def made(form: Printed) -> None:
        try:
            name, file = _new(session, form.name)
            with file:
                file.write(form.data)
        except (ConsoleError, OSError) as error:
            page.trouble(
                error if isinstance(error, ConsoleError) else ConsoleError("export_failed", name=form.name)
            )
            return
        page.say(page.t("printing.done", file=name, code=form.check_code, folder=session.inbox))

    page.ask(PrintForm(kind, of, version, session.lang), made)


def _new(session: Session, name: str) -> tuple[str, BinaryIO]:
    """A new file of that name, numbered where the form was printed before; raises ConsoleError `export_failed`."""
    stem, ending = PurePath(name).stem, PurePath(name).suffix
    names = [name, *(f"{stem}-{nth}{ending}" for nth in range(2, _MOST + 1))]
    free = next((one for one in names if not (session.inbox / one).exists()), name)
    return free, os.fdopen(new_handle(session.inbox, free), "wb")
