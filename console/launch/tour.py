"""The whole job without a terminal: a list becomes a request, is signed level by level, sent over SMPP, and its receipts counted.

The same sockets, the same dispatcher process and the same signatures as behind the screens; people's demo passphrases are
typed by the tour itself.
"""

import json
import resource
import shutil
import socket
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any, Final

import msgspec

from console.acting import lists, steps
from console.contacts import importing
from console.domain.acts import Category
from console.domain.phone import mask
from console.domain.refusals import Refusal
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.launch import organisation
from console.launch.processes import Solo, standard
from console.settings import Home
from console.signing.bundle import unpack, verify
from console.signing.keys import UnlockedKey, unlock
from console.signing.refused import Refused
from console.wire import calls, views
from console.wire.client import Client

_SAMPLE: Final = "notice-200.txt"
_OPTED_OUT: Final = 3
_UNDELIVERED: Final = 20
_SILENT_SECONDS: Final = 120
_DEPARTMENT: Final = {"notice": "business", "promotion": "business", "other": "credit"}

Say = Callable[[str], None]


class TourFailedError(Exception):
    """Something on the way did not come out as it must; the text says what."""


@dataclass
class Tour:
    """One walk through the job. `seconds` holds how long the parts took; `keys` the people's unlocked keys."""

    home: Home
    org: organisation.Organisation
    say: Say
    peer_port: int = 0
    keys: dict[str, UnlockedKey] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def core(self, person: str) -> Client:
        """A person's line to the desk."""
        if person not in self.clients:
            self.clients[person] = Client(self.home.desk_socket, person=person, timeout=120)
        return self.clients[person]

    def key(self, person: str) -> UnlockedKey:
        """A person's key, opened with the demo passphrase."""
        if person not in self.keys:
            phrase = organisation.passphrase(person)
            self.say(f"    {self.name(person)} 输入口令 types the passphrase: {phrase}")
            self.keys[person] = unlock(self.home.keys / person, phrase.encode())
        return self.keys[person]

    def name(self, person: str) -> str:
        """A person's name with the id."""
        return next((f"{name} ({key})" for key, name, _ in organisation.STAFF if key == person), person)

    def holder(self, post: str, department: str) -> str:
        """Who holds a post in the demo organisation."""
        for person, _, posts in organisation.STAFF:
            if any(str(p) == post and d in {department, ""} for p, d in posts):
                return person
        raise TourFailedError(f"nobody holds {post} in {department}")

    def close(self) -> None:
        """Hang up."""
        for client in self.clients.values():
            client.close()


def main(
    list_file: Path | None = None,
    category: str = "notice",
    *,
    as_json: bool = False,
    home: Path | None = None,
    keep: bool = False,
    peer_port: int = 0,
) -> int:
    """Walk the job and return 0, or 1 with the reason on stderr. With `as_json` the last line is one JSON object.

    `home` is where the installation is made (a temporary folder without it, removed at the end unless `keep`).
    `peer_port` sends to an SMSC that already listens on this machine instead of the simulator.
    """

    def say(words: str) -> None:
        print(words, file=sys.stderr if as_json else sys.stdout, flush=True)

    place = home or Path(tempfile.mkdtemp(prefix="sms-tour-"))
    tour: Tour | None = None
    solo: Solo | None = None
    try:
        tour, solo = _open(place, say, peer_port)
        report = _walk(tour, list_file, Category(category))
    except RefusedError as error:
        return _failed(f"refused: {_words(error.refusal)}")
    except ConsoleError as error:
        return _failed(f"{error.code} {error.params}")
    except (TourFailedError, Refused) as error:
        return _failed(str(error))
    finally:
        if tour is not None:
            tour.close()
        if solo is not None:
            solo.stop()
        if home is None and not keep:
            shutil.rmtree(place, ignore_errors=True)
    _conclude(report, say, as_json=as_json)
    return 0 if report["agrees"] and report["recipients"]["balances"] else 1


def _failed(words: str) -> int:
    print(f"tour: {words}", file=sys.stderr, flush=True)  # noqa: T201
    return 1


def _words(refusal: Refusal) -> str:
    return f"{refusal.code} ({refusal.clause}) {refusal.params or ''}".strip()


def _open(place: Path, say: Say, peer_port: int) -> tuple[Tour, Solo]:
    home = Home(place.absolute())
    text = None
    if peer_port:
        shipped = (resources.files("console") / "data" / "gateways" / "demo.toml").read_text("utf-8")
        text = shipped.replace("port = 0", f"port = {peer_port}")
    say("1. 组织 Organisation: 云岭示范银行, keys, roster, policy and pledges, signed")
    org = organisation.build(gateway_text=text, policy_pack=organisation.DEMO_PACK)
    org.write(home.root)
    programs = [p for p in standard(home) if not (peer_port and p.name == "simulator")]
    solo = Solo(home, programs)
    say(
        "2. 进程 Processes: desk, dispatcher"
        + ("" if peer_port else ", simulator")
        + "  [未分离 NOT SEPARATED]"
    )
    try:
        solo.start()
    except BaseException:
        solo.stop()
        raise
    return Tour(home, org, say, peer_port), solo


def _walk(tour: Tour, list_file: Path | None, category: Category) -> dict[str, Any]:
    department = _DEPARTMENT[category]
    listed = _import(tour, list_file, department)
    if not tour.peer_port:
        _control(tour, f"faults {json.dumps({'undelivered': _UNDELIVERED})}")
    if list_file is None:
        _opt_out(tour, listed, department)
    request = _request(tour, category, department, listed)
    _decide(tour, request, department)
    slot = _release(tour, request)
    view = _watch(tour, request, slot)
    return _report(tour, request, view, listed, category)


def _import(tour: Tour, list_file: Path | None, department: str) -> "_Listed":
    drafter = tour.holder("drafter", department)
    with resources.as_file(resources.files("console") / "data" / "samples" / _SAMPLE) as sample:
        path = list_file or sample
        tour.say(f"3. 通讯录 List: {tour.name(drafter)} imports {path.name} (R9, R10)")
        started = time.monotonic()
        with importing.open_source(path) as source:
            imported = importing.run(source, accept=frozenset())
        tour.seconds["read"] = time.monotonic() - started
        pending = lists.upload(
            tour.core(drafter), imported, person=drafter, department=department, name=path.stem
        )
        tour.seconds["import"] = time.monotonic() - started
    tour.say(f"    {imported.rows:,} rows, {len(imported.numbers):,} numbers, left out {imported.left_out:,}")
    lists.finish(tour.core(drafter), pending, tour.key(drafter))
    counts = {str(reason): n for reason, n in imported.counts.items()}
    return _Listed(
        pending.list_id, len(imported.numbers), imported.rows, counts, list(imported.numbers[:_OPTED_OUT])
    )


@dataclass(frozen=True)
class _Listed:
    list_id: int
    n: int
    rows: int
    counts: dict[str, int]
    first: list[int]


def _opt_out(tour: Tour, listed: _Listed, department: str) -> None:
    drafter = tour.holder("drafter", department)
    shown = ", ".join(mask(number) for number in listed.first)
    tour.say(f"    退订 Opt-outs recorded: {shown}; they stay in the list and are left out at the send (R13)")
    tour.core(drafter).call(calls.AddOptOuts(listed.first, "all", "tour"))


def _request(tour: Tour, category: Category, department: str, listed: _Listed) -> int:
    drafter = tour.holder("drafter", department)
    core = tour.core(drafter)
    texts = tomllib.loads((resources.files("console") / "data" / "samples" / "texts.toml").read_text("utf-8"))
    now = datetime.now(UTC)
    draft = views.Draft(
        department=department,
        category=category,
        subtype={"notice": "到期提醒", "promotion": "存款推广", "other": "会议通知"}[category],
        purpose={"notice": "提醒客户办理到期存款", "promotion": "大额存单推广", "other": "通知季度安全例会"}[
            category
        ],
        telephone="010-00000001",
        basis="consent" if category is Category.PROMOTION else "contract",
        consent="客户营销同意书 2026-3" if category is Category.PROMOTION else "",
        audience="本行员工" if category is Category.OTHER else "本行个人存款客户",
        selection="名单见所附通讯录",
        list_source="核心系统导出",
        harmless=True,
        unclassified=True,
        **texts[category],
        slots=[
            views.SlotDraft(
                listed.list_id, render(now - timedelta(minutes=1)), render(now + timedelta(hours=12))
            )
        ],
        gateway="demo",
    )
    saved = core.call(calls.SaveDraft(draft))
    preview = core.call(calls.PreviewDraft(draft, saved.id))
    route = " > ".join(f"{step.post}: {'/'.join(step.people)}" for step in preview.route)
    tour.say(
        f"4. 申请 Request: {preview.chars} characters, {preview.billed_each} part(s), {preview.fen / 100:,.2f} CNY"
    )
    tour.say(f"    route: {route}")
    prepared = core.call(calls.PrepareSubmit(saved.id))
    steps.expect(prepared, by=drafter, kind="request", department=department)
    done = steps.enact(core, prepared, tour.key(drafter))
    tour.say(f"    {done.number} submitted and signed by {tour.name(drafter)} (R2, R9)")
    return int(saved.id)


def _decide(tour: Tour, request: int, department: str) -> None:
    tour.say("5. 审批 Signatures, level by level (R2)")
    while True:
        view: views.RequestView = tour.core(tour.holder("general_manager", "")).call(
            calls.RequestDetail(request)
        )
        due = view.row.waits_for
        if due == "release":
            return
        if due == "accept":
            person = tour.holder("registrar", "general")
            call = calls.PrepareStep("acceptance", request, view.head, paper="2026-001", place="A-01-01")
        else:
            person = tour.holder(due, department)
            card: views.ScopeCard = tour.core(person).call(calls.Scope(request))
            call = calls.PrepareStep(
                "approval",
                request,
                card.head,
                text="同意",
                count=view.row.recipients,
                content_checked=True,
                list_checked=True,
                shown=card.shown,
            )
        prepared = steps.step(tour.core(person), call, by=person, request=view.digest)
        steps.enact(tour.core(person), prepared, tour.key(person))
        tour.say(f"    {due}: {tour.name(person)} signed")


def _release(tour: Tour, request: int) -> int:
    general: views.RequestView = tour.core(tour.holder("general_manager", "")).call(
        calls.RequestDetail(request)
    )
    operator = tour.holder("operator", general.route[-1].department)
    slot = general.slots[0]
    call = calls.PrepareStep("release", request, general.head, slot=slot.id, count=slot.n)
    prepared = steps.step(tour.core(operator), call, by=operator, request=general.digest)
    key = tour.key(operator)
    tour.seconds["released"] = time.monotonic()
    steps.enact(tour.core(operator), prepared, key)
    tour.say(f"6. 发送 Release: {tour.name(operator)} lets {slot.n:,} recipients go")
    return slot.id


def _watch(tour: Tour, request: int, slot: int) -> views.SendView:
    core = tour.core(tour.holder("general_manager", ""))
    last, moved, said = views.Tally(), time.monotonic(), 0.0
    while True:
        view: views.SendView = core.call(calls.SendDetail(request, slot))
        now = time.monotonic()
        tally = view.row.tally
        if view.row.state in {"done", "stopped"}:
            tour.seconds["send"] = now - tour.seconds.pop("released")
            return view
        if view.row.state == "refused":
            raise TourFailedError(f"the dispatcher refused: {view.row.reason}")
        if tally != last:
            last, moved = tally, now
        if now - moved > _SILENT_SECONDS:
            raise TourFailedError(
                f"no progress for {_SILENT_SECONDS} s: {view.row.state} {view.row.reason} {tally}"
            )
        if now - said > 2:
            said = now
            tour.say(
                f"    {view.row.state} {tally.approved - tally.queued:,}/{tally.approved:,} delivered {tally.delivered:,}"
            )
        time.sleep(0.05)


def _report(
    tour: Tour, request: int, view: views.SendView, listed: _Listed, category: Category
) -> dict[str, Any]:
    tally = view.row.tally
    operator = tour.core(tour.holder("general_manager", ""))
    bundle = unpack(operator.call(calls.BundleOf(request, view.row.slot)).data)
    verified = verify(bundle, tour.org.roots, render(datetime.now(UTC)))
    ledger: views.LedgerReport = operator.call(calls.VerifyLedger())
    smsc = _smsc(tour)
    sent = tally.approved - tally.suppressed - tally.not_sent - tally.refused - tally.unknown
    agrees = smsc is None or (smsc["distinct"] == sent and smsc["repeats"] == 0)
    started = tour.seconds["send"]
    return {
        "request": view.row.number,
        "category": str(category),
        "list": {"rows": listed.rows, "numbers": listed.n, "by_reason": listed.counts},
        "signatures": [
            {
                "act": s.kind,
                "person": s.person,
                "name": s.name,
                "posts": list(s.posts),
                "fingerprint": s.fingerprint,
            }
            for s in verified.signatures
        ],
        "recipients": {**msgspec.to_builtins(tally), "balances": tally.balances()},
        "smsc": smsc,
        "agrees": agrees,
        "ledger": {"entries": ledger.entries, "head": ledger.head, "good": ledger.bad == 0},
        "seconds": {name: round(value, 3) for name, value in tour.seconds.items()},
        "messages_per_second": round(sent / started) if started else 0,
        "peak_memory_mib": _memory(tour),
    }


def _smsc(tour: Tour) -> dict[str, int] | None:
    """The simulator's own count; None where the SMSC is another's."""
    if tour.peer_port:
        return None
    counts = _control(tour, "stats")
    return {name: int(counts[name]) for name in ("accepted", "distinct", "repeats")}


def _control(tour: Tour, line: str) -> dict[str, Any]:
    port = int(json.loads(tour.home.simulator_file.read_bytes())["control"])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as sock, sock.makefile("rw") as stream:
        stream.write(line + "\n")
        stream.flush()
        answer: dict[str, Any] = json.loads(stream.readline())
    return answer


def _memory(tour: Tour) -> dict[str, int]:
    """Peak resident memory of each process in MiB, where the system tells it."""
    found = {"console": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
    found["reader"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    for status in Solo(tour.home).status():
        try:
            text = Path(f"/proc/{status.pid}/status").read_text()
        except OSError:
            continue
        peak = next((line for line in text.splitlines() if line.startswith("VmHWM")), "")
        if peak:
            found[status.name] = int(peak.split()[1]) // 1024
    return found


def _conclude(report: dict[str, Any], say: Say, *, as_json: bool) -> None:
    sums = report["recipients"]
    say(f"7. 结果 Result: {report['request']}")
    say(
        "    "
        + ", ".join(f"{name} {value:,}" for name, value in sums.items() if name != "balances" and value)
    )
    say(
        f"    sums balance: {sums['balances']}; SMSC's own count agrees: {report['agrees']} {report['smsc'] or ''}"
    )
    say(
        f"    ledger: {report['ledger']['entries']} entries, head {report['ledger']['head'][:24]}, good: {report['ledger']['good']}"
    )
    if as_json:
        print(json.dumps(report, ensure_ascii=False), flush=True)  # noqa: T201
