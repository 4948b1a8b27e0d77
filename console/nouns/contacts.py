"""What people see of lists of numbers (R10) and opt-outs (R13)."""

from typing import TYPE_CHECKING, Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page

if TYPE_CHECKING:
    from console.wire.contacts.lists import ListRow


class ToList(Route, frozen=True):
    """A list by its id."""

    list_id: int


class ToFindings(Route, frozen=True):
    """What was found while a list was imported."""

    of: "ListRow"


NOUN: Final = Noun(
    "contacts",
    pages=(
        page("contacts", "contacts.contacts:ContactsPage")(
            key("open", "enter", clause="R10"),
            key("import", "i", danger=2, act="import_list", clause="R10"),
            key("optouts", "o", clause="R13"),
            key("whole", "l", clause="R10"),
            key("versions", "v"),
            *SEARCHED,
        ),
        page("contact_list", "contacts.contact_list:ContactListPage", "contacts.whole", about=(ToList,))(
            key("findings", "enter", clause="R10"),
            key("compare", "d", clause="R10"),
            key("merge", "m", danger=2, act="import_list", clause="R10"),
            key("subtract", "u", danger=2, act="import_list", clause="R10"),
            key("part", "p", danger=2, act="import_list", clause="R10"),
            key("note", "n", danger=1, act="import_list", clause="R10"),
            key("replace", "v", danger=1, act="import_list", clause="R10"),
            key("mend", "b", danger=2, act="import_list", clause="R10"),
            key("delete", "x", danger=1, act="import_list", clause="R13"),
        ),
        page("findings", "contacts.contacts:FindingsPage", "contacts.open", about=(ToFindings,))(
            key("reason", "s"), key("export", "w", clause="R10")
        ),
        page("optouts", "contacts.contacts:OptOutsPage", "contacts.optouts", alone=True)(
            key("add", "a", danger=1, act="add_optout", clause="R13"),
            key("import", "i", danger=1, act="add_optout", clause="R13"),
            key("export", "e", danger=1, clause="R13"),
            key("scope", "v"),
            key("lists", "l", clause="R13"),
            key("end", "b", danger=1, act="add_optout", clause="R13"),
            key("state", "s"),
            key("confirm", "c", danger=1, clause="R13"),
            *SEARCHED,
        ),
        page("optout_lists", "contacts.optout_list:OptOutListsPage", "optouts.lists", alone=True)(
            key("open", "enter"), *SEARCHED
        ),
        page("optout_list", "contacts.optout_list:OptOutListPage", "optouts.import")(
            key("record", "ctrl+s", danger=1, clause="R13"), key("stop", "x")
        ),
        page("import", "contacts.import_file:ImportFilePage", "contacts.import")(
            key("take", "enter", danger=1, clause="R10"), key("paste", "p", danger=1), key("path", "slash")
        ),
        page("import_paste", "contacts.import_file:PastePage", "import.paste")(
            key("take", "ctrl+s", danger=1, clause="R10")
        ),
        page("import_columns", "contacts.import_columns:ImportColumnsPage", "import.take")(
            key("forward", "enter", "ctrl+s", danger=1, clause="R10"),
            key("column", "l", "f4"),
            key("sheet", "s", "f5"),
            key("encoding", "c", "f6"),
        ),
        page("import_check", "contacts.import_check:ImportCheckPage", "import_columns.forward")(
            key("forward", "ctrl+s", danger=2, clause="R10"),
            key("turn", "space", danger=1, clause="R10"),
            key("turn_all", "a", "f7", danger=1, clause="R10"),
            key("rows", "enter"),
            key("aside", "o", "f6", danger=1, clause="R10"),
            key("texts", "t", clause="R10"),
            key("export", "e", "f8"),
        ),
        page("import_findings", "contacts.import_findings:ImportFindingsPage", "import_check.rows")(
            *SEARCHED
        ),
        page("import_done", "contacts.import_done:ImportDonePage", "import_check.forward")(
            key("mend", "b", danger=2, clause="R10"), key("request", "n", danger=1, clause="R9")
        ),
    ),
    senses={
        "state:optout": {"active": Sense.GOOD, "ended": Sense.LATER},
        "state:list": {"erased": Sense.LATER},
    },
)
