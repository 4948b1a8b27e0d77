"""The whole job without a terminal: a list becomes a request, is signed level by level, sent over SMPP, and its receipts counted.

It uses the same sockets, the same dispatcher process and the same signatures as the screens. The tour itself types people's
demo passphrases.
"""

import json
import resource
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from console.acting.evidence import bundles
from console.contacts.error import ContactsError
from console.domain.categories import Category
from console.domain.data_folder import data_folder
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.launch import organisation
from console.launch.processes import Solo, standard
from console.launch.scenes import DEPARTMENT, Listed, Say, TourFailedError, Walk
from console.locale.words import explain, problem
from console.settings import Home
from console.signing.bundle import verify
from console.signing.bundle_file import unpack
from console.signing.refused import Refused
from console.signing.trust import Roots
from console.wire.ledger import ledger as ledger_calls
from console.wire.sending import sends
from console.wire.sending.slots import Tally

_LANG: Final = "en"
"""The tour's own words are in both languages; failures are reported in this one."""

_UNDELIVERED: Final = 20
_SILENT_SECONDS: Final = 120


@dataclass
class Tour(Walk):
    """A walk with the organisation's roots at hand, and perhaps a foreign SMSC at `peer_port`."""

    roots: Roots = field(default_factory=lambda: Roots("", (), 0))
    peer_port: int = 0


def main(
    list_file: Path | None = None,
    category: str = "notice",
    *,
    as_json: bool = False,
    home: Path | None = None,
    keep: bool = False,
    peer_port: int = 0,
) -> int:
    """Walk through the job and return 0, or 1 with the reason on stderr. With `as_json` the last line is one JSON object.

    `home` is where the installation is made (a temporary folder without it, removed at the end unless `keep`). `peer_port`
    sends to an SMSC that already listens on this machine instead of the simulator.
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
        return _failed(explain(error.refusal, _LANG))
    except (ConsoleError, ContactsError) as error:
        params = error.params if isinstance(error, ConsoleError) else error.detail
        return _failed(problem(error.code, params, _LANG))
    except (TourFailedError, Refused) as error:
        return _failed((str(error),))
    finally:
        if tour is not None:
            tour.close()
        if solo is not None:
            solo.stop()
        if home is None and not keep:
            shutil.rmtree(place, ignore_errors=True)
    _conclude(report, say, as_json=as_json)
    return 0 if report["agrees"] and report["recipients"]["balances"] else 1


def _failed(words: Iterable[str]) -> int:
    print("\n".join(("tour:", *words)), file=sys.stderr, flush=True)  # noqa: T201
    return 1


def _open(place: Path, say: Say, peer_port: int) -> tuple[Tour, Solo]:
    home = Home(place.absolute())
    text = None
    if peer_port:
        shipped = (data_folder() / "gateways" / "demo.toml").read_text("utf-8")
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
    return Tour(home, say, roots=org.roots, peer_port=peer_port), solo


def _walk(tour: Tour, list_file: Path | None, category: Category) -> dict[str, Any]:
    department = DEPARTMENT[category]
    listed = tour.bring_list(list_file, department)
    if not tour.peer_port:
        _control(tour, f"faults {json.dumps({'undelivered': _UNDELIVERED})}")
    if list_file is None:
        tour.opt_out(listed, department)
    request = tour.ask(category, department, listed)
    tour.decide(request, department)
    slot = tour.release(request)
    view = _watch(tour, request, slot)
    return _report(tour, request, view, listed, category)


def _watch(tour: Tour, request: int, slot: int) -> sends.SendView:
    core = tour.core(tour.holder("general_manager", ""))
    last, moved, said = Tally(), time.monotonic(), 0.0
    while True:
        view: sends.SendView = core.call(sends.SendDetail(request, slot))
        now = time.monotonic()
        tally = view.row.tally
        if view.row.state in {"done", "unsettled", "stopped"}:
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
    tour: Tour, request: int, view: sends.SendView, listed: Listed, category: Category
) -> dict[str, Any]:
    tally = view.row.tally
    operator = tour.core(tour.holder("general_manager", ""))
    bundle = unpack(bundles.whole(operator, request, view.row.slot))
    verified = verify(bundle, tour.roots, render(datetime.now(UTC)))
    ledger: ledger_calls.LedgerReport = operator.call(ledger_calls.VerifyLedger())
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
    """The simulator's own counts; None for a foreign SMSC."""
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
    """Peak resident memory of each process in MiB, where the system reports it."""
    memory = {"console": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
    memory["reader"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    for status in Solo(tour.home).status():
        try:
            text = Path(f"/proc/{status.pid}/status").read_text()
        except OSError:
            continue
        peak = next((line for line in text.splitlines() if line.startswith("VmHWM")), "")
        if peak:
            memory[status.name] = int(peak.split()[1]) // 1024
    return memory


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
