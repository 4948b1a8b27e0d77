"""Two people try a text on the organisation's own telephones (R2): a gateway's sentence, or the text of a fully approved request."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.freezes.freezes import Scope
from console.domain.sending.gateways import Handset, read
from console.domain.sending.trials import Trial, fault, labels, numbers
from console.domain.times import parse, render
from console.domain.two_person.pairs import GoOn
from console.signing.bundle import verify
from console.signing.pairs import Pair, verify_trial, verify_trial_text
from console.signing.refused import Refused
from tests.signing.test_lifting import House
from tests.world import make

LINE = Trial("2026-T001", "demo", "ab" * 32, "", "测试", "移动机")


@pytest.fixture(scope="module")
def house() -> House:
    return House(make())


def of_text(house: House, **changes: Any) -> Trial:
    trial = msgspec.structs.replace(LINE, request=house.case.request.digest())
    return msgspec.structs.replace(trial, **changes)


def judged(house: House, pair: Pair, *, steps: int | None = None) -> Any:
    """The pair is judged by the bundle as it is before a release, with so many of its steps."""
    case = house.case
    bundle = msgspec.structs.replace(case.bundle(), release=None)
    if steps is not None:
        bundle = msgspec.structs.replace(bundle, steps=bundle.steps[:steps])
    return verify_trial_text(verify(bundle, case.org.roots, case.now), pair, bundle, case.org.roots)


def test_the_custodian_tries_a_gateway_and_the_general_department_manager_lets_it_go(house: House) -> None:
    found = verify_trial(house.pair(LINE, "fenglei", "zhengtao"), house.around())
    assert (found.act, found.proposer, found.confirmer) == (LINE, "fenglei", "zhengtao")
    assert found.at == render(house.case.at - timedelta(minutes=5))


def test_the_operator_tries_the_text_of_an_approved_request(house: House) -> None:
    trial = of_text(house)
    found = judged(house, house.pair(trial, "qianwei", "zhengtao"))
    assert (found.act, found.proposer, found.confirmer) == (trial, "qianwei", "zhengtao")
    assert found.at == render(house.case.at - timedelta(minutes=5))


@pytest.mark.parametrize(
    ("act", "first", "second", "name"),
    [
        (LINE, "zhengtao", "fenglei", "pair_not_allowed"),
        (LINE, "fenglei", "jiangbo", "pair_not_allowed"),
        (LINE, "qianwei", "zhengtao", "pair_not_allowed"),
        (msgspec.structs.replace(LINE, request="cd" * 32), "qianwei", "zhengtao", "pair_differs"),
        (GoOn(Scope.GATEWAY, "demo", 1), "fenglei", "zhengtao", "pair_differs"),
    ],
)
def test_nobody_and_nothing_else_tries_a_gateway(
    house: House, act: Any, first: str, second: str, name: str
) -> None:
    with pytest.raises(Refused) as refused:
        verify_trial(house.pair(act, first, second), house.around())
    assert refused.value.name == name


@pytest.mark.parametrize(
    ("changes", "first", "second", "name"),
    [
        ({}, "sunli", "zhengtao", "pair_not_allowed"),
        ({}, "fenglei", "zhengtao", "pair_not_allowed"),
        ({}, "qianwei", "sunli", "pair_not_allowed"),
        ({"request": ""}, "qianwei", "zhengtao", "pair_differs"),
        ({"request": "cd" * 32}, "qianwei", "zhengtao", "pair_differs"),
    ],
)
def test_nobody_and_nothing_else_tries_a_text(
    house: House, changes: dict[str, Any], first: str, second: str, name: str
) -> None:
    with pytest.raises(Refused) as refused:
        judged(house, house.pair(of_text(house, **changes), first, second))
    assert refused.value.name == name


def test_a_text_that_is_not_fully_approved_is_not_tried(house: House) -> None:
    with pytest.raises(Refused) as refused:
        judged(house, house.pair(of_text(house), "qianwei", "zhengtao"), steps=0)
    assert refused.value.name == "route_incomplete"


def test_what_was_signed_before_the_last_approval_tries_nothing(house: House) -> None:
    last = max(parse(msgspec.json.decode(step.text)["at"]) for step in house.case.bundle().steps)
    before = render(last - timedelta(minutes=15))
    proposal = house.proposal(of_text(house), "qianwei", at=before)
    with pytest.raises(Refused) as refused:
        judged(house, Pair(proposal, house.confirmation(proposal, "zhengtao")))
    assert refused.value.name == "pair_order"


def test_labels_are_what_a_person_types_between_any_separators() -> None:
    assert labels(" 移动机、联通机，电信机 ,a;b；移动机 ") == ["移动机", "联通机", "电信机", "a", "b"]
    assert labels("、，") == []


def test_what_does_not_fit_the_file_is_named(house: House) -> None:

    plain = read(house.case.org.gateway_texts["demo"])
    file = msgspec.structs.replace(
        plain, handsets=[Handset("移动机", "13900000001"), Handset("A", "13900000002")]
    )
    good = msgspec.structs.replace(LINE, gateway=file.id)
    assert fault(good, file, "ab" * 32, "测试") == ""
    assert numbers(msgspec.structs.replace(good, to="a、移动机、x"), file) == [
        ("a", 13900000002),
        ("移动机", 13900000001),
        ("x", 0),
    ]
    for changes, name in (
        ({"file": "cd" * 32}, "trial_other_file"),
        ({"gateway": "b"}, "trial_other_file"),
        ({"text": "测试二"}, "trial_other_text"),
        ({"to": "，"}, "trial_handsets"),
        ({"to": "1 2 3 4 5 6"}, "trial_handsets"),
        ({"to": "移动机 x"}, "trial_no_handset"),
    ):
        assert fault(msgspec.structs.replace(good, **changes), file, "ab" * 32, "测试") == name
    assert fault(msgspec.structs.replace(good, text=" "), file, "ab" * 32, " ") == "trial_other_text"
