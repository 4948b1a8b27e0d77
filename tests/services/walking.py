"""What a walk needs besides the core: an organisation with a standby, and the dispatcher's own parts that know freezes."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import msgspec

from console.db.engine import open_database
from console.dispatch.claiming.send_rows import people_behind
from console.dispatch.freezes.freezing import Freezing
from console.dispatch.freezes.frozen import Question
from console.dispatch.holds import Holds
from console.dispatch.reports.outbox import Author
from console.dispatch.sends import Send
from console.dispatch.store import Store
from console.domain import policy
from console.domain.acts import Pledge
from console.domain.people.people import Appointment, Key, Person, Post, Standing
from console.domain.times import render
from console.launch.organisation import Organisation
from console.signing import keys, personnel
from console.signing.bundle_file import Verified
from console.signing.pairs import Around, verify_lifting
from console.signing.refused import Refused
from console.signing.statements import Signed, sign
from console.signing.trust import Trust, establish
from console.wire import dispatch
from console.wire.credentials.custody import PullTrust, TrustChain
from tests.services.core import AT, Core, all_day, bank
from tests.services.naive import STANDBY, Asked

DISPATCHER = "dispatch-1"


def with_standby(org: Organisation) -> Organisation:
    """Its second version knows a dormant second operator of the business department, who has pledged."""
    assert org.roster is not None
    key, first, at = keys.generate(), org.roster, render(AT - timedelta(hours=1))
    org.people[STANDBY] = key
    person = Person(STANDBY, "何西", "D0017", "010-00000017", -1, [Key(key.public, at, "")], Standing.ACTIVE)
    post = Appointment(STANDBY, Post.OPERATOR, "business", at, "", standby=True)
    org.add_roster(
        msgspec.structs.replace(
            first, version=2, previous=org.rosters[-1].digest(), at=at,
            people=[*first.people, person], posts=[*first.posts, post],
        )
    )  # fmt: skip
    pledge = Pledge(
        org=org.roots.org, by=STANDBY, at=at, roster=2, department="business", version=first.pledge,
        accepted=list(range(1, 13)), until=render(AT + timedelta(days=300)), witness="zhengtao",
    )  # fmt: skip
    org.pledges.append(sign(pledge, key))
    return org


# It sends at every hour: walks go on at night, and sending hours have tests of their own.
ORG = with_standby(bank(policy_text=all_day()))
RULES = policy.read(ORG.policy_text)


class Side:
    """The dispatcher's own parts that know freezes, over a database of their own; what it claimed is told, not sent."""

    def __init__(self, core: Core, path: Path) -> None:
        self.core = core
        self.database = open_database(f"sqlite:///{path}", role="dispatch")
        self.store, self.holds = Store(self.database), Holds()
        self.freezing = Freezing(self.store, self.holds, Author(ORG.roots.org, DISPATCHER), self)
        self.releasing: dict[int, str] = {}

    def time(self) -> float:
        """It goes by the core's clock."""
        return self.core.at.timestamp()

    def call(self, call: Any) -> Any:
        return self.core.call(DISPATCHER, call)

    def close(self) -> None:
        self.store.close()

    def pull(self) -> dispatch.Released:
        released: dispatch.Released = self.call(dispatch.PullReleased(["demo"]))
        return released

    def known(self) -> Trust:
        """The roster chain as the personnel orders leave it, fetched and proved."""
        answer: TrustChain = self.call(PullTrust(0))
        signers, versions, orders = (
            [Signed(*one) for one in part] for part in (answer.signers, answer.rosters, answer.orders)
        )
        trust = establish(ORG.roots, signers, versions, None)
        return trust.under(personnel.orders(orders, trust, RULES, render(self.core.at)))

    def judge(self, question: Question, known: Trust) -> None:
        """Judge one pair and lift what it lifts, or refuse it."""
        subject = msgspec.json.decode(question.pair.proposal.text)["act"]["subject"]
        releasing = self.releasing.get(int(subject), "") if subject.isdecimal() else ""
        around = Around(known, RULES, render(self.core.at), question.since, releasing)
        try:
            lifted = verify_lifting(question.pair, around)
        except Refused as refusal:
            self.freezing.refuse(question, refusal.name)
        else:
            self.freezing.carry_out(question, lifted)

    def keeps(self, asked: Asked, verified: Verified) -> bool:
        """Whether a freeze keeps what the verifier has let through."""
        send = SimpleNamespace(
            gateway="demo",
            category=asked.category,
            request=asked.id,
            signers=frozenset(people_behind(verified)),
        )
        return self.holds.freezes_send(cast("Send", send))
