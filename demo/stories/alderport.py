"""A district court that writes English: the court, its cases, the usual words of its notices."""

from __future__ import annotations

from auction.payments.bank.account import CourtAccount
from demo.stories import alderport_lots
from demo.story import CaseStory, CourtStory

COURT = CourtStory(
    name="Alderport District Court",
    spoken="Alderport, writes English, EUR",
    language="en",
    time_zone="Europe/Dublin",
    currency="EUR",
    contact="Enforcement Office, 2 Court Steps, Alderport, weekdays 9:30 to 12:30, telephone 0000 555 0146",
    supervision="Court Inspectorate, telephone 0000 555 0199",
    staff={
        "clerk": "clerk.alderport@demo.example",
        "judge": "judge.alderport@demo.example",
        "finance": "finance.alderport@demo.example",
    },
    account=CourtAccount(
        "Alderport District Court", "IE19ALDP99000000000001", "Alderport Savings Bank", "ALDPIEI0", "EUR"
    ),
    cases=(
        CaseStory(
            "2026 ADC 0721",
            "Mortgage arrears",
            "Order for sale of 14 May 2026, 2025 ADC 3310",
            "ALDP00000721",
            "Alderport Savings Bank",
            "Owen Marsh",
        ),
        CaseStory(
            "2026 ADC 0804",
            "Unpaid supplies",
            "Judgment of 2 June 2026, 2025 ADC 3402",
            "ALDP00000804",
            "Northern Timber Supplies",
            "Quayside Joinery",
        ),
    ),
    words={
        "bidder_conditions": (
            "Any adult of full legal capacity and any company may bid. Whoever bids for somebody "
            "else must have "
            "the authority confirmed by the court three working days before the opening. The "
            "debtor may not bid."
        ),
        "rights_and_duties": (
            "The property is sold as it stands, without warranty of quality. Bidders should view "
            "it and search the "
            "registers themselves; whoever bids accepts known and unknown defects."
        ),
        "legal_liability": (
            "A buyer who does not pay the balance in time loses the deposit and may not bid when "
            "the lot is sold "
            "again."
        ),
        "payment_method": (
            "The deposit is paid on the enrolment page, the balance by bank transfer before the "
            "date in this notice, "
            "both in the bidder's own name and to the account of this case. No commission is charged."
        ),
        "enforcement_basis": "The judgment under enforcement may be inspected at the court registry.",
        "pricing_basis": (
            "Valued by an independent valuer whom the parties agreed on; the valuation is the "
            "reference price."
        ),
        "occupation": "Seized and kept by the enforcement officer; nobody else has a right to use it.",
        "priority_holders": "None are known to the court.",
        "parties_notified": "All parties were notified in writing.",
        "taxes": "Each side bears the taxes and fees of the transfer that the law puts on it.",
        "panel_decision": (
            "Three judges set the starting price, the increment and the deposit; their minute is on file."
        ),
        "viewing": "Wednesdays from 14:00 to 16:00; please give one working day's notice by telephone.",
    },
    labels={
        "case": "Case",
        "place": "Place",
        "description": "Description",
        "defects": "Known defects",
        "reference": "Reference price",
        "pricing": "How it was found",
        "drawing": "Sketch; measurements are to be checked on the spot.",
        "invented": "Demonstration document: everything in it is invented.",
    },
    lots=alderport_lots.LOTS,
)
