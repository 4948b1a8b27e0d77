"""What an earlier program wrote opens, verifies and goes on under this one: a house of each release that was kept (see `make`)."""

import hashlib
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from console.acting.evidence import evidence, evidence_check
from console.db.engine import open_database
from console.db.migrate import DESK, upgrade
from console.domain.ledger import checksums
from console.domain.times import parse
from console.signing.bundle import verify
from console.signing.bundle_file import unpack
from console.signing.keys import UnlockedKey
from console.signing.statements import decode, encode
from console.signing.trust import Roots
from console.store.base import metadata
from console.wire.ledger import ledger
from tests.archives import untar
from tests.services import quarters
from tests.services.core import Core, core_over, one_clock, organisation
from tests.services.losses import test_losses
from tests.walks import test_paged_calls as paged
from tests.walks.filled import GROWING, Filled

DISPATCHERS = {"erasure_report/1", "freeze_report/1", "head/1", "memory/1", "report/1"}
"""What a dispatcher signs, which is no statement of a person."""
KEPT = sorted(Path(__file__).parent.glob("*.tar.xz"))


@dataclass
class Before:
    """One house of an earlier program: its folder, and its core as this program opens it."""

    name: str
    folder: Path
    roots: Roots
    here: Filled

    @property
    def core(self) -> Core:
        return self.here.core


@pytest.fixture(params=KEPT, ids=lambda path: path.name.partition(".")[0])
def before(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Before]:
    with tarfile.open(request.param) as archive:
        untar(archive, tmp_path)
    for path in tmp_path.glob("desk.sqlite3*"):
        path.chmod(0o600)
    house = json.loads((tmp_path / "house.json").read_bytes())
    roots = msgspec.json.decode((tmp_path / "roots.json").read_bytes(), type=Roots)
    org = replace(
        organisation(),
        roots=roots,
        people={person: private(key) for person, key in house["keys"].items()},
        service=private(house["service"]),
    )
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    database = open_database(url, role="desk")
    # Brings the tables up to date, as a new program does at its start.
    upgrade(database, DESK)
    core = core_over(database, url, org, parse(house["at"]))
    one_clock(core, monkeypatch)
    yield Before(request.param.name.partition(".")[0], tmp_path, roots, Filled(core, house["made"]))
    database.close()


def private(key: str) -> UnlockedKey:
    return UnlockedKey(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key)))


def test_there_is_a_house_of_before() -> None:
    assert KEPT


def test_its_bundles_prove_what_they_proved(before: Before) -> None:
    released = 0
    for path in sorted((before.folder / "bundles").iterdir()):
        bundle, at = evidence.as_of(unpack(path.read_bytes()))
        proved = verify(bundle, before.roots, at)
        assert proved.request.recipients() > 0
        released += bundle.release is not None
    assert released > 5


def test_its_evidence_is_judged_as_it_was(before: Before) -> None:
    checked = evidence_check.check(before.folder / "evidence", before.roots)
    told = json.loads((before.folder / "faults.json").read_bytes())
    assert sorted([one.file, one.code] for one in checked.faults) == told


def test_its_quarter_on_disk_is_what_its_manager_signed(before: Before) -> None:
    (whole,) = [
        path for path in (before.folder / "pack").iterdir() if path.is_dir() and path.suffix != ".signed"
    ]
    files = {
        path.relative_to(whole).as_posix(): path.read_bytes() for path in whole.rglob("*") if path.is_file()
    }
    manifest = files.pop(checksums.NAME)
    assert checksums.lines(files) == manifest
    signed = whole.with_name(f"{whole.name}.signed")
    statements = [decode(path.read_bytes()) for path in signed.glob("*.json")]
    assert hashlib.sha256(manifest).hexdigest() in [getattr(one, "manifest", "") for one in statements]


def test_every_signed_text_is_read_and_spelled_as_it_was(before: Before) -> None:
    kinds = set()
    with before.core.database.reader() as conn:
        for table in metadata.sorted_tables:
            for text, signature in _pairs(table):
                signed = select(table.c[text]).where(table.c[signature] != "")
                for said in conn.execute(signed).scalars():
                    data = said if isinstance(said, bytes) else said.encode()
                    if json.loads(data)["type"] in DISPATCHERS:
                        continue
                    act = decode(data)
                    assert encode(act) == data
                    kinds.add(act.__struct_config__.tag)
    assert len(kinds) > 25, sorted(map(str, kinds))


def _pairs(table: Any) -> Iterator[tuple[str, str]]:
    """Columns of a table that hold a statement and its signature."""
    # Beside a statement of its own, a text is what the statement is about.
    said = "statement" if "statement" in table.c else "text"
    for text, signature in ((said, "signature"), ("answer", "answer_signature")):
        if text in table.c and signature in table.c:
            yield text, signature


def test_its_ledger_is_whole(before: Before) -> None:
    answer = before.core.call("shenyu", ledger.VerifyLedger())
    assert answer.head


SINCE: Final = {
    "2026-11": {"Notices", "OptOutLists", "TemplatesPage", "Upkeep", "WatchPage"},
    "2026-12": {"Upkeep"},
}
"""What a house of then has no row of, because there was no such thing."""


@pytest.mark.parametrize("call", paged.FRAMED, ids=lambda one: one.__name__)
def test_its_rows_are_read(before: Before, call: Any) -> None:
    assert bool(paged.page(before.here, call, limit=1000).rows) == (
        call.__name__ not in SINCE.get(before.name, ())
    )


def test_its_open_cases_requests_and_quarters_go_on(before: Before) -> None:
    core, made = before.core, before.here.made
    case = test_losses.show(core, made["loss"][-1])
    case = test_losses.step(core, case, "acknowledged")
    test_losses.step(core, case, "certified", "sunli")
    core.step("liqiang", "approval", made["level"][0])
    core.step("wangfang", "acceptance", made["accept"][0], paper="2027-900", place="A-1")
    core.step("qianwei", "release", made["cleared"][0], slot=1, count=20)
    core.step("qianwei", "resume", made["held"][0], slot=1, count=20)
    quarters.received(core, made["filing"][0], "P-91", "chuyan")
    assert core.call("shenyu", ledger.VerifyLedger()).head


@pytest.mark.parametrize("happens", GROWING, ids=lambda one: one.__name__)
def test_everything_happens_in_it_once_more(before: Before, happens: Any) -> None:
    happens(before.here)
    assert before.core.call("shenyu", ledger.VerifyLedger()).head
