"""The screens over a solo home: who may be chosen, where his key lies, and where a fault is written down."""

import traceback
from pathlib import Path

from console.app import ConsoleApp
from console.desk.logbook import Logbook
from console.domain.people import Roster
from console.domain.times import now
from console.errors import ConsoleError
from console.launch import organisation
from console.settings import Home
from console.signing.sshsig import fingerprint
from console.signing.statements import decode
from console.wire.client import Client
from console.wire.views import PersonRow


def show(home: Home, lang: str, *, theme: str = "", mouse: bool = True) -> int:
    """Run the screens until they are left; return an exit code."""
    logbook = Logbook(home.log("console"))

    def heard(topics: frozenset[str]) -> None:
        app.heard(topics)

    def connect(person: str) -> Client:
        return Client(home.desk_socket, person=person, notices=heard)

    def report(number: str, error: BaseException) -> None:
        logbook.event(
            "fault",
            report=number,
            error=type(error).__name__,
            trace="".join(traceback.format_exception(error)),
        )

    roster = newest(home)
    app = ConsoleApp(
        connect,
        people=choices(roster),
        keys=lambda person: home.keys / person,
        lang=lang,
        demo_passphrases=organisation.passphrase,
        inbox=Path.cwd(),
        report=report,
        theme=theme,
    )
    # Before anybody is chosen nobody can ask the desk what the departments are called.
    app.session.departments.update({d.id: d.name for d in roster.departments})
    app.run(mouse=mouse)
    return int(app.return_code or 0)


def newest(home: Home) -> Roster:
    """The newest roster version of the home's files; raises ConsoleError `no_roster`."""
    rosters = organisation.read_signed(home.roster, "roster")
    roster = decode(rosters[-1].text.encode()) if rosters else None
    if not isinstance(roster, Roster):
        raise ConsoleError("no_roster")
    return roster


def choices(roster: Roster) -> list[PersonRow]:
    """Everyone in a roster, to choose from."""
    at = now()
    return [
        PersonRow(
            p.id,
            p.name,
            [(str(a.post), a.department) for a in roster.appointments(p.id, at)],
            fingerprint(p.keys[-1].public) if p.keys else "",
        )
        for p in roster.people
    ]
