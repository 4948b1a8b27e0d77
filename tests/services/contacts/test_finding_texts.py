"""What stands beside a number is kept only where its importer asked for it, for them alone, and for 30 days."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from console.services.contacts import finding_texts
from console.services.context import Caller
from console.store.contacts import contact_list, finding
from console.wire.contacts import lists
from tests.services.core import Core
from tests.world import numbers

RAW = "欧阳秘密0 15400000002 欠款0万元"
TOLD = "…15400000002…"


def brought(core: Core, *, texts: bool, rows: int = 1) -> int:
    begun = lists.BeginList("business", "客户名单", "list.txt", "0" * 64, 999, "ascii", "")
    list_id = int(core.call("zhaomin", begun).id)
    core.call("zhaomin", lists.AddNumbers(list_id, numbers(20).tobytes()))
    found = [(21 + nth, "junk", False, 0, RAW) for nth in range(rows)]
    core.call("zhaomin", lists.AddFindings.of(list_id, found, texts=texts))
    return list_id


def stored(core: Core, list_id: int) -> set[str]:
    with core.database.reader() as conn:
        return set(conn.execute(select(finding.c.raw).where(finding.c.list_id == list_id)).scalars())


def shown(core: Core, person: str, list_id: int) -> str:
    rows: list[lists.FindingRow] = core.call(person, lists.FindingsPage(list_id)).rows
    return rows[0].raw


def swept(core: Core) -> None:
    with core.context(Caller("", "desk"), write=True) as ctx:
        finding_texts.sweep(ctx)


def test_a_console_that_sends_whole_rows_has_them_stored_by_nobody(core: Core) -> None:
    list_id = brought(core, texts=False)
    assert stored(core, list_id) == {TOLD}
    assert shown(core, "zhaomin", list_id) == TOLD


@pytest.mark.parametrize("rows", [1, 7])
def test_text_that_was_kept_for_mending_is_its_importers_and_ends_after_thirty_days(
    core: Core, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding_texts, "_PART", 3)
    list_id = brought(core, texts=True, rows=rows)
    assert shown(core, "zhaomin", list_id) == RAW
    assert "欧阳" not in shown(core, "sunli", list_id)
    core.at += timedelta(days=29)
    swept(core)
    assert stored(core, list_id) == {RAW}
    core.at += timedelta(days=1)
    assert shown(core, "zhaomin", list_id) == TOLD, "before it was swept, too"
    for _ in range(rows):
        swept(core)
    assert stored(core, list_id) == {TOLD}
    with core.database.reader() as conn:
        until = conn.execute(select(contact_list.c.texts_until).where(contact_list.c.id == list_id))
        assert until.scalar_one() == ""


def test_of_each_row_its_own_number_is_left(core: Core) -> None:
    list_id = brought(core, texts=True, rows=0)
    raws = ["欧阳秘密0 15400000002 欠款0万元", "欧阳秘密1 15400000003 欠款1万元"]
    found = [(21 + nth, "junk", False, 0, raw) for nth, raw in enumerate(raws)]
    core.call("zhaomin", lists.AddFindings.of(list_id, found, texts=True))
    core.at += timedelta(days=30)
    swept(core)
    rows: list[lists.FindingRow] = core.call("zhaomin", lists.FindingsPage(list_id)).rows
    assert [one.raw for one in rows] == ["…15400000002…", "…15400000003…"]
