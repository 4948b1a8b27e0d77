"""What people see of complaints (R7, R13)."""

from typing import Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page
from console.wire.duties import subjects


class ToComplaints(Route, frozen=True):
    """Complaints about one request, and its form number for a new one."""

    request: int
    form: str = ""


NOUN: Final = Noun(
    "complaints",
    pages=(
        page(
            "complaints",
            "complaints.complaints:ComplaintsPage",
            "sends.complaints",
            alone=True,
            about=(ToComplaints,),
        )(key("open", "enter"), key("new", "n", danger=1, clause="R7"), key("state", "s"), *SEARCHED),
        page(
            "complaint", "complaints.complaint:ComplaintPage", "complaints.open", about=(subjects.Complaint,)
        )(
            key("answer", "a", danger=1, clause="R7"),
            key("close", "x", danger=1, clause="R13"),
            key("unmask", "u", danger=1, clause="R7"),
            key("request", "enter"),
        ),
        page("complaint_form", "complaints.complaints:ComplaintFormPage", "complaints.new")(
            key("save", "ctrl+s", danger=1, clause="R7")
        ),
    ),
    senses={
        "state:complaint": {"received": Sense.YOURS, "answered": Sense.WAITING, "closed": Sense.GOOD},
    },
)
