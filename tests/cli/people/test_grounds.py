"""A roster signer's own machine judges the applications that a version claims, whatever the desk says of them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.acting.rosters import grounds
from console.acting.rosters import rosters as acting
from console.cli import exits
from console.domain.people.enrolment import Application, ApplicationStep
from console.domain.people.people import Roster
from console.domain.refusals import Refusal
from console.errors import ConsoleError, RefusedError
from console.signing.statements import Signed, decode, encode, sign
from console.wire.base import Call
from console.wire.rosters import rosters
from tests.cli.conftest import Answer, Line, Office
from tests.cli.rosters.test_rosters import (
    FIRST,
    SECOND,
    Liar,
    confirm,
    lying,
    newest,
    page,
    propose,
    resigned,
)
from tests.services.people.test_enrolment import Desk, form
from tests.services.people.test_orders import suspend

replace = msgspec.structs.replace
RED = "\x1b[31m"


def application(office: Office, **changed: Any) -> int:
    return Desk(office.core).filed(form(**changed))


def digest_of(office: Office, application: int) -> str:
    return Desk(office.core).view(application).digest


def told(office: Office) -> Answer:
    """What the second signer reads; nobody can be asked, so that nothing is signed."""
    [waiting] = [p for p in office.core.call(SECOND, rosters.RosterProposals()).rows if p.state == "open"]
    return office(SECOND, "roster", "confirm", waiting.digest[:16])


def test_both_signers_read_who_signed_the_application_and_the_version_is_in_force(office: Office) -> None:
    number = application(office)
    first = propose(office, "--application", number)
    assert first.code == exits.OK, first.err
    second = confirm(office)
    assert second.code == exits.OK, second.err
    for answer in (first, second):
        for said in (
            "Ground 2026-业务部-A-0001 (add, 何青 (heqing) operator): this machine verified each signature",
            "    applied: 赵敏 (zhaomin)",
            "    authorise: 孙丽 (sunli)",
            "    approve: 李强 (liqiang)",
            "    file: 王芳 (wangfang)",
        ):
            assert said in answer.err, answer.err
        assert "no application" not in answer.err
    assert newest(office).grounds == [digest_of(office, number)]


def test_changes_without_an_application_are_told_apart_in_red_words(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = application(office)
    propose(
        office, "--application", number, "--edit-person", "weina,phone=010-00000077", "--suspend", "fenglei"
    )
    answer = told(office)
    _, found, rest = answer.err.partition(
        "! 1 of the changes have no application (Attachment 3) as their ground:"
    )
    assert found, answer.err
    assert "* person changed 卫娜 (weina)\n    telephone: 010-00000011 → 010-00000077" in rest
    assert "fenglei" not in rest
    assert "heqing" not in rest
    said: list[str] = []
    monkeypatch.setattr("console.cli.session.typer.echo", lambda line="", **_: said.append(line))
    told(office)
    assert (
        f"{RED}\x1b[1m! 1 of the changes have no application (Attachment 3) as their ground:\x1b[0m" in said
    )
    monkeypatch.setenv("NO_COLOR", "1")
    said.clear()
    told(office)
    assert "! 1 of the changes have no application (Attachment 3) as their ground:" in said
    assert RED not in "".join(said)


def test_a_renewal_and_what_is_the_signers_own_ask_for_no_application(office: Office) -> None:
    propose(office, "--leave", "qianwei")
    assert "no application" not in told(office).err


def test_who_signed_an_application_and_is_gone_since_is_told(office: Office) -> None:
    number = application(office)
    office.core.at += timedelta(minutes=1)
    suspend(office.core, "zhengtao", "sunli")
    for answer in (propose(office, "--application", number), told(office)):
        assert "    ! 孙丽 (sunli) signed this application and is suspended or gone now" in answer.err
    assert confirm(office).code == exits.OK


# ---- a desk that lies


Lie = Callable[[rosters.GroundProof, Office], rosters.GroundProof]


def text_of(signed: rosters.SignedText) -> Any:
    return decode(signed.text.encode())


def copy(signed: Signed) -> rosters.SignedText:
    return rosters.SignedText(signed.text, signed.signatures)


def without_the_approval(proof: rosters.GroundProof, _: Office) -> rosters.GroundProof:
    return replace(proof, statements=[*proof.statements[:2], proof.statements[3]])


def never_filed(proof: rosters.GroundProof, _: Office) -> rosters.GroundProof:
    return replace(proof, statements=proof.statements[:3])


def forged_signature(proof: rosters.GroundProof, _: Office) -> rosters.GroundProof:
    one = proof.statements[1]
    forged = replace(one, text=one.text.replace('"reason":""', '"reason":"同意"'))
    return replace(proof, statements=[proof.statements[0], forged, *proof.statements[2:]])


def authorised_by_the_operator(proof: rosters.GroundProof, office: Office) -> rosters.GroundProof:
    step: ApplicationStep = text_of(proof.statements[1])
    other = sign(replace(step, by="qianwei"), office.core.org.people["qianwei"])
    return replace(proof, statements=[proof.statements[0], copy(other)])


def another_application(proof: rosters.GroundProof, office: Office) -> rosters.GroundProof:
    act: Application = text_of(proof.statements[0])
    other = sign(replace(act, person="hequan"), office.core.org.people["zhaomin"])
    return replace(proof, statements=[copy(other), *proof.statements[1:]])


def another_policy(proof: rosters.GroundProof, _: Office) -> rosters.GroundProof:
    return replace(
        proof, policies=[text.replace("deputy_days = 31", "deputy_days = 32") for text in proof.policies]
    )


def no_policy(proof: rosters.GroundProof, _: Office) -> rosters.GroundProof:
    return replace(proof, policies=["version = "])


def an_order_of_the_desks_own(proof: rosters.GroundProof, _: Office) -> rosters.GroundProof:
    return replace(proof, orders=[proof.statements[0]])


LIES: list[tuple[Lie, str]] = [
    (without_the_approval, "ground_chain"),
    (never_filed, "ground_not_filed"),
    (forged_signature, "ground_signature"),
    (authorised_by_the_operator, "ground_decision"),
    (another_application, "ground_chain"),
    (another_policy, "policy_differs"),
    (no_policy, "policy_differs"),
    (an_order_of_the_desks_own, "bundle_malformed"),
]


@pytest.fixture(autouse=True)
def pinned(office: Office) -> Iterator[Path]:
    """This machine has the pinned root keys."""
    path = office.roots()
    yield path
    path.unlink(missing_ok=True)


@pytest.mark.parametrize(("lie", "name"), LIES, ids=[lie.__name__ for lie, _ in LIES])
def test_a_ground_that_does_not_hold_is_told_in_red_words_and_nothing_is_signed(
    office: Office, lie: Lie, name: str
) -> None:
    number = application(office)
    propose(office, "--application", number)

    def lied(call: Call, honest: Any) -> Any:
        return lie(honest, office) if isinstance(call, rosters.GroundOf) else honest

    lying(office, lied)
    answer = confirm(office)
    assert answer.code == exits.REFUSED
    assert f"! The ground {digest_of(office, number)[:16]} does not hold: " in answer.err
    assert "no application (Attachment 3) as their ground:" in answer.err
    assert newest(office).version == 1
    refusal = refused(office, Liar(office.core, SECOND, lied))
    assert (refusal.code, refusal.params["refused"]) == ("ground_false", name)
    office.core.at += timedelta(minutes=1)
    answer = propose(office, "--application", number)
    assert answer.code == exits.REFUSED
    assert "is no ground" in answer.err


def refused(office: Office, line: Liar) -> Refusal:
    """Why the second signer's program signs nothing, whatever it is told to do."""
    known = acting.known(line, office.core.org.roots)
    [waiting] = [p for p in office.core.call(SECOND, rosters.RosterProposals()).rows if p.state == "open"]
    draft = acting.review(line, known, waiting.digest)
    with pytest.raises(RefusedError) as caught:
        acting.confirm(line, draft, lambda: office.core.org.people[SECOND])
    assert caught.value.refusal == draft.refusal
    return caught.value.refusal


def test_a_first_signer_and_a_desk_in_league_claim_an_application_that_is_not_carried_out(
    office: Office,
) -> None:
    number = application(office)
    propose(office, "--edit-person", "weina,phone=010-00000077")
    [waiting] = office.core.call(FIRST, rosters.RosterProposals()).rows
    made = replace(msgspec.json.decode(waiting.text, type=Roster), grounds=[digest_of(office, number)])
    forged = resigned(office.core, encode(made).decode())

    def claimed(call: Call, honest: Any) -> Any:
        return page(forged) if isinstance(call, rosters.RosterProposals) else honest

    lying(office, claimed)
    answer = office(SECOND, "roster", "confirm", forged.digest[:16], "--yes", sign=True)
    assert answer.code == exits.REFUSED
    assert "This version does not do what the application 2026-业务部-A-0001 (heqing) asks for." in answer.err
    assert "Ground 2026-业务部-A-0001" in answer.err
    assert "* person changed 卫娜 (weina)" in answer.err.partition("no application (Attachment 3)")[2]


def test_a_desk_that_has_no_such_application_or_tells_nothing_of_it_is_not_believed(office: Office) -> None:
    propose(office, "--edit-person", "weina,phone=010-00000077")
    [waiting] = office.core.call(FIRST, rosters.RosterProposals()).rows
    made = replace(msgspec.json.decode(waiting.text, type=Roster), grounds=["0" * 64])
    forged = resigned(office.core, encode(made).decode())

    def claimed(call: Call, honest: Any) -> Any:
        return page(forged) if isinstance(call, rosters.RosterProposals) else honest

    lying(office, claimed)
    answer = office(SECOND, "roster", "confirm", forged.digest[:16], "--yes", sign=True)
    assert answer.code == exits.REFUSED
    assert "! The ground 0000000000000000 does not hold: " in answer.err


def test_without_the_root_keys_the_applications_are_judged_by_what_the_desk_says_of_the_roster(
    office: Office, pinned: Path
) -> None:
    number = application(office)
    pinned.unlink()
    propose(office, "--application", number)
    line = Line(office.core, SECOND)
    known = acting.known(line, None)
    assert not known.proved
    [one] = grounds.claims(
        line, known.trust, [digest_of(office, number)], replace(known.roster, at=known.roster.expires)
    )
    assert one.filed is not None
    with pytest.raises(ConsoleError):
        acting.find(line, "0" * 16)
