"""What people see of templates of texts (R9)."""

from typing import TYPE_CHECKING, Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page
from console.wire.duties import subjects

if TYPE_CHECKING:
    from console.wire.requests.templates import TemplateView


class ToTemplateForm(Route, frozen=True):
    """A department's new template, or the next version of this one."""

    department: str
    view: "TemplateView | None" = None


NOUN: Final = Noun(
    "templates",
    pages=(
        page("templates", "templates.templates:TemplatesPage", "requests.templates", alone=True)(
            key("open", "enter"),
            key("begin", "b", danger=1, clause="R9"),
            key("new", "n", danger=1, clause="R9"),
            key("take", "i", danger=1, clause="R9"),
            *SEARCHED,
            key("state", "s"),
        ),
        page("template", "templates.templates:TemplatePage", "templates.open", about=(subjects.Template,))(
            key("begin", "b", danger=1, clause="R9"),
            key("write", "e", danger=1, clause="R9"),
            key("versions", "v"),
            key("withdraw", "x", danger=1, clause="R9"),
            key("restore", "u", danger=1, clause="R9"),
        ),
        page(
            "template_form",
            "templates.template_form:TemplateFormPage",
            "templates.new",
            about=(ToTemplateForm,),
        )(key("save", "ctrl+s", danger=1, clause="R9")),
    ),
    senses={
        "state:template": {"offered": Sense.GOOD, "blocked": Sense.BAD, "withdrawn": Sense.LATER},
    },
)
