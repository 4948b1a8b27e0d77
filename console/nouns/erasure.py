"""What people see of retention and erasure (R13)."""

from typing import Final

from console.noun import SEARCHED, Noun, key, page
from console.wire.duties import subjects

NOUN: Final = Noun(
    "erasure",
    pages=(
        page("erasure", "erasure.erasure:ErasurePage", "filing.erasure", alone=True, about=(subjects.Due,))(
            key("open", "enter", clause="R13"),
            key("mark", "space"),
            key("propose", "p", danger=2, clause="R13"),
            key("confirm", "c", danger=2, clause="R13"),
            key("hold", "h", danger=1, clause="R13"),
            key("holds", "l", clause="R13"),
            key("certificates", "v", clause="R13"),
            key("every", "s"),
            *SEARCHED,
        ),
        page("legal_holds", "erasure.legal_holds:LegalHoldsPage", "erasure.holds", alone=True)(
            key("open", "enter"), key("release", "u", danger=2, clause="R13"), key("every", "s")
        ),
        page("erasures", "erasure.erasures:ErasuresPage", "erasure.certificates", alone=True)(
            key("open", "enter"), key("print", "x", clause="R13")
        ),
    ),
)
