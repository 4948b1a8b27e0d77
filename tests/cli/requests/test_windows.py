"""Windows at the command line: the preview says what can be sent, a refusal carries the next window, and an option takes it."""

from typing import Any

import pytest

from console.cli import exits
from console.wire import calls
from console.wire.answers import Done
from console.wire.requests.drafts import SlotDraft
from tests.cli.conftest import Office


def draft(office: Office, opens: str, closes: str, **fields: Any) -> int:
    """A saved notice for a window of 24 November 2026, in UTC."""

    slots = [SlotDraft(office.core.add_list(), f"2026-11-24T{opens}:00Z", f"2026-11-24T{closes}:00Z")]
    done: Done = office.core.call("zhaomin", calls.SaveDraft(office.core.draft(1, slots=slots, **fields)))
    return done.id


def test_a_refusal_carries_the_next_window_and_an_option_takes_it(office: Office) -> None:
    request = draft(office, "14:30", "15:30")  # 22:30 to 23:30
    answer = office.json("zhaomin", "request", "submit", request)
    assert answer.code == exits.REFUSED
    refusal = answer.json["refusal"]
    assert (refusal["code"], refusal["clause"]) == ("window_outside_hours", "R13")
    assert (refusal["params"]["opens"], refusal["params"]["closes"]) == (
        "2026-11-24T23:00:00Z",
        "2026-11-25T00:00:00Z",
    )
    shown = office("zhaomin", "request", "preview", request)
    assert "Take the next possible window, 2026-11-25 07:00 +08 to 2026-11-25 08:00 +08" in shown.out
    data = office.json("zhaomin", "request", "preview", request).data
    assert [(one["open"], one["opens"]) for one in data["hours"]] == [(0, "2026-11-24T23:00:00Z")]
    assert office("zhaomin", "request", "edit", request, "--take-window").code == exits.OK
    assert office.core.view("zhaomin", request).draft.slots[0].opens == "2026-11-24T23:00:00Z"
    (fault,) = data["faults"]
    assert fault["field"] == "slots.0.window"
    assert not office.json("zhaomin", "request", "preview", request).data["faults"]


@pytest.mark.parametrize(
    ("lang", "opens", "closes"), [("zh", "开始时间 1", "结束时间 1"), ("en", "start 1", "end 1")]
)
def test_each_missing_end_of_a_window_is_named_by_itself(
    office: Office, lang: str, opens: str, closes: str
) -> None:
    times = ("2026-11-24T05:00:00Z", "2026-11-24T06:00:00Z")
    for ends, named in (("", times[1]), [opens]), ((times[0], ""), [closes]), (("", ""), [opens, closes]):
        slots = [SlotDraft(office.core.add_list(), *ends)]
        done = office.core.call("zhaomin", calls.SaveDraft(office.core.draft(1, slots=slots)))
        shown = office("zhaomin", "request", "preview", done.id, lang=lang).out
        found = [
            line.removeprefix("! ").partition(":")[0] for line in shown.split("\n") if line.startswith("! ")
        ]
        assert found == named, shown


def test_a_part_of_a_window_and_a_list_too_long_for_it_are_told_in_figures(office: Office) -> None:
    part = draft(office, "13:00", "16:00")  # 21:00 to midnight
    assert "~ only 1 h" not in office("zhaomin", "request", "preview", part).out
    assert "= only 1 h of 3 h are within the hours" in office("zhaomin", "request", "preview", part).out
    long = draft(office, "13:50", "14:30", rate=1)
    office.core.add_list(n=1200)
    slots = [SlotDraft(3, "2026-11-24T13:50:00Z", "2026-11-24T14:30:00Z")]

    office.core.call("zhaomin", calls.SaveDraft(office.core.draft(3, slots=slots, rate=1), long))
    told = office("zhaomin", "request", "preview", long).out
    assert "~ the list takes about 20 min and only 10 min can be sent" in told
