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
from auction.ledger.transfer import INSIDE, SPENDING, WAYS, Purpose


def _one_of(purposes: Iterable[Purpose], column: str = "purpose") -> str:
    """Say in SQL that a purpose is one of these; compared one by one, which costs a row less than a list."""
    tests = [f"{column} = '{purpose.value}'" for purpose in purposes]
    return f"({' OR '.join(tests)})"


# Written out, so that both databases see that a query asks for nothing else.
TOLD_BY_LETTER = _one_of(
    (
        Purpose.BALANCE_PAID,
        Purpose.UNMATCHED_TAKEN,
        Purpose.SET_OFF_ADMITTED,
        Purpose.BALANCE_APPLIED,
        Purpose.UNMATCHED_RETURNED,
        Purpose.REFUND_SENT,
    )
)
# What a court's own statement tells: what comes, goes, or is of no round.  The hammer moves none of it.
COMES_OR_GOES = f"(round_id IS NULL OR NOT {_one_of(INSIDE)})"


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
_SQLITE_HOLD = (
    f"CREATE TRIGGER transfers_hold AFTER INSERT ON transfers WHEN {_one_of(SPENDING, 'NEW.purpose')} BEGIN"  # noqa: S608  # our own words only
    f" SELECT RAISE(ABORT, '{NO_REVERSE}')"
    f" WHERE NEW.purpose = 'CORRECTION' AND NOT {_REVERSED.format(new='NEW')};"
    f" SELECT RAISE(ABORT, '{BELOW_ZERO}') WHERE"
    " (SELECT coalesce(sum(came.amount_minor), 0) FROM transfers AS came"
    " WHERE came.credit_account = NEW.debit_account)"
    " < (SELECT sum(went.amount_minor) FROM transfers AS went WHERE went.debit_account = NEW.debit_account)"
    f" AND {_is('NEW.debit_account', CREDIT_SIDE)}; END"
)
# One look for all rows of a statement.  First what came is summed and locked, in the order of the accounts:
# two who would spend the same money wait for each other at the rows that brought it.  What went is
# summed after that, so that the second sees what the first spent.  And no plan that was made for an
# empty table reads a full one whole.
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION transfers_hold() RETURNS trigger LANGUAGE plpgsql"  # noqa: S608  # our own words only
    " SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off"
    " SET enable_mergejoin = off SET enable_hashagg = off"
    " AS $$ DECLARE accounts text[]; came bigint[]; BEGIN"
    f" IF EXISTS (SELECT 1 FROM posted WHERE purpose = 'CORRECTION' AND NOT {_REVERSED.format(new='posted')})"
    f" THEN RAISE EXCEPTION '{NO_REVERSE}' USING ERRCODE = 'check_violation'; END IF;"
    " WITH spent AS (SELECT DISTINCT debit_account AS account FROM posted"
    f" WHERE {_one_of(SPENDING)} AND {_is('debit_account', CREDIT_SIDE)}),"
    " held AS MATERIALIZED (SELECT account, (SELECT coalesce(sum(amount_minor), 0) FROM"
    " (SELECT amount_minor FROM transfers WHERE credit_account = spent.account FOR NO KEY UPDATE) AS brought)"
    " AS minor FROM spent)"
    " SELECT array_agg(account), array_agg(minor) INTO accounts, came FROM held;"
    " IF EXISTS (SELECT 1 FROM unnest(accounts, came) WITH ORDINALITY AS held(account, minor, number)"
    " JOIN transfers AS went ON went.debit_account = held.account"
    " GROUP BY held.number, held.minor HAVING sum(went.amount_minor) > held.minor)"
    f" THEN RAISE EXCEPTION '{BELOW_ZERO}' USING ERRCODE = 'check_violation'; END IF;"
    " RETURN NULL; END $$"
)
_POSTGRESQL_TRIGGER = (
    "CREATE TRIGGER transfers_hold AFTER INSERT ON transfers REFERENCING NEW TABLE AS posted"
    " FOR EACH STATEMENT EXECUTE FUNCTION transfers_hold()"
)
GUARDS = {
    "sqlite": (_SQLITE_HOLD,),
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
        Index(
            "ix_transfers_court",
            "court_id",
            "posted_at",
            sqlite_where=text(COMES_OR_GOES),
            postgresql_where=text(COMES_OR_GOES),
        ),
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
