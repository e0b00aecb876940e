"""Rows of checkouts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base


class Checkout(Base):
    """A page at the payment service for one request; its id is the key of the call that makes it."""

    __tablename__ = "checkouts"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("payment_requests.id"))
    number: Mapped[int] = mapped_column(Integer)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    language: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    gateway_id: Mapped[str] = mapped_column(String(255), default="")
    url: Mapped[str] = mapped_column(String(2000), default="")
    reason: Mapped[str] = mapped_column(String(64), default="")
    # When the service is asked what became of the page, if it did not tell; nothing when that is over.
    next_look_at: Mapped[datetime | None] = mapped_column(index=True)

    __table_args__ = (
        CheckConstraint("state IN ('NEW', 'OPEN', 'REFUSED')", name="a_checkout_has_a_state"),
        CheckConstraint("(state = 'OPEN') = (url <> '')", name="an_open_checkout_has_an_address"),
        CheckConstraint("amount_minor > 0", name="a_checkout_is_positive"),
        UniqueConstraint("request_id", "number", name="one_checkout_of_a_number"),
    )
