"""An installation's files as the desk reads them: pinned roots, policy, gateways, statements; and the data packs it ships."""

from datetime import UTC, datetime
from importlib import resources

import msgspec

from console.contacts.plan import plan_on
from console.db.chain import genesis
from console.domain import screening
from console.domain.screening import ScreeningList
from console.errors import ConsoleError
from console.services.context import Desk
from console.settings import Home
from console.signing.statements import Signed
from console.signing.trust import Roots


def read_desk(home: Home, timezone: str) -> Desk:
    """Return what outlives a call; raises ConsoleError `bad_installation` naming the file that is missing or malformed."""
    try:
        roots = msgspec.json.decode(home.roots.read_bytes(), type=Roots)
        return Desk(
            roots=roots,
            genesis=genesis(roots.org, list(roots.keys)),
            policy_text=home.policy.read_text("utf-8"),
            gateway_texts={
                path.stem: path.read_text("utf-8") for path in sorted(home.gateways.glob("*.toml"))
            },
            plan=plan_on(datetime.now(UTC).date()),
            screening=screening_list(),
            timezone=timezone,
            later_policies=tuple(path.read_text("utf-8") for path in sorted(home.policies.glob("*.toml"))),
        )
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise ConsoleError("bad_installation", what=error) from error


def read_statements(home: Home, name: str) -> list[Signed]:
    """Return `<name>-1.json`, `<name>-2.json` … of the roster (or pledges) folder, in order; raises ConsoleError."""
    folder = home.pledges if name == "pledge" else home.roster
    found: list[Signed] = []
    while (path := folder / f"{name}-{len(found) + 1}.json").exists():
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=Signed))
        except (OSError, msgspec.MsgspecError, UnicodeError) as error:
            raise ConsoleError("bad_installation", what=f"{path.name}: {error}") from error
    return found


def screening_list() -> ScreeningList:
    """Return the newest shipped screening list by version."""
    files = (resources.files("console") / "data" / "screening").iterdir()
    lists = [screening.read(file.read_text("utf-8")) for file in files if file.name.endswith(".toml")]
    return max(lists, key=lambda one: one.version)
