"""Tables of loss cases (R12): the report, and every signed step after it."""

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class LossRecord(Base):
    """A case: `name` is the gateway or the person, `text` the report as it was made, `head` the digest that the next step names.

    `resumed` and `closed` are instants, empty before.
    """

    __tablename__ = "loss"
    __table_args__ = (Index("loss_closed_index", "closed", "id"),)

    id: Mapped[Big] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    name: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
    text: Mapped[str]
    head: Mapped[str]
    resumed: Mapped[str]
    closed: Mapped[str]


loss = table(LossRecord)


class LossStepRecord(Base):
    """The steps of a case in the order they were taken; a resumption names the two-person act or roster version by its digest."""

    __tablename__ = "loss_step"
    __table_args__ = (PrimaryKeyConstraint("loss", "nth"),)

    loss: Mapped[Big]
    nth: Mapped[int]
    step: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
    digest: Mapped[str]
    text: Mapped[str]
    signature: Mapped[str]
    carrier: Mapped[str]


loss_step = table(LossStepRecord)
