"""The screens over an installation: who may be chosen, where their key is, and where a fault is recorded."""

import contextlib
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from console import keymap
from console.acting.chains import pinned
from console.app import ConsoleApp
from console.desk.logbook import Logbook
from console.domain.people.people import Post
from console.errors import ConsoleError, RefusedError
from console.launch import books
from console.launch.choice import DemoPhrases, Keys, choices, newest, owner
from console.launch.processes import Solo
from console.screens.idle import Idle
from console.settings import Home, Settings, remember_ascii
from console.widgets import probe
from console.widgets.looks import Look, chosen
from console.wire import sends
from console.wire.client import Client
from console.wire.control import ask


def open_home(look: Settings, key: Path | None, person: str = "") -> int:
    """Open the screens of the installation that `look` names; return an exit code.

    A solo installation starts its processes first; its screens open for `person`, or for the owner of `key`, who signs with it.
    Elsewhere the desk knows the caller by their account, and `key` is their own key file, asked for when they sign. Raises
    ConsoleError `no_installation`, `key_nobodys`, `key_of_another`, or what starting the processes raises.
    """
    home = look.layout
    if not home.root.is_dir():
        raise ConsoleError("no_installation", home=home.root)
    if home.site is None and _is_solo(home):
        Solo(home).start()
        try:
            code = show(home, look, key, person)
        finally:
            wind_up(home)
        return code
    return _run(_by_account(home, look, key, person), look)


def wind_up(home: Home) -> None:
    """End a solo home's processes, unless a send is still running: then they go on, and the last message says so."""
    if _sending(home):
        say("发送仍在进行,进程继续运行 A send is still running, and its processes go on")
    else:
        Solo(home).stop()


def say(words: str) -> None:
    """Print a message on the plain terminal, before or after the screens; a terminal that was hung up is no fault."""
    with contextlib.suppress(OSError):
        print(words, file=sys.stderr, flush=True)  # noqa: T201 - the screens are not on it now


def show(home: Home, look: Settings, key: Path | None = None, person: str = "") -> int:
    """Run a solo home's screens until they are left; return an exit code. Raises ConsoleError `key_nobodys`, `key_of_another`."""
    if key is not None:
        person = _brought(home, key, person)
    keys = Keys(home, person, key)

    def heard(topics: frozenset[str]) -> None:
        app.heard(topics)

    def connect(person: str) -> Client:
        return Client(home.desk_socket, person=person, notices=heard)

    app = ConsoleApp(
        connect,
        roll=lambda: choices(home),
        keys=keys,
        lang=look.lang,
        demo_passphrases=DemoPhrases(home, keys),
        person=person,
        inbox=Path.cwd(),
        report=_reporting(home),
        look=_terminal_look(look),
        idle=_idle(look),
        keymap=keymap.read(look.keys),
    )
    app.session.roots = lambda: pinned(home.roots)
    app.session.kept_in = home.root
    app.session.kept = home.kept
    if look.file is not None:
        app.session.remember_ascii = partial(remember_ascii, look.file)
    app.session.custody = partial(ask, home.dispatch_socket)
    app.session.book = books.write
    return _run(app, look)


def _brought(home: Home, key: Path, person: str) -> str:
    """The owner of the key file that a person brought; raises ConsoleError `key_nobodys`, `key_of_another`."""
    account = owner(home, key)
    if person not in {"", account}:
        raise ConsoleError("key_of_another", path=key, owner=account, named=person)
    return account


def _by_account(home: Home, look: Settings, key: Path | None, person: str) -> ConsoleApp:
    """The screens where people have accounts of their own: no choice of person, and only their own key."""

    def heard(topics: frozenset[str]) -> None:
        app.heard(topics)

    def own(_person: str) -> Path:
        if key is not None:
            return key
        if home.site is None:
            raise ConsoleError("key_unnamed")
        return home.own_key

    app = ConsoleApp(
        lambda person: Client(home.desk_socket, person=person, notices=heard),
        keys=own,
        lang=look.lang,
        inbox=home.inbox,
        report=None if home.site is None else _reporting(home),
        # The desk goes by the account; if another person was named, it says so.
        person=person,
        look=_terminal_look(look),
        idle=_idle(look),
        keymap=keymap.read(look.keys),
    )
    app.session.roots = lambda: pinned(home.roots)
    app.session.kept_in = home.root
    app.session.kept = home.kept
    if look.file is not None:
        app.session.remember_ascii = partial(remember_ascii, look.file)
    app.session.custody = partial(ask, home.dispatch_socket)
    app.session.book = books.write
    app.session.drop_box = home.inbox is not None
    return app


def _terminal_look(look: Settings) -> Look:
    """The colours and marks for this terminal. Raises ConsoleError `unknown_theme`."""
    if look.ascii:
        return chosen(look.theme, wide=True)
    return chosen(look.theme, wide=probe.wide())


def _idle(look: Settings) -> Idle:
    return Idle(60.0 * look.lock_minutes, 60.0 * look.leave_minutes)


def _reporting(home: Home) -> Callable[[str, BaseException], None]:
    """Return a function that writes the traceback of a fault to the console's log of this account."""
    home.logs.mkdir(mode=0o700, exist_ok=True)
    logbook = Logbook(home.log("console"))

    def report(number: str, error: BaseException) -> None:
        trace = "".join(traceback.format_exception(error))
        logbook.event("fault", report=number, error=type(error).__name__, trace=trace)

    return report


def _run(app: ConsoleApp, look: Settings) -> int:
    app.run(mouse=look.mouse)
    return int(app.return_code or 0)


def _is_solo(home: Home) -> bool:
    """Whether this account can read the roster and the roster says solo; where accounts are separated it cannot read it."""
    try:
        return newest(home).solo
    except PermissionError:
        return False


def _sending(home: Home) -> bool:
    # A solo desk does not verify the caller, and the general manager may see every send.
    people = choices(home).people
    watcher = next((p.id for p in people if any(post == Post.GENERAL_MANAGER for post, _ in p.posts)), "")
    client = Client(home.desk_socket, person=watcher, timeout=5)
    try:
        return any(client.call(sends.SendsPage(state=state)).page.total for state in ("released", "sending"))
    except (ConsoleError, RefusedError):
        return False
    finally:
        client.close()
