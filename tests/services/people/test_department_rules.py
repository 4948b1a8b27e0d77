"""R0: each department sets up its own rules, version by version, and its manager acknowledges them."""

import pytest

from console.domain.people.department_rules import DepartmentRules
from console.errors import ConsoleError, RefusedError
from console.wire.acts import Prepare
from console.wire.answers import Done, Prepared
from console.wire.ledger import ledger
from console.wire.people.department_rules import (
    DepartmentRulesDetail,
    DepartmentRulesPage,
    DepartmentRulesVersions,
)
from tests.asking import asked
from tests.services.core import Core

TEXT = "一、短信由专人起草。\n二、名单用完即删。"


def version(title: str = "业务部短信管理规定", rules: str = TEXT) -> Prepare:
    """What a console asks the desk for, of the next version for 业务部."""
    return asked(DepartmentRules, "business", title=title, rules=rules)


def acknowledge(core: Core, rules: str = TEXT, person: str = "sunli") -> Done:
    return core.enact(person, core.call(person, version(rules=rules)))


def test_the_manager_acknowledges_version_after_version_and_old_ones_stay(core: Core) -> None:
    done = acknowledge(core)
    entry = core.call("shenyu", ledger.EntryDetail(done.seq))
    assert (entry.row.kind, entry.row.actor, entry.row.subject) == (
        "department.rules",
        "sunli",
        "department:business",
    )
    acknowledge(core, TEXT + "\r\n三、每季自查。\r\n")
    rows = {row.department: row for row in core.call("weina", DepartmentRulesPage())}
    assert (rows["business"].version, rows["business"].by) == (2, "sunli")
    assert (rows["credit"].version, rows["credit"].by) == (0, "")
    newest = core.call("zhaomin", DepartmentRulesDetail("business"))
    first = core.call("zhaomin", DepartmentRulesDetail("business", 1))
    assert '三、每季自查。"' in newest.statement
    assert first.row.digest in newest.statement
    assert "每季" not in first.statement
    every = core.call("zhaomin", DepartmentRulesVersions("business"))
    assert [(row.version, row.digest) for row in every] == [(2, newest.row.digest), (1, first.row.digest)]
    assert core.call("jiangbo", DepartmentRulesVersions("credit")) == []
    acknowledge(core)
    third, second = core.call("zhaomin", DepartmentRulesVersions("business"))[:2]
    assert (third.version, second.digest) == (3, newest.row.digest)
    assert second.digest in core.call("zhaomin", DepartmentRulesDetail("business")).statement


@pytest.mark.parametrize("person", ["zhaomin", "jiangbo", "liqiang", "zhengtao", "shenyu"])
def test_nobody_but_the_departments_manager_acknowledges(core: Core, person: str) -> None:
    core.refuses("rules_not_yours", person, version())


@pytest.mark.parametrize(
    ("title", "rules", "code"),
    [
        ("", TEXT, "field_missing"),
        ("规定", " \n", "field_missing"),
        ("规定", "短" * 20_001, "too_long"),
        ("规", "有事打 138-0013-8000", "application_mobile"),
        ("规定", "一、\u200b专人", "hidden_characters"),
    ],
)
def test_the_text_is_there_fits_and_names_no_mobile(core: Core, title: str, rules: str, code: str) -> None:
    core.refuses(code, "sunli", version(title, rules))


def test_a_version_follows_the_one_in_force(core: Core) -> None:
    early = core.call("sunli", version())
    acknowledge(core)
    with pytest.raises(RefusedError) as caught:
        core.enact("sunli", early)
    assert (caught.value.refusal.code, caught.value.refusal.clause) == ("rules_moved_on", "R0")


def test_the_signature_is_judged_by_its_signer_not_by_who_carries_it(core: Core) -> None:
    prepared = core.call("sunli", version())
    forged = Prepared(prepared.text.replace('"by":"sunli"', '"by":"jiangbo"'))
    with pytest.raises(RefusedError) as caught:
        core.enact("jiangbo", forged, carrier="sunli")
    assert caught.value.refusal.code == "rules_not_yours"
    core.enact("sunli", prepared, carrier="zhaomin")
    assert core.call("sunli", DepartmentRulesDetail("business")).carrier == "zhaomin"


def test_the_text_is_for_the_department_and_the_general_department(core: Core) -> None:
    acknowledge(core)
    core.refuses("not_your_department", "weina", DepartmentRulesDetail("business"))
    core.refuses("not_your_department", "weina", DepartmentRulesVersions("business"))
    assert core.call("wangfang", DepartmentRulesDetail("business")).row.version == 1
    with pytest.raises(ConsoleError):
        core.call("wangfang", DepartmentRulesDetail("business", 9))
