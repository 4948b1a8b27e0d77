"""Why something did not work, in the three texts that every person gets: what happened, why, what to do next."""

from collections.abc import Mapping

import msgspec

from console.contacts.error import ContactsError
from console.domain.refusals import Refusal
from console.errors import ConsoleError, RefusedError
from console.locale import words
from console.locale.words import Words
from console.screens.session import Session
from console.signing.key_errors import KeyFileError

KNOWN: tuple[type[Exception], ...] = (RefusedError, ConsoleError, KeyFileError, ContactsError)
"""Errors that a job may raise and a person is told of; any other error is the program's own fault."""


def explain(error: Exception | Refusal, session: Session) -> Words:
    """The words for a refusal or a failure."""
    match error:
        case RefusedError():
            return explain(error.refusal, session)
        case Refusal():
            named = msgspec.structs.replace(error, params=_named(error.params, session))
            return words.explain(named, session.lang)
        case KeyFileError():
            return words.problem(
                f"key_{error.code}", {"file": error.path.name, "path": error.path.name}, session.lang
            )
        case ContactsError():
            return words.explain_problem(error, session.lang)
        case ConsoleError():
            return words.problem(error.code, _named(error.params, session), session.lang)
        case _:
            return words.problem("unexpected", {"report": type(error).__name__}, session.lang)


def one_line(error: Exception | Refusal, session: Session) -> str:
    """What happened and why, on one line."""
    message = explain(error, session)
    return " ".join(part for part in (message.what, message.why) if part)


def in_full(error: Exception | Refusal, session: Session) -> str:
    """The three texts on one line: for the message line, where no dialog says what to do next."""
    return " ".join(part for part in explain(error, session) if part)


def beside(refusal: Refusal, session: Session) -> str:
    """What happened, with the number of the clause, for the narrow place beside a field. The dialog and `?` show the rest."""
    return f"{explain(refusal, session).what} [{words.cited(refusal.clause, session.lang)}]"


def whole(error: Exception | Refusal, session: Session) -> str:
    """The three texts, one per line."""
    return "\n".join(part for part in explain(error, session) if part)


def _named(params: Mapping[str, str], session: Session) -> dict[str, str]:
    """The parameters for people: departments and people by name."""
    shown = {}
    for name, value in params.items():
        if name == "department":
            shown[name] = session.department(value)
        elif name == "person":
            shown[name] = session.name(value)
        else:
            shown[name] = value
    return shown
