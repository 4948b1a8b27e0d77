"""The application for one terminal. Loading this module loads all of the screens."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from console import keymap
from console.acting.outbox_files import Place, expire
from console.acting.sitting import Core
from console.app import ConsoleApp
from console.launch import books
from console.screens.idle import Idle
from console.settings import Home, Settings, remember_ascii
from console.site import fetching
from console.widgets import looks, probe
from console.wire.control import ask

if TYPE_CHECKING:
    from console.signing.trust import Roots


def of(home: Home, look: Settings, connect: Callable[[str], Core], **given: Any) -> ConsoleApp:
    """Return the application over a home, with what is `given` besides. Raises ConsoleError `unknown_theme`."""
    app = ConsoleApp(
        connect,
        lang=look.lang,
        look=looks.chosen(look.theme, wide=look.ascii or probe.wide()),
        idle=Idle(60.0 * look.lock_minutes, 60.0 * look.leave_minutes),
        keymap=keymap.read(look.keys),
        **given,
    )
    app.session.roots = partial(_pinned, home)
    app.session.kept_in = home.root
    app.session.kept = home.kept
    if look.file is not None:
        app.session.remember_ascii = partial(remember_ascii, look.file)
    app.session.custody = partial(ask, home.dispatch_socket)
    app.session.book = books.write
    return app


def _pinned(home: Home) -> "Roots | None":
    from console.acting.chains import pinned  # noqa: PLC0415 - with the first page that proves

    return pinned(home.roots)


def outbox(home: Home) -> Place | None:
    """Where the person's outbox is, with what is too old erased; None where there is none."""
    site, folder = home.site, home.outbox
    if site is None or folder is None:
        return None
    expire(folder)
    return Place(folder, fetching(site).fetch)
