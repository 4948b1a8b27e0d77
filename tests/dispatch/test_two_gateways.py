"""One send through two gateways: the part of a list goes through one, the rest through the other, and each person is sent to once."""

from array import array
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

import msgspec

from console.domain import acts
from console.domain.contacts import merkle, parts
from console.domain.contacts.parts import Rule
from console.domain.sending import gateways
from console.gateways.simulator.smsc import Smsc
from console.signing.bundle_file import pack
from console.signing.statements import Signed, sign
from console.wire import dispatch
from tests.dispatch.desk import Slot
from tests.dispatch.running import World, organisation, until, world
from tests.dispatch.test_continuing import SECOND, tally, with_backup
from tests.world import SALT, Case, make, numbers

replace = msgspec.structs.replace
WHOLE = array("q", [*numbers(90), *numbers(60, 16110000000)])


def manifest(of: Case, kind: type[Any], nums: "array[int]", name: str, **fields: Any) -> Signed:
    """A list of some of the numbers, signed by who signed the whole one."""
    first = msgspec.json.decode(of.manifest.text)
    said = {key: value for key, value in first.items() if key in acts.Manifest.__struct_fields__}
    said |= {
        "type": acts.tag(kind), "name": name, "n": len(nums), "rows": len(nums), "aside": {},
        "root": merkle.root(SALT, nums).hex(),
    }  # fmt: skip
    return sign(msgspec.convert(said | fields, kind), of.org.people["zhaomin"])


def halves(port: int, rule: Rule, part: "array[int] | None" = None) -> tuple[Slot, Slot]:
    """The two slots of one request: the part released through `demo`, the rest through `second`.

    `part` is what a desk put into it, if not what the rule says.
    """
    base = with_backup(port)
    part = part or array("q", parts.chosen(rule, SALT, WHOLE))
    rest = array("q", [num for num in WHOLE if num not in set(part)])
    said = {name: value for name, value in msgspec.to_builtins(rule).items() if value}
    whole = base.manifest.digest()
    first = manifest(base, acts.PartManifest, part, "一部分", made="part", parents=[whole], **said)
    others = [whole, first.digest()]
    second = manifest(base, acts.DerivedManifest, rest, "其余", made="subtract", parents=others)

    def twist(request: acts.Request) -> acts.Request:
        (slot,) = request.slots
        two = [
            replace(slot, id=1, list=first.digest(), n=len(part)),
            replace(slot, id=2, list=second.digest(), n=len(rest)),
        ]
        return replace(request, slots=two, backup_gateway="second")

    def count(release: acts.Release) -> acts.Release:
        return replace(release, count=len(part))

    made = make(org=base.org, nums=WHOLE, at=base.at, twist={"request": twist, "release": count})
    assert made.release is not None
    released = msgspec.json.decode(made.release.text, type=acts.Release)
    other = replace(released, slot=2, gateway="second", count=len(rest))
    own = changed(made, nums=part)
    its = changed(made, nums=rest, release=sign(other, made.org.people["qianwei"]))
    lists = [first, second]
    file = made.org.gateway_texts["second"]
    return (
        Slot(own, 1, 1, nums=part, bundle=pack(own.bundle(manifests=lists)), slot=1),
        Slot(its, 1, 2, nums=rest, bundle=pack(its.bundle(manifests=lists, gateway=file)), slot=2),
    )


@asynccontextmanager
async def offered(
    home: Path, rule: Rule, put: "array[int] | None" = None
) -> AsyncIterator[tuple[World, Smsc, Slot, Slot]]:
    """Both slots at the desk of a dispatcher that has two gateways, each with a provider of its own."""
    second = Smsc({gateways.read(organisation().gateway_texts["demo"]).account: SECOND})
    part, rest = halves(await second.start(), rule, put)
    try:
        async with world(home, part.case.org) as one:
            one.secrets["second"] = SECOND
            one.desk.slots |= {1: part, 2: rest}
            yield one, second, part, rest
    finally:
        await second.stop()


async def test_each_person_is_sent_to_once_and_through_the_gateway_of_their_part(tmp_path: Path) -> None:
    for rule in (Rule(["1610"]), Rule(share=40)):
        home = tmp_path / str(rule.share)
        home.mkdir()
        async with offered(home, rule) as (one, second, part, rest):
            await one.start()
            await until(
                lambda: {r.slot for r in one.desk.of(dispatch.ReportSlot) if r.event == "done"} == {1, 2}
            )
            found = one.rows("SELECT s.gateway, r.num FROM recipient r JOIN send s ON s.id = r.send_id")
            assert sorted(found) == sorted(
                [("demo", num) for num in part.nums] + [("second", num) for num in rest.nums]
            )
            assert sorted(num for _, num in found) == list(WHOLE)
            assert (one.counts["distinct"], one.counts["repeats"]) == (len(part.nums), 0)
            told = second.snapshot()
            assert (told["distinct"], told["repeats"]) == (len(rest.nums), 0)
            assert (tally(one, 1), tally(one, 2)) == (
                {"delivered": len(part.nums)}, {"delivered": len(rest.nums)},
            )  # fmt: skip


async def test_a_number_of_another_prefix_in_the_part_is_refused_and_nobody_of_it_is_sent_to(
    tmp_path: Path,
) -> None:
    """The importer signed for the prefixes and saw no number: what a desk put in is found where the numbers are."""
    strange = [*numbers(90)[:-1], WHOLE[-1]]
    async with offered(tmp_path, Rule(["1610"]), array("q", strange)) as (one, second, _, rest):
        await one.start()
        await until(lambda: {r.slot for r in one.desk.of(dispatch.ReportSlot) if r.event in ENDS} == {1, 2})
        ended = {r.slot: (r.event, r.reason) for r in one.desk.of(dispatch.ReportSlot) if r.event in ENDS}
        assert ended == {1: ("refused", "list_part"), 2: ("done", "")}
        assert one.counts["submits"] == 0
        assert second.snapshot()["distinct"] == len(rest.nums)
        assert one.rows("SELECT DISTINCT s.slot FROM recipient r JOIN send s ON s.id = r.send_id") == [(2,)]


ENDS = {"done", "refused"}
