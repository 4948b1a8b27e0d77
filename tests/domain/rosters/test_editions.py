"""Which edition a house's file follows, and when a newer shipped one is said."""

import pytest
from msgspec.structs import replace

from console.domain.data_folder import data_folder
from console.domain.policy import Policy, read
from console.domain.rosters import editions
from console.domain.rosters.alert import Alert
from tests.services.core import organisation

_ORG = organisation()


def told(pack: str, words: str, pledge: str, *, solo: bool = False) -> list[Alert]:
    assert _ORG.roster is not None
    roster = replace(
        _ORG.roster,
        solo=solo,
        policy=replace(_ORG.roster.policy, version=pack),
        screening=replace(_ORG.roster.screening, version=words),
    )
    policy: Policy = read(_ORG.policy_text)
    return list(editions.alerts(roster, replace(policy, pledge=replace(policy.pledge, version=pledge))))


@pytest.mark.parametrize(
    ("version", "edition"),
    [
        ("2026-2", (2026, 2)),
        ("2026-12-bank", (2026, 12)),
        ("2026-2.1", (2026, 2)),
        ("2026-1234", (0, 0)),
        ("bank-3", (0, 0)),
        ("v2026-2", (0, 0)),
        ("２０２６-2", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_a_version_begins_with_its_edition(version: str, edition: tuple[int, int]) -> None:
    assert editions.edition(version) == edition


@pytest.mark.parametrize("kind", ["policy", "screening", "pledge"])
def test_the_newest_shipped_is_an_edition_itself_and_is_in_the_folder(kind: str) -> None:
    there = {path.stem for path in (data_folder() / kind).glob("*.toml")}
    assert editions.newest(kind) in there
    assert editions.edition(editions.newest(kind)) == max(map(editions.edition, there))


NEW = editions.newest("policy")
WORDS, PLEDGE = editions.newest("screening"), editions.newest("pledge")


@pytest.mark.parametrize(
    ("pack", "words", "pledge", "kinds"),
    [
        (NEW, WORDS, PLEDGE, []),
        (f"{NEW}-bank", f"{WORDS}-bank", "2026-1", []),  # the pack was compared with its edition's pledge
        ("2026-1", WORDS, PLEDGE, ["policy"]),
        ("2026-1-demo", "2026-1", "2026-1", ["policy", "screening", "pledge"]),
        ("bank-3", WORDS, PLEDGE, ["policy"]),
        ("9999-1", "9999-1", "2026-1", []),  # this program is the older one
    ],
)
def test_an_older_edition_or_none_is_said_and_a_newer_one_is_not(
    pack: str, words: str, pledge: str, kinds: list[str]
) -> None:
    found = told(pack, words, pledge)
    assert [one.params["rule_file"] for one in found] == kinds
    assert {one.grave for one in found} <= {False}
    assert not told(pack, words, pledge, solo=True)
