"""Joins the rooms: their doors, their words and the jobs that the clock runs.  No rules here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from types import ModuleType

from flask import Blueprint, Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from auction.approvals import jobs as approvals_jobs
from auction.approvals import words as approvals_words
from auction.approvals.act import Act
from auction.audit import jobs as audit_jobs
from auction.cases import commands as cases_commands
from auction.cases import doors as cases_doors
from auction.cases import views as cases_views
from auction.cases import words as cases_words
from auction.due import jobs as due_jobs
from auction.due import words as due_words
from auction.due.apart import jobs as apart_jobs
from auction.due.money import jobs as due_money_jobs
from auction.due.watch import jobs as watch_jobs
from auction.enrolment import bidders_views
from auction.enrolment import doors as enrolment_doors
from auction.enrolment import jobs as enrolment_jobs
from auction.enrolment import views as enrolment_views
from auction.enrolment import words as enrolment_words
from auction.enrolment.rights import acts as rights_acts
from auction.kernel import commands as kernel_commands
from auction.kernel import jobs as kernel_jobs
from auction.kernel import web_views
from auction.kernel.clock import DatabaseClock, SystemClock
from auction.kernel.database import Database
from auction.kernel.doors import ANYONE, Door
from auction.kernel.limits import REQUEST_BYTES_MAX
from auction.kernel.settings import Settings, read_settings
from auction.kernel.world import World
from auction.payments import doors as payments_doors
from auction.payments import jobs as payments_jobs
from auction.payments import views as payments_views
from auction.payments import words as payments_words
from auction.payments.again import acts as again_acts
from auction.payments.again import doors as again_doors
from auction.payments.again import views as again_views
from auction.payments.again import words as again_words
from auction.payments.bank import acts as bank_acts
from auction.payments.bank import doors as bank_doors
from auction.payments.bank import jobs as bank_jobs
from auction.payments.bank import views as bank_views
from auction.payments.bank import words as bank_words
from auction.payments.by_hand import acts as by_hand_acts
from auction.payments.by_hand import doors as by_hand_doors
from auction.payments.by_hand import views as by_hand_views
from auction.payments.by_hand import words as by_hand_words
from auction.payments.checkout import jobs as checkout_jobs
from auction.payments.reconciliation import jobs as reconciliation_jobs
from auction.payments.reconciliation import words as reconciliation_words
from auction.payments.without_court import acts as without_court_acts
from auction.payments.without_court import doors as without_court_doors
from auction.payments.without_court import views as without_court_views
from auction.payments.without_court import words as without_court_words
from auction.people import acts as people_acts
from auction.people import commands as people_commands
from auction.people import doors as people_doors
from auction.people import guard_views, sign_in_views, staff_views
from auction.people import views as people_views
from auction.people import words as people_words
from auction.reports import doors as reports_doors
from auction.reports import views as reports_views
from auction.reports import words as reports_words
from auction.reports.money import doors as money_doors
from auction.reports.money import views as money_views
from auction.reports.money import words as money_words
from auction.reports.reconciliation import doors as reconciliation_doors
from auction.reports.reconciliation import views as reconciliation_views
from auction.reports.trail import doors as trail_doors
from auction.reports.trail import views as trail_views
from auction.reports.trail import words as trail_words
from auction.rounds import words as rounds_words
from auction.rules import commands as rules_commands
from auction.rules import doors as rules_doors
from auction.rules import views as rules_views
from auction.settlement import doors as settlement_doors
from auction.settlement import jobs as settlement_jobs
from auction.settlement import views as settlement_views
from auction.settlement import words as settlement_words
from auction.settlement.corrections import acts as corrections_acts
from auction.settlement.corrections import doors as corrections_doors
from auction.settlement.corrections import views as corrections_views
from auction.settlement.corrections import words as corrections_words
from auction.settlement.late import doors as late_doors
from auction.settlement.late import views as late_views
from auction.settlement.late import words as late_words
from auction.settlement.letters import jobs as letters_jobs
from auction.settlement.letters import words as letters_words
from auction.settlement.paying import doors as paying_doors
from auction.settlement.paying import views as paying_views
from auction.settlement.resolving import acts as resolving_acts
from auction.settlement.resolving import doors as resolving_doors
from auction.settlement.resolving import views as resolving_views
from auction.settlement.resolving import words as resolving_words
from auction.settlement.set_off import acts as set_off_acts
from auction.settlement.set_off import doors as set_off_doors
from auction.settlement.set_off import views as set_off_views
from auction.settlement.set_off import words as set_off_words
from bidding import doors as bidding_doors
from bidding import jobs as bidding_jobs
from bidding import sockets
from bidding import views as bidding_views
from bidding import words as bidding_words
from listings import court_views, design_views, home_views, saved_views
from listings import doors as listings_doors
from listings import jobs as listings_jobs
from listings import views as listings_views
from listings import words as listings_words
from listings.approvals import doors as proposals_doors
from listings.approvals import views as proposals_views
from listings.desk import words as desk_words
from listings.diligence import words as diligence_words
from listings.due import doors as listings_due_doors
from listings.due import views as listings_due_views
from listings.imports import commands as imports_commands
from listings.imports import doors as imports_doors
from listings.imports import jobs as imports_jobs
from listings.imports import views as imports_views
from listings.imports import words as imports_words
from listings.parties import doors as parties_doors
from listings.parties import views as parties_views
from listings.parties import words as parties_words
from listings.public import doors as public_doors
from listings.public import views as public_views
from listings.reminders import doors as reminders_doors
from listings.reminders import jobs as reminders_jobs
from listings.reminders import views as reminders_views
from listings.reminders import words as reminders_words
from listings.stays import acts as stays_acts
from listings.stays import doors as stays_doors
from listings.stays import operator_views as stays_views
from listings.stays import words as stays_words
from listings.valuation import words as valuation_words
from listings.warranty import words as warranty_words

DOORS: tuple[ModuleType, ...] = (
    cases_doors,
    enrolment_doors,
    payments_doors,
    bank_doors,
    people_doors,
    reports_doors,
    reconciliation_doors,
    money_doors,
    trail_doors,
    rules_doors,
    settlement_doors,
    by_hand_doors,
    again_doors,
    without_court_doors,
    corrections_doors,
    resolving_doors,
    paying_doors,
    late_doors,
    set_off_doors,
    bidding_doors,
    listings_doors,
    proposals_doors,
    listings_due_doors,
    stays_doors,
    imports_doors,
    parties_doors,
    public_doors,
    reminders_doors,
)
VIEWS: tuple[ModuleType, ...] = (
    cases_views,
    enrolment_views,
    bidders_views,
    payments_views,
    bank_views,
    people_views,
    staff_views,
    reports_views,
    reconciliation_views,
    money_views,
    trail_views,
    rules_views,
    settlement_views,
    by_hand_views,
    again_views,
    without_court_views,
    corrections_views,
    resolving_views,
    paying_views,
    late_views,
    set_off_views,
    bidding_views,
    home_views,
    design_views,
    listings_views,
    saved_views,
    court_views,
    proposals_views,
    listings_due_views,
    stays_views,
    imports_views,
    parties_views,
    public_views,
    reminders_views,
)
WORDS: tuple[ModuleType, ...] = (
    approvals_words,
    cases_words,
    due_words,
    enrolment_words,
    payments_words,
    bank_words,
    reconciliation_words,
    people_words,
    reports_words,
    money_words,
    trail_words,
    rounds_words,
    settlement_words,
    by_hand_words,
    again_words,
    without_court_words,
    corrections_words,
    resolving_words,
    late_words,
    letters_words,
    set_off_words,
    bidding_words,
    listings_words,
    desk_words,
    diligence_words,
    imports_words,
    reminders_words,
    stays_words,
    parties_words,
    valuation_words,
    warranty_words,
)
# What is due, in the order in which one tick looks: the hammer first, the money after it.
JOBS: tuple[Callable[[World], int], ...] = (
    *bidding_jobs.JOBS,
    *checkout_jobs.JOBS,
    *payments_jobs.JOBS,
    *bank_jobs.JOBS,
    *enrolment_jobs.JOBS,
    *settlement_jobs.JOBS,
    *reconciliation_jobs.JOBS,
    *audit_jobs.JOBS,
    *approvals_jobs.JOBS,
    *due_jobs.JOBS,
    *watch_jobs.JOBS,
    *due_money_jobs.JOBS,
    *apart_jobs.JOBS,
    *listings_jobs.JOBS,
    *imports_jobs.JOBS,
)
# Of these, what waits for gateways; and what waits for a mail server.  Both tick by themselves, so
# that a slow machine of somebody else never holds the hammer.
GATEWAY_JOBS: tuple[Callable[[World], int], ...] = (
    *payments_jobs.JOBS,
    *bank_jobs.JOBS,
    *reconciliation_jobs.JOBS,
)
LETTER_JOBS: tuple[Callable[[World], int], ...] = (*letters_jobs.JOBS, *reminders_jobs.JOBS)
# What two people do together: each room lists its kinds of acts in its acts.py.
ACTS: tuple[Act, ...] = (
    *stays_acts.ACTS,
    *rights_acts.ACTS,
    *people_acts.ACTS,
    *bank_acts.ACTS,
    *resolving_acts.ACTS,
    *by_hand_acts.ACTS,
    *again_acts.ACTS,
    *without_court_acts.ACTS,
    *corrections_acts.ACTS,
    *set_off_acts.ACTS,
)
COMMANDS: tuple[ModuleType, ...] = (
    cases_commands,
    people_commands,
    rules_commands,
    imports_commands,
    kernel_commands,
)


def joined_doors() -> tuple[Door, ...]:
    """Return the rows of all doors of all rooms."""
    rows = [door for room in DOORS for door in room.DOORS]
    return (Door("static", ANYONE), *rows)


def joined_words() -> Mapping[str, str]:
    """Return the sentence of every reason for which any room refuses."""
    return {str(reason): sentence for room in WORDS for reason, sentence in room.WORDS.items()}


def open_world(settings: Settings) -> World:
    """Open the database and choose the clock of record (TRUST 3.2)."""
    database = Database(settings.sqlalchemy_url)
    clock = SystemClock() if database.is_sqlite else DatabaseClock(database.clock_timestamp)
    return World(clock, database, settings)


def create_app(world: World | None = None, *, serving: bool = False) -> Flask:
    """Build the application; ``serving`` also says that it is awake, and starts the embedded clock.

    Refuses to start without assertions: half of what guards the money would be gone.
    """
    if not __debug__:
        raise SystemExit("python -O drops the assertions that guard the record; start without it")
    world = world or open_world(read_settings())
    app = Flask(__name__, static_folder="static")
    app.config.update(
        SECRET_KEY=world.settings.secret_key,
        MAX_CONTENT_LENGTH=REQUEST_BYTES_MAX,
        MAX_FORM_PARTS=200,
        WTF_CSRF_TIME_LIMIT=None,
    )
    web_views.attach(app, world, joined_words())
    # After the pages' own bounds: to find its token it reads the whole form.
    CSRFProtect(app)
    sign_in_views.attach(app, world)
    guard_views.attach(app, world, joined_doors())
    _register(app, (room.blueprint for room in VIEWS))
    for room in COMMANDS:
        app.cli.add_command(room.group)
    app.extensions["auction.acts"] = {act.name: act for act in ACTS}
    letters = tuple(_inside(app, job) for job in LETTER_JOBS)
    due = tuple(job for job in JOBS if job not in GATEWAY_JOBS)
    app.extensions["auction.clock"] = kernel_jobs.Clockwork(due, GATEWAY_JOBS, letters)
    sockets.attach(app, world)
    _believe_own_proxies(app, world.settings.proxies)
    if serving:
        kernel_jobs.start_ticker(world, bidding_jobs.HALL_JOBS, lease=kernel_jobs.NO_LEASE)
    if serving and world.settings.clock == "embedded":
        kernel_jobs.start_clock(world, app.extensions["auction.clock"])
    return app


def _inside(app: Flask, job: Callable[[World], int]) -> Callable[[World], int]:
    """Let a job write letters: in the languages, templates and mail of the application."""

    @wraps(job)
    def run(world: World) -> int:
        with app.app_context():
            return job(world)

    return run


def _believe_own_proxies(app: Flask, count: int) -> None:
    """Let every limit see who connects, and not our own proxy.

    Each proxy appends the address it saw, so what lies further left is the client's own claim; no
    other header of a proxy is believed.
    """
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=0, x_host=0)  # type: ignore[method-assign]  # how WSGI is wrapped


def _register(app: Flask, blueprints: Iterable[Blueprint]) -> None:
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
