"""What every page shares: the current person, the connection to the desk, the language, and the names shown for codes."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from zoneinfo import ZoneInfo

import msgspec
from textual.app import App

from console.acting.roll import Roll
from console.acting.sitting import Core
from console.domain import times
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.domain.requests.text import usual_signature
from console.errors import ConsoleError
from console.locale import words
from console.look.senses import Sense
from console.screens.form_drafts import Drafts
from console.screens.hearing import Hearing
from console.views.view import Viewer
from console.wire.duties.here import Me

if TYPE_CHECKING:
    from console.acting.contacts.books import Book
    from console.acting.outbox_files import Place
    from console.acting.own_trust import Own
    from console.reading import Reader
    from console.signing.trust import Roots
    from console.site import Sftp
    from console.wire.control import Question


def _no_book(
    _file: BinaryIO, _head: Sequence[str], _rows: Iterable[Sequence[str | int]], _sheet_name: str = "", /
) -> int:
    raise ConsoleError("export_failed", name="xlsx")


@dataclass(slots=True, repr=False, eq=False)
class Session:
    """One person's use of the console. `roll` reads the people to choose from (solo); without it the account decides.

    `keys` gives a person's key file, `demo` the passphrase that a demonstration prints. `inbox` is the folder for exports and for
    files named without a folder; with `drop_box` files also arrive there, and an imported file is removed from it;
    `upload` is where they are sent to, `outbox` what they are fetched from: where there is one, what is printed and exported lies there.
    `roots` reads the root keys pinned on this machine, or None without any; signers use them to prove rosters and lists.
    `kept` names the file in which a person's own program keeps what it proved and chose; None keeps it only for this session.
    `custody` asks the dispatcher's own socket; None if this program knows of no such socket.
    `kept_in` is this account's own folder. It keeps a form that the desk does not store, in case the line is cut; None: nowhere.
    `remember_ascii` keeps in the person's settings whether frames and marks are drawn in ASCII; raises OSError.
    `message` is the message line, `meaning` whether it is good or bad news.
    `drafts` are the forms that are not done yet. `hearing` is whether the desk answers.
    `book` writes a list as a workbook and returns the number of rows; ConsoleError if this program cannot write workbooks.
    `marked` are the requests to be signed together; `seen` maps each request whose card was shown to what the card said; `filters`
    maps each page with a list to the filter that was used there last.
    """

    connect: Callable[[str], Core]
    roll: Callable[[], Roll] | None
    keys: Callable[[str], Path]
    lang: str = "zh"
    demo: Callable[[str], str] | None = None
    inbox: Path = field(default_factory=Path.home)
    drop_box: bool = False
    upload: "Sftp | None" = None
    outbox: "Place | None" = None
    person: str = ""
    core: Core | None = None
    me: Me | None = None
    departments: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    message: str = ""
    meaning: Sense = Sense.PLAIN
    marked: set[Hashable] = field(default_factory=set)
    seen: dict[int, str] = field(default_factory=dict)
    filters: dict[str, str] = field(default_factory=dict)
    roots: "Callable[[], Roots | None]" = lambda: None
    custody: "Callable[[Question], Any] | None" = None
    kept_in: Path | None = None
    kept: Callable[[str], Path] | None = None
    remember_ascii: Callable[[bool], None] = lambda _: None
    book: "Book" = _no_book
    hearing: Hearing = field(default_factory=Hearing)
    drafts: Drafts = field(init=False)
    _own: "tuple[str, Own] | None" = None

    def __post_init__(self) -> None:
        self.drafts = Drafts(lambda: self.kept_in)

    @property
    def own(self) -> "Own":
        """The proofs and choices that the current person's program keeps, independent of the desk."""
        if self._own is None or self._own[0] != self.person:
            from console.acting.own_trust import Own  # noqa: PLC0415 - what proves is loaded with the first page that proves

            path = self.kept(self.person) if self.kept is not None else None
            self._own = self.person, Own(self.roots, path)
        return self._own[1]

    @property
    def made_in(self) -> Path:
        """The folder in which lies what is printed and exported."""
        return self.inbox if self.outbox is None else self.outbox.folder

    @property
    def made_where(self) -> str:
        """That folder in words."""
        return str(self.inbox) if self.outbox is None else self.t("outbox.own")

    def desk(self) -> Core:
        """The connection to the desk; ConsoleError("desk_gone") before a person was chosen."""
        if self.core is None:
            raise ConsoleError("desk_gone")
        return self.core

    def ask_dispatcher(self, question: "Question") -> dict[str, Any]:
        """Put the person's question to the dispatcher's own socket; runs in a thread.

        Raises RefusedError or ConsoleError; "dispatcher_gone" also if this program knows of no such socket.
        """
        if self.custody is None:
            raise ConsoleError("dispatcher_gone")
        answer: dict[str, Any] = self.custody(msgspec.structs.replace(question, person=self.person))
        return answer

    def zone(self) -> ZoneInfo:
        """The time zone in which people read times."""
        return ZoneInfo(self.me.timezone if self.me and self.me.timezone else "Asia/Shanghai")

    def now(self) -> str:
        """The desk's clock as last reported. An act that begins at once uses it, so that no other clock can delay the act."""
        return self.me.time if self.me else times.now()

    # ---- codes in words

    def passphrase_hint(self) -> str:
        """What stands in a passphrase field before anything is typed: in a demonstration, the passphrase, said to be one to type."""
        return self.t("act.demo", passphrase=self.demo(self.person)) if self.demo is not None else ""

    def t(self, key: str, /, **params: object) -> str:
        """A text of the catalogue in the current language."""
        return words.text(key, self.lang, **params)

    def label(self, kind: str, code: str) -> str:
        """The word for a code of a fixed set; the code itself if it has no word (codes of others, such as a gateway's)."""
        return words.named(kind, code, self.lang)

    def state(self, code: str, of: str) -> str:
        """The word for a state of a request, slot or recipient."""
        return words.state(code, self.lang, of)

    def department(self, department_id: str) -> str:
        """A department's name."""
        return self.departments.get(department_id, department_id)

    def drafts_for(self) -> list[str]:
        """The departments whose drafter the caller is (R9)."""
        return [department for post, department in self.me.posts if post == Post.DRAFTER] if self.me else []

    def demand_drafter(self) -> Refusal | None:
        """Why the caller may begin no draft and import no list in any department; None for a drafter. The desk judges again."""
        if self.drafts_for():
            return None
        return refuse("not_drafter", "R9", department=self.own_departments())

    def demand_reader(self, page: str) -> Refusal | None:
        """Why the caller may not read the list of that page; None for whoever may. The desk judges again."""
        return self.me.closed.get(page) if self.me is not None else None

    def demand_signer(self) -> Refusal | None:
        """Why the caller makes no roster version and brings no rule file; None for a roster signer. The desk judges again."""
        signs = self.me is not None and any(post == Post.ROSTER_SIGNER for post, _ in self.me.posts)
        return None if signs else refuse("not_a_roster_signer", "R2", person=self.person)

    def demand_manager(self, department: str) -> Refusal | None:
        """Why the caller may not sign this department's rules; None for its manager. The desk judges again."""
        posts = self.me.posts if self.me is not None else []
        if (str(Post.DEPARTMENT_MANAGER), department) in {(str(post), where) for post, where in posts}:
            return None
        return refuse("rules_not_yours", "R0", department=department)

    def own_departments(self) -> str:
        """The names of the departments in which the caller holds a post; the words for any department if they hold none."""
        mine = {department for _, department in self.me.posts if department} if self.me is not None else set()
        return " ".join(sorted(map(self.department, mine))) or self.t("column.any_department")

    def name(self, person_id: str) -> str:
        """A person's name."""
        return self.names.get(person_id, person_id)

    @property
    def signature(self) -> str:
        """The signature of a new text; empty while nobody is signed in."""
        return usual_signature(self.me.signatures, self.me.org_name) if self.me is not None else ""

    @property
    def reader(self) -> "Reader":
        """The reader that puts signed acts into words."""
        from console.reading import Reader  # noqa: PLC0415 - loads every act that is signed

        return Reader(
            self.lang,
            self.zone(),
            lambda one: self.names.get(one, ""),
            lambda one: self.departments.get(one, ""),
        )

    @property
    def viewer(self) -> Viewer:
        """The viewer for whom views are read."""
        return Viewer(self.lang, self.zone(), self.name, self.department, now=self.now())

    def post(self, post: str, department: str = "") -> str:
        """A post in words, with its department where it has one."""
        return self.viewer.post(post, department)

    # ---- values as people read them

    def when(self, instant: str, *, year: bool = True, exact: bool = False) -> str:
        """An instant in local time with the zone (`2026-12-01 09:00 +08`, `exact` to the second); other text is returned unchanged."""
        if not instant:
            return ""
        try:
            return times.local(instant, self.zone(), year=year, exact=exact)
        except ValueError:
            return instant

    def window(self, opens: str, closes: str) -> str:
        """A window in local time, with the zone once."""
        return self.viewer.window(opens, closes)

    def second(self, moment: datetime | None) -> str:
        """The time of day of a moment, to the second; `-` without one."""
        return f"{moment.astimezone(self.zone()):%H:%M:%S}" if moment is not None else "-"

    def clock(self, ahead: int = 0) -> str:
        """The time now or `ahead` seconds from now, with its zone; empty for a time that no calendar has."""
        try:
            moment = (datetime.now(UTC) + timedelta(seconds=ahead)).astimezone(self.zone())
        except OverflowError:
            return ""
        return f"{moment:%H:%M} {moment.strftime('%z')[:3]}"


def number(value: int) -> str:
    """A number with separators."""
    return f"{value:,}"


def money(fen: int) -> str:
    """Fen as yuan: `1,234.50`."""
    return f"{fen // 100:,}.{fen % 100:02d}"


class SessionApp(App[None]):
    """The application as its pages know it."""

    session: Session
    beneath: int = 1
    """Screens under the page of a tab: the library's own, and the choice of a person if it was shown."""

    @property
    def curtained(self) -> bool:
        """Whether a page in front is not drawn yet, because what it shows is still being read."""
        return False

    def open_tab(self, name: str) -> None:
        """Show the page with that name in place of all open pages."""
        raise NotImplementedError

    def say(self, message: str, meaning: Sense = Sense.PLAIN) -> None:
        """Keep a message on the message line until the next one, with the mark and the colour of what it means."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Send the whole screen to the terminal again."""
        raise NotImplementedError

    def hear(self, error: Exception | None = None) -> None:
        """Note that the desk answered, or why a call failed; every page says since when it is old while the desk is silent."""
        raise NotImplementedError

    def refresh_head(self) -> None:
        """Ask the desk again who the caller is and what waits for them."""
        raise NotImplementedError

    def sit_down(self, person: str) -> None:
        """Connect as that person and open their pages."""
        raise NotImplementedError

    def choose_person(self) -> None:
        """Go back to the choice of a person."""
        raise NotImplementedError
