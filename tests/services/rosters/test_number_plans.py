"""Number plans: brought by a roster signer, in force with the second signature, counting from the day that each says (R10)."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.acting.rosters import number_plans as acting
from console.acting.rosters import rule_files as rule_file_acting
from console.contacts.importing import Reading
from console.contacts.plan import plans, texts
from console.contacts.reasons import Reason
from console.contacts.source import open_source
from console.domain.contacts import number_plans
from console.domain.contacts.phone import NumberClass, NumberPlan
from console.domain.people.people import PlanRef
from console.domain.rosters import rule_file_differences, rule_files
from console.domain.rosters.rosters import SetNumbers
from console.domain.rosters.rule_files import Kind
from console.errors import ConsoleError
from console.locale.rule_file_words import change_lines
from console.services.context import Caller
from console.wire.requests import approvals
from console.wire.rosters import rule_files as wire
from tests.services.core import Core
from tests.services.rosters.test_rule_files import bring, publish, refusal

SHIPPED = texts()["cn-2026"]


def plan(version: str = "cn-2026-12", since: str = "2026-12-01", heads: str = "161") -> str:
    """The shipped plan with one more head of mobile numbers."""
    text = SHIPPED.replace('version = "cn-2026"', f'version = "{version}"')
    text = text.replace("effective_from = 2026-01-01", f"effective_from = {since}")
    return text.replace('heads = ["192"]', f'heads = ["192", "{heads}"]')


class Line:
    def __init__(self, core: Core, person: str = "zhaomin") -> None:
        self.core, self.person = core, person

    def call(self, call: Any) -> Any:
        return self.core.call(self.person, call)


def in_force(core: Core) -> NumberPlan:
    with core.context(Caller("", "desk"), write=False) as ctx:
        return ctx.plan


def test_a_plan_counts_from_its_day_once_two_signed_it(core: Core) -> None:
    change = bring(core, Kind.NUMBERS, plan())
    assert change == SetNumbers("cn-2026-12", rule_files.digest_of(plan().encode()))
    core.at = datetime(2026, 12, 1, 2, tzinfo=UTC)
    assert in_force(core).version == "cn-2026", "what was brought is not in force"
    publish(core, change)
    assert in_force(core).version == "cn-2026-12"
    rows = [row for row in core.call("zhaomin", wire.RuleFilesInForce()) if row.kind == "numbers"]
    assert [(row.name, row.signed_by, row.kept, row.missing_at) for row in rows] == [
        ("cn-2026-12", ["hanxue", "yangfan"], True, [])
    ]
    core.at = datetime(2026, 11, 30, 15, 59, tzinfo=UTC)
    assert in_force(core).version == "cn-2026", "23:59 of the day before"
    core.at = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
    assert in_force(core).version == "cn-2026-12", "midnight in Shanghai"


def test_of_several_plans_the_newest_that_has_begun_counts(core: Core) -> None:
    publish(core, bring(core, Kind.NUMBERS, plan("b", "2026-12-01")))
    publish(core, bring(core, Kind.NUMBERS, plan("a", "2027-01-01")))
    line = Line(core)
    wanted = {
        "2026-11-30": "cn-2026",
        "2026-12-01": "b",
        "2026-12-31": "b",
        "2027-01-01": "a",
        "2025-01-01": "cn-2026",
    }
    assert {day: acting.on(line, date.fromisoformat(day)).version for day in wanted} == wanted
    assert acting.file_on(line, date(2026, 12, 1)).text == plan("b", "2026-12-01")
    assert acting.file_on(line, date(2026, 11, 1)).text == SHIPPED
    # A plan of the same day as the shipped one comes in its place.
    publish(core, bring(core, Kind.NUMBERS, plan("c", "2026-01-01")))
    assert acting.on(line, date(2026, 11, 24)).version == "c"


def test_an_import_is_judged_by_the_plan_of_its_day(core: Core, tmp_path: Path) -> None:
    publish(core, bring(core, Kind.NUMBERS, plan()))
    file = tmp_path / "list.txt"
    file.write_text("16100000001\n")
    for day, counted in ((date(2026, 11, 24), 1), (date(2026, 12, 1), 0)):
        with open_source(file) as source, Reading(source, plan=acting.on(Line(core), day)) as reading:
            assert reading.judge(frozenset()).counts.get(Reason.UNASSIGNED, 0) == counted


def test_the_approvers_see_the_carriers_of_the_plan_in_force(core: Core) -> None:
    request = core.requested()
    assert core.call("sunli", approvals.Scope(request)).classes == {"unassigned": 20}
    publish(core, bring(core, Kind.NUMBERS, plan(since="2026-11-01")))
    assert core.call("sunli", approvals.Scope(request)).classes == {"mobile": 20}


def test_a_plan_that_is_not_here_is_never_taken_for_the_shipped_one(core: Core) -> None:
    publish(core, bring(core, Kind.NUMBERS, plan(since="2026-11-01")))

    class Forgetful(Line):
        def call(self, call: Any) -> Any:
            if isinstance(call, wire.RuleFileDetail):
                raise ConsoleError("no_such_rule_file")
            return super().call(call)

    with pytest.raises(ConsoleError) as missing:
        acting.on(Forgetful(core), date(2026, 11, 24))
    assert missing.value.code == "rule_file_missing"

    class Lying(Line):
        def call(self, call: Any) -> Any:
            answer = super().call(call)
            if isinstance(call, wire.RuleFileDetail):
                return wire.RuleFileBytes(
                    answer.kind, answer.name, answer.digest, plan(heads="160").encode(), "", ""
                )
            return answer

    with pytest.raises(ConsoleError) as differs:
        acting.on(Lying(core), date(2026, 11, 24))
    assert differs.value.code == "rule_file_differs"


def test_what_differs_is_said_by_class_and_carrier() -> None:
    old, new = (rule_files.opened(Kind.NUMBERS, text.encode()) for text in (SHIPPED, plan()))
    assert list(change_lines(Kind.NUMBERS, rule_file_differences.changes(old, new), "zh")) == [
        "版本：cn-2026 -> cn-2026-12",
        "起用日期：2026-01-01 -> 2026-12-01",
        "号段 / 手机号 / 中国广电：192 -> 161, 192",
    ]


def test_the_second_signer_is_shown_what_the_plan_changes_against_the_shipped_one(core: Core) -> None:
    before = core.org.roster
    assert before is not None
    change = bring(core, Kind.NUMBERS, plan())
    assert isinstance(change, SetNumbers)
    after = msgspec.structs.replace(before, version=2, plans=[PlanRef(change.version, change.digest)])
    (one,) = rule_file_acting.compared(Line(core, "yangfan"), before, after)
    assert "号段 / 手机号 / 中国广电：192 -> 161, 192" in list(change_lines(one.kind, one.changes, "zh"))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('heads = ["192"]', 'heads = ["192", "130"]', "head_twice"),
        ('heads = ["192"]', 'heads = ["12"]', "value"),
        ('heads = ["192"]', 'heads = ["192333"]', "value"),
        ('carrier = "china_broadnet"', 'carrier = "nobody"', "value"),
        ('class = "mobile"', 'class = "landline"', "value"),
        ('class = "iot13"', 'class = "mobile"', "value"),
        ("effective_from = 2026-01-01", 'effective_from = "soon"', "value"),
        ('class = "data_card"', 'kind = "data_card"', "unknown"),
        ("lengths = [13]", "lengths = 13", "type_array"),
    ],
)
def test_a_plan_that_is_not_fit_is_refused_with_the_line(core: Core, old: str, new: str, fault: str) -> None:
    refused = refusal(
        core, Kind.NUMBERS, SHIPPED.replace('"cn-2026"', '"x"', 1).replace(old, new, 1).encode()
    )
    assert refused.clause == "R10"
    assert refused.params["file_fault"] == fault
    assert int(refused.params["line"]) > 1


def test_a_version_is_one_file_and_only_signers_bring_it(core: Core) -> None:
    assert refusal(core, Kind.NUMBERS, SHIPPED.encode()).code == "file_version_taken"
    publish(core, bring(core, Kind.NUMBERS, plan()))
    assert refusal(core, Kind.NUMBERS, plan(heads="160").encode()).code == "file_version_taken"
    assert refusal(core, Kind.NUMBERS, plan("x").encode(), "zhengtao").code == "not_a_roster_signer"


def test_a_roster_without_plans_has_the_bytes_that_it_had_before_there_were_any(core: Core) -> None:
    assert '"plans"' not in core.org.rosters[0].text


def test_the_shipped_plan_is_one_that_could_be_brought() -> None:
    for one in plans():
        assert number_plans.read(texts()[one.version]) == one
    spelled = number_plans.heads_of(plans()[-1])
    assert spelled["mobile", "china_broadnet"] == ("192",)
    assert spelled["satellite", "satellite"] == ("1749",)
    assert not any(kind == NumberClass.UNASSIGNED for kind, _ in spelled)
