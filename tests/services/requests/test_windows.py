"""Windows against the hours of their category: on the form, at submission, approval, acceptance, extension, release (R13)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from console.domain.calendar import Holiday, Year, shipped
from console.domain.refusals import Refusal
from console.domain.times import parse, render
from console.errors import RefusedError
from console.services.context import Caller
from console.services.requests import deadlines
from console.wire import calls
from console.wire.acts import Prepare
from console.wire.requests import approvals
from console.wire.requests.drafts import Draft, Preview, SlotDraft
from console.wire.sending import sends
from tests.asking import step
from tests.services.core import Core, bank, open_core

BEIJING = ZoneInfo("Asia/Shanghai")
PACK = Path("data/policy/2026-2.toml").read_text("utf-8")
FRIDAY = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)  # noon in Beijing


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    """A house with the newest shipped pack, which knows no year but the shipped one."""
    made = open_core(database_url, bank(FRIDAY - timedelta(hours=1), policy_text=PACK), FRIDAY)
    made.desk = replace(made.desk, calendar=shipped())
    yield made
    made.database.close()


def at(text: str) -> str:
    return render(datetime.fromisoformat(text).replace(tzinfo=BEIJING))


def local(instant: str) -> str:
    return f"{parse(instant).astimezone(BEIJING):%Y-%m-%d %H:%M}" if instant else ""


def asked(
    core: Core, opens: str, closes: str, category: str = "promotion", n: int = 20, **fields: Any
) -> Draft:
    return core.draft(core.add_list(n=n), category, slots=[SlotDraft(1, at(opens), at(closes))], **fields)


def seen(core: Core, draft: Draft) -> Preview:
    shown: Preview = core.call("zhaomin", calls.PreviewDraft(draft))
    return shown


def fault(core: Core, draft: Draft) -> Refusal | None:
    found = [one.refusal for one in seen(core, draft).faults if one.field == "slots.0.window"]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("category", "opens", "closes", "offer"),
    [
        ("promotion", "2026-11-27 20:30", "2026-11-27 21:30", ("2026-11-28 09:00", "2026-11-28 10:00")),
        ("promotion", "2026-11-27 20:00", "2026-11-27 20:01", ("2026-11-28 09:00", "2026-11-28 09:01")),
        ("promotion", "2026-11-28 08:00", "2026-11-28 09:00", ("2026-11-28 09:00", "2026-11-28 10:00")),
        ("promotion", "2026-11-30 07:00", "2026-11-30 08:00", ("2026-11-30 08:00", "2026-11-30 09:00")),
        ("notice", "2026-11-27 22:00", "2026-11-28 07:00", ("2026-11-28 07:00", "2026-11-28 16:00")),
    ],
)
def test_a_window_in_which_nothing_can_be_sent_is_refused_beside_its_field_with_the_next_one(
    core: Core, category: str, opens: str, closes: str, offer: tuple[str, str]
) -> None:
    draft = asked(core, opens, closes, category)
    refused = fault(core, draft)
    assert refused is not None
    assert (refused.code, refused.clause) == ("window_outside_hours", "R13")
    assert (local(refused.params["opens"]), local(refused.params["closes"])) == offer
    (said,) = seen(core, draft).hours
    assert (said.open, (local(said.opens), local(said.closes))) == (0, offer)
    with pytest.raises(RefusedError) as caught:
        core.submit(draft)
    assert caught.value.refusal.code == "window_outside_hours", "and at submission, not on the form alone"
    taken = msgspec.structs.replace(draft, slots=[SlotDraft(1, said.opens, said.closes)])
    assert fault(core, taken) is None
    core.submit(taken)


@pytest.mark.parametrize(
    ("opens", "closes", "minutes"),
    [
        ("2026-11-27 19:59", "2026-11-27 21:00", 1),
        ("2026-11-27 19:00", "2026-11-28 10:00", 120),
        ("2026-11-27 12:00", "2026-11-27 20:00", 480),
    ],
)
def test_a_window_of_which_a_part_can_be_sent_is_taken_and_says_how_much_of_it(
    core: Core, opens: str, closes: str, minutes: int
) -> None:
    draft = asked(core, opens, closes)
    assert fault(core, draft) is None
    (said,) = seen(core, draft).hours
    assert said.open == minutes * 60
    core.submit(draft)


def test_a_list_too_long_for_the_open_part_of_its_window_is_told_with_figures_and_a_window_that_would_do(
    core: Core,
) -> None:
    draft = asked(core, "2026-11-27 19:50", "2026-11-27 21:00", n=1500, rate=1)
    (said,) = seen(core, draft).hours
    assert (said.open, said.need) == (600, 1500)
    assert fault(core, draft) is None, "it is a warning: what does not go out is reported as not sent"
    longer = msgspec.structs.replace(draft, rate=0)
    assert seen(core, longer).hours[0].need == 1, "at the gateway's own rate"


def test_a_window_into_a_year_without_a_calendar_is_refused_for_categories_whose_hours_depend_on_it(
    core: Core,
) -> None:
    core.at = datetime(2026, 12, 20, 4, tzinfo=UTC)
    draft = asked(core, "2026-12-31 09:00", "2027-01-01 12:00")
    refused = fault(core, draft)
    assert refused is not None
    assert (refused.code, refused.params["year"]) == ("window_no_calendar", "2027")
    assert local(refused.params["opens"]) == "2026-12-31 09:00"
    within = asked(core, "2027-01-04 09:00", "2027-01-04 12:00")
    refused = fault(core, within)
    assert refused is not None
    assert refused.code == "window_without_calendar"
    assert fault(core, asked(core, "2026-12-31 09:00", "2027-01-01 00:00")) is None
    # A notice has the same hours every day.
    assert fault(core, asked(core, "2026-12-31 09:00", "2027-01-01 12:00", "notice")) is None


def test_with_the_calendar_of_the_next_year_its_holiday_counts(core: Core) -> None:
    core.at = datetime(2026, 12, 20, 4, tzinfo=UTC)
    known = Year(2027, "test", date(2026, 11, 1), [Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3), [])])
    core.desk = replace(core.desk, calendar=shipped().with_years([known]))
    draft = asked(core, "2027-01-01 08:00", "2027-01-01 12:00")
    (said,) = seen(core, draft).hours
    assert said.open == 2 * 3600, "a public holiday begins at ten"
    early = fault(core, asked(core, "2027-01-01 08:00", "2027-01-01 10:00"))
    assert early is not None
    assert local(early.params["opens"]) == "2027-01-01 10:00"


def approval(core: Core, request: int) -> Prepare:
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(request))
    said: dict[str, Any] = {"count": 20, "content_checked": True, "list_checked": True, "shown": card.shown}
    return step("approval", request, card.head, **said)


def test_what_could_not_be_sent_any_more_is_said_on_the_card_and_not_approved(core: Core) -> None:
    request = core.submit(asked(core, "2026-11-27 19:00", "2026-11-27 21:00"))
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(request))
    assert [(one.slot, one.open, one.total) for one in card.hours] == [(1, 3600, 7200)]
    assert core.view("sunli", request).allowed["approve"] is None
    core.at = datetime(2026, 11, 27, 11, 55, tzinfo=UTC)
    prepared = core.call("sunli", approval(core, request))
    signed = core.sign("sunli", prepared)
    core.at = datetime(2026, 11, 27, 12, 10, tzinfo=UTC)  # ten past eight in the evening
    card = core.call("sunli", approvals.Scope(request))
    assert [(one.open, one.total, local(one.opens)) for one in card.hours] == [(0, 3000, "2026-11-28 09:00")]
    refused = core.view("sunli", request).allowed["approve"]
    assert refused is not None
    assert refused.code == "window_outside_hours"
    core.refuses("window_outside_hours", "sunli", approval(core, request))
    # Also a signature that was made before.
    core.refuses("window_outside_hours", "sunli", calls.Enact(*signed))
    # Sending it back stays possible.
    core.step("sunli", "return", request, reason="时段晚了")
    assert core.view("zhaomin", request).row.state == "returned"


def test_a_release_and_an_extension_are_judged_alike(core: Core) -> None:
    # Seven in the evening; the window is open until three.
    core.at = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)
    request = core.cleared("promotion")
    assert core.call("wuhong", sends.SendDetail(request, 1)).allowed["release"] is None
    core.at = datetime(2026, 11, 27, 13, 0, tzinfo=UTC)
    refused = core.call("wuhong", sends.SendDetail(request, 1)).allowed["release"]
    assert refused is not None
    assert (refused.code, local(refused.params["opens"])) == ("window_outside_hours", "2026-11-28 09:00")
    head = core.view("wuhong", request).head
    core.refuses("window_outside_hours", "wuhong", step("release", request, head, slot=1, count=20))
    core.at = datetime(2026, 11, 27, 19, 30, tzinfo=UTC)
    with core.context(Caller("", "desk"), write=True) as ctx:
        deadlines.sweep(ctx)

    def extended(opens: str, closes: str) -> Any:
        return step(
            "extension", request, head, slot=1, opens=at(opens), closes=at(closes), count=20, text="过了"
        )

    late = extended("2026-11-28 20:00", "2026-11-28 22:00")
    core.refuses("window_outside_hours", "zhoujian", late)
    core.enact("zhoujian", core.call("zhoujian", extended("2026-11-28 08:00", "2026-11-28 10:00")))
    assert core.view("zhoujian", request).slots[0].opens == at("2026-11-28 08:00")


def test_what_promotes_keeps_the_hours_of_promotion_though_it_is_filed_as_a_notice(core: Core) -> None:
    offer: dict[str, Any] = {"body": "新客专享大额存单年化4.5%，额度有限，欢迎立即到店抢购。"}
    draft = asked(core, "2026-11-27 20:30", "2026-11-27 21:30", "notice", **offer)
    refused = fault(core, draft)
    assert refused is not None
    assert (refused.code, refused.params["category"]) == ("window_outside_hours", "promotion")
    assert local(refused.params["opens"]) == "2026-11-28 09:00"
    with pytest.raises(RefusedError, match="window_outside_hours"):
        core.submit(draft)
    assert fault(core, asked(core, "2026-11-27 20:30", "2026-11-27 21:30", "notice")) is None
    evening = asked(core, "2026-11-27 18:00", "2026-11-27 21:30", "notice", **offer)
    assert [(one.open, one.total) for one in seen(core, evening).hours] == [(7200, 12600)]
    request = core.submit(evening)
    core.step("sunli", "approval", request)
    core.step("liqiang", "approval", request, opinion="合同约定告知")
    (hours,) = core.call("sunli", approvals.Scope(request)).hours
    assert (hours.open, hours.total) == (7200, 12600)
    # Nine in the evening: notices may be sent, this one may not.
    core.at = datetime(2026, 11, 27, 13, 0, tzinfo=UTC)
    released = core.call("qianwei", sends.SendDetail(request, 1)).allowed["release"]
    assert released is not None
    assert released.code == "window_outside_hours"
    core.refuses(
        "window_outside_hours",
        "qianwei",
        step("release", request, core.view("qianwei", request).head, slot=1, count=20),
    )


def test_an_older_pack_with_one_span_for_every_day_goes_on_as_before(database_url: str) -> None:
    made = open_core(database_url, bank(FRIDAY - timedelta(hours=1)), FRIDAY)
    made.desk = replace(made.desk, calendar=shipped())
    refused = fault(made, asked(made, "2026-11-28 07:00", "2026-11-28 08:00"))
    assert refused is not None
    assert local(refused.params["opens"]) == "2026-11-28 08:00", "a Saturday like any day"
    made.at = datetime(2026, 12, 20, 4, tzinfo=UTC)
    assert fault(made, asked(made, "2026-12-31 09:00", "2027-01-01 12:00")) is None
    made.database.close()
