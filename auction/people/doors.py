"""Who may enter the doors of accounts, sign-in and staff."""

from __future__ import annotations

from auction.kernel.doors import ANYONE, BIDDERS, OPERATORS, SIGNED_IN, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("security.login", ANYONE),
    Door("security.logout", ANYONE),
    Door("security.register", ANYONE),
    Door("security.send_confirmation", ANYONE),
    Door("security.confirm_email", ANYONE),
    Door("security.forgot_password", ANYONE),
    Door("security.reset_password", ANYONE),
    Door("security.change_password", SIGNED_IN, Scope.OWN),
    Door("people.after_sign_in", ANYONE),
    Door("people.roles", ANYONE),
    Door("people.account", SIGNED_IN, Scope.OWN),
    Door("people.identity", BIDDERS, Scope.OWN),
    Door("people.end_session", SIGNED_IN, Scope.OWN),
    Door("people.end_sessions", SIGNED_IN, Scope.OWN),
    Door("staff.index", OPERATORS, Scope.ALL),
    Door("staff.make", OPERATORS, Scope.ALL),
    Door("staff.invite", OPERATORS, Scope.ALL),
    Door("staff.remove", OPERATORS, Scope.ALL),
)
