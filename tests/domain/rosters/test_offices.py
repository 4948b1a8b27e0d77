"""The three offices (三员): who runs the machines, who signs the roster and who audits are different people in every new version."""

from datetime import timedelta
from itertools import combinations
from typing import Final

import msgspec
import pytest

from console.domain import policy
from console.domain.data_folder import data_folder
from console.domain.people.people import Post, Roster, Standing
from console.domain.policy import SeparationRule
from console.domain.rosters import offices, rule_files
from console.domain.rosters.roster_alerts import alerts
from console.domain.rosters.rule_files import Kind
from console.domain.times import parse, render
from console.domain.toml_lines import FileFaultError
from tests.domain.rosters.test_rosters import AT, POLICY, also, seven

replace = msgspec.structs.replace
PAIRS: Final = list(combinations(offices.OFFICES, 2))
PACK: Final = (data_folder() / "policy" / "2026-2.toml").read_text("utf-8")


def with_both(one: Post, other: Post) -> Roster:
    """An organisation with accounts of its own in which `director` holds two offices."""
    roster = replace(seven(), solo=False)
    return also(also(roster, "director", one, ""), "director", other, "")


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_one_person_in_two_offices_is_refused_and_named(one: Post, other: Post) -> None:
    refusal = offices.clash(with_both(one, other), SeparationRule())
    assert refusal is not None
    assert (refusal.code, refusal.clause) == ("offices_together", "R8")
    assert refusal.params == {"person": "director", "post": str(one), "second_post": str(other)}
    assert [one.code for one in alerts(with_both(one, other), POLICY, AT) if one.grave] == [
        "offices_together"
    ]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_different_people_one_after_the_other_and_one_account_for_all_are_no_clash(
    one: Post, other: Post
) -> None:
    both = with_both(one, other)
    assert offices.clash(replace(both, solo=True), SeparationRule()) is None
    apart = also(also(replace(seven(), solo=False), "director", one, ""), "deputy", other, "")
    assert offices.clash(apart, SeparationRule()) is None
    first, second = both.posts[-2:]
    later = render(parse(both.at) + timedelta(days=9))
    after = [*both.posts[:-2], replace(first, until=later), replace(second, since=later)]
    assert offices.clash(replace(both, posts=after), SeparationRule()) is None
    overlap = [*both.posts[:-2], replace(first, until=later), second]
    assert offices.clash(replace(both, posts=overlap), SeparationRule()) is not None
    gone = [replace(p, standing=Standing.LEFT) if p.id == "director" else p for p in both.people]
    assert offices.clash(replace(both, people=gone), SeparationRule()) is None
    # Suspended people come back by an everyday version.
    stopped = [replace(p, standing=Standing.SUSPENDED) if p.id == "director" else p for p in both.people]
    assert offices.clash(replace(both, people=stopped), SeparationRule()) is not None


def test_a_small_house_may_until_the_day_in_its_pack_and_the_to_do_stays_quiet_until_then() -> None:
    both = with_both(Post.ROSTER_SIGNER, Post.AUDITOR)
    last = both.at[:10]
    before = render(parse(both.at) - timedelta(days=1))[:10]
    assert offices.clash(both, SeparationRule(last)) is None
    assert offices.clash(both, SeparationRule(before)) is not None
    small = replace(POLICY, separation=SeparationRule(AT[:10]))
    (told,) = [one for one in alerts(both, small, AT) if one.code == "offices_together"]
    assert not told.grave
    (told,) = [
        one
        for one in alerts(both, small, render(parse(AT) + timedelta(days=1)))
        if one.code == "offices_together"
    ]
    assert told.grave


@pytest.mark.parametrize(
    ("at", "timezone", "may"),
    [
        ("2030-12-31T15:59:59Z", "Asia/Shanghai", True),
        ("2030-12-31T16:00:00Z", "Asia/Shanghai", False),
        ("2030-12-31T16:00:00Z", "UTC", True),
        ("2031-01-01T04:59:59Z", "America/New_York", True),
        ("2031-01-01T05:00:00Z", "America/New_York", False),
    ],
)
def test_the_last_day_ends_where_the_organisation_is(at: str, timezone: str, *, may: bool) -> None:
    rule = SeparationRule("2030-12-31")
    both = replace(with_both(Post.ROSTER_SIGNER, Post.AUDITOR), at=at)
    assert (offices.clash(both, rule, timezone) is None) == may
    small = replace(POLICY, separation=rule)
    (told,) = [one for one in alerts(both, small, at, None, timezone) if one.code == "offices_together"]
    assert told.grave != may


def test_the_pack_that_a_version_names_decides_and_every_other_fault_of_it_stays_one() -> None:
    both = with_both(Post.ROSTER_SIGNER, Post.AUDITOR)
    for text, code in (
        (PACK, "offices_together"),
        (f'{PACK}\n[separation]\ntogether_until = "2031-12-31"\n', None),
        (f'{PACK}\n[separation]\ntogether_until = "2020-01-01"\n', "offices_together"),
    ):
        file = rule_files.opened(Kind.POLICY, text.encode())
        named = replace(both, policy=replace(both.policy, version=file.named.name, digest=file.named.digest))
        refusal = rule_files.unfit(file, replace(named, pledge=policy.read(text).pledge.version))
        assert (refusal.code if refusal else None) == code
        assert rule_files.unfit(file, both) is not None


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "soon", "2026-2-3"])
def test_a_pack_with_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(FileFaultError):
        policy.read(f'{PACK}\n[separation]\ntogether_until = "{day}"\n')


@pytest.mark.parametrize("name", ["2026-1.toml", "2026-2.toml", "2026-1-demo.toml"])
def test_no_shipped_pack_lets_two_offices_together(name: str) -> None:
    assert policy.read((data_folder() / "policy" / name).read_text("utf-8")).separation == SeparationRule()
