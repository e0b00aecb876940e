"""Reads the form of a draft as tables: amounts, times, dates, words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rules.asset_class import AssetClass
from listings.asset import Asset
from listings.draft_form import (
    DraftForm,
    UnreadableError,
    asset_form,
    clean,
    draft_of,
    form_of,
    keep_terms,
    read_amount,
    read_asset,
    read_changes,
    read_form,
    read_time,
)
from listings.lot import Lot, LotState, Purpose

FORM = {"title": " Flat  9 ", "asset_class": "IMMOVABLE", "starting_price": "714,000.50", "taxes": "a\r\nb"}
LOT = Lot(
    "l", "c", "k", LotState.DRAFT, Purpose.FIRST, 1, "Flat 9", "cn-2016-18", datetime(2026, 1, 1, tzinfo=UTC)
)


def test_a_form_is_kept_as_plain_texts() -> None:
    form = read_form(FORM, currency="CNY", time_zone="Asia/Shanghai")

    assert form.asset == Asset(AssetClass.IMMOVABLE, "Flat 9")
    assert form.fields == {"starting_price": "714000.50", "taxes": "a\nb"}
    assert form.errors == {}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("starting_price", "1e5", "listing_amount_unreadable"),
        ("starting_price", "-5", "listing_amount_unreadable"),
        ("deposit", "NaN", "listing_amount_unreadable"),
        ("increment", "0", "listing_amount_unreadable"),
        ("increment", "10.001", "listing_amount_unreadable"),
        ("starting_price", "1000000000000.01", "listing_amount_too_large"),
        ("reference_price", "x", "listing_amount_unreadable"),
        ("opens_at", "tomorrow", "listing_time_unreadable"),
        ("opens_at", "2026-12-01T10:00Z", "listing_time_unreadable"),
        ("closes_at", "0001-01-01T00:00", "listing_time_unreadable"),
        ("closes_at", "9999-12-31T23:59", "listing_time_unreadable"),
        ("parties_notified_on", "yesterday", "listing_date_unreadable"),
        ("price_fixed_on", "yesterday", "listing_date_unreadable"),
        ("price_method", "guessed", "price_method_unknown"),
        ("parties_notified_on", "0001-01-01", "listing_date_unreadable"),
        ("taxes", "x" * 4001, "listing_text_too_long"),
        ("title", "x" * 201, "listing_text_too_long"),
        ("title", " \x00 ", "listing_title_missing"),
        ("asset_class", "SHIP", "listing_class_unknown"),
        ("enforcement_shown", "BECAUSE", "listing_shown_unreadable"),
        ("enforcement_shown", "D" * 32, "listing_shown_unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(name: str, text: str, reason: str) -> None:
    form = read_form(FORM | {name: text}, currency="CNY", time_zone="Asia/Shanghai")

    assert {field: str(refusal.reason) for field, refusal in form.errors.items()} == {name: reason}


def test_a_time_is_of_the_courts_zone() -> None:
    assert read_time("2026-12-01T10:00", "Asia/Shanghai") == datetime(2026, 12, 1, 2, tzinfo=UTC)
    assert read_time("", "Asia/Shanghai") is None


def test_an_hour_that_clocks_skip_is_refused() -> None:
    with pytest.raises(UnreadableError) as refused:
        read_time("2026-03-29T02:30", "Europe/Berlin")

    assert refused.value.refusal.reason == "listing_time_does_not_exist"


def test_nothing_written_is_no_amount() -> None:
    assert read_amount("  ", "CNY") is None
    assert read_amount("12", "KRW") == Money(12, "KRW")


def test_text_is_cleaned_of_what_no_notice_carries() -> None:
    assert clean("cafe\u0301\x00\x1b\r\nx ") == "caf\u00e9\nx"
    assert clean("a\n  b", one_line=True) == "a b"


def test_a_kept_draft_comes_back_as_form_and_as_notice() -> None:
    fields = {
        "starting_price": "714000.00",
        "opens_at": "2026-12-01T02:00:00+00:00",
        "parties_notified_on": "2026-10-01",
        "taxes": "None.",
    }
    lot, asset = replace(LOT, fields=fields), Asset(AssetClass.MOVABLE, "Flat 9")

    form = form_of(lot, (asset,), "Asia/Shanghai")
    draft = draft_of(lot, (asset,), (), "CNY")

    assert form["opens_at"] == "2026-12-01T10:00"
    assert draft.starting_price == Money(71_400_000, "CNY")
    assert draft.opens_at == datetime(2026, 12, 1, 2, tzinfo=UTC)
    assert draft.parties_notified_on == date(2026, 10, 1)
    assert draft.words == {"taxes": "None."}


def test_a_correction_keeps_terms_class_and_reference_price() -> None:
    lot = replace(LOT, purpose=Purpose.CORRECTION, fields={"deposit": "5.00", "taxes": "Old."})
    first = Asset(AssetClass.IMMOVABLE, "Flat", reference_price=Money(100, "CNY"))
    wished = read_form(
        FORM | {"asset_class": "SHIP", "deposit": "x", "taxes": "New."}, currency="CNY", time_zone="UTC"
    )

    kept = keep_terms(lot, first, wished)

    assert kept.errors == {}
    assert kept.fields == {"deposit": "5.00", "taxes": "New."}
    assert (kept.asset.asset_class, kept.asset.reference_price) == (AssetClass.IMMOVABLE, Money(100, "CNY"))


def test_a_first_draft_keeps_what_was_written() -> None:
    wished = read_form(FORM, currency="CNY", time_zone="UTC")

    assert keep_terms(LOT, Asset(AssetClass.MOVABLE, "Old"), wished) is wished


def test_an_asset_without_class_and_title_names_both() -> None:
    errors: dict[str, object] = {}

    read_asset({}, "CNY", errors)

    assert set(errors) == {"title", "asset_class"}


FIRST = Asset(AssetClass.IMMOVABLE, "Flat 9", "Third floor.", "Lakeside", Money(100, "CNY"), "None known.")
STORED = replace(LOT, fields={"taxes": "By law.", "opens_at": "2026-12-01T02:00:30+00:00"})


def changed(**fields: str) -> DraftForm:
    return read_changes(fields, lot=STORED, first=FIRST, currency="CNY", time_zone="Asia/Shanghai")


def test_what_a_form_does_not_name_stays_to_the_second() -> None:
    form = changed(deposit="5")

    assert form.asset == FIRST
    assert form.fields == dict(STORED.fields) | {"deposit": "5.00"}


def test_what_a_form_names_and_leaves_empty_goes() -> None:
    form = changed(taxes="", reference_price="", place="Hill")

    assert form.asset == replace(FIRST, reference_price=None, place="Hill")
    assert "taxes" not in form.fields


def test_only_what_a_form_names_can_be_wrong() -> None:
    untitled = replace(FIRST, title="")
    lot = replace(STORED, title="")

    form = read_changes({"deposit": "x"}, lot=lot, first=untitled, currency="CNY", time_zone="Asia/Shanghai")

    assert set(form.errors) == {"deposit"}


def test_an_asset_is_shown_as_it_is_read() -> None:
    errors: dict[str, Refusal] = {}

    assert read_asset(asset_form(FIRST), "CNY", errors) == FIRST
    assert errors == {}
