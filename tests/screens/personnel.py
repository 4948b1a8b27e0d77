"""What people did before the screens are opened: applications, orders, roster versions; and picking from a list."""

from datetime import timedelta
from typing import Any

import msgspec

from console.domain.people.people import Roster
from console.domain.rosters.rosters import Change
from console.domain.times import render
from console.signing import keys
from console.signing.statements import decode, namespace
from console.wire.people import enrolment, personnel
from console.wire.rosters import rosters
from tests import asking
from tests.screens.driver import Operator
from tests.terminal.sit import House


def form(house: House, **changed: Any) -> enrolment.ApplicationForm:
    """He Qing, new to the bank, takes over from Qian Wei as the business department's operator."""
    base = enrolment.ApplicationForm(
        department="business",
        person="heqing",
        name="何青",
        staff_no="D0101",
        title="柜员",
        telephone="010-00000101",
        email="heqing@bank.example",
        duties=["send"],
        since=render(house.core.at),
        replaces="qianwei",
        trained_on="2026-11-20",
        key=keys.generate().public,
        reason="钱伟调往信贷部",
    )
    return msgspec.structs.replace(base, **changed)


def handed_in(house: House, by: str = "zhaomin", **changed: Any) -> int:
    prepared = house.core.call(by, asking.application(form(house, **changed)))
    return house.core.enact(by, prepared).id


def decided(house: House, person: str, decision: str, application: int, **said: str) -> None:
    view = house.core.call(person, enrolment.ApplicationDetail(application))
    call = asking.decision(application, view.head, decision, **said)
    house.core.enact(person, house.core.call(person, call))


def filed(house: House) -> int:
    application = handed_in(house)
    decided(house, "sunli", "authorise", application)
    decided(house, "liqiang", "approve", application)
    decided(house, "wangfang", "file", application, paper="2026-A-7", place="C-3")
    return application


def proposed(house: House, *changes: Change, by: str = "hanxue") -> str:
    house.core.at += timedelta(minutes=1)
    text = house.core.call(by, rosters.PrepareRoster(list(changes))).text
    signature = house.core.org.people[by].sign(text.encode(), namespace(decode(text.encode())))
    house.core.call(by, rosters.ProposeRoster(text, signature))
    return str(text)


def published(house: House, *changes: Change) -> None:
    text = proposed(house, *changes)
    second = house.core.org.people["yangfan"].sign(text.encode(), namespace(decode(text.encode())))
    waiting = [one for one in house.core.call("yangfan", rosters.RosterProposals()).rows if one.text == text]
    house.core.call("yangfan", rosters.ConfirmRoster(waiting[0].digest, second))


def suspended(house: House, person: str, by: str, reason: str = "口令外泄") -> None:
    call = asking.order("suspension", person=person, reason=reason)
    house.core.enact(by, house.core.call(by, call))


def in_force(house: House) -> Roster:
    found = decode(house.core.call("sunli", rosters.RosterDetail()).text.encode())
    assert isinstance(found, Roster)
    return found


def orders(house: House) -> list[personnel.OrderRow]:
    page: personnel.OrderPage = house.core.call("sunli", personnel.OrdersPage())
    return page.rows


async def pick(op: Operator, words: str) -> None:
    """Type part of an option and take it."""
    await op.fill(filter=words)
    await op.press("enter")
