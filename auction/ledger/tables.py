"""Rows of the ledger: transfers alone.  No account could receive a commission.

What an account may be, which way a purpose goes, and that nobody's money is spent twice is held by
the database as well: a mistake of ours stops at a constraint or a trigger with a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only, guard
from auction.ledger.accounts import CREDIT_SIDE, Kind
from auction.ledger.transfer import WAYS

# Written out, so that both databases see that a query asks for nothing else.
TOLD_BY_LETTER = (
    "purpose IN ('BALANCE_PAID', 'UNMATCHED_TAKEN', 'SET_OFF_ADMITTED', 'BALANCE_APPLIED',"
    " 'UNMATCHED_RETURNED', 'REFUND_SENT')"
)


def _is(side: str, kinds: Iterable[Kind]) -> str:
    """Say in SQL that an account is of one of the kinds."""
    named = sorted(f"{kind.value}:" for kind in kinds)
    tests = [f"substr({side}, 1, {len(name)}) = '{name}'" for name in named]
    return tests[0] if len(tests) == 1 else f"({' OR '.join(tests)})"


def _in(side: str) -> str:
    """Say in SQL that an account is in the currency of its row."""
    return f"substr({side}, length({side}) - 3) = ':' || currency"


# Every other purpose has its ways, and each way joins two kinds of the chart.
IN_CHART = f"purpose <> 'CORRECTION' OR ({_is('debit_account', Kind)} AND {_is('credit_account', Kind)})"
IN_CURRENCY = f"{_in('debit_account')} AND {_in('credit_account')}"
ON_THEIR_WAY = " OR ".join(
    [
        f"(purpose = '{purpose.value}' AND {_is('debit_account', way.debit)}"
        f" AND {_is('credit_account', way.credit)})"
        for purpose, way in WAYS.items()
    ]
    + ["purpose = 'CORRECTION'"]
)
ENTERS_A_DEPOSIT = (
    f"purpose IN ('DEPOSIT_PAID', 'UNMATCHED_TAKEN') AND {_is('credit_account', {Kind.DEPOSIT})}"
)
BELOW_ZERO = "nothing leaves an account that is not in it"
NO_REVERSE = "a correction is the exact reverse of an earlier transfer"
_REVERSED = (
    "EXISTS (SELECT 1 FROM transfers AS wrong WHERE wrong.id = {new}.reverses"
    " AND wrong.debit_account = {new}.credit_account AND wrong.credit_account = {new}.debit_account"
    " AND wrong.amount_minor = {new}.amount_minor)"
)
_MORE_WENT = (
    "(SELECT coalesce(sum(came.amount_minor), 0) FROM transfers AS came WHERE came.credit_account = {spent})"
    " < (SELECT sum(went.amount_minor) FROM transfers AS went WHERE went.debit_account = {spent})"
)
# Compared and not cut out: cheaper than functions, for each row of a sale day.
_SOMEBODY_SPENDS = " OR ".join(
    f"NEW.debit_account >= '{kind.value}:' AND NEW.debit_account < '{kind.value};'"
    for kind in sorted(CREDIT_SIDE)
)
_SQLITE_NOT_BELOW_ZERO = (
    "CREATE TRIGGER transfers_not_below_zero AFTER INSERT ON transfers"
    f" WHEN ({_SOMEBODY_SPENDS}) AND {_MORE_WENT.format(spent='NEW.debit_account')}"
    f" BEGIN SELECT RAISE(ABORT, '{BELOW_ZERO}'); END"
)
_SQLITE_REVERSED_EXACTLY = (
    "CREATE TRIGGER transfers_reversed_exactly AFTER INSERT ON transfers"
    f" WHEN NEW.purpose = 'CORRECTION' AND NOT {_REVERSED.format(new='NEW')}"
    f" BEGIN SELECT RAISE(ABORT, '{NO_REVERSE}'); END"
)
# One look for all rows of a statement.  Two who would spend the same money wait for each other at
# the rows that brought it; and no plan that was made for an empty table reads a full one whole.
_SPENDS = _is("spent.debit_account", CREDIT_SIDE)
_SPENT_MORE = _MORE_WENT.format(spent="spent.debit_account")
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION transfers_hold() RETURNS trigger LANGUAGE plpgsql"  # noqa: S608  # our own words only
    " SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$ BEGIN"
    f" IF EXISTS (SELECT 1 FROM posted WHERE purpose = 'CORRECTION' AND NOT {_REVERSED.format(new='posted')})"
    f" THEN RAISE EXCEPTION '{NO_REVERSE}' USING ERRCODE = 'check_violation'; END IF;"
    " PERFORM 1 FROM posted AS spent JOIN transfers AS came ON came.credit_account = spent.debit_account"
    f" WHERE {_SPENDS} FOR NO KEY UPDATE OF came;"
    f" IF EXISTS (SELECT 1 FROM posted AS spent WHERE {_SPENDS} AND {_SPENT_MORE})"
    f" THEN RAISE EXCEPTION '{BELOW_ZERO}' USING ERRCODE = 'check_violation'; END IF;"
    " RETURN NULL; END $$"
)
_POSTGRESQL_TRIGGER = (
    "CREATE TRIGGER transfers_hold AFTER INSERT ON transfers REFERENCING NEW TABLE AS posted"
    " FOR EACH STATEMENT EXECUTE FUNCTION transfers_hold()"
)
GUARDS = {
    "sqlite": (_SQLITE_NOT_BELOW_ZERO, _SQLITE_REVERSED_EXACTLY),
    "postgresql": (_POSTGRESQL_FUNCTION, _POSTGRESQL_TRIGGER),
}


class Transfer(Base):
    """One movement between two accounts: one debit, one credit, never changed.

    The balance of an account is the sum of its credits less its debits, and stored nowhere.
    """

    __tablename__ = "transfers"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    debit_account: Mapped[str] = mapped_column(String(64))
    credit_account: Mapped[str] = mapped_column(String(64))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    purpose: Mapped[str] = mapped_column(String(24))
    court_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    case_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    lot_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    round_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    posted_at: Mapped[datetime]
    reverses: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="a_transfer_is_positive"),
        CheckConstraint(IN_CHART, name="no_account_could_receive_a_commission"),
        CheckConstraint(IN_CURRENCY, name="a_transfer_stays_in_its_currency"),
        CheckConstraint(ON_THEIR_WAY, name="a_purpose_has_its_ways"),
        CheckConstraint(
            "(purpose = 'CORRECTION') = (reverses IS NOT NULL)", name="a_correction_says_what_it_reverses"
        ),
        # As few as will do, for each costs something for every row of a sale day.  The first two know
        # the amounts, so that sums and guards read them alone.
        Index("ix_transfers_debit", "debit_account", "posted_at", "amount_minor"),
        Index("ix_transfers_credit", "credit_account", "posted_at", "amount_minor"),
        Index("ix_transfers_round", "round_id"),
        Index("ix_transfers_court", "court_id", "posted_at"),
        # What letters tell of is looked for every second; the bulk of a sale day is not in it.
        Index(
            "ix_transfers_told",
            "posted_at",
            "id",
            sqlite_where=text(TOLD_BY_LETTER),
            postgresql_where=text(TOLD_BY_LETTER),
        ),
        Index(
            "a_deposit_enters_once",
            "credit_account",
            unique=True,
            sqlite_where=text(ENTERS_A_DEPOSIT),
            postgresql_where=text(ENTERS_A_DEPOSIT),
        ),
        Index(
            "a_transfer_is_reversed_once",
            "reverses",
            unique=True,
            sqlite_where=text("reverses IS NOT NULL"),
            postgresql_where=text("reverses IS NOT NULL"),
        ),
    )


append_only(Transfer.__table__)
guard(Transfer.__table__, GUARDS)
