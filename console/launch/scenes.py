"""The actions of the people in the demo organisation, over the same sockets and with the same signatures as the screens."""

import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from console.acting import steps
from console.acting.approvals import decisions
from console.acting.contacts import lists
from console.acting.requests import submission
from console.contacts import importing
from console.contacts.source import open_source
from console.domain import acts
from console.domain.archive.check_code import check_code
from console.domain.categories import Category
from console.domain.contacts.phone import mask
from console.domain.data_folder import data_folder
from console.domain.times import render
from console.launch import organisation
from console.settings import Home
from console.signing.keys import UnlockedKey, demo_passphrase, unlock
from console.wire import calls
from console.wire.acts import Given
from console.wire.answers import Done, Prepared
from console.wire.client import Client
from console.wire.contacts import optouts
from console.wire.requests import approvals
from console.wire.requests.drafts import Draft, SlotDraft
from console.wire.requests.rows import RequestView

OPTED_OUT: Final = 3
DEPARTMENT: Final = {"notice": "business", "promotion": "business", "other": "credit"}
"""The requesting department, by category; the credit department has no operator of its own."""

_SAMPLE: Final = "notice-200.txt"

Say = Callable[[str], None]


class TourFailedError(Exception):
    """A step of the tour had an unexpected result; the text says which."""


@dataclass(frozen=True)
class Listed:
    """A list that was imported: its id, numbers, rows of the file, findings by reason, and its first numbers."""

    list_id: int
    n: int
    rows: int
    counts: dict[str, int]
    first: list[int]


@dataclass
class Walk:
    """One walk through the job. `seconds` holds the duration of each part; `keys` the people's unlocked keys."""

    home: Home
    say: Say
    keys: dict[str, UnlockedKey] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def core(self, person: str) -> Client:
        """A person's line to the desk."""
        if person not in self.clients:
            self.clients[person] = Client(self.home.desk_socket, person=person, timeout=120)
        return self.clients[person]

    def key(self, person: str) -> UnlockedKey:
        """A person's key, opened with the demo passphrase."""
        if person not in self.keys:
            phrase = demo_passphrase(person)
            self.say(f"    {self.name(person)} 输入口令 types the passphrase: {phrase}")
            self.keys[person] = unlock(self.home.keys / person, phrase.encode())
        return self.keys[person]

    def name(self, person: str) -> str:
        """A person's name with the id."""
        return next((f"{name} ({key})" for key, name, _ in organisation.STAFF if key == person), person)

    def holder(self, post: str, department: str) -> str:
        """The holder of a post in the demo organisation."""
        for person, _, posts in organisation.STAFF:
            if any(str(p) == post and d in {department, ""} for p, d in posts):
                return person
        raise TourFailedError(f"nobody holds {post} in {department}")

    def close(self) -> None:
        """Close the lines to the desk."""
        for client in self.clients.values():
            client.close()

    def bring_list(self, list_file: Path | None, department: str) -> Listed:
        """The department's drafter imports a file (the shipped sample without one) and signs its manifest."""
        drafter = self.holder("drafter", department)
        path = list_file or data_folder() / "samples" / _SAMPLE
        self.say(f"3. 通讯录 List: {self.name(drafter)} imports {path.name} (R9, R10)")
        started = time.monotonic()
        with open_source(path) as source:
            imported = importing.run(source, accept=frozenset())
        self.seconds["read"] = time.monotonic() - started
        pending = lists.upload(
            self.core(drafter), imported, person=drafter, department=department, name=path.stem
        )
        self.seconds["import"] = time.monotonic() - started
        self.say(
            f"    {imported.rows:,} rows, {len(imported.numbers):,} numbers, left out {imported.left_out:,}"
        )
        lists.finish(self.core(drafter), pending, lambda: self.key(drafter))
        counts = {str(reason): n for reason, n in imported.counts.items()}
        return Listed(
            pending.list_id, len(imported.numbers), imported.rows, counts, list(imported.numbers[:OPTED_OUT])
        )

    def _enact(self, person: str, prepared: Prepared) -> Done:
        return steps.enact(self.core(person), steps.read(prepared), prepared, lambda: self.key(person))

    def opt_out(self, listed: Listed, department: str) -> None:
        """Record opt-outs for the list's first numbers."""
        drafter = self.holder("drafter", department)
        shown = ", ".join(mask(number) for number in listed.first)
        self.say(
            f"    退订 Opt-outs recorded: {shown}; they stay in the list and are left out at the send (R13)"
        )
        self.core(drafter).call(optouts.AddOptOuts(listed.first, "all", "tour"))

    def ask(self, category: Category, department: str, listed: Listed) -> int:
        """The drafter fills in the form and signs the request; return its id."""
        drafter = self.holder("drafter", department)
        core = self.core(drafter)
        texts = tomllib.loads((data_folder() / "samples" / "texts.toml").read_text("utf-8"))
        now = datetime.now(UTC)
        draft = Draft(
            department=department,
            category=category,
            subtype={"notice": "到期提醒", "promotion": "存款推广", "other": "会议通知"}[category],
            purpose={
                "notice": "提醒客户办理到期存款",
                "promotion": "大额存单推广",
                "other": "通知季度安全例会",
            }[category],
            telephone="010-00000001",
            basis="consent" if category is Category.PROMOTION else "contract",
            consent="客户营销同意书 2026-3" if category is Category.PROMOTION else "",
            audience="本行员工" if category is Category.OTHER else "本行个人存款客户",
            selection="名单见所附通讯录",
            list_source="核心系统导出",
            harmless=True,
            unclassified=True,
            **texts[category],
            slots=[
                SlotDraft(
                    listed.list_id, render(now - timedelta(minutes=1)), render(now + timedelta(hours=12))
                )
            ],
            gateway="demo",
        )
        saved = core.call(calls.SaveDraft(draft))
        preview = core.call(calls.PreviewDraft(draft, saved.id))
        route = " > ".join(f"{step.post}: {'/'.join(step.people)}" for step in preview.route)
        self.say(
            f"4. 申请 Request: {preview.chars} characters, {preview.billed_each} part(s), {preview.fen / 100:,.2f} CNY"
        )
        self.say(f"    route: {route}")
        prepared = submission.ask(core, saved.id)
        submission.insist(prepared, draft, by=drafter)
        done = self._enact(drafter, prepared)
        self.say(f"    {done.number} submitted and signed by {self.name(drafter)} (R2, R9)")
        return int(saved.id)

    def decide(self, request: int, department: str) -> None:
        """Have everyone on the route sign in turn, and the General Department accept where it must."""
        self.say("5. 审批 Signatures, level by level (R2)")
        while True:
            view: RequestView = self.core(self.holder("general_manager", "")).call(
                calls.RequestDetail(request)
            )
            due = view.row.waits_for
            if due == "release":
                return
            if due == "accept":
                person = self.holder("registrar", "general")
                kind: type[acts.Step] = acts.CodedAcceptance
                said: dict[str, Given] = {
                    "paper": f"{view.row.number[:4]}-{request:03d}",
                    "place": "A-01-01",
                    "code": check_code(view.digest),
                }
            else:
                person = self.holder(due, department)
                card: approvals.ScopeCard = self.core(person).call(approvals.Scope(request))
                kind = acts.Approval
                said = {
                    "opinion": "同意",
                    "count": view.row.recipients,
                    "content_checked": True,
                    "list_checked": True,
                    "shown": card.shown,
                }
            prepared = decisions.step(self.core(person), kind, decisions.of_view(view), said, by=person)
            self._enact(person, prepared)
            self.say(f"    {due}: {self.name(person)} signed")

    def release(self, request: int) -> int:
        """The operator releases the first slot; return its id."""
        general: RequestView = self.core(self.holder("general_manager", "")).call(
            calls.RequestDetail(request)
        )
        operator = self.holder("operator", general.route[-1].department)
        slot = general.slots[0]
        on, said = decisions.of_view(general, slot.id), {"count": slot.n}
        prepared = decisions.step(self.core(operator), acts.Release, on, said, by=operator)
        self.key(operator)
        self.seconds["released"] = time.monotonic()
        self._enact(operator, prepared)
        self.say(f"6. 发送 Release: {self.name(operator)} lets {slot.n:,} recipients go")
        return slot.id
