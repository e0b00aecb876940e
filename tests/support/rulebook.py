"""The rules of the house by number: what each is about, when it is due, and which tables test it.

``python -m tests.support.rulebook`` prints them all.  A table belongs to a rule when the ids of its
rows are named after it, as in ``pytest.param(..., id="R-43/4")``; the ids are read from the sources.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parents[1]
# The rules before and during the sale are due, and those of the money; later ones come with title.
DUE_UNTIL = 58
DUE_WITH_MONEY = frozenset({61, 62, 63, 75})
_ID = re.compile(r'id="(R-\d{2,3})/\d+"')

TITLES: Mapping[str, str] = {
    "R-01": "Sales are held online unless the law orders otherwise",
    "R-02": "The whole sale is public",
    "R-03": "Platforms are listed, reviewed and removed",
    "R-04": "Who picks the platform",
    "R-05": "What only a court does",
    "R-06": "Auxiliary work, and who pays for it",
    "R-07": "What a platform owes; no back door",
    "R-08": "What a panel decides",
    "R-10": "The price is looked for within thirty days",
    "R-11": "Four ways to a price, in order",
    "R-12": "Network inquiry",
    "R-13": "Appraisal",
    "R-14": "Service of reports and objections",
    "R-15": "How long a price is valid",
    "R-16": "Ten days to go on",
    "R-17": "Who pays for the price",
    "R-18": "The starting price is the reserve, and has a floor",
    "R-19": "Sales that could bring nothing",
    "R-20": "When no appraisal is needed",
    "R-21": "Lead times of notices",
    "R-22": "What a notice says",
    "R-23": "Eleven disclosures on the day of publication",
    "R-24": "Seven prompts",
    "R-25": "No warranty after a proper warning",
    "R-26": "Notifying parties and priority purchasers",
    "R-27": "Due diligence by kind of asset",
    "R-28": "Counting days",
    "R-30": "Size of a deposit",
    "R-31": "Real name, until the end",
    "R-32": "The enforcing creditor's deposit",
    "R-33": "Codes and secrecy",
    "R-34": "Priority purchasers",
    "R-35": "Who must not bid",
    "R-36": "A defaulter is kept out of the re-run",
    "R-37": "Creditor and debtor may bid",
    "R-38": "Special qualifications and housing limits",
    "R-39": "Agents",
    "R-40": "No cap, equal terms",
    "R-41": "Ascending price and increments",
    "R-42": "A day at least",
    "R-43": "The five-minute extension",
    "R-44": "The clock of record",
    "R-45": "Shown live, kept for good",
    "R-46": "An equal price by priority right",
    "R-47": "Ties between priority purchasers",
    "R-48": "One bidder is enough",
    "R-49": "The winner follows from the bids",
    "R-50": "Failure",
    "R-51": "Enough is enough",
    "R-52": "A bid cannot be taken back",
    "R-53": "Stay by the court",
    "R-54": "Emergency stop by the platform",
    "R-55": "Going on within five days",
    "R-56": "Withdrawal before the start",
    "R-57": "The debtor pays before the day of the sale",
    "R-58": "Outages",
    "R-60": "Confirmation",
    "R-61": "Losers' deposits within a day",
    "R-62": "The winner's deposit",
    "R-63": "Balance",
    "R-64": "Ruling and title",
    "R-65": "Handover",
    "R-66": "Default, and what the deposit pays",
    "R-67": "Shortfall above the deposit",
    "R-68": "Re-run after default",
    "R-69": "Second round",
    "R-70": "Property for debt",
    "R-71": "Sale after two failures",
    "R-72": "After a failed sale",
    "R-73": "Sale without an auction",
    "R-74": "Taxes",
    "R-75": "Fees",
    "R-76": "Encumbrances",
    "R-80": "Six grounds to set a sale aside",
    "R-81": "Objection and review",
    "R-82": "Who pays for harm",
    "R-83": "Sanctions",
    "R-90": "Case account and payout",
    "R-91": "Order of payment",
    "R-92": "Enforcement fee",
    "R-93": "Ordinary creditors",
    "R-94": "Plan of distribution",
    "R-95": "Surplus",
    "R-96": "Special orders of payment",
    "R-97": "Rounding",
    "R-98": "Retention",
    "R-99": "Export of the record",
    "R-100": "A round keeps its version",
}
# What is due and has no table of its own yet, and what is missing of it.
NOT_YET: Mapping[str, str] = {
    "R-58": "comes with the probes of the hall",
}
# What has a table, and is still simpler than the rule.
SIMPLER: Mapping[str, str] = {
    "R-03": "what moved without a decision is found; the national list and its yearly review are not kept",
    "R-05": "ruling and handover have no doors yet; they come with title",
    "R-08": "one decision covers all values of a draft; members are counted, not named",
    "R-10": "what was established before is the date of one step; documents are not compelled here",
    "R-11": "whether an authority has a price is noted by the court; a price found elsewhere is only named",
    "R-12": "the list of platforms is the court's; a corrected result is noted as a new one",
    "R-13": "the draw of agencies happens outside; extensions are of fifteen days each",
    "R-14": "objections to method and to facts have the same five days here",
    "R-17": "shares and the base of a fee are told; no fee is paid by the platform",
    "R-25": "what a court knew and kept back is judged where a sale is set aside (R-80)",
    "R-19": "the sum of what is paid first is the case's; which creditor asked is not compared",
    "R-15": "asking for a new report is not an act here; the new price and its date are written",
    "R-16": "said beside the price and not counted; a lot on the desk is being prepared",
    "R-21": "notices of the sale at a fixed price are not published here",
    "R-32": "which part of a claim the distribution would bring is the court's figure, kept within the claim",
    "R-35": "staff are kept out by their role, and as bidders only if the court lists them",
    "R-36": "who failed to pay is noted by a function; the default that calls it comes later",
    "R-38": "a promise for every lot; the ruling that asks for the checks comes later",
    "R-37": "who acts for a company debtor is not looked for, unless a party of the case is named so",
    "R-45": "what is shown late is noted in the log of the platform by its lot, not in the record",
    "R-51": "what belongs together, or is worth far more than the debt, is the clerk's to see",
    "R-55": "deposits are not given back on request during a long stop",
}


@dataclass(frozen=True)
class Line:
    """One rule as the list prints it: how many rows test it, in which files, or what is missing."""

    rule: str
    title: str
    rows: int
    files: tuple[str, ...]
    missing: str


def is_due(rule: str) -> bool:
    """Say whether a rule belongs to what is built so far."""
    number = int(rule.removeprefix("R-"))
    return number <= DUE_UNTIL or number in DUE_WITH_MONEY


def tables() -> Mapping[str, Counter[str]]:
    """Return for each rule that a test names the files that do, with the number of rows in each."""
    found: dict[str, Counter[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for rule in _ID.findall(path.read_text()):
            found.setdefault(rule, Counter())[str(path.relative_to(TESTS.parent))] += 1
    return found


def lines() -> list[Line]:
    """Return every rule in its order."""
    known = tables()
    return [
        Line(
            rule,
            title,
            known[rule].total() if rule in known else 0,
            tuple(known.get(rule, ())),
            _missing(rule),
        )
        for rule, title in TITLES.items()
    ]


def _missing(rule: str) -> str:
    return NOT_YET.get(rule, "") if is_due(rule) else "comes with title or with the record"


def main() -> None:
    """Print every rule with its tests."""
    for line in lines():
        files = ", ".join(line.files)
        more = f"; simpler: {SIMPLER[line.rule]}" if line.rule in SIMPLER else ""
        told = f"{line.rows} rows in {files}{more}" if line.rows else f"no table: {line.missing}"
        sys.stdout.write(f"{line.rule:6} {line.title:55} {told}\n")


if __name__ == "__main__":
    main()
