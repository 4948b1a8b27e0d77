"""Lies of a desk about what a person signs on a request, each with the one refusal that it must meet.

As tests/signing/hostile.py is for the verifier: every lie stands for a check of the signer's own program, so that a check that is
taken away lets its lie through. They are told to the command line and to the code of the screens.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from console.acting.approvals import cards, decisions
from console.acting.approvals.decisions import insist_approved
from console.acting.own_trust import Chosen, Own
from console.acting.sitting import Sitting
from console.domain import acts
from console.domain.archive.check_code import check_code
from console.screens import signing
from console.screens.approvals import card as card_page
from console.screens.requests import submitting
from console.screens.session import Session
from console.signing.keys import demo_passphrase
from console.signing.statements import decode, digest, encode, sign
from console.widgets.modals import Filled
from console.wire import calls
from console.wire.answers import Done, Prepared
from console.wire.base import Call
from console.wire.contacts.lists import SignedList, SignedLists
from console.wire.duties.here import Me
from console.wire.requests import approvals
from console.wire.requests.drafts import Draft
from console.wire.requests.rows import RequestView, StepRow
from console.wire.rosters.rosters import ChainPage, RosterChain, RosterSigners
from tests import asking
from tests.lying import Lie, LyingDesk, altered, forged
from tests.papers import APPROVAL, saved
from tests.services.core import Core, key_file
from tests.world import numbers

N = 20
DRAFTER, MANAGER, REGISTRAR, OPERATOR = "zhaomin", "sunli", "wangfang", "qianwei"
WHO = {"submit": DRAFTER, "approve": MANAGER, "accept": REGISTRAR, "release": OPERATOR}


@dataclass
class World:
    """A core with a request at each stage: a form, one that waits for its manager, for acceptance, for release."""

    core: Core
    folder: Path
    draft: Draft = field(init=False)
    requests: dict[str, int] = field(init=False)
    lists: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        core = self.core
        self.lists = {
            "own": core.add_list(n=N),
            "other": core.add_list(nums=numbers(N, 16200000000)),
            "credit": core.add_list("weina", "credit", nums=numbers(N, 16300000000)),
        }
        self.draft = core.draft(
            self.lists["own"],
            body="您的定期存款将于12月1日到期,请拨010-00000002办理。",
            quoted=[("010-00000002", False)],
            attachments=[APPROVAL.named],
        )
        form = saved(core, self.draft, person=DRAFTER)
        waiting = core.submit(core.draft(self.lists["own"]), DRAFTER)
        promotion = core.submit(core.draft(self.lists["own"], "promotion"), DRAFTER)
        for person in (MANAGER, "liqiang", "zhoujian"):
            core.step(person, "approval", promotion)
        cleared = core.submit(core.draft(self.lists["own"]), DRAFTER)
        core.step(MANAGER, "approval", cleared)
        self.requests = {"submit": form, "approve": waiting, "accept": promotion, "release": cleared}

    def signed_list(self, name: str) -> SignedList:
        person = "weina" if name == "credit" else DRAFTER
        rows: list[SignedList] = self.core.call(person, SignedLists(lists=[self.lists[name]]))
        return rows[0]

    def list_digest(self, name: str) -> str:
        return digest(self.signed_list(name).text.encode())

    def resigned(self, signer: str = DRAFTER, /, **changes: Any) -> SignedList:
        """The manifest of the form's list with other values, signed by somebody."""
        act = msgspec.structs.replace(decode(self.signed_list("own").text.encode()), **changes)
        made = sign(act, self.core.org.people[signer])
        return SignedList(self.lists["own"], made.text, made.signatures[0])


@dataclass(frozen=True)
class Line:
    """One person's honest line to the core."""

    core: Core
    person: str

    def call(self, call: Call) -> Any:
        return self.core.call(self.person, call)


Making = Callable[[World], Lie]


@dataclass(frozen=True)
class Told:
    """A lie about one act: how it is made in a world, and the code (and, where given, the fields) of its refusal."""

    act: str
    making: Making
    refusal: str
    fields: str = ""


# ---- ways of lying


def _prepared(*path: str | int, value: Any) -> Making:
    return lambda _: forged(lambda act: altered(act, path, value))


def _swapped(name: str) -> Making:
    """The bytes name another list than the form's."""
    return lambda w: forged(lambda act: altered(act, ("slots", 0, "list"), w.list_digest(name)))


def _about(kind: type, change: Callable[[World, Any], Any]) -> Making:
    """Another answer of that type."""
    return lambda w: lambda _call, answer: change(w, answer) if isinstance(answer, kind) else answer


def _answering(call: type[Call], change: Callable[[World, Any], Any]) -> Making:
    """Another answer to calls of that type."""
    return lambda w: lambda asked, answer: change(w, answer) if isinstance(asked, call) else answer


def _card(**changes: Any) -> Making:
    return _about(approvals.ScopeCard, lambda _, card: msgspec.structs.replace(card, **changes))


def _computed(**changes: Any) -> Making:
    """Other computed parts, with the digest that fits them: what an approval would cite is then what is shown."""

    def change(_: World, card: approvals.ScopeCard) -> approvals.ScopeCard:
        made = msgspec.structs.replace(card, **changes)
        return msgspec.structs.replace(made, shown=cards.computed_digest(made))

    return _about(approvals.ScopeCard, change)


def _signed(change: Callable[[list[StepRow]], list[StepRow]]) -> Making:
    """Of the signatures so far the card tells something else."""
    return _about(
        approvals.ScopeCard, lambda _, card: msgspec.structs.replace(card, steps=change(card.steps))
    )


_row = msgspec.structs.replace


def _listed(**changes: Any) -> Making:
    """Of the list the card tells something else than its manifest."""

    def change(_: World, card: approvals.ScopeCard) -> approvals.ScopeCard:
        rows = [msgspec.structs.replace(row, **changes) for row in card.lists]
        made = msgspec.structs.replace(card, lists=rows)
        return msgspec.structs.replace(made, shown=cards.computed_digest(made))

    return _about(approvals.ScopeCard, change)


def _one_list_more(_: World, card: approvals.ScopeCard) -> approvals.ScopeCard:
    made = msgspec.structs.replace(
        card, lists=[*card.lists, msgspec.structs.replace(card.lists[0], digest="b" * 64)]
    )
    return msgspec.structs.replace(made, shown=cards.computed_digest(made))


def _statement(kind: type) -> Making:
    """Another text beside the digest of the true one."""

    def change(_: World, answer: Any) -> Any:
        act = altered(decode(answer.statement.encode()), ("text", "body"), "您的存款已到期。")
        return msgspec.structs.replace(answer, statement=encode(act).decode())

    return _about(kind, change)


def _another_text(kind: type) -> Making:
    """Another text with its own digest: the step that the desk prepares names the true one."""

    def change(_: World, answer: Any) -> Any:
        act = altered(decode(answer.statement.encode()), ("text", "body"), "您的存款已到期。")
        text = encode(act).decode()
        return msgspec.structs.replace(answer, statement=text, digest=digest(text.encode()))

    return _about(kind, change)


def _no_request(kind: type) -> Making:
    """Something else than a request, with its own digest."""

    def change(w: World, answer: Any) -> Any:
        text = w.signed_list("own").text
        return msgspec.structs.replace(answer, statement=text, digest=digest(text.encode()))

    return _about(kind, change)


def _slot_rows(**changes: Any) -> Making:
    def change(_: World, view: RequestView) -> RequestView:
        return msgspec.structs.replace(
            view, slots=[msgspec.structs.replace(one, **changes) for one in view.slots]
        )

    return _about(RequestView, change)


def _manifest(making: Callable[[World], list[SignedList]]) -> Making:
    return _answering(SignedLists, lambda w, _: making(w))


def _named(made: Callable[[World], SignedList]) -> Making:
    """A manifest of the liar's making, which the bytes name by its digest."""

    def lie(w: World) -> Lie:
        row = made(w)

        def tell(call: Call, answer: Any) -> Any:
            if isinstance(call, SignedLists):
                return [row]
            return forged(lambda act: altered(act, ("slots", 0, "list"), digest(row.text.encode())))(
                call, answer
            )

        return tell

    return lie


def _unsigned(w: World) -> list[SignedList]:
    return [msgspec.structs.replace(w.signed_list("own"), signature=w.signed_list("other").signature)]


def _other_chain(_: World, page: ChainPage) -> ChainPage:
    return msgspec.structs.replace(
        page,
        versions=[
            msgspec.structs.replace(one, text=one.text.replace("赵敏", "赵民")) for one in page.versions
        ],
    )


def _no_manifest(w: World) -> SignedList:
    act = decode(w.core.call(DRAFTER, asking.request(w.requests["submit"])).text.encode())
    made = sign(act, w.core.org.people[DRAFTER])
    return SignedList(w.lists["own"], made.text, made.signatures[0])


_ALL_PROOFS: dict[str, tuple[Making, str]] = {
    "its manifest is not brought": (_manifest(lambda _: []), "list_unproven"),
    "another list's manifest is brought": (_manifest(lambda w: [w.signed_list("other")]), "list_unproven"),
    "its manifest has another signature": (_manifest(_unsigned), "list_unproven"),
    "a roster chain whose signatures fail": (_answering(RosterChain, _other_chain), "roster_unproven"),
    "no roster chain": (_answering(RosterSigners, lambda _w, _a: []), "roster_unproven"),
    "a roster version of which there is none": (
        _about(Me, lambda _, me: msgspec.structs.replace(me, roster=me.roster + 1)),
        "roster_unproven",
    ),
}
"""Lies about what proves a list; every signer must meet them."""

_LIST = "list_not_as_shown"
_SLOT_CLOSES = "2026-11-24T10:59:59Z"
LIES: dict[str, Told] = {
    # the drafter: bytes other than the form
    "submit: another text": Told("submit", _prepared("text", "body", value="您的存款已到期。"), "prepared_differs", "body"),
    "submit: a window that closes a second earlier": Told("submit", _prepared("slots", 0, "closes", value=_SLOT_CLOSES), "prepared_differs", "slots"),
    "submit: a window that opens years before": Told("submit", _prepared("slots", 0, "opens", value="2020-01-01T00:00:00Z"), "prepared_differs", "slots"),
    "submit: a quoted number as registered": Told("submit", _prepared("quoted", 0, "registered", value=True), "prepared_differs", "quoted"),
    "submit: another paper": Told("submit", _prepared("attachments", 0, "sha256", value="a" * 63 + "b"), "prepared_differs", "attachments"),
    "submit: for a third party": Told("submit", _prepared("checks", "third_party", value=True), "prepared_differs", "third_party"),
    "submit: another basis": Told("submit", _prepared("basis", value="duty"), "prepared_differs", "basis"),
    "submit: another category": Told("submit", _prepared("category", value="other"), "prepared_differs", "category"),
    "submit: in another's name": Told("submit", _prepared("by", value="weina"), "prepared_differs", "by"),
    # the drafter: another list
    "submit: the list swapped for one as long": Told("submit", _swapped("other"), "list_not_chosen"),
    "submit: the list of another department": Told("submit", _named(lambda w: w.signed_list("credit")), "list_unproven"),
    "submit: another count": Told("submit", _prepared("slots", 0, "n", value=N + 1), "list_unproven"),
    "submit: a manifest of the desk's own making": Told("submit", _named(lambda w: w.resigned("qianwei")), "list_unproven"),
    "submit: a manifest in the drafter's name under another's key": Told("submit", _named(lambda w: w.resigned("qianwei", name="客户名单")), "list_unproven"),
    "submit: a manifest by somebody who drafts nothing": Told("submit", _named(lambda w: w.resigned("qianwei", by="qianwei")), "list_unproven"),
    "submit: a manifest of another organisation": Told("submit", _named(lambda w: w.resigned(org="other")), "list_unproven"),
    "submit: a manifest with characters that nobody sees": Told("submit", _named(lambda w: w.resigned(name="客户\u200b名单")), "list_unproven"),
    "submit: a manifest under a roster that is not there": Told("submit", _named(lambda w: w.resigned(roster=9)), "list_unproven"),
    "submit: no manifest but the drafter's own request": Told("submit", _named(_no_manifest), "list_unproven"),
    # the approver: a card other than what is signed
    "approve: another text under the true digest": Told("approve", _statement(approvals.ScopeCard), "prepared_differs", "request"),
    "approve: another text under its own digest": Told("approve", _another_text(approvals.ScopeCard), "prepared_differs", "steps"),
    "approve: something else than a request": Told("approve", _no_request(approvals.ScopeCard), "prepared_differs", "request"),
    "approve: fewer opted out than cited": Told("approve", _card(opted_out=3), "prepared_differs", "shown"),
    "approve: no hits where there are some cited": Told("approve", _card(hits=[("classified", "x")]), "prepared_differs", "shown"),
    "approve: a digest of parts that are not shown": Told("approve", _card(shown="0" * 64), "prepared_differs", "shown"),
    "approve: another list's name": Told("approve", _listed(name="客户甲"), _LIST, "name"),
    "approve: another count": Told("approve", _listed(n=N - 1), _LIST, "n"),
    "approve: fewer rows": Told("approve", _listed(rows=N - 1), _LIST, "rows"),
    "approve: another file": Told("approve", _listed(source="别的.txt"), _LIST, "source"),
    "approve: another sheet": Told("approve", _listed(sheet="一"), _LIST, "sheet"),
    "approve: another department's": Told("approve", _listed(department="credit"), _LIST, "department"),
    "approve: another importer": Told("approve", _listed(importer="weina"), _LIST, "importer"),
    "approve: rows left out that were not": Told("approve", _listed(counts={"duplicate": 1}), _LIST, "counts"),
    "approve: repairs that nobody accepted": Told("approve", _listed(repaired={"full_width": 1}), _LIST, "repaired"),
    "approve: prefixes by which it was not taken": Told("approve", _listed(prefixes=["138"]), _LIST, "rule"),
    "approve: a share by which it was not taken": Told("approve", _listed(share=30), _LIST, "rule"),
    "approve: a list that the request does not name": Told("approve", _about(approvals.ScopeCard, _one_list_more), _LIST, "list"),
    "approve: another list's digest": Told("approve", _listed(digest="b" * 64), _LIST, "list"),
    "approve: no signature so far": Told("approve", _card(steps=[]), "prepared_differs", "steps"),
    "approve: one signature more": Told("approve", _signed(lambda rows: [*rows, rows[-1]]), "prepared_differs", "steps"),
    "approve: other words of a signer": Told("approve", _signed(lambda rows: [_row(rows[0], opinion="已逐条核对")]), "prepared_differs", "steps"),
    "approve: another signer": Told("approve", _signed(lambda rows: [_row(rows[0], person="zhoujian")]), "prepared_differs", "steps"),
    "approve: another post of a signer": Told("approve", _signed(lambda rows: [_row(rows[0], posts=["general_manager"])]), "prepared_differs", "steps"),
    "approve: in whose place nobody signed": Told("approve", _signed(lambda rows: [_row(rows[0], deputy_for="zhoujian")]), "prepared_differs", "steps"),
    "approve: another hour of a signature": Told("approve", _signed(lambda rows: [_row(rows[0], at="2026-11-23T03:00:00Z")]), "prepared_differs", "steps"),
    "approve: another digest of a signature": Told("approve", _signed(lambda rows: [_row(rows[0], digest="b" * 64)]), "prepared_differs", "steps"),
    "approve: another kind of signature": Told("approve", _signed(lambda rows: [_row(rows[0], kind="approval")]), "prepared_differs", "steps"),
    "approve: no list": Told("approve", _computed(lists=[]), _LIST, "list"),
    # the General Department and the operator
    "accept: another text under the true digest": Told("accept", _statement(approvals.ScopeCard | RequestView), "prepared_differs", "request"),  # type: ignore[arg-type]  # both
    "release: another text under the true digest": Told("release", _statement(RequestView), "prepared_differs", "request"),
    "release: another text under its own digest": Told("release", _another_text(RequestView), "prepared_differs", "request"),
    "release: something else than a request": Told("release", _no_request(RequestView), "prepared_differs", "request"),
    "release: another list's name": Told("release", _slot_rows(list_name="客户甲"), _LIST, "name"),
    "release: another count": Told("release", _slot_rows(n=N + 1), _LIST, "n"),
    "release: by another gateway": Told("release", _prepared("gateway", value="other"), "prepared_differs", "gateway"),
    **{f"{act}: for another organisation": Told(act, _prepared("org", value="other"), "prepared_differs", "org") for act in WHO if act != "submit"},
    **{f"{act}: {name}": Told(act, making, code) for act in WHO for name, (making, code) in _ALL_PROOFS.items()},
}  # fmt: skip
"""Name to lie; the act stands before the colon."""


# ---- how the screens act


def session(w: World, act: str, lie: Lie, own: Own | None = None) -> tuple[Session, LyingDesk]:
    """Somebody at the screens of a lying desk, who was told truly who they are."""
    person = WHO[act]
    desk = LyingDesk(Line(w.core, person), lie)
    made = Session(lambda _: desk, None, lambda who: key_file(w.core.org, who, w.folder / who))
    made.person, made.core = person, Sitting(desk, lambda: w.core.org.roots)
    made.roots = lambda: w.core.org.roots
    if own is not None:
        made._own = person, own
    return made, desk


def at_the_screens(w: World, act: str, made: Session) -> Done:
    """Do what a page does for that act, from what it reads to what it sends."""
    filled, request = Filled({}, {}, demo_passphrase(WHO[act]).encode()), w.requests[act]
    if act == "submit":
        listed = w.signed_list("own")
        manifest = decode(listed.text.encode())
        assert isinstance(manifest, acts.Manifest)
        chosen = Chosen(w.lists["own"], manifest.name, digest(listed.text.encode()), manifest.n)
        judged = submitting.judge_submission(made, request, w.draft, [chosen])
        return submitting.submit(made, filled, request, judged.act)
    if act == "release":
        view: RequestView = made.desk().call(calls.RequestDetail(request))
        shown, _ = submitting.of_slots(made, view)
        call = asking.step("release", request, view.head, count=N, slot=1)
        insist_approved(shown, "demo")
        call.said["gateway"] = "demo"
        return taken(made, filled, asking.decided(made.desk(), call, WHO[act], view.digest))
    found = card_page.gather(made, request)
    if act == "accept":
        code = check_code(found.card.digest)
        call = asking.step("acceptance", request, found.card.head, paper="2026-1", code=code)
        return taken(made, filled, asking.decided(made.desk(), call, WHO[act], found.card.digest))
    call = asking.step(
        "approval", request, found.card.head, count=N, content_checked=True, list_checked=True,
        shown=found.card.shown,
    )  # fmt: skip
    also = decisions.signing_as(found.card)
    return taken(made, filled, asking.decided(made.desk(), call, WHO[act], found.card.digest, **also))


def taken(made: Session, filled: Filled, prepared: Prepared) -> Done:
    return asking.enacted(made.desk(), prepared, signing.unlocked(made, filled))


def command(w: World, act: str) -> tuple[object, ...]:
    """The command for that act."""
    request = w.requests[act]
    if act == "submit":
        return "request", "submit", request
    if act == "accept":
        code = check_code(w.core.view(REGISTRAR, request).digest)
        return "approval", "accept", request, "--paper", "2026-1", "--code", code
    if act == "release":
        return "send", "release", request, "--count", N, "--gateway", "demo"
    return "approval", "approve", request, "--count", N, "--content-checked", "--list-checked"
