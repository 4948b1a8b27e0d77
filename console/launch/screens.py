"""The screens over an installation: who may be chosen, where his key lies, and where a fault is written down."""

import sys
import traceback
from pathlib import Path

from console.app import ConsoleApp
from console.desk.logbook import Logbook
from console.domain.people import Post, Roster
from console.domain.times import now
from console.errors import ConsoleError
from console.launch import organisation
from console.launch.processes import Solo
from console.settings import Home, Settings
from console.signing.sshsig import fingerprint
from console.signing.statements import decode
from console.wire import calls
from console.wire.client import Client
from console.wire.views import PersonRow


def open_home(look: Settings, key: Path | None) -> int:
    """Open the screens of the installation that `look` names; return an exit code.

    A solo installation starts its processes first. Elsewhere the desk knows the caller by his account, and `key` is his own
    key file, asked for when he signs. Raises ConsoleError `no_installation`, or what starting the processes raises.
    """
    home = look.layout
    if not home.root.is_dir():
        raise ConsoleError("no_installation", home=home.root)
    if _is_solo(home):
        Solo(home).start()
        code = show(home, look)
        wind_up(home)
        return code
    return _run(_by_account(home, look, key), look)


def wind_up(home: Home) -> None:
    """End a solo home's processes, unless a send is still running: then they go on, and the last words say so."""
    if _sending(home):
        say("发送仍在进行,进程继续运行 A send is still running, and its processes go on")
    else:
        Solo(home).stop()


def say(words: str) -> None:
    """Say something on the plain terminal, before or after the screens."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - the screens are not on it now


def show(home: Home, look: Settings) -> int:
    """Run a solo home's screens until they are left; return an exit code."""
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
        lang=look.lang,
        demo_passphrases=organisation.passphrase,
        inbox=Path.cwd(),
        report=report,
        theme=look.theme,
    )
    # Before anybody is chosen nobody can ask the desk what the departments are called.
    app.session.departments.update({d.id: d.name for d in roster.departments})
    return _run(app, look)


def _by_account(home: Home, look: Settings, key: Path | None) -> ConsoleApp:
    """The screens where people have accounts of their own: no choice, no key but one's own."""

    def heard(topics: frozenset[str]) -> None:
        app.heard(topics)

    def own(_person: str) -> Path:
        if key is None:
            raise ConsoleError("key_unnamed")
        return key

    app = ConsoleApp(
        lambda person: Client(home.desk_socket, person=person, notices=heard),
        keys=own,
        lang=look.lang,
        theme=look.theme,
    )
    return app


def _run(app: ConsoleApp, look: Settings) -> int:
    app.run(mouse=look.mouse)
    return int(app.return_code or 0)


def _is_solo(home: Home) -> bool:
    """Whether this account may read the roster, and it says solo; where people have accounts of their own they may not."""
    try:
        return newest(home).solo
    except PermissionError:
        return False


def _sending(home: Home) -> bool:
    # A solo desk takes the caller at his word; the general manager may see every send.
    roster, at = newest(home), now()
    watcher = next(iter(roster.holders(Post.GENERAL_MANAGER, "", at)), "")
    client = Client(home.desk_socket, person=watcher, timeout=5)
    try:
        return any(client.call(calls.SendsPage(state=state)).page.total for state in ("released", "sending"))
    except ConsoleError:
        return False
    finally:
        client.close()


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
