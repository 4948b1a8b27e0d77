"""The state of an installation as Prometheus reads it from a text file: gauges alone, moments in place of ages.

Names follow the convention of that system: one prefix, base units, `_timestamp_seconds` for moments. No label can grow without bound.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest, write_to_textfile
from prometheus_client.core import GaugeMetricFamily, Metric

from console.cli.checks import condition
from console.cli.checks.condition import Condition, Level
from console.domain.times import parse
from console.version import FULL


def text(found: Condition, level: Level) -> str:
    """The exposition."""
    return generate_latest(_registry(found, level)).decode()


def write(path: Path, found: Condition, level: Level) -> None:
    """Write it beside the file and rename it, as the textfile collector wants it. Raises OSError."""
    write_to_textfile(str(path), _registry(found, level))


def _registry(found: Condition, level: Level) -> CollectorRegistry:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collector(found, level))
    return registry


class _Collector:
    def __init__(self, found: Condition, level: Level) -> None:
        self._found, self._level = found, level

    def collect(self) -> Iterator[Metric]:
        """Yield every gauge that is known."""
        found, desk, dispatch = self._found, self._found.desk.answer, self._found.dispatch.answer
        yield _one("status", "0 good, 1 worth a look, 2 bad, 3 unknown.", int(self._level))
        yield _labelled("build_info", "The program that looked.", "version", {FULL: 1})
        yield _labelled(
            "up",
            "Whether a daemon answered.",
            "daemon",
            {"desk": desk is not None, "dispatcher": dispatch is not None},
        )
        if dispatch is not None:
            lines = {name: state == "up" for name, state in dispatch.gateways.items()}
            yield _labelled("gateway_up", "Whether a gateway has its line.", "gateway", lines)
            locked = any(why.startswith("vault_") for why in dispatch.closed.values())
            yield _one("vault_open", "Whether the passwords can be read.", not locked)
            yield _one("waiting_messages", "Messages that wait in sends that were taken.", dispatch.queued)
            yield _one("freezes", "Freezes in force.", dispatch.frozen)
        yield _labelled("waiting_sends", "Sends that stand, by why.", "reason", condition.waiting(found))
        if desk is not None:
            yield _labelled("sends", "Sends that were released and have not ended.", "state", desk.slots)
            yield _one(
                "unknown_outcomes", "Results that nobody knows and no two people settled.", desk.unknown
            )
            yield _one("notices_failed", "Notices of the last day that no channel took.", desk.unheard)
            yield from _moment("oldest_unknown", "The oldest of them.", desk.unknown_since)
            yield from _moment("last_report", "When a send last reported.", desk.moved)
            yield _one("ledger_head_entries", "The number of the newest ledger entry.", desk.entries)
            yield from _moment("roster_expires", "The end of the roster in force.", desk.roster_expires)
            alerts = {**desk.mild, **desk.grave}
            yield _labelled("alerts", "What the roster or its files lack, by kind.", "alert", alerts)
        kept = {part: parse(at).timestamp() for part, at in condition.backups(found).items() if at}
        yield _labelled("backup_success_timestamp_seconds", "The last good backup of a part.", "part", kept)
        yield _labelled("disk_free_bytes", "Room where data grows.", "path", found.free)


def _one(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"sms_console_{name}", about, value=float(value))


def _labelled(name: str, about: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"sms_console_{name}", about, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], float(value))
    return family


def _moment(name: str, about: str, at: str) -> Iterator[Metric]:
    if at:
        yield _one(f"{name}_timestamp_seconds", about, parse(at).timestamp())
