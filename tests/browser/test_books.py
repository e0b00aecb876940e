"""Every day of the demo's courts agrees with the bank on paper, and finance sees that it does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from auction.payments.reconciliation.tables import MoneyDifference, Reconciliation
from tests.browser.test_pages import flaws
from tests.support import browser
from tests.support.demo_court import DemoCourt

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_weeks_of_sales_differ_in_nothing(chromium: Browser, court: DemoCourt) -> None:
    with court.world.database.reading() as tx:
        days = list(tx.scalars(select(Reconciliation)))
        differences = list(tx.scalars(select(MoneyDifference.key)))

    assert differences == []
    assert sum(day.line_count for day in days) > 50
    assert all(day.gateway_minor is not None for day in days)
    with browser.person(chromium) as page:
        page.add_init_script(browser.axe_script())
        court.sign_in(page, "finance")
        page.goto(court.address("/court/finance"))
        page.get_by_role("link", name="Reconciliation").click()
        expect(page.get_by_text("Everything agrees.")).to_be_visible()
        assert flaws(page) == []
