"""What people see of what every page, list and form has, and the pages about the screens themselves."""

from typing import Final

from console.noun import SEARCHED, Noun, Route, key, page, shared


class ToChoice(Route, frozen=True):
    """The choice of a person, for the account's own people (`named`)."""

    named: bool = False


NOUN: Final = Noun(
    "shared",
    pages=(
        shared("all")(
            key("todo", "1"),
            key("requests", "2"),
            key("approvals", "3"),
            key("contacts", "4"),
            key("sends", "5"),
            key("credentials", "6"),
            key("filing", "7"),
            key("people", "8"),
            key("ledger", "9"),
            key("help", "question_mark", "f1"),
            key("palette", "colon", "ctrl+p"),
            key("keys", "f12"),
            key("language", "f2"),
            key("marks", "f3"),
            key("reload", "ctrl+r"),
            key("back", "escape"),
            key("switch", "f9"),
            key("leave", "q", "ctrl+q"),
        ),
        shared("list")(key("book", "f4")),
        shared("fields")(key("clear", "f10")),
        page("keys", "cheat_sheet:KeysPage", "all.keys", alone=True)(key("open", "enter"), *SEARCHED),
        page("choose", "choose:ChoosePage", about=(ToChoice,))(),
    ),
)
