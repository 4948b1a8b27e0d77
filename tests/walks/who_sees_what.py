"""Who sees what: every call that reads, asked by somebody of each post of every object, as a table for people.

``python -m tests.walks.who_sees_what`` writes the page; a test compares it. Calls and their objects are read from the union of
calls, so that a new one stands in the table by itself; what it is asked of is said by the names of its fields.
"""

import contextlib
import re
import sys
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
import pytest

from console.domain.contacts.packing import pack_numbers
from console.errors import ConsoleError, RefusedError
from console.services import everything
from console.services.context import Caller
from console.wire import every_call
from console.wire.answers import Done
from console.wire.archive import archive
from console.wire.base import Ask, Call, Do
from console.wire.contacts import lists
from console.wire.ledger import ledger
from console.wire.people import enrolment
from console.wire.rosters import rule_files as files
from console.wire.sending import erasure
from tests.services.core import one_clock
from tests.services.people import test_orders
from tests.walks.filled import KEEPER, MACHINE, NOBODY, SCAN, Filled, opened

PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "who-sees-what.md"

COLUMNS: Final = {
    "D": ("zhaomin", "drafter, Business"),
    "O": ("qianwei", "operator, Business"),
    "M": ("sunli", "department manager, Business"),
    "S": ("liqiang", "supervising manager, Business and Credit"),
    "GM": ("zhoujian", "general manager"),
    "D2": ("weina", "drafter, Credit"),
    "M2": ("jiangbo", "department manager, Credit"),
    "Dg": ("chenjing", "drafter, General Department"),
    "Og": ("wuhong", "operator, General Department"),
    "Mg": ("zhengtao", "department manager, General Department"),
    "Sg": ("chuyan", "supervising manager, General Department"),
    "R": ("wangfang", "registrar"),
    "C": ("fenglei", "custodian"),
    "C2": (KEEPER, "sealed custodian (B角)"),
    "A": ("shenyu", "auditor"),
    "RS": ("hanxue", "roster signer"),
    "AD": (MACHINE, "system administrator"),
    "–": (NOBODY, "in the roster without a post"),
}
"""Who asks, by the head of their column."""

NOT_READING: Final = {
    "Prepare": "what would be signed; who may sign is said by the refusals of each act",
    "Pull": "the dispatcher's own calls; a person is refused every one",
    "Evidence": "read with an entry that `MakeEvidence` made, by the one who made it",
    "BuildFiling": "makes a pack, and shows nothing of it",
    "CheckApplication": "judges a form that the caller holds in hand",
    "PreviewDraft": "judges a form that the caller holds in hand",
    "DraftLimits": "judges a form that the caller holds in hand",
    "JudgeTemplate": "judges a form that the caller holds in hand",
    "HeadStands": "compares a head that the caller holds in hand",
    "GrowList": "how far a list is that the caller has made of others",
    "SealOf": "a seal and its salt, with which the confirmer's own program compares the number on the proof",
}
"""Calls that answer with more than a word and are in no row of the table, by how their names begin."""

_NUMBER: Final = re.compile(r"(?<![0-9a-fA-F])1\d{10}(?![0-9a-fA-F])")
_MASKED: Final = re.compile(r"\d{3}\*{4}\d{4}")


def reading() -> list[type[Call]]:
    """Every call that shows a person something."""
    found = [
        one
        for one in get_args(every_call.AnyCall)
        if (issubclass(one, Ask) or (issubclass(one, Do) and one.Answer is not Done))
        and not one.__name__.startswith(tuple(NOT_READING))
    ]
    return sorted(found, key=lambda one: one.__name__)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


@dataclass
class Objects:
    """What there is to ask about, a few of each kind, by how the table calls them."""

    here: Filled

    def __post_init__(self) -> None:
        core, made = self.here.core, self.here.made

        def of(department: str, *kinds: str) -> int:
            return next(
                one
                for kind in kinds
                for one in reversed(made[kind])
                if core.view("zhoujian", one).row.department == department
            )

        self.requests = {
            "Business": made["sent"][0],
            "Business, a draft": made["draft"][0],
            "Credit": of("credit", "sent"),
            "General": of("general", "sent"),
        }
        self.departments = {"Business": "business", "Credit": "credit", "General": "general"}

    def given(self, call: type[Call]) -> list[tuple[str, dict[str, Any]]]:
        """What the call is asked of: how the table calls it, and the fields that say it."""
        special = getattr(self, f"of_{_snake(call.__name__)}", None)
        if special is not None:
            found: list[tuple[str, dict[str, Any]]] = special()
            return found
        wanted = {one.name for one in msgspec.structs.fields(call) if one.required}
        if not wanted:
            return [("", {})]
        fill = {"slot": 1, "reason": "核对", "version": 0}
        for name, kinds in (
            ("request", self.requests), ("list_id", self._lists()), ("department", self.departments),
        ):  # fmt: skip
            if name in wanted and wanted <= {name, *fill}:
                rest = {one: fill[one] for one in wanted - {name}}
                return [(f"of {words}", {name: value, **rest}) for words, value in kinds.items()]
        pytest.fail(f"{call.__name__} is new to this walk: say in `Objects` what it is asked of")

    def of_open_duties(self) -> list[tuple[str, dict[str, Any]]]:
        return [("", {"instance": "one"})]

    def of_ledger_events(self) -> list[tuple[str, dict[str, Any]]]:
        return [("", {"instance": "one", "after": 0})]

    def _lists(self) -> dict[str, int]:
        return {
            words: self.here.core.view("zhoujian", request).slots[0].list_id
            for words, request in self.requests.items()
            if "draft" not in words
        }

    def _rows(self, call: Any, person: str = "wangfang") -> list[Any]:
        answer = self.here.core.call(person, call)
        return list(answer if isinstance(answer, list) else answer.rows)

    def of_recipients_page(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            (f"of {words}", {"request": one, "slot": 1})
            for words, one in self.requests.items()
            if "draft" not in words
        ]

    of_send_detail = of_recipients_page

    def of_template_detail(self) -> list[tuple[str, dict[str, Any]]]:
        common, *_, own = self.here.made["template"]
        return [("of Business", {"template": own}), ("of General, for all", {"template": common})]

    of_template_versions = of_template_detail

    def of_unmask_recipient(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            (words, {**said, "position": 7, "reason": "核对投诉"})
            for words, said in self.of_recipients_page()
        ]

    def of_document_part(self) -> list[tuple[str, dict[str, Any]]]:
        of = "Business, a draft"
        return [(f"of {of}", {"request": self.requests[of], "sha256": SCAN.sha256})]

    def of_application_detail(self) -> list[tuple[str, dict[str, Any]]]:
        return [("of Business", {"application": self.here.made["application"][0]})]

    def of_complaint_detail(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            ("of Business", {"id": self.here.made["complaint"][1]}),
            ("of no request", {"id": self.here.made["complaint"][-1]}),
        ]

    def of_upkeep_detail(self) -> list[tuple[str, dict[str, Any]]]:
        done, business, credit = self.here.made["upkeep"]
        return [
            ("of maintenance", {"id": done}),
            ("of Business", {"id": business}),
            ("of Credit", {"id": credit}),
        ]

    def of_watch_detail(self) -> list[tuple[str, dict[str, Any]]]:
        return [("of Business", {"request": self.here.made["watch"][-1]})]

    def of_unmask_complaint(self) -> list[tuple[str, dict[str, Any]]]:
        return [("of Business", {"complaint": self.here.made["complaint"][3], "reason": "核对投诉"})]

    def of_reply_detail(self) -> list[tuple[str, dict[str, Any]]]:
        return [("of Business", {"id": self.here.made["reply"][-1]})]

    def of_unmask_reply(self) -> list[tuple[str, dict[str, Any]]]:
        return [("of Business", {"reply": self.here.made["reply"][-1], "reason": "核对投诉"})]

    def of_department_rules_detail(self) -> list[tuple[str, dict[str, Any]]]:
        return [("of Business", {"department": "business"})]

    def of_entry_detail(self) -> list[tuple[str, dict[str, Any]]]:
        found = []
        for words, kind in (
            ("roster", "roster.published"),
            ("request, Business", "request.approval"),
            ("loss", "loss.reported"),
        ):
            rows = self._rows(ledger.EntriesPage(kind=kind), "shenyu")
            found += [(words, {"seq": rows[-1].seq})] if rows else []
        return found

    of_entry_whole = of_entry_detail

    def of_entry_time(self) -> list[tuple[str, dict[str, Any]]]:
        return [("", {"seq": 1})]

    def of_erasure_detail(self) -> list[tuple[str, dict[str, Any]]]:
        return [("of Business", {"id": self._rows(erasure.Erasures())[0].id})]

    def of_erased_requests(self) -> list[tuple[str, dict[str, Any]]]:
        core = self.here.core
        every = {
            words: core.view("zhoujian", one).digest
            for words, one in self.requests.items()
            if "draft" not in words
        }
        return [(f"of {words}", {"digests": [one]}) for words, one in every.items()]

    def of_erased_lists(self) -> list[tuple[str, dict[str, Any]]]:
        rows = {row.id: row.digest for row in self._rows(lists.ListsPage(limit=1000))}
        return [(f"of {words}", {"digests": [rows[one]]}) for words, one in self._lists().items()]

    def of_list_difference(self) -> list[tuple[str, dict[str, Any]]]:
        own, foreign = self._lists()["Business"], self._lists()["Credit"]
        return [
            ("of Business with itself", {"list_id": own, "other": own}),
            ("of Business with Credit", {"list_id": own, "other": foreign}),
        ]

    def of_difference_numbers(self) -> list[tuple[str, dict[str, Any]]]:
        return [(words, given | {"side": "both"}) for words, given in self.of_list_difference()]

    def of_signed_lists(self) -> list[tuple[str, dict[str, Any]]]:
        return [(f"of {words}", {"lists": [one]}) for words, one in self._lists().items()]

    def of_export_entries(self) -> list[tuple[str, dict[str, Any]]]:
        return [("", {"after": 0})]

    def of_filing_detail(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            (f"of {words}", {"department": one, "quarter": "2026Q4"})
            for words, one in self.departments.items()
        ]

    of_gap_check = of_filing_detail

    def of_sample_detail(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            (f"of {words}", {"department": one, "month": "2026-11"})
            for words, one in self.departments.items()
        ]

    def of_filing_pack(self) -> list[tuple[str, dict[str, Any]]]:
        general, credit = self.here.made["filing"]
        return [("of Credit", {"filing": credit}), ("of General", {"filing": general})]

    def of_find_number(self) -> list[tuple[str, dict[str, Any]]]:
        core = self.here.core
        every = {
            f"request, {words}": core.view("zhoujian", one).row.number for words, one in self.requests.items()
        }
        every |= {"loss": "2026-L001", "complaint": "2026-C001", "support": "2026-S001"}
        return [(words, {"number": one}) for words, one in every.items() if one]

    def of_ground_of(self) -> list[tuple[str, dict[str, Any]]]:
        view = self.here.core.call("wangfang", enrolment.ApplicationDetail(self.here.made["application"][0]))
        return [("of an application, Business", {"digest": view.digest})]

    def of_leaves_behind(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            ("of a drafter, Business", {"person": "zhaomin"}),
            ("of the custodian", {"person": "fenglei"}),
        ]

    def of_signed_since(self) -> list[tuple[str, dict[str, Any]]]:
        return [(words, {**said, "since": 1}) for words, said in self.of_leaves_behind()]

    def of_loss_detail(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            ("gateway", {"id": self.here.made["loss"][0]}),
            ("login, Business", {"id": self.here.made["loss"][-1]}),
        ]

    def of_paper_detail(self) -> list[tuple[str, dict[str, Any]]]:
        rows = {row.department: row.id for row in self._rows(archive.ArchivePage(kind="request"))}
        return [(f"of {words}", {"id": rows[one]}) for words, one in self.departments.items() if one in rows]

    def of_print_form(self) -> list[tuple[str, dict[str, Any]]]:
        every = {
            f"request, {words}": ("request", str(one))
            for words, one in self.requests.items()
            if "draft" not in words
        }
        every["pledge, Business"] = ("pledge", "zhaomin")
        every["application, Business"] = ("application", str(self.here.made["application"][0]))
        every["receipt, Business"] = ("receipt", str(self.here.made["sent"][3]))
        every["loss"] = ("loss", str(self.here.made["loss"][0]))
        every["key claim, Business"] = ("claim", "zhaomin")
        every["quarter, Credit"] = ("filing", str(self.here.made["filing"][1]))
        every["quarter, all"] = ("summary", "2026Q4")
        every["erasure"] = ("erasure", str(self._rows(erasure.Erasures())[0].id))
        return [(words, {"kind": kind, "id": one}) for words, (kind, one) in every.items()]

    def of_rule_file_detail(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            (
                "policy",
                {
                    "digest": next(
                        row.digest for row in self._rows(files.RuleFilesInForce()) if row.kind == "policy"
                    )
                },
            )
        ]

    def of_screening_effects(self) -> list[tuple[str, dict[str, Any]]]:
        files_here = self._rows(files.RuleFilesInForce())
        return [("", {"digest": next(row.digest for row in files_here if row.kind == "screening")})]

    def of_search_number(self) -> list[tuple[str, dict[str, Any]]]:
        return [("", {"num": 16100000003, "reason": "核对投诉"})]

    def of_opt_outs_of(self) -> list[tuple[str, dict[str, Any]]]:
        return [("", {"num": 16100000003, "reason": "本人来信"})]

    def of_scan_opt_outs(self) -> list[tuple[str, dict[str, Any]]]:
        numbers = pack_numbers(array("q", [16100000003]))
        return [("", {"scope": "promotion", "department": "", "dated": "2026-11-01", "numbers": numbers})]

    def of_export_opt_outs(self) -> list[tuple[str, dict[str, Any]]]:
        return [("", {"scope": "", "reason": "交运营商"})]

    def of_statistics(self) -> list[tuple[str, dict[str, Any]]]:
        return [("of all", {"period": "2026"}), ("of Credit", {"period": "2026", "department": "credit"})]

    def of_statistics_requests(self) -> list[tuple[str, dict[str, Any]]]:
        return [("", {"period": "2026"})]

    of_statistics_codes = of_make_statistics_book = of_statistics_requests


def cell(here: Filled, person: str, call: Call) -> str:
    """What the person gets, in a few signs."""
    try:
        answer = asked(here, person, call)
    except RefusedError as error:
        return error.refusal.clause or "?"
    except ConsoleError as error:
        return f"({error.code})"
    told = msgspec.json.encode(answer).decode()
    signs = "№" if _NUMBER.search(told) else "◐" if _MASKED.search(told) else ""
    return whose(answer) + signs


class NothingKept(Exception):  # noqa: N818 - it is no error
    """What was asked is over, and nothing of it is kept."""


def asked(here: Filled, person: str, call: Call) -> Any:
    """The answer; a call that writes leaves nothing behind."""
    found = []
    with (
        contextlib.suppress(NothingKept),
        here.core.context(Caller(person), write=not isinstance(call, Ask)) as ctx,
    ):
        found.append(everything.handlers()[type(call)](ctx, call))
        raise NothingKept
    return found[0]


def whose(answer: Any) -> str:
    """Of which departments the rows are (B, C, G); `●` where rows tell none, `·` where there are none."""
    rows = answer if isinstance(answer, list) else getattr(answer, "rows", None)
    if not isinstance(rows, list):
        # One thing, even if it counts rows.
        return "●"
    if not rows:
        return "·"
    departments = {getattr(row, "department", "") for row in rows} - {""}
    return "".join(sorted(one[0].upper() for one in departments)) or "●"


def rows_of(here: Filled, objects: Objects, call: type[Call]) -> Iterator[str]:
    """The lines of one call: what is asked, and what everybody gets."""
    for words, said in objects.given(call):
        cells = [cell(here, who, call(**said)) for who, _ in COLUMNS.values()]
        yield f"| {f'{call.__name__} {words}'.strip()} | {' | '.join(cells)} |"


@contextlib.contextmanager
def asking() -> Iterator[tuple[Filled, Objects]]:
    """The house in which is asked, nobody of which stands in for another."""
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(Path(folder)) as here,
        pytest.MonkeyPatch.context() as patch,
    ):
        one_clock(here.core, patch)
        for order in test_orders.live(here.core, kind="deputation"):
            test_orders.recall(here.core, order.by, order.digest)
        yield here, Objects(here)


def made() -> str:
    """The page."""
    with asking() as (here, objects):
        rows = [line for call in reading() for line in rows_of(here, objects, call)]
    return "\n".join([*HEAD, *rows, *FOOT]) + "\n"


HEAD: Final = (
    "# Who sees what",
    "",
    "<!-- Written by `python -m tests.walks.who_sees_what`; do not edit. -->",
    "",
    "Every call that reads, asked by a person of each post about every kind of object, in a house in which everything has happened.",
    "Screens and commands show what these calls answer, and nothing else.",
    "",
    "| sign | meaning |",
    "|---|---|",
    "| ● | sees it |",
    "| B, C, G | sees rows of the Business, Credit, General Department |",
    "| · | an empty list |",
    "| ◐ | with mobile numbers masked |",
    "| № | with a mobile number in full |",
    "| R7, R12, … | refused, by that clause |",
    "| (word) | refused as a mistake: it is not there |",
    "",
    "| column | who |",
    "|---|---|",
    *(f"| {head} | {words} |" for head, (_, words) in COLUMNS.items()),
    "",
    f"| | {' | '.join(COLUMNS)} |",
    f"|---{'|---' * len(COLUMNS)}|",
)  # fmt: skip

FOOT: Final = (
    "",
    "## Calls that stand in no row",
    "",
    *(f"- `{name}`: {why}." for name, why in NOT_READING.items()),
)


def main() -> int:
    """Write the page."""
    PAGE.write_text(made(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
