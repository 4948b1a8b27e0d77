"""The screens over an installation: who may be chosen, where his key lies, and where a fault is written down."""

import sys
import traceback
from pathlib import Path

import msgspec

from console.app import ConsoleApp
from console.desk.logbook import Logbook
from console.domain.people import Post, Roster
from console.domain.times import now
from console.errors import ConsoleError, RefusedError
from console.launch import organisation
from console.launch.processes import Solo
from console.settings import Home, Settings
from console.signing.sshsig import fingerprint
from console.signing.statements import decode
from console.signing.trust import Roots
from console.wire import calls
from console.wire.client import Client
from console.wire.views import DepartmentRow, PersonRow


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

    people, departments = choices(home)
    app = ConsoleApp(
        connect,
        people=people,
        keys=lambda person: home.keys / person,
        lang=look.lang,
        demo_passphrases=organisation.passphrase,
        inbox=Path.cwd(),
        report=report,
        theme=look.theme,
    )
    app.session.roots = lambda: _pinned(home)
    # Before anybody is chosen nobody can ask the desk what the departments are called.
    app.session.departments.update(departments)
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
    app.session.roots = lambda: _pinned(home)
    return app


def _pinned(home: Home) -> Roots | None:
    """The root keys pinned on this machine, or None where the account may not read them or there are none."""
    try:
        return organisation.read_roots(home.root)
    except (FileNotFoundError, PermissionError):
        return None
    except msgspec.DecodeError as error:
        raise ConsoleError("roster_unproven", detail="roots.json") from error


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
    people, _ = choices(home)
    watcher = next((p.id for p in people if any(post == Post.GENERAL_MANAGER for post, _ in p.posts)), "")
    client = Client(home.desk_socket, person=watcher, timeout=5)
    try:
        return any(client.call(calls.SendsPage(state=state)).page.total for state in ("released", "sending"))
    except (ConsoleError, RefusedError):
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


def choices(home: Home) -> tuple[list[PersonRow], dict[str, str]]:
    """Everyone to choose from, and the departments' names by id: as the desk has them, whose roster may be newer than the files.

    Who holds no post any more is left out. Without a desk that answers, the files are all there is.
    """
    roster = newest(home)
    for person in roster.people:
        client = Client(home.desk_socket, person=person.id, timeout=5)
        try:
            people: list[PersonRow] = client.call(calls.People())
            departments: list[DepartmentRow] = client.call(calls.Departments())
        except RefusedError:
            # He left; the desk knows the others.
            continue
        except ConsoleError:
            break
        finally:
            client.close()
        return [p for p in people if p.posts], {d.id: d.name for d in departments}
    return _in_files(roster), {d.id: d.name for d in roster.departments}


def _in_files(roster: Roster) -> list[PersonRow]:
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
