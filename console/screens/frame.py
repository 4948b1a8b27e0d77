"""The frame of every page: the current person, the tabs, the message line, and the keys with their labels."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar, Final

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from console import actions, noun
from console.actions import TABS, Action
from console.domain.refusals import Refusal
from console.locale.key_names import is_plain
from console.locale.words import key_name
from console.look.marks import ROLES
from console.look.roles import Role
from console.look.senses import Sense
from console.noun import sense_of
from console.screens import ways
from console.screens.dialog_screen import DialogScreen
from console.widgets.paint import ink, joined, marks, sensed, spread, with_mark
from console.widgets.parts import hung
from console.widgets.show import cells, fit, line, show
from console.wire.duties.here import Me

WIDE = 100
"""Screen width in columns from which a detail pane stands beside a list."""

FRAME_LINES = 4
"""Lines that header, tabs, message and keys take."""

NARROW = 72
"""Screen width in columns below which everything stands in one column."""

URGENT: Final = frozenset({"hold", "freeze", "report"})
"""Names of actions that never wait for others, nor for what the desk would not show: a hold, a freeze, a loss."""

RARE = frozenset({"again", "notices"})
"""Names of actions that the footer shows only where there is room for all; they are left out in silence."""


def _rare(action: str) -> bool:
    return action.rpartition(".")[2] in RARE


ALWAYS = ("all.back", "all.help", "all.palette", "all.language")
"""The actions at the right end of every page's keys."""


def bindings(
    *scopes: str, typed: bool = False, before_fields: frozenset[str] = frozenset()
) -> list[BindingType]:
    """Key bindings of those scopes; `typed` leaves out plain characters, which belong to the fields of a form.

    `?` stays: a field that takes text keeps it for itself, on all others it explains the field.

    The keys of the actions in `before_fields` reach the page before the field in use.
    """
    made: list[BindingType] = []
    for action in [action for scope in scopes for action in actions.of(scope)]:
        keys = [key for key in action.keys if not (typed and is_plain(key) and key != "question_mark")]
        if keys:
            first = action.id in before_fields
            made.append(
                Binding(",".join(keys), f"act('{action.id}')", id=action.id, show=False, priority=first)
            )
    return made


class FrameLine(Static):
    """One line of the frame, as wide as the screen. It is drawn only when its words change, without a new layout unless it grows."""

    class Clicked(Message):
        """Somebody clicked column `x` of the line with that id."""

        def __init__(self, part: str, x: int) -> None:
            super().__init__()
            self.part, self.x = part, x

    def __init__(self, **named: Any) -> None:
        super().__init__(show(""), markup=False, **named)
        self._there = show("")
        self._high = 1

    def put(self, words: Text, *, high: int = 1) -> None:
        """Draw these words, `high` lines, unless they are drawn already."""
        if high != self._high:
            self._high = high
            self.styles.height = high
        # Two texts of the same characters are equal to the library, whatever their styles.
        if (self._there.plain, self._there.spans) != (words.plain, words.spans):
            self._there = words
            drawn: Text = words
            self.update(drawn, layout=False)

    def on_click(self, event: events.Click) -> None:
        """Say where it was clicked."""
        self.post_message(self.Clicked(self.id or "", event.x))


class Frame(DialogScreen):
    """A screen with header, tabs, body, message line and keys. Subclasses give `body` and the `SCOPE` of the keys."""

    SCOPE: ClassVar[str] = ""
    COMMON: ClassVar[tuple[str, ...]] = (actions.ALL,)
    """The scopes of actions that the page shares with other pages."""
    USABLE_FIRST: ClassVar[bool] = False
    """Whether unavailable keys come last if the line has no room for all."""
    TAB: ClassVar[str] = ""
    TITLED: ClassVar[bool] = False
    """Whether the page's own frame bears its name."""
    TYPED: ClassVar[bool] = False
    """Whether plain characters go to the page's fields."""

    def __init_subclass__(cls, *, scope: str = "", **named: Any) -> None:
        """Give a page of that name what its noun says of it: its tab and its keys. One with fields has no keys of other pages."""
        named.setdefault("inherit_bindings", not cls.TYPED)
        if scope:
            cls.SCOPE, cls.TAB = scope, noun.tab(scope)
            if "BINDINGS" not in vars(cls):
                cls.BINDINGS = cls.keys_for(scope)
        super().__init_subclass__(**named)

    @classmethod
    def keys_for(cls, scope: str) -> list[BindingType]:
        """The keys of a page of that name."""
        return bindings(scope)

    def __init__(self) -> None:
        super().__init__()
        self.allowed: dict[str, Refusal | None] = {}
        self.asked_for: frozenset[str] = frozenset()
        """The ids of the actions that the desk is still asked about."""
        self.unread: Refusal | None = None
        """Why the desk did not show what the page is about; None once it was read, or while it is asked."""
        self._beneath: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Yield header, tabs, body, message line and keys."""
        # Before there is anything on it that would have to be styled anew.
        self.fit_to(self.app.size)
        yield FrameLine(id="head")
        yield FrameLine(id="tabs")
        yield from self.body()
        yield FrameLine(id="message")
        yield FrameLine(id="keys")

    def body(self) -> Iterable[Widget]:
        """The widgets between tabs and message line."""
        return ()

    def fit_to(self, size: Size) -> None:
        """Set the classes that a screen of that size has."""

    def refusal(self, action: Action) -> Refusal | None:
        """Why this action is unavailable now, which brackets its key and is told to whoever presses it all the same.

        First that the desk did not show what the page is about, or would not show the list behind the key; then what the core judged
        under the act's name, or the page under the action's id; then what the page sees by itself, in `bar_<name>` beside `do_<name>`.
        """
        bar: Callable[[], Refusal | None] | None = getattr(self, f"bar_{action.name}", None)
        # The way back, help and the other language are there whatever the desk shows, and so is what stops something at once.
        unread = self.unread if action.scope == self.SCOPE and action.name not in URGENT else None
        judged = unread or self.session.demand_reader(ways.behind(action))
        judged = judged or self.allowed.get(action.act) or self.allowed.get(action.id)
        return judged if judged is not None or bar is None else bar()

    def undecided(self, action: Action) -> bool:
        """Whether it is not known yet that this action is available: its key is drawn in brackets until then."""
        return action.id in self.asked_for

    def hint(self) -> str:
        """The words of the message line while there is no other message."""
        return ""

    @property
    def stands(self) -> bool:
        """Whether the page has all its widgets: when it ends they go before it does."""
        return self.is_mounted and not self._pruning

    def draw_frame(self) -> None:
        """Draw header, tabs, message and keys."""
        try:
            head = self.get_child_by_id("head", FrameLine)
        except NoMatches:
            return
        width = self.size.width or self.app.size.width
        tabs, named = self._tabs(width)
        head.put(self._head(width))
        self.get_child_by_id("tabs", FrameLine).put(tabs)
        # If the row of tabs has no room for the page's name, the message line shows it while there is no message.
        self._draw_message("" if named else self.page_name(), width)
        self.get_child_by_id("keys", FrameLine).put(self._keys(width))

    def _draw_message(self, name: str, width: int) -> None:
        """Draw the message, else the hint after the page's name; at the right, if there is room, how much of the page is beneath."""
        said = self.session.message
        hinted = not said or said == self.hint()
        if hinted:
            said = "  ".join(part for part in (name, said) if part)
        words = f" {said}" if hinted else f" {with_mark(self.session.meaning, said)}"
        signs = (ink(f"  {beneath} ", Role.ACCENT) for beneath in self._beneath)
        # A message is never cut for it: it may end in a figure.
        sign = next((one for one in signs if cells(words) + one.cell_len <= width), line(""))
        left = fit(words, width - sign.cell_len)
        part = self.get_child_by_id("message", FrameLine)
        if hinted or cells(words) <= width:
            part.put(joined(line(left) if hinted else ink(left, ROLES[self.session.meaning]), sign))
        else:
            # A refusal ends in its remedy: the line grows rather than cut it.
            rows = hung(self.session.meaning, said, width - 1)
            part.put(Text("\n").join([joined(line(" "), one) for one in rows]), high=len(rows))

    def tell_beneath(self, *words: str) -> None:
        """Keep on the message line how much of the page lies beneath what is in view: the first of these words that has room."""
        if words != self._beneath:
            self._beneath = words
            self.draw_frame()

    def _head(self, width: int) -> Text:
        """Product, department, person and post; gateway, clock. A narrow screen shortens the product, and keeps person, gateway and clock."""
        session, me = self.session, self.session.me
        product = ink(f" {self.t('frame.product')}", Role.ACCENT)
        if me is None:
            return spread(product, line(""), width)
        post, department = me.posts[0] if me.posts else ("", "")
        person = joined(ink(f" {me.name} ", Role.STRONG), ink(session.label("post", post)))
        house = ink(f"  {session.department(department) or me.org_name} ", Role.MUTED)
        right = self._link_or_silence(me)
        right = joined(right, ink(f"  {session.clock()} ", Role.MUTED))
        short = ink(f" {self.t('frame.product_short')}", Role.ACCENT)
        for left in (joined(product, house, person), joined(short, house, person), joined(house, person)):
            if left.cell_len < width - right.cell_len:
                return spread(left, right, width)
        return spread(person, right, width)

    def _link_or_silence(self, me: Me) -> Text:
        """The state of the gateway; of a desk that is silent, since when all that is shown is old."""
        session, hearing = self.session, self.session.hearing
        if hearing.silent:
            return sensed(Sense.WAITING, self.t("frame.silent", time=session.second(hearing.answered_at)))
        gateway = f"{self.t('frame.gateway')} {session.label('gateway', me.gateway_state)}"
        right = sensed(sense_of("gateway", me.gateway_state), gateway)
        return joined(right, ink(f"  {self.t('frame.solo')}", Role.WARN)) if me.solo else right

    def _tabs(self, width: int) -> tuple[Text, bool]:
        """The row of tabs, and whether it names the page."""
        drawn = joined(*(piece for _, piece in self._tab_pieces(width)))
        name = self.page_name()
        named = not name or drawn.cell_len + cells(name) + 2 <= width
        return spread(drawn, ink(f"{name} " if name and named else "", Role.STRONG), width), named

    def _tab_pieces(self, width: int) -> Iterator[tuple[str, Text]]:
        """Each tab's page and words; a narrow screen has room for the digits and for the current page's words."""
        wide = [*self._tabs_apart(" ", short=width < NARROW)]
        fits = sum(piece.cell_len for _, piece in wide) <= width
        yield from wide if fits else self._tabs_apart("", short=width < NARROW)

    def _tabs_apart(self, gap: str, *, short: bool) -> Iterator[tuple[str, Text]]:
        for name in TABS:
            words = "" if short and name != self.TAB else f" {self.t(f'tab.{name}')}"
            count = self.session.me.todo if name == "todo" and self.session.me is not None else 0
            waiting = f" {count}" if count else ""
            key = key_name(actions.find(f"all.{name}").keys[0], self.session.lang)
            if name == self.TAB:
                yield name, ink(f" {key}{words}{waiting} ", Role.INK, Role.ACCENT, bold=True)
            elif self.refusal(actions.find(f"all.{name}")) is not None:
                yield name, joined(ink(f" ({key}{words}{waiting})", Role.MUTED), line(gap))
            else:
                number = ink(f" {key}", Role.ACCENT)
                yield name, joined(number, ink(words), ink(waiting, Role.WARN, bold=True), line(gap))

    def page_name(self) -> str:
        """The page's name, unless it is the page of its tab or stands in the page's frame."""
        if self.TITLED or not self.SCOPE or self.SCOPE == self.TAB:
            return ""
        return self.t(f"help.{self.SCOPE}.title")

    def _keys(self, width: int) -> Text:
        return joined(*(piece for _, piece in self._key_pieces(width)))

    def _key_pieces(self, width: int) -> Iterator[tuple[str, Text]]:
        """Each key's action and words, and the spaces between them (no action); those that every page has stand at the right."""
        always = [(one, self._key(actions.find(one))) for one in ALWAYS]
        room = width - sum(piece.cell_len for _, piece in always)
        own = self._own_keys()
        if self.USABLE_FIRST and sum(piece.cell_len for _, piece in own) > room:
            refused = {one.id for one in actions.of(self.SCOPE) if not self.available(one)}
            own.sort(key=lambda key: (_rare(key[0]), key[0] in refused))
        more = ink(f" {self.t('frame.more')} ", Role.MUTED)
        last = sum(not _rare(name) for name, _ in own) - 1
        for nth, (name, piece) in enumerate(own):
            # What is left out is found by the palette; the words that say so need room too, unless only what is rarely used is left out.
            if piece.cell_len + (0 if nth in {last, len(own) - 1} else more.cell_len) > room:
                if more.cell_len <= room:
                    yield "all.palette", more
                    room -= more.cell_len
                break
            yield name, piece
            room -= piece.cell_len
        yield "", line(" " * max(0, room))
        yield from always

    def _own_keys(self) -> list[tuple[str, Text]]:
        own = self.own_actions()
        first = self.primary(own)
        return [(one.id, self._key(one, primary=one is first)) for one in own]

    def own_actions(self) -> list[Action]:
        """The page's own actions that make sense now, in the order of the footer: what is rarely used comes last."""
        return sorted(actions.of(self.SCOPE), key=lambda one: _rare(one.id))

    def primary(self, own: Sequence[Action]) -> Action | None:
        """The one thing to do next, whose key is filled: the first that can be done and ends nothing."""
        return next((one for one in own if self.available(one) and "x" not in one.keys), None)

    def available(self, action: Action) -> bool:
        """Whether an action is known to be available."""
        return self.refusal(action) is None and not self.undecided(action)

    def _key(self, action: Action, *, primary: bool = False) -> Text:
        """The key's name and the action's label; filled for the one thing to do next, red for what cannot be taken back."""
        name, label = self._named(self.key_of(action)), self.label_of(action)
        if not self.available(action):
            return ink(f" ({name} {label}) ", Role.MUTED)
        if primary:
            return ink(f" {name} {label} ", Role.INK, Role.ACCENT, bold=True)
        ends = action.danger > actions.SIGNS or "x" in action.keys
        return joined(ink(f" {name} ", Role.DANGER if ends else Role.ACCENT, bold=True), ink(f"{label} "))

    def label_of(self, action: Action) -> str:
        """The words beside the key of an action."""
        return action.label(self.session.lang)

    def key_of(self, action: Action) -> str:
        """The key to name for an action on this page: on a form, one that its fields leave."""
        keys = [key for key in action.keys if not (self.TYPED and is_plain(key))]
        return keys[0] if keys else action.keys[0]

    def key_words(self, name: str) -> str:
        """The key of this page's action of that name, for a sentence."""
        return key_name(self.key_of(actions.find(f"{self.SCOPE}.{name}")), self.session.lang)

    def _named(self, key: str) -> str:
        """A key's name: Enter is drawn, and the longest ones have a word of their own."""
        if key == "enter":
            return marks().enter
        return key_name(key, self.session.lang)

    @on(FrameLine.Clicked)
    def _pointed(self, message: FrameLine.Clicked) -> None:
        """Do what the key does that was clicked: a tab's digit, or a key of the footer."""
        message.stop()
        # Head and message line are only read.
        if message.part not in {"tabs", "keys"}:
            return
        width = self.size.width
        pieces = self._tab_pieces(width) if message.part == "tabs" else self._key_pieces(width)
        at = 0
        for name, piece in pieces:
            at += piece.cell_len
            if message.x < at:
                if name:
                    self.action_act(f"all.{name}" if message.part == "tabs" else name)
                return

    def action_act(self, action_id: str) -> None:
        """Carry out an action."""
        raise NotImplementedError
