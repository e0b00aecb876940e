"""A town for journeys: its people do everything through the doors, one browser each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from stdnum.cn import ric

import wsgi
from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.money import Money, parse_plain
from auction.kernel.world import World
from auction.payments.paper_gateway import paper_gateway_of
from auction.payments.webhook import Message
from auction.rounds import store as rounds
from auction.rounds.standing import RoundView
from listings.desk.steps import FIELDS_OF
from tests.support.browsing import Browser, newest_letter
from tests.support.cases import make_case, make_court
from tests.support.listings import ANSWERS
from tests.support.people import PASSWORD, make_bidder, make_staff

ZONE = ZoneInfo("Asia/Shanghai")
NOTICE = {
    "known_defects": "Water stain on the ceiling.",
    "pricing_basis": "Appraisal of this year.",
    "occupation": "Vacant.",
    "enforcement_basis": "Judgment (2025) 17.",
    "panel_decision": "Panel (2026) 3.",
    "bidder_conditions": "Anybody may bid.",
    "rights_and_duties": "Sold as it is.",
    "legal_liability": "Who does not pay loses the deposit.",
    "payment_method": "Bank transfer.",
    "priority_holders": "None known.",
    "parties_notified": "All in writing.",
    "taxes": "By law.",
}


@dataclass
class Town:
    """A court with its officers, and bidders who come."""

    app: Flask
    world: World
    court_id: str = ""
    case_id: str = ""
    currency: str = "CNY"
    people: dict[str, Browser] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """Return the time in the town."""
        return self.world.clock.now()

    def wait(self, until: datetime | None = None, **span: float) -> None:
        """Let time pass and the clock do what is due."""
        clock = self.world.clock
        clock.set(until) if until else clock.advance(**span)  # type: ignore[attr-defined]  # set by hand
        self.tick()

    def tick(self) -> None:
        """Run the clock's jobs as often as they find work."""
        for _ in range(8):
            if not sum(job(self.world) for job in wsgi.JOBS):
                return

    def found(self) -> None:
        """Let an operator found the court and take in its officers; a clerk registers a case."""
        operator = self.bring_operator()
        court = {
            "time_zone": "Asia/Shanghai",
            "currency": "CNY",
            "contact": "Room 12",
            "supervision": "Room 9",
        }
        operator.get("/operator/courts").submit("/operator/courts", name="Town Court", **court)
        self.appoint(operator.link("/operator/courts/").rsplit("/", 1)[1])
        clerk = self.people["clerk"]
        clerk.get("/court/cases/new").submit(
            "/court/cases/new",
            case_number="(2026) 01 Enf. 17",
            cause="Loan",
            account_number="62220001",
            holder="Town Court",
        )
        assert clerk.status == 200, clerk.alerts
        self.case_id = clerk.path.rsplit("/", 1)[1]

    def bring_operator(self) -> Browser:
        """Make two operators on the command line, who then set a password and sign in."""
        for who, email in (("second operator", "op2@town.example"), ("operator", "op@town.example")):
            made = self.app.test_cli_runner().invoke(args=["people", "make-operator", email])
            self._set_password(made.output)
            self.sign_in(who, email)
        return self.people["operator"]

    def appoint(self, court_id: str) -> None:
        """Let the operator take in the officers of a court, and an auditor; each sets a password."""
        operator, self.court_id = self.people["operator"], court_id
        for role in ("clerk", "judge", "finance", "auditor"):
            email = f"{role}@town.example"
            court_id = "" if role == "auditor" else self.court_id
            page = operator.get("/operator/accounts")
            page.submit("/operator/accounts", email=email, role=role, court_id=court_id)
            assert operator.status == 200, operator.alerts
            self._approve_account()
            self._set_password(newest_letter(self.world.settings.instance_dir, email))
            self.sign_in(role, email)

    def _approve_account(self) -> None:
        """Let the second operator approve the one account that waits, and send its letter."""
        second = self.people["second operator"]
        second.get("/court/approvals/")
        # Its id begins with 0, as all do: the choice of a language leads to this very page.
        second.get(second.link("/court/approvals/0")).submit("/approve")
        assert second.status == 200, second.alerts
        second.submit("/invite")

    def settle_in(self) -> None:
        """Put court, officers and a case there at once, for journeys that begin later."""
        with self.world.database.transaction() as tx:
            self.court_id = make_court(tx, name="Town Court")
            self.case_id = make_case(tx, court_id=self.court_id)
            for role in (Role.CLERK, Role.JUDGE):
                email = f"{role}@town.example"
                make_staff(self.world, tx, role, court_id=self.court_id, email=email)
        for role in (Role.CLERK, Role.JUDGE):
            self.back(role)

    def sign_in(self, who: str, email: str) -> Browser:
        """Sign somebody in on a browser of their own."""
        browser = self.people.setdefault(who, Browser(self.app))
        browser.get("/account/login")
        if browser.has_form("/account/login"):
            browser.submit("/account/login", email=email, password=PASSWORD)
        assert browser.has_form("/account/logout"), browser.alerts
        return browser

    def back(self, who: str) -> Browser:
        """Sign somebody in again, whose session ended meanwhile."""
        return self.sign_in(who, f"{who.lower()}@town.example")

    def _set_password(self, letter: str) -> None:
        path = re.search(r"(/account/reset/\S+)", letter)
        assert path, letter
        browser = Browser(self.app).get(path[1])
        browser.submit(path[1], password=PASSWORD, password_confirm=PASSWORD)
        assert browser.status == 200, browser.alerts

    def seize(self, title: str = "Flat of 98 m² 房产", **terms: str) -> str:
        """Let the clerk draft a lot with all it needs; return its id."""
        clerk = self.people["clerk"]
        opens_at = self.now + timedelta(days=31)
        form = {
            "title": title,
            "asset_class": "IMMOVABLE",
            "place": "East District",
            "description": "Third floor.",
            "reference_price": "1020000",
            "price_method": "appraisal",
            "enforcement_shown": "PRIVACY",
            "price_fixed_on": f"{self.now - timedelta(days=30):%Y-%m-%d}",
            "starting_price": "714000",
            "increment": "10000",
            "deposit": "71400",
            "opens_at": local(opens_at),
            "closes_at": local(opens_at + timedelta(days=1)),
            "balance_due_at": local(opens_at + timedelta(days=16)),
            "parties_notified_on": f"{self.now - timedelta(days=9):%Y-%m-%d}",
            **NOTICE,
            **terms,
        }
        new = f"/court/cases/{self.case_id}/lots/new"
        clerk.get(new).submit(new, **{k: form[k] for k in ("title", "asset_class", "known_defects")})
        lot_id = clerk.path.split("/")[3]
        self.write(lot_id, **form)
        self.look_into(lot_id)
        return lot_id

    def look_into(self, lot_id: str, kind: str = "HOME", position: int = 1) -> None:
        """Let the clerk answer what the law asks of an asset of this kind."""
        clerk, page = self.people["clerk"], f"/court/lots/{lot_id}/findings/{position}"
        clerk.get(f"{page}?kind={kind}").submit(page, **ANSWERS)
        assert clerk.status == 200, clerk.alerts

    def write(self, lot_id: str, **fields: str) -> None:
        """Let the clerk write into a draft, page by page, what each page asks for."""
        clerk = self.people["clerk"]
        for step, asked in FIELDS_OF.items():
            told = {name: fields[name] for name in asked if name in fields}
            if told:
                clerk.get(f"/court/lots/{lot_id}/{step}").submit(f"{lot_id}/save", **told)
                assert clerk.status == 200, clerk.alerts

    def notify(self, lot_id: str) -> None:
        """Let the clerk note that the person whom the page names first was told nine days ago."""
        clerk, page = self.people["clerk"], f"/court/lots/{lot_id}/parties"
        clerk.get(page).submit(page, on=f"{self.now - timedelta(days=9):%Y-%m-%d}")
        assert clerk.status == 200, clerk.alerts

    def written(self, lot_id: str, name: str) -> str:
        """Return what a draft says in one of its inputs."""
        step = next(step for step, asked in FIELDS_OF.items() if name in asked)
        return self.people["clerk"].get(f"/court/lots/{lot_id}/{step}").value(name)

    def publish(self, lot_id: str) -> RoundView:
        """Let the clerk propose and the judge publish; return the round."""
        clerk, judge = self.people["clerk"], self.people["judge"]
        self.decide_values(lot_id)
        clerk.get(f"/court/lots/{lot_id}").submit(f"{lot_id}/submit")
        assert clerk.status == 200, clerk.alerts
        judge.get(f"/court/lots/{lot_id}").submit(f"{lot_id}/publish")
        assert judge.status == 200, judge.alerts
        return self.round_of(lot_id)

    def decide_values(self, lot_id: str) -> None:
        """Let the clerk record that a panel decided the values of the draft."""
        clerk, minutes = self.people["clerk"], {"document": "(2026) Panel 3", "members": "3"}
        page = clerk.get(f"/court/lots/{lot_id}/price")
        page.submit(f"{lot_id}/panel", decided_on=f"{self.now - timedelta(days=2):%Y-%m-%d}", **minutes)
        assert clerk.status == 200, clerk.alerts

    def decide(self, lot_id: str, act: str, **fields: str) -> Browser:
        """Let the clerk propose an act on a round and the judge approve it; return the judge's page."""
        clerk, judge = self.back("clerk"), self.back("judge")
        clerk.get(f"/court/lots/{lot_id}").submit(f"{lot_id}/{act}", **fields)
        assert clerk.status == 200, clerk.alerts
        proposal = judge.get(f"/court/lots/{lot_id}").link("/court/approvals/")
        judge.get(proposal).submit(f"{proposal}/approve")
        assert judge.status == 200, judge.alerts
        return judge

    def round_of(self, lot_id: str) -> RoundView:
        """Return the newest round of a lot."""
        with self.world.database.reading() as tx:
            views = rounds.rounds_of_lots(tx, [lot_id])[lot_id]
        return max(views, key=lambda view: view.published_at)

    def register(self, name: str, *, number: str = "") -> Browser:
        """Let somebody sign up, confirm the address, sign in and say who they are."""
        email = f"{name.lower()}@town.example"
        browser = Browser(self.app).get("/account/register")
        browser.submit("/account/register", email=email, password=PASSWORD, password_confirm=PASSWORD)
        letter = newest_letter(self.world.settings.instance_dir, email)
        path = re.search(r"(/account/confirm/\S+)", letter)
        assert path, letter
        Browser(self.app).get(path[1])
        browser = self.sign_in(name, email)
        self.names[name] = name
        number = number or id_number(len(self.names))
        browser.get("/account/").submit("/account/identity", kind="NATURAL", name=name, number=number)
        assert browser.status == 200, browser.alerts
        return browser

    def bring(self, name: str, *, number: str = "") -> Browser:
        """Bring a bidder whose account and identity are there already."""
        self.names[name] = name
        number = number or id_number(len(self.names))
        with self.world.database.transaction() as tx:
            make_bidder(self.world, tx, name=name, email=f"{name.lower()}@town.example", number=number)
        return self.back(name)

    def ask_deposit(self, name: str, round_id: str) -> Browser:
        """Let a bidder acknowledge the seven prompts one by one and ask where to pay."""
        browser = self.people.get(name) or self.bring(name)
        browser.get(f"/enrol/{round_id}").submit(f"{round_id}/begin", declared="yes", qualified="yes")
        for prompt in range(1, 8):
            browser.submit(f"/prompts/{prompt}")
        browser.submit(f"{round_id}/deposit")
        assert browser.status == 200, browser.alerts
        return browser

    def pay(self, name: str, *, payer: str = "", amount: Money | None = None, payment: str = "") -> None:
        """Let the bank tell of a transfer under the reference that the open page shows."""
        browser = self.people[name]
        reference = browser.link("/my/payments/").rsplit("/", 1)[1]
        if amount is None:
            shown = browser.get(f"/pay/{reference}").value("amount")
            amount = parse_plain(shown, self.currency)
        self.tell(Message(payment or new_id(), reference, amount, payer or self.names[name]))
        self.tick()

    def tell(self, message: Message, event_id: str = "") -> int:
        """Deliver one webhook of the bank on paper; return the status of the answer."""
        gateway = paper_gateway_of(self.world.database, self.world.settings)
        assert gateway is not None
        body, headers = gateway.message(message, event_id=event_id or new_id(), at=self.now)
        return self.app.test_client().post("/webhooks/paper", data=body, headers=headers).status_code

    def enrol(self, name: str, round_id: str) -> str:
        """Take a bidder the whole way into the hall; return the bidder code."""
        browser = self.ask_deposit(name, round_id)
        self.pay(name)
        browser.get(f"/enrol/{round_id}").submit(f"{round_id}/enter")
        assert browser.status == 200, browser.alerts
        code = re.search(r"\b[B-DF-HJ-NP-TV-Z2-9]{5}\b", browser.words)
        assert browser.has_form(f"/hall/{round_id}/bid"), browser.words[:400]
        assert code, browser.words
        return code[0]

    def bid(self, name: str, round_id: str, yuan: int, **more: str) -> Browser:
        """Let a bidder bid by the plain form of the hall."""
        browser = self.people[name]
        browser.get(f"/hall/{round_id}")
        return browser.submit(f"/hall/{round_id}/bid", amount=str(yuan), **more)

    def board(self, round_id: str) -> RoundView:
        """Return where a round stands."""
        with self.world.database.reading() as tx:
            view = rounds.read_round(tx, round_id)
        assert view is not None
        return view


def local(at: datetime) -> str:
    """Write a time as a form's field for it, in the court's zone."""
    return at.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


def id_number(serial: int) -> str:
    """Return a well-formed id number of nobody."""
    begin = f"110101199001{serial % 28 + 1:02d}{serial:03d}"
    return begin + ric.calc_check_digit(begin + "0")
