"""How the entry form is laid out: the section in view between its steps and the live panel, on wide screens beside the phone."""

from collections.abc import Iterable
from typing import Final

from rich.text import Text
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from console import actions
from console.acting.requests.templates import Against, given, of_draft
from console.domain.refusals import Refusal
from console.locale import words
from console.look.senses import Sense
from console.screens.dialogs import heading
from console.screens.frame import FRAME_LINES, WIDE
from console.screens.page import Page
from console.screens.requests import form_preview
from console.screens.sectioned import FormSection, Sectioned
from console.screens.windows import to_local
from console.views import windows
from console.views.templates import notes
from console.widgets.fields import LinesInput
from console.widgets.line_input import LineInput
from console.widgets.lines import Lines
from console.widgets.modals import DialogText, Notice
from console.widgets.parts import hung
from console.widgets.room import ROOM
from console.widgets.sections import Sections
from console.widgets.show import cells, fit, show
from console.wire.requests import templates
from console.wire.requests.drafts import Draft, Preview
from console.wire.requests.limits import DraftLimits, SlotLimits

_STEPS: Final = 24
"""Cells of the sections beside the fields."""
_PHONE: Final = 34
"""Cells of the phone beside the fields."""
_FRAME: Final = 2
"""Lines that the frame of a panel takes."""
_AROUND: Final = 4
"""Cells that the frame of a panel takes with its margins."""
_HIGH: Final = 26
"""Lines of the page from which panels need not be sparing."""
_LEAST: Final = 3
"""Fewest lines of the fields beside the live panel."""


class FormLayout(Sectioned, Page):
    """The parts of the form and the room of each. Subclasses give what is drawn in them."""

    CSS = f"""
    #desk {{ height: 1fr; layout: vertical; }}
    #steps {{ height: auto; padding: 0 1; }}
    #middle, #form {{ height: auto; width: 1fr; }}
    #form > * {{ padding: 0 1; }}
    FormPage.-boxed #form > * {{ padding: 0; }}
    #live.-bad, #live.-bad:focus-within {{ border: round $c-danger; border-title-color: $c-danger; }}
    #live.-warn {{ border: round $c-warn; border-title-color: $c-warn; }}
    FormPage.-wide #desk {{ layout: horizontal; }}
    FormPage.-wide #middle {{ height: 100%; }}
    FormPage.-wide #steps {{ width: {_STEPS}; height: auto; border: round $c-line; border-title-color: $c-muted; }}
    FormPage.-wide #phone {{ width: {_PHONE}; }}
    FormPage.-wide #came-back {{ border: round $c-warn; border-title-color: $c-warn; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self.draft: Draft | None = None
        self.preview: Preview | None = None
        self.limits: list[SlotLimits] = []
        self.template: templates.TemplateView | None = None
        self.against: Against | None = None
        self.limited_about: tuple[object, ...] = ()
        self._limited_text = ("", "", "")
        self._compared: tuple[object, ...] = ()
        self._notes: form_preview.Notes = ()
        self.request = 0
        self.came_back = ""

    def laid_out(self, sections: Iterable[FormSection]) -> Widget:
        """The parts of the page, with these sections."""
        made = [*sections]
        self.section = self.section or next((one.name or "" for one in made), "")
        for one in made:
            one.display = one.name == self.section
        steps, live, phone = Sections(id="steps"), *(Lines(id=one, classes="panel") for one in _PANELS)
        steps.border_title = show(self.t("help.form.title"))
        live.border_title, phone.border_title = show(self.t("form.live")), show(self.t("form.phone"))
        form = VerticalScroll(*self._why(), *made, id="form", can_focus=False)
        # What stands above the field in use may grow, such as the words of a fault that folds.
        self.watch(form, "virtual_size", self.keep_in_view, init=False)
        return Container(steps, Vertical(form, live, id="middle"), phone, id="desk")

    def waiting(self) -> Widget:
        """What stands there until the draft is loaded."""
        return VerticalScroll(Static(show(self.t("list.waiting")), markup=False), id="form")

    def _why(self) -> Iterable[Widget]:
        """Yield why the request came back to its drafter, above the fields."""
        if self.came_back:
            above = Lines(id="came-back")
            above.border_title = show(self.t("form.came_back"))
            above.put(self._why_lines)
            yield above

    def _why_lines(self, width: int) -> list[Text]:
        why = words.sent_back(" ".join(self.came_back.split()), self.session.lang)
        named = why if self._wide else self.t("form.came_back_line", reason=why)
        return hung(Sense.YOURS, named, width)

    # ---- drawing

    def turned(self) -> None:
        """Draw the section that came into view."""
        self.draw_beside()
        for form in self.query("#form"):
            form.scroll_home(animate=False)

    def draw_beside(self) -> None:
        """Draw what stands beside the fields."""
        if self.in_view is None or self._composing:
            return
        session, draft, preview = self.session, self.draft, self.preview
        parts = form_preview.steps(session, draft, preview, self.section, self.left)
        gap = int(self.size.height >= _HIGH + FRAME_LINES)
        self.query_one(Sections).tell(
            parts, form_preview.still(session, preview), upright=self._wide, gap=gap
        )
        self._compare()
        found = form_preview.found(session, preview, self._notes) if preview is not None else []
        found += form_preview.timing(session, preview) if preview is not None else []
        found += form_preview.limited(session, self.limits)
        senses = {sense for sense, _ in found}
        live, phone = self.query_one("#live", Lines), self.query_one("#phone", Lines)
        live.set_class(Sense.BAD in senses, "-bad")
        live.set_class(Sense.YOURS in senses, "-warn")
        for body in self.query("#control-body").results(LinesInput):
            body.mark(form_preview.hits(preview))
        for named in self.query("#control-quoted").results(LinesInput):
            # What is filled in from the text stands where more can be typed.
            filled_in: Content = form_preview.quoted(session, preview)
            named.placeholder = filled_in
        if draft is not None:
            head = self.t("form.head", department=session.department(draft.department))
            live.border_subtitle = show(fit(head, min(cells(head), self._width - _AROUND - _FRAME)))
        most = self._fit()
        live.put(lambda width: self._live(width, most))
        phone.put(lambda width: form_preview.phone(session, draft, preview, width) if draft else [])

    def on_resize(self) -> None:
        """Give each part its room again."""
        super().on_resize()
        self.draw_beside()

    @property
    def _wide(self) -> bool:
        return self.size.width >= WIDE

    @property
    def _width(self) -> int:
        """Cells of the fields and of the live panel."""
        return self.size.width - (_STEPS + _PHONE if self._wide else 0)

    @property
    def _most(self) -> int:
        """Lines of the live panel at most."""
        high = self.size.height - FRAME_LINES >= _HIGH
        return (7 if high else 5) if self._wide else (5 if high else 4)

    def _fit(self) -> int:
        """Share the lines of the page out; return how many the live panel may have.

        The fields get what steps and live panel leave, and frames if there is room for them; what they leave the panel gets.
        """
        section = self.in_view
        if section is None:
            return self._most
        wide, width = self._wide, self._width
        height = self.size.height - FRAME_LINES
        live, steps = self.query_one("#live", Lines), self.query_one(Sections)
        steps.display = wide or height > _LEAST
        room = height - int(steps.display and not wide)
        live.display = room - self._most - _FRAME >= _LEAST
        room -= self._most + _FRAME if live.display else 0
        above = len(self._why_lines(width - _AROUND)) + _FRAME * wide if self.came_back else 0
        boxed, left = section.fit(width, room - above)
        self.set_class(boxed, "-boxed")
        most = self._most + max(0, left - self._place_phone(left))
        further = len(self._live(width - _AROUND, most)) - self._most
        self.query_one("#form").styles.max_height = max(1, room - max(0, further) * live.display)
        return most

    def _live(self, width: int, most: int) -> list[Text]:
        if self.preview is None:
            return []
        return form_preview.live(self.session, self.preview, self.limits, width, most, self._notes)

    def _compare(self) -> None:
        """Hold the text against the template's words; again only when one of them is another."""
        draft, view = self.draft, self.template
        if draft is None or view is None or draft.template != view.kept.id:
            self.against = None
        elif (about := (view, given(draft.said()))) != self._compared:
            self._compared, self.against = about, of_draft(view.kept, draft, view.row.version)
        self._notes = notes(self.session.viewer, self.against)

    def _place_phone(self, left: int) -> int:
        """The phone stands beside the fields, or below them where so many lines are left; return how many it takes of them."""
        phone = self.query_one("#phone", Lines)
        if self._wide or self.draft is None:
            phone.display = True
            return 0
        lines = form_preview.phone(self.session, self.draft, self.preview, self.size.width - _AROUND)
        needed = len(lines) + _FRAME
        phone.display = left >= needed
        return needed if phone.display else 0

    def do_phone(self) -> None:
        """Show the message as customers see it, with all figures and everybody who will sign."""
        draft, preview = self.draft, self.preview
        if draft is None:
            return

        def say() -> DialogText:
            shown = form_preview.whole(self.session, draft, preview, self.limits, ROOM, self._notes)
            return DialogText(heading(self.t("form.phone")), shown, self.keys_of("keys.read"))

        self.app.push_screen(Notice(say))

    # ---- windows

    def slot_in_use(self) -> int:
        """The place of the slot whose field is in use, from 0; 0 if none is."""
        focused = self.focused
        name = focused.id or "" if focused is not None else ""
        parts = name.split("-")
        return int(parts[2]) if parts[:2] == ["control", "slots"] and len(parts) > 2 else 0

    def offer(self, refusal: Refusal) -> str:
        """What the refusal of a field offers instead, and the key that takes it; empty if it offers nothing."""
        said, key = refusal.params, actions.find("form.take").keys[0].upper()
        if "opens" in said:
            times = {name: self.session.when(said[name], year=False) for name in ("opens", "closes")}
            return self.t("sending_hours.take", key=key, **times)
        return self.t("sending_hours.key", key=key) if "offer" in said else ""

    def do_take(self) -> None:
        """Take what the refusal beside a field offers: in the section of the text the opt-out line, elsewhere a window."""
        faults = self.preview.faults if self.preview is not None else []
        lines = [one.refusal.params.get("offer", "") for one in faults if one.field == _LINE]
        if self.section == form_preview.section_of(_LINE) and any(lines):
            self.query_one(f"#control-{_LINE}", LineInput).value = lines[0]
            self.keep()
            return
        self.take_window()

    def take_window(self) -> None:
        """Take the next possible window for the slot in use, or for the first one that cannot be sent as it is."""
        hours = {one.slot: one for one in self.preview.hours} if self.preview is not None else {}
        wanting = [one.slot for one in windows.wanting([*hours.values()])]
        slot = self.slot_in_use()
        one = hours.get(slot if slot in wanting or not wanting else wanting[0])
        if one is None or not wanting:
            self.say(self.t("sending_hours.nothing_to_take"))
        elif not one.opens:
            self.say(self.t("sending_hours.no_offer"))
        else:
            zone = self.session.zone()
            for end, instant in (("opens", one.opens), ("closes", one.closes)):
                self.query_one(f"#control-slots-{one.slot}-{end}", LineInput).value = to_local(instant, zone)
            said = {"opens": self.session.when(one.opens), "closes": self.session.when(one.closes)}
            self.keep()
            self.say(self.t("sending_hours.taken", **said))

    def keep(self) -> None:
        """Save what was typed and judge it."""
        raise NotImplementedError

    # ---- limits per number

    def look_at_limits(self, draft: Draft) -> None:
        """Ask how many numbers will have reached a limit; only again when what that depends on has changed.

        A text that is being written is compared once its section was left: for long lists the desk takes long.
        """
        if self.section != form_preview.TEXT or not self.limited_about:
            self._limited_text = (draft.signature, draft.body, draft.opt_out)
        about = (draft.category, draft.slots, self._limited_text)
        if about != self.limited_about:
            self.limited_about = about
            self.ask(DraftLimits(draft, self.request), self._got_limits)

    def _got_limits(self, limits: list[SlotLimits]) -> None:
        self.limits = limits
        self.draw_beside()


_LINE: Final = "opt_out"
_PANELS: Final = ("live", "phone")
