"""A house in which everything has happened that can be read: what the walks over calls, pages and commands read.

It is lived once in a run; every walk opens a copy of its own. What happens in it stands here once, as functions that can be
called again: a walk adds the same things while it reads.
"""

import copy
import fcntl
import pickle
import shutil
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import create_engine, select, text, update

from console.acting import emergencies as emergency_acting
from console.db.engine import open_database
from console.domain.acts import Pledge
from console.domain.contacts import merkle
from console.domain.contacts.packing import pack_numbers
from console.domain.people.people import Appointment, Key, Person, Post, Standing
from console.domain.rosters.rosters import EditPerson
from console.domain.times import render
from console.launch.organisation import DEMO_PACK, Organisation, build
from console.services.context import Caller
from console.services.losses import losses as loss_service
from console.services.requests import deadlines
from console.signing import keys
from console.signing.statements import sign
from console.store.base import metadata
from console.store.freezes import freeze
from console.wire.contacts import complaints, lists, optouts, replies
from console.wire.credentials import expiries
from console.wire.duties import watch
from console.wire.ledger import evidence
from console.wire.notices import outward
from console.wire.requests import templates
from console.wire.sending import erasure
from console.wire.sending import sends as send_calls
from console.wire.upkeep import upkeep
from tests import asking, papers, ready
from tests.cli.conftest import Line
from tests.services import quarters
from tests.services.archive import test_archive, test_emergencies
from tests.services.complaints import test_complaints
from tests.services.core import AT, Core, core_over, one_clock, open_core
from tests.services.credentials import test_envelopes, test_hand_overs
from tests.services.erasure import test_erasing
from tests.services.freezes import test_freezes
from tests.services.losses import test_losses
from tests.services.people import test_department_rules, test_lockouts, test_orders
from tests.services.people.test_enrolment import Desk as Applications
from tests.services.people.test_enrolment import form
from tests.services.replies import test_replies
from tests.services.rosters import test_rosters
from tests.services.sending import test_memories
from tests.services.two_person import test_pairs
from tests.services.watch import test_watch
from tests.world import numbers, with_same_keys

SCAN: Final = papers.written("扫描.png", b"\x89PNG\r\n\x1a\n" + bytes(40_000))
"""What is attached to a draft."""
NOBODY, SECOND, KEEPER, MACHINE = "guyun", "hexi", "tanyu", "luojie"
"""A person without a post, the business department's dormant second operator, the sealed custodian, the administrator."""

MORE: tuple[tuple[str, str, tuple[tuple[Post, str, bool], ...]], ...] = (
    (NOBODY, "顾云", ()),
    (SECOND, "何西", ((Post.OPERATOR, "business", True),)),
    (KEEPER, "谭玉", ((Post.CUSTODIAN, "general", True),)),
    (MACHINE, "罗杰", ((Post.ADMINISTRATOR, "", False),)),
)

DAY = timedelta(days=1)
STRANGERS = 16150000000
"""Numbers from here on belong to nobody's list."""


@dataclass
class Filled:
    """The core, and what lies in it by a name that the walks use."""

    core: Core
    made: dict[str, list[int]] = field(default_factory=dict)
    serial: Iterator[int] = field(default_factory=lambda: count(1))

    def keep(self, kind: str, number: int) -> int:
        self.made.setdefault(kind, []).append(number)
        return number

    @property
    def people(self) -> list[str]:
        """Everybody whom the roster names, in its order."""
        return [one.id for one in test_rosters.newest(self.core).people]


def everybody(at: Any) -> Organisation:
    """The example bank with somebody in each post, a person without any, and a policy that lets numbers go at once."""
    org = build(at, policy_pack=DEMO_PACK)
    first, when = org.roster, render(at)
    assert first is not None
    people, posts = list(first.people), list(first.posts)
    for nth, (who, name, held) in enumerate(MORE, 20):
        key = keys.generate()
        org.people[who] = key
        people.append(
            Person(
                who, name, f"D00{nth}", f"010-000000{nth}", -1, [Key(key.public, when, "")], Standing.ACTIVE
            )
        )
        posts += [
            Appointment(who, post, department, when, "", standby=standby)
            for post, department, standby in held
        ]
    after = {"version": 2, "previous": org.rosters[-1].digest(), "at": when, "people": people, "posts": posts}
    org.add_roster(msgspec.structs.replace(first, **after))
    pledge = Pledge(
        org=org.roots.org, by=SECOND, at=when, roster=2, department="business", version=first.pledge,
        accepted=list(range(1, 13)), until=render(at + 300 * DAY), witness="zhengtao",
    )  # fmt: skip
    org.pledges.append(sign(pledge, org.people[SECOND]))
    return org


# ---- what can happen any number of times


def brings_a_list(here: Filled) -> int:
    """A list of the business department with rows that were no numbers."""
    core, nums = here.core, numbers(4, STRANGERS + 1000 * next(here.serial))
    call = lists.BeginList("business", "客户名单", "list.txt", "0" * 64, 12 * len(nums), "ascii", "")
    which = int(core.call("zhaomin", call).id)
    core.call("zhaomin", lists.AddNumbers(which, nums.tobytes()))
    found = [
        (3, "landline", False, 0, "010-62322610"),
        (3, "junk", False, 0, "x"),
        (9, "duplicate", False, 4, "1615"),
    ]
    core.call("zhaomin", lists.AddFindings.of(which, found))
    core.call("zhaomin", lists.CountList(which, 7, {"landline": 1, "junk": 1, "duplicate": 1}, {}))
    salt = bytes(32)
    prepared = core.call("zhaomin", asking.manifest(which, merkle.root(salt, nums).hex()))
    text, signature = core.sign("zhaomin", prepared)
    core.call("zhaomin", lists.FinishList(which, text, signature, salt))
    return here.keep("list", which)


def refuses_by_hand(here: Filled) -> int:
    """Two numbers are opted out."""
    first = STRANGERS + 1000 * next(here.serial)
    return int(here.core.call("wangfang", optouts.AddOptOuts([first, first + 1], "promotion", "来电")).id)


def refuses_by_list(here: Filled) -> int:
    """A carrier's list of two numbers is brought in."""
    core, first = here.core, STRANGERS + 1000 * next(here.serial) + 500
    begin = optouts.BeginOptOutList(
        "optional", "", "carrier", "中国移动", "2026-11-01", "名单.txt", "0" * 64, 2, 1
    )
    which = int(core.call("wangfang", begin).id)
    core.call("wangfang", optouts.AddListedOptOuts(which, pack_numbers(array("q", [first, first + 1]))))
    core.call("wangfang", optouts.EndOptOutList(which))
    return which


def asks(here: Filled, category: str = "notice", department: str = "business") -> int:
    """A request that waits for its first signature."""
    return here.keep("submitted", here.core.requested(category, department))


PARTLY = {"delivered": 16, "undelivered": 2, "refused": 1, "unknown": 1}
WHOLLY = {"delivered": 18, "undelivered": 2}


def sends(
    here: Filled,
    category: str = "notice",
    department: str = "business",
    tally: Mapping[str, int] = PARTLY,
    n: int = 20,
) -> int:
    """A request that was sent and reported; some were not reached, and of one nobody knows."""
    core = here.core
    core.at += timedelta(minutes=1)
    request = core.requested(category, department, n)
    quarters.approved(core, request)
    quarters.begun(core, request, category, n)
    quarters.done(core, request, n, **tally)
    return here.keep("sent", request)


def complains(here: Filled) -> int:
    """Somebody complains about the newest send, and leaves their number."""
    core = here.core
    number = core.view("zhoujian", here.made["sent"][-1]).row.number
    num = STRANGERS + 1000 * next(here.serial)
    return here.keep("complaint", test_complaints.entered(core, form=number, num=num, opt_out="promotion"))


def replies_to(here: Filled) -> int:
    """Somebody asks back what the newest send was."""
    core, request = here.core, here.made["sent"][-1]
    test_replies.told(core, (STRANGERS + 1000 * next(here.serial), "怎么退订?"), request=request, slot=1)
    return here.keep("reply", core.call("zhoujian", replies.RepliesPage()).rows[0].id)


def maintains(here: Filled) -> None:
    """Maintenance is written down, one question is answered and one is not."""
    core, now = here.core, render(here.core.at)
    done = upkeep.EnterUpkeep("backup", "业务台", "恢复演练", "数目相符", now, now, stopped=True)
    here.keep("upkeep", core.call("wuhong", done).id)
    here.keep("upkeep", core.call("zhaomin", upkeep.AskSupport("use", "导入", "第二列怎么选")).id)
    core.call("wuhong", upkeep.AnswerSupport(here.made["upkeep"][-1], "按 Enter 选号码列"))
    asked = upkeep.AskSupport("gateway", "demo", "连不上", urgent=True)
    here.keep("upkeep", core.call("jiangbo", asked).id)


def signs_a_head(here: Filled) -> int:
    """The dispatcher signs the ledger's newest head."""
    return quarters.head_signed(here.core)


def sends_on_paper(here: Filled) -> int:
    """A send that was made on paper is entered."""
    said = {"number": f"2026-E-{next(here.serial)}", "text": "【云岭示范银行】网点今日停电,请到总行办理。"}
    return here.keep("emergency", int(test_emergencies.enter(here.core, **said).id))


def shelves(here: Filled) -> int:
    """The registrar puts some document into the book."""
    return here.keep("paper", test_archive.custody(here.core, f"C-{next(here.serial)}"))


def applies(here: Filled) -> int:
    """A new operator is applied for."""
    nth = next(here.serial)
    wanted = form(
        person=f"newcomer{nth}", name="何青", staff_no=f"N{nth:04d}", since=render(here.core.at + DAY),
        key=keys.generate().public,
    )  # fmt: skip
    return here.keep("application", Applications(here.core).apply(wanted))


def deputises(here: Filled) -> None:
    """A manager names a deputy for some days, and takes it back."""
    core = here.core
    core.at += timedelta(minutes=1)
    test_orders.deputy(core)
    test_orders.recall(core, "sunli", test_orders.live(core)[0].digest)
    core.at += timedelta(minutes=1)


def publishes(here: Filled) -> int:
    """A roster version by its two signers, which changes a telephone."""
    phone = f"010-{next(here.serial):08d}"
    return test_rosters.published(here.core, EditPerson("zhaomin", phone=phone)).version


def loses_the_password(here: Filled) -> int:
    """The gateway's password is lost; the case is walked to its end."""
    core = here.core
    case = test_losses.report(core)
    told = test_freezes.Told(core, nonce=1000 * next(here.serial))
    told.take(next(here.serial))
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        case = test_losses.step(core, case, name)
    test_losses.install(core, f"AAAA BBBB CCCC {next(here.serial):04d}")
    case = test_losses.step(core, case, "installed")
    with core.context(Caller("zhengtao"), write=True) as ctx:
        loss_service.resumed(ctx, case.row.number, "zhengtao", "ab" * 32)
        own = freeze.c.loss == case.row.digest
        ctx.conn.execute(update(freeze).where(own).values(lifted=ctx.at, proof="ab" * 32))
    test_losses.step(core, test_losses.show(core, case.row.id), "closed")
    return here.keep("loss", case.row.id)


def loses_a_login(here: Filled) -> int:
    """The person without a post reports their login lost."""
    told = test_losses.report(here.core, "wangfang", subject="login", name=NOBODY, kind="forgotten")
    return here.keep("loss", told.row.id)


def erases(here: Filled) -> int:
    """A send is made, and its numbers are erased by two people."""
    request = sends(here, tally=WHOLLY)
    here.made["sent"].remove(request)
    test_erasing.erased(here.core, request)
    return here.keep("erased", request)


GROWING: tuple[Callable[[Filled], Any], ...] = (
    brings_a_list, refuses_by_hand, refuses_by_list, asks, sends, complains, replies_to, signs_a_head, sends_on_paper, shelves, applies,
    deputises, publishes, loses_a_login, erases,
)  # fmt: skip
"""What comes in while the house is read; in it all of it but the last but one has happened three times."""


# ---- what happens once


def takes_templates(here: Filled) -> None:
    """The business department has three templates, one of them withdrawn; the General Department offers one to all."""
    core, signature = here.core, "【云岭示范银行】"
    core.call("zhaomin", templates.TakeTemplates("business", ["收息提醒", "生日祝福", "会议通知"], signature))
    core.call("chenjing", templates.TakeTemplates("general", ["节假日营业安排"], signature))
    for row in core.call("wangfang", templates.TemplatesPage()).rows:
        here.keep("template", row.id)
    says = core.call("chenjing", templates.TemplateDetail(here.made["template"][0])).kept.says
    says = msgspec.structs.replace(says, everyone=True)
    core.call("chenjing", templates.WriteTemplate("", says, here.made["template"][0], 1))
    core.call("sunli", templates.WithdrawTemplate(here.made["template"][1], "改为网点通知"))


def live(core: Core) -> Filled:
    """Let the house live from November to the working days after its quarter."""
    here = Filled(core)
    test_losses.install(core)
    once(here)
    for _ in range(3):
        for happens in (*GROWING, loses_the_password):
            if happens is not loses_a_login:
                happens(here)
    for category, department in (("promotion", "business"), ("other", "credit"), ("other", "general")):
        sends(here, category, department, WHOLLY)
    for _ in range(2):
        sends(here, tally={"delivered": 300, "undelivered": 300}, n=600)
    here.keep("long", sends(here, "promotion", tally={"delivered": 2100, "undelivered": 100}, n=2200))
    watches(here)
    tells(here)
    made = core.call("shenyu", evidence.MakeEvidence(here.made["long"][0], "审计抽查"))
    here.keep("evidence", made.seq)
    core.at = quarters.OVER
    test_rosters.published(core, EditPerson("zhaomin", phone="010-00000001"))
    files(here)
    waits(here)
    return here


def tells(here: Filled) -> None:
    """Three people were told outside of what waits for them: one has it, one cannot be reached, for one it is still tried."""
    told = (
        ("chenjing", "mail", "sent", ""),
        ("sunli", "", "no_way", ""),
        ("wangfang", "robot", "waiting", "http:503"),
    )
    rows = [
        outward.NoticeReport(
            nth, person, render(here.core.at), "new", {"decide": nth}, channel, state, code, nth - 1
        )
        for nth, (person, channel, state, code) in enumerate(told, 1)
    ]
    here.core.call("", outward.ReportNotices("walk", rows))


def watches(here: Filled) -> None:
    """The desk looks for what is unusual: two sends of which half failed, one looked at by now, and a list far longer than any before."""
    test_watch.looked(here.core)
    for row in reversed(test_watch.rows(here.core)):
        here.keep("watch", row.request)
    here.core.call(
        "zhengtao", watch.AcknowledgeWatch(here.made["watch"][0], "看了失败代码", "请业务部更新名单")
    )


def once(here: Filled) -> None:
    """What needs to be there but once."""
    core = here.core
    for rules in (test_department_rules.TEXT, test_department_rules.TEXT + "\n三、每季自查。"):
        test_department_rules.acknowledge(core, rules)
    core.call("wangfang", expiries.SetExpiry("demo", "contract", "2026-12-20", "合同 12 号"))
    core.call("wangfang", expiries.SetProvider("demo", "某某通信", "客服", "400-800-0000", "营业执照"))
    takes_templates(here)
    test_envelopes.sealed(core)
    test_hand_overs.proposed(core)
    core.call(quarters.DISPATCH, test_memories.word(core, 7))
    core.call("zhaomin", optouts.AddOptOuts(list(numbers(6)), "all", "来电"))


def files(here: Filled) -> None:
    """The credit department's quarter is received, the General Department's signed, the business department's due."""
    core = here.core
    here.keep("filing", quarters.signed(core, "general"))
    here.keep("filing", quarters.signed(core, "credit"))
    quarters.received(core, here.made["filing"][-1], "P-90")


def waits(here: Filled) -> None:
    """Requests, complaints and the rest in each state in which they can stand."""
    core = here.core
    with core.context(Caller("", quarters.DISPATCH), write=True) as ctx:
        deadlines.sweep(ctx)
    requests(here)
    draft = core.draft(here.made["list"][0], attachments=[SCAN.named])
    here.keep("draft", papers.saved(core, draft, SCAN))
    complains(here)
    for _ in range(2):
        refuses_by_hand(here)
    for _ in range(3):
        refuses_by_list(here)
    core.call("sunli", complaints.AnswerComplaint(here.made["complaint"][0], "已致歉并退订"))
    core.call("sunli", complaints.AnswerComplaint(here.made["complaint"][1], "已致歉并退订"))
    core.call("wangfang", complaints.CloseComplaint(here.made["complaint"][0], "justified", "名单未更新"))
    here.keep("complaint", test_complaints.entered(core))
    replies_to(here)
    maintains(here)
    first = test_emergencies.page(core)[-1]
    asked = emergency_acting.prepare(
        Line(core, "sunli"), first, test_emergencies.standing(first.recipients), by="sunli"
    )
    core.enact("sunli", asked)
    core.call("zhaomin", replies.DecideReply(here.made["reply"][0], "nothing", "", "问清了"))
    personnel_waits(here)
    custody_waits(here)


def requests(here: Filled) -> None:
    """Requests in each state in which they can stand."""
    core = here.core
    for category, department in (("promotion", "business"), ("other", "credit"), ("notice", "general")):
        asks(here, category, department)
    manager = here.keep("level", core.requested("promotion"))
    core.step("sunli", "approval", manager)
    accepted = here.keep("accept", core.requested("other", "credit"))
    core.step("jiangbo", "approval", accepted)
    for kind, reason in (("return", "正文写错"), ("rejection", "不发")):
        core.step("sunli", kind, here.keep(kind, core.requested()), text=reason)
    core.step("zhaomin", "withdrawal", here.keep("withdrawn", core.requested()), text="不发了")
    here.keep("cleared", core.cleared())
    for what in ("released", "sending", "held", "refused", "stopped", "doubtful"):
        request = here.keep(what, core.cleared())
        core.step("qianwei", "release", request, slot=1, count=20)
        if what != "released":
            event = "refused" if what == "refused" else "started"
            quarters.report(core, request, event, 20, **{} if what == "refused" else {"queued": 20})
    core.call("zhaomin", send_calls.HoldSlot(here.made["held"][0], 1, "名单有误"))
    quarters.report(core, here.made["held"][0], "held", 20, queued=20)
    core.step("sunli", "stop", here.made["stopped"][0], slot=1, text="不发了")
    quarters.report(core, here.made["stopped"][0], "stopped", 20, delivered=5, not_sent=15)
    quarters.done(core, here.made["doubtful"][0], 20, delivered=17, unknown=3)
    test_pairs.propose(core, here.made["doubtful"][0])


def personnel_waits(here: Filled) -> None:
    """Applications, orders, roster versions and lockouts that somebody has still to see to."""
    core, people = here.core, Applications(here.core)
    applies(here)
    for decision, person in (("authorise", "sunli"), ("approve", "liqiang"), ("file", "wangfang")):
        people.decide(person, decision, here.made["application"][0])
    people.decide("sunli", "return", here.made["application"][1], reason="写清培训日期")
    test_orders.deputy(core)
    test_lockouts.guess(core, MACHINE, 5)
    test_rosters.propose(core, test_rosters.prepared(core, EditPerson("qianwei", phone="010-00000077")))


def custody_waits(here: Filled) -> None:
    """Losses, freezes, envelopes, hand-overs and erasures that somebody has still to see to."""
    core = here.core
    test_hand_overs.proposed(core)
    test_envelopes.ask_to_open(core, KEEPER)
    here.keep(
        "loss", test_losses.report(core, "wangfang", subject="login", name=SECOND, kind="forgotten").row.id
    )
    here.keep("freeze", test_freezes.freeze_it(core, "category", "other", why=""))
    here.keep("hold", int(core.call("wangfang", erasure.MakeLegalHold("department", "credit", "诉讼")).id))
    test_erasing.propose(core, here.made["sent"][3])


@dataclass
class _Lived:
    """The house as it stands on its last day, and its closed database."""

    database: Path
    org: Organisation
    at: datetime
    made: dict[str, list[int]]


@cache
def _lived() -> _Lived:
    """The house that the first process of a run lets live, which takes ten seconds, and that the others read."""
    folder = ready.of_the_run() / "filled"
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = folder / "lived"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            here = _live_in(folder)
            with (folder / "writing").open("wb") as file:
                _Pickler(file).dump(here)
            (folder / "writing").rename(kept)
    lived: _Lived = pickle.loads(kept.read_bytes())  # noqa: S301 - this run's own, in a folder that is nobody else's
    return lived


class _Pickler(pickle.Pickler):
    """Takes the keys along, which are this run's own and sign nothing elsewhere."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Ed25519PrivateKey):
            return Ed25519PrivateKey.from_private_bytes, (value.private_bytes_raw(),)
        return NotImplemented


def _live_in(folder: Path) -> _Lived:
    database = folder / "desk.sqlite3"
    core = open_core(f"sqlite:///{database}", everybody(AT - timedelta(hours=1)))
    with pytest.MonkeyPatch.context() as patch:
        one_clock(core, patch)
        here = live(core)
    core.database.close()
    return _Lived(database, core.org, core.at, here.made)


@contextmanager
def opened(folder: Path, url: str = "") -> Iterator[Filled]:
    """A copy of the house below a folder, or in the empty PostgreSQL database of that URL; what is done in it nobody else sees."""
    there = _lived()
    for one in there.database.parent.glob(f"{there.database.name}*"):
        shutil.copyfile(one, folder / one.name)
        (folder / one.name).chmod(0o600)
    beside = f"sqlite:///{folder / there.database.name}"
    if url.startswith("postgresql"):
        _copied(beside, url)
    database = open_database(url if url.startswith("postgresql") else beside, role="desk")
    try:
        core = core_over(database, beside, with_same_keys(there.org), there.at)
        yield Filled(core, copy.deepcopy(there.made), count(5000))
    finally:
        database.close()


def _copied(lived: str, url: str) -> None:
    """Every row into another database, which then goes on counting where the first one stopped."""
    old, new = open_database(lived, role="desk"), ready.desk_database(url)
    engine = create_engine(url)
    with old.reader() as conn, engine.begin() as other:
        # The ledger's own triggers would refuse what is written here.
        other.execute(text("SET session_replication_role = replica"))
        for table in metadata.sorted_tables:
            rows = [dict(row._mapping) for row in conn.execute(select(table))]
            other.execute(table.delete())
            if rows:
                other.execute(table.insert(), rows)
            for column in table.primary_key:
                named = other.execute(
                    text(f"SELECT pg_get_serial_sequence('{table.name}', '{column.name}')")
                ).scalar()
                if named:
                    most = max((row[column.name] for row in rows), default=0)
                    other.execute(text(f"SELECT setval('{named}', {most + 1}, false)"))
    engine.dispose()
    old.close()
    new.close()
