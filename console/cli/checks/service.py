"""The daemons by their answers: the desk, its clock and ledger, the dispatcher and the vault, the roster's gaps."""

from datetime import UTC, datetime
from typing import Any, Final

from console.cli.checks.finding import Finding, Findings, judged
from console.cli.session import Session
from console.domain.times import parse
from console.errors import ConsoleError, RefusedError
from console.failure import DATABASE_GONE, DISK_FULL
from console.locale import words
from console.wire import calls
from console.wire.contacts import optouts
from console.wire.control import Question, ask
from console.wire.duties.here import Me
from console.wire.ledger import ledger
from console.wire.rosters import rosters
from console.wire.sending import freezes

_SKEW: Final = 5.0
"""Seconds that two clocks of one host, or of synchronised hosts, may differ."""
_PATIENCE: Final = 10.0
_NAMED: Final = frozenset({DATABASE_GONE, DISK_FULL})
"""Failures of a desk that answers, with remedies of their own."""


def desk(run: Session) -> Findings:
    """Check whether the desk answers; an unknown caller is not a fault of the desk."""
    try:
        departments = run.ask(calls.Departments())
    except RefusedError as error:
        yield _unseen(run, "desk", error)
    except ConsoleError as error:
        remedy = error.code if error.code in _NAMED else "desk"
        yield Finding("desk", "bad", error.code, remedy, {"path": str(run.settings.layout.desk_socket)})
    else:
        yield Finding("desk", "good", f"{len(departments)}")


def clock(run: Session) -> Findings:
    """Compare this clock with the desk's, and with the last entry of the ledger, which never goes back."""
    try:
        me: Me = run.ask(calls.WhoAmI())
        newest: ledger.EntryPage = run.ask(ledger.EntriesPage(limit=1))
    except (RefusedError, ConsoleError):
        return
    now = datetime.now(UTC)
    off = (parse(me.time) - now).total_seconds()
    yield from _desk_clock(run)
    yield judged("clock", abs(off) <= _SKEW, f"{off:+.0f} s", "clock")
    for row in newest.rows[:1]:
        ahead = (parse(row.time) - now).total_seconds()
        yield judged(
            "ledger_time",
            ahead <= _SKEW,
            run.when(row.time),
            "ledger_time",
            weigh=False,
            at=run.when(row.time),
        )


def _desk_clock(run: Session) -> Findings:
    """Check whether the desk believes its own clock: while it does not, nothing that is due by time is done."""
    try:
        rows: list[freezes.DispatcherRow] = run.ask(freezes.Dispatchers())
    except (RefusedError, ConsoleError):
        return
    for row in rows:
        if row.why == "desk_clock_ahead":
            yield Finding("desk_clock", "bad", words.slot_reason(row.why, run.lang), "desk_clock")


def optout_key(run: Session) -> Findings:
    """Check whether the desk has the key that recognises opt-outs of erased numbers (R13)."""
    try:
        state: optouts.OptOutKeyState = run.ask(optouts.OptOutKey())
    except (RefusedError, ConsoleError):
        return
    if state.refusal is not None:
        message = words.explain(state.refusal, run.lang)
        yield Finding("optout_key", "bad", message.what, "said", {"text": f"{message.why} {message.next}"})
    elif state.key:
        yield Finding("optout_key", "good", f"{state.key}: {state.hashed}")


def dispatcher(run: Session) -> Findings:
    """Check whether the dispatcher answers, and which gateways are closed and why; the custodian also sees the vault's state."""
    home = run.settings.layout
    try:
        status = _asked(run, "status")
    except RefusedError as error:
        yield _unseen(run, "dispatcher", error)
        return
    except ConsoleError as error:
        yield Finding("dispatcher", "bad", error.code, "dispatcher", {"path": str(home.dispatch_socket)})
        return
    lines = status["gateways"]
    up = [f"{name} {run.t('gateway.up')}" for name, state in lines.items() if state == "up"]
    yield Finding("dispatcher", "good", ", ".join(up) or "-")
    for name in (name for name, state in lines.items() if state == "down"):
        yield Finding("gateway", "bad", f"{name}: {run.t('gateway.down')}", "gateway_down", {"gateway": name})
    for name, why in status.get("closed", {}).items():
        message = words.slot_reason(why, run.lang)
        yield Finding("gateway", "bad", f"{name}: {message}", "gateway", {"gateway": name, "why": message})
    for why in status.get("holds", []):
        if why == "optout_key":
            yield Finding("optout_key", "bad", words.slot_reason(why, run.lang), "dispatch_optout_key")
            continue
        if why == DATABASE_GONE:
            yield Finding("hold", "bad", words.slot_reason(why, run.lang), why)
            continue
        yield Finding("hold", "weigh", words.slot_reason(why, run.lang), "hold")
    yield from _witness(status.get("witness", "good"), separated=run.settings.site is not None)
    for name, line in status.get("wire", {}).items():
        yield from _wire(run, name, line)
    try:
        vault = _asked(run, "custody")
    except (RefusedError, ConsoleError):
        # Only the custodian may see it.
        return
    standing = f"{vault['backend']}: {vault['state']} {vault.get('why', '')}".rstrip()
    remedy = "vault_none" if vault["state"] == "missing" else "vault"
    yield judged("vault", vault["state"] == "unlocked", standing, remedy, weigh=vault["state"] == "locked")


def _witness(state: str, *, separated: bool) -> Findings:
    """Check whether a record outside the dispatcher's folder knows its progress, in case folder and desk are lost together.

    Without one a real gateway may send twice after the whole host was put back; a demo (`state` empty) reaches nobody.
    """
    if not state:
        return
    if state == "good":
        yield Finding("witness", "good", state)
    else:
        yield Finding("witness", "bad" if separated else "weigh", state, state)


def _wire(run: Session, gateway: str, line: dict[str, Any]) -> Findings:
    """Check what goes wrong on a gateway's line: what its provider does against the protocol, and submits without an answer."""
    said = [run.t(f"wire.{name}", n=n) for name, n in sorted(line["faults"].items())]
    if line.get("full"):
        yield Finding("replies_full", "bad", gateway, "replies_full")
    n, oldest = line["unanswered"]
    if n:
        said.insert(0, run.t("monitor.unanswered", n=n, seconds=oldest))
    if said:
        yield Finding("wire", "weigh", f"{gateway}: {', '.join(said)}", "wire")


def roster(run: Session) -> Findings:
    """Check for gaps and conflicts of the roster, where the desk answers and knows this caller; mere notes are no fault."""
    try:
        rows = run.ask(rosters.Alerts())
    except (RefusedError, ConsoleError):
        return
    for one in rows:
        if one.code in {"calendar_missing", "desk_clock_ahead"}:
            # It has a finding of its own.
            continue
        message = words.alert(one.code, one.clause, one.params, run.lang)
        text = f"{message.what} {message.why}"
        yield Finding("roster", "bad" if one.grave else "weigh", text, "said", {"text": message.next})


def _unseen(run: Session, check: str, error: RefusedError) -> Finding:
    """It answers, and does not say to this caller how it is."""
    return Finding(check, "unknown", words.explain(error.refusal, run.lang).what, "unseen")


def _asked(run: Session, verb: str) -> Any:
    return ask(run.settings.layout.dispatch_socket, Question(verb, person=run.person), timeout=_PATIENCE)
