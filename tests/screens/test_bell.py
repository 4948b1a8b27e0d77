"""The bell rings when something becomes mine, of whatever kind it is, and not for what became somebody else's or is over."""

from collections.abc import Callable
from datetime import timedelta

from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint
from console.domain.times import parse, render
from console.services.context import Caller
from console.wire import calls
from console.wire.requests.drafts import SlotDraft
from tests.screens.driver import Operator, sitting
from tests.screens.personnel import decided, handed_in, proposed
from tests.services.two_person.test_pairs import doubtful
from tests.services.two_person.test_pairs import propose as propose_settling
from tests.terminal.sit import House


async def rings(op: Operator, act: Callable[[], object], topic: str) -> int:
    """How often the bell rang once the desk told of what was done, and the head was read anew."""
    heard: list[str] = []
    op.app.bell = lambda: heard.append("bell")  # type: ignore[method-assign]  # the driver of a test makes no sound
    act()
    before = op.app.session.me
    op.app.heard(frozenset({topic}))
    await op.until(lambda: op.app.session.me is not before, "the head read anew")
    return len(heard)


async def test_the_bell_rings_for_an_application_at_each_of_its_deciders(house: House) -> None:
    application: list[int] = []
    async with sitting(house.app(person="sunli")) as op:
        assert await rings(op, lambda: application.append(handed_in(house)), "applications") == 1
        assert (
            await rings(op, lambda: decided(house, "sunli", "authorise", application[0]), "applications") == 0
        )
    async with sitting(house.app(person="wangfang")) as op:
        approve = lambda: decided(house, "liqiang", "approve", application[0])  # noqa: E731 - one line
        assert await rings(op, approve, "applications") == 1
    async with sitting(house.app(person="yangfan")) as op:
        file = lambda: decided(house, "wangfang", "file", application[0], paper="2026-A-7", place="C-3")  # noqa: E731
        assert await rings(op, file, "applications") == 1


async def test_the_bell_rings_for_a_roster_version_at_the_second_signer_alone(house: House) -> None:
    change = Appoint("zhaomin", Post.AUDITOR, "", render(house.core.at))
    async with sitting(house.app(person="yangfan")) as op:
        assert await rings(op, lambda: proposed(house, change), "proposals") == 1
    async with sitting(house.app(person="hanxue")) as op:
        other = Appoint("qianwei", Post.AUDITOR, "", render(house.core.at))
        assert await rings(op, lambda: proposed(house, other), "proposals") == 0


async def test_the_bell_rings_for_a_two_person_act_at_the_one_who_confirms(house: House) -> None:
    request = doubtful(house.core)
    async with sitting(house.app(person="sunli")) as op:
        assert await rings(op, lambda: propose_settling(house.core, request), "sends") == 1


async def test_the_bell_rings_although_something_else_was_done_meanwhile(house: House) -> None:
    waiting = house.core.call("sunli", calls.RequestsPage(queue=True)).rows

    def one_goes_and_one_comes() -> None:
        house.core.step("sunli", "approval", waiting[0].id)
        house.core.requested()

    async with sitting(house.app(person="sunli")) as op:
        await op.sees("待办 3")
        assert await rings(op, one_goes_and_one_comes, "requests") == 1
        await op.sees("待办 3")


async def test_the_bell_rings_at_the_superior_on_the_last_day_of_what_waits_below_him(house: House) -> None:
    listed = house.core.add_list()
    far = render(house.core.at + timedelta(days=20))
    draft = house.core.draft(listed)
    slot = draft.slots[0]
    house.core.submit(house.core.draft(listed, slots=[SlotDraft(slot.list_id, slot.opens, far)]))
    async with sitting(house.app(person="liqiang")) as op:

        def its_last_day() -> None:
            with house.core.context(Caller("sunli"), write=False) as ctx:
                until = ctx.calendar.closing(render(house.core.at), 5, ctx.desk.timezone)
            house.core.at = parse(until) - timedelta(hours=1)

        assert await rings(op, its_last_day, "requests") == 1
