"""The file that a court fills in to write a list of its own: the header and two rows as examples."""

from __future__ import annotations

from listings.imports.mapping import HOUSE_LIST
from listings.imports.report import BOM, format_line

FILE_NAME = "house-list.csv"
EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "case_number": "(2026) 0101 Enf. 17",
        "lot_number": "1",
        "title": "Flat of 98 m² on the third floor",
        "asset_class": "immovable",
        "place": "12 Quay Road, East District",
        "description": "Three rooms, kitchen and bath; built in 2009; with a cellar.",
        "known_defects": "The window of the kitchen does not close.",
        "reference_price": "1020000.00",
        "starting_price": "714000.00",
        "failed_rounds": "0",
        "increment": "10000.00",
        "deposit": "71400.00",
        "opens_at": "2027-03-01 10:00",
        "closes_at": "2027-03-02 10:00",
        "balance_due_at": "2027-03-17 17:00",
        "price_method": "appraisal",
        "price_fixed_on": "2026-11-04",
        "pricing_basis": "Appraisal of 4 November 2026",
        "enforcement_basis": "Judgment (2025) 0101 Civ. 88",
        "occupation": "Vacant; the title is registered.",
        "taxes": "By law; each side bears its own.",
        "viewing": "On 20 February 2027 at 14:00, by appointment.",
    },
    {
        "case_number": "(2026) 0101 Enf. 17",
        "lot_number": "2",
        "title": "Delivery van, first registered in 2019",
        "asset_class": "movable",
        "place": "Yard of the court, 3 Mill Lane",
        "known_defects": "None known.",
        "reference_price": "86000.00",
        "starting_price": "60200.00",
        "increment": "500.00",
        "deposit": "6020.00",
    },
)


def template() -> str:
    """Return the file as CSV, which every spreadsheet opens."""
    columns = HOUSE_LIST.columns
    rows = [[example.get(column, "") for column in columns] for example in EXAMPLES]
    return BOM + "".join(format_line(cells) for cells in (columns, *rows))
