"""Releases of a blocked text beside a request: two signatures that say something else, of somebody else, or too late."""

from collections.abc import Callable
from typing import Any

import msgspec

from console.domain.content.appeals import ReleaseText, sends
from console.domain.people.people import Post
from console.domain.two_person.pairs import Confirmation, Proposal, Rearm
from console.signing.bundle_file import Bundle, Pair
from console.signing.skew import later
from console.signing.statements import Signed, sign
from tests.signing.attacks import GOOD, ORG, Attack, act, case, grown, key, minutes, post
from tests.world import Case

replace = msgspec.structs.replace

ANOTHER = "pair_differs"
NOT_ALLOWED = "pair_not_allowed"


def released(made: Case | None = None, /, **changes: Any) -> ReleaseText:
    """The release of a request's own text, lists and windows; by itself of the good notice's."""
    asked = act((made or case()).request)
    named = [(slot.list, slot.opens, slot.closes) for slot in asked.slots]
    usual: dict[str, Any] = {
        "draft": 1,
        "department": asked.department,
        "category": asked.category,
        "text": asked.text.whole(),
        "classes": ["fraud"],
        "screening": "2026-2",
        "sends": sends(named),
    }
    return ReleaseText(**(usual | changes))


def pair(says: Any, first: str = "liqiang", second: str = "wangfang", **changes: Any) -> Pair:
    """Both signatures; `changes` are those of the confirmation."""
    signed = Proposal(
        org=ORG.roots.org,
        by=first,
        at=minutes(-50),
        roster=1,
        act=says,
        expires=minutes(60),
        reason="反诈宣传",
    )
    proposal = sign(signed, key(first))
    fields: dict[str, Any] = {"at": minutes(-40), "proposal": proposal.digest()}
    confirmation = Confirmation(org=ORG.roots.org, by=second, roster=1, **(fields | changes))
    return Pair(proposal, sign(confirmation, key(second)))


def beside(*pairs: Pair, **more: Any) -> Bundle:
    """The good notice with these releases."""
    return case(**more).bundle(appeals=list(pairs))


def words() -> Attack:
    """The two say something else than the request."""
    yield "good-beside-the-release-of-its-text", GOOD, beside(pair(released()))
    yield "good-with-no-release-said", GOOD, beside()
    others: list[tuple[str, dict[str, Any]]] = [
        ("text", {"text": "别的"}),
        ("department", {"department": "credit"}),
        ("category", {"category": "other"}),
        ("lists", {"sends": "0" * 64}),
    ]
    for name, changes in others:
        first = "liqiang"
        yield f"release-of-another-{name}", ANOTHER, beside(pair(released(**changes), first))
    yield "release-of-what-is-classified", ANOTHER, beside(pair(released(classes=["classified"])))
    yield (
        "another-act-as-a-release",
        ANOTHER,
        beside(pair(Rearm("dispatch-1", "0" * 32), "fenglei", "zhengtao")),
    )
    yield "release-twice-one-of-another-text", ANOTHER, beside(pair(released()), pair(released(text="别的")))


def signers() -> Attack:
    """Others sign it, or one of them alone."""
    for who in ("zhaomin", "sunli", "zhoujian", "wangfang", "qianwei"):
        yield f"release-proposed-by-{who}", NOT_ALLOWED, beside(pair(released(), who, "zhengtao"))
    for who in ("zhaomin", "sunli", "zhoujian", "zhengtao", "liqiang"):
        yield f"release-confirmed-by-{who}", NOT_ALLOWED, beside(pair(released(), "liqiang", who))
    both = grown(at=minutes(-55), **post("liqiang", Post.REGISTRAR, "general"))
    alone = beside(pair(released(), "liqiang", "liqiang"), org=both)
    yield "release-by-one-person-in-both-posts", NOT_ALLOWED, alone


def authors() -> Attack:
    """Whoever wrote or submitted it, or imported its list, releases it."""
    for who in ("liqiang", "wangfang"):
        org = grown(at=minutes(-55), **post(who, Post.DRAFTER, "business"))
        pledges = [*ORG.pledges, sign(replace(act(ORG.pledges[0]), by=who), key(who))]

        def by(signed: Any, who: str = who) -> Any:
            return replace(signed, by=who)

        for name, more in (
            ("importer", {"twist": {"list": by}, "signer": {"list": who}}),
            ("submitter", {"twist": {"request": by}, "signer": {"request": who}}),
            ("drafter", {"twist": {"request": lambda signed, who=who: replace(signed, drafter=who)}}),
        ):
            made = case(org=org, **more)
            half = "proposed" if who == "liqiang" else "confirmed"
            alone = made.bundle(appeals=[pair(released(made))], pledges=pledges)
            yield f"release-{half}-by-its-{name}", NOT_ALLOWED, alone
        own = case(org=org)
        yield (
            f"good-released-by-another-drafter-{who}",
            GOOD,
            own.bundle(appeals=[pair(released(own))], pledges=pledges),
        )


def times() -> Attack:
    """It was confirmed once the request was there, or before it was proposed; or of another proposal."""
    last = later(act(case().request).at)
    yield "good-release-as-late-as-clocks-may-differ", GOOD, beside(pair(released(), at=last))
    yield "release-after-the-request", "pair_order", beside(pair(released(), at=minutes(-10)))
    yield "release-confirmed-before-it-was-proposed", "pair_order", beside(pair(released(), at=minutes(-58)))
    other = pair(released(), proposal="0" * 64)
    yield "release-confirmed-for-another-proposal", ANOTHER, beside(other)
    good = pair(released())
    swapped = Pair(good.proposal, Signed(good.confirmation.text, good.proposal.signatures))
    yield "release-with-another-signature", "pair_signature", beside(swapped)


GROUPS: list[Callable[[], Attack]] = [words, signers, authors, times]
__all__ = ["GROUPS"]
