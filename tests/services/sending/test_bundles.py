"""What a bundle brings to whom: the dispatcher what came since, an auditor everything from the first version on."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.acting.evidence import bundles
from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint, EditPerson, EndPost
from console.domain.times import render
from console.errors import ConsoleError
from console.services.rosters import rules
from console.signing.bundle import verify
from console.signing.bundle_file import Bundle, unpack
from console.signing.pairs import Pair, verify_continue
from console.signing.refused import Refused
from console.signing.statements import Signed
from console.signing.trust import Stage, completed
from console.store import people
from console.wire import calls, frames
from console.wire.answers import Blob
from console.wire.base import Call
from console.wire.rosters import chain, rosters
from tests.cli.conftest import Line
from tests.services.core import Core
from tests.services.rosters.test_rosters import published
from tests.services.two_person.test_continuing import ended, propose, released
from tests.services.two_person.test_pairs import confirm

replace = msgspec.structs.replace


def bundle(core: Core, request: int, known: int) -> Bundle:
    blob: Blob = core.call("dispatch-1", calls.BundleOf(request, 0, known))
    return unpack(blob.data)


def test_only_the_versions_from_the_known_one_on_are_brought_and_complete_the_chain(core: Core) -> None:
    founding = core.org.rosters[0]
    request = core.requested()
    for n in range(3):
        published(core, EditPerson("zhaomin", phone=str(8000 + n)))
    whole = bundle(core, request, 0).rosters
    assert whole[0] == founding
    assert len(whole) == 4
    for known in range(5):
        assert bundle(core, request, known).rosters == whole[max(0, known - 1) :]
        assert completed(whole[:known], bundle(core, request, known).rosters) == whole
    assert bundle(core, request, 9).rosters == whole[3:], "who has a later one is shown the newest"


def wide(core: Core, versions: int) -> None:
    """As if that many roster versions had been published."""
    with core.database.writer() as conn:
        text = core.org.rosters[0].text
        for n in range(2, versions + 1):
            values = {
                "version": n,
                "digest": f"{n:064}",
                "text": text.replace('"version":1', f'"version":{n}'),
            }
            conn.execute(people.roster.insert().values(**values, signatures="[]"))


def test_a_bundle_that_goes_into_no_answer_is_told_in_words_and_one_who_has_versions_gets_it(
    core: Core,
) -> None:
    request = core.requested()
    wide(core, 130)
    with pytest.raises(ConsoleError) as caught:
        core.call("dispatch-1", calls.BundleOf(request))
    assert caught.value.code == "bundle_too_large"
    assert int(caught.value.params["bytes"]) > int(caught.value.params["most"])
    blob: Blob = core.call("dispatch-1", calls.BundleOf(request, 0, 130))
    assert len(blob.data) < 40_000
    # What is let through goes into a frame with what stands around it.
    known = next(n for n in range(130) if fits(core, request, n))
    largest: Blob = core.call("dispatch-1", calls.BundleOf(request, 0, known))
    assert len(largest.data) > frames.MAX_FRAME - 20_000
    frames.encode(calls.Reply(2**53 - 1, ok=msgspec.Raw(msgspec.msgpack.encode(largest))))


def fits(core: Core, request: int, known: int) -> bool:
    try:
        core.call("dispatch-1", calls.BundleOf(request, 0, known))
    except ConsoleError:
        return False
    return True


def test_evidence_is_whole_from_the_first_version_on_however_many_there_are(core: Core) -> None:
    request = core.requested()
    for n in range(3):
        published(core, EditPerson("zhaomin", phone=str(8000 + n)))
    data = bundles.whole(Line(core, "sunli"), request, 0)
    direct: Blob = core.call("sunli", calls.BundleOf(request))
    assert data == direct.data
    assert verify(unpack(data), core.org.roots, render(core.at)).pin.version == 4
    wide_core = Many(core)
    assert len(unpack(bundles.whole(wide_core, request, 0)).rosters) == 4
    assert wide_core.pages == 4


class Many:
    """A desk whose answers hold one version each."""

    def __init__(self, core: Core) -> None:
        self.core, self.pages = core, 0

    def call(self, call: Call) -> Any:
        answer = self.core.call("sunli", call)
        if isinstance(call, rosters.RosterChain):
            self.pages += 1
            more = len(answer.versions) > 1 or answer.more
            return rosters.ChainPage(answer.versions[:1], more)
        if isinstance(call, calls.BundleOf):
            assert call.known == 4
        return answer


def test_a_desk_that_gives_no_bundle_is_told_in_words(core: Core) -> None:
    class Broken(Many):
        def call(self, call: Call) -> Any:
            return Blob(b"{}") if isinstance(call, calls.BundleOf) else super().call(call)

    with pytest.raises(ConsoleError) as caught:
        bundles.whole(Broken(core), core.requested(), 0)
    assert (caught.value.code, caught.value.params["refused"]) == ("bundle_unreadable", "bundle_malformed")


def test_a_desk_that_never_ends_its_chain_is_asked_no_further_than_a_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = rosters.SignedText("x" * 1000, [])
    monkeypatch.setattr(chain, "MOST", 5000)
    assert len(chain.versions(lambda _: rosters.ChainPage([one], more=True))) == 5
    assert chain.versions(lambda _: rosters.ChainPage([], more=True)) == []


@pytest.mark.parametrize(("minutes", "refused"), [(5, False), (6, True)])
def test_a_desk_is_not_founded_on_a_roster_of_tomorrow(core: Core, minutes: int, refused: bool) -> None:
    org = core.org
    assert org.roster
    at = render(core.at + timedelta(minutes=minutes))
    org.add_roster(replace(org.roster, version=2, previous=org.rosters[0].digest(), at=at))

    def found() -> None:
        with core.database.writer() as conn:
            rules.establish(
                conn, core.desk, signers=org.signers, rosters=org.rosters, pledges=[], at=render(core.at)
            )

    if not refused:
        found()
        return
    with pytest.raises(Refused) as caught:
        found()
    assert caught.value.name == "roster_in_future"


def test_what_two_people_signed_of_a_send_is_judged_though_the_first_of_them_moved_on(core: Core) -> None:
    """They are in none of its steps and no operator any more: their pledge comes along because they proposed to go on."""
    request = ended(core)
    at = render(core.at)
    published(
        core,
        EndPost("qianwei", Post.OPERATOR, "business", at),
        Appoint("weina", Post.OPERATOR, "business", at),
    )
    core.at += timedelta(seconds=1)
    confirm(core, propose(core, request, "weina"))
    at = render(core.at)
    published(
        core,
        EndPost("weina", Post.OPERATOR, "business", at),
        Appoint("qianwei", Post.OPERATOR, "business", at),
    )
    (offered,) = released(core)
    blob: Blob = core.call("dispatch-1", calls.BundleOf(request, 2))
    whole = unpack(blob.data)
    verified = verify(whole, core.org.roots, render(core.at), stage=Stage.BEGUN)
    pair = Pair(
        Signed(offered.proposal, [offered.proposal_signature]),
        Signed(offered.confirmation, [offered.confirmation_signature]),
    )
    assert verify_continue(verified, pair, whole, core.org.roots, stage=Stage.BEGUN)[0].slot.id == 2
