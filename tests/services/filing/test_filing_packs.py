"""Packs of two quarters and three departments, made by the services and judged by stock tools alone (R3)."""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from console.acting import clock
from console.acting import filing as acting
from console.domain.rosters.rosters import EditPerson
from console.domain.sending.counts import ENDS
from console.domain.times import render
from console.errors import ConsoleError
from console.store.contacts import list_number
from console.wire.archive import forms
from console.wire.filing import filing, statistics
from tests import needs
from tests.exports import office
from tests.services import quarters
from tests.services.archive.test_emergencies import acknowledge, enter
from tests.services.core import Core, one_clock, open_core
from tests.services.quarters import sent
from tests.services.rosters.test_rosters import published

SCRIPT = Path(__file__).parents[2] / "exports" / "stock_pack.sh"
TOOLS = ("jq", "ssh-keygen", "sha256sum", "xxd")

LATER = datetime(2027, 2, 10, 3, 0, 0, tzinfo=UTC)
LATER_OVER = datetime(2027, 4, 6, 3, 0, 0, tzinfo=UTC)
FIRST, SECOND = quarters.QUARTER, "2027Q1"
TAKEN = ("delivered", "undelivered", "no_receipt")
"""States of recipients whom the provider took beyond doubt."""
RECEIVERS = {"business": "wangfang", "credit": "wangfang", "general": "chuyan"}


@dataclass
class Filed:
    """The house after two quarters, and its packs on disk: folder and what was signed, by department and quarter."""

    core: Core
    packs: dict[tuple[str, str], tuple[Path, Path]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filed]:
    """Two quarters of three departments, each received whole; of the second the credit department sent nothing."""
    folder = tmp_path_factory.mktemp("packs")
    core = open_core(f"sqlite:///{folder / 'desk.sqlite3'}")
    patch = pytest.MonkeyPatch()
    patch.setattr(clock, "now", lambda: render(core.at))
    packs: dict[tuple[str, str], tuple[Path, Path]] = {}
    sent(core, "promotion", "business", 25, delivered=20, undelivered=3, refused=2)
    sent(core, "other", "credit", 7)
    sent(core, "other", "general", 5)
    core.step("sunli", "rejection", core.requested("promotion"), text="内容不妥")
    quarters.head_signed(core)
    core.at = quarters.OVER
    _file(core, FIRST, packs, folder)
    core.at = LATER
    # A roster lasts 90 days: two signers renew it.
    published(core, EditPerson("shenyu", phone="010-00000099"))
    sent(core, "promotion", "business", 30, delivered=29, unknown=0, no_receipt=1)
    sent(core, "other", "general", 4)
    quarters.head_signed(core)
    core.at = LATER_OVER
    _file(core, SECOND, packs, folder)
    yield Filed(core, packs)
    patch.undo()
    core.database.close()


def _file(core: Core, quarter: str, packs: dict[tuple[str, str], tuple[Path, Path]], folder: Path) -> None:
    for nth, (department, receiver) in enumerate(RECEIVERS.items(), 1):
        quarters.looked(core, department, quarter)
        pack = quarters.signed(core, department, quarter)
        quarters.received(core, pack, f"{quarter}-{nth:03d}", receiver)
        packs[department, quarter] = _written(core, pack, folder)


def _written(core: Core, pack: int, folder: Path) -> tuple[Path, Path]:
    data, name, signed = quarters.zip_of(core, pack)
    acting.written(folder, name, data, signed)
    return folder / name, folder / f"{name}.signed"


def judged(pack: Path, signed: Path) -> tuple[int, str]:
    """What the script says."""
    needs.require(*TOOLS)
    done = subprocess.run(
        ["sh", str(SCRIPT), str(pack), str(signed)], check=False, capture_output=True, text=True
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def copied(house: Filed, to: Path, department: str = "business") -> tuple[Path, Path]:
    pack, signed = house.packs[department, quarters.QUARTER]
    return shutil.copytree(pack, to / "pack"), shutil.copytree(signed, to / "signed")


@pytest.mark.parametrize("quarter", [FIRST, SECOND])
@pytest.mark.parametrize("department", RECEIVERS)
def test_stock_tools_find_nothing_wrong_in_a_pack(house: Filed, department: str, quarter: str) -> None:
    assert judged(*house.packs[department, quarter]) == (0, "good\n")


def test_a_pack_has_the_sheets_of_samples_and_a_changed_one_is_found(house: Filed, tmp_path: Path) -> None:
    pack, signed = copied(house, tmp_path)
    (sheet,) = (pack / "approvals" / "samples").glob("*.json")
    sheet.write_bytes(sheet.read_bytes().replace("逐条看过".encode(), "未曾看过".encode()))
    code, said = judged(pack, signed)
    assert code == 1
    assert f"approvals/samples/{sheet.name}" in said


def test_a_pack_of_entries_that_no_head_covers_yet_hangs_on_the_newest_head_before_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = open_core(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    one_clock(core, monkeypatch)
    sent(core, "other", "credit", 7)
    covered = quarters.head_signed(core)
    sent(core, "other", "general", 4)
    core.at = quarters.OVER
    enter(core, sent_at="2026-12-30T02:00:00Z", late="补录晚了")
    acknowledge(core)
    pack, signed = _written(core, quarters.signed(core, "business"), tmp_path)
    entries = sorted(int(one.stem) for one in (pack / "ledger" / "entries").iterdir())
    assert covered < entries[0] - 1
    assert judged(pack, signed) == (0, "good\n")
    core.database.close()


def test_every_changed_byte_is_found(house: Filed, tmp_path: Path) -> None:
    """One byte of one file of each kind; the script says of each what is wrong with it."""
    pack, signed = copied(house, tmp_path)
    victims = {
        kind: next(iter(sorted(pack.glob(pattern))))
        for kind, pattern in {
            "text": "texts/*.txt",
            "approval": "approvals/*/v1-01-approval.json",
            "entry": "ledger/entries/*.json",
            "summary": "summary-zh.xlsx",
            "result": "results/*.csv",
            "chain": "ledger/links.csv",
        }.items()
    }
    for kind, victim in victims.items():
        data = bytearray(victim.read_bytes())
        at = len(data) // 2 + (5 if kind == "chain" else 0)
        data[at] = ord("1") if data[at] != ord("1") else ord("2")
        victim.write_bytes(bytes(data))
    code, output = judged(pack, signed)
    assert code == 1
    names = {kind: victim.relative_to(pack) for kind, victim in victims.items()}
    for kind in ("text", "summary", "result", "chain"):
        assert f"{names[kind]}: FAILED" in output, kind
    assert re.search(f"not signed by .*{names['approval']}", output)
    assert f"entry {int(victims['entry'].stem)} is not the one of the chain" in output
    assert "the chain breaks at entry" in output


def test_every_removed_file_is_found(house: Filed, tmp_path: Path) -> None:
    pack, signed = copied(house, tmp_path)
    victims = [
        next(iter(sorted(pack.glob(pattern))))
        for pattern in ("forms/2026-*-v1.xlsx", "approvals/*/v1-01-approval.json.sig", "keys.csv")
    ]
    for victim in victims:
        victim.unlink()
    code, output = judged(pack, signed)
    assert code == 1
    for victim in victims:
        assert str(victim.relative_to(pack)) in output


def test_a_removed_form_is_found_also_where_the_manifest_was_made_anew(house: Filed, tmp_path: Path) -> None:
    pack, signed = copied(house, tmp_path)
    victim = next(iter(sorted(pack.glob("forms/2026-*-v1.xlsx"))))
    victim.unlink()
    manifest = pack / "MANIFEST.sha256"
    lines = manifest.read_text().splitlines(keepends=True)
    manifest.write_text("".join(line for line in lines if victim.name not in line))
    code, output = judged(pack, signed)
    assert code == 1
    assert f"missing: forms/{victim.name}" in output
    assert "the manager signed another pack" in output


def test_a_signature_by_another_hand_is_found(house: Filed, tmp_path: Path) -> None:
    pack, signed = copied(house, tmp_path)
    other = house.packs["credit", quarters.QUARTER][1]
    shutil.copy(other / "filing.json.sig", signed / "filing.json.sig")
    code, output = judged(pack, signed)
    assert code == 1
    assert "not signed by sunli" in output


def test_no_whole_number_of_a_recipient_is_anywhere_in_a_pack(house: Filed) -> None:
    with house.core.database.reader() as conn:
        nums = set(conn.execute(select(list_number.c.num)).scalars())
    assert nums
    for pack, signed in house.packs.values():
        for file in (*pack.rglob("*"), *signed.rglob("*")):
            if file.is_file():
                data = _unpacked(file)
                found = {int(one) for one in re.findall(rb"(?<!\d)1[3-9]\d{9}(?!\d)", data)}
                assert not found & nums, file


def _unpacked(file: Path) -> bytes:
    """Every byte of a file; of a workbook, those of all its parts."""
    if file.suffix != ".xlsx":
        return file.read_bytes()
    with zipfile.ZipFile(file) as book:
        return b"\n".join(book.read(part) for part in book.namelist())


def test_the_pack_says_of_itself_what_it_holds(house: Filed) -> None:
    pack, _ = house.packs["business", quarters.QUARTER]
    facts = json.loads((pack / "facts.json").read_bytes())
    assert [form["standing"] for form in facts["forms"]] == ["sent", "void"]
    statistics = (pack / "statistics.csv").read_text().splitlines()
    assert statistics[1].startswith("promotion,1,25,")
    assert statistics[-1].split(",")[5:8] == ["20", "3", "2"]
    readme = (pack / "README.txt").read_text()
    for word in (
        "sha256sum --strict -c MANIFEST.sha256",
        "ssh-keygen -Y verify",
        "allowed_signers",
        "怎样核对",
    ):
        assert word in readme
    assert "****" in next(iter((pack / "scope").glob("*.json"))).read_text()
    assert {one.name for one in (pack / "forms").glob("pledge-*")} == {
        "pledge-qianwei.xlsx",
        "pledge-sunli.xlsx",
        "pledge-zhaomin.xlsx",
    }


def test_the_next_quarter_has_its_own_numbers_and_a_department_that_sent_nothing_files_it_all_the_same(
    house: Filed,
) -> None:
    core = house.core
    shown = quarters.view(core, quarter=SECOND)
    assert [(form.number, form.standing) for form in shown.forms] == [("2027-业务部-0001", "sent")]
    assert len(quarters.view(core).forms) == 2
    assert quarters.view(core, "credit", SECOND).row.nil
    whole: filing.FilingsView = core.call("wangfang", filing.Filings(SECOND))
    assert (whole.totals["received"], whole.requests, whole.recipients) == (3, 2, 34)
    assert quarters.gaps(core, quarter=SECOND) == []


def _on_paper(house: Filed, lang: str) -> tuple[forms.Printed, bytes, forms.Printed]:
    """The business department's quarter as it is printed, as its pack holds it, and the unit's."""
    row = quarters.view(house.core).row
    printed: forms.Printed = house.core.call("wangfang", forms.PrintForm("filing", str(row.id), 0, lang))
    pack = (house.packs["business", quarters.QUARTER][0] / f"summary-{lang}.xlsx").read_bytes()
    unit: forms.Printed = house.core.call("wangfang", forms.PrintForm("summary", SECOND, 0, lang))
    return printed, pack, unit


Drawn = dict[str, Path]


@pytest.fixture(scope="module")
def drawn(house: Filed, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Drawn, str]:
    """The workbooks of both languages by name, what one start of the office made of them, and the check code that was printed."""
    books: dict[str, bytes] = {}
    code = ""
    for lang in ("zh", "en"):
        printed, pack, unit = _on_paper(house, lang)
        books |= {f"printed-{lang}": printed.data, f"pack-{lang}": pack, f"unit-{lang}": unit.data}
        code = printed.check_code
    return books, office.render(tmp_path_factory.mktemp("paper"), books), code


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_quarter_on_paper_shows_every_value_as_office_draws_it(
    house: Filed, drawn: tuple[dict[str, bytes], Drawn, str], lang: str
) -> None:
    books, pdfs, code = drawn
    printed, pack = f"printed-{lang}", f"pack-{lang}"
    sent_form = quarters.view(house.core).forms[0]
    values = [sent_form.number + " v1", sent_form.purpose, "25", "20", "孙丽", "2026Q4-001"]
    assert office.lost(pdfs[printed], books[printed], values) == []
    assert office.lost(pdfs[pack], books[pack], values[:5]) == []
    assert office.pages_of(pdfs[printed]) >= 1
    assert code in office.text_of(pdfs[printed])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_units_quarter_on_paper_has_every_department_and_the_sums(
    house: Filed, drawn: tuple[dict[str, bytes], Drawn, str], lang: str
) -> None:
    books, pdfs, _ = drawn
    unit = f"unit-{lang}"
    values = ["业务部", "综合部", "信贷部", "34", f"{SECOND}-001", f"{SECOND}-003"]
    assert office.lost(pdfs[unit], books[unit], values) == []
    assert {"zh": "应交日期", "en": "due"}[lang] in office.text_of(pdfs[unit])
    assert "哪天还" not in office.text_of(pdfs[unit])
    house.core.refuses("filing_summary_all", "sunli", forms.PrintForm("summary", SECOND, 0, lang))


@pytest.mark.parametrize("quarter", [FIRST, SECOND])
def test_the_figures_are_those_that_the_packs_add_up_to(house: Filed, quarter: str) -> None:
    """Counted anew out of the files: recipients from the results, thousand by thousand, requests from the signed texts."""
    view: statistics.StatisticsView = house.core.call(
        "zhoujian", statistics.Statistics(quarter, "department")
    )
    told = {row.key: row.figures for row in view.rows}
    for department in RECEIVERS:
        pack, _ = house.packs[department, quarter]
        counted: Counter[str] = Counter()
        for file in sorted(pack.glob("results/*.csv")):
            with file.open(newline="") as lines:
                for line in csv.DictReader(lines):
                    counted.update({state: int(line[state]) for state in ENDS})
        sums = {state: getattr(told[department], state) for state in ENDS}
        assert sums == {state: counted[state] for state in ENDS}
        assert told[department].recipients == counted.total()
        assert told[department].sends == len(list(pack.glob("results/*.csv")))
        signed = [json.loads(one.read_bytes()) for one in pack.glob("approvals/*/v*-00-request.json")]
        priced = {one["number"]: one["cost"] for one in signed}
        facts = json.loads((pack / "facts.json").read_bytes())
        given = [form for form in facts["forms"] if form["given"] >= view.begins]
        assert told[department].submitted == len(given)
        assert told[department].rejected == sum(form["standing"] == "void" for form in facts["forms"])
        taken = {
            form["number"]: sum(one["tally"].get(s, 0) for one in form["slots"] for s in TAKEN)
            for form in facts["forms"]
        }
        parts = {number: taken[number] * cost["billed_each"] for number, cost in priced.items()}
        assert told[department].parts == sum(parts.values())


def test_a_pack_that_would_reach_outside_its_folder_is_not_written(tmp_path: Path) -> None:
    for name in ("../evil", "pack/../../evil", "/evil", "other/file"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, b"x")
        with pytest.raises(ConsoleError) as caught:
            acting.written(tmp_path / "here", "pack", out.getvalue(), {})
        assert caught.value.code == "pack_damaged"
    with pytest.raises(ConsoleError):
        acting.written(tmp_path / "here", "pack", b"no zip", {})
    assert not (tmp_path / "evil").exists()
