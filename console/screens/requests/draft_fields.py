"""The fields of the entry form (Attachment 1), in the order in which they are asked."""

from typing import Final, Literal, NamedTuple

Kind = Literal["line", "lines", "choice", "tick"]


class FormField(NamedTuple):
    """A field: its name in the draft, how it is filled in, its clause, characters at most (0: as the statement allows)."""

    name: str
    kind: Kind
    clause: str
    most: int = 0


FIELDS: Final[tuple[FormField, ...]] = (
    FormField("category", "choice", "R2"),
    FormField("subtype", "line", "R2", 200),
    FormField("purpose", "line", "R2", 2000),
    FormField("telephone", "line", "R9", 200),
    FormField("basis", "choice", "R13"),
    FormField("consent", "line", "R13", 200),
    FormField("audience", "line", "R9", 2000),
    FormField("selection", "line", "R9", 2000),
    FormField("list_source", "line", "R10", 200),
    FormField("signature", "line", "R13", 20),
    FormField("body", "lines", "R11", 1000),
    FormField("opt_out", "line", "R13", 40),
    FormField("quoted", "lines", "R11"),
    FormField("harmless", "tick", "R11"),
    FormField("unclassified", "tick", "R11"),
    FormField("third_party", "tick", "R11"),
    FormField("third_party_approval", "line", "R11", 200),
    FormField("gateway", "choice", "R2"),
    FormField("backup_gateway", "choice", "R2"),
    FormField("rate", "line", "R2", 7),
    FormField("sender_code", "line", "R2", 20),
    FormField("attachments", "lines", "R6"),
    FormField("remarks", "lines", "R2", 2000),
)
"""`slots` come after the text and before the self-checks; they are rows of their own."""
