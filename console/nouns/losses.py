"""What people see of losses (R12)."""

from typing import TYPE_CHECKING, Final

from console.noun import Noun, Route, key, page
from console.wire.duties import subjects

if TYPE_CHECKING:
    from console.domain.losses.losses import LossAct
    from console.wire.credentials.losses import LossView


class ToLossForm(Route, frozen=True):
    """The next act of a loss case, by its kind."""

    view: "LossView"
    kind: "type[LossAct]"


class ToLossReport(Route, frozen=True):
    """A loss to report, perhaps of this gateway's password."""

    gateway: str = ""


NOUN: Final = Noun(
    "losses",
    pages=(
        page("loss", "losses.loss:LossPage", "credentials.open", about=(subjects.Loss,))(
            key("next", "n", clause="R12"),
            key("told", "t", danger=2, clause="R12"),
            key("acknowledged", "a", danger=2, clause="R12"),
            key("certified", "c", danger=2, clause="R12"),
            key("requested", "r", danger=2, clause="R12"),
            key("reissued", "e", danger=2, clause="R12"),
            key("installed", "i", danger=2, clause="R12"),
            key("resumed", "u", danger=2, clause="R12"),
            key("closed", "x", danger=2, clause="R12"),
            key("found", "f", danger=2, clause="R12"),
            key("print", "p", clause="R12"),
        ),
        page("loss_form", "losses.loss_form:LossFormPage", "loss.told", about=(ToLossForm,))(
            key("sign", "ctrl+s", danger=2, clause="R12")
        ),
        page("loss_report", "losses.loss_report:LossReportPage", "credentials.report", about=(ToLossReport,))(
            key("send", "ctrl+s", danger=1, clause="R12")
        ),
    ),
)
