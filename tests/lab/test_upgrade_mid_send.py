"""From an older program to this one while a send is running: what left before the dispatcher stopped never leaves again."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.lab.booted import lacking
from tests.lab.ground import until
from tests.lab.laboratory import GATEWAY_SECRET, answers
from tests.lab.test_units_run import unlock, vault
from tests.lab.test_upgrade import OldGround, Site, approved

pytestmark = pytest.mark.timeout(900)
N = 400
RATE = 20
"""Messages a second: the send takes longer than the upgrade's backup."""


class Counted(Site):
    """A site of the older program whose provider writes down every part that it took."""

    def start_simulator(self) -> None:
        ground = self.ground
        self.taken = ground.root / "taken"
        self.simulator = ground.start(
            [
                ground.python, "-I", "-X", "utf8", "-m", "console.gateways.simulator", "--port", str(self.ports["gateway"]),
                "--password", GATEWAY_SECRET, "--log", self.taken,
            ],
            "simulator",
        )  # fmt: skip
        until(lambda: answers(self.ports["gateway"]), why=lambda: ground.told("simulator"))

    def parts(self) -> Counter[str]:
        """How often the provider took each part of each number."""
        lines = self.taken.read_text().splitlines() if self.taken.exists() else []
        return Counter(" ".join(line.split()[:2]) for line in lines)


@pytest.fixture(scope="module")
def lab() -> Iterator[Counted]:
    missing = lacking()
    if missing:
        pytest.skip("; ".join(missing))
    made = Counted(OldGround())
    made.pledges()
    yield made
    made.close()


def released(lab: Counted) -> int:
    """A send of N messages at RATE, released."""
    request = approved(lab, N, rate=str(RATE))
    lab.do("qianwei", f"send release {request} --count {N}", sign=True)
    return request


def test_every_message_of_a_send_that_was_running_leaves_once_or_is_unknown(lab: Counted) -> None:
    full = lab.lay_new()
    request = released(lab)
    until(lambda: len(lab.parts()) > N // 10)
    done = lab.upgrade(full)
    assert done.returncode == 0, done
    before = lab.parts()
    # It was in the middle.
    assert N // 10 < len(before) < N
    lab.up()
    until(lambda: vault(lab) == "locked")
    unlock(lab)
    view = lab.do("qianwei", f"send watch {request} --every 0.2")
    tally = view["row"]["tally"]
    assert tally["delivered"] + tally["unknown"] == N, view
    after = lab.parts()
    assert set(after.values()) == {1}
    assert tally["delivered"] <= len(after) <= N
    assert len(after) > len(before)
