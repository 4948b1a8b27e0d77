"""What takes the release of a text back is taken only from a person whose key counts, and ends only the release that it names."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.categories import Category
from console.domain.content.appeals import AppealWithdrawal, ReleaseText
from console.domain.people.people import Person, Roster, Standing
from console.domain.times import render
from console.domain.two_person.pairs import Confirmation, Proposal, Rearm
from console.signing.bundle_file import Pair
from console.signing.refused import Refused
from console.signing.statements import Signed, sign
from console.signing.withdrawing import ends, opened
from tests.world import Case, make

RELEASE = ReleaseText(1, "business", Category.NOTICE, "请转入安全账户", ["fraud"], "2026-1", "0" * 64)


@dataclass
class House:
    """An organisation in which a text was released and somebody takes it back."""

    case: Case

    @property
    def roster(self) -> Roster:
        assert self.case.org.roster is not None
        return self.case.org.roster

    def fields(self, by: str, minutes: int) -> dict[str, Any]:
        at = render(self.case.at - timedelta(minutes=minutes))
        return {"org": self.case.org.roots.org, "by": by, "at": at, "roster": self.roster.version}

    def release(self, act: Any = RELEASE, first: str = "liqiang", second: str = "wangfang") -> Pair:
        expires = render(self.case.at + timedelta(hours=71))
        proposal = sign(
            Proposal(**self.fields(first, 10), act=act, expires=expires, reason="反诈宣传用语"),
            self.case.org.people[first],
        )
        confirmation = Confirmation(**self.fields(second, 5), proposal=proposal.digest())
        return Pair(proposal, sign(confirmation, self.case.org.people[second]))

    def act(self, by: str = "wangfang", **changes: Any) -> AppealWithdrawal:
        fields = {**self.fields(by, 1), "proposal": self.release().proposal.digest(), "reason": "内容有误"}
        return AppealWithdrawal(**(fields | changes))

    def signed(self, by: str = "wangfang", key: str = "", **changes: Any) -> Signed:
        return sign(self.act(by, **changes), self.case.org.people[key or by])

    def with_person(self, who: str, change: Any) -> Roster:
        people: list[Person] = [change(one) if one.id == who else one for one in self.roster.people]
        return msgspec.structs.replace(self.roster, people=people)


@pytest.fixture(scope="module")
def house() -> House:
    return House(make())


def refused(signed: Signed, roster: Roster) -> str:
    with pytest.raises(Refused) as caught:
        opened(signed, roster)
    return caught.value.name


def test_what_an_active_person_signed_is_taken_whatever_its_date(house: House) -> None:
    for by in ("wangfang", "liqiang", "zhaomin"):
        assert opened(house.signed(by), house.roster) == house.act(by)
    late = render(house.case.at + timedelta(days=400))
    assert opened(house.signed(at=late), house.roster).at == late


def test_another_act_of_another_organisation_or_by_nobody_is_no_withdrawal(house: House) -> None:
    assert refused(house.release().confirmation, house.roster) == "bundle_malformed"
    assert refused(house.signed(org="another"), house.roster) == "foreign_organisation"
    assert refused(house.signed("nobody", key="wangfang"), house.roster) == "step_not_by_signer"


@pytest.mark.parametrize("reason", ["内容\u200b有误", "客户13800138000来电"])
def test_neither_a_hidden_character_nor_a_number_comes_into_the_ledger_with_it(
    house: House, reason: str
) -> None:
    assert refused(house.signed(reason=reason), house.roster) == "hidden_characters"


def test_it_needs_the_signer_s_own_key_and_no_other(house: House) -> None:
    good, other = house.signed(), house.signed(key="liqiang")
    assert refused(other, house.roster) == "step_not_by_signer"
    assert refused(Signed(good.text, []), house.roster) == "step_not_by_signer"
    both = Signed(good.text, [*good.signatures, *other.signatures])
    assert refused(both, house.roster) == "step_not_by_signer"
    bent = Signed(good.text.replace("有误", "无误"), good.signatures)
    assert refused(bent, house.roster) == "step_signature"


def test_neither_a_revoked_key_nor_who_is_suspended_or_gone_takes_anything_back(house: House) -> None:
    replace = msgspec.structs.replace

    def revoked(person: Person) -> Person:
        return replace(person, keys=[replace(one, revoked=house.case.now) for one in person.keys])

    assert refused(house.signed(), house.with_person("wangfang", revoked)) == "step_not_by_signer"
    for standing in (Standing.SUSPENDED, Standing.LEFT):
        roster = house.with_person("wangfang", lambda one, to=standing: replace(one, standing=to))
        assert refused(house.signed(), roster) == "step_not_by_signer"


def test_it_ends_the_release_that_it_names_where_its_signer_may(house: House) -> None:
    pair, at = house.release(), house.case.now
    assert ends(house.act("wangfang"), pair, house.roster, at)
    assert ends(house.act("liqiang"), pair, house.roster, at)
    assert not ends(house.act("zhaomin"), pair, house.roster, at)
    assert not ends(house.act(proposal="0" * 64), pair, house.roster, at)


def test_who_signed_it_may_take_it_back_whatever_they_are_by_now(house: House) -> None:
    pair = house.release(first="sunli", second="qianwei")
    for by, may in (("sunli", True), ("qianwei", True), ("zhengtao", False)):
        assert ends(house.act(by, proposal=pair.proposal.digest()), pair, house.roster, house.case.now) is may


def test_nothing_but_a_release_is_ended(house: House) -> None:
    pair = house.release()
    act, at = house.act(), house.case.now
    named = house.act(proposal=pair.confirmation.digest())
    assert not ends(named, Pair(pair.confirmation, pair.confirmation), house.roster, at)
    assert not ends(act, Pair(pair.proposal, pair.proposal), house.roster, at)
    other = house.release(Rearm("dispatch-1", "0f" * 16))
    assert not ends(house.act(proposal=other.proposal.digest()), other, house.roster, at)
