"""Another policy pack comes into force by two roster signers; what was signed under the one before begins anew."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from console.domain import policy
from console.domain.rosters import SetPolicy
from console.domain.times import render
from console.errors import RefusedError
from console.signing.bundle import Own, unpack, verify
from console.signing.statements import digest
from console.wire import calls, rosters, views
from tests.services.core import Core, open_core


@pytest.fixture
def two(database_url: str) -> Iterator[tuple[Core, str]]:
    """A core beside whose policy pack lies another one, which wants another hour."""
    core = open_core(database_url)
    later = core.org.policy_text.replace('version = "2026-1"', 'version = "2026-2"', 1).replace(
        "22:00", "21:00"
    )
    core.desk = replace(core.desk, later_policies=(later,))
    yield core, later
    core.database.close()


def change(text: str) -> SetPolicy:
    pack = policy.read(text)
    return SetPolicy(pack.version, digest(text.encode()), pack.pledge.version)


def publish(core: Core, *changes: Any) -> None:
    text, signature = core.sign("hanxue", core.call("hanxue", rosters.PrepareRoster(list(changes))))
    core.call("hanxue", rosters.ProposeRoster(text, signature))
    (waiting,) = [p for p in core.call("yangfan", rosters.RosterProposals()) if p.state == "open"]
    _, second = core.sign("yangfan", views.Prepared(waiting.text))
    core.call("yangfan", rosters.ConfirmRoster(waiting.digest, second))


def test_the_pack_that_the_roster_names_is_in_force_and_the_dispatcher_proves_it(
    two: tuple[Core, str],
) -> None:
    core, later = two
    old = core.requested()
    publish(core, change(later))
    view = core.view("zhaomin", old)
    assert (view.row.state, view.row.waits_for, view.reason) == ("returned", "revise", "policy: 2026-2")
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    blob: views.Blob = core.call("dispatch-1", calls.BundleOf(request, 1))
    bundle = unpack(blob.data)
    verified = verify(bundle, core.org.roots, render(core.at), own=Own(later, core.org.gateway_texts["demo"]))
    assert (verified.request.policy, verified.policy.category["notice"].hours[1]) == ("2026-2", "21:00")  # type: ignore[index]


def test_a_pack_that_does_not_lie_here_or_is_called_otherwise_is_refused(two: tuple[Core, str]) -> None:
    core, later = two
    for wrong in (change(later + "\n"), SetPolicy("2026-3", digest(later.encode()), "2026-1")):
        with pytest.raises(RefusedError, match="roster_other_file"):
            core.call("hanxue", rosters.PrepareRoster([wrong]))
