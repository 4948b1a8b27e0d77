"""Refusals by a provider's code at the desk (R13): recorded once, counted without a number, and too many of one send are reported."""

from typing import Any

import pytest
from sqlalchemy import func, select

from console.domain.contacts.optouts import number_of
from console.domain.sending.gateways import read
from console.domain.sending.refusal_codes import LEAST, RefusalCode, RefusalCodes, too_many
from console.domain.toml_lines import FileFaultError
from console.services.context import Caller
from console.services.sending import code_refusals
from console.store.contacts import code_refusal, optout
from console.store.tables import LedgerRecord
from console.wire.contacts import optouts
from console.wire.dispatch import CodeRefusal, ReportCodeRefusals, ReportResults, ReturnOptOuts
from console.wire.duties import deadlines
from console.wire.requests import approvals
from console.wire.rosters import gateway_codes
from tests.services.core import Core
from tests.services.sending.test_sending import DISPATCH, released
from tests.world import numbers

NUMS = list(numbers(400))


def coded(
    *nums: int, request: int, scope: str = "promotion", code: str = "UNDELIV MB:1042"
) -> ReportCodeRefusals:
    return ReportCodeRefusals([CodeRefusal(num, scope, "demo", code, request, 1, 1) for num in nums])


def test_each_is_recorded_once_with_gateway_and_code_and_the_ledger_holds_no_number(core: Core) -> None:
    request = released(core, 400)
    assert core.call(DISPATCH, coded(*NUMS[:3], request=request)).id == 3
    assert core.call(DISPATCH, coded(*NUMS[:3], request=request)).id == 0
    page: optouts.OptOutPage = core.call("wangfang", optouts.OptOutsPage())
    assert {(row.scope, row.source) for row in page.rows} == {("promotion", "gateway demo UNDELIV MB:1042")}
    with core.context(Caller("", "desk"), write=False) as ctx:
        entries = ctx.conn.execute(
            select(LedgerRecord.envelope).where(LedgerRecord.kind == "optout.by_code")
        ).scalars()
        texts = [bytes(one).decode() for one in entries]
    assert len(texts) == 2
    assert not any(str(num) in text for num in NUMS for text in texts)
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(core.requested("promotion")))
    assert card.left_out == {"promotion": 3}


def test_a_desk_that_was_put_back_takes_the_opt_outs_back_that_it_lost(core: Core) -> None:
    released(core, 400)
    core.call("wangfang", optouts.AddOptOuts([NUMS[0]], "promotion", "电话"))
    scopes = [("promotion", ""), ("all", ""), ("optional", ""), ("department", "business")]
    rows = [(num, number_of(*scope)) for num, scope in zip(NUMS, scopes, strict=False)]
    # A department that is gone, and what is no number of a mobile.
    rows += [(NUMS[4], number_of("department", "long gone")), (12, 0)]
    for nth in range(2):
        assert core.call(DISPATCH, ReturnOptOuts(rows)).id == (0 if nth else 4)
    page: optouts.OptOutPage = core.call("wangfang", optouts.OptOutsPage())
    found = sorted((row.scope, row.department, row.source) for row in page.rows)
    new = [*scopes[1:], ("promotion", "")]
    assert found == sorted([("promotion", "", "电话"), *((*scope, "dispatcher") for scope in new)])
    with core.database.reader() as conn:
        said = select(optout.c.said).where(optout.c.num == NUMS[0])
        assert list(conn.execute(said).scalars()) == [""], "nobody refused anew"
        entries = conn.execute(select(LedgerRecord.kind).where(LedgerRecord.kind == "optout.returned"))
        assert len(entries.all()) == 1


@pytest.mark.parametrize(
    "code",
    [
        "MB:1042 err:{}",
        "MB:1042 86{}",
        "{} MB:1042",
        "MB:1042 ０{}",
        "MB:1042 139-0013-9000",
        "x" * 30 + "{}1234",
    ],
)
def test_a_number_in_a_provider_s_words_is_kept_nowhere_and_keeps_no_other_row_back(
    core: Core, code: str
) -> None:
    request, number = released(core, 400), "13900139000"
    # Before it, so many words that a text cut to its length would have lost the strange one.
    rows = [coded(num, request=request, code=f"A{num % 100} {'x' * 30}").rows[0] for num in NUMS[:14]]
    rows += coded(NUMS[14], request=request, code=code.format(number)).rows
    rows += coded(NUMS[15], request=request).rows
    assert core.call(DISPATCH, ReportCodeRefusals(rows)).id == 16
    with core.database.reader() as conn:
        kept = [str(one) for one in conn.execute(select(optout.c.source)).scalars()]
        kept += [str(one) for one in conn.execute(select(code_refusal.c.code)).scalars()]
        kept += [bytes(one).decode() for one in conn.execute(select(LedgerRecord.envelope)).scalars()]
    assert "gateway demo UNDELIV MB:1042" in kept
    for text in kept:
        assert number not in "".join(c for c in text if c not in " -")
        assert "1390013900" not in text


def test_a_scope_that_is_none_counts_as_the_widest_one(core: Core) -> None:
    request = released(core, 400)
    core.call(DISPATCH, coded(NUMS[0], request=request, scope="nonsense"))
    core.call(DISPATCH, coded(NUMS[1], request=request, scope="department"))
    core.call(DISPATCH, coded(123, request=request))
    page: optouts.OptOutPage = core.call("wangfang", optouts.OptOutsPage())
    assert [row.scope for row in page.rows] == ["all", "all"]


def floods(core: Core) -> list[tuple[int, int]]:
    with core.context(Caller("", "desk"), write=False) as ctx:
        return [(one.n, one.of) for one in code_refusals.floods(ctx)]


def test_a_provider_that_opts_out_a_whole_list_is_reported_once_and_the_refusals_act(core: Core) -> None:
    request = released(core, 400)
    core.call(DISPATCH, coded(*NUMS[:LEAST], request=request))
    assert floods(core) == []
    core.call(DISPATCH, coded(*NUMS[LEAST:300], request=request))
    core.call(DISPATCH, coded(*NUMS[300:], request=request))
    assert floods(core) == [(400, 400)]
    page: optouts.OptOutPage = core.call("wangfang", optouts.OptOutsPage())
    assert page.page.total == 400
    chased = core.call("wangfang", deadlines.Chase(kind="code_refusals"))
    (row,) = chased.rows
    assert (row.what, row.request) == ("code_refusals", request)
    assert "wangfang" in row.who


def test_a_refusal_of_a_request_that_the_desk_does_not_have_acts_all_the_same(core: Core) -> None:
    assert core.call(DISPATCH, coded(NUMS[0], request=4711)).id == 1
    assert core.call("wangfang", optouts.OptOutsPage()).page.total == 1
    assert floods(core) == []


def test_what_is_reported_again_counts_nobody_twice(core: Core) -> None:
    request = released(core, 400)
    for _ in range(3):
        core.call(DISPATCH, coded(*NUMS[:LEAST], request=request))
    # One more, told together with what was told before, and twice over.
    core.call(DISPATCH, coded(*NUMS[: LEAST - 1], NUMS[LEAST - 1], NUMS[LEAST - 1], request=request))
    assert counted(core) == LEAST
    assert floods(core) == []
    core.call(DISPATCH, coded(*NUMS[: LEAST + 1], NUMS[LEAST], request=request))
    assert counted(core) == LEAST + 1
    assert floods(core) == [(LEAST + 1, 400)]


def counted(core: Core) -> int:
    with core.database.reader() as conn:
        return int(conn.execute(select(func.sum(code_refusal.c.n))).scalar_one())


@pytest.mark.parametrize(
    ("n", "of", "reported"),
    [(20, 40, False), (21, 40, True), (21, 420, False), (22, 420, True), (0, 0, False)],
)
def test_the_bound_is_a_share_and_a_number(n: int, of: int, reported: bool) -> None:
    assert too_many(n, of) is reported


def test_codes_are_listed_by_gateway_with_what_they_are_declared_as(core: Core) -> None:
    assert core.call("wangfang", gateway_codes.GatewayCodes()) == []
    core.refuses("gateway_codes_not_yours", "zhaomin", gateway_codes.GatewayCodes())
    request = released(core, 20)
    states = bytes([5] * 3 + [4] * 2 + [3] * 15)
    failed = {
        0: "0x0000000B",
        1: "0x0000000B",
        2: "0x0000000C",
        3: "UNDELIV MB:1042",
        4: "UNDELIV MB:1042",
        9: "DELIVRD 000",
    }
    core.call(DISPATCH, ReportResults(request, 1, 0, 1, states, failed, {}))
    rows = core.call("wangfang", gateway_codes.GatewayCodes())
    assert {(row.gateway, row.code, row.n, row.sends, row.scope) for row in rows} == {
        ("demo", "0x0000000B", 2, 1, ""),
        ("demo", "UNDELIV MB:1042", 2, 1, ""),
        ("demo", "0x0000000C", 1, 1, ""),
    }


def test_a_person_cannot_report_codes(core: Core) -> None:
    core.refuses("not_a_service", "wangfang", coded(NUMS[0], request=1))


# ---- the gateway file

CODE = RefusalCode("MB:1042", "promotion", "2026-05-01", "letter")


@pytest.mark.parametrize(
    ("words", "day", "scope"),
    [
        ("UNDELIV MB:1042", "2026-05-01", "promotion"), ("mb:1042", "2026-11-01", "promotion"), ("UNDELIV MB:1042", "2026-04-30", ""),
        ("UNDELIV MB:10421", "2026-11-01", ""), ("UNDELIV", "2026-11-01", ""), ("", "2026-11-01", ""),
    ],
)  # fmt: skip
def test_a_code_is_found_as_a_whole_word_from_its_day_on(words: str, day: str, scope: str) -> None:
    assert RefusalCodes([CODE]).scope(words, day) == scope
    assert RefusalCodes().scope(words, day) == ""


def file(core: Core, *codes: tuple[str, str]) -> Any:
    text = core.org.gateway_texts["demo"]
    for code, scope in codes:
        text += f'\n[[refusal_codes]]\ncode = "{code}"\nscope = "{scope}"\nsince = "2026-05-01"\nproof = "letter"\n'
    return read(text)


def test_a_file_without_codes_stays_valid_and_one_with_words_of_every_message_is_refused(core: Core) -> None:
    assert file(core).refusal_codes == []
    assert [one.scope for one in file(core, ("MB:1042", "all")).refusal_codes] == ["all"]
    for codes in (
        (("UNDELIV", "all"),),
        (("rejectd", "all"),),
        (("0x00000000", "all"),),
        (("MB:1", "all"), ("mb:1", "all")),
        (("X", "some"),),
    ):
        with pytest.raises(FileFaultError):
            file(core, *codes)
