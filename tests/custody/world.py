"""A whole dispatcher with its keeper in the test's own event loop: real database, session and simulator, any vault."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec

from console.custody.keeper import Keeper
from console.dispatch.custody.vault import MemoryVault, Vault
from console.dispatch.service import Installation
from console.domain.refusals import Refusal
from console.launch.organisation import Organisation
from console.signing.sshsig import verify
from console.wire.calls import Problem
from console.wire.control import Question
from console.wire.credentials.custody import CustodyReport, ReportCustody
from tests.dispatch.running import SECRET, World

CUSTODIAN = "fenglei"


class Custody(World):
    """A world whose gateways a keeper opens. Its vault lives over restarts, as a keyring does."""

    def __init__(self, home: Path, org: Organisation, vault: Vault | None = None, *, url: str = "") -> None:
        super().__init__(home, org, url=url)
        self.vault: Vault = vault if vault is not None else MemoryVault({})
        self.trust()

    def installation(self) -> Installation:
        made = super().installation()
        made.vault, made.keeper = self.vault, Keeper
        return made

    @property
    def keeper(self) -> Keeper:
        assert self.service is not None
        assert isinstance(self.service.keeper, Keeper)
        return self.service.keeper

    async def ask(self, verb: str, person: str = CUSTODIAN, **fields: Any) -> dict[str, Any]:
        """What the dispatcher answers to a verb of custody."""
        return await self.keeper.answer(Question(verb, person, **fields), -1)

    async def done(self, verb: str, person: str = CUSTODIAN, **fields: Any) -> dict[str, Any]:
        """The answer of a verb that must succeed."""
        answer = await self.ask(verb, person, **fields)
        assert "ok" in answer, answer
        found: dict[str, Any] = answer["ok"]
        return found

    async def refused(self, verb: str, person: str = CUSTODIAN, **fields: Any) -> Refusal:
        """The refusal of a verb."""
        answer = await self.ask(verb, person, **fields)
        assert "refusal" in answer, answer
        refusal: Refusal = answer["refusal"]
        return refusal

    async def fails(self, verb: str, person: str = CUSTODIAN, **fields: Any) -> Problem:
        """The problem of a verb."""
        answer = await self.ask(verb, person, **fields)
        assert "problem" in answer, answer
        problem: Problem = answer["problem"]
        return problem

    def reports(self) -> list[CustodyReport]:
        """What the desk was told of custody, every signature judged; once, also what was told again after a crash."""
        found = []
        for call in dict.fromkeys(self.desk.of(ReportCustody)):
            told = msgspec.json.decode(call.text, type=CustodyReport)
            signer = verify(call.signature, call.text.encode(), f"sms-custody@{self.org.roots.org}")
            assert signer == self.org.service.public
            found.append(told)
        return found

    def events(self) -> list[tuple[str, str]]:
        """Kind and reason of what the desk was told of custody."""
        return [(one.event, one.why) for one in self.reports()]

    def line(self, gateway: str = "demo") -> str:
        """How a gateway's line stands."""
        assert self.service is not None
        return self.service.dispatcher.gateways()[gateway]

    def up(self) -> bool:
        return self.line() == "up"

    def provider(self, password: str) -> None:
        """The provider gives the account another password."""
        for account in self.smsc._accounts:
            self.smsc.set_password(account, password)


@contextlib.asynccontextmanager
async def custody(
    home: Path, org: Organisation, vault: Vault | None = None, **options: Any
) -> AsyncIterator[Custody]:
    made = Custody(home, org, vault, **options)
    try:
        yield made
    except AssertionError as error:
        error.add_note(f"{made.story()} {made.events()}")
        raise
    finally:
        await made.stop()
        if made.port:
            await made.smsc.stop()


def training() -> MemoryVault:
    """The vault of solo mode: the simulator's password was handed over."""
    return MemoryVault({"demo": SECRET})
