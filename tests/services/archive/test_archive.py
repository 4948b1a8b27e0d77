"""The archive book in the core (R1, R3, R6): the paper is what was signed, each document is where the book says, two destroy."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import select, update

from console.domain.archive.check_code import check_code
from console.errors import ConsoleError, RefusedError
from console.services.archive import archive as service
from console.services.context import Caller
from console.store.archive import paper, paper_move, paper_send
from console.store.requests import form_number
from console.store.tables import ledger
from console.wire import calls
from console.wire.acts import Prepare
from console.wire.answers import Done, Prepared
from console.wire.archive import archive, forms
from console.wire.duties.deadlines import Chase, ChasePage
from console.wire.duties.here import TodoRow
from console.wire.ledger import ledger as ledger_calls
from tests import asking
from tests.services.core import Core, one_clock
from tests.services.sending.test_sending import released, report
from tests.services.ways import remembered


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


@remembered
def approved(core: Core, **fields: Any) -> int:
    """A request that waits for the General Department."""
    request = core.requested("other", "general", **fields)
    core.step("zhengtao", "approval", request)
    return request


def accept(core: Core, request: int, code: str, number: str = "2026-A-1") -> Prepare:
    head = core.view("wangfang", request).head
    return asking.step("acceptance", request, head, paper=number, place="1 号柜", code=code)


def code(core: Core, request: int) -> str:
    return check_code(core.view("wangfang", request).digest)


@remembered
def sent(core: Core, n: int = 20) -> int:
    """A notice whose send has ended."""
    request = released(core, n)
    report(core, request, "started", queued=n)
    report(core, request, "done", delivered=n)
    assert core.view("wangfang", request).row.state == "done"
    return request


def shelve(core: Core, person: str, request: int, number: str = "2026-B-1", **fields: Any) -> Done:
    call = archive.ShelvePaper("request", number, str(request), code(core, request), **fields)
    done: Done = core.call(person, call)
    return done


def custody(core: Core, number: str = "C-1", **fields: Any) -> int:
    """Some document in the book, entered by the registrar."""
    done: Done = core.call("wangfang", archive.ShelvePaper("custody", number, title="交接单", **fields))
    return done.id


def show(core: Core, paper_id: int, person: str = "wangfang") -> archive.PaperView:
    view: archive.PaperView = core.call(person, archive.PaperDetail(paper_id))
    return view


def book(core: Core, person: str = "wangfang", **asked: Any) -> list[archive.PaperRow]:
    answer: archive.PapersPage = core.call(person, archive.ArchivePage(**asked))
    return answer.rows


def move(core: Core, person: str, paper_id: int, what: str, **said: str) -> Done:
    done: Done = core.call(person, archive.MovePaper(paper_id, what, **said))
    return done


def waits(core: Core, person: str, what: str) -> list[TodoRow]:
    rows: list[TodoRow] = core.call(person, calls.Todo())
    return [row for row in rows if row.what == what]


def owes(core: Core, kind: str, person: str = "zhengtao") -> list[str]:
    answer: ChasePage = core.call(person, Chase(kind=kind))
    return [row.number for row in answer.rows]


def paper_of(core: Core, request: int) -> tuple[str, str] | None:
    with core.context(Caller("wangfang"), write=False) as ctx:
        return service.paper_of(ctx, request)


def kinds(core: Core) -> list[str]:
    with core.database.reader() as conn:
        return list(conn.execute(select(ledger.c.kind).order_by(ledger.c.seq)).scalars())


# ---- the check code at acceptance


def test_a_request_is_accepted_with_the_code_of_its_paper_and_comes_into_the_book(core: Core) -> None:
    request = approved(core)
    printed: forms.Printed = core.call("chenjing", forms.PrintForm("request", str(request)))
    core.step("wangfang", "acceptance", request, paper="2026-A-1", place="1 号柜", code=printed.check_code)
    assert core.view("wangfang", request).row.state == "cleared"
    (row,) = book(core)
    assert (row.number, row.kind, row.about, row.place) == (
        "2026-A-1",
        "request",
        f"request:{request}",
        "1 号柜",
    )
    assert paper_of(core, request) == ("2026-A-1", "1 号柜")
    entry: ledger_calls.EntryPage = core.call("shenyu", ledger_calls.EntriesPage(kind="request.acceptance"))
    whole: ledger_calls.EntryView = core.call("shenyu", ledger_calls.EntryDetail(entry.rows[0].seq))
    assert '"type":"acceptance/2"' in whole.statement
    assert f'"code":"{printed.check_code}"' in whole.statement


def test_the_code_of_another_paper_is_named_to_who_may_read_it(core: Core) -> None:
    request, other = approved(core), approved(core)
    code = check_code(core.view("wangfang", other).digest)
    with pytest.raises(RefusedError) as caught:
        core.call("wangfang", accept(core, request, code))
    assert caught.value.refusal.code == "check_code_other"
    assert caught.value.refusal.params["number"] == core.view("wangfang", other).row.number


@pytest.mark.parametrize(
    ("typed", "refused"),
    [("", "check_code_missing"), ("0000-0000-0000", "check_code_differs"), ("7K2P", "check_code_differs")],
)
def test_a_wrong_or_missing_code_is_refused_and_the_request_waits_on(
    core: Core, typed: str, refused: str
) -> None:
    request = approved(core)
    core.refuses(refused, "wangfang", accept(core, request, typed))
    view = core.view("wangfang", request)
    assert (view.row.state, view.row.waits_for) == ("approved", "accept")
    assert book(core) == []


def test_the_paper_of_an_earlier_version_is_named_as_such(core: Core) -> None:
    request = approved(core)
    old = code(core, request)
    core.step("wangfang", "return", request, text="通讯录不全")
    view = core.view("chenjing", request)
    core.submit(view.draft, "chenjing", request)
    core.step("zhengtao", "approval", request)
    with pytest.raises(RefusedError) as caught:
        core.call("wangfang", accept(core, request, old))
    refusal = caught.value.refusal
    assert (refusal.code, refusal.params) == ("check_code_older", {"version": "1", "newest": "2"})
    core.step("wangfang", "acceptance", request, paper="2026-A-2", code=code(core, request).lower())
    assert book(core)[0].title.endswith(" v2")


def test_an_acceptance_signed_without_a_code_is_refused_where_it_comes_in(core: Core) -> None:
    request = approved(core)
    made = core.call("wangfang", accept(core, request, code(core, request)))
    old = made.text.replace("acceptance/2", "acceptance/1").replace(f'"code":"{code(core, request)}",', "")
    text, signature = core.sign("wangfang", Prepared(old))
    core.refuses("check_code_missing", "wangfang", calls.Enact(text, signature))


def test_an_archive_number_is_one_documents_also_at_acceptance(core: Core) -> None:
    custody(core, "2026-A-1")
    request = approved(core)
    core.refuses("archive_number_taken", "wangfang", accept(core, request, code(core, request)))
    made = core.call("wangfang", accept(core, request, code(core, request), "2026-A-2"))
    custody(core, "2026-A-2")
    text, signature = core.sign("wangfang", made)
    core.refuses("archive_number_taken", "wangfang", calls.Enact(text, signature))


# ---- paper that is owed after sending


def test_a_notices_paper_is_owed_once_its_send_has_ended(core: Core) -> None:
    request = released(core)
    assert waits(core, "wangfang", "paper") == []
    report(core, request, "started", queued=20)
    report(core, request, "done", delivered=20)
    for person in ("wangfang", "zhaomin"):
        assert [row.request for row in waits(core, person, "paper")] == [request]
    assert waits(core, "sunli", "paper") == []
    number = core.view("wangfang", request).row.number
    assert owes(core, "paper") == [number]
    assert paper_of(core, request) is None
    (owed,) = core.call("shenyu", archive.PapersOwed())
    assert (owed.number, owed.late, owed.who) == (number, False, ["wangfang", "zhaomin"])
    shelve(core, "zhaomin", request, place="业务部柜", shelf="2 架", box="3 盒")
    assert waits(core, "wangfang", "paper") == []
    assert owes(core, "paper") == []
    assert paper_of(core, request) == ("2026-B-1", "业务部柜 2 架 3 盒")


def test_paper_that_is_owed_becomes_late(core: Core) -> None:
    sent(core)
    core.at += timedelta(days=10)
    (owed,) = core.call("wangfang", archive.PapersOwed())
    assert owed.late


def test_what_was_withdrawn_before_a_release_owes_no_paper(core: Core) -> None:
    request = core.requested()
    core.step("zhaomin", "withdrawal", request, text="改期")
    assert core.call("wangfang", archive.PapersOwed()) == []


def test_another_department_does_not_see_what_is_owed(core: Core) -> None:
    sent(core)
    assert core.call("weina", archive.PapersOwed()) == []
    core.refuses("not_your_department", "weina", archive.PapersOwed("business"))


# ---- entering


def test_a_departments_own_people_enter_its_request_form_and_nobody_elses(core: Core) -> None:
    request = sent(core)
    with pytest.raises(RefusedError) as caught:
        shelve(core, "weina", request)
    assert caught.value.refusal.code == "not_your_department"
    core.refuses("archive_not_keeper", "zhaomin", archive.ShelvePaper("custody", "C-1", title="交接单"))
    core.refuses("archive_not_keeper", "fenglei", archive.ShelvePaper("custody", "C-1", title="交接单"))
    core.refuses("archive_not_keeper", "shenyu", archive.ShelvePaper("custody", "C-1", title="交接单"))
    assert shelve(core, "zhaomin", request).number == "2026-B-1"


def test_the_paper_of_a_request_is_entered_by_the_number_that_it_bears(core: Core) -> None:
    request = sent(core)
    form = core.view("wangfang", request).row.number
    core.refuses(
        "archive_no_record", "wangfang", archive.ShelvePaper("request", "B-9", "2026-业务部-0999", "x")
    )
    core.call("wangfang", archive.ShelvePaper("request", "B-9", form, code(core, request)))
    assert book(core)[-1].about == f"request:{request}"


def test_every_printed_form_is_entered_by_its_own_check_code(core: Core) -> None:
    request = core.cleared("other", "general")
    for kind, of in (("receipt", str(request)), ("pledge", "zhaomin"), ("claim", "zhaomin")):
        printed: forms.Printed = core.call("wangfang", forms.PrintForm(kind, of))
        number = f"F-{kind}"
        core.refuses(
            "check_code_differs", "wangfang", archive.ShelvePaper(kind, number, of, "0000-0000-0000")
        )
        core.call("wangfang", archive.ShelvePaper(kind, number, of, printed.check_code, pages=2))
        row = next(one for one in book(core) if one.number == number)
        assert (row.kind, row.pages) == (kind, 2)
        assert row.title


@pytest.mark.parametrize(
    ("refused", "call"),
    [
        ("not_a_choice", {"kind": "letter", "number": "1"}),
        ("archive_by_itself", {"kind": "emergency", "number": "1"}),
        ("field_missing", {"kind": "custody", "number": "1"}),
        ("archive_no_department", {"kind": "custody", "number": "1", "title": "单", "department": "moon"}),
        ("archive_number_missing", {"kind": "custody", "number": " ", "title": "单"}),
        ("too_long", {"kind": "custody", "number": "9" * 61, "title": "单"}),
        ("archive_pages", {"kind": "custody", "number": "1", "title": "单", "pages": -1}),
        ("expiry_no_day", {"kind": "custody", "number": "1", "title": "单", "received": "昨天"}),
        ("archive_day_future", {"kind": "custody", "number": "1", "title": "单", "received": "2026-11-25"}),
        ("archive_no_record", {"kind": "request", "number": "1", "of": "x", "code": "1"}),
        ("archive_no_record", {"kind": "loss", "number": "1", "of": "7", "code": "1"}),
        ("archive_no_record", {"kind": "application", "number": "1", "of": "7", "code": "1"}),
        ("archive_no_record", {"kind": "claim", "number": "1", "of": "nobody", "code": "1"}),
        ("application_mobile", {"kind": "custody", "number": "1", "title": "单", "note": "问 13800138000"}),
        ("hidden_characters", {"kind": "custody", "number": "1", "title": "单\u202e"}),
    ],
)
def test_what_is_no_document_is_not_entered(core: Core, refused: str, call: dict[str, Any]) -> None:
    core.refuses(refused, "wangfang", archive.ShelvePaper(**call))
    assert book(core) == []


def test_a_document_is_entered_once_and_a_draft_never(core: Core) -> None:
    request = sent(core)
    shelve(core, "wangfang", request)
    core.refuses(
        "archive_known", "wangfang", archive.ShelvePaper("request", "X-2", str(request), code(core, request))
    )
    draft = core.call("zhaomin", calls.SaveDraft(core.draft(core.add_list()))).id
    core.refuses("archive_no_record", "wangfang", archive.ShelvePaper("request", "X-3", str(draft), "1"))


# ---- lent, handed over, corrected


def test_what_is_lent_and_not_back_is_somebodys_turn_until_it_is(core: Core) -> None:
    kept = custody(core)
    move(core, "wangfang", kept, "lend", who="审计员沈雨", due="2026-11-25", words="年度检查")
    assert (show(core, kept).row.state, show(core, kept).row.who) == ("lent", "审计员沈雨")
    assert waits(core, "wangfang", "loan") == []
    core.at += timedelta(days=2)
    (row,) = waits(core, "wangfang", "loan")
    assert (row.number, row.because) == ("C-1", "审计员沈雨")
    assert owes(core, "loan") == ["C-1"]
    assert [one.number for one in book(core, overdue=True)] == ["C-1"]
    move(core, "wangfang", kept, "return", words="完好")
    assert waits(core, "wangfang", "loan") == []
    assert (show(core, kept).row.state, show(core, kept).row.who) == ("kept", "")
    assert [one.move for one in show(core, kept).moves] == ["lend", "return"]
    assert kinds(core)[-3:] == ["archive.shelved", "archive.lend", "archive.return"]


def test_a_document_is_handed_over_for_good(core: Core) -> None:
    kept = custody(core)
    core.refuses("field_missing", "wangfang", archive.MovePaper(kept, "hand_over", "总档案室"))
    move(core, "wangfang", kept, "hand_over", who="总档案室", words="收据 88")
    assert show(core, kept).row.who == "总档案室"
    for what in ("lend", "destroy", "return", "hand_over"):
        said = {"who": "某人", "words": "原因", "due": "2026-12-01"}
        core.refuses("archive_not_so", "wangfang", archive.MovePaper(kept, what, **said))
    core.refuses("archive_not_so", "wangfang", archive.CorrectPaper(kept, "", "", "", 0, ""))


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        ("field_missing", {"due": "2026-12-01"}),
        ("archive_due_past", {"who": "某人", "due": "2026-11-23"}),
        ("archive_no_day", {"who": "某人", "due": "月底"}),
        ("archive_no_day", {"who": "某人"}),
        ("application_mobile", {"who": "某人 13800138000", "due": "2026-12-01"}),
    ],
)
def test_a_loan_says_to_whom_and_until_when(core: Core, refused: str, said: dict[str, str]) -> None:
    kept = custody(core)
    core.refuses(refused, "wangfang", archive.MovePaper(kept, "lend", **said))
    assert show(core, kept).row.state == "kept"


def test_what_is_lent_is_not_lent_again_and_only_the_keeper_moves_documents(core: Core) -> None:
    kept = custody(core)
    loan = archive.MovePaper(kept, "lend", "某人", "", "2026-12-01")
    core.refuses("archive_not_keeper", "wuhong", loan)
    core.refuses("archive_not_keeper", "shenyu", loan)
    core.call("wangfang", loan)
    core.refuses("archive_not_so", "wangfang", loan)
    core.refuses("archive_no_move", "wangfang", archive.MovePaper(kept, "burn"))
    core.refuses("archive_no_move", "wangfang", archive.MovePaper(kept, "correct"))


def test_a_place_is_corrected_and_the_book_says_from_what_to_what(core: Core) -> None:
    kept = custody(core, place="甲柜", pages=2)
    core.call("wangfang", archive.CorrectPaper(kept, "7 盒", "", "乙柜", 3, ""))
    view = show(core, kept)
    assert (view.row.place, view.row.box, view.row.pages, view.row.number) == ("乙柜", "7 盒", 3, "C-1")
    assert "place: 甲柜 > 乙柜" in view.moves[0].words
    core.refuses("archive_not_keeper", "wuhong", archive.CorrectPaper(kept, "", "", "", 0, ""))


# ---- destroyed by two


def test_two_people_destroy_a_document(core: Core) -> None:
    kept = custody(core)
    core.refuses("field_missing", "wangfang", archive.MovePaper(kept, "destroy"))
    move(core, "wangfang", kept, "destroy", words="保存期满")
    assert show(core, kept).row.state == "destroying"
    assert [row.number for row in waits(core, "zhengtao", "destroy_paper")] == ["C-1"]
    assert owes(core, "destroy_paper") == ["C-1"]
    core.refuses("archive_own_destruction", "wangfang", archive.MovePaper(kept, "confirm"))
    core.refuses("archive_not_confirmer", "wuhong", archive.MovePaper(kept, "confirm"))
    core.refuses("archive_not_confirmer", "zhoujian", archive.MovePaper(kept, "confirm"))
    core.refuses("archive_not_so", "wangfang", archive.MovePaper(kept, "lend", "某人", "", "2026-12-01"))
    move(core, "zhengtao", kept, "confirm")
    view = show(core, kept)
    assert view.row.state == "destroyed"
    assert [(one.move, one.by) for one in view.moves] == [("destroy", "wangfang"), ("confirm", "zhengtao")]
    assert waits(core, "zhengtao", "destroy_paper") == []
    core.refuses("archive_not_so", "zhengtao", archive.MovePaper(kept, "confirm"))
    assert kinds(core)[-2:] == ["archive.destroy", "archive.confirm"]


def test_a_document_whose_paper_was_destroyed_may_be_entered_anew(core: Core) -> None:
    printed: forms.Printed = core.call("wangfang", forms.PrintForm("claim", "zhaomin"))
    first, again = (
        archive.ShelvePaper("claim", one, "zhaomin", printed.check_code) for one in ("F-1", "F-2")
    )
    kept = core.call("wangfang", first).id
    move(core, "wangfang", kept, "destroy", words="受潮")
    core.refuses("archive_known", "wangfang", again)
    move(core, "zhengtao", kept, "confirm")
    core.call("wangfang", again)
    assert {(row.number, row.state) for row in book(core)} == {("F-1", "destroyed"), ("F-2", "kept")}


def test_the_second_person_may_keep_it_after_all(core: Core) -> None:
    kept = custody(core)
    move(core, "wangfang", kept, "destroy", words="保存期满")
    core.refuses("field_missing", "zhengtao", archive.MovePaper(kept, "keep"))
    core.refuses("archive_not_keeper", "wuhong", archive.MovePaper(kept, "keep", words="还要用"))
    move(core, "zhengtao", kept, "keep", words="诉讼未结")
    assert show(core, kept).row.state == "kept"
    core.refuses("archive_not_so", "zhengtao", archive.MovePaper(kept, "confirm"))


# ---- reading


def test_a_department_reads_its_own_papers_and_an_auditor_all(core: Core) -> None:
    request = sent(core)
    shelve(core, "wangfang", request)
    custody(core)
    assert [row.number for row in book(core, "zhaomin")] == ["2026-B-1"]
    assert book(core, "weina") == []
    assert {row.number for row in book(core, "shenyu")} == {"2026-B-1", "C-1"}
    kept = next(row.id for row in book(core) if row.number == "C-1")
    core.refuses("not_your_department", "zhaomin", archive.PaperDetail(kept))
    with pytest.raises(ConsoleError, match="no_such_paper"):
        core.call("wangfang", archive.PaperDetail(999))
    assert [row.number for row in book(core, text="交接")] == ["C-1"]
    assert [row.number for row in book(core, kind="request")] == ["2026-B-1"]
    assert book(core, state="lent") == []


def test_the_register_shows_every_number_void_and_missing_ones_too(core: Core) -> None:
    kept = sent(core)
    shelve(core, "wangfang", kept, place="甲柜")
    gone = core.requested()
    core.step("zhaomin", "withdrawal", gone, text="改期")
    refused = core.requested()
    core.step("sunli", "rejection", refused, text="不妥")
    answer: archive.NumbersPage = core.call("wangfang", archive.FormNumbers("business"))
    told = [(row.serial, row.state, row.void, row.paper, row.place) for row in answer.rows]
    assert told == [
        (1, "done", False, "2026-B-1", "甲柜"),
        (2, "withdrawn", True, "", ""),
        (3, "rejected", True, "", ""),
    ]
    assert answer.void == 2
    void: archive.NumbersPage = core.call("wangfang", archive.FormNumbers("business", void=True))
    assert [row.serial for row in void.rows] == [2, 3]
    core.refuses("not_your_department", "weina", archive.FormNumbers("business"))
    core.refuses("archive_no_series", "wangfang", archive.FormNumbers("business", kind="letter"))
    assert core.call("wangfang", archive.FormNumbers("business", 2025)).rows == []


def test_a_number_that_nothing_has_is_told_as_missing(core: Core) -> None:

    core.requested()
    with core.database.writer() as conn:
        conn.execute(update(form_number).values(last=2))
    answer: archive.NumbersPage = core.call("wangfang", archive.FormNumbers("business"))
    assert [(row.serial, row.state) for row in answer.rows] == [(1, "submitted"), (2, "missing")]


def test_an_archive_number_cannot_stand_twice_in_the_book(core: Core) -> None:
    custody(core)
    with core.database.reader() as conn:
        assert len(conn.execute(select(paper)).all()) == 1
    core.refuses("archive_number_taken", "wangfang", archive.ShelvePaper("custody", "C-1", title="另一张"))


def test_acceptances_from_before_there_was_a_book_come_into_it(core: Core) -> None:
    request = approved(core)
    core.step("wangfang", "acceptance", request, paper="2026-A-1", place="1 号柜")
    with core.database.writer() as conn:
        for one in (paper, paper_move, paper_send):
            one.drop(conn)
    migration = import_module("console.store.migrations.versions.0009_archive")
    with core.database.migrating() as conn, Operations.context(MigrationContext.configure(conn)):
        migration.upgrade()
    (row,) = book(core)
    assert (row.number, row.kind, row.place, row.by) == ("2026-A-1", "request", "1 号柜", "wangfang")
    assert paper_of(core, request) == ("2026-A-1", "1 号柜")
