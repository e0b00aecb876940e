"""Identities, staff and sessions on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from auction.audit.tables import Entry
from auction.kernel.doors import Role, Visitor
from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.people import service
from auction.people.identity import IdentityClaim
from auction.people.staff import StaffWish
from auction.people.tables import Account, Identity
from auction.people.vault import vault_of
from tests.support.cases import make_court
from tests.support.people import ID_NUMBERS, make_bidder, make_staff

ANN = IdentityClaim("NATURAL", "王小明", ID_NUMBERS[0])
FIRM = IdentityClaim("COMPANY", "某某有限公司", "91110000600037341L", "李四")


def register(world: World, account_id: str, claim: IdentityClaim = ANN):
    with world.database.transaction() as tx:
        return service.register_identity(
            tx, vault_of(world.settings), claim, account_id=account_id, at=world.clock.now()
        )


def entries(world: World, kind: str) -> list[dict]:
    with world.database.reading() as tx:
        found = select(Entry.body).where(Entry.kind == kind).order_by(Entry.position)
        return [json.loads(body) for body in tx.scalars(found)]


@pytest.fixture
def ann(world):
    with world.database.transaction() as tx:
        return make_bidder(world, tx)


@pytest.fixture
def court_id(world):
    with world.database.transaction() as tx:
        return make_court(tx, at=world.clock.now())


@pytest.mark.parametrize("claim", [ANN, FIRM])
def test_an_identity_is_kept_sealed_and_opens_for_its_owner(world, ann, claim):
    assert register(world, ann, claim) == ()

    with world.database.reading() as tx:
        assert service.verified(tx, ann)
        assert service.own_identity(tx, vault_of(world.settings), ann) == claim
        assert service.real_name(tx, vault_of(world.settings), ann) == claim.name
        row = tx.get(Identity, ann)
    kept = b"".join(
        [row.sealed_name, row.sealed_number, row.sealed_representative or b"", row.digest.encode()]
    )
    for plain in (claim.name, claim.number, claim.representative):
        assert not plain or plain.encode() not in kept


def test_without_an_identity_nobody_is_verified(world, ann):
    with world.database.reading() as tx:
        assert not service.verified(tx, ann)
        assert service.identity_of(tx, ann) is None
        assert service.own_identity(tx, vault_of(world.settings), ann) is None
        assert service.real_name(tx, vault_of(world.settings), ann) == ""


def test_what_cannot_be_right_is_not_kept(world, ann):
    (refusal,) = register(world, ann, IdentityClaim("NATURAL", "王小明", ID_NUMBERS[0][:17] + "1"))

    assert refusal.reason == "id_number_wrong_check_digit"
    with world.database.reading() as tx:
        assert not service.verified(tx, ann)


def test_an_identity_belongs_to_one_account(world, ann):
    register(world, ann)
    with world.database.transaction() as tx:
        bob = make_bidder(world, tx)

    (taken,) = register(world, bob, IdentityClaim("NATURAL", "Other", ID_NUMBERS[0].lower()))

    assert taken.reason == "identity_taken"
    with world.database.reading() as tx:
        assert not service.verified(tx, bob)


def test_a_mistyped_identity_is_corrected_and_its_number_is_free_again(world, ann):
    register(world, ann, IdentityClaim("NATURAL", "王小日", ID_NUMBERS[1]))
    with world.database.transaction() as tx:
        bob = make_bidder(world, tx)

    assert register(world, ann, FIRM) == ()
    assert register(world, ann) == ()
    assert register(world, bob, IdentityClaim("NATURAL", "Bo", ID_NUMBERS[1])) == ()

    (taken,) = register(world, ann, IdentityClaim("NATURAL", "Bo", ID_NUMBERS[1]))
    assert taken.reason == "identity_taken"
    with world.database.reading() as tx:
        assert service.own_identity(tx, vault_of(world.settings), ann) == ANN
        assert tx.query(Identity).count() == 2


def test_a_fixed_identity_stands(world, ann):
    register(world, ann)
    fixed_at = world.clock.now()
    for _ in range(2):
        with world.database.transaction() as tx:
            service.fix_identity(tx, account_id=ann, at=world.clock.now())
        world.clock.advance(minutes=1)

    (refusal,) = register(world, ann, IdentityClaim("NATURAL", "Other", ID_NUMBERS[1]))

    assert (refusal.reason, refusal.rule) == ("identity_fixed", "R-31")
    with world.database.reading() as tx:
        assert service.own_identity(tx, vault_of(world.settings), ann) == ANN
        assert service.is_identity_fixed(tx, ann)
        assert tx.get(Identity, ann).fixed_at == fixed_at


def test_of_many_who_claim_one_number_at_once_one_is_registered(world, ann):
    with world.database.transaction() as tx:
        accounts = [ann, *(make_bidder(world, tx) for _ in range(3))]

    with ThreadPoolExecutor(len(accounts) * 2) as pool:
        answers = list(pool.map(lambda account_id: register(world, account_id), accounts * 2))

    assert sorted(refusal.reason for refusals in answers for refusal in refusals) == ["identity_taken"] * 6
    with world.database.reading() as tx:
        assert tx.query(Identity).count() == 1


def test_whoever_else_opens_an_identity_stands_in_the_record(world, ann):
    register(world, ann)

    with world.database.transaction() as tx:
        opened = service.open_identity(
            tx, vault_of(world.settings), ann, by="judge-1", reason="ruling", at=world.clock.now()
        )

    assert opened == ANN
    (entry,) = entries(world, "access.identity")
    assert (entry["actor"], entry["account"], entry["reason"]) == ("judge-1", ann, "ruling")
    assert "王" not in json.dumps(entry, ensure_ascii=False) and ID_NUMBERS[0] not in json.dumps(entry)


def test_an_officer_who_is_shown_who_paid_stands_in_the_record_of_the_court(sqlite_world):
    with sqlite_world.database.transaction() as tx:
        court_id = make_court(tx, at=sqlite_world.clock.now())
        judge = Visitor(Role.JUDGE, "judge-1", court_id)
        service.note_names(
            tx, by=judge, door="d", subject="s", shown=["p1", "p2"], at=sqlite_world.clock.now()
        )

    (entry,) = entries(sqlite_world, "access.identity")
    told = {name: entry[name] for name in ("actor", "role", "door", "subject", "shown")}
    assert told == {
        "actor": "judge-1", "role": "judge", "door": "d", "subject": "s", "shown": ["p1", "p2"]
    }  # fmt: skip
    with sqlite_world.database.reading() as tx:
        assert tx.scalar(select(Entry.court_id).where(Entry.kind == "access.identity")) == court_id


def make(world: World, wish: StaffWish, account_id: str = ""):
    with world.database.transaction() as tx:
        return service.make_staff(
            tx,
            wish,
            account_id=account_id or new_id(),
            uniquifier=new_id(),
            by="op",
            at=world.clock.now(),
        )


def remove(world: World, account_id: str, by: str = "op"):
    with world.database.transaction() as tx:
        return service.remove_staff(
            tx, account_id=account_id, uniquifier=new_id(), by=by, at=world.clock.now()
        )


def test_staff_are_made_with_an_entry_on_the_chain_of_their_court(world, court_id):
    account_id = new_id()

    assert make(world, StaffWish("Clerk@Court.example", "clerk", court_id), account_id) == ()

    with world.database.reading() as tx:
        account = service.staff_account(tx, account_id)
        assert [(row.id, name is not None) for row, name in service.staff_accounts(tx)] == [
            (account_id, True)
        ]
    assert (account.email, account.role, account.court_id) == ("clerk@court.example", "clerk", court_id)
    assert account.password is None
    (entry,) = entries(world, "account.made")
    assert (entry["chain"], entry["actor"], entry["role"]) == (f"court:{court_id}", "op", "clerk")
    assert "court.example" not in json.dumps(entry)


def test_an_address_is_used_once_and_a_court_must_exist(world, ann, court_id):
    make(world, StaffWish("a@court.example", "auditor"))

    assert [r.reason for r in make(world, StaffWish("A@court.example", "operator"))] == ["staff_email_taken"]
    assert [r.reason for r in make(world, StaffWish("b@court.example", "judge", "f" * 32))] == [
        "staff_court_missing"
    ]


def test_removed_staff_lose_account_and_sessions(world, court_id):
    account_id = new_id()
    make(world, StaffWish("clerk@court.example", "clerk", court_id), account_id)
    begin_session(world, account_id, "1" * 64)

    assert remove(world, account_id) is None

    with world.database.reading() as tx:
        assert service.staff_account(tx, account_id) is None
        assert service.sessions_of(tx, account_id, at=world.clock.now()) == []
        assert not tx.get(Account, account_id).active
    assert remove(world, account_id).reason == "staff_already_removed"
    assert len(entries(world, "account.removed")) == 1


def test_nobody_removes_the_own_account_or_a_bidder(world, ann):
    with world.database.transaction() as tx:
        operator = make_staff(world, tx, Role.OPERATOR)

    assert remove(world, operator, by=operator).reason == "staff_own_account"
    assert remove(world, ann).reason == "staff_not_found"
    assert remove(world, "f" * 32).reason == "staff_not_found"


def begin_session(world: World, account_id: str, token_hash: str) -> None:
    with world.database.transaction() as tx:
        service.begin_session(
            tx, account_id=account_id, token_hash=token_hash, content="{}", device="x", at=world.clock.now()
        )


def test_sessions_are_listed_latest_first_and_ended_by_their_owner_only(world, ann):
    begin_session(world, ann, "1" * 64)
    world.clock.advance(minutes=1)
    begin_session(world, ann, "2" * 64)

    with world.database.transaction() as tx:
        listed = [row.token_hash[0] for row in service.sessions_of(tx, ann, at=world.clock.now())]
        assert listed == ["2", "1"]
        assert not service.end_session(tx, account_id="f" * 32, token_hash="1" * 64)
        assert service.end_session(tx, account_id=ann, token_hash="1" * 64)
        assert not service.end_session(tx, account_id=ann, token_hash="1" * 64)


def test_all_sessions_but_one_are_ended(world, ann):
    for digit in "123":
        begin_session(world, ann, digit * 64)

    with world.database.transaction() as tx:
        assert service.end_sessions(tx, ann, but="2" * 64) == 2
        assert [row.token_hash[0] for row in service.sessions_of(tx, ann, at=world.clock.now())] == ["2"]


def test_a_session_past_its_end_is_forgotten_at_the_next_sign_in(world, ann):
    begin_session(world, ann, "1" * 64)
    world.clock.advance(hours=12)

    begin_session(world, ann, "2" * 64)

    with world.database.reading() as tx:
        early = world.clock.now() - timedelta(hours=13)
        assert [row.token_hash[0] for row in service.sessions_of(tx, ann, at=early)] == ["2"]
        assert tx.get(Account, ann).signed_in_at == world.clock.now()


@pytest.mark.parametrize(("role", "has_court"), [("clerk", False), ("bidder", True), ("visitor", False)])
def test_the_table_itself_refuses_a_role_with_the_wrong_court(world, court_id, role, has_court):
    with pytest.raises(IntegrityError), world.database.transaction() as tx:
        service.make_account(
            tx,
            account_id=new_id(),
            email="x@court.example",
            role=role,
            uniquifier=new_id(),
            at=world.clock.now(),
            court_id=court_id if has_court else "",
        )
