"""The lists of a request on a page or in a dialog: read from their importers' signed manifests, and shown beside the statement."""

from collections.abc import Sequence

from rich.text import Text

from console.acting.contacts.manifests import Vouched
from console.locale import vouched as words
from console.look.senses import Sense
from console.screens.labelled import rows
from console.screens.session import Session
from console.widgets.paint import part_heading, sensed
from console.widgets.show import show


def list_words(
    session: Session, vouched: Sequence[Vouched], width: int = 0, elsewhere: Sequence[Vouched] = ()
) -> Text:
    """Every slot's list, below a heading that says whether it was proved; `elsewhere` are lists not chosen on this machine."""
    if not vouched:
        return show("")
    proved = vouched[0].proved
    heading = words.title(session.lang, proved=proved)
    parts = [part_heading(f" {heading[:1].upper()}{heading[1:]} ")]
    for one in vouched:
        said = words.rows(one.slot, one.manifest, one.importer, session.lang, session.when, proved=proved)
        parts.append(rows(session, said, width))
        if one in elsewhere:
            parts.append(sensed(Sense.YOURS, session.t("vouched.chosen_elsewhere")))
    return Text("\n").join(parts)
