"""The custodian's acts as dialogs: the secret goes only to the dispatcher's own socket, and is never shown (R12).

None of them waits for the desk: vault and lines belong to the dispatcher.
"""

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any, Final

from rich.text import Text

from console.acting.freezes import freezes as acting
from console.domain.credentials import phrases
from console.errors import ConsoleError
from console.locale import words
from console.screens.failures import KNOWN
from console.screens.labelled import rows
from console.screens.page import Page
from console.views.view import with_id
from console.widgets.modals import Filled, Form, Secret
from console.widgets.paint import box
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire.control import Question
from console.wire.credentials.custody import CredentialRow
from console.wire.sending.freezes import Freeze

Then = Callable[[str], None]
"""Called with the words for what was done."""

_LONGEST = 1024
_TAKES_UP: Final = 4.0
"""Seconds that a line is given to come up with its new password before the dialog is shown."""
_AGAIN: Final = 0.25
_STOPPED: Final = frozenset({"lost", "frozen"})
"""States of a line that stays down until two people let it send again."""
_TRAINING = "memory"


def unlock(page: Page, then: Then) -> None:
    """Open the vault with its phrase; a training vault prints the phrase."""
    session = page.session

    def job(filled: Filled) -> dict[str, Any]:
        phrase = phrases.tidy(filled.passphrase.decode("utf-8", "replace"))
        if not phrases.fits(phrase):
            raise ConsoleError("phrase_mistyped")
        return session.ask_dispatcher(Question("unlock", phrase=phrase))

    def opened(status: dict[str, Any]) -> None:
        training = status.get("backend") == _TRAINING
        hint = page.t("credentials.training", phrase=phrases.TRAINING) if training else ""
        page.act(
            lambda: page.t("credentials.unlock_title"),
            lambda: show(page.t("credentials.unlock_about")),
            lambda: Form(passphrase=Secret(page.t("credentials.phrase"), hint, signs=False)),
            job,
            lambda _: then(page.t("custody.done.unlock")),
        )

    _status(page, opened)


def lock(page: Page, then: Then) -> None:
    """Close the vault and all lines, after asking."""
    _confirmed(page, Question("lock"), "lock", then)


def install(page: Page, row: CredentialRow, then: Then) -> None:
    """Install a password that the provider gave; a bind proves it first."""
    _put(page, row, "install", then)


def rotate(page: Page, row: CredentialRow, then: Then) -> None:
    """Rotate the password: the new one is proved beside the old one before the old one is removed."""
    _put(page, row, "rotate", then)


def bind_test(page: Page, row: CredentialRow, then: Then) -> None:
    """Bind once with the password in the vault, after asking."""
    _confirmed(page, Question("bind_test", gateway=row.gateway), "bind", then)


def _confirmed(page: Page, question: Question, about: str, then: Then) -> None:
    """Ask yes or no, as before a freeze, then ask the dispatcher; a bind takes a while, and the line says that it goes on."""

    def go() -> None:
        page.say(page.t("act.busy"))
        page.work(
            lambda: page.session.ask_dispatcher(question),
            lambda answer: then(words.carried_out(question.verb, answer, page.session.lang)),
        )

    page.confirm(
        lambda: page.t(f"credentials.{about}_title", gateway=question.gateway),
        lambda: page.t(f"credentials.{about}_about"),
        go,
    )


def _put(page: Page, row: CredentialRow, verb: str, then: Then) -> None:
    """Ask for the password twice, have the dispatcher prove it, and show each step of the proof."""

    def job(filled: Filled) -> dict[str, Any]:
        secret = filled.passphrase[:_LONGEST].decode("utf-8", "replace")
        answer = page.session.ask_dispatcher(Question(verb, gateway=row.gateway, secret=secret))
        return answer if row.link in _STOPPED else answer | _taken_up(page, row.gateway, answer)

    def form() -> Form:
        label, again = page.t("credentials.secret"), page.t("credentials.secret_again")
        differs = page.t("credentials.secrets_differ")
        return Form(passphrase=Secret(label, again=again, differs=differs, signs=False))

    page.act(
        lambda: page.t(f"credentials.{verb}_title", gateway=row.gateway),
        lambda: _about(page, row, verb),
        form,
        job,
        lambda answer: _proved(page, row, verb, answer, then),
    )


def _taken_up(page: Page, gateway: str, answer: dict[str, Any]) -> dict[str, Any]:
    """The state of the vault once the line is up with its password, or when it had time enough."""
    until = monotonic() + _TAKES_UP
    while _state(answer, gateway).get("line") != "up" and monotonic() < until:
        sleep(_AGAIN)
        try:
            answer = page.session.ask_dispatcher(Question("custody"))
        except KNOWN:
            # The password was taken; that nobody answers now must not look as if it was not.
            break
    return answer


def _state(answer: dict[str, Any], gateway: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = answer.get("gateways", [])
    return next((one for one in rows if one.get("gateway") == gateway), {})


def _about(page: Page, row: CredentialRow, verb: str) -> Text:
    """The gateway whose password it is, and what will be done with it, step by step."""
    session = page.session
    said = [
        (page.t("custody.column.gateway"), with_id(row.name, row.gateway)),
        (page.t("credentials.in_force"), row.fingerprint or page.t("credentials.none")),
    ]
    steps = "\n".join(
        f"{nth}. {page.t(f'credentials.step_{name}')}" for nth, name in enumerate(_steps(verb), 1)
    )
    return rows(session, said, ROOM).append_text(show(f"\n\n{steps}"))


def _steps(verb: str) -> list[str]:
    return ["typed", "bound", "kept", "taken_up"] + (["retired"] if verb == "rotate" else [])


def _proved(page: Page, row: CredentialRow, verb: str, answer: dict[str, Any], then: Then) -> None:
    """Say which steps were taken, which fingerprint is in force, and which bind proved it."""
    session = page.session
    message = words.carried_out(verb, answer, session.lang)

    def say() -> Text:
        now = _state(answer, row.gateway)
        # A line that is stopped comes up later, and so may a slow one.
        open_ = {"taken_up"} if now.get("line") != "up" else set()
        later = page.t("credentials.later_stopped" if row.link in _STOPPED else "credentials.later")
        steps = "\n".join(
            f"{box(name not in open_)} {page.t(f'credentials.step_{name}')}{later if name in open_ else ''}"
            for name in _steps(verb)
        )
        said = [
            (page.t("credentials.before"), row.fingerprint or page.t("credentials.none")),
            (page.t("credentials.in_force"), str(now.get("fingerprint", ""))),
            (page.t("custody.column.last_bind"), session.when(str(now.get("last_bind", "")))),
            (page.t("custody.column.line"), session.label("gateway", str(now.get("line", "unknown")))),
        ]
        return show(f"{steps}\n\n").append_text(rows(session, said, ROOM))

    then(message)
    page.read(lambda: message, say)


def freeze(page: Page, row: CredentialRow, then: Then) -> None:
    """Freeze a gateway at once, through the dispatcher's own socket and through the desk: whichever is reached stops it."""
    session = page.session

    def job() -> object:
        call = Freeze("gateway", row.gateway)
        return acting.freeze(session.desk, session.ask_dispatcher, call, session.person)

    def frozen(taken: acting.Frozen) -> None:
        then(f"{page.t('credentials.frozen', gateway=row.gateway)} {words.road(taken, session.lang)}")

    page.confirm(
        lambda: page.t("credentials.freeze_title", gateway=row.gateway),
        lambda: page.t("credentials.freeze_about"),
        lambda: page.work(job, frozen),
    )


def _status(page: Page, then: Callable[[dict[str, Any]], None]) -> None:
    """Ask the dispatcher for the state of the vault; a person who is not the custodian is told so."""
    page.work(lambda: page.session.ask_dispatcher(Question("custody")), then)
