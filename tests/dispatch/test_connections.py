"""A gateway file with several connections, and one whose certificate files are not there."""

from pathlib import Path

import pytest

from console.dispatch.custody import lines
from console.domain.sending import gateways
from console.domain.states import RecipientState
from console.errors import ConsoleError
from console.launch.organisation import Organisation
from console.locale import words
from console.wire import dispatch
from tests.dispatch.running import SECRET, World, case, cmpp_organisation, until, world
from tests.dispatch.test_crashes import Process, ends, installation


async def test_a_send_goes_over_all_connections_and_each_recipient_once(tmp_path: Path) -> None:
    org = cmpp_organisation(more="connections = 3")
    async with world(tmp_path, org) as one:
        one.faults(delay=0.02)
        one.desk.offer(case(org, 1_200))
        await one.start()
        await until(lambda: one.counts["lines"] == 3)
        await until(lambda: one.desk.last("done"))
        assert (one.counts["submits"], one.counts["distinct"], one.counts["repeats"]) == (1_200, 1_200, 0)
        assert one.tally()["delivered"] == 1_200


async def test_killed_with_every_window_full_no_more_than_those_are_in_doubt(tmp_path: Path) -> None:
    async with installation(tmp_path, cmpp_organisation(more="connections = 3")) as one:
        one.faults(delay=0.05)
        one.desk.offer(case(one.org, 900))
        process = Process(one, "before_write", "40")
        await until(process.dead)
        process.kill()
        found = await ends(one, 900)
        assert 0 < found[RecipientState.UNKNOWN] <= 48


@pytest.mark.parametrize("key", ["tls_ca", "tls_certificate"])
async def test_a_certificate_file_that_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, key: str
) -> None:
    place = tmp_path / "not here.pem"
    with pytest.raises(ConsoleError, match="tls_unreadable") as caught:
        await lines.prove(gateways.read(secured(key, place).gateway_texts["demo"]), 1, SECRET)
    assert words.explain_problem(caught.value, "zh").what == (
        f"网关 demo 的证书文件读不出：{place}（没有这个文件或目录）。"
    )


@pytest.mark.parametrize("content", [None, "no certificate"])
async def test_a_certificate_file_that_cannot_be_read_closes_its_gateway_by_name(
    tmp_path: Path, content: str | None
) -> None:
    place = tmp_path / "ca.pem"
    if content is not None:
        place.write_text(content)
    async with world(tmp_path, org := secured("tls_ca", place)) as one:
        one.desk.offer(case(org, 20))
        await one.start()
        await until(lambda: standing(one) == "tls_unreadable")
        assert one.counts["submits"] == 0
        assert one.task is not None
        assert not one.task.done()


def standing(one: World) -> str:
    """The state of the gateway by the last heartbeat."""
    beats = one.desk.of(dispatch.Heartbeat)
    return beats[-1].gateways.get("demo", "") if beats else ""


def secured(key: str, place: Path) -> Organisation:
    """An organisation whose gateway is reached over TLS, with a file at a place."""
    if key == "tls_ca":
        return cmpp_organisation(tls=True, tls_ca=str(place))
    return cmpp_organisation(tls=True, more=f'tls_certificate = "{place}"')
