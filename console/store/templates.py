"""Tables of templates: how each stands, and every version as it was written."""

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class TemplateRecord(Base):
    """A template as its newest version has it. `everyone` is 1 for one that the General Department offers to all.

    `words` are what people search in. `reason` is why it was withdrawn, or the class of what the screening list found in it.
    """

    __tablename__ = "template"
    __table_args__ = (Index("template_department_index", "department", "name"),)

    id: Mapped[Big] = mapped_column(primary_key=True)
    department: Mapped[str]
    name: Mapped[str]
    words: Mapped[str]
    category: Mapped[str]
    everyone: Mapped[int]
    version: Mapped[int]
    state: Mapped[str]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]


template = table(TemplateRecord)


class TemplateVersionRecord(Base):
    """A version of a template; `says` is its content as JSON. None is ever changed or deleted."""

    __tablename__ = "template_version"
    __table_args__ = (PrimaryKeyConstraint("template", "version"),)

    template: Mapped[Big]
    version: Mapped[int]
    says: Mapped[str]
    digest: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]


template_version = table(TemplateVersionRecord)
