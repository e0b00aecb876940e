"""Registering courts, cases, accounts, parties and claims on both databases."""

from __future__ import annotations

import threading
from datetime import timedelta

from sqlalchemy import select

from auction.audit.tables import Entry
from auction.cases import service, store
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from tests.support.cases import AT, make_account_of_case, make_case, make_court


def _kinds(tx):
    return list(tx.scalars(select(Entry.kind).order_by(Entry.position)))


def test_a_court_is_registered_once_and_recorded(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx, name="Harbour Court")
    with world.database.transaction() as tx:
        refusals = service.register_court(
            tx, court_id=new_id(), name=" Harbour Court ", time_zone="UTC", currency="CNY", at=AT
        )

    assert {str(refusal.reason) for refusal in refusals.values()} == {"court_already_registered"}
    with world.database.reading() as tx:
        assert [court.id for court in store.courts(tx)] == [court_id]
        assert _kinds(tx) == ["court.registered"]


def test_a_case_is_registered_with_its_account_and_recorded(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id, account_number="6222 0000-0001")

    with world.database.reading() as tx:
        assert store.case_account(tx, case_id).account_number == "622200000001"
        assert _kinds(tx) == ["court.registered", "case.registered", "case.account_named"]


def test_a_refused_case_leaves_nothing_behind(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        make_case(tx, court_id=court_id, case_number="17", account_number="6222000000000001")
    with world.database.transaction() as tx:
        refusals = service.register_case(
            tx,
            case_id=new_id(),
            court_id=court_id,
            case_number="18",
            account_number="6222000000000001",
            holder="Court",
            at=AT,
        )

    assert refusals["account_number"].reason == "case_account_used_elsewhere"
    with world.database.reading() as tx:
        assert store.case_count(tx, court_id) == 1


def test_two_courts_may_use_the_same_case_number(world):
    with world.database.transaction() as tx:
        for _ in range(2):
            make_case(tx, court_id=make_court(tx), case_number="(2026) 1")


def test_an_account_is_named_once(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        service.register_cases(tx, court_id=court_id, cases={"c1": service.NewCase("17")}, at=AT)
        make_account_of_case(tx, case_id="c1", court_id=court_id)
        refusals = service.name_account(
            tx, case_id="c1", court_id=court_id, account_number="99990000", holder="Court", at=AT
        )

    assert refusals["account_number"].reason == "case_account_already_named"


def test_parties_and_claims_belong_to_their_case(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id, other = (make_case(tx, court_id=court_id) for _ in range(2))
        of_court = {"court_id": court_id, "at": AT}
        bank = service.NewParty("CREDITOR", "Bank")
        assert not service.add_party(tx, party_id="p1", case_id=case_id, party=bank, **of_court)
        loan = service.NewClaim("CLAIM", "Loan", "500,000.50", "p1")
        claim = {"currency": "CNY", "claim": loan} | of_court
        done = service.add_claim(tx, claim_id="k1", case_id=case_id, **claim)
        refused = service.add_claim(tx, claim_id="k2", case_id=other, **claim)

    assert not done
    assert refused["party_id"].reason == "claim_party_elsewhere"
    with world.database.reading() as tx:
        assert [party.name for party in store.parties_of(tx, case_id)] == ["Bank"]
        assert [claim.amount_minor for claim in store.claims_of(tx, case_id)] == [50_000_050]
        assert _kinds(tx)[-2:] == ["party.registered", "claim.registered"]


def test_a_form_sent_twice_registers_and_records_once(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id)
        of_case = {"case_id": case_id, "court_id": court_id, "at": AT}
        cost, ann = service.NewClaim("COST", "Storage", "60"), service.NewParty("DEBTOR", "Ann")
        for _ in range(2):
            assert not service.add_party(tx, party_id="p1", party=ann, **of_case)
            assert not service.add_claim(tx, claim_id="k1", currency="CNY", claim=cost, **of_case)

    with world.database.reading() as tx:
        assert _kinds(tx)[-2:] == ["party.registered", "claim.registered"]
        assert service.outstanding(tx, case_id, currency="CNY").costs == Money(6_000, "CNY")
        assert store.claims_of(tx, case_id)[0].payer == "judgment_debtor"


def test_what_a_debtor_agrees_to_is_kept_and_recorded(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id)
        of_case = {"case_id": case_id, "court_id": court_id, "at": AT}
        refused = service.agree_to_sell_all(tx, agreed=True, document=" ", **of_case)
        assert not service.agree_to_sell_all(tx, agreed=True, document="Statement 7", **of_case)

    assert refused["document"].reason == "sell_all_without_document"
    with world.database.reading() as tx:
        assert store.case_of(tx, case_id, court_id).sell_all_document == "Statement 7"
        assert _kinds(tx)[-1] == "debtor.agreed"


def test_two_officers_who_register_one_number_at_once_make_one_case(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
    answers = []

    def register(account_number):
        with world.database.transaction() as tx:
            refusals = service.register_case(
                tx,
                case_id=new_id(),
                court_id=court_id,
                case_number="17",
                account_number=account_number,
                holder="Court",
                at=AT,
            )
        answers.append(bool(refusals))

    threads = [threading.Thread(target=register, args=(f"622200{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False, True, True, True]


def test_a_court_decides_on_the_platform_where_creditors_differ_and_it_stays(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id)
        of_case = {"case_id": case_id, "court_id": court_id, "at": AT}
        for pick in ("HERE", "ELSEWHERE"):
            bank = service.NewParty("CREDITOR", "Bank", platform_pick=pick)
            assert not service.add_party(tx, party_id=pick, party=bank, **of_case)
        undecided = service.choose_platform(tx, platform="HERE", decision=" ", **of_case)
        assert not service.choose_platform(tx, platform="HERE", decision="Decision 4", **of_case)
        service.fix_platform(tx, **of_case)
        locked = service.choose_platform(tx, platform="ELSEWHERE", decision="Decision 5", **of_case)

    assert undecided["decision"].reason == "platform_undecided"
    assert locked["platform"].reason == "platform_locked"
    with world.database.reading() as tx:
        assert service.platform_choice(tx, case_id).platform == "HERE"
        assert _kinds(tx).count("platform.chosen") == 1


def test_the_first_publication_fixes_the_platform_for_creditors_who_come_later(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id)
        of_case = {"case_id": case_id, "court_id": court_id, "at": AT}
        service.fix_platform(tx, **of_case)
        service.fix_platform(tx, case_id=case_id, court_id=court_id, at=AT + timedelta(days=1))
        bank = service.NewParty("CREDITOR", "Bank", platform_pick="ELSEWHERE")
        assert not service.add_party(tx, party_id="p1", party=bank, **of_case)

    with world.database.reading() as tx:
        assert service.platform_choice(tx, case_id).platform == "HERE"
        assert store.case(tx, case_id).platform_fixed_at == AT
