"""Whole lists in a quarter's pack (R3): where the policy asks, sealed, asked for by the gap check, and unreadable once erased (R13)."""

import io
import re
import zipfile
from collections.abc import Iterator

import msgspec
import pytest
from sqlalchemy import select

from console.acting.filing import fetched
from console.domain.data_folder import data_folder
from console.errors import RefusedError
from console.signing import annex
from console.signing.annex import AnnexError
from console.store import base
from console.store.contacts import ContactListRecord, contact_list
from console.wire.filing import filing as wire
from tests.lies import Line
from tests.services import quarters
from tests.services.core import Core, one_clock, open_core, organisation
from tests.services.erasure.test_erasing import answer, confirm, erased, propose

POLICY = (data_folder() / "policy" / "2026-1-demo.toml").read_text("utf-8")
WHOLE = re.sub(r"(?m)^\[category\.promotion\].*$", r"\g<0>\nannex = true", POLICY)


@pytest.fixture
def core(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    assert WHOLE != POLICY
    made = open_core(database_url, organisation(policy_text=WHOLE))
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


def files_of(core: Core, pack: int) -> dict[str, bytes]:
    name, data, _ = fetched(Line(core, "wangfang"), pack)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {one.removeprefix(f"{name}/"): packed.read(one) for one in packed.namelist()}


def kept(core: Core, digest: str) -> ContactListRecord:
    with core.database.reader() as conn:
        return base.one(conn, select(ContactListRecord).where(contact_list.c.digest == digest))


def annexes(files: dict[str, bytes]) -> dict[str, list[str]]:
    """The names of the files of each list that is filed whole, by its digest."""
    scopes = [msgspec.json.decode(data) for name, data in files.items() if name.startswith("scope/")]
    return {one["list"]: one["annex"] for scope in scopes for one in scope["lists"] if "annex" in one}


def missing(core: Core) -> list[str]:
    return [one.number for one in quarters.view(core).gaps if one.kind == "annex_missing"]


def test_the_lists_of_what_the_policy_says_are_filed_whole_and_sealed(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annex, "PART", 8)
    quarters.sent(core, "promotion", n=20)
    quarters.sent(core, "other", n=20)
    core.at = quarters.OVER
    files = files_of(core, quarters.signed(core))
    ((digest, names),) = annexes(files).items()
    assert names == sorted(one for one in files if one.startswith("annexes/"))
    assert len(names) == 3
    row = kept(core, digest)
    scope = next(one for name, one in files.items() if name.startswith("scope/") and b'"annex"' in one)
    root = msgspec.json.decode(scope)["lists"][0]["root"]
    numbers = annex.opened(bytes(row.salt or b""), digest, root, [files[one] for one in names])
    assert len(numbers) == 20
    whole = b"".join(data for name, data in files.items())
    assert not any(str(one).encode() in whole for one in numbers)


def test_another_category_needs_none_where_the_policy_says_promotions(core: Core) -> None:
    quarters.sent(core, "other", n=20)
    core.at = quarters.OVER
    files = files_of(core, quarters.signed(core))
    assert annexes(files) == {}
    assert not [one for one in files if one.startswith("annexes/")]


def test_the_same_quarter_gives_the_same_annex_and_an_erasure_leaves_it_unreadable(core: Core) -> None:
    request = quarters.sent(core, "promotion", n=20)
    core.at = quarters.OVER
    pack = quarters.signed(core)
    before = files_of(core, pack)
    ((digest, names),) = annexes(before).items()
    assert missing(core) == []
    quarters.received(core, pack, "2026Q4-001")
    erased(core, request)
    assert kept(core, digest).salt is None
    assert files_of(core, pack)[names[0]] == before[names[0]], "what was filed stays as it was signed"
    with pytest.raises(AnnexError):
        annex.opened(bytes(32), digest, "", [before[names[0]]])
    assert missing(core) == [], "the received pack has it"


def test_a_list_that_was_erased_before_it_was_filed_is_a_gap_that_its_manager_explains(core: Core) -> None:
    request = quarters.sent(core, "promotion", n=20)
    core.at = quarters.OVER
    erased(core, request)
    (number,) = missing(core)
    with pytest.raises(RefusedError, match="filing_unexplained"):
        quarters.signed(core)
    pack = quarters.signed(core, explained=[f"annex_missing {number}: 保存期满，已按规定清除"])
    assert annexes(files_of(core, pack)) == {}


def test_a_list_erased_while_the_pack_is_made_begins_it_again(core: Core) -> None:
    request = quarters.sent(core, "promotion", n=20)
    core.at = quarters.OVER
    made: wire.Built = core.call("qianwei", wire.BuildFiling("business", quarters.QUARTER))
    while made.done < made.total - 6:
        made = core.call("qianwei", wire.BuildFiling("business", quarters.QUARTER, made.done))
    proposal = propose(core, request)
    confirm(core, proposal)
    answer(core, "erased", proposal)
    with pytest.raises(RefusedError, match="filing_moved_on"):
        core.call("qianwei", wire.BuildFiling("business", quarters.QUARTER, made.done))


def test_a_list_of_two_requests_is_filed_once(core: Core) -> None:
    first = quarters.sent(core, "promotion", n=20)
    list_id = core.view("zhaomin", first).draft.slots[0].list_id
    again = core.submit(core.draft(list_id, category="promotion"), "zhaomin")
    quarters.approved(core, again, "")
    quarters.begun(core, again, "promotion", 20)
    quarters.done(core, again, 20)
    core.at = quarters.OVER
    files = files_of(core, quarters.signed(core))
    assert len(annexes(files)) == 1
    assert sum(b'"annex"' in data for name, data in files.items() if name.startswith("scope/")) == 2
    assert len([one for one in files if one.startswith("annexes/")]) == 1
