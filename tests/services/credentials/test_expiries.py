"""What ends some day (R12): entered by custodian and registrar alone, reminded of in time, in the ledger without a mobile."""

from datetime import UTC, date, datetime, timedelta

import pytest

from console.domain.times import render
from console.errors import RefusedError
from console.wire import calls
from console.wire.credentials import expiries
from console.wire.credentials.custody import Credentials
from console.wire.duties.deadlines import Chase, ChaseRow
from console.wire.duties.here import Me, TodoRow
from console.wire.ledger import ledger
from tests.services.core import AT, Core
from tests.services.losses.test_losses import install

TODAY = date(2026, 11, 24)


def enter(core: Core, days: int, kind: str = "contract", by: str = "fenglei") -> str:
    ends = (TODAY + timedelta(days=days)).isoformat()
    core.call(by, expiries.SetExpiry("demo", kind, ends, "合同 12 号"))
    return ends


def row(core: Core, kind: str = "contract") -> expiries.ExpiryRow:
    view: expiries.ExpiriesView = core.call("zhaomin", expiries.Expiries())
    return next(one for one in view.rows if one.kind == kind)


def reminders(core: Core, person: str = "fenglei") -> list[TodoRow]:
    rows: list[TodoRow] = core.call(person, calls.Todo())
    return [one for one in rows if one.what == "expiry"]


def waits(core: Core, person: str = "fenglei") -> set[int]:
    me: Me = core.call(person, calls.WhoAmI())
    return set(me.waits)


def test_every_end_of_every_gateway_is_listed_also_what_nobody_entered(core: Core) -> None:
    view: expiries.ExpiriesView = core.call("zhaomin", expiries.Expiries())
    assert {one.kind for one in view.rows} == {
        "password", "contract", "sender_code", "signature", "certificate", "addresses", "balance",
    }  # fmt: skip
    assert not any(one.ends for one in view.rows)


def test_an_end_is_entered_changed_and_taken_away_each_with_an_entry(core: Core) -> None:
    ends = enter(core, 100)
    assert (row(core).ends, row(core).days, row(core).by, row(core).reminds) == (ends, 100, "fenglei", False)
    enter(core, 200, by="wangfang")
    assert (row(core).days, row(core).by) == (200, "wangfang")
    core.call("fenglei", expiries.SetExpiry("demo", "contract", ""))
    assert row(core).ends == ""
    page: ledger.EntryPage = core.call("wangfang", ledger.EntriesPage())
    assert [one.kind for one in page.rows[:3]] == ["expiry.set"] * 3


@pytest.mark.parametrize("person", ["zhaomin", "sunli", "qianwei", "zhoujian"])
def test_nobody_but_custodian_and_registrar_enters_one(core: Core, person: str) -> None:
    core.refuses("expiry_not_yours", person, expiries.SetExpiry("demo", "contract", "2027-03-31"))
    core.refuses("expiry_not_yours", person, expiries.SetProvider("demo", "某某通信", "", "400-800-0000", ""))


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (expiries.SetExpiry("demo", "password", "2027-03-31"), "not_a_choice"),
        (expiries.SetExpiry("demo", "lunch", "2027-03-31"), "not_a_choice"),
        (expiries.SetExpiry("demo", "contract", "2027-02-30"), "expiry_no_day"),
        (expiries.SetExpiry("demo", "contract", "20270331"), "expiry_no_day"),
        (expiries.SetExpiry("nowhere", "contract", "2027-03-31"), "no_such_gateway"),
        (expiries.SetExpiry("demo", "contract", "2027-03-31", "问 13800138000"), "application_mobile"),
        (expiries.SetProvider("demo", "某某通信", "", "１３８００１３８０００", ""), "application_mobile"),
        (expiries.SetProvider("demo", "", "", "400-800-0000", ""), "field_missing"),
    ],
)
def test_what_makes_no_sense_is_refused(core: Core, call: expiries.SetExpiry, code: str) -> None:
    core.refuses(code, "fenglei", call)


def test_its_keepers_are_reminded_sixty_thirty_and_seven_days_before_each_time_anew(core: Core) -> None:
    enter(core, 61)
    assert reminders(core) == []
    seen: set[int] = set()
    last_midnight = datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC)
    for days_later in (1, 31, 54, 62):
        core.at = AT + timedelta(days=days_later)
        (one,) = reminders(core)
        assert (one.number, one.because) == ("demo", "contract")
        assert not waits(core) <= seen
        seen |= waits(core)
        core.at += timedelta(hours=8)
        assert waits(core) <= seen
        # It has waited since the midnight at which the reminder's day began, in the house's time.
        assert one.since == render(last_midnight + timedelta(days=days_later))
    assert reminders(core, "wangfang")
    assert reminders(core, "zhaomin") == []


def test_what_is_renewed_is_no_more_in_anybodys_turn(core: Core) -> None:
    enter(core, 5)
    assert reminders(core)
    enter(core, 370)
    assert reminders(core) == []


def test_the_password_counts_from_its_installation_and_is_reminded_of_a_month_before(core: Core) -> None:
    install(core)
    assert row(core, "password").days == 90
    core.at = AT + timedelta(days=59)
    assert reminders(core) == []
    core.at = AT + timedelta(days=60)
    assert [one.because for one in reminders(core)] == ["password"]
    core.at = AT + timedelta(days=90, hours=1)
    assert core.call("zhaomin", Credentials())[0].due


def test_the_chase_board_has_it_and_says_when_it_is_over(core: Core) -> None:
    enter(core, 5)
    (one,) = board(core)
    assert (one.title, one.number, one.who, one.late) == ("contract", "demo", ["fenglei", "wangfang"], False)
    core.at = AT + timedelta(days=6)
    assert board(core)[0].late
    with pytest.raises(RefusedError):
        board(core, "zhaomin")


def board(core: Core, person: str = "zhengtao") -> list[ChaseRow]:
    rows: list[ChaseRow] = core.call(person, Chase(kind="expiry")).rows
    return rows


def test_the_providers_card_is_there_for_everybody(core: Core) -> None:
    core.call("wangfang", expiries.SetProvider("demo", "某某通信", "客服", "400-800-0000", "执照复印件"))
    view: expiries.ExpiriesView = core.call("zhaomin", expiries.Expiries())
    (card,) = view.cards
    assert (card.name, card.person, card.telephone, card.by) == (
        "某某通信",
        "客服",
        "400-800-0000",
        "wangfang",
    )
