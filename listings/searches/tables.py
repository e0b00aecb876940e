"""Rows of saved searches: what an account keeps asking the list for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base
from listings.searches.saved import NAME_LENGTH_MAX


class SavedSearch(Base):
    """One search under a name; a deleted one stays until the next act, so that it can come back."""

    __tablename__ = "saved_searches"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH_MAX))
    query: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
