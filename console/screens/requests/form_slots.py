"""The sending slots of the entry form: which list each has, one more, one less."""

import msgspec
from textual import on

from console.acting.own_trust import Chosen
from console.screens.requests import form_fields
from console.screens.requests.form_fields import ListSlot
from console.screens.requests.form_layout import FormLayout
from console.screens.requests.list_picker import ListPicker
from console.widgets.modals import DialogText
from console.widgets.show import show
from console.wire.contacts import lists
from console.wire.requests.drafts import SlotDraft

_MOST = 31
"""Slots of a request: one for each day of a month."""


class FormSlots(FormLayout):
    """What is done with the slots. Subclasses keep the draft and draw the fields of the slots that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.shape = self.drawn = 0
        """How often the slots became others, and when the fields were drawn last."""
        self.lists: dict[int, str] = {}
        self.chosen: list[Chosen | None] = []

    def gather(self) -> None:
        """Take what was typed into the draft."""
        raise NotImplementedError

    async def rebuild(self, first: str = "control-category") -> None:
        """Draw the form again, and focus the control with that id."""
        raise NotImplementedError

    def do_attach(self) -> None:
        """Choose a list for the slot in use, or for the first one."""
        self._attach_to(self.slot_in_use())

    @on(ListSlot.Wanted)
    def _wanted(self, message: ListSlot.Wanted) -> None:
        message.stop()
        self._attach_to(message.index)

    def _attach_to(self, index: int) -> None:
        self.gather()
        if self.draft is None or index >= len(self.draft.slots):
            return

        def taken(row: lists.ListRow | None) -> None:
            if row is not None:
                self.lists[row.id] = form_fields.named_list(row)
                self.chosen[index] = Chosen(row.id, row.name, row.digest, row.n)
                slot = self.query_one(f"#control-slots-{index}-list", ListSlot)
                slot.list_id, slot.words = row.id, self.lists[row.id]
                slot.refresh()
                self.set_focus(slot)
                self.go_on()
                self.keep()

        self.app.push_screen(
            ListPicker(self.session, self.draft.department, self._pick_words, self.trouble), taken
        )

    def _pick_words(self) -> DialogText:
        return DialogText(show(self.t("form.pick_list")), show(""), self.keys_of("keys.pick_list"))

    def do_add_slot(self) -> None:
        """Add a dated slot that begins as a copy of the last one."""
        self.gather()
        if self.draft is not None and len(self.draft.slots) < _MOST:
            self.chosen = [*self.chosen, self.chosen[-1] if self.chosen else None]
            slots = self.draft.slots
            self._reshape([*slots, slots[-1] if slots else SlotDraft()], len(slots))

    def do_remove_slot(self) -> None:
        """Remove the slot in use; one slot always stays."""
        self.gather()
        if self.draft is not None and len(self.draft.slots) > 1:
            at = self.slot_in_use()
            del self.chosen[at : at + 1]
            rest = [slot for nth, slot in enumerate(self.draft.slots) if nth != at]
            self._reshape(rest, min(at, len(rest) - 1))

    def _reshape(self, slots: list[SlotDraft], at: int) -> None:
        if self.draft is not None:
            self.draft = msgspec.structs.replace(self.draft, slots=slots)
            self.shape += 1
            self.call_later(self._reshaped, at)

    async def _reshaped(self, at: int) -> None:
        """Draw the other slots, and go on in the one with that number."""
        await self.rebuild(f"control-slots-{at}-list")
        self.keep()
