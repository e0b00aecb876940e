"""What each parameter of a rule set does, in plain words, and what its values and tags are called."""

from __future__ import annotations

from collections.abc import Mapping

from auction.kernel.words import N_
from auction.rules.rule_set import Tag

# The groups of a page of parameters, each from its first parameter on.
GROUPS: Mapping[str, tuple[str, str]] = {
    "refprice_start_max": ("price", N_("Price")),
    "channel_default": ("notice", N_("Notice")),
    "deposit_min": ("standing", N_("Deposit and standing")),
    "min_window": ("bidding", N_("Bidding")),
    "emergency_report": ("stay", N_("Stays and approvals")),
    "confirmation_delay_max": ("money", N_("Money and title")),
    "objection_decided": ("after", N_("After the sale")),
    "retention": ("record", N_("Record and platform")),
}
TAGS: Mapping[Tag, tuple[str, str]] = {
    Tag.STATUTE: (N_("Law"), N_("Read in the text of the law.")),
    Tag.PRACTICE: (N_("Practice"), N_("Seen in how courts and platforms work; no article says it.")),
    Tag.MEMORY: (
        N_("Unverified"),
        N_("Known by hearsay and not yet read in the source: check before relying on it."),
    ),
    Tag.DESIGN: (
        N_("Proposal"),
        N_("The law is silent or unclear here: our proposal, which a court may decide otherwise."),
    ),
}
CHOICES: Mapping[str, str] = {
    "negotiation": N_("negotiation of the parties"),
    "targeted": N_("targeted inquiry"),
    "network": N_("network inquiry"),
    "appraisal": N_("appraisal"),
    "nearest_tie_equal": N_("to the nearest, in equal parts on a tie"),
    "lower_of_appraisal_and_deal": N_("the lower of appraisal and price reached"),
    "reference_price": N_("reference price"),
    "market_price": N_("market price"),
    "creditor_request": N_("request of the creditors"),
    "start_price": N_("starting price"),
    "cut": N_("reduction"),
    "deposit": N_("deposit"),
    "increment": N_("increment"),
    "priority_list": N_("priority list"),
    "online": N_("online"),
    "asset_title": N_("name of an asset"),
    "asset_description": N_("description of an asset"),
    "asset_place": N_("place of an asset"),
    "asset_known_defects": N_("known defects of an asset"),
    "findings": N_("what the court found out"),
    "bidder_conditions": N_("who may bid"),
    "rights_and_duties": N_("rights and duties"),
    "payment_method": N_("way to pay"),
    "priority_holders": N_("priority purchasers"),
    "priorities": N_("priority list"),
    "from_first_publication": N_("from the first publication"),
    "judgment_debtor": N_("the judgment debtor"),
    "end_of_bidding": N_("end of bidding"),
    "deposit_less_claim": N_("the deposit less the claim, at least nothing"),
    "winner_after_close": N_("the buyer's, after the end"),
    "none_until_close": N_("nothing until the end"),
    "same_lot_lineage": N_("later rounds of the same property"),
    "start": N_("the start of bidding"),
    "bid_time": N_("the bid"),
    "old_end": N_("the end before it"),
    "court_decides": N_("the court"),
    "forward": N_("to the next working day"),
    "cn": N_("the State Council of China"),
    "all": N_("all bids"),
    "best_only": N_("the best bid only"),
    "none": N_("no bids"),
    "rank": N_("the stronger rank"),
    "number": N_("the earlier bid"),
    "remaining_time": N_("the time that was left"),
    "per_notice": N_("as the notice says"),
    "service_of_ruling": N_("when the ruling is served"),
    "costs": N_("costs"),
    "gap": N_("difference of the prices"),
    "case_debt": N_("debts of the case"),
    "related_debt": N_("related debts of the debtor"),
    "court_order": N_("as the court orders"),
    "registry": N_("entry in the land register"),
    "site_visit": N_("visit to the place"),
    "indoor_visit": N_("visit inside"),
    "occupation": N_("occupation"),
    "floor_plan": N_("floor plan"),
    "taxes": N_("taxes and their rates"),
    "known_defects": N_("known defects"),
    "lease_test": N_("whether leases and rights of residence are genuine"),
    "construction_priority": N_("priority of unpaid builders"),
    "registration": N_("registration"),
    "traffic_violations": N_("traffic violations"),
    "emission_standard": N_("emission standard"),
    "mileage": N_("mileage"),
    "expiry": N_("expiry"),
    "spoilage": N_("spoilage"),
    "prohibited": N_("whether it may be sold at all"),
    "share_ratio": N_("ratio of the shares"),
    "subscribed": N_("subscribed amount"),
    "paid_in": N_("paid-in amount"),
    "contribution_deadlines": N_("deadlines of contributions"),
    "company_accounts": N_("accounts of the company"),
    "dividends": N_("dividends"),
    "immovable": N_("homes, premises and land"),
    "vehicle": N_("vehicles"),
    "second_round_start": N_("the starting price of the second round"),
}
MEANINGS: Mapping[str, str] = {
    "refprice_start_max": N_(
        "Within this time after a seizure the court begins to find the reference price."
    ),
    "method_order": N_("The ways to a reference price, in the order in which they are tried."),
    "ni_report": N_("Within this time every network inquiry platform delivers its report."),
    "ni_extension": N_("By so much the time is extended when every platform missed it and one asks."),
    "ni_extension_max": N_("How often a network inquiry may be extended."),
    "ni_fee_split": N_(
        "The platform whose result came nearest to the price reached is paid; equal distances share."
    ),
    "appraisal_days": N_("Within this time an appraiser delivers the report."),
    "appraisal_extension": N_("By at most so much the time of an appraisal is extended each time."),
    "appraisal_extension_max": N_("How often the time of an appraisal may be extended."),
    "appraisal_extension_asked": N_("So long before the time ends, an appraiser asks for its extension."),
    "appraisal_agencies": N_(
        "So many appraisers are chosen, by agreement or by lot, and asked one after another."
    ),
    "appraisal_reissue": N_("Within this time an appraiser renews a report that is no longer valid."),
    "appraisal_reissue_fee": N_("A renewed report costs this share of the fee."),
    "appraisal_fee_base": N_(
        "The appraiser's fee is counted from the lower of the appraisal and the price reached."
    ),
    "report_send": N_("Within this time the court sends a report to the parties."),
    "deemed_receipt": N_(
        "A report that cannot be delivered and is posted instead counts as received after this time."
    ),
    "objection": N_("Within this time after receipt a party may object to a report."),
    "agency_answer": N_("Within this time an appraiser answers an objection."),
    "ref_valid_max": N_("A reference price is valid at most so long."),
    "ref_grace": N_(
        "If the first notice was published in time, the sale may happen until so long after the validity."
    ),
    "disposal_start": N_("Within this time after the reference price is fixed the sale is prepared."),
    "floor_round1": N_("A first round starts at this share of the reference price at least."),
    "hidden_reserve": N_(
        "Whether there is a reserve that bidders do not see. Without one, the starting price is the reserve."
    ),
    "no_surplus_reply": N_(
        "Within this time a creditor says whether a sale goes on that could bring nothing."
    ),
    "pricing_basis": N_("What a starting price may be taken from."),
    "round2_within": N_("Within this time after a failed first round the second one is held."),
    "cut_max": N_("By at most this share the starting price is cut for a second round."),
    "auction_rounds_max": N_("So many rounds by auction; what finds no buyer then is sold otherwise."),
    "panel_fields": N_("What a panel of judges decides, and nobody alone."),
    "panel_min_members": N_("A panel has so many members at least."),
    "channel_default": N_("How court property is sold unless the law orders another way."),
    "material_changes": N_("What restarts the lead time of a notice when a correction changes it."),
    "platform_lock": N_("From when on a sale stays on the platform that was chosen."),
    "aux_cost_payer": N_("Who bears the necessary cost of auxiliary work. Never the buyer."),
    "notice_first_movable": N_(
        "So long before its start the notice of a first round for movables is published."
    ),
    "notice_first_immovable": N_(
        "So long before its start the notice of a first round for immovables is published."
    ),
    "notice_first_other_right": N_(
        "So long before its start the notice of a first round for other rights is published."
    ),
    "notice_second_movable": N_(
        "So long before its start the notice of a second round for movables is published."
    ),
    "notice_second_immovable": N_(
        "So long before its start the notice of a second round for immovables is published."
    ),
    "notice_second_other_right": N_(
        "So long before its start the notice of a second round for other rights is published."
    ),
    "party_notice_lead": N_(
        "So long before the notice is published, parties and priority purchasers are notified."
    ),
    "deemed_notice": N_("Who cannot be reached counts as notified after the posting has stood this long."),
    "tenant_notice": N_("A tenant is notified so long before the sale."),
    "shareholder_period": N_(
        "Other shareholders have so long to use their right, counted from the court's notice."
    ),
    "first_day_counted": N_("Whether the day on which a period begins counts as its first day."),
    "holiday_roll": N_(
        "Where the end of a court's duty goes that falls on a holiday. What protects bidders never moves."
    ),
    "working_days": N_("By whose announcements working days, holidays and made-up working days are told."),
    "notice_fields": N_("A notice says so many things; none may be left out."),
    "disclosure_items": N_("So many things are shown to everybody on the day of publication."),
    "prompts": N_("So many warnings every bidder reads and acknowledges before paying a deposit."),
    "dd_home": N_("What the court finds out of a home, or says why it could not."),
    "dd_premises": N_("What the court finds out of shops, offices and works, or says why it could not."),
    "dd_land": N_("What the court finds out of land without buildings, or says why it could not."),
    "dd_vehicle": N_("What the court finds out of a vehicle, or says why it could not."),
    "dd_food": N_("What the court finds out of food, or says why it could not."),
    "dd_shares": N_("What the court finds out of shares in a company, or says why it could not."),
    "deposit_min": N_("A deposit is at least this share of the starting price."),
    "deposit_max": N_("A deposit is at most this share of the starting price."),
    "deposit_base": N_("What the share of a deposit is counted from."),
    "deposit_deadline": N_("Until when a deposit must be confirmed. The end moves with every extension."),
    "creditor_deposit": N_("What the enforcing creditor pays as a deposit."),
    "identity_visible": N_("When the name behind a bidder code is shown, and whose."),
    "operator_bid_visibility": N_("What the operator of the platform sees of bidders during bidding."),
    "exclude_scope": N_("Of which sales a buyer who did not pay is kept out."),
    "defaulter_banned": N_(
        "Whether a buyer who did not pay is kept out when the same property is sold again."
    ),
    "restricted_party_check": N_(
        "What a debtor under a consumption restriction may not buy; of everything else debtors may bid."
    ),
    "agent_confirm_before": N_("Until when the court must have confirmed an agent."),
    "max_bidders": N_("How many may bid in one round."),
    "min_bidders": N_("So many bidders are enough for a valid sale."),
    "min_window": N_("Bidding is open at least so long."),
    "ext_trigger": N_("A bid this close to the end extends the bidding."),
    "ext_length": N_("By an extension bidding goes on for so long."),
    "ext_anchor": N_("From what an extension is counted."),
    "ext_cap": N_("How often bidding may be extended."),
    "increment": N_("Who fixes the least step between two bids."),
    "bids_visible": N_("Which bids everybody sees while bidding goes on."),
    "priority_equal_bid": N_("Whether a priority purchaser may offer the leading price without raising it."),
    "tie_order": N_("Who comes first among priority purchasers at an equal price."),
    "self_raise": N_("Whether the leading bidder may raise the own bid."),
    "confirm_increments": N_(
        "A bid so many increments above the price is confirmed once more before it counts."
    ),
    "prank_multiple": N_(
        "A price above so many times the reference price is watched for bids that are not meant."
    ),
    "prank_deposit_share": N_("Such a price is watched when the deposit is less than this share of it."),
    "bid_withdrawal": N_("Whether a bid may be taken back."),
    "runner_up_fallback": N_("Whether the second highest bidder is asked when the buyer does not pay."),
    "closing_gap": N_("The lots of one case close so long after one another at least."),
    "emergency_report": N_("Within this time an emergency stop is reported to the court."),
    "resume_max": N_("Within this time after its cause has ended a stopped round goes on."),
    "resume_mode": N_("How much time a round has when it goes on."),
    "resume_min_remaining": N_("A round that goes on has so much time left at least."),
    "resume_notice_min": N_("So long before a round goes on everybody is told."),
    "approval_window": N_(
        "What one person proposed, a second one approves within this time; then it expires."
    ),
    "confirmation_delay_max": N_("Within this time after the hammer the confirmation is published."),
    "refund_losers": N_("Within this time after the end the deposits of all who did not buy go back."),
    "winner_deposit_transfer": N_(
        "Within this time after the end the buyer's deposit goes to the account of the case."
    ),
    "balance_due": N_("Until when the buyer pays the balance."),
    "ruling_service": N_("Within this time after full payment the ruling is served."),
    "title_at": N_("When the property becomes the buyer's."),
    "handover": N_("Within this time after the ruling the property is handed over."),
    "deposit_waterfall": N_("For what the deposit of a buyer who did not pay is used, in this order."),
    "shortfall_policy": N_(
        "Whether a buyer who did not pay owes more than the deposit. The texts differ; the court orders."
    ),
    "sale_publish_max": N_(
        "Within this time after the second failure the sale at a fixed price is published."
    ),
    "sale_notice_movable": N_("So long before it opens the sale of movables at a fixed price is published."),
    "sale_notice_immovable": N_(
        "So long before it opens the sale of immovables at a fixed price is published."
    ),
    "sale_window": N_("So long a sale at a fixed price stays open."),
    "sale_price": N_("What a sale at a fixed price begins with."),
    "sale_prepay": N_("This share of the price is paid before somebody may buy at a sale at a fixed price."),
    "sale_bidding_after_first_offer": N_("After the first offer others may bid for so long."),
    "direct_sale_floor": N_("A sale without an auction brings at least this share of the appraisal."),
    "commission": N_(
        "What the platform takes of the price: nothing. There is no account that could receive it."
    ),
    "objection_decided": N_("Within this time the court decides on an objection of a party or third person."),
    "review_filed": N_("Within this time a party may ask the higher court for review."),
    "third_party_suit": N_("Within this time a third person may sue after an objection was refused."),
    "plan_objection": N_("Within this time a creditor or the debtor may object to a plan of distribution."),
    "plan_counter": N_("Within this time others may oppose such an objection."),
    "plan_suit": N_("Within this time the objector may sue."),
    "payout_max": N_("Within this time after its arrival money goes to the creditors."),
    "delay_interest": N_("Added to a debt for each day after the time to pay has passed."),
    "fine_person_max": N_("The highest fine for a person who obstructs a sale."),
    "fine_entity_min": N_("The lowest fine for a company that obstructs a sale."),
    "fine_entity_max": N_("The highest fine for a company that obstructs a sale."),
    "detention_max": N_("The longest detention of a person who obstructs a sale."),
    "ship_first_reserve": N_(
        "A first sale of a ship has this share of the appraisal as its reserve at least, and keeps it secret."
    ),
    "ship_cut_max": N_("By at most this share the reserve of a ship is cut."),
    "ship_sale_floor": N_("A ship is sold without an auction at no less than this share of the appraisal."),
    "retention": N_("So long the record of a sale is kept at least."),
    "provider_review": N_("So often a platform is reviewed by others."),
}
# What the platform does not keep to yet by itself, so that the page of the rules says so.  A test fails when
# one of them is read after all, or when another one is not.
NOT_HELD: frozenset[str] = frozenset(
    """
    appraisal_reissue appraisal_reissue_fee
    identity_visible confirmation_delay_max
    ruling_service title_at handover deposit_waterfall shortfall_policy sale_publish_max
    sale_notice_movable sale_notice_immovable sale_window sale_price sale_prepay
    sale_bidding_after_first_offer direct_sale_floor objection_decided review_filed third_party_suit
    plan_objection plan_counter plan_suit payout_max delay_interest fine_person_max fine_entity_min
    fine_entity_max detention_max ship_first_reserve ship_cut_max ship_sale_floor provider_review
    """.split()
)
