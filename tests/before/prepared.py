"""Requests and applications that the desk prepares from forms of every kind, so that what is signed stays what it was, to the byte.

`python -m tests.before.prepared OUT.json.xz` keeps forms and texts as the program makes them today; made once for a release, and
never made anew. What a house makes at random (roots of lists, keys) stands there as a name.
"""

import json
import lzma
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from console.domain.times import render
from console.services import kept_rows
from console.services.context import Caller
from console.services.drafting import drafts, submission
from console.signing import keys
from console.signing.statements import encode
from console.wire import calls
from console.wire.contacts import lists as list_calls
from console.wire.people.enrolment import ApplicationForm
from console.wire.requests.drafts import Draft
from tests import asking
from tests.services.core import AT, Core, open_core

DRAFTER: Final = "zhaomin"
_SEED: Final = 20261124
_WORDS: Final = (
    "到期提醒", "maturity, reminder", "甲\n乙", " 两端有空 ", '“引号” "quoted"', "a=b;c|d", "Ⅷ、①", "x" * 190, "𠮷野家", "0",
)  # fmt: skip


def forms(lists: int, n: int) -> Iterator[dict[str, Any]]:
    """Drafts that may be submitted, with every field filled and left out, lists by their place from 1."""
    dice = random.Random(_SEED)  # noqa: S311 - the same every time

    def text(*, may_lack: bool = False) -> str:
        return "" if may_lack and dice.random() < 0.4 else dice.choice(_WORDS)

    for nth in range(n):
        category = ("notice", "promotion", "other")[nth % 3]
        consent = "协议第7条" if category == "promotion" else text(may_lack=True)
        third = dice.random() < 0.3
        yield {
            "department": "business",
            "category": category,
            "subtype": text(),
            "purpose": f"{nth} {text()}",
            "telephone": "010-00000001",
            "basis": "contract" if not consent else dice.choice(("contract", "consent", "duty")),
            "consent": consent,
            "audience": text(),
            "selection": text(),
            "list_source": text(),
            "harmless": True,
            "unclassified": True,
            "third_party": third,
            "third_party_approval": "行办2026-7" if third else text(may_lack=True),
            "quoted": [
                [f"https://example.com/{each},a", bool(each % 2)] for each in range(dice.randrange(3))
            ],
            "signature": "【云岭示范银行】",
            "body": f"您的存款将于12月{1 + nth % 28}日到期{dice.choice((',请及时办理。', '', chr(10) + '第二行'))}",
            "opt_out": "拒收请回复R" if category == "promotion" else "",
            "slots": [
                {
                    "list_id": dice.randrange(lists) + 1,
                    "opens": render(AT + timedelta(hours=each, seconds=dice.randrange(60))),
                    "closes": render(AT + timedelta(hours=each + 2)),
                }
                for each in range(1 + dice.randrange(3))
            ],
            "rate": dice.choice((0, 0, 7, 500)),
            "gateway": "demo",
            "sender_code": "",
            "attachments": [[f"批文 {each}.pdf", f"{each}" * 64] for each in range(dice.randrange(3))],
            "remarks": text(may_lack=True),
        }


def applications(core: Core) -> Iterator[tuple[str, dict[str, Any]]]:
    """Who hands in which form: one of each kind, and each with what may be left out."""
    soon, later = render(AT), render(AT + timedelta(days=5))
    new = {
        "department": "business", "person": "heqing", "name": "何青", "staff_no": "D0101", "title": "柜员",
        "telephone": "010-00000101", "email": "heqing@bank.example", "duties": ["send", "contacts"], "since": soon,
        "replaces": "qianwei", "trained_on": "2026-11-20", "key": "{key}", "reason": "钱伟调往\n信贷部",
    }  # fmt: skip
    held = {person.id: person for person in core.org.roster.people} if core.org.roster else {}
    one = held["qianwei"]
    own = {"person": one.id, "name": one.name, "staff_no": one.staff_no, "telephone": one.phone, "duties": []}
    yield DRAFTER, new
    yield "sunli", new | {"duties": ["send"]}
    yield DRAFTER, new | {"standby": True, "replaces": ""}
    yield DRAFTER, new | {"post": "drafter", "replaces": "", "trained_on": "", "until": later}
    yield DRAFTER, new | {"kind": "deputy", "until": later, "title": "柜 员"}
    yield "sunli", new | {"kind": "deputy", "until": later}
    usual = new | own | {"replaces": "", "trained_on": "", "key": ""}
    yield "qianwei", usual | {"kind": "change", "telephone": "010-00000199"}
    yield "qianwei", usual | {"kind": "change", "key": "{key} comment"}
    yield "sunli", usual | {"kind": "revoke", "title": "", "email": ""}
    opening = {
        "kind": "open_department", "department": "cards", "department_name": "银行卡部", "department_kind": "business",
        "supervisor": "liqiang", "post": "department_manager", "replaces": "", "trained_on": "",
    }  # fmt: skip
    yield "wangfang", new | opening
    yield "wangfang", new | opening | {"department_kind": "other", "until": later}


def gathered(core: Core) -> dict[str, Any]:
    """Every form with the text that the desk prepares of it."""
    lists = [core.add_list(DRAFTER, n=20 + 5 * nth) for nth in range(3)]
    known = {"policy": _policy(core)}
    for nth, list_id in enumerate(lists, 1):
        row = next(row for row in core.call(DRAFTER, list_calls.ListsPage()).rows if row.id == list_id)
        known[f"list {nth}"] = row.digest
    prepared = []
    for form in forms(len(lists), 48):
        slots = [one | {"list_id": lists[one["list_id"] - 1]} for one in form["slots"]]
        draft = msgspec.convert(form | {"slots": slots}, Draft)
        saved = core.call(DRAFTER, calls.SaveDraft(draft, 0))
        prepared.append({"form": form, "text": _masked(_request(core, saved.id, draft), known)})
    known["key"] = keys.generate().public
    applied = [
        {
            "by": by,
            "form": form,
            "text": _masked(_text(core, by, asking.application(_form(form, known))), known),
        }
        for by, form in applications(core)
    ]
    return {"requests": prepared, "applications": applied}


def _form(form: dict[str, Any], known: dict[str, str]) -> ApplicationForm:
    return msgspec.convert(form | {"key": form["key"].replace("{key}", known["key"])}, ApplicationForm)


def _request(core: Core, request: int, draft: Draft) -> str:
    """What is signed of a draft, whatever keeps it from being submitted today: attachments must be at hand, and links in the text."""
    with core.context(Caller(DRAFTER), write=False) as ctx:
        row = kept_rows.row_by_id(ctx, request)
        act = drafts.statement(ctx, row, draft, submission.next_number(ctx, row))
    return encode(act).decode()


def _text(core: Core, by: str, call: Any) -> str:
    return str(core.call(by, call).text)


def _policy(core: Core) -> str:
    assert core.org.roster is not None
    return core.org.roster.policy.digest


def _masked(text: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        text = text.replace(value, f"{{{name}}}")
    return text


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        here = open_core(f"sqlite:///{folder}/desk.sqlite3")
        kept = json.dumps(gathered(here), ensure_ascii=False, indent=1)
        here.database.close()
    Path(sys.argv[1]).write_bytes(lzma.compress(kept.encode()))
