"""A quarter is signed and received as it was read: a pack of less, of other bytes, or of another statement is found before (R3)."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from console.acting import emergencies as emergency_acting
from console.acting import filing as acting
from console.domain.filing.filing import FilingReceipt, FilingReturn
from console.domain.ledger import checksums
from console.errors import ConsoleError
from console.wire.answers import Prepared
from console.wire.archive import archive
from console.wire.base import Call
from console.wire.filing import filing
from tests.cli.conftest import Line
from tests.services import quarters
from tests.services.archive.test_emergencies import enter, standing
from tests.services.core import Core, one_clock
from tests.services.quarters import OVER, compiled, sent, sha256, signed, view


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


class Liar:
    """A desk that changes what it answers."""

    def __init__(self, core: Core, person: str, change: Callable[[Any], Any]) -> None:
        self.line, self.change = Line(core, person), change

    def call(self, call: Call) -> Any:
        return self.change(self.line.call(call))


def repacked(data: bytes, name: str, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A pack with other files, and a manifest that fits them."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        files = {one.removeprefix(f"{name}/"): old.read(one) for one in old.namelist()}
    del files[checksums.NAME]
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for one, content in {**files, checksums.NAME: checksums.lines(files)}.items():
            new.writestr(f"{name}/{one}", content)
    return out.getvalue()


def less(files: dict[str, bytes]) -> None:
    facts = json.loads(files["facts.json"])
    files["facts.json"] = json.dumps(facts | {"forms": []}).encode()


def test_a_manager_signs_the_quarter_that_he_was_shown(core: Core) -> None:
    sent(core)
    core.at = OVER
    pack = compiled(core)
    shown = view(core, person="sunli")
    said = quarters.statement(pack).said
    assert acting.prepare(Line(core, "sunli"), shown, said, by="sunli").text
    data, name, _ = quarters.zip_of(core, pack)
    false = repacked(data, name, less)
    manifest = zipfile.ZipFile(io.BytesIO(false)).read(f"{name}/{checksums.NAME}")

    def of_less(answer: Any) -> Any:
        if isinstance(answer, filing.PackPart):
            return filing.PackPart(len(false), false, name, [])
        if hasattr(answer, "text"):
            text = answer.text.replace(shown.editions[-1].manifest, sha256(manifest))
            return msgspec.structs.replace(answer, text=text)
        return answer

    editions = [msgspec.structs.replace(shown.editions[-1], manifest=sha256(manifest))]
    lied = msgspec.structs.replace(shown, editions=editions)
    with pytest.raises(ConsoleError, match="prepared_differs"):
        acting.prepare(Liar(core, "sunli", of_less), lied, said, by="sunli")
    # The same pack under the digest of the honest one.
    with pytest.raises(ConsoleError, match="prepared_differs"):
        acting.prepare(
            Liar(core, "sunli", lambda a: of_less(a) if isinstance(a, filing.PackPart) else a),
            shown,
            said,
            by="sunli",
        )


def test_a_quarter_that_is_handed_in_again_follows_the_statement_that_its_manager_saw(core: Core) -> None:
    sent(core)
    core.at = OVER
    core.enact("wangfang", core.call("wangfang", quarters.returned(signed(core))))
    pack = compiled(core)
    shown, said = view(core, person="sunli"), quarters.statement(pack).said
    first, last = shown.editions[-2], shown.editions[-1]
    assert acting.prepare(Line(core, "sunli"), shown, said, by="sunli").text.count(first.digest) == 1
    other = msgspec.structs.replace(first, digest="0" * 64)
    with pytest.raises(ConsoleError, match="prepared_differs"):
        acting.prepare(
            Line(core, "sunli"), msgspec.structs.replace(shown, editions=[other, last]), said, by="sunli"
        )


def answered(line: Any, kind: type[FilingReceipt | FilingReturn], shown: filing.FilingView) -> Prepared:
    """The registrar's answer to the quarter of the business department, as they were shown it."""
    asked = filing.FilingDetail("business", quarters.QUARTER)
    pack = shown.editions[-1].id
    said = (quarters.receipt(pack) if kind is FilingReceipt else quarters.returned(pack)).said
    return acting.prepare_answer(line, kind, asked, shown, said, by="wangfang")


def handed_in(core: Core) -> filing.FilingView:
    sent(core)
    core.at = OVER
    signed(core)
    return view(core)


@pytest.mark.parametrize("kind", [FilingReceipt, FilingReturn])
def test_a_quarter_is_answered_for_the_statement_that_was_read(
    core: Core, kind: type[FilingReceipt | FilingReturn]
) -> None:
    shown = handed_in(core)
    assert answered(Line(core, "wangfang"), kind, shown).text
    row = shown.editions[-1]
    other = msgspec.structs.replace(row, statement=row.statement.replace('"recipients":20', '"recipients":2'))
    with pytest.raises(ConsoleError, match="prepared_differs"):
        answered(Line(core, "wangfang"), kind, msgspec.structs.replace(shown, editions=[other]))


@pytest.mark.parametrize("kind", [FilingReceipt, FilingReturn])
@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"department": "credit"}, "department"),
        ({"quarter": "2026Q3"}, "quarter"),
        ({"requests": 3}, "requests"),
        ({"recipients": 3}, "recipients"),
        ({"nil": True}, "nil"),
    ],
)
def test_a_quarter_is_answered_only_if_its_statement_says_what_was_shown(
    core: Core, kind: type[FilingReceipt | FilingReturn], changed: dict[str, Any], fields: str
) -> None:
    shown = handed_in(core)
    lied = msgspec.structs.replace(shown, row=msgspec.structs.replace(shown.row, **changed))
    with pytest.raises(ConsoleError, match="prepared_differs") as error:
        answered(Line(core, "wangfang"), kind, lied)
    assert fields in error.value.params["fields"]
    later = [msgspec.structs.replace(shown.editions[-1], revision=2)]
    with pytest.raises(ConsoleError, match="prepared_differs"):
        answered(Line(core, "wangfang"), kind, msgspec.structs.replace(shown, editions=later))


@pytest.mark.parametrize("kind", [FilingReceipt, FilingReturn])
def test_another_departments_quarter_is_not_answered_in_place_of_the_one_asked_for(
    core: Core, kind: type[FilingReceipt | FilingReturn]
) -> None:
    shown = handed_in(core)
    signed(core, "credit")
    other = view(core, "credit")
    for lied in (msgspec.structs.replace(shown, editions=other.editions), other):
        with pytest.raises(ConsoleError, match="prepared_differs"):
            answered(Line(core, "wangfang"), kind, lied)


def test_who_receives_a_quarter_has_the_pack(core: Core) -> None:
    shown = handed_in(core)

    def broken(answer: Any) -> Any:
        if isinstance(answer, filing.PackPart):
            whole = answer.data.replace(b"facts", b"fakts")
            return msgspec.structs.replace(answer, data=whole)
        return answer

    with pytest.raises(ConsoleError, match=r"pack_damaged|prepared_differs"):
        answered(Liar(core, "wangfang", broken), FilingReceipt, shown)


@pytest.mark.parametrize(
    "changed", [{"text": "别的内容"}, {"recipients": 121}, {"approvers": []}, {"late": "", "paper": "X"}]
)
def test_a_manager_acknowledges_the_entry_that_he_read(core: Core, changed: dict[str, Any]) -> None:
    enter(core)
    (row,) = core.call("sunli", archive.Emergencies()).rows
    line = Line(core, "sunli")
    assert emergency_acting.prepare(line, row, standing(), by="sunli").text
    lied = msgspec.structs.replace(row, **changed)
    with pytest.raises(ConsoleError, match="prepared_differs"):
        emergency_acting.prepare(line, lied, standing(), by="sunli")
