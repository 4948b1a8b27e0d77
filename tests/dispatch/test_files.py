"""The rosters that the dispatcher knows: those of its files, and the chain of the last bundle that brought a newer one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from console.dispatch.rosters.files import Files
from console.domain.people.people import Roster
from console.launch.organisation import Organisation, build
from console.signing.refused import Refused
from console.signing.trust import Pin
from tests.world import make, tampered

AT = datetime(2026, 11, 24, 3, 0, 0, tzinfo=UTC)
replace = msgspec.structs.replace


@dataclass
class Place:
    home: Path
    org: Organisation

    def grow(self) -> Roster:
        """The next version, which the files do not have."""
        assert self.org.roster
        self.org.add_roster(replace(self.org.roster, version=2, previous=self.org.rosters[0].digest()))
        return self.org.roster

    def pin(self, nth: int) -> Pin:
        return Pin(nth, self.org.rosters[nth - 1].digest())

    def keep(self, roster: Roster) -> None:
        files = Files(self.home)
        files.keep(make(org=self.org, at=AT, n=5).bundle(), roster)
        assert files.newest is roster

    def newest(self, pin: Pin | None) -> int:
        files = Files(self.home)
        files.look(pin)
        return files.newest.version if files.newest else 0

    @property
    def kept(self) -> Path:
        return self.home / "dispatch" / "rosters.json"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    org = build(AT - timedelta(hours=1))
    org.write(tmp_path)
    return Place(tmp_path, org)


def test_without_a_newer_bundle_the_files_are_what_is_known(place: Place) -> None:
    assert place.newest(None) == 1
    assert place.newest(place.pin(1)) == 1
    for path in (place.home / "roster").glob("roster-*"):
        path.unlink()
    assert place.newest(place.pin(1)) == 0


def test_the_chain_of_an_accepted_bundle_outlives_the_process(place: Place) -> None:
    place.keep(place.grow())
    assert place.newest(place.pin(2)) == 2
    assert place.kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in place.kept.parent.iterdir()] == ["rosters.json"]


def test_files_older_than_the_pin_stop_nothing(place: Place) -> None:
    place.grow()
    assert place.newest(place.pin(2)) == 1


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b'[[],[["x",[]]]]'])
def test_a_kept_chain_that_does_not_hold_is_not_believed_and_stops_nothing(place: Place, data: bytes) -> None:
    place.kept.write_bytes(data)
    assert place.newest(place.pin(1)) == 1


def test_a_kept_chain_of_other_roots_is_not_believed(place: Place) -> None:
    other = Place(place.home, build(AT - timedelta(hours=1)))
    other.keep(other.grow())
    assert place.newest(place.pin(1)) == 1


def test_files_that_do_not_hold_or_differ_from_the_pin_stop_the_start(place: Place) -> None:
    with pytest.raises(Refused, match="roster_forked"):
        place.newest(Pin(1, "0" * 64))
    path = place.home / "roster" / "roster-1.json"
    forged = tampered(place.org.rosters[0], "010-00000001", "010-00000009")
    path.write_bytes(msgspec.json.encode(forged))
    with pytest.raises(Refused, match="roster_not_by_signers"):
        place.newest(None)
