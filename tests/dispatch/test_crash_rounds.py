"""The rounds of `./run crash`, a few of them, and that they tell what was lost or repeated."""

import random
import re
from typing import Any

import pytest

from tests import crash

_LAST = re.compile(r"lost 0, repeated 0, unknown \d+")


@pytest.mark.parametrize(("protocol", "loss"), [("cmpp", "none"), *(("smpp", loss) for loss in crash.LOSSES)])
def test_a_round_loses_and_repeats_nobody(protocol: str, loss: str, capsys: Any) -> None:
    words = ["--rounds", "1", "--blows", "2", "--messages", "400", "--protocol", protocol, "--loss", loss]
    status = crash.main(words)
    said = capsys.readouterr().out.splitlines()
    assert status == 0, said
    assert _LAST.fullmatch(said[-1]), said


@pytest.mark.parametrize("found", [{"lost": 1}, {"repeated": 2}, {"wrong": ["sent by a clock that leapt"]}])
def test_whatever_must_not_be_ends_it_with_a_failure(
    found: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    async def one_round(_home: object, seed: str, _given: Any) -> crash.Outcome:
        return crash.Outcome(["cut"], unknown=1, **(found if seed == "9.2" else {}))

    monkeypatch.setattr(crash, "one_round", one_round)
    assert crash.main(["--rounds", "3", "--seed", "9"]) == 1
    lost, repeated = found.get("lost", 0), found.get("repeated", 0)
    assert capsys.readouterr().out.splitlines()[-1] == f"lost {lost}, repeated {repeated}, unknown 3"
    assert crash.main(["--rounds", "1", "--seed", "9"]) == 0


def test_the_same_seed_draws_the_same_blows_and_no_clock_leaps_first() -> None:
    draws = [
        [
            crash.drawn(random.Random(f"s.{nth}"), 0, crash.BLOWS)  # noqa: S311 - as the rounds do
            for nth in range(200)
        ]
        for _ in range(2)
    ]
    assert draws[0] == draws[1]
    assert {blow for blows in draws[0] for blow in blows} == {*crash.BLOWS}
    assert not {blows[0] for blows in draws[0]}.intersection(crash.CLOCKS)
