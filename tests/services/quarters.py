"""Quarters in the core: what was sent, reported and filed, in a line each."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from console.domain.filing.filing import Filing, FilingReceipt, FilingReturn
from console.domain.filing.quarters import Quarter
from console.domain.filing.sampling import SampleSheet
from console.domain.states import RecipientState
from console.domain.times import render
from console.services.filing.filing_facts import months_of
from console.signing.canonical import dumps
from console.wire import dispatch
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.archive.forms import PrintForm
from console.wire.filing import filing
from console.wire.filing.samples import SampleDetail, Samples, SamplesView, SampleView
from console.wire.sending.slots import Tally
from console.wire.upkeep.upkeep import EnterUpkeep
from tests.asking import asked
from tests.services.core import Core
from tests.services.ways import remembered

DISPATCH = "dispatch-1"
QUARTER = "2026Q4"
OVER = datetime(2027, 1, 5, 3, 0, 0, tzinfo=UTC)
"""A working day after the end of 2026Q4, well before its last day (10 working days)."""

RELEASES = {"notice": "qianwei", "promotion": "wuhong", "other": "wuhong"}
MANAGERS = {"business": "sunli", "general": "zhengtao", "credit": "jiangbo"}
COMPILERS = {"business": "qianwei", "general": "wuhong", "credit": "weina"}


@remembered
def sent(
    core: Core,
    category: str = "promotion",
    department: str = "business",
    n: int = 20,
    paper: str = "",
    **tally: int,
) -> int:
    """A request from its draft to its last receipt; `tally` is what became of its recipients (all delivered)."""
    core.at += timedelta(minutes=1)
    request = core.requested(category, department, n)
    approved(core, request, paper)
    begun(core, request, category, n)
    done(core, request, n, **tally)
    return request


@remembered
def approved(core: Core, request: int, paper: str = "") -> None:
    """Everybody signs whose turn it is."""
    manager = MANAGERS[core.view("zhoujian", request).row.department]
    for post in core.view("zhoujian", request).route:
        match post.post:
            case "department_manager":
                core.step(manager, "approval", request)
            case "supervising_manager":
                core.step("chuyan" if manager == "zhengtao" else "liqiang", "approval", request)
            case "general_manager":
                core.step("zhoujian", "approval", request)
            case "accept":
                core.step("wangfang", "acceptance", request, paper=paper or f"P-{request:03d}", place="A-1")


@remembered
def begun(core: Core, request: int, category: str, n: int) -> None:
    core.step(RELEASES[category], "release", request, slot=1, count=n)
    report(core, request, "started", n, queued=n)


@remembered
def done(core: Core, request: int, n: int, **tally: int) -> None:
    results(core, request, **tally or {"delivered": n})
    report(core, request, "done", n, **tally or {"delivered": n})


def results(core: Core, request: int, revision: int = 1, **tally: int) -> None:
    """The states of the recipients, one by one."""
    states = b"".join(bytes([RecipientState[name.upper()]]) * n for name, n in tally.items())
    for chunk in range(0, len(states), 1000):
        core.call(
            DISPATCH,
            dispatch.ReportResults(request, 1, chunk // 1000, revision, states[chunk : chunk + 1000], {}, {}),
        )


def report(core: Core, request: int, event: str, n: int, **tally: int) -> Done:
    """What the dispatcher tells of a slot, signed by it."""
    view = core.view("zhoujian", request)
    with core.database.reader() as conn:
        from sqlalchemy import select

        from console.store.sends import slot

        release = conn.execute(
            select(slot.c.release).where(
                slot.c.request == request, slot.c.slot == 1, slot.c.version == view.row.version
            )
        ).scalar_one()
    numbers = Tally(approved=n, **tally)
    body = {
        "type": "report/1", "org": "yunling", "by": DISPATCH, "at": core.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "request": request, "slot": 1, "event": event, "tally": dict(tally),
    }  # fmt: skip
    text = dumps(body).decode()
    signature = core.org.service.sign(text.encode(), "sms-report@yunling")
    told: Done = core.call(
        DISPATCH, dispatch.ReportSlot(request, 1, release, event, "", numbers, text, signature)
    )
    return told


@remembered
def head_signed(core: Core) -> int:
    """The dispatcher signs the head of the ledger."""
    with core.database.reader() as conn:
        from console.db import chain

        head = chain.head(conn, core.desk.genesis)
    body = {
        "type": "head/1", "org": "yunling", "by": DISPATCH, "at": core.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "seq": head.seq, "hash": head.hash.hex(),
    }  # fmt: skip
    text = dumps(body).decode()
    core.call(DISPATCH, dispatch.Head(text, core.org.service.sign(text.encode(), "sms-head@yunling")))
    return head.seq


@remembered
def looked(core: Core, department: str = "business", quarter: str = QUARTER) -> None:
    """The manager signs the samples of each month of a quarter that has any; the dispatcher signs a head, where none draws them."""
    for month in months_of(Quarter.read(quarter)):
        if _state(core, department, month) == "undrawn":
            # A ledger that did not grow since has no newer head.
            core.call(MANAGERS[department], PrintForm("pledge", MANAGERS[department], 1, "zh"))
            head_signed(core)
        if _state(core, department, month) == "due":
            ask = asked(SampleSheet, f"{department}/{month}", words="逐条看过", faults="")
            core.enact(MANAGERS[department], core.call(MANAGERS[department], ask))


def maintained(core: Core, department: str = "general", quarter: str = QUARTER) -> None:
    """The General Department writes down what it maintained in a quarter."""
    day = f"{months_of(Quarter.read(quarter))[-1]}-10"
    if department == "general" and render(core.at) > f"{day}T02:00:00Z":
        call = EnterUpkeep(
            "inspection", "业务台主机", "日常检查", "正常", f"{day}T01:00:00Z", f"{day}T02:00:00Z"
        )
        core.call("wuhong", call)


def _state(core: Core, department: str, month: str) -> str:
    offered: SamplesView = core.call("zhoujian", Samples())
    if month not in offered.months:
        return ""
    seen: SampleView = core.call("zhoujian", SampleDetail(department, month))
    return seen.row.state


# ---- filing


def build(core: Core, person: str, department: str = "business", quarter: str = QUARTER) -> str:
    """Make a pack step by step; returns its manifest's digest."""
    answer: filing.Built = core.call(person, filing.BuildFiling(department, quarter))
    while answer.done < answer.total:
        answer = core.call(person, filing.BuildFiling(department, quarter, answer.done))
    return answer.manifest


@remembered
def compiled(core: Core, department: str = "business", quarter: str = QUARTER, person: str = "") -> int:
    """Compile a quarter; returns the pack's id."""
    who = person or COMPILERS[department]
    looked(core, department, quarter)
    maintained(core, department, quarter)
    manifest = build(core, who, department, quarter)
    done: Done = core.call(who, filing.CompileFiling(department, quarter, manifest))
    return done.id


@remembered
def signed(
    core: Core, department: str = "business", quarter: str = QUARTER, person: str = "", **said: Any
) -> int:
    """Compile a quarter and have the manager sign it."""
    pack = compiled(core, department, quarter)
    who = person or MANAGERS[department]
    core.enact(who, core.call(who, statement(pack, **said)))
    return pack


def statement(pack: int, words: str = "", explained: Sequence[str] = ()) -> Prepare:
    """What a console asks the desk for, to hand a quarter in."""
    return asked(Filing, str(pack), words=words, explained=list(explained))


def receipt(pack: int, paper: str = "A-1", place: str = "B-1") -> Prepare:
    """What a console asks the desk for, to take a quarter in."""
    return asked(FilingReceipt, str(pack), paper=paper, place=place)


def returned(pack: int, reason: str = "缺纸质件") -> Prepare:
    """What a console asks the desk for, to send a quarter back."""
    return asked(FilingReturn, str(pack), reason=reason)


@remembered
def received(core: Core, pack: int, paper: str, person: str = "wangfang") -> None:
    core.enact(person, core.call(person, receipt(pack, paper)))


def view(
    core: Core, department: str = "business", quarter: str = QUARTER, person: str = "wangfang"
) -> filing.FilingView:
    found: filing.FilingView = core.call(person, filing.FilingDetail(department, quarter))
    return found


def gaps(core: Core, department: str = "business", quarter: str = QUARTER) -> list[tuple[str, str]]:
    """Every gap, the ledger proved: kind and what it is about."""
    answer: filing.Gaps = core.call("wangfang", filing.GapCheck(department, quarter))
    return [(gap.kind, gap.number) for gap in answer.gaps]


def zip_of(core: Core, pack: int, person: str = "wangfang") -> tuple[bytes, str, dict[str, str]]:
    """The zip of a pack as it is handed out, its folder, and what was signed beside it."""
    part: filing.PackPart = core.call(person, filing.FilingPack(pack))
    data = part.data
    while len(data) < part.size:
        data += core.call(person, filing.FilingPack(pack, len(data))).data
    return data, part.name, dict(part.signed)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def facts(files: dict[str, bytes]) -> Any:
    return json.loads(files["facts.json"])
