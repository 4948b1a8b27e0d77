"""The screens over an installation: who may be chosen, where their key is, and where a fault is recorded."""

import contextlib
import gc
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from console.acting.roll import Roll
from console.acting.sitting import Seat, Sitting, seat
from console.domain.people.people import Post
from console.errors import ConsoleError, RefusedError
from console.launch.consoles import Hold
from console.launch.home_files import DemoPhrases, Keys, says_solo
from console.launch.processes import Solo
from console.settings import Home, Settings
from console.site import upload
from console.wire.client import Client
from console.wire.first_page import ASKED

if TYPE_CHECKING:
    from console.app import ConsoleApp

_SWITCH: Final = 0.001
"""Seconds after which a thread that computes gives way."""


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
        hold = Hold(home)
        Solo(home).start()
        try:
            code = show(home, look, key, person)
        finally:
            wind_up(home, hold)
        return code
    return _by_account(home, look, key, person)


def wind_up(home: Home, hold: Hold) -> None:
    """End a solo home's processes, unless another console is open or a send still runs: then they go on, and a message says so."""
    try:
        if not home.root.is_dir():
            # A demo that was deleted meanwhile, which ended its processes.
            return
        if not hold.alone():
            say("另一个控制台还开着，进程继续运行 Another console is still open, and the processes go on")
        elif _sending(home):
            say("发送仍在进行,进程继续运行 A send is still running, and its processes go on")
        else:
            Solo(home).stop()
    finally:
        hold.close()


def say(words: str) -> None:
    """Print a message on the plain terminal, before or after the screens; a terminal that was hung up is no fault."""
    with contextlib.suppress(OSError):
        print(words, file=sys.stderr, flush=True)  # noqa: T201 - the screens are not on it now


def show(home: Home, look: Settings, key: Path | None = None, person: str = "") -> int:
    """Run a solo home's screens until they are left; return an exit code. Raises ConsoleError `key_nobodys`, `key_of_another`."""
    if key is not None:
        person = _brought(home, key, person)
    keys = Keys(home, person, key)
    return _Line(home, person).screens(
        look,
        keys,
        roll=partial(_choices, home),
        demo_passphrases=DemoPhrases(home, keys),
        inbox=Path.cwd(),
        report=_reporting(home),
    )


def _brought(home: Home, key: Path, person: str) -> str:
    """The owner of the key file that a person brought; raises ConsoleError `key_nobodys`, `key_of_another`."""
    from console.launch.choice import owner  # noqa: PLC0415 - reads a key file

    account = owner(home, key)
    if person not in {"", account}:
        raise ConsoleError("key_of_another", path=key, owner=account, named=person)
    return account


def _by_account(home: Home, look: Settings, key: Path | None, person: str) -> int:
    """The screens where people have accounts of their own: no choice of person, and only their own key."""

    def own(_person: str) -> Path:
        if key is not None:
            return key
        if home.site is None:
            raise ConsoleError("key_unnamed")
        return home.own_key

    # The desk goes by the account; if another person was named, it says so.
    return _Line(home, person, by_account=True).screens(
        look, own, inbox=home.inbox, report=None if home.site is None else _reporting(home)
    )


class _Line:
    """The line to the desk. The person's seat is asked for at once, and the desk answers while the screens are loaded."""

    def __init__(self, home: Home, person: str, *, by_account: bool = False) -> None:
        self._home, self._person, self._by_account = home, person, by_account
        self._app: ConsoleApp | None = None
        self._sitting: Sitting | None = None
        self._seat = _ahead(self._taken, self._ask_ahead) if person or by_account else None

    def _connect(self, person: str) -> Client:
        return Client(self._home.desk_socket, person=person, notices=self._heard)

    def _taken(self) -> Seat:
        taken = seat(self._connect(self._person))
        self._sitting = taken.core
        return taken

    def _ask_ahead(self) -> None:
        if self._sitting is not None:
            self._sitting.ask_ahead(ASKED)

    def _heard(self, topics: frozenset[str]) -> None:
        if self._sitting is not None:
            self._sitting.changed()
        # What changes before there is a page is read with the page.
        if self._app is not None:
            self._app.heard(topics)

    def screens(self, look: Settings, keys: Callable[[str], Path], **given: Any) -> int:
        """Make the application with what is `given`, run it until it is left, and return an exit code."""
        # Nothing of what is loaded now becomes garbage; the application collects again when its first page is there.
        gc.disable()
        # A thread that reads a list gives way to a key sooner than by Python's own five thousandths, each time it is asked.
        sys.setswitchinterval(_SWITCH)
        from console.launch import window  # noqa: PLC0415 - slow to load: the desk answers meanwhile

        app = self._app = window.of(
            self._home, look, self._connect, keys=keys, person=self._person, begun=self._seat, **given
        )
        site = self._home.site if self._by_account else None
        app.session.drop_box = site is not None
        if site is not None:
            app.session.upload = upload(site)
            app.session.outbox = window.outbox(self._home)
        return _run(app, look)


def _run(app: "ConsoleApp", look: Settings) -> int:
    app.run(mouse=look.mouse)
    return int(app.return_code or 0)


def _ahead(job: Callable[[], Seat], then: Callable[[], None]) -> Future[Seat]:
    """Begin a job in a thread, and another one after it."""
    result = Future[Seat]()

    def run() -> None:
        try:
            result.set_result(job())
        except Exception as error:  # noqa: BLE001 - raised where the result is asked for
            result.set_exception(error)
            return
        # What fails is asked again by the page, which says why.
        with contextlib.suppress(Exception):
            then()

    threading.Thread(target=run, daemon=True).start()
    return result


def _reporting(home: Home) -> Callable[[str, BaseException], None]:
    """Return a function that writes the traceback of a fault to the console's log of this account."""
    home.logs.mkdir(mode=0o700, exist_ok=True)

    def report(number: str, error: BaseException) -> None:
        from console.desk.logbook import Logbook  # noqa: PLC0415 - only when something is wrong

        trace = "".join(traceback.format_exception(error))
        # As for a full disk: a fault ends the screens in order, also where nothing can be written of it.
        with contextlib.suppress(OSError):
            Logbook(home.log("console")).event(
                "fault", report=number, error=type(error).__name__, trace=trace
            )

    return report


def _is_solo(home: Home) -> bool:
    """Whether this account can read the roster and the roster says solo; where accounts are separated it cannot read it."""
    try:
        return says_solo(home)
    except PermissionError:
        return False


def _choices(home: Home) -> Roll:
    from console.launch.choice import choices  # noqa: PLC0415 - reads the roster; mostly somebody is named

    return choices(home)


def _sending(home: Home) -> bool:
    from console.wire.sending import sends  # noqa: PLC0415 - after the screens

    # A solo desk does not verify the caller, and the general manager may see every send.
    people = _choices(home).people
    watcher = next((p.id for p in people if any(post == Post.GENERAL_MANAGER for post, _ in p.posts)), "")
    client = Client(home.desk_socket, person=watcher, timeout=5)
    try:
        return any(client.call(sends.SendsPage(state=state)).page.total for state in ("released", "sending"))
    except (ConsoleError, RefusedError):
        return False
    finally:
        client.close()
