"""A whole organisation with papers and keys: the demo's 云岭示范银行, and the base for tests.

Everything that a real site makes in a ceremony (root key, roster signers, personal keys, pledges) is made here at once.
Therefore its roster says `solo` and can reach only the simulator on this machine.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from console.domain import policy
from console.domain.acts import Pledge
from console.domain.content import lists
from console.domain.data_folder import data_folder
from console.domain.people.people import (
    Appointment,
    Department,
    DepartmentKind,
    GatewayRef,
    Key,
    Person,
    PolicyRef,
    Post,
    Roster,
    ScreeningRef,
    Service,
    Signers,
    Standing,
)
from console.domain.times import render
from console.launch.home_files import DEMO_KEYS, written
from console.signing import keys
from console.signing.keys import UnlockedKey
from console.signing.statements import Signed, digest, sign
from console.signing.trust import Roots

ORG = "yunling"
NAME = "云岭示范银行"
_VALID = timedelta(days=90)
_SERVICE = "dispatch-1"

DEMO_PACK = "2026-1-demo"
"""The policy pack of demo and tour."""

_SHIPPED_LIST = "2026-2"
SCREENING_LIST = lists.own_version(_SHIPPED_LIST, ORG)
"""The screening list of every organisation made here: the shipped one, with its signature registered."""

DEPARTMENTS = (
    Department("business", "业务部", DepartmentKind.BUSINESS),
    Department("general", "综合部", DepartmentKind.GENERAL),
    Department("credit", "信贷部", DepartmentKind.OTHER),
)

STAFF: tuple[tuple[str, str, tuple[tuple[Post, str], ...]], ...] = (
    ("zhaomin", "赵敏", ((Post.DRAFTER, "business"),)),
    ("qianwei", "钱伟", ((Post.OPERATOR, "business"),)),
    ("sunli", "孙丽", ((Post.DEPARTMENT_MANAGER, "business"),)),
    ("liqiang", "李强", ((Post.SUPERVISING_MANAGER, "business"), (Post.SUPERVISING_MANAGER, "credit"))),
    ("zhoujian", "周健", ((Post.GENERAL_MANAGER, ""),)),
    ("wuhong", "吴红", ((Post.OPERATOR, "general"),)),
    ("zhengtao", "郑涛", ((Post.DEPARTMENT_MANAGER, "general"),)),
    ("wangfang", "王芳", ((Post.REGISTRAR, "general"),)),
    ("chenjing", "陈静", ((Post.DRAFTER, "general"),)),
    ("chuyan", "褚燕", ((Post.SUPERVISING_MANAGER, "general"),)),
    ("weina", "卫娜", ((Post.DRAFTER, "credit"),)),
    ("jiangbo", "蒋波", ((Post.DEPARTMENT_MANAGER, "credit"),)),
    ("fenglei", "冯磊", ((Post.CUSTODIAN, "general"),)),
    ("shenyu", "沈雨", ((Post.AUDITOR, ""),)),
    ("hanxue", "韩雪", ((Post.ROSTER_SIGNER, ""),)),
    ("yangfan", "杨帆", ((Post.ROSTER_SIGNER, ""),)),
)
"""Invented people: id, name, posts."""


@dataclass(slots=True)
class Organisation:
    """Roots, roster chain, files and every key in memory."""

    roots: Roots
    root_keys: list[UnlockedKey]
    people: dict[str, UnlockedKey]
    service: UnlockedKey
    policy_text: str
    screening_text: str
    gateway_texts: dict[str, str]
    signers: list[Signed] = field(default_factory=list)
    rosters: list[Signed] = field(default_factory=list)
    pledges: list[Signed] = field(default_factory=list)
    orders: list[Signed] = field(default_factory=list)
    roster: Roster | None = None

    def add_roster(self, roster: Roster) -> Signed:
        """Sign a roster version by both roster signers and append it to the chain."""
        signed = sign(roster, self.people["hanxue"], self.people["yangfan"])
        self.rosters.append(signed)
        self.roster = roster
        return signed

    def renew(self, at: datetime) -> None:
        """Make the newest roster valid for 90 days from `at`, in an otherwise equal version. Raises ValueError if there is none."""
        if self.roster is None:
            raise ValueError("no roster to renew")
        after = {"version": self.roster.version + 1, "previous": self.rosters[-1].digest()}
        self.add_roster(
            msgspec.structs.replace(self.roster, **after, at=render(at), expires=render(at + _VALID))
        )

    def files(self) -> list[bytes]:
        """The files that the roster names, with the content that they have in an installation."""
        return [
            text.encode() for text in (self.policy_text, self.screening_text, *self.gateway_texts.values())
        ]

    def write(self, home: Path) -> None:
        """Write the installation's files under `home` (created 0700): roots, rosters, the files they name, pledges, keys."""
        for name in ("roster", "gateways", "pledges", "keys", "desk", "dispatch", "log"):
            (home / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o700)
        (home / "roots.json").write_bytes(msgspec.json.encode(self.roots))
        (home / "policy.toml").write_text(self.policy_text, "utf-8")
        (home / "screening.toml").write_text(self.screening_text, "utf-8")
        for gateway_id, text in self.gateway_texts.items():
            (home / "gateways" / f"{gateway_id}.toml").write_text(text, "utf-8")
        _write_signed(home / "roster", "signers", self.signers)
        _write_signed(home / "roster", "roster", self.rosters)
        _write_signed(home / "pledges", "pledge", self.pledges)
        keys.save_service_key(self.service, home / "keys" / _SERVICE)
        for person, key in self.people.items():
            phrase = keys.demo_passphrase(person).encode()
            keys.save(key, home / "keys" / person, phrase, rounds=keys.DEMO_ROUNDS)
        made = [hashlib.sha256((home / "keys" / one).read_bytes()).hexdigest() for one in self.people]
        (home / DEMO_KEYS).write_bytes(msgspec.json.encode(made))


def build(
    at: datetime | None = None,
    *,
    gateway_text: str | None = None,
    policy_pack: str = "2026-1",
    policy_text: str | None = None,
) -> Organisation:
    """Make the organisation with new keys, valid from `at` (now if None) for 90 days; nothing is written.

    `policy_pack` names a shipped pack; the demo's own (`2026-1-demo`) has other hours and retention, and limits. `policy_text`
    replaces the pack, `gateway_text` the demo's gateway.
    """
    start = (at or datetime.now(UTC)) - timedelta(minutes=1)
    data = data_folder()
    policy_text = policy_text or (data / "policy" / f"{policy_pack}.toml").read_text("utf-8")
    shipped = (data / "screening" / f"{_SHIPPED_LIST}.toml").read_text("utf-8")
    gateway_text = gateway_text or (data / "gateways" / "demo.toml").read_text("utf-8")
    root = keys.generate()
    made = Organisation(
        roots=Roots(ORG, (root.public,), 1),
        root_keys=[root],
        people={person: keys.generate() for person, _, _ in STAFF},
        service=keys.generate(),
        policy_text=policy_text,
        screening_text=lists.registering(shipped, [NAME], ORG),
        gateway_texts={"demo": gateway_text},
    )
    signers = Signers(
        org=ORG,
        version=1,
        at=render(start),
        keys=[made.people["hanxue"].public, made.people["yangfan"].public],
        threshold=2,
    )
    made.signers.append(sign(signers, root))
    made.add_roster(_roster(made, start))
    made.pledges.extend(_pledges(made, policy.read(policy_text), start))
    return made


def _roster(made: Organisation, start: datetime) -> Roster:
    since = render(start)
    return Roster(
        org=ORG,
        org_name=NAME,
        version=1,
        previous="",
        signers=made.signers[0].digest(),
        at=since,
        expires=render(start + _VALID),
        solo=True,
        policy=PolicyRef(policy.read(made.policy_text).version, digest(made.policy_text.encode())),
        screening=ScreeningRef(lists.read(made.screening_text).version, digest(made.screening_text.encode())),
        gateways=[GatewayRef(name, digest(text.encode())) for name, text in made.gateway_texts.items()],
        pledge=policy.read(made.policy_text).pledge.version,
        departments=list(DEPARTMENTS),
        people=[
            Person(
                id=person,
                name=name,
                staff_no=f"D{number:04d}",
                phone=f"010-0000{number:04d}",
                uid=-1,
                keys=[Key(made.people[person].public, since, "")],
                standing=Standing.ACTIVE,
            )
            for number, (person, name, _) in enumerate(STAFF, 1)
        ],
        posts=[
            Appointment(person, post, department, since, "", standby=False)
            for person, _, posts in STAFF
            for post, department in posts
        ],
        services=[Service(_SERVICE, "dispatch", made.service.public)],
        grounds=[],
    )


def _pledges(made: Organisation, rules: policy.Policy, start: datetime) -> list[Signed]:
    until = render(start + timedelta(days=30 * rules.pledge.months))
    pledges = []
    for person, _, posts in STAFF:
        bound = [department for post, department in posts if post in rules.pledge.posts]
        if not bound:
            continue
        pledge = Pledge(
            org=ORG,
            by=person,
            at=render(start),
            roster=1,
            department=bound[0],
            version=rules.pledge.version,
            accepted=list(range(1, rules.pledge.clauses + 1)),
            until=until,
            witness="zhengtao" if person != "zhengtao" else "chuyan",
        )
        pledges.append(sign(pledge, made.people[person]))
    return pledges


def _write_signed(folder: Path, name: str, statements: list[Signed]) -> None:
    for number, signed in enumerate(statements, 1):
        (folder / f"{name}-{number}.json").write_text(
            json.dumps([signed.text, list(signed.signatures)], ensure_ascii=False), "utf-8"
        )


def read_signed(folder: Path, name: str) -> list[Signed]:
    """Read the statements that `write` left in a folder, in order."""
    return [msgspec.json.decode(path.read_bytes(), type=Signed) for path in written(folder, name)]
