"""What the staff of a court does with one lot: drafts it, proposes it, publishes and corrects it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from auction.approvals import service as approvals
from auction.approvals.proposal import Subject
from auction.kernel.ids import new_id
from auction.kernel.money import Money, format_plain, least_share
from auction.people.vault import vault_of
from auction.rounds import service as rounds
from auction.rules.asset_class import AssetClass
from auction.rules.days import local_date
from auction.rules.rule_sets import rule_set
from demo import papers
from demo.album import Album
from demo.findings import findings_of, kind_of
from demo.founding import Cast
from demo.past import Past
from demo.story import AssetStory, LotStory
from demo.times import Times
from listings import service, store
from listings.asset import Asset
from listings.draft_form import DraftForm
from listings.grounds import Grounds
from listings.lot import Lot, PriorityPlace
from listings.parties import service as parties
from listings.parties.notified import Mode, Notification
from listings.stays.acts import RESUME
from listings.stays.wish import Resumption, last_day_to_resume
from listings.store import NewDraft
from listings.uploads import service as uploads
from listings.uploads.store import Upload
from listings.valuation import service as valuation
from listings.valuation.panel import Minutes

RULES = "cn-2016-18"
# A second round costs a fifth less, which is as much as R-69 allows.
SECOND_SHARE = Fraction(4, 5)


@dataclass(frozen=True)
class Terms:
    """Starting price, increment and deposit of a round."""

    start: Money
    increment: Money
    deposit: Money


def terms_of(cast: Cast, story: LotStory, *, again: bool = False) -> Terms:
    """Return the amounts of a lot: from 70 % of the reference price, and a tenth of that as deposit."""
    currency = cast.story.currency
    start = least_share(Money(story.reference * 100, currency), rule_set(RULES).share("floor_round1"))
    start = least_share(start, SECOND_SHARE) if again else start
    return Terms(start, Money(story.increment * 100, currency), Money(start.minor // 10, currency))


@dataclass(frozen=True)
class Desk:
    """One lot on the desk of its court; every act is told its time."""

    past: Past
    cast: Cast
    album: Album
    story: LotStory
    lot_id: str

    def draft(self, times: Times, at: datetime) -> None:
        """Write the draft, with its assets, pictures, papers and priorities."""
        with self.past.world.database.transaction() as tx:
            service.create(tx, draft=self._new_draft(times, at))
            for asset in self.story.assets[1:]:
                noe = service.add_asset(
                    tx,
                    lot=self._lot(tx),
                    asset_id=new_id(),
                    asset=self._asset(asset),
                    currency=self._currency,
                )
                assert noe is None, noe
            for rank, basis in enumerate(self.story.priorities, 1):
                self._add_priority(tx, rank, basis)
            self._add_photos(tx, at)
            self._add_papers(tx, at)
            self._notify(tx, at)

    def submit(self, at: datetime) -> None:
        """Propose the draft, of which everybody was told."""
        with self.past.world.database.transaction() as tx:
            self._notify(tx, at)
            self._decide(tx, at)
            lot = self._lot(tx)
            noes = service.submit(
                tx, lot=lot, version=lot.version, actor=self.cast.clerk, platform=self._platform, at=at
            )
            assert not noes, noes

    def give_back(self, at: datetime) -> None:
        """Return the proposal with its reason."""
        with self.past.world.database.transaction() as tx:
            lot = self._lot(tx)
            noe = service.give_back(
                tx,
                lot=lot,
                version=lot.version,
                because=self.story.grounds[0],
                actor=self.cast.judge,
                at=at,
            )
            assert noe is None, noe

    def publish(self, round_id: str, at: datetime) -> None:
        """Publish what the clerk proposed."""
        with self.past.world.database.transaction() as tx:
            lot = self._lot(tx)
            noes = service.publish(
                tx,
                lot=lot,
                version=lot.version,
                actor=self.cast.judge,
                round_id=round_id,
                platform=self._platform,
                at=at,
            )
            assert not noes, noes

    def correct(self, at: datetime) -> None:
        """Take the notice back onto the desk and add to what is known of the defects."""
        with self.past.world.database.transaction() as tx:
            lot = self._lot(tx)
            noe = service.reopen_for_correction(
                tx, lot=lot, version=lot.version, platform=self._platform, at=at
            )
            assert noe is None, noe
            self._save(tx, self._asset(self.story.assets[0]), {})

    def prepare_again(self, times: Times) -> None:
        """Take an unsold lot back onto the desk, with the terms of its second round."""
        with self.past.world.database.transaction() as tx:
            lot = self._lot(tx)
            noe = service.prepare_next_round(tx, lot=lot, version=lot.version, platform=self._platform)
            assert noe is None, noe
            fields = self._terms(times, again=True) | {"remarks": self.story.remarks_again}
            self._save(tx, self._asset(self.story.assets[0]), fields)

    def suspend(self, round_id: str, at: datetime) -> None:
        """Stop the round for the reason that the story gives."""
        with self.past.world.database.transaction() as tx:
            noe = rounds.suspend(tx, round_id=round_id, **self._grounds(), at=at)
            assert noe is None, noe

    def ask_to_go_on(self, round_id: str, at: datetime) -> None:
        """Let the clerk propose that the stopped round go on the day after tomorrow; a judge decides."""
        reason, legal_basis = self.story.goes_on
        zone = self.cast.story.time_zone
        today = local_date(at, zone)
        morning = datetime.combine(today + timedelta(days=2), time(10), ZoneInfo(zone)).astimezone(UTC)
        last = last_day_to_resume(today, rule_set(RULES))
        wish = Resumption(morning, today, last, is_late=False, grounds=Grounds(reason, legal_basis))
        case_id = self.cast.case_ids[self.story.case]
        with self.past.world.database.transaction() as tx:
            noe = approvals.propose(
                tx,
                proposal_id=new_id(),
                act=RESUME,
                subject=Subject(self.cast.court_id, case_id, self.lot_id, round_id),
                content=wish.content,
                by=self.cast.clerk,
                at=at,
            )
            assert noe is None, noe

    def withdraw(self, round_id: str, at: datetime) -> None:
        """Take the round back for the reason that the story gives."""
        with self.past.world.database.transaction() as tx:
            noe = rounds.withdraw(tx, round_id=round_id, **self._grounds(), at=at)
            assert noe is None, noe

    @property
    def _platform(self) -> str:
        return self.past.world.settings.public_url

    @property
    def _currency(self) -> str:
        return self.cast.story.currency

    def _lot(self, tx: Session) -> Lot:
        lot = store.lock_lot(tx, self.lot_id, self.cast.court_id)
        assert lot is not None, "the court has the lot that it works on"
        return lot

    def _grounds(self) -> dict[str, str]:
        reason, legal_basis, ground = self.story.grounds
        who = {"court_id": self.cast.court_id, "actor": self.cast.judge}
        return {"reason": reason, "legal_basis": legal_basis, "ground": ground, **who}

    def _asset(self, asset: AssetStory) -> Asset:
        return Asset(
            AssetClass(asset.asset_class),
            title=asset.title,
            description=asset.description,
            place=asset.place,
            reference_price=Money(asset.reference * 100, self._currency),
            known_defects=asset.defects,
            kind=kind_of(asset),
            findings=findings_of(asset, self.cast.story.language),
        )

    def _new_draft(self, times: Times, at: datetime) -> NewDraft:
        story, first = self.story, self._asset(self.story.assets[0])
        fields = {**self.cast.story.words, **story.words, **self._terms(times)}
        return NewDraft(
            lot_id=self.lot_id,
            asset_id=new_id(),
            court_id=self.cast.court_id,
            case_id=self.cast.case_ids[story.case],
            case_number=self.cast.story.cases[story.case].number,
            currency=self._currency,
            rule_set=RULES,
            title=first.title,
            asset_class=first.asset_class.value,
            created_by=self.cast.clerk,
            created_at=at,
            description=first.description,
            place=first.place,
            reference_price=first.reference_price,
            known_defects=story.defects_before or first.known_defects,
            kind=first.kind,
            findings=first.findings,
            fields=fields
            | {
                "parties_notified_on": (at - timedelta(days=10)).date().isoformat(),
                "price_method": "network",
                "enforcement_shown": "PRIVACY",
                "warranty": "disclaimed",
                "price_fixed_on": (at - timedelta(days=30)).date().isoformat(),
            },
        )

    def _terms(self, times: Times, *, again: bool = False) -> dict[str, str]:
        terms = terms_of(self.cast, self.story, again=again)
        return {
            "starting_price": format_plain(terms.start),
            "increment": format_plain(terms.increment),
            "deposit": format_plain(terms.deposit),
            "opens_at": times.opens_at.isoformat(),
            "closes_at": times.closes_at.isoformat(),
            "balance_due_at": times.balance_due_at.isoformat(),
        }

    def _save(self, tx: Session, asset: Asset, fields: dict[str, str]) -> None:
        lot = self._lot(tx)
        noe = service.save(
            tx, lot=lot, version=lot.version, form=DraftForm(replace(asset), {**lot.fields, **fields}, {})
        )
        assert noe is None, noe

    def _decide(self, tx: Session, at: datetime) -> None:
        lot = self._lot(tx)
        proposal = service.open_dossier(tx, lot=lot, platform=self._platform).proposal
        number = f"{proposal.court.case_number} · {proposal.panel.number + 1 if proposal.panel else 1}"
        minutes = Minutes(number, (at - timedelta(days=3)).date(), 3)
        noe = valuation.record_decision(
            tx, lot=lot, version=lot.version, proposal=proposal, minutes=minutes, actor=self.cast.clerk, at=at
        )
        assert noe is None, noe

    def _add_priority(self, tx: Session, rank: int, basis: str) -> None:
        # The list keeps digests only; this one is nobody's.
        digest = vault_of(self.past.world.settings).digest(f"nobody {self.lot_id} {rank}")
        noe = service.add_priority(tx, lot=self._lot(tx), place=PriorityPlace(digest, rank, basis))
        assert noe is None, noe

    def _notify(self, tx: Session, at: datetime) -> None:
        told = Notification(Mode.SERVED, (at - timedelta(days=10)).date())
        for person in parties.persons(tx, self._lot(tx)):
            if person.notification is None:
                noe = parties.note(
                    tx, lot=self._lot(tx), subject=person.subject, notification=told,
                    notification_id=new_id(), time_zone=self.cast.story.time_zone,
                    actor=self.cast.clerk, at=at,
                )  # fmt: skip
                assert noe is None, noe

    def _add_photos(self, tx: Session, at: datetime) -> None:
        for place, (_, words) in enumerate(self.story.photos):
            picture = self.album.picture(self.story, place)
            noe = uploads.add_photo(tx, lot=self._lot(tx), upload=self._upload(words, at), picture=picture)
            assert noe is None, noe

    def _add_papers(self, tx: Session, at: datetime) -> None:
        for kind, title in self.story.papers:
            paper = papers.write(self.cast.story, self.story, kind=kind, title=title)
            noe = uploads.add_document(tx, lot=self._lot(tx), upload=self._upload(title, at), paper=paper)
            assert noe is None, noe

    def _upload(self, words: str, at: datetime) -> Upload:
        return Upload(new_id(), self.lot_id, self.cast.court_id, words, self.cast.clerk, at)
