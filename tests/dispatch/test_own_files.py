"""The dispatcher's own copies of policy packs and gateway files: known by their bytes, whatever they are called."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.dispatch.rosters.own_files import OwnFiles
from console.domain.people.people import GatewayRef, Roster
from console.domain.rosters.rule_files import Kind, Named
from console.launch.organisation import Organisation, build
from console.signing.statements import digest

AT = datetime(2026, 11, 24, 3, 0, 0, tzinfo=UTC)
replace = msgspec.structs.replace


@dataclass
class Place:
    home: Path
    org: Organisation
    own: OwnFiles

    def put(self, name: str, text: str) -> str:
        path = self.home / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_bytes(text.encode())
        return digest(text.encode())

    def roster(self, **digests: str) -> Roster:
        assert self.org.roster
        return replace(self.org.roster, gateways=[GatewayRef(n, d) for n, d in digests.items()])

    @property
    def gateway(self) -> str:
        return self.org.gateway_texts["demo"]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    org = build(AT - timedelta(hours=1))
    org.write(tmp_path)
    return Place(tmp_path, org, OwnFiles(tmp_path))


def test_a_file_that_may_be_read_from_now_on_counts_from_now_on(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = place.put("policies/later.toml", later := place.org.policy_text + "# 2026-2\n")
    path = place.home / "policies" / "later.toml"
    path.chmod(0o600)
    opened = Path.open

    def as_another_account(self: Path, *how: Any) -> Any:
        if self == path and not path.stat().st_mode & 0o040:
            raise PermissionError
        return opened(self, *how)

    monkeypatch.setattr(Path, "open", as_another_account)
    assert place.own.policy(wanted) is None
    path.chmod(0o640)
    assert place.own.policy(wanted) == later


def test_a_pack_is_found_by_its_bytes_wherever_it_lies_and_no_other_one_stands_in_for_it(
    place: Place,
) -> None:
    first, later = place.org.policy_text, place.org.policy_text + "# 2026-2\n"
    assert place.own.policy(digest(later.encode())) is None
    wanted = place.put("policies/whatever.toml", later)
    assert place.own.policy(wanted) == later, "the folder is read again once it changed"
    assert place.own.policy(digest(first.encode())) == first
    (place.home / "policy.toml").unlink()
    assert place.own.policy(digest(first.encode())) is None
    assert place.own.policy(wanted) == later


def test_lines_that_end_as_windows_writes_them_are_the_file_s_own_bytes(place: Place) -> None:
    dos = place.org.policy_text.replace("\n", "\r\n")
    assert place.own.policy(place.put("policies/dos.toml", dos)) == dos


def test_of_two_files_of_a_gateway_the_roster_says_which_counts(place: Place) -> None:
    first, later = place.gateway, place.gateway.replace("rate = 20000", "rate = 100")
    old, new = digest(first.encode()), place.put("gateways/demo-2.toml", later)
    for wanted, text in ((old, first), (new, later)):
        assert place.own.gateways(place.roster(demo=wanted))["demo"].text == text
    assert place.own.get(Named(Kind.GATEWAY, "demo", new)) is not None
    assert place.own.get(Named(Kind.GATEWAY, "other", new)) is None, "a name that the file does not have"
    assert place.own.get(Named(Kind.POLICY, "demo", new)) is None, "a gateway file is no policy pack"


def test_a_gateway_is_taken_in_by_any_file_of_it_where_the_roster_s_is_not_here(place: Place) -> None:
    for newest in (None, place.roster(demo="0" * 64), place.roster()):
        assert place.own.gateways(newest)["demo"].text == place.gateway


@pytest.mark.parametrize("data", ["", "id = 1\n", "x" * 20_000, "\x1b[2J"])
def test_what_cannot_be_read_is_left_aside_and_stops_nothing(place: Place, data: str) -> None:
    here = place.own.digests()
    place.put("gateways/broken.toml", data)
    place.put("policies/broken.toml", data)
    assert place.own.digests() == here
    assert set(here) == {digest(place.org.policy_text.encode()), digest(place.gateway.encode())}


def test_the_pack_to_begin_with_is_told_where_there_is_one(place: Place) -> None:
    assert place.own.founding_policy() == place.org.policy_text
    place.put("policy.toml", "nothing")
    assert place.own.founding_policy() is None
    (place.home / "policy.toml").unlink()
    assert place.own.founding_policy() is None
