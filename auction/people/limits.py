"""Bounds of accounts and sessions, the same for everybody and published; each with its reason."""

from __future__ import annotations

from datetime import timedelta

# Wrong passwords for one account from one address: guessing is hopeless, a typing hand is not hurt.
SIGN_IN_ATTEMPTS_MAX = 5
SIGN_IN_WINDOW = timedelta(minutes=15)
# Wrong passwords from one address for any account: a town may sit behind it, a robot may not.
SIGN_IN_ATTEMPTS_PER_ADDRESS_MAX = 60
# New accounts from one address: households and law offices share one.
REGISTRATIONS_MAX = 10
REGISTRATION_WINDOW = timedelta(days=1)
# Identities registered or corrected by one account: a slip or two is human, trying out whose number
# is registered here is not.
IDENTITIES_MAX = 10
IDENTITY_WINDOW = timedelta(days=1)
# Letters asked for one account from one address, so that nobody's mailbox is flooded.
LETTERS_MAX = 5
LETTER_WINDOW = timedelta(hours=1)

# A bidder may read papers for half an hour; a court's desk left alone is closed earlier.
BIDDER_IDLE_WINDOW = timedelta(minutes=30)
STAFF_IDLE_WINDOW = timedelta(minutes=15)
# Whoever is signed in signs in again the next day.
SESSION_WINDOW = timedelta(hours=12)
# Reading pages writes at most one row a minute and browser.
LAST_SEEN_GRACE = timedelta(minutes=1)

PASSWORD_LENGTH_MIN = 12
# The library's own bound, which no setting moves.
PASSWORD_LENGTH_MAX = 128
# A letter may be typed in up to four parts that normal form puts together.
PASSWORD_TYPED_MAX = 4 * PASSWORD_LENGTH_MAX
NAME_LENGTH_MAX = 100
DEVICE_LENGTH_MAX = 200
# Rows on the operator's page; a platform has some hundred staff.
STAFF_ROWS_MAX = 500
