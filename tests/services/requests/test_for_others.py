"""What is for others takes the general manager and the approval document, whatever it is filed as (R5, R11)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.acting.requests import papers
from console.domain.rosters.rule_files import Kind
from console.errors import ConsoleError, RefusedError
from console.services.context import Caller
from console.services.requests import attaching
from console.wire import calls
from console.wire.archive import documents as wire
from console.wire.requests import approvals
from console.wire.requests.drafts import Draft, Preview
from console.wire.requests.rows import DocumentRow
from tests import asking
from tests.documents import pdf
from tests.papers import APPROVAL, FOR_OTHERS, Line, saved, written
from tests.services.core import Core, bank, open_core
from tests.services.rosters.test_rule_files import bring, publish, screened, words

PACK = Path("data/policy/2026-2.toml").read_text("utf-8")
OFFER = "途悦旅行社海岛五日游二人同行一人免单，报名从速。"


@pytest.fixture
def core(sqlite_url: str) -> Iterator[Core]:
    made = open_core(sqlite_url, bank(policy_text=PACK))
    yield made
    made.database.close()


def faults(core: Core, draft: Draft, request: int = 0) -> list[tuple[str, str]]:
    preview: Preview = core.call("zhaomin", calls.PreviewDraft(draft, request))
    return [(one.field, one.refusal.code) for one in preview.faults]


def test_a_notice_for_others_takes_three_managers_and_the_general_department_with_the_document(
    core: Core,
) -> None:
    draft = core.draft(core.add_list(), body=OFFER, **FOR_OTHERS)
    form = core.call("zhaomin", calls.SaveDraft(draft)).id
    assert ("attachments", "document_missing") in faults(core, draft, form)
    core.refuses("document_missing", "zhaomin", asking.request(form))
    assert saved(core, draft, request=form) == form
    assert core.view("zhaomin", form).documents == [DocumentRow(*APPROVAL.named, len(APPROVAL.data))]
    core.enact("zhaomin", core.call("zhaomin", asking.request(form)))
    assert [step.post for step in core.view("zhaomin", form).route] == [
        "department_manager", "supervising_manager", "general_manager", "accept", "release",
    ]  # fmt: skip
    card: approvals.ScopeCard = core.call("zhoujian", approvals.Scope(form))
    assert [(one.name, one.size) for one in card.documents] == [("批文.pdf", len(APPROVAL.data))]
    assert papers.fetched(Line(core, "zhoujian"), form, APPROVAL.sha256) == APPROVAL.data
    core.refuses("not_your_department", "weina", wire.DocumentPart(form, APPROVAL.sha256))
    for person in ("sunli", "liqiang", "zhoujian"):
        core.step(person, "approval", form, opinion="同意")
    assert core.view("zhaomin", form).row.waits_for == "accept"
    core.step("wangfang", "acceptance", form, paper="Z-1")
    core.refuses(
        "not_releasing_operator", "qianwei",
        asking.step("release", form, core.view("qianwei", form).head, slot=1, gateway="demo", count=20),
    )  # fmt: skip
    core.step("wuhong", "release", form, slot=1, count=20)


@pytest.mark.parametrize("category", ["notice", "promotion", "other"])
def test_a_text_that_advertises_for_others_must_be_declared(core: Core, category: str) -> None:
    draft = core.draft(core.add_list(), category, body=OFFER)
    assert ("third_party", "third_party_undeclared") in faults(core, draft)
    declared = core.draft(core.add_list(), category, body=OFFER, third_party=True)
    told = faults(core, declared)
    assert ("third_party", "third_party_undeclared") not in told
    assert {
        ("third_party_approval", "third_party_approval_missing"),
        ("attachments", "third_party_document_missing"),
    } <= {*told}
    business = core.draft(core.add_list(), category, body="承接短信群发，一条三分。", **FOR_OTHERS)
    assert ("body", "text_screened") in faults(core, business), "whatever one declares"


def test_a_request_that_is_under_way_is_held_when_another_list_finds_that_it_is_for_others(
    core: Core,
) -> None:
    ours = core.requested(body="周日请到市电影院观影，12月1日。")
    theirs = saved(core, core.draft(core.add_list(), body="周日请到市电影院观影。", **FOR_OTHERS))
    core.enact("zhaomin", core.call("zhaomin", asking.request(theirs)))
    assert core.view("sunli", ours).allowed["approve"] is None
    publish(core, bring(core, Kind.SCREENING, words(core, ('"开盘钜惠", ', '"开盘钜惠", "电影院", '))))
    refused = core.view("sunli", ours).allowed["approve"]
    assert refused is not None
    assert (refused.code, refused.params["words"]) == ("third_party_undeclared", "电影院")
    assert core.view("sunli", theirs).allowed["approve"] is None
    assert [one["held"] for one in screened(core).values()] == [[1]]


def test_only_documents_are_kept_and_only_as_they_are_named(core: Core) -> None:
    program = written("批文.pdf", b"MZ program")
    draft = core.draft(
        core.add_list(), attachments=[program.named, written("表.exe", b"%PDF-1.7 x").named, APPROVAL.named]
    )
    form = core.call("zhaomin", calls.SaveDraft(draft)).id

    def piece(**changes: Any) -> wire.AddDocument:
        fields = {
            "request": form,
            "sha256": APPROVAL.sha256,
            "size": len(APPROVAL.data),
            "start": 0,
            "data": APPROVAL.data,
        }
        return wire.AddDocument(**(fields | changes))

    core.refuses("document_kind", "zhaomin", piece(sha256=program.sha256, data=program.data, size=10))
    core.refuses("document_kind", "zhaomin", piece(sha256=written("表.exe", b"%PDF-1.7 x").sha256))
    core.refuses("document_not_named", "zhaomin", piece(sha256="0" * 64))
    core.refuses("document_too_large", "zhaomin", piece(size=(8 << 20) + 1))
    core.refuses("document_differs", "zhaomin", piece(data=APPROVAL.data[:-1] + b"?"))
    core.refuses("document_differs", "zhaomin", piece(start=5))
    core.refuses("document_differs", "zhaomin", piece(data=APPROVAL.data + b"more"))
    core.refuses("not_drafter", "sunli", piece())
    core.refuses("document_not_here", "zhaomin", wire.DocumentPart(form, APPROVAL.sha256))
    half = piece(data=APPROVAL.data[:8])
    assert core.call("zhaomin", half).id == 8
    core.refuses("document_not_here", "zhaomin", wire.DocumentPart(form, APPROVAL.sha256))
    core.call("zhaomin", half)
    assert core.call("zhaomin", piece(start=8, data=APPROVAL.data[8:])).id == len(APPROVAL.data)
    assert papers.fetched(Line(core, "zhaomin"), form, APPROVAL.sha256) == APPROVAL.data
    with pytest.raises(RefusedError, match="document_not_here"):
        papers.fetched(Line(core, "zhaomin"), form, program.sha256)


def test_what_acts_is_refused_and_what_nobody_checked_is_not_kept(core: Core) -> None:
    script = written("批文.pdf", pdf(b"<</S/JavaScript/JS(x)>>"))
    form = core.call(
        "zhaomin", calls.SaveDraft(core.draft(core.add_list(), attachments=[script.named, APPROVAL.named]))
    ).id
    core.refuses(
        "document_active",
        "zhaomin",
        wire.AddDocument(form, script.sha256, len(script.data), 0, script.data),
    )
    last = wire.AddDocument(form, APPROVAL.sha256, len(APPROVAL.data), 0, APPROVAL.data)
    # Its pieces were others when they were checked.
    with (
        core.context(Caller("zhaomin"), write=True) as ctx,
        pytest.raises(RefusedError, match="document_not_scanned"),
    ):
        attaching.add(ctx, last)
    core.call("zhaomin", last)
    assert papers.fetched(Line(core, "zhaomin"), form, APPROVAL.sha256) == APPROVAL.data


def test_a_document_goes_with_its_draft_and_stays_with_what_was_signed(core: Core) -> None:
    draft = core.draft(core.add_list(), **FOR_OTHERS)
    large = written("扫描.png", b"\x89PNG\r\n\x1a\n" + bytes(1_200_000))
    both = [APPROVAL.named, large.named]
    form = saved(core, core.draft(core.add_list(), **FOR_OTHERS | {"attachments": both}), APPROVAL, large)
    assert papers.fetched(Line(core, "sunli"), form, large.sha256) == large.data
    core.call("zhaomin", calls.SaveDraft(draft, form))
    core.refuses("document_not_here", "zhaomin", wire.DocumentPart(form, large.sha256))
    core.enact("zhaomin", core.call("zhaomin", asking.request(form)))
    core.step("sunli", "return", form, reason="改一下")
    core.call("zhaomin", calls.SaveDraft(core.draft(core.add_list()), form))
    assert papers.fetched(Line(core, "zhaomin"), form, APPROVAL.sha256) == APPROVAL.data
    other = saved(core, draft)
    core.call("zhaomin", calls.DropDraft(other))
    with core.database.reader() as conn:
        kept = conn.exec_driver_sql("SELECT DISTINCT request FROM document_piece").scalars().all()
    assert kept == [form]


class _Lying:
    def __init__(self, core: Core) -> None:
        self.line = Line(core, "sunli")

    def call(self, call: Any) -> Any:
        answer = self.line.call(call)
        return wire.Part(answer.size, answer.data[:-1] + b"?") if isinstance(answer, wire.Part) else answer


def test_another_document_than_the_signed_one_is_not_taken(core: Core) -> None:
    form = saved(core, core.draft(core.add_list(), **FOR_OTHERS))
    with pytest.raises(ConsoleError, match="paper_differs"):
        papers.fetched(_Lying(core), form, APPROVAL.sha256)
