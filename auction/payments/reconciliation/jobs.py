"""What the clock runs here: each day of each account is compared once, early the next morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from auction.kernel import store as kernel
from auction.kernel.ids import new_id
from auction.kernel.jobs import one_by_one
from auction.kernel.world import World
from auction.payments.each_gateway import gateways_of
from auction.payments.fact import LineKind
from auction.payments.gateway import Gateway, GatewayUnavailable
from auction.payments.reconciliation import days, service
from auction.payments.reconciliation.asking import balance_of
from auction.payments.reconciliation.clearing import Clearing, Compared
from auction.payments.reconciliation.line import Line, of_gateway
from auction.payments.reconciliation.matching import Span

# What is due changes in the morning, or when somebody asks: to look every second would be waste.
LOOK_EVERY = timedelta(minutes=1)
LOOKED = "reconciliation"
# Older lines that are looked at together: few enough to be named in one question.
LINES_AT_ONCE = 500


def reconcile(world: World) -> int:
    """Compare the days that are due, each by itself; return how many were compared."""
    return reconcile_through(world, gateways_of(world))


def reconcile_through(world: World, gateways: Mapping[str, Gateway]) -> int:
    """Compare the days that are due with what these gateways list."""
    at = world.clock.now()
    with world.database.reading() as tx:
        looked_at = kernel.last_beat(tx, name=LOOKED)
        rests = looked_at is not None and looked_at <= at < looked_at + LOOK_EVERY
        due = [] if rests else service.due(tx, gateways=gateways, at=at)
    if rests:
        return 0
    named = {f"{clearing.account_id} on {day}": (clearing, day) for clearing, day in due}
    done = one_by_one(named, lambda name: _compare(world, gateways, *named[name]))
    with world.database.transaction() as tx:
        kernel.beat(tx, name=LOOKED, at=at)
    return done


def compare_day(world: World, clearing: Clearing, day: date, *, by: str = "") -> int:
    """Compare a day of an account with the gateway's own lines; return how many differences are open.

    Raises GatewayUnavailable.
    """
    return _compare_day(world, gateways_of(world)[clearing.gateway], clearing, day, by=by)


def _compare_day(world: World, gateway: Gateway, clearing: Clearing, day: date, *, by: str = "") -> int:
    span = days.span_of(day, clearing.time_zone)
    theirs = list(islice(_lines_of(gateway, clearing, days.with_grace(span)), service.LINES_MAX))
    at_end = balance_of(gateway, clearing.currency, court_id=clearing.court_id, at=span.until)
    _note_top_ups(world, clearing, theirs)
    with world.database.reading() as tx:
        compared = service.compare(tx, clearing, day, theirs=theirs, at_gateway=at_end)
        is_apart = service.is_apart(tx, compared)
    if is_apart:
        # What was heard of weeks later, or came back weeks later, has its other side far from this day.
        back = {line.key for line in theirs if line.came_back}
        far = _far_lines(world, gateway, compared, span, keys=back | compared.matched.unexplained)
        with world.database.reading() as tx:
            compared = service.compare(tx, clearing, day, theirs=[*theirs, *far], at_gateway=at_end)
    with world.database.transaction() as tx:
        return service.keep(tx, compared, comparison_id=new_id(), by=by, at=world.clock.now())


def _compare(world: World, gateways: Mapping[str, Gateway], clearing: Clearing, day: date) -> int:
    # A gateway that is silent is asked again in a minute; the other accounts do not wait for it.
    try:
        _compare_day(world, gateways[clearing.gateway], clearing, day)
    except GatewayUnavailable:
        return 0
    return 1


def _note_top_ups(world: World, clearing: Clearing, theirs: list[Line]) -> None:
    paid_in = [line for line in theirs if line.kind is LineKind.TOP_UP and line.amount.minor > 0]
    if paid_in:
        with world.database.transaction() as tx:
            service.note_top_ups(tx, clearing, paid_in, at=world.clock.now())


def _lines_of(gateway: Gateway, clearing: Clearing, span: Span) -> Iterator[Line]:
    for line in gateway.statement(since=span.since, until=span.until):
        if line.amount.currency == clearing.currency and line.court_id == clearing.court_id:
            yield of_gateway(line)


def _far_lines(
    world: World, gateway: Gateway, compared: Compared, span: Span, *, keys: set[str]
) -> list[Line]:
    """Return the gateway's lines of the weeks around that are of these keys, or came late or back.

    Twice through the same lines, so that no more of them is held than is wanted.
    """
    wanted = set(keys)
    for chunk in _chunks(gateway, compared, span):
        with world.database.reading() as tx:
            wanted |= service.late_keys(tx, compared, chunk, since=span.since)
    return [line for chunk in _chunks(gateway, compared, span) for line in chunk if line.key in wanted]


def _chunks(gateway: Gateway, compared: Compared, span: Span) -> Iterator[list[Line]]:
    for far in days.far_from(span):
        lines = _lines_of(gateway, compared.clearing, far)
        while chunk := list(islice(lines, LINES_AT_ONCE)):
            yield chunk


JOBS: tuple[Callable[[World], int], ...] = (reconcile,)
