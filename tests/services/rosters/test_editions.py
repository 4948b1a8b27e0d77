"""An upgraded house is told of a newer edition of its rules, until two have signed one that follows it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from console.domain.data_folder import data_folder
from console.domain.rosters import editions, rule_files
from console.domain.rosters.rule_files import Kind
from console.services.context import Caller
from console.services.duties import lacking
from console.wire import calls
from console.wire.duties.deadlines import Chase
from console.wire.rosters import rosters
from console.wire.rosters import rule_files as wire
from tests.services.core import Core, one_clock, open_core
from tests.services.rosters.test_offices import publish
from tests.services.test_small_houses import house_of_seven

NEWEST = editions.newest("policy")


@pytest.fixture
def core(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    """A house with accounts of its own, founded with the first edition of the pack and its pledge."""
    made = open_core(sqlite_url, house_of_seven(solo=False))
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


def older(core: Core, person: str) -> list[str]:
    """The kinds of which this person is told in my turn that a newer edition is shipped."""
    found = [row.alert for row in core.call(person, calls.Todo())]
    return [one.params["rule_file"] for one in found if one and one.code == "newer_shipped"]


def adopt(core: Core, kind: Kind, text: str) -> None:
    core.call("chief", wire.BringFile(kind, text.encode()))
    publish(core, rule_files.change(rule_files.opened(kind, text.encode())))


def test_the_signers_are_told_until_they_have_taken_up_the_shipped_files_as_they_are(core: Core) -> None:
    assert older(core, "chief") == older(core, "keeper") == ["policy", "pledge"]
    assert older(core, "clerk") == []
    adopt(core, Kind.POLICY, (data_folder() / "policy" / f"{NEWEST}.toml").read_text("utf-8"))
    assert older(core, "chief") == []


def test_a_house_says_no_by_naming_its_own_after_the_newer_edition(core: Core) -> None:
    own = core.org.policy_text.replace('version = "2026-1"', f'version = "{NEWEST}-own"', 1)
    assert own != core.org.policy_text
    adopt(core, Kind.POLICY, own)
    assert older(core, "chief") == []


def test_it_is_no_fault_that_ends_nor_stops_anything_and_the_registrar_sees_whose_it_is(core: Core) -> None:
    rows = [
        row for row in core.call("office", Chase(kind="lacking")).rows if row.alert.code == "newer_shipped"
    ]
    assert [(row.who, row.late, row.until, row.department) for row in rows] == [
        (["chief", "keeper"], False, "", "")
    ] * 2
    with core.context(Caller("chief"), write=False) as context:
        assert not [one for one in lacking.current(context) if one.code == "newer_shipped" and one.grave]
    core.at += timedelta(days=30)
    assert older(core, "chief") == ["policy", "pledge"], "it does not go by itself"
    codes = [one.code for one in core.call("clerk", rosters.Alerts())]
    assert codes.count("newer_shipped") == 2, "whoever asks how the house stands reads it"
