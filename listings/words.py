"""The sentences of the notice board and the court's desk, by reason, class, state and field."""

from __future__ import annotations

from auction.kernel.words import N_
from listings.parties import words as parties_words
from listings.reason import Missing, Reason
from listings.valuation import words as valuation_words

_REASONS: dict[str, str] = {
    Reason.AMOUNT_UNREADABLE: N_(
        "“%(written)s” is not an amount in %(currency)s; write it like 71400, decimals after a point."
    ),
    Reason.AMOUNT_TOO_LARGE: N_("%(amount)s is more than can be sold for here; the most is %(most)s."),
    Reason.TIME_UNREADABLE: N_(
        "“%(written)s” is not a date and time; write it like 2026-12-01T10:00, in %(time_zone)s."
    ),
    Reason.TIME_DOES_NOT_EXIST: N_(
        "%(written)s does not exist in %(time_zone)s, because clocks are put forward then."
    ),
    Reason.DATE_UNREADABLE: N_("“%(written)s” is not a date; write it like 2026-12-01."),
    Reason.PRICE_UNREADABLE: N_("“%(written)s” is not an amount; write it in digits, like 250000."),
    Reason.DISCOUNT_UNREADABLE: N_("“%(written)s” is not a whole percentage from 0 to 100."),
    Reason.SEARCH_WITHOUT_NAME: N_("Give the search a name by which you know it again."),
    Reason.TOO_MANY_SEARCHES: N_("At most %(searches_max)s searches can be saved; delete one of them first."),
    Reason.CLASS_UNKNOWN: N_("Choose whether the property is movable, immovable or another right."),
    Reason.TITLE_MISSING: N_("Give the lot a title."),
    Reason.TEXT_TOO_LONG: N_("The text has %(length)s characters; at most %(length_max)s fit."),
    Reason.RANK_UNREADABLE: N_("The rank is a whole number from 1 (the strongest) to %(rank_max)s."),
    Reason.ID_NUMBER_MISSING: N_("Give the id number or credit code of the priority purchaser."),
    Reason.ID_NUMBER_WRONG: N_(
        "This is neither a resident id number nor a unified social credit code. Compare every character: "
        "under a wrong number nobody would have the right."
    ),
    Reason.BASIS_MISSING: N_("Say what the priority right rests on."),
    Reason.PRIORITY_LISTED: N_("This priority purchaser is already on the list."),
    Reason.TOO_MANY_PRIORITIES: N_("A priority list has at most %(places_max)s places."),
    Reason.PRIORITY_NOT_LISTED: N_("This place is not on the priority list; nothing was changed."),
    Reason.ASSET_NOT_IN_LOT: N_("This is not one of the further assets of the lot now; nothing was changed."),
    Reason.TOO_MANY_ASSETS: N_("A lot has at most %(assets_max)s assets; make a second lot."),
    Reason.WARRANTY_UNKNOWN: N_("Choose whether the notice disclaims warranty."),
    Reason.SHOWN_UNREADABLE: N_("Choose one of the documents, or why the law keeps it from the public."),
    Reason.CASE_UNKNOWN: N_("This court has no such case."),
    Reason.CHANNEL_UNKNOWN: N_("Choose whether the lot is sold online or another way."),
    Reason.CHANNEL_WITHOUT_BASIS: N_(
        "Court property is sold online. To sell it another way, name the law that orders it."
    ),
    Reason.SHARES_ONLINE_ONLY: N_("Shares are sold online always; this lot is to be sold another way."),
    Reason.SOLD_ANOTHER_WAY: N_("This lot is to be sold another way, and so it is not published here."),
    Reason.DRAFT_STALE: N_(
        "Somebody changed this lot while you had it open (you saw version %(seen)s, now it is "
        "%(stored)s). Nothing was done yet; look at what it says now."
    ),
    Reason.NOT_A_DRAFT: N_("Only a draft can be changed, and this lot is not a draft now."),
    Reason.NOT_SUBMITTED: N_("This lot has not been proposed for publication."),
    Reason.SAME_PERSON: N_("Whoever proposed a notice cannot publish it; a second person must."),
    Reason.RETURN_WITHOUT_REASON: N_("Say why the proposal goes back, so that it can be mended."),
    Reason.NOT_PUBLISHED: N_("This lot is not published, or waits for the second person."),
    Reason.NO_LONGER_CORRECTABLE: N_(
        "A notice can be corrected only before the bidding opens; after that nothing changes."
    ),
    Reason.NOTHING_CORRECTED: N_("The notice would read exactly as before; there is nothing to correct."),
    Reason.CORRECTED_TOO_LATE: N_(
        "This correction changes what bidders rely on, and the time of the notice runs anew: the round could "
        "open on %(earliest)s, and opens on %(opens)s. Withdraw it and publish it anew."
    ),
    Reason.TERMS_STAND: N_(
        "Assets, prices and times of a published round stand. Withdraw the round and publish it anew."
    ),
    Reason.PRIORITY_STANDS: N_("A published place on the priority list stands."),
    Reason.NO_NEXT_ROUND: N_("A further round follows only an unsold or withdrawn one."),
    Reason.NO_THIRD_ROUND: N_("After a second failed round no third is held."),
    Reason.PARTIES_NOTIFIED_LATE: N_(
        "The parties were notified on %(notified_on)s; published today, it must have been by %(latest)s."
    ),
    Reason.DEBT_UNKNOWN: N_(
        "No claim is registered in this case, so nobody can say that the debt is paid. Register it first."
    ),
    Reason.INTEREST_MISSING: N_("Write the interest to this day as well; write 0 if none has run up."),
    Reason.DEBT_NOT_COVERED: N_(
        "%(received)s is not the whole debt of %(owed)s with interest and costs; %(missing)s are missing."
    ),
    Reason.GROUND_NOT_NAMED: N_("Choose the ground on which the law lets a court do this; it is published."),
    Reason.NOT_GROUNDED: N_("Give the reason and the legal basis; both are published."),
    Reason.SITTING_FORGOTTEN: N_("What the draft said then is no longer kept; nothing was changed."),
    Reason.READS_DIFFERENTLY: N_(
        "The notice would no longer read as it was shown to you. Read it again; nothing was published."
    ),
    Reason.NO_PLACE_TO_MOVE: N_("Say whether the file moves forward, backward or to which place."),
    Reason.UPLOAD_MISSING: N_("Choose a file first; the file was missing or empty."),
    Reason.UPLOAD_TOO_BIG: N_("The file has %(megabytes)s MB; at most %(megabytes_max)s MB are taken."),
    Reason.PHOTO_TYPE: N_("This is not a JPEG, PNG or WebP picture."),
    Reason.PHOTO_UNREADABLE: N_("This picture is damaged and cannot be read."),
    Reason.PHOTO_TOO_MANY_PIXELS: N_(
        "The picture is too large; at most %(megapixels_max)s megapixels are taken."
    ),
    Reason.PHOTO_TOO_SMALL: N_(
        "The picture has %(width)s × %(height)s pixels; at least %(least)s on each side are needed."
    ),
    Reason.PHOTO_WITHOUT_WORDS: N_("Say in words what the photo shows, for those who cannot see it."),
    Reason.TOO_MANY_PHOTOS: N_("A lot has at most %(count_max)s photos."),
    Reason.DOCUMENT_TYPE: N_("This is not a PDF document."),
    Reason.DOCUMENT_UNREADABLE: N_("This document is damaged or empty and cannot be read."),
    Reason.DOCUMENT_ENCRYPTED: N_("This document is protected by a password; upload it without."),
    Reason.DOCUMENT_TOO_MANY_PAGES: N_("The document has %(pages)s pages; at most %(pages_max)s are taken."),
    Reason.DOCUMENT_WITHOUT_TITLE: N_("Give the document a title."),
    Reason.UPLOAD_NOT_IN_DRAFT: N_("This file is not in the draft; nothing was changed."),
    Reason.TOO_MANY_DOCUMENTS: N_("A lot has at most %(count_max)s documents."),
}
_MISSING: dict[str, str] = {
    Missing.TITLE: N_("The notice lacks a title."),
    Missing.DESCRIPTION: N_("The notice does not describe the property."),
    Missing.PLACE: N_("The notice does not say where the property is."),
    Missing.KNOWN_DEFECTS: N_("The notice does not name the known defects; “none known” is allowed."),
    Missing.REFERENCE_PRICE: N_("The reference price is missing."),
    Missing.STARTING_PRICE: N_("The notice lacks the starting price."),
    Missing.INCREMENT: N_("The notice lacks the increment."),
    Missing.DEPOSIT: N_("The notice lacks the deposit."),
    Missing.OPENS_AT: N_("The notice does not say when the bidding opens."),
    Missing.CLOSES_AT: N_("The notice does not say when the bidding closes."),
    Missing.BALANCE_DUE_AT: N_("The notice does not say when the balance is due."),
    Missing.BIDDER_CONDITIONS: N_("The notice does not say who may bid."),
    Missing.RIGHTS_AND_DUTIES: N_("The notice does not name rights and duties."),
    Missing.LEGAL_LIABILITY: N_("The notice does not name the legal liability."),
    Missing.PAYMENT_METHOD: N_(
        "The notice does not say how deposit and price are paid, and to which account."
    ),
    Missing.PRICING_BASIS: N_("The notice does not say how the reference price was found."),
    Missing.PRICE_METHOD: N_("The notice does not say by which of the ways of the law the price was found."),
    Missing.PRICE_FIXED_ON: N_("The notice does not say when the price was fixed."),
    Missing.ENFORCEMENT_BASIS: N_("The notice does not name the document that is enforced."),
    Missing.ENFORCEMENT_SHOWN: N_(
        "The document that is enforced is neither shown nor withheld for a reason that the law names."
    ),
    Missing.OCCUPATION: N_("The notice does not state ownership, occupation and obligations."),
    Missing.PRIORITY_HOLDERS: N_(
        "The notice does not speak of priority purchasers; “none known” is allowed."
    ),
    Missing.PARTIES_NOTIFIED: N_("The notice does not say which parties were notified or could not be."),
    Missing.TAXES: N_("The notice does not say which taxes are likely and who bears them."),
    Missing.PANEL_DECISION: N_("The panel decision on price, increment, deposit and priority is missing."),
    Missing.PLATFORM: N_("The notice does not name the platform."),
    Missing.CASE_ACCOUNT: N_("The case has no account yet; nothing of it can be sold before."),
    Missing.COURT_CONTACT: N_("The court has no contact on file; the operator adds it."),
    Missing.SUPERVISION: N_("The court has no supervision channel on file; the operator adds it."),
}
WORDS: dict[str, str] = {**_REASONS, **_MISSING}

CLASSES: dict[str, str] = {
    "MOVABLE": N_("Movable"),
    "IMMOVABLE": N_("Immovable"),
    "OTHER_RIGHT": N_("Other right"),
}
# What a thing is closer than by its class; the law asks other questions of each kind.
ASSET_KINDS: dict[str, str] = {
    "GOODS": N_("Goods"),
    "VEHICLE": N_("Vehicle"),
    "FOOD": N_("Food and drink"),
    "HOME": N_("Home"),
    "PREMISES": N_("Shop, office or works"),
    "LAND": N_("Land without buildings"),
    "SHARES": N_("Shares in a company"),
    "OTHER": N_("Another right"),
}
FINDINGS: dict[str, str] = {
    "registry": N_("Entry in the land register"),
    "site_visit": N_("Visit to the place"),
    "indoor_visit": N_("Visit inside"),
    "floor_plan": N_("Floor plan"),
    "lease_test": N_("Leases and rights of residence"),
    "construction_priority": N_("Claims of unpaid builders"),
    "registration": N_("Registration of the vehicle"),
    "traffic_violations": N_("Traffic violations"),
    "emission_standard": N_("Emission standard"),
    "mileage": N_("Mileage"),
    "expiry": N_("Best before"),
    "spoilage": N_("Condition and storage"),
    "prohibited": N_("Whether it may be sold"),
    "share_ratio": N_("Share in the company"),
    "subscribed": N_("Subscribed amount"),
    "paid_in": N_("Paid-in amount"),
    "contribution_deadlines": N_("Deadlines of contributions"),
    "company_accounts": N_("Accounts of the company"),
    "dividends": N_("Dividends"),
}
WARRANTIES: dict[str, str] = {
    "disclaimed": N_("The court gives no warranty that the property is genuine or of good quality."),
    "": N_("The notice says nothing of warranty; the court may be liable for defects."),
}
# Why the law keeps a document from the public.
WITHHELD: dict[str, str] = {
    "STATE_SECRET": N_("Not published: it touches a state secret."),
    "TRADE_SECRET": N_("Not published: it touches a trade secret."),
    "PRIVACY": N_("Not published: it touches the privacy of a person."),
    "MINORS": N_("Not published: it speaks of a minor."),
    "OTHER_LAW": N_("Not published: another law forbids it."),
}
STATUSES: dict[str, str] = {
    "upcoming": N_("Upcoming"),
    "open": N_("Open for bids"),
    "suspended": N_("Suspended"),
    "sold": N_("Sold"),
    "unsold": N_("Unsold"),
    "withdrawn": N_("Withdrawn"),
}
SORTS: dict[str, str] = {
    "closing": N_("Closing soonest"),
    "newest": N_("Newest notice"),
    "cheapest": N_("Lowest price"),
    "dearest": N_("Highest price"),
    "discount": N_("Largest discount"),
}
# What a search asks, where a value alone would not say it.
FILTERS: dict[str, str] = {
    "q": N_("“%(value)s”"),
    "price_from": N_("Price from %(value)s"),
    "price_to": N_("Price up to %(value)s"),
    "discount": N_("At least %(value)s %% below the reference price"),
    "opens_from": N_("Opens on %(value)s or later"),
    "opens_to": N_("Opens on %(value)s or before"),
    "closes_from": N_("Closes on %(value)s or later"),
    "closes_to": N_("Closes on %(value)s or before"),
}
DAYS = ("opens_from", "opens_to", "closes_from", "closes_to")
FACETS: dict[str, str] = {
    "class": N_("Class"),
    "region": N_("Region"),
    "court": N_("Court"),
    "round": N_("Round"),
    "status": N_("Status"),
    "currency": N_("Currency"),
}
METHODS = valuation_words.METHODS
LOT_STATES: dict[str, str] = {
    "DRAFT": N_("Draft"),
    "SUBMITTED": N_("Waits for the second person"),
    "PUBLISHED": N_("Published"),
}
PURPOSES: dict[str, str] = {
    "FIRST": N_("First round"),
    "SECOND": N_("Second round"),
    "CORRECTION": N_("Correction of the notice"),
}
KINDS: dict[str, str] = {
    "FIRST": N_("First round"),
    "SECOND": N_("Second round"),
    "SELL_OFF": N_("Sell-off"),
    "RERUN": N_("Re-run after default"),
}
# What the fields of a notice are called, in the order of the form.
CHANNELS: dict[str, str] = {"": N_("Online, on this platform"), "offline": N_("Another way")}
PARTY_ROLES = parties_words.ROLES
NOTIFIED = parties_words.MODES_SAID
FIELDS: dict[str, str] = {
    "title": N_("Title"),
    "asset_class": N_("Class"),
    "description": N_("Description"),
    "place": N_("Place"),
    "known_defects": N_("Known defects"),
    "reference_price": N_("Reference price"),
    "price_method": N_("Way to the price"),
    "price_fixed_on": N_("Price fixed on"),
    "price_valid_until": N_("Validity named by the report"),
    "pricing_basis": N_("How the reference price was found"),
    "occupation": N_("Ownership, occupation and obligations"),
    "enforcement_basis": N_("Document that is enforced"),
    "enforcement_shown": N_("How the public sees that document"),
    "starting_price": N_("Starting price"),
    "increment": N_("Increment"),
    "deposit": N_("Deposit"),
    "opens_at": N_("Bidding opens"),
    "closes_at": N_("Bidding closes"),
    "balance_due_at": N_("Balance due"),
    "panel": N_("Decided by a panel"),
    "panel_decision": N_("Panel decision"),
    "bidder_conditions": N_("Who may bid"),
    "priority_holders": N_("Priority purchasers"),
    "parties_notified": N_("Notification of the parties"),
    "channel": N_("How it is sold"),
    "channel_basis": N_("Law that orders another way"),
    "parties_notified_on": N_("Parties notified on"),
    "notified": N_("Notified parties"),
    "payment_method": N_("How deposit and price are paid"),
    "taxes": N_("Taxes and who bears them"),
    "rights_and_duties": N_("Rights and duties"),
    "legal_liability": N_("Legal liability"),
    "warranty": N_("Warranty"),
    "viewing": N_("Viewing"),
    "remarks": N_("Further remarks"),
    "priorities": N_("Priority list"),
    "photos": N_("Photos"),
    "documents": N_("Documents"),
    "asset_title": N_("Assets"),
    "asset_description": N_("Description"),
    "asset_place": N_("Place"),
    "asset_known_defects": N_("Known defects"),
    "findings": N_("What the court found out"),
    "court_contact": N_("Contact of the court"),
    "supervision": N_("Supervision"),
    "platform": N_("Platform"),
}
