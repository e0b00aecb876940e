"""Rows of accounts, sealed identities and signed-in sessions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base

EMAIL_LENGTH = 255


class Account(Base):
    """Somebody who may sign in: a bidder, or one of the staff; never the identity itself."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(16))
    court_id: Mapped[str | None] = mapped_column(ForeignKey("courts.id"), index=True)
    active: Mapped[bool]
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(
            "role IN ('bidder', 'clerk', 'judge', 'finance', 'auditor', 'operator')",
            name="an_account_has_a_role",
        ),
        CheckConstraint(
            "(role IN ('clerk', 'judge', 'finance')) = (court_id IS NOT NULL)",
            name="officers_and_only_officers_have_a_court",
        ),
        CheckConstraint("removed_at IS NULL OR NOT active", name="who_is_removed_is_not_active"),
    )


class Identity(Base):
    """Who an account really is, sealed; the digest finds the same person again, unread.

    Its owner may correct it until the first enrolment fixes it.
    """

    __tablename__ = "identities"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    sealed_name: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_number: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_representative: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    registered_at: Mapped[datetime]
    fixed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("kind IN ('NATURAL', 'COMPANY')", name="an_identity_has_a_kind"),
        CheckConstraint(
            "(kind = 'COMPANY') = (sealed_representative IS NOT NULL)",
            name="companies_and_only_companies_have_a_representative",
        ),
    )


class SignedInSession(Base):
    """One signed-in browser: it holds the token, and here is only the token's hash."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    content: Mapped[str] = mapped_column(Text)
    device: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
