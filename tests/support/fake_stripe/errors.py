"""Stripe's noes: each has a type, mostly a code, sometimes a parameter, and an HTTP status."""

from __future__ import annotations

from typing import Any

REQUEST = "invalid_request_error"


class ApiError(Exception):
    """A no, as Stripe words it.

    ``kept`` tells whether the answer is kept under the request's idempotency key: what fails
    before Stripe begins to act (parameters, keys, limits) is not.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        param: str = "",
        status: int = 400,
        kept: bool = True,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status, self.kept = status, kept
        self.fields = {"type": more.pop("kind", REQUEST), "message": message, **more}
        if code:
            doc = "https://stripe.com/docs/error-codes/" + code.replace("_", "-")
            self.fields |= {"code": code, "doc_url": doc}
        if param:
            self.fields["param"] = param

    def body(self, request_id: str) -> dict[str, Any]:
        """Return the answer's body."""
        log_url = f"https://dashboard.stripe.com/test/logs/{request_id}"
        return {"error": {**self.fields, "request_log_url": log_url}}


def unknown_parameter(param: str) -> ApiError:
    """Say no to a parameter that this endpoint does not know."""
    return ApiError(f"Received unknown parameter: {param}", code="parameter_unknown", param=param, kept=False)


def missing_parameter(param: str) -> ApiError:
    """Say no to a request without something it needs."""
    return ApiError(f"Missing required param: {param}.", code="parameter_missing", param=param, kept=False)


def invalid(param: str, message: str, *, code: str = "") -> ApiError:
    """Say no to a value."""
    return ApiError(message, code=code, param=param, kept=False)


def no_such(kind: str, key: str, *, param: str = "", status: int = 404) -> ApiError:
    """Say that there is no such object: 404 where the address names it, 400 where a parameter does."""
    return ApiError(
        f"No such {kind}: '{key}'", code="resource_missing", param=param or kind, status=status, kept=False
    )


def unknown_address(method: str, path: str) -> ApiError:
    """Say no to an address that Stripe does not have."""
    return ApiError(
        f"Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs or we can help "
        "at https://support.stripe.com/.",
        status=404,
        kept=False,
    )


def no_key() -> ApiError:
    """Say no to a request without an API key."""
    return ApiError("You did not provide an API key.", status=401, kept=False)


def bad_key(key: str) -> ApiError:
    """Say no to an API key that was never issued; only its ends are shown."""
    shown = f"{key[:8]}{'*' * 12}{key[-4:]}"
    return ApiError(f"Invalid API Key provided: {shown}", status=401, kept=False)


def no_access(account: str) -> ApiError:
    """Say no to an account that the key does not reach."""
    return ApiError(
        f"The provided key does not have access to account '{account}' (or that account does not exist). "
        "Application access may have been revoked.",
        code="account_invalid",
        status=403,
        kept=False,
    )


def too_many() -> ApiError:
    """Say that requests come too fast."""
    return ApiError(
        "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
        code="rate_limit",
        status=429,
        kept=False,
    )


def forbidden() -> ApiError:
    """Say that the key may not do this."""
    return ApiError(
        "The provided key does not have the required permissions for this endpoint.",
        code="more_permissions_required",
        status=403,
        kept=False,
    )


def broken() -> ApiError:
    """Say that Stripe itself failed; kept under the key like any other answer."""
    return ApiError(
        "An unknown error occurred; if this persists please contact support.", status=500, kind="api_error"
    )


def in_flight(key: str) -> ApiError:
    """Say that the first request under this key is not answered yet."""
    return ApiError(
        "There is currently another in-progress request using this Idempotent Key (that probably means you "
        f"submitted twice, and the other request is still going through): {key}. Please try again later.",
        code="idempotency_key_in_use",
        status=409,
        kept=False,
    )


def other_use(key: str, why: str) -> ApiError:
    """Say that a key was first used for something else."""
    return ApiError(
        f"Keys for idempotent requests can only be used {why}. Try using a key other than '{key}' if you "
        "meant to execute a different request.",
        kind="idempotency_error",
        kept=False,
    )
