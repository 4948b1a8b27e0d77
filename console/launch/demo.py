"""The demo: the example bank on this machine, with work waiting in its queues, behind the real screens."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from console.domain.acts import Category
from console.domain.people import Roster
from console.errors import ConsoleError
from console.launch import organisation, scenes
from console.launch.processes import Solo
from console.settings import APP, Home, Settings
from console.signing.statements import decode


def default_home() -> Path:
    """Where the demo's installation lives; nothing else is kept there."""
    return Path(platformdirs.user_data_path(APP)) / "demo"


def prepare(home: Home) -> bool:
    """Make the demo's organisation if it is missing or its roster ran out; return whether it is new."""
    if (home.root / "ready").exists() and _in_force(home):
        return False
    if home.root.exists():
        Solo(home).stop()
        shutil.rmtree(home.root)
    org = organisation.build(policy_pack=organisation.DEMO_PACK)
    org.write(home.root)
    return True


def fill(home: Home) -> None:
    """Put one request of each category into the queues, so that everyone finds something to do."""
    walk = scenes.Walk(home, say=lambda _words: None)
    try:
        for category in Category:
            listed = walk.bring_list(None, scenes.DEPARTMENT[category])
            walk.ask(category, scenes.DEPARTMENT[category], listed)
    finally:
        walk.close()
    (home.root / "ready").touch(mode=0o600)


def main(home: Path | None, look: Settings, *, stop: bool = False, reset: bool = False) -> int:
    """Run the demo until the screens are left; return an exit code.

    `stop` only ends its processes; `reset` ends them and forgets everything that the demo holds. Processes end with the
    demo unless a send is still running: then they go on, and the last words say so. Raises ConsoleError.
    """
    place = Home((home or default_home()).absolute())
    if stop or reset:
        if (place.root / "gateways").exists():
            Solo(place).stop()
        if reset:
            shutil.rmtree(place.root, ignore_errors=True)
        return 0
    from console.launch import screens  # noqa: PLC0415 - slow to import, and ending the processes needs none of it

    new = prepare(place)
    if new:
        screens.say("正在准备示范银行 … Making the example bank (a few seconds, once)")
    try:
        Solo(place).start()
        if new:
            fill(place)
        code = screens.show(place, look)
    except ConsoleError:
        Solo(place).stop()
        raise
    screens.wind_up(place)
    return code


def _in_force(home: Home) -> bool:
    rosters = organisation.read_signed(home.roster, "roster")
    if not rosters:
        return False
    newest = decode(rosters[-1].text.encode())
    return isinstance(newest, Roster) and newest.expires > f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
