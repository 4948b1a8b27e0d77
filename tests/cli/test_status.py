"""What `status` makes of what two daemons say: each broken thing with its level, its words, and nothing unseen called good."""

from pathlib import Path

import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from console.cli import exits, status
from console.cli.checks import condition, gauges
from console.cli.checks.condition import Condition, Heard, Level
from console.domain.times import parse, render
from console.locale import words
from console.version import FULL
from console.wire.duties.status import DeskState, DispatchState
from tests.cli.conftest import Office

NOW = "2026-12-01T02:00:00Z"
DESK = DeskState(
    version=FULL, time=NOW, database="sqlite", entries=1200, idle="", gateways={"main": "up"}, grave={}, mild={},
    slots={}, waits={}, queued=0, unknown=0, unknown_since="", moved=NOW, roster_expires="2027-03-01T00:00:00Z",
    ends="2027-06-30", backup="2026-11-30T18:00:00Z", log=4096,
)  # fmt: skip
DISPATCH = DispatchState(
    version=FULL, time=NOW, database="sqlite", gateways={"main": "up"}, closed={}, holds=[], frozen=0, waits={},
    queued=0, witness="good", backup="2026-11-30T18:00:00Z",
)  # fmt: skip
ROOM = {"/var/lib/sms-desk": 50 << 30}


def found(
    desk: DeskState | str = DESK, dispatch: DispatchState | str = DISPATCH, free: dict[str, int] = ROOM
) -> Condition:
    return Condition(
        parse(NOW),
        Heard(None, desk) if isinstance(desk, str) else Heard(desk),
        Heard(None, dispatch) if isinstance(dispatch, str) else Heard(dispatch),
        free,
        separated=True,
    )


def desk(**changes: object) -> DeskState:
    return msgspec.structs.replace(DESK, **changes)


def dispatch(**changes: object) -> DispatchState:
    return msgspec.structs.replace(DISPATCH, **changes)


def test_an_installation_that_works_is_good_in_one_line() -> None:
    good = found()
    findings = condition.judged(good)
    assert condition.level(findings) is Level.GOOD
    text, _, figures = status.summary(good, findings, Level.GOOD).partition(" | ")
    assert text == "SMS OK - gateway main up, vault open, 0 unknown"
    assert "unknown=0;0" in figures.split()
    assert "roster_days=89;14:;0:" in figures.split()
    assert "backup_desk=28800s;93600;180000" in figures.split()


BROKEN = [
    (found(dispatch=dispatch(gateways={"main": "down"})), Level.BAD, "gateway main down", "断开"),
    (found(dispatch=dispatch(closed={"main": "bind_refused"}, gateways={"main": "down"})), Level.BAD,
     "gateway main closed: bind_refused", "main"),
    (found(dispatch=dispatch(closed={"main": "vault_locked"}, gateways={"main": "down"})), Level.WARN,
     "vault locked", "口令库"),
    (found(desk(slots={"sending": 1}), dispatch(closed={"main": "vault_locked"}, gateways={"main": "down"})),
     Level.BAD, "vault locked", "口令库"),
    (found(dispatch="gone"), Level.BAD, "dispatcher gone", "发送程序没有运行"),
    (found(desk="gone"), Level.BAD, "desk gone", "业务台没有运行"),
    (found(desk="slow"), Level.BAD, "desk slow", "三秒"),
    (found(free={"/var/lib/sms-desk": 100 << 20}), Level.BAD, "/var/lib/sms-desk 100 MiB free", "100"),
    (found(desk(grave={"roster_over": 1})), Level.BAD, "roster_over", "到期"),
    (found(desk(mild={"roster_expiring": 1})), Level.WARN, "roster_expiring", "到期"),
    (found(desk(grave={"calendar_missing": 1})), Level.BAD, "calendar_missing", "放假安排"),
    (found(desk(grave={"desk_clock_ahead": 1})), Level.BAD, "desk_clock_ahead", "时钟"),
    (found(dispatch=dispatch(holds=["clock_ahead"])), Level.BAD, "all held: clock_ahead", "时钟"),
    (found(dispatch=dispatch(holds=["not_armed"])), Level.BAD, "all held: not_armed", "两"),
    (found(desk(time="2026-12-01T02:02:00Z")), Level.BAD, "clock of desk +120 s", "120"),
    (found(desk(backup="2026-11-29T20:00:00Z")), Level.WARN, "backup of desk 30 h old", "业务台 最近一次备份"),
    (found(dispatch=dispatch(backup="2026-11-20T20:00:00Z")), Level.BAD, "backup of dispatch 246 h old", "发送程序"),
    (found(desk(backup="")), Level.WARN, "no backup of desk", "还没有备份过"),
    (found(desk(unknown=11, unknown_since="2026-12-01T01:00:00Z")), Level.WARN, "11 unknown", "11 条结果不明"),
    (found(desk(unknown=11, unknown_since="2026-11-29T01:00:00Z")), Level.BAD, "11 unknown", "11 条结果不明"),
    (found(dispatch=dispatch(waits={"receipt_stray": 2, "quiet_hours": 5})), Level.WARN, "2 held: receipt_stray", "2 次"),
    (found(dispatch=dispatch(frozen=3)), Level.WARN, "3 freezes", "3 项冻结"),
    (found(dispatch=dispatch(witness="witness_none")), Level.WARN, "witness witness_none", "外存"),
    (found(desk(ends="2026-12-05")), Level.WARN, "gateway date in 4 d", "还有 4 天"),
    (found(desk(ends="2026-11-20")), Level.BAD, "gateway date in -11 d", "已经过期"),
    (found(desk(log=-1)), Level.BAD, "desk writes no log", "业务台的日志写不进去"),
    (found(dispatch=dispatch(log=-1)), Level.BAD, "dispatcher writes no log", "发送程序的日志写不进去"),
    (found(desk(log_days=12)), Level.WARN, "log of desk reaches back 12 d", "仅保留 12 天，不足 180 天"),
    (found(dispatch=dispatch(log_days=0)), Level.WARN, "log of dispatcher reaches back 0 d", "仅保留 0 天"),
    (found(desk(unheard=2)), Level.WARN, "2 notices not sent", "2 条通知"),
    (found(desk(teller="2026-12-01T01:40:00Z")), Level.WARN, "notices silent", "通知程序"),
    (found(desk(version="0.0.9")), Level.WARN, "desk runs 0.0.9", "0.0.9"),
    (found(desk="database_gone"), Level.BAD, "desk database gone", "数据库连不上"),
    (found(desk="disk_full"), Level.BAD, "desk disk full", "磁盘满了"),
    (found(dispatch=dispatch(holds=["database_gone"])), Level.BAD, "all held: database_gone", "恢复后自动继续"),
    (found("refused", "refused"), Level.UNKNOWN, "desk refused", "不能判断"),
    (found("hidden", "hidden"), Level.UNKNOWN, "desk hidden", "不能判断"),
    (found("hidden", dispatch(gateways={"main": "down"})), Level.BAD, "gateway main down", "断开"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "level", "brief", "said"), BROKEN, ids=lambda one: getattr(one, "name", None)
)
def test_a_broken_thing_has_its_level_and_its_words(
    given: Condition, level: Level, brief: str, said: str
) -> None:
    findings = condition.judged(given)
    assert condition.level(findings) is level
    (one,) = [one for one in findings if one.brief == brief]
    assert said in status.said(one, "zh", str)
    assert status.said(one, "en", str).isascii()
    line = status.summary(given, findings, level)
    assert line.isascii()
    assert line.count("|") == 1
    assert len(line.partition(" | ")[0]) <= 78


def test_a_summary_of_much_says_how_much_more() -> None:
    much = found(
        desk(grave={f"trouble_number_{n}": 1 for n in range(9)}), dispatch(gateways={"main": "down"})
    )
    text = status.summary(much, condition.judged(much), Level.BAD).partition(" | ")[0]
    assert text.startswith("SMS CRITICAL - gateway main down, trouble_number_0")
    assert text.endswith(" more")
    assert len(text) <= 78


def test_no_word_of_a_desk_breaks_the_line() -> None:
    odd = found(dispatch=dispatch(gateways={"网关|x\ny": "down"}))
    line = status.summary(odd, condition.judged(odd), Level.BAD)
    assert line.isascii()
    assert line.count("|") == 1


@pytest.mark.parametrize(
    "said",
    [
        {"time": "soon"},
        {"unknown_since": "2026"},
        {"ends": "never"},
        {"backup": "\x1b[2J"},
        {"teller": "late"},
        {"time": 7},
    ],
)
def test_a_dispatcher_that_is_down_is_said_beside_a_desk_that_says_nonsense(
    tmp_path: Path, said: dict[str, object]
) -> None:
    lying = tmp_path / "desk.sock"
    lying.touch()
    answer = msgspec.to_builtins(DESK) | said

    def asked() -> DeskState:
        return msgspec.convert(answer, DeskState)

    heard = condition._heard(lying, asked)
    assert heard == Heard(None, "lost")
    given = found()._replace(desk=heard, dispatch=Heard(dispatch(gateways={"main": "down"})))
    assert {"desk lost", "gateway main down"} <= {one.brief for one in condition.judged(given)}


def test_prometheus_reads_it_back() -> None:
    given = found(desk(unknown=3, unknown_since=NOW, mild={"roster_expiring": 1}), dispatch(frozen=1))
    families = {one.name: one for one in text_string_to_metric_families(gauges.text(given, Level.WARN))}
    values = {name: [sample.value for sample in one.samples] for name, one in families.items()}
    assert values["sms_console_status"] == [1.0]
    assert values["sms_console_gateway_up"] == [1.0]
    assert values["sms_console_unknown_outcomes"] == [3.0]
    assert values["sms_console_oldest_unknown_timestamp_seconds"] == [parse(NOW).timestamp()]
    labels = [sample.labels for sample in families["sms_console_backup_success_timestamp_seconds"].samples]
    assert labels == [{"part": "desk"}, {"part": "dispatch"}]
    assert not any(one.documentation == "" for one in families.values())


def test_whatever_cannot_be_looked_at_is_unknown_and_no_warning(office: Office) -> None:
    assert office("zhaomin", "status", "--bogus").code == exits.UNKNOWN
    assert office("zhaomin", "status").code == exits.UNKNOWN, "nothing is installed here"
    office.roots()
    answer = office("zhaomin", "status", "--textfile", str(office.home / "nowhere" / "sms.prom"))
    assert answer.code == exits.UNKNOWN
    assert "sms.prom" in answer.err


def test_every_state_of_a_daemon_has_its_words() -> None:
    for why in ("gone", "slow", "lost", "failed", "hidden", "refused"):
        for lang in ("zh", "en"):
            assert words.has(f"status.said.{why}", lang)
    assert render(parse(NOW)) == NOW
