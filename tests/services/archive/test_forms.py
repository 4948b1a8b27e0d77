"""Forms printed by the core: what the paper says is what was signed, and each printing is in the ledger (R3)."""

import io

import openpyxl
import pytest

from console.domain.archive.check_code import check_code
from console.errors import RefusedError
from console.wire import calls
from console.wire.archive import archive, forms
from console.wire.credentials import losses
from console.wire.ledger import ledger
from console.wire.people import personnel
from console.wire.requests.rows import RequestView
from tests.services.core import Core, one_clock
from tests.services.losses.test_losses import asked


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def words(printed: forms.Printed) -> str:
    """Every word of the workbook, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(printed.data))
    sheet = book.worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    foot = sheet.oddFooter
    assert foot is not None
    return "\n".join([*cells, str(foot.left.text)])


def printed(core: Core, person: str, kind: str, of: object, lang: str = "zh") -> forms.Printed:
    answer: forms.Printed = core.call(person, forms.PrintForm(kind, str(of), 0, lang))
    return answer


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_request_on_paper_shows_the_signed_text_and_who_signed(core: Core, lang: str) -> None:
    request = core.requested("promotion")
    core.step("sunli", "approval", request)
    found = printed(core, "wangfang", "request", request, lang)
    text = words(found)
    view: RequestView = core.call("wangfang", calls.RequestDetail(request))
    assert view.row.number in text
    assert view.draft.body in text
    assert "孙丽" in text
    assert found.check_code == check_code(view.digest)
    assert found.check_code in text
    entry: ledger.EntryView = core.call("shenyu", ledger.EntryDetail(found.seq))
    assert entry.row.kind == "form.printed"
    assert found.check_code in entry.envelope


def test_no_mobile_number_is_on_the_paper(core: Core) -> None:
    request = core.requested("notice")
    text = words(printed(core, "wangfang", "request", request))
    assert "****" in text
    assert not any(len(part) == 11 and part.isdigit() for part in text.split())


def test_who_may_not_read_a_request_does_not_print_it(core: Core) -> None:
    request = core.requested("notice")
    with pytest.raises(RefusedError):
        printed(core, "weina", "request", request)


def test_a_pledge_has_every_clause_in_the_language_asked_for(core: Core) -> None:
    text: personnel.PledgeText = core.call("zhaomin", personnel.Pledge())
    shown = words(printed(core, "zhaomin", "pledge", "zhaomin"))
    assert all(clause.zh in shown for clause in text.clauses)
    shown = words(printed(core, "zhaomin", "pledge", "zhaomin", "en"))
    assert all(clause.en in shown for clause in text.clauses)


def test_a_pledge_names_the_posts_of_its_signer_alone(core: Core) -> None:
    for person, post in (("zhaomin", "起草专人"), ("sunli", "部门经理")):
        assert post in words(printed(core, person, "pledge", person)).splitlines(), person


def test_there_is_no_receipt_before_the_general_department_has_it(core: Core) -> None:
    request = core.requested("promotion")
    with pytest.raises(RefusedError) as error:
        printed(core, "wangfang", "receipt", request)
    assert error.value.refusal.code == "nothing_accepted"


def test_a_certificate_is_printed_once_it_is_signed(core: Core) -> None:
    done = core.call("qianwei", losses.ReportLoss("gateway", "demo", "leak", ""))
    with pytest.raises(RefusedError) as error:
        printed(core, "wangfang", "loss", done.id)
    assert error.value.refusal.code == "loss_not_certified"
    case: losses.LossView = core.call("zhengtao", losses.LossDetail(done.id))
    call = asked(
        case, "loss_certificate/1", number="CERT-1", account="yl-main", channel="SMPP",
        last_known="保险柜", impact="无", measures="已停用", addressee="某某通信",
    )  # fmt: skip
    core.enact("zhengtao", core.call("zhengtao", call))
    text = words(printed(core, "wangfang", "loss", done.id))
    assert "yl-main" in text
    assert "郑涛" in text
    # The paper of another case is none of this one's.
    other = core.call("qianwei", losses.ReportLoss("login", "weina", "forgotten", ""))
    core.refuses(
        "archive_no_record", "wangfang", archive.ShelvePaper("loss", "L-1", str(other.id), "0000-0000-0000")
    )


def test_an_unknown_form_is_refused_in_words(core: Core) -> None:
    for kind, of in (("letter", "1"), ("request", "x")):
        with pytest.raises(RefusedError) as error:
            printed(core, "wangfang", kind, of)
        assert error.value.refusal.code == "no_such_form"


def test_the_paper_says_who_checked_text_and_list_for_the_department(core: Core) -> None:
    request = core.requested("promotion")
    assert "部门内容审核" not in words(printed(core, "wangfang", "request", request))
    core.step("sunli", "approval", request)
    text = words(printed(core, "wangfang", "request", request))
    assert "部门内容审核" in text
    assert "孙丽 2026-11-24 11:00" in text
    assert "+08" not in text


def test_a_claim_sheet_is_printed_by_its_person_and_by_who_reads_his_department(core: Core) -> None:
    own = printed(core, "zhaomin", "claim", "zhaomin")
    assert own.check_code == printed(core, "wangfang", "claim", "zhaomin", "en").check_code
    assert "赵敏 (zhaomin)" in words(own)
    with pytest.raises(RefusedError) as caught:
        printed(core, "weina", "claim", "zhaomin")
    assert caught.value.refusal.code == "not_your_department"
    with pytest.raises(RefusedError) as caught:
        printed(core, "wangfang", "claim", "nobody")
    assert caught.value.refusal.code == "no_key_to_claim"
