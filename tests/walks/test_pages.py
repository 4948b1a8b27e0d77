"""Every page, opened by everybody in both languages at 80 columns and 23 lines, in a house in which everything has happened.

Which pages there are is read from the classes; what they are opened with is said by the names of their parameters.
"""

import asyncio
import importlib
import inspect
import pkgutil
import re
import time
from array import array
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import pytest

import console.domain
import console.screens
from console.acting.approvals.batch import Outcome
from console.acting.contacts import optout_lists
from console.app import ConsoleApp
from console.contacts.findings import FindingStore
from console.contacts.importing import Imported
from console.contacts.messages import Finding, Findings, SourceInfo
from console.contacts.reasons import Reason
from console.domain import declared
from console.domain.losses.losses import ACT_OF, LossAct
from console.launch.organisation import DEPARTMENTS, STAFF
from console.locale.words import text
from console.screens import frame
from console.screens.idle import Idle
from console.screens.page import Page
from console.widgets.form_keys import FormKeys
from console.widgets.modals import Dialog
from console.widgets.show import cells
from console.wire import calls
from console.wire.answers import Done
from console.wire.contacts import lists, numbers
from console.wire.credentials import expiries, losses
from console.wire.filing import filing
from console.wire.people import department_rules, enrolment
from console.wire.requests import templates
from console.wire.requests.rows import RequestView
from console.wire.rosters import rosters
from console.wire.rosters import rule_files as files
from tests.patience import PATIENCE, Wait
from tests.screens.driver import Operator
from tests.services.core import one_clock
from tests.terminal.sit import Dispatcher, House
from tests.walks.filled import MORE, Filled, opened

SIZE: Final = (80, 23)
COLUMNS, LINES = SIZE


def modules(package: Any) -> list[Any]:
    return [
        importlib.import_module(one.name)
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]


def pages() -> list[type[Page]]:
    """Every page that can be opened, those of one base after the other."""
    modules(console.screens)

    def below(kind: type[Page]) -> list[type[Page]]:
        return [kind, *(deeper for sub in kind.__subclasses__() for deeper in below(sub))]

    return [
        one
        for one in dict.fromkeys(below(Page))
        if "SCOPE" in vars(one) and one.SCOPE and one.SCOPE != "choose"
    ]


def codes() -> set[str]:
    """Every word that stands for something in the program alone, and on no Chinese screen."""
    kinds = {
        one
        for module in modules(console.domain)
        for one in vars(module).values()
        if inspect.isclass(one) and issubclass(one, StrEnum)
    }
    return {str(value) for kind in kinds for value in kind} - {one.id for one in DEPARTMENTS}


@dataclass
class Samples:
    """What pages are opened with: another one for each person, so that all of them are seen."""

    here: Filled
    folder: Path

    def call(self, person: str, call: Any) -> Any:
        return self.here.core.call(person, call)

    def of(self, page: type[Page], nth: int) -> dict[str, Any]:
        """What the page is opened with when it is opened for the `nth` time."""
        given = {}
        for name, parameter in list(inspect.signature(page.__init__).parameters.items())[1:]:
            choose = getattr(self, f"{page.SCOPE}_{name}", None) or getattr(self, f"a_{name}", None)
            if choose is not None:
                made = choose()
                given[name] = made[nth % len(made)]
            elif parameter.default is inspect.Parameter.empty:
                pytest.fail(
                    f"{page.__name__}({name}=…) is new to this walk: say in `Samples` what it is opened with"
                )
        return given

    def __post_init__(self) -> None:
        made = self.here.made
        self.requests = [one for kind in made for one in made[kind][-1:] if kind in REQUESTS]
        self.lists = self.call("zhaomin", lists.ListsPage()).rows
        self.rules = self.call("wangfang", department_rules.DepartmentRulesPage())
        self.files = self.call("wangfang", files.RuleFilesInForce())
        self.expiries = self.call("wangfang", expiries.Expiries())
        self.losses = [self.call("wangfang", losses.LossDetail(one)) for one in made["loss"]]
        self.quarter = self.call("zhengtao", filing.FilingDetail("credit", "2026Q4"))
        self.application = self.call("wangfang", enrolment.ApplicationDetail(made["application"][1]))
        self.found = self.call("wangfang", numbers.SearchNumber(16100000003, "核对投诉"))
        self.request = self.call("wangfang", calls.RequestDetail(made["sent"][0]))

    def a_request(self) -> list[int]:
        return self.requests

    def complaints_request(self) -> list[int]:
        return [0, self.here.made["sent"][-1]]

    def replies_request(self) -> list[int]:
        return [0, self.here.made["sent"][-1]]

    def form_request(self) -> list[int]:
        return [0, self.here.made["draft"][0], self.here.made["return"][0]]

    def a_template(self) -> list[int]:
        return self.here.made["template"]

    def template_form_view(self) -> list[Any]:
        return [None, self.call("zhaomin", templates.TemplateDetail(self.here.made["template"][-1]))]

    def a_requests(self) -> list[list[int]]:
        return [self.here.made["submitted"][-3:] + self.here.made["level"]]

    def a_slot(self) -> list[int]:
        return [1]

    def recipients_state(self) -> list[str]:
        return ["", "unknown"]

    def a_result(self) -> list[Imported]:
        found = FindingStore()
        rows = [Finding(row, Reason.SPACING, False, 0, f"154\u00a0{row:04d} 0000") for row in range(1, 60)]
        found.extend(Findings.of(rows))
        source = SourceInfo("客户.txt", "0" * 64, 900, "txt", "utf-8", None, (), (), (), "2026-1")
        return [Imported(array("q"), 59, {Reason.SPACING: 59}, {}, found, source)]

    def import_findings_reason(self) -> list[Reason]:
        return [Reason.SPACING, Reason.JUNK]

    def a_of(self) -> list[lists.ListRow]:
        return list(self.lists)

    def a_list_id(self) -> list[int]:
        return [one.id for one in self.lists]

    def paper_form_of(self) -> list[str]:
        return [""]

    def a_timeline(self) -> list[numbers.Timeline]:
        return [self.found]

    def a_period(self) -> list[str]:
        return ["2026", "2027", "2026Q4"]

    def a_department(self) -> list[str]:
        return ["business", "general", "credit"]

    def statistics_requests_department(self) -> list[str]:
        return ["", "business"]

    def a_category(self) -> list[str]:
        return ["", "notice"]

    def a_application(self) -> list[int]:
        return self.here.made["application"]

    def application_form_view(self) -> list[Any]:
        return [None, self.application]

    def department_rules_form_newest(self) -> list[department_rules.RulesRow]:
        return list(self.rules)

    def department_rules_form_title(self) -> list[str]:
        return ["规定"]

    def department_rules_form_text(self) -> list[str]:
        return ["一、专人起草。"]

    def expiry_form_row(self) -> list[expiries.ExpiryRow]:
        return list(self.expiries.rows)

    def rule_file_row(self) -> list[files.RuleFileRow]:
        return list(self.files)

    def effects_digest(self) -> list[str]:
        return [row.digest for row in self.files if row.kind == "screening"]

    def rule_file_before(self) -> list[Any]:
        return [None]

    def a_card(self) -> list[expiries.ProviderCard]:
        return list(self.expiries.cards)

    def a_candidates(self) -> list[list[str]]:
        return [["hanxue", "guyun"]]

    def loss_form_view(self) -> list[losses.LossView]:
        return self.losses

    def loss_form_kind(self) -> list[type[LossAct]]:
        steps = [step.step for step in self.losses[-1].steps]
        return [kind for step, kind in ACT_OF.items() if step in steps and declared.of(kind)]

    def quarter_form_view(self) -> list[filing.FilingView]:
        return [self.quarter]

    def a_outcomes(self) -> list[list[Outcome]]:
        return [
            [
                Outcome(1, "2026-业务部-0001", Done(3, 1, "2026-业务部-0001")),
                Outcome(2, "2026-业务部-0002"),
            ]
        ]

    def a_complaint(self) -> list[int]:
        return self.here.made["complaint"]

    def watched_request(self) -> list[int]:
        return self.here.made["watch"]

    def gathering_view(self) -> list[RequestView]:
        return [self.request]

    def gathering_name(self) -> list[str]:
        return ["证据"]

    def optout_list_file(self) -> list[str]:
        path = self.folder / "refusals.txt"
        path.write_text("16100000003\n张三\n", "utf-8")
        return [str(path)]

    def optout_list_listed(self) -> list[optout_lists.Listed]:
        return [optout_lists.Listed("promotion", "", "carrier", "中国移动", "2026-11-01")]

    def a_reason(self) -> list[str]:
        return ["审计抽查"]

    def a_folder(self) -> list[Path]:
        return [self.folder / f"{time.monotonic_ns()}"]

    def a_digest(self) -> list[str]:
        return [one.digest for one in self.call("hanxue", rosters.RosterProposals()).rows]

    def a_seq(self) -> list[int]:
        return list(range(3, 40))

    def a_loss(self) -> list[int]:
        return self.here.made["loss"]

    def a_paper(self) -> list[int]:
        return self.here.made["paper"]

    def person_person(self) -> list[str]:
        return self.here.people

    def a_reply(self) -> list[int]:
        return self.here.made["reply"]

    def roster_changes_application(self) -> list[int]:
        return [0, self.here.made["application"][0]]

    def a_version(self) -> list[int]:
        return [0, 1]

    def roster_version(self) -> list[int]:
        return [2, 3]

    def quarter_quarter(self) -> list[str]:
        return ["2026Q4", "2027Q1"]

    def a_month(self) -> list[str]:
        return ["2026-11", "2026-12"]


REQUESTS: Final = {
    "submitted", "sent", "erased", "long", "level", "accept", "return", "rejection", "withdrawn", "cleared", "released",
    "sending", "held", "refused", "stopped", "doubtful",
}  # fmt: skip


# ---- a person at a console, and what is wrong with a page


@dataclass
class Walk:
    """What was opened, what had nothing to show to its reader, and what was wrong."""

    shown: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


@asynccontextmanager
async def sitting(app: ConsoleApp) -> AsyncIterator[Operator]:
    async with app.run_test(size=SIZE) as pilot:
        op = Operator(app, pilot)
        await until(op, lambda: app.session.core is not None and len(app.screen_stack) > 2)
        await settled(op, app.screen)
        yield op


async def until(op: Operator, happened: Callable[[], bool]) -> None:
    wait = Wait()
    while not happened():
        if op.app._exception is not None:
            raise op.app._exception
        assert not wait.over(), f"nothing more happens:\n{op.screen()}"
        await asyncio.sleep(0.002)


async def settled(op: Operator, page: Any) -> str:
    """Wait until the page, or what it opened in front of itself, is drawn with every answer that it asked for; how that looks."""

    def gone() -> bool:
        return page not in op.app.screen_stack

    def quiet() -> bool:
        return gone() or (page.is_mounted and not page.unanswered and not page._composing)

    await until(op, lambda: page.is_mounted or gone())
    wait = Wait()
    while True:
        assert not wait.over(), f"{page} is never drawn whole:\n{op.screen()}"
        await until(op, quiet)
        await op.pilot._wait_for_screen(PATIENCE)
        picture = op.screen()
        if quiet() and (gone() or op.app.screen is not page or drawn(picture)):
            return picture
        await asyncio.sleep(0.002)


def drawn_within(op: Operator) -> bool:
    """Whether the dialog in front says something."""
    return bool(op.app.screen.query(".body")) and bool(op.screen().strip())


def drawn(picture: str) -> bool:
    """Whether head and keys stand on the screen."""
    lines = picture.split("\n")
    return bool(lines[0].strip() and lines[-1].strip())


_WORD: Final = r"(?<![\w.:/@(-]){}(?![\w.:/@-])"
"""Alone, and not in brackets behind its word, where a signed text is read."""
UNTOLD: Final = re.compile(_WORD.format("[a-z]+(?:_[a-z]+)+"))
"""A word of the program's own, such as `not_sent`."""
CODED: Final = re.compile(_WORD.format("[a-z]{4,}"))
FILES: Final = {"rule_file", "entry"}
"""Pages that show a file, or an entry of the ledger, as it is."""


def faults(op: Operator, page: Page, picture: str, lang: str, coded: set[str]) -> list[str]:
    """What is wrong with the page as it was seen."""
    lines = picture.split("\n")
    found = []
    if len(lines) != LINES or any(cells(line) != COLUMNS for line in lines):
        found.append("it is not as large as the terminal")
    keys = lines[-1]
    asked = [one for one in page.own_actions() if one.name not in frame.RARE]
    missing = [label for one in asked if (label := page.label_of(one)) not in keys]
    if missing and text("frame.more", lang) not in keys:
        found.append(f"its keys are cut without a mark: {keys}")
    if not keys.rstrip().endswith("F2 EN" if lang == "zh" else "F2 中文"):
        found.append(f"its keys are cut at their end: {keys}")
    # A page says its name in the row of tabs, on the message line, or in its frame.
    kind = f"help.{page.SCOPE}.title" if page.TITLED else f"tab.{page.TAB}"
    name = page.page_name() or op.app.session.t(kind)
    refused = op.app.session.message not in {"", page.hint()}
    named = any(name in line for line in (lines[1], lines[-2])) or f"─ {name}" in picture
    if not refused and not named:
        found.append(f"it does not name itself ({name}): {lines[1]} / {lines[-2]}")
    if not any(line.strip() for line in lines[2:-2]):
        found.append("there is nothing on it: " + picture)
    words = set(UNTOLD.findall("\n".join(lines)))
    if lang == "zh":
        words |= coded & set(CODED.findall("\n".join(lines)))
    if words and page.SCOPE not in FILES:
        where = [line.strip() for line in lines if any(re.search(rf"\b{one}\b", line) for one in words)]
        found.append(f"it shows words of the program: {sorted(words)} in {where}")
    return found + black(op)


def black(op: Operator) -> list[str]:
    """Cells that nothing was drawn in, and words in the colour of their ground."""
    for strip in op.app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if style is None or style.bgcolor is None:
                return [f"nothing is drawn around {segment.text!r}"]
            ink, ground = style.color, style.bgcolor
            if segment.text.strip() and not style.reverse and ink == ground:
                return [f"nobody can read {segment.text!r}"]
    return []


async def opens(op: Operator, page: Page, lang: str, coded: set[str], walk: Walk) -> None:
    """Open a page in place of the one before, and look at it."""
    app = op.app
    app.session.message = ""
    with app.batch_update():
        if len(app.screen_stack) == BENEATH:
            app.push_screen(page)
        else:
            app.switch_screen(page)
        await until(op, lambda: page.is_mounted or page not in app.screen_stack)
        await until(op, lambda: not page.unanswered or page not in app.screen_stack)
    picture = await settled(op, page)
    told = app.session.message
    # Another dialog may come while the page settles behind the one before: what is judged is the page, with none in front.
    while isinstance(app.screen, Dialog):
        await until(op, lambda: drawn_within(op))
        told += op.screen()
        await app.pop_screen()
        picture = await settled(op, page)
    if page in app.screen_stack:
        walk.shown += 1
        found = faults(op, page, picture, lang, coded)
    else:
        walk.refused += 1
        found = [] if told.strip() else ["it closes without a word"]
    walk.wrong += [f"{page.SCOPE} {lang} {app.session.person}: {one}" for one in found]
    for _ in range(PATIENT):
        if len(app.screen_stack) <= BENEATH + (app.screen is page):
            return
        await app.pop_screen()
    pytest.fail(f"what lies on the page does not go: {app.screen_stack}, {page}")


AWAKE: Final = Idle(36_000.0, 36_000.0)
"""A walk takes longer than the keys stay unlocked without a key."""
PATIENT: Final = 20
"""Screens that may lie on a page."""
BENEATH: Final = 3
"""The library's own screen, the choice of a person and the first page."""


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Samples]]:
    """The house behind the screens, and what its pages are opened with."""
    folder = tmp_path_factory.mktemp("pages")
    with opened(folder) as here:
        yield House(here.core, folder), Samples(here, folder)


LANGUAGES: Final = ("zh", "en")


POSTS: Final = {person: tuple(sorted(str(post) for post, _ in held)) for person, _, held in STAFF} | {
    person: tuple(sorted(f"{post} asleep" if asleep else str(post) for post, _, asleep in held))
    for person, _, held in MORE
}
"""Everybody in the house, and as what."""


def opened_by(person: str, lang: str) -> list[type[Page]]:
    """What a person opens in a language: each page in Chinese; in English one of each set of posts.

    What is typed into a form hardly depends on who types: one of each set of posts opens it, in one of the two languages by turns.
    """
    nth, turn = list(POSTS).index(person), LANGUAGES.index(lang)
    first = next(one for one, posts in POSTS.items() if posts == POSTS[person]) == person
    return [
        page
        for which, page in enumerate(pages())
        if (first and (nth + which) % 2 == turn if issubclass(page, FormKeys) else first or lang == "zh")
    ]


DAILY: Final = ("zhaomin", "wangfang")
"""Who walks in CI; all the others walk at night."""


@pytest.mark.parametrize(
    "person", [one if one in DAILY else pytest.param(one, marks=pytest.mark.nightly) for one in POSTS]
)
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_page_opens_and_is_whole(
    lived: tuple[House, Samples], monkeypatch: pytest.MonkeyPatch, lang: str, person: str
) -> None:
    house, samples = lived
    one_clock(house.core, monkeypatch)
    wanted, walk, coded = opened_by(person, lang), Walk(), codes()
    if not wanted:
        # Another one with the same posts opens them.
        assert lang == "en"
        return
    app = house.app(lang, person, idle=AWAKE)
    app.session.custody = Dispatcher(house)
    async with sitting(app) as op:
        for page in wanted:
            await opens(op, page(**samples.of(page, list(POSTS).index(person))), lang, coded, walk)
    assert walk.wrong == []
    # A few are not for their reader, who is told so.
    assert walk.shown > 40
    assert walk.refused < 10
    print(f"{walk.shown} pages shown, {walk.refused} with a reason why not")  # noqa: T201 - figures for who asks with -s
