"""The core in one process: a real database, the handlers, and people who call them. No sockets."""

import os
import re
import shutil
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from console.acting import clock
from console.contacts.plan import newest_plan
from console.db import chain
from console.db.engine import Database, open_database
from console.db.keyed import KeyFile
from console.desk.state import State
from console.domain.archive.check_code import check_code
from console.domain.calendar import shipped
from console.domain.contacts import merkle
from console.domain.times import render
from console.errors import RefusedError
from console.launch.organisation import Organisation, build
from console.services import everything
from console.services.context import Caller, Context, Desk
from console.services.rosters import rules
from console.signing import keys
from console.signing.keys import UnlockedKey
from console.signing.statements import decode, digest, namespace
from console.wire import calls
from console.wire.answers import Done, Prepared
from console.wire.base import Ask, Call
from console.wire.contacts import lists
from console.wire.requests import approvals
from console.wire.requests.drafts import Draft, SlotDraft
from console.wire.requests.rows import RequestView
from console.wire.sending import sends
from tests import asking
from tests.clocks import own_years
from tests.ready import desk_database
from tests.services.ways import Trail, remembered, written_down
from tests.world import numbers, with_same_keys

AT = datetime(2026, 11, 24, 3, 0, 0, tzinfo=UTC)


@dataclass
class Core:
    """One organisation's core at a settable instant."""

    database: Database
    desk: Desk
    org: Organisation
    at: datetime = AT
    state: State | None = None
    trail: Trail = field(default_factory=Trail)

    @contextmanager
    def context(self, caller: Caller, *, write: bool) -> Iterator[Context]:
        with self.database.writer() if write else self.database.reader() as conn:
            if self.state is None:
                self.state = State(partial(rules.load, desk=self.desk), rules.mark, conn)
            roster, policy = self.state.current(conn)
            yield Context(conn, caller, render(self.at), roster, policy, self.desk)

    def call(self, person: str, call: Call) -> Any:
        """What the desk would answer; raises what it would refuse with."""
        caller = (
            Caller("", person) if person == "dispatch-1" else Caller(person, only="" if person else "notices")
        )
        with self.context(caller, write=not isinstance(call, Ask)) as ctx:
            rest = everything.before()[type(call)](ctx, call) if type(call) in everything.before() else None
            if rest is not None:
                rest()
            answer = everything.handlers()[type(call)](ctx, call)
        data = msgspec.msgpack.encode(answer)
        return msgspec.msgpack.decode(data, type=call.Answer)

    def sign(self, person: str, prepared: Prepared) -> tuple[str, str]:
        act = decode(prepared.text.encode())
        return prepared.text, self.org.people[person].sign(prepared.text.encode(), namespace(act))

    def enact(self, person: str, prepared: Prepared, *, carrier: str = "") -> Done:
        text, signature = self.sign(person, prepared)
        done: Done = self.call(carrier or person, calls.Enact(text, signature))
        return done

    # ---- what people do, in one line each

    @remembered
    def add_list(
        self,
        person: str = "zhaomin",
        department: str = "business",
        n: int = 20,
        nums: "array[int] | None" = None,
        left_out: dict[str, int] | None = None,
    ) -> int:
        nums, left_out = nums if nums is not None else numbers(n), left_out or {}
        list_id: int = self.call(
            person,
            lists.BeginList(
                department, "客户名单", "list.txt", sha256(nums).hexdigest(), 12 * len(nums), "ascii", ""
            ),
        ).id
        for at in range(0, len(nums), 10_000):
            self.call(person, lists.AddNumbers(list_id, nums[at : at + 10_000].tobytes()))
        self.call(person, lists.CountList(list_id, len(nums) + sum(left_out.values()), left_out, {}))
        salt = os.urandom(32)
        root = merkle.root(salt, nums).hex()
        text, signature = self.sign(person, self.call(person, asking.manifest(list_id, root)))
        self.call(person, lists.FinishList(list_id, text, signature, salt))
        return list_id

    def draft(
        self, list_id: int, category: str = "notice", department: str = "business", **fields: Any
    ) -> Draft:
        base = Draft(
            department=department,
            category=category,
            subtype="到期提醒",
            purpose="提醒客户办理到期存款",
            telephone="010-00000001",
            basis="consent" if category == "promotion" else "contract",
            consent="协议第7条",
            audience="本行定期存款客户",
            selection="12月1日到期",
            list_source="核心系统",
            harmless=True,
            unclassified=True,
            signature="【云岭示范银行】",
            body="您的定期存款将于12月1日到期,请及时办理。",
            opt_out="拒收请回复R" if category == "promotion" else "",
            slots=[
                SlotDraft(
                    list_id, render(self.at - timedelta(minutes=10)), render(self.at + timedelta(hours=8))
                )
            ],
            gateway="demo",
        )
        return msgspec.structs.replace(base, **fields)

    @remembered
    def submit(self, draft: Draft, person: str = "zhaomin", request: int = 0) -> int:
        saved = self.call(person, calls.SaveDraft(draft, request))
        self.enact(person, self.call(person, asking.request(saved.id)))
        return int(saved.id)

    def view(self, person: str, request: int) -> RequestView:
        answer: RequestView = self.call(person, calls.RequestDetail(request))
        return answer

    def step(self, person: str, kind: str, request: int, *, carrier: str = "", **fields: Any) -> Done:
        view = self.view(person, request)
        if kind == "approval":
            card = self.call(person, approvals.Scope(request))
            base = {
                "count": view.row.recipients,
                "content_checked": True,
                "list_checked": True,
                "shown": card.shown,
            }
            fields = base | fields
        if kind == "resume":
            fields = {"hold": self.call(person, sends.SendDetail(request, fields["slot"])).hold} | fields
        if kind == "acceptance":
            fields = {"code": check_code(view.digest)} | fields
        prepared = self.call(person, asking.step(kind, request, view.head, **fields))
        return self.enact(person, prepared, carrier=carrier)

    @remembered
    def requested(
        self, category: str = "notice", department: str = "business", n: int = 20, **fields: Any
    ) -> int:
        drafter = {"business": "zhaomin", "general": "chenjing", "credit": "weina"}[department]
        list_id = self.add_list(drafter, department, n)
        return self.submit(self.draft(list_id, category, department, **fields), drafter)

    @remembered
    def cleared(
        self, category: str = "notice", department: str = "business", n: int = 20, **fields: Any
    ) -> int:
        request = self.requested(category, department, n, **fields)
        for post in self.view("zhoujian", request).route:
            if post.post == "department_manager":
                self.step(
                    {"business": "sunli", "general": "zhengtao", "credit": "jiangbo"}[department],
                    "approval",
                    request,
                )
            elif post.post == "supervising_manager":
                self.step("liqiang", "approval", request)
            elif post.post == "general_manager":
                self.step("zhoujian", "approval", request)
            elif post.post == "accept":
                self.step("wangfang", "acceptance", request, paper=f"2026-{request:03d}", place="A-1")
        return request

    def refuses(self, code: str, person: str, call: Call) -> None:
        with pytest.raises(RefusedError) as caught:
            self.call(person, call)
        assert caught.value.refusal.code == code
        assert caught.value.refusal.clause


def one_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machines of those who sign show the same time as the core."""
    monkeypatch.setattr(clock, "now", lambda: render(core.at))


def key_beside(url: str) -> KeyFile:
    """Where a desk of a test keeps its key of hashed opt-outs: beside an SQLite file, else in a folder of its own."""
    if url.startswith("sqlite"):
        return KeyFile(Path(f"{url.removeprefix('sqlite:///')}.optouts.key"))
    return KeyFile(Path(tempfile.mkdtemp(prefix="sms-key-")) / "optouts.key")


@cache
def organisation(
    since: datetime = AT - timedelta(hours=1), policy_pack: str = "2026-1", policy_text: str | None = None
) -> Organisation:
    """The demonstration's organisation, with this process's own keys."""
    return build(since, policy_pack=policy_pack, policy_text=policy_text)


def all_day() -> str:
    """The standard pack, but it sends at every hour: for houses whose clock is this machine's, which may run at night."""
    return re.sub(
        r'hours = \["[0-9:]+", "[0-9:]+"\]', 'hours = ["00:00", "24:00"]', organisation().policy_text
    )


def bank(since: datetime = AT - timedelta(hours=1), **said: str) -> Organisation:
    """The same, to be changed as a test likes."""
    return with_same_keys(organisation(since, **said))


def key_file(org: Organisation, person: str, path: Path) -> Path:
    """Write a person's key file unless it is there; only the first of a session is locked, which takes half a second."""
    if not path.exists():
        locked, public = _locked(org.people[person], keys.demo_passphrase(person))
        path.with_name(f"{path.name}.pub").write_text(public, "utf-8")
        path.write_bytes(locked)
        path.chmod(0o600)
    return path


@cache
def _locked(key: UnlockedKey, phrase: str) -> tuple[bytes, str]:
    with tempfile.TemporaryDirectory(prefix="sms-key-") as folder:
        path = Path(folder) / "key"
        keys.save(key, path, phrase.encode(), rounds=keys.DEMO_ROUNDS)
        return path.read_bytes(), path.with_name("key.pub").read_text("utf-8")


def open_core(url: str, org: Organisation | None = None, at: datetime = AT) -> Core:
    """The core in an empty database, founded an hour before `at`; what is founded over and over again is copied, which is quicker."""
    org = org or bank()
    founding = digest(repr((at, org.signers, org.rosters, org.pledges, org.files())).encode())
    if not url.startswith("sqlite"):
        return _found(url, org, at)
    path = Path(url.removeprefix("sqlite:///"))
    if founding in _FOUNDED:
        shutil.copyfile(_FOUNDED[founding], path)
        path.chmod(0o600)
        core = core_over(open_database(url, role="desk"), url, org, at)
    else:
        core = _found(url, org, at)
        _FOUNDED[founding] = written_down(core.database, founding)
    core.trail.follow(core, founding)
    return core


_FOUNDED: Final[dict[str, Path]] = {}


def _found(url: str, org: Organisation, at: datetime) -> Core:
    core = core_over(desk_database(url), url, org, at)
    with core.database.writer() as conn:
        rules.establish(
            conn,
            core.desk,
            signers=core.org.signers,
            rosters=core.org.rosters,
            pledges=core.org.pledges,
            files=core.org.files(),
            at=render(at - timedelta(hours=1)),
        )
    return core


def core_over(database: Database, url: str, org: Organisation | None = None, at: datetime = AT) -> Core:
    """The core over a database, which may hold this organisation already."""
    org = org or bank()
    desk = Desk(
        roots=org.roots,
        genesis=chain.genesis(org.roots.org, list(org.roots.keys)),
        plan=newest_plan(),
        optout_key=key_beside(url),
        # A calendar is no duty of every test in autumn.
        calendar=shipped().with_years(own_years(2027)),
    )
    return Core(database, desk, org, at)
