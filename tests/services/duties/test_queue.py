"""The approval queue: whose decisions wait, until when, the nearest deadline first; and how the console tells what is new."""

from datetime import timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from console.domain.times import render
from console.wire import calls
from console.wire.duties.here import Me
from console.wire.requests.rows import RequestPage, RequestRow
from tests.services.core import AT, Core
from tests.services.duties.test_chase import propose
from tests.services.people.test_enrolment import Desk, form
from tests.services.people.test_orders import deputy
from tests.services.requests.test_deadlines import DAY, DEADLINE, asked, cleared, window
from tests.services.two_person.test_pairs import doubtful
from tests.services.two_person.test_pairs import propose as propose_settling


def queue(core: Core, person: str = "sunli", **asked_for: Any) -> list[RequestRow]:
    page: RequestPage = core.call(person, calls.RequestsPage(queue=True, **asked_for))
    return page.rows


def me(core: Core, person: str) -> Me:
    answer: Me = core.call(person, calls.WhoAmI())
    return answer


def test_what_waits_for_somebody_takes_the_desk_few_questions(core: Core) -> None:
    # Others at the desk wait for every one of them.
    asked_for: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked_for.append(statement)

    me(core, "sunli")
    event.listen(Engine, "before_cursor_execute", note)
    try:
        me(core, "sunli")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert 5 < len(asked_for) <= 22


def test_the_nearest_deadline_stands_first_with_the_working_days_that_are_left(core: Core) -> None:
    first = asked(core)
    core.at += DAY
    later = asked(core)
    short = asked(core, window(core, timedelta(), timedelta(hours=6)))
    found = [(row.id, row.due, row.days, row.late) for row in queue(core)]
    assert found == [
        (short, render(core.at + timedelta(hours=6)), 0, False),
        (first, render(DEADLINE), 4, False),
        (later, render(DEADLINE + DAY), 5, False),
    ]


def test_on_the_last_day_the_row_says_that_it_is_late(core: Core) -> None:
    asked(core)
    core.at = DEADLINE - DAY
    (row,) = queue(core)
    assert (row.days, row.late) == (1, False)
    core.at = DEADLINE - timedelta(hours=1)
    (row,) = queue(core)
    assert (row.days, row.late) == (0, True)


def test_weekends_are_no_working_days(core: Core) -> None:
    asked(core)
    core.at = AT + timedelta(days=3)
    assert [row.days for row in queue(core)] == [2], "Friday: Monday and Tuesday are left"


def test_the_queue_comes_in_pages_and_under_a_filter(core: Core) -> None:
    every = [asked(core) for _ in range(3)]
    theirs = core.submit(core.draft(core.add_list(), purpose="系统维护"))
    page: RequestPage = core.call("sunli", calls.RequestsPage(queue=True, limit=3))
    rest: RequestPage = core.call("sunli", calls.RequestsPage(queue=True, limit=3, after=page.page.after))
    # Its window ends today.
    assert [row.id for row in page.rows + rest.rows] == [theirs, *every]
    assert (page.page.total, rest.page.total, rest.page.after) == (4, 4, "")
    assert [row.id for row in queue(core, text="维护")] == [theirs]
    assert queue(core, category="promotion") == []


def test_every_level_has_its_own_queue_and_the_general_department_what_waits_for_its_paper(
    core: Core,
) -> None:
    asking = asked(core, category="promotion")
    for person in ("sunli", "liqiang", "zhoujian"):
        holders = [one for one in ("sunli", "liqiang", "zhoujian", "wangfang", "zhaomin") if queue(core, one)]
        assert holders == [person]
        core.step(person, "approval", asking)
    assert [row.waits_for for row in queue(core, "wangfang")] == ["accept"]
    assert [row.waits_for for row in queue(core, "wuhong")] == ["accept"]
    assert queue(core, "zhoujian") == []


def test_a_deputy_has_the_queue_of_the_one_whom_he_stands_in_for(core: Core) -> None:
    waiting = asked(core)
    assert queue(core, "jiangbo") == []
    deputy(core)
    assert [row.id for row in queue(core, "jiangbo")] == [waiting]


def test_a_department_is_read_by_the_deputy_of_its_manager_and_by_no_colleague_of_his(core: Core) -> None:
    waiting = asked(core)
    deputy(core)
    for person, seen in (("jiangbo", [waiting]), ("weina", [])):
        page: RequestPage = core.call(person, calls.RequestsPage())
        assert [row.id for row in page.rows] == seen, person


def test_a_request_elsewhere_says_nothing_of_a_deadline(core: Core) -> None:
    asked(core)
    (row,) = core.call("zhaomin", calls.RequestsPage()).rows
    assert (row.due, row.days, row.late) == ("", -1, False)


def test_everything_in_the_todo_that_ends_says_how_many_working_days_are_left(core: Core) -> None:
    asked(core)
    cleared(core)
    for person, what, days in (("sunli", "decide", 5), ("qianwei", "release", 0)):
        (row,) = [one for one in core.call(person, calls.Todo()) if one.request]
        assert (row.what, row.days) == (what, days)
    Desk(core).apply(form())
    (row,) = [one for one in core.call("sunli", calls.Todo()) if one.application]
    assert (row.due, row.days) == ("", -1)


# ---- what is new


def new_for(core: Core, person: str, before: Me) -> int:
    """How many things became theirs."""
    return len(set(me(core, person).waits) - set(before.waits))


def test_what_becomes_mine_is_told_from_what_was_mine_before(core: Core) -> None:
    first = asked(core)
    before = me(core, "sunli")
    assert new_for(core, "sunli", before) == 0
    core.step("sunli", "approval", first)
    asked(core)
    assert (me(core, "sunli").todo, before.todo) == (2, 2), "the department's rules wait as well"
    assert new_for(core, "sunli", before) == 1, "one is done and another came"


def test_a_new_version_of_a_request_is_a_new_thing(core: Core) -> None:
    request = asked(core)
    before = me(core, "sunli")
    core.step("sunli", "return", request, text="改")
    core.at += timedelta(minutes=1)
    listed = core.view("zhaomin", request).slots[0].list_id
    core.submit(core.draft(listed), request=request)
    assert new_for(core, "sunli", before) == 1


def test_applications_versions_and_second_signatures_are_new_things_too(core: Core) -> None:
    people = ("sunli", "liqiang", "wangfang", "hanxue", "yangfan")
    desk = Desk(core)

    def news(act: Any) -> set[str]:
        before = {person: me(core, person) for person in people}
        act()
        return {person for person in people if new_for(core, person, before[person])}

    application: list[int] = []
    assert news(lambda: application.append(desk.apply(form()))) == {"sunli"}
    assert news(lambda: desk.decide("sunli", "authorise", application[0])) == {"liqiang"}
    assert news(lambda: desk.decide("liqiang", "approve", application[0])) == {"wangfang"}
    assert news(lambda: desk.decide("wangfang", "file", application[0])) == {"hanxue", "yangfan"}
    settled: list[int] = []
    # What has ended owes its paper (R3): that is the registrar's.
    assert news(lambda: settled.append(doubtful(core))) == {"wangfang"}
    assert news(lambda: propose_settling(core, settled[0])) == {"sunli"}


def test_a_proposed_version_is_a_new_thing_for_the_other_signer(core: Core) -> None:
    before = me(core, "yangfan"), me(core, "hanxue")
    propose(core)
    assert new_for(core, "yangfan", before[0]) == 1
    assert new_for(core, "hanxue", before[1]) == 0
