"""The demo: the example bank on this machine, with open work in its queues, behind the real screens."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from console.domain.categories import Category
from console.domain.filing.quarters import Quarter
from console.domain.times import local, now, parse
from console.errors import ConsoleError
from console.launch import organisation, past, scenes
from console.launch.consoles import Hold
from console.launch.home_files import DEMO_MARK, DEMO_READY, is_demo
from console.launch.processes import Solo, StartError
from console.locale import words
from console.settings import Home, Settings, demo_home

_BEFORE: Final = timedelta(days=10)
"""How long before the last quarter's end the organisation was founded; on that day it made a send on paper."""
_MORNING: Final = time(9, 30)

_ZONE: Final = "Asia/Shanghai"
"""The zone of the demo's desk; its quarters follow it."""

_SOON: Final = timedelta(days=14)
"""How long before the roster's end a person is asked whether to remake the demo."""


def make(home: Home) -> None:
    """Make the demo's organisation, replacing any earlier one; raises ConsoleError as `forget` does.

    It was founded before the last quarter ended, so that there is a quarter to file; its roster was renewed for 90 days.
    """
    forget(home)
    home.root.mkdir(mode=0o700, parents=True)
    (home.root / DEMO_MARK).touch(mode=0o600)
    day = Quarter.of(now(), _ZONE).before().last() - _BEFORE
    founded = datetime.combine(day, _MORNING, ZoneInfo(_ZONE)).astimezone(UTC)
    made = organisation.build(founded, policy_pack=organisation.DEMO_PACK)
    made.renew(datetime.now(UTC) - timedelta(minutes=1))
    made.write(home.root)
    past.live(home, made, founded, _ZONE)


def forget(home: Home) -> None:
    """End the demo's processes and delete everything that it holds.

    Raises ConsoleError `not_a_demo` for a non-empty folder that no demo made: it may be an organisation's own.
    """
    if not is_demo(home) and home.root.exists() and any(home.root.iterdir()):
        raise ConsoleError("not_a_demo", home=home.root)
    if (home.root / "gateways").exists():
        Solo(home).stop()
    shutil.rmtree(home.root, ignore_errors=True)


def fill(home: Home) -> None:
    """Put one request of each category into the queues, so that everyone finds something to do."""
    walk = scenes.Walk(home, say=lambda _words: None)
    try:
        for category in Category:
            listed = walk.bring_list(None, scenes.DEPARTMENT[category])
            walk.ask(category, scenes.DEPARTMENT[category], listed)
    finally:
        walk.close()
    (home.root / DEMO_READY).touch(mode=0o600)


def main(
    home: Path | None,
    look: Settings,
    *,
    stop: bool = False,
    reset: bool = False,
    person: str = "",
    ask: Callable[[str], str] = input,
) -> int:
    """Run the demo until the screens are left; return an exit code.

    `stop` only ends its processes; `reset` ends them and deletes everything that the demo holds; `person` skips the choice of a
    person. Processes end with the last open console unless a send is still running: then they go on, and a message says so. A demo whose
    roster ended, or ends soon, is remade if the person agrees through `ask`; nothing is deleted unasked. Raises ConsoleError.
    """
    place = Home((home or demo_home()).absolute())
    if reset:
        forget(place)
    if stop or reset:
        if stop and (place.root / "gateways").exists():
            Solo(place).stop()
        return 0
    from console.launch import screens  # noqa: PLC0415 - slow to import, and ending the processes needs none of it

    hold = _begin(place, look, ask)
    try:
        return screens.show(place, look, person=person)
    finally:
        screens.wind_up(place, hold)


def _begin(home: Home, look: Settings, ask: Callable[[str], str]) -> Hold:
    """Start the demo, and return this console's hold on it; what cannot be started is ended again, if no other console is open."""
    hold: Hold | None = None
    try:
        # A home that is still to be made has no folder for the hold, and no other console either.
        hold = Hold(home) if is_demo(home) else None
        if _is_to_be_made(home, look, ask):
            hold = _made(home, hold)
            Solo(home).start()
            fill(home)
        return hold or Hold(home)
    except ConsoleError:
        if (hold is None or hold.alone()) and is_demo(home) and (home.root / "gateways").exists():
            Solo(home).stop()
        if hold is not None:
            hold.close()
        raise


def _made(home: Home, hold: Hold | None) -> Hold:
    """Make the demo, and return a hold on its new folder."""
    from console.launch import screens  # noqa: PLC0415 - as above

    screens.say("正在准备示范银行 … Making the example bank (a few seconds, once)")
    make(home)
    if hold is None:
        return Hold(home)
    hold.renew()
    return hold


def _is_to_be_made(home: Home, look: Settings, ask: Callable[[str], str]) -> bool:
    """Whether there is no demo yet, or the person agrees to remake it, because it does not start or its roster is over."""
    return not (home.root / DEMO_READY).exists() or _to_make_anew(home, look, ask)


def _to_make_anew(home: Home, look: Settings, ask: Callable[[str], str]) -> bool:
    """Start an existing demo, and return whether to remake it; raises StartError if it does not start and is not to be remade."""
    from console.launch import choice  # noqa: PLC0415 - as in main

    try:
        Solo(home).start()
    except StartError:
        # Another release may have made it; a demo's tables are not migrated while nothing is released.
        if _wanted(ask, words.text("demo.unstarted", look.lang)):
            return True
        raise
    return _over(choice.choices(home).expires, look, ask)


def _over(expires: str, look: Settings, ask: Callable[[str], str]) -> bool:
    """Whether to remake a demo whose roster ended, or ends within two weeks."""
    left = parse(expires) - datetime.now(UTC)
    if left > _SOON:
        return False
    until = local(expires, ZoneInfo(look.timezone))
    key = "demo.ends" if left > timedelta() else "demo.ended"
    return _wanted(ask, words.text(key, look.lang, when=until, days=max(0, left.days)))


def _wanted(ask: Callable[[str], str], question: str) -> bool:
    try:
        return ask(question).strip().casefold() == "r"
    except EOFError:
        # Nobody is present to answer.
        return False
