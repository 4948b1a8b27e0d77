"""The hostile corpus: named bundles that must be refused, each with the refusal's name, and good ones that must pass.

`python -m tests.signing.hostile OUT` writes it for other checkers: `NAME.REFUSAL.json` with the bundle's bytes (`good` for those
that pass), `roots.json`, `at` (the instant to judge at), and in `pinned/` those that only a verifier with a memory refuses,
each with its `NAME.pin.json`, and with `NAME.kept.json` if that verifier has roster versions of its own.

`python -m tests.signing.hostile` alone writes the names of all bundles into `corpus.txt`, which collecting the tests reads: to make
the bundles takes seconds of each process that does.
"""

import sys
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import pytest

from console.signing.bundle import verify
from console.signing.bundle_file import Own, Verified, pack, unpack
from console.signing.refused import Refused
from console.signing.statements import Signed
from console.signing.trust import Pin, Roots, completed
from tests.signing import (
    attacks,
    hands,
    insiders,
    instants,
    orders_beside,
    releases,
    shortened,
    stand_ins,
    untruths,
)
from tests.world import Case


class Hostile(NamedTuple):
    """One bundle as it would arrive; `pin` and `kept` are what the verifier remembers, `own` the files that it has if not the usual."""

    name: str
    refusal: str
    data: bytes
    pin: Pin | None = None
    own: Own | None = None
    kept: tuple[Signed, ...] = ()


class Named(NamedTuple):
    """What is known of a bundle before it is made: its refusal, whether a memory is needed, whether somebody released it."""

    refusal: str
    pinned: bool
    released: bool


NAMES_FILE: Final = Path(__file__).with_name("corpus.txt")


@cache
def names() -> dict[str, Named]:
    """Every bundle's name, in the order of the corpus, from the file."""
    lines = (line.split() for line in NAMES_FILE.read_text("ascii").splitlines())
    return {name: Named(refusal, "pinned" in more, "released" in more) for name, refusal, *more in lines}


def named(one: Hostile) -> str:
    """The line of a bundle in that file."""
    told = [one.name, one.refusal, *(["pinned"] if one.pin is not None else [])]
    return " ".join([*told, *(["released"] if b'"release":null' not in one.data else [])])


@cache
def world() -> Case:
    """The good notice that most attacks bend; its organisation is everybody's."""
    return attacks.case()


@cache
def corpus() -> dict[str, Hostile]:
    """Every bundle by name, in a fixed order."""
    found: dict[str, Hostile] = {}
    groups = (
        attacks.GROUPS,
        insiders.GROUPS,
        untruths.GROUPS,
        stand_ins.GROUPS,
        orders_beside.GROUPS,
        instants.GROUPS,
        hands.GROUPS,
        shortened.GROUPS,
        releases.GROUPS,
    )
    for group in chain.from_iterable(groups):
        for name, refusal, bundle, *more in group():
            assert name not in found, name
            data = bundle if isinstance(bundle, bytes) else pack(bundle)
            pin = next((one for one in more if isinstance(one, Pin)), None)
            own = next((one for one in more if isinstance(one, Own)), None)
            kept = next((tuple(one.rosters) for one in more if isinstance(one, shortened.Kept)), ())
            found[name] = Hostile(name, refusal, data, pin, own, kept)
    return found


def judge(one: Hostile, *, dispatcher: bool = True) -> Verified:
    """Judge as the dispatcher does, with its own copies of the files, or as an auditor does, without."""
    made = world()
    own = one.own or Own(made.org.policy_text, made.org.gateway_texts["demo"])
    bundle = unpack(one.data)
    bundle = msgspec.structs.replace(bundle, rosters=completed(list(one.kept), bundle.rosters))
    return verify(bundle, made.org.roots, made.now, pin=one.pin, own=own if dispatcher else None)


def passes(name: str) -> bool:
    """Whether the bundle of that name gets through to somebody: the dispatcher or an auditor."""
    return any(_passes(corpus()[name], dispatcher=dispatcher) for dispatcher in (True, False))


def passes_everywhere(name: str) -> bool:
    """Whether the bundle of that name gets through to the dispatcher and to an auditor."""
    return all(_passes(corpus()[name], dispatcher=dispatcher) for dispatcher in (True, False))


def _passes(one: Hostile, *, dispatcher: bool) -> bool:
    try:
        judge(one, dispatcher=dispatcher)
    except Refused:
        return False
    except Exception:  # noqa: BLE001 - a mutant of the verifier may raise anything; that is no passing
        return False
    return True


def sampled(chosen: Iterable[str]) -> list[Any]:
    """One bundle of each refusal as a test's parameter; the others are left to the nightly run.

    For readers of the corpus beside the verifier, which judges all of it every day.
    """
    seen: set[str] = set()
    found = []
    for name in chosen:
        again = names()[name].refusal in seen
        found.append(pytest.param(name, marks=[pytest.mark.nightly] if again else []))
        seen.add(names()[name].refusal)
    return found


def write(out: Path, only: Iterable[str] | None = None) -> int:
    """Write the corpus, or only the bundles of these names, into a new folder and return how many bundles there are."""
    (out / "pinned").mkdir(parents=True)
    roots: Roots = world().org.roots
    (out / "roots.json").write_bytes(msgspec.json.encode(roots))
    (out / "at").write_text(world().now + "\n", "ascii")
    chosen = [corpus()[name] for name in (corpus() if only is None else only)]
    for one in chosen:
        folder = out if one.pin is None else out / "pinned"
        (folder / f"{one.name}.{one.refusal}.json").write_bytes(one.data)
        if one.pin is not None:
            (folder / f"{one.name}.pin.json").write_bytes(msgspec.json.encode(one.pin))
        if one.kept:
            (folder / f"{one.name}.kept.json").write_bytes(msgspec.json.encode(one.kept))
    return len(chosen)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(write(Path(sys.argv[1])), "bundles")  # noqa: T201 - a command
    else:
        NAMES_FILE.write_text("".join(f"{named(one)}\n" for one in corpus().values()), "ascii")
