"""Trials (R2): a text goes to the telephones of our own gateway file alone, once for two signatures that are judged here."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.domain.sending.trials import A_DAY, Trial
from console.domain.states import RecipientState
from console.domain.times import render
from console.launch.organisation import Organisation
from console.signing.bundle_file import pack
from console.signing.sshsig import verify
from console.signing.statements import digest
from console.wire import dispatch
from console.wire.sending.trials import TrialReport
from tests.custody.world import Custody, custody, training
from tests.dispatch.desk import Slot
from tests.dispatch.running import TEN, case, organisation, until
from tests.dispatch.test_holds import quiet
from tests.signing.test_lifting import House

OPERATOR, CUSTODIAN, MANAGER, APPROVER = "qianwei", "fenglei", "zhengtao", "sunli"
TEXT = "【云岭示范银行】短信通道测试，请勿回复。"
HANDSETS = {"移动测试机": "13900000001", "联通测试机": "13000000002", "电信测试机": "13300000003"}
DELIVERED, REFUSED, UNKNOWN = RecipientState.DELIVERED, RecipientState.REFUSED, RecipientState.UNKNOWN


def tried_house(**changes: Any) -> Organisation:
    """An organisation with the demo's gateway file, which names telephones and a sentence."""
    return organisation(**changes)


def act(
    org: Organisation, request: str = "", text: str = TEXT, to: str = "移动测试机、联通测试机", **changes: Any
) -> Trial:
    made = Trial("2026-T001", "demo", digest(org.gateway_texts["demo"].encode()), request, text, to)
    return msgspec.structs.replace(made, **changes)


def offer(
    house: House,
    trial: Trial,
    first: str = CUSTODIAN,
    second: str = MANAGER,
    minutes: float = 0,
    request: int = 0,
) -> dispatch.TrialOffer:
    at = render(house.case.at + timedelta(minutes=minutes))
    proposal = house.proposal(trial, first, at=at)
    confirmation = house.confirmation(proposal, second, at=at)
    return dispatch.TrialOffer(
        request, proposal.text, proposal.signatures[0], confirmation.text, confirmation.signatures[0]
    )


def reports(one: Custody) -> list[TrialReport]:
    """What the desk was told of trials, every signature judged."""
    found = []
    for call in one.desk.of(dispatch.ReportTrial):
        signer = verify(call.signature, call.text.encode(), f"sms-trial@{one.org.roots.org}")
        assert signer == one.org.service.public
        found.append(msgspec.json.decode(call.text, type=TrialReport))
    return found


def states(one: Custody) -> list[int]:
    """How the telephones stand by the newest report."""
    told = reports(one)
    return [each.state for each in told[-1].tried] if told else []


def refused(one: Custody) -> list[str]:
    return [report.reason for report in reports(one) if report.event == "refused"]


async def begun(one: Custody, **faults: Any) -> House:
    one.faults(**faults)
    await one.start()
    return House(case(one.org, 20))


async def test_a_gateway_is_tried_with_the_sentence_of_its_file_and_the_ids_of_both_sides_are_told(
    tmp_path: Path,
) -> None:
    async with custody(tmp_path, tried_house(), training()) as one:
        house = await begun(one)
        one.desk.trials = [offer(house, act(one.org))]
        await until(lambda: states(one) == [DELIVERED, DELIVERED])
        await until(lambda: [report.event for report in reports(one) if report.event] == ["started", "done"])
        last = reports(one)[-1]
        assert all(
            each.matched and each.msgid and each.receipt and each.heard >= each.sent for each in last.tried
        )
        assert (one.counts["submits"], one.counts["repeats"]) == (2, 0)
        # The desk goes on offering, and nothing goes out again, not after a restart either.
        await one.stop()
        await one.start()
        await quiet(one)
        assert one.counts["submits"] == 2
        assert one.desk.of(dispatch.ReportSlot) == []


async def test_an_approved_text_is_tried_before_it_is_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with custody(tmp_path, tried_house(), training()) as one:
        house = await begun(one)
        made = house.case
        bundle = made.bundle()
        approved = Slot(made, 1, 1, bundle=pack(msgspec.structs.replace(bundle, release=None)))
        monkeypatch.setattr(one.desk, "_offered", lambda _request, _slot: approved)
        text = msgspec.json.decode(made.request.text)["text"]
        trial = act(
            one.org, made.request.digest(), text["signature"] + text["body"] + text["opt_out"], "电信测试机"
        )
        one.desk.trials = [offer(house, trial, OPERATOR, MANAGER, request=1)]
        await until(lambda: states(one) == [DELIVERED])
        assert (one.counts["submits"], refused(one)) == (1, [])


@pytest.mark.parametrize(
    ("changes", "people", "minutes", "name"),
    [
        ({"text": TEXT + "！"}, (CUSTODIAN, MANAGER), 0, "trial_other_text"),
        ({"file": "ab" * 32}, (CUSTODIAN, MANAGER), 0, "trial_other_file"),
        ({"to": "陌生机"}, (CUSTODIAN, MANAGER), 0, "trial_no_handset"),
        ({"to": "移动测试机、陌生机"}, (CUSTODIAN, MANAGER), 0, "trial_no_handset"),
        ({"to": "a b c d e f"}, (CUSTODIAN, MANAGER), 0, "trial_handsets"),
        ({}, (OPERATOR, MANAGER), 0, "pair_not_allowed"),
        ({}, (CUSTODIAN, APPROVER), 0, "pair_not_allowed"),
        ({}, (MANAGER, CUSTODIAN), 0, "pair_not_allowed"),
        ({}, (CUSTODIAN, MANAGER), -31, "trial_late"),
        ({"request": "ab" * 32}, (CUSTODIAN, MANAGER), 0, "pair_differs"),
    ],
)
async def test_what_does_not_fit_is_refused_by_name_and_nothing_goes_out(
    tmp_path: Path, changes: dict[str, Any], people: tuple[str, str], minutes: float, name: str
) -> None:
    async with custody(tmp_path, tried_house(), training()) as one:
        house = await begun(one)
        one.desk.trials = [offer(house, act(one.org, **changes), *people, minutes)]
        await until(lambda: refused(one))
        assert refused(one) == [name]
        assert one.counts["submits"] == 0


async def test_a_telephone_that_is_refused_or_lost_is_told_as_that_and_not_tried_again(
    tmp_path: Path,
) -> None:
    async with custody(tmp_path, tried_house(response_timeout=1), training()) as one:
        house = await begun(one, refuse={"86" + HANDSETS["移动测试机"]: 0x0B})
        one.desk.trials = [offer(house, act(one.org))]
        await until(lambda: states(one) == [REFUSED, DELIVERED])
        one.faults(lose_every=1, receipts=False)
        one.desk.trials = [offer(house, act(one.org, number="2026-T002", to="电信测试机"))]
        await until(lambda: states(one)[-1:] == [UNKNOWN])
        await one.die()
        one.faults()
        await one.start()
        await quiet(one)
        assert one.counts["submits"] == 3


async def test_so_many_trials_within_a_day_and_no_more(tmp_path: Path) -> None:
    async with custody(tmp_path, tried_house(), training()) as one:
        house = await begun(one)
        many = [act(one.org, number=f"2026-T{nth:03d}", to="电信测试机") for nth in range(1, A_DAY + 2)]
        one.desk.trials = [offer(house, trial) for trial in many]
        await until(lambda: refused(one))
        assert refused(one) == ["trial_many"]
        await until(lambda: one.counts["submits"] == A_DAY)


async def test_a_freeze_stops_a_trial_and_one_that_waits_too_long_goes_out_never(tmp_path: Path) -> None:
    async with custody(tmp_path, tried_house(), training()) as one:
        house = await begun(one)
        one.desk.frozen = [dispatch.FreezeOrder(7, "gateway", "demo", "wangfang", "怀疑", render(TEN))]
        await until(lambda: one.service and one.service.dispatcher.holds.frozen)
        one.desk.trials = [offer(house, act(one.org))]
        await until(lambda: one.rows("SELECT 1 FROM send WHERE slot = 0"))
        one.clock.shift(timedelta(minutes=31))
        await until(lambda: refused(one) == ["window_passed"])
        assert one.counts["submits"] == 0
