"""Rows of refused payouts that two people sent again, each time once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only, guard
from auction.payments.payout import TIMES_MAX


class PayoutAgain(Base):
    """A payout that was refused and goes out once more, by which gateway, and which time it is."""

    __tablename__ = "payouts_again"

    proposal_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    transfer_id: Mapped[str] = mapped_column(ForeignKey("payouts.transfer_id"))
    number: Mapped[int] = mapped_column(Integer)
    gateway: Mapped[str] = mapped_column(String(16))
    decided_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("transfer_id", "number", name="a_payout_goes_out_again_once_each_time"),
        CheckConstraint(f"number BETWEEN 2 AND {TIMES_MAX}", name="a_payout_goes_out_again_a_few_times"),
    )


# Whatever may have left is never tried a second time: the database itself takes no row about it.
_NOT_REFUSED = (
    "NOT EXISTS (SELECT 1 FROM payouts AS own WHERE own.transfer_id = NEW.transfer_id"  # our own words only
    " AND own.state = 'REFUSED')"
)
NOT_REFUSED = "only what was refused goes out again"
_SQLITE = (
    f"CREATE TRIGGER payouts_again_were_refused BEFORE INSERT ON payouts_again WHEN {_NOT_REFUSED}"
    f" BEGIN SELECT RAISE(ABORT, '{NOT_REFUSED}'); END"
)
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION payouts_again_were_refused() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN IF {_NOT_REFUSED} THEN"
    f" RAISE EXCEPTION '{NOT_REFUSED}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
)
_POSTGRESQL_TRIGGER = (
    "CREATE TRIGGER payouts_again_were_refused BEFORE INSERT ON payouts_again"
    " FOR EACH ROW EXECUTE FUNCTION payouts_again_were_refused()"
)
GUARDS = {"sqlite": (_SQLITE,), "postgresql": (_POSTGRESQL_FUNCTION, _POSTGRESQL_TRIGGER)}
append_only(PayoutAgain.__table__)
guard(PayoutAgain.__table__, GUARDS)
