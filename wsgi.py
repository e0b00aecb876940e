"""Joins the rooms: their doors, their words and the jobs that the clock runs.  No rules here."""

from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect

from auction.cases import doors as cases_doors
from auction.cases import views as cases_views
from auction.enrolment import doors as enrolment_doors
from auction.enrolment import jobs as enrolment_jobs
from auction.enrolment import views as enrolment_views
from auction.enrolment import words as enrolment_words
from auction.kernel import jobs as kernel_jobs
from auction.kernel import web_views
from auction.kernel.clock import DatabaseClock, SystemClock
from auction.kernel.database import Database
from auction.kernel.limits import REQUEST_BYTES_MAX
from auction.kernel.settings import read_settings
from auction.kernel.world import World
from auction.payments import doors as payments_doors
from auction.payments import jobs as payments_jobs
from auction.payments import views as payments_views
from auction.people import doors as people_doors
from auction.people import guard_views, sign_in_views, staff_views
from auction.people import views as people_views
from auction.reports import doors as reports_doors
from auction.reports import views as reports_views
from auction.settlement import doors as settlement_doors
from auction.settlement import jobs as settlement_jobs
from auction.settlement import views as settlement_views
from bidding import doors as bidding_doors
from bidding import jobs as bidding_jobs
from bidding import sockets
from bidding import views as bidding_views
from listings import court_views, views
from listings import doors as listings_doors
