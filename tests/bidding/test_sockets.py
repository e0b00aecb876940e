"""The sockets over a real server with threads: who comes in, what is answered, what is cut."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import websocket

from auction.kernel.world import World
from tests.support.hall import HallServer, Turned, make_open_round, make_pass, serving
from tests.support.rounds import CLOSES_AT, cny, make_terms


@pytest.fixture
def server(world: World) -> Iterator[HallServer]:
    with serving(world) as running:
        yield running


@pytest.fixture
def one_server(sqlite_world: World) -> Iterator[HallServer]:
    with serving(sqlite_world) as running:
        yield running


def test_a_bid_is_answered_and_seen_by_all(server: HallServer) -> None:
    round_id = make_open_round(server.world)
    bidder = server.enter(round_id, **{"pass": make_pass(server.world, round_id, "A17")})
    watcher = server.enter(round_id)

    answer = bidder.bid(714_000)

    assert (answer["verdict"], answer["number"], answer["bidder_code"]) == ("accepted", 1, "A17")
    frame = watcher.wait_frame(upto=1)
    assert [bid["bidder_code"] for bid in frame["bids"]] == ["A17"]
    assert frame["board"]["leader_code"] == "A17"
    assert frame["board"]["needed_minor"] == 72_400_000


def test_a_refusal_carries_its_rule_and_numbers(server: HallServer) -> None:
    round_id = make_open_round(server.world)
    first = server.enter(round_id, **{"pass": make_pass(server.world, round_id, "A17")})
    second = server.enter(round_id, **{"pass": make_pass(server.world, round_id, "B20")})
    first.bid(734_000)

    answer = second.bid(734_000)

    assert (answer["verdict"], answer["rule"]) == ("too_low", "R-41")
    assert answer["numbers"]["needed"] == {"minor": 74_400_000, "currency": "CNY"}
    assert answer["numbers"]["current"] == {"minor": 73_400_000, "currency": "CNY"}


def test_a_repeated_key_gets_the_first_answer(server: HallServer) -> None:
    round_id = make_open_round(server.world)
    bidder = server.enter(round_id, **{"pass": make_pass(server.world, round_id, "A17")})

    answers = [bidder.bid(714_000, "the-same-key") for _ in range(2)]

    assert [answer["number"] for answer in answers] == [1, 1]


def test_a_watched_price_is_typed_once_more_over_the_socket(one_server: HallServer) -> None:
    watched = make_terms(watched_from=cny(724_000))
    round_id = make_open_round(one_server.world, terms=watched)
    bidder = one_server.enter(round_id, **{"pass": make_pass(one_server.world, round_id, "A17")})
    wish = {"bid_key": "a-key-of-mine", "amount": "724000"}

    asked = [bidder.call("bid", wish), bidder.call("bid", {**wish, "confirmed_amount": "724001"})]
    taken = bidder.call("bid", {**wish, "confirmed_amount": "724000.00"})

    assert [(answer["verdict"], answer["rule"]) for answer in asked] == [("needs_typed_amount", "R-53")] * 2
    assert (taken["verdict"], taken["number"]) == ("accepted", 1)


def test_who_comes_back_misses_nothing(one_server: HallServer) -> None:
    world = one_server.world
    round_id = make_open_round(world)
    bidders = [
        one_server.enter(round_id, **{"pass": make_pass(world, round_id, code)}) for code in ("A17", "B20")
    ]
    watcher = one_server.enter(round_id)
    bidders[0].bid(714_000)
    watcher.wait_frame(upto=1)
    watcher.close()
    for turn, yuan in enumerate((724_000, 734_000, 744_000)):
        world.clock.advance(seconds=1)
        bidders[(turn + 1) % 2].bid(yuan)

    again = one_server.enter(round_id, since=1)
    asked = again.call("since", {"since": 2})

    assert [bid["number"] for bid in again.frames[0]["bids"]] == [2, 3, 4]
    assert [bid["number"] for bid in asked["bids"]] == [3, 4]
    assert (asked["after"], asked["upto"], asked["more"]) == (2, 4, False)


@pytest.mark.parametrize("origin", [None, "http://elsewhere.example", "null"])
def test_an_origin_that_is_missing_or_foreign_is_refused(one_server: HallServer, origin: str | None) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        one_server.raw(origin=origin)

    assert refused.value.status_code == 403


def test_connections_of_one_address_are_bounded(sqlite_world: World) -> None:
    settings = sqlite_world.settings.model_copy(update={"sockets_per_address": 2})
    with serving(World(sqlite_world.clock, sqlite_world.database, settings)) as server:
        kept = [server.raw(), server.raw()]

        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            server.raw()

        assert refused.value.status_code == 429
        assert len(kept) == 2


def test_connections_are_bounded_in_all(sqlite_world: World) -> None:
    settings = sqlite_world.settings.model_copy(update={"sockets_total": 1})
    with serving(World(sqlite_world.clock, sqlite_world.database, settings)) as server:
        kept = server.raw()
        kept.recv()

        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            server.raw()

        assert refused.value.status_code == 503


def test_passes_open_their_own_round_only(one_server: HallServer) -> None:
    world = one_server.world
    round_id, other_id = make_open_round(world), make_open_round(world)
    token = make_pass(world, round_id, "A17")
    expired = make_pass(world, round_id, "A17", until=world.clock.now())
    verdicts = []

    for wrong in (
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        make_pass(world, other_id, "A17"),
        expired,
        "x" * 500,
    ):
        with pytest.raises(Turned) as turned:
            one_server.enter(round_id, **{"pass": wrong})
        verdicts.append(turned.value.args[0]["message"])

    assert verdicts == ["pass_not_valid", "pass_of_another_round", "pass_expired", "pass_not_valid"]


@pytest.mark.parametrize(
    ("auth", "verdict"),
    [
        ('{"round_id": "nowhere"}', "unknown_round"),
        ('{"round_id": 5}', "unknown_round"),
        ("[]", "message_unreadable"),
        ("{}", "message_unreadable"),
        ('{"round_id": "a", "round_id": "b"}', "message_duplicate_key"),
        ('{"round_id": "a", "since": -1}', "message_wrong_type"),
        ('{"round_id": "a", "pass": 1}', "message_wrong_type"),
        ('{"round_id": "a", "admin": 1}', "message_unknown_key"),
        ('{"since": 1}', "message_missing_key"),
    ],
)
def test_an_entrance_that_says_nonsense_is_refused(one_server: HallServer, auth: str, verdict: str) -> None:
    ws = one_server.raw()
    ws.recv()

    ws.send("40" + auth)

    assert json.loads(ws.recv()[2:])["message"] == verdict


def test_nobody_bids_without_a_pass_and_a_pass_ends(one_server: HallServer) -> None:
    world = one_server.world
    round_id = make_open_round(world)
    watcher = one_server.enter(round_id)
    until = world.clock.now() + timedelta(seconds=10)
    bidder = one_server.enter(round_id, **{"pass": make_pass(world, round_id, "A17", until=until)})

    no_pass = watcher.bid(714_000)
    world.clock.set(until)
    ended = bidder.bid(714_000)

    assert (no_pass["verdict"], ended["verdict"]) == ("no_bidding_pass", "pass_expired")


@pytest.mark.parametrize(
    ("event", "verdict"),
    [
        ('["bid"]', "message_unreadable"),
        ('["bid", 5]', "message_unreadable"),
        ('["bid", {"bid_key": "12345678", "amount_minor": 1.0}]', "bid_amount_not_plain"),
        ('["bid", {"bid_key": "12345678", "amount_minor": NaN}]', "bid_amount_not_plain"),
        ('["bid", {"bid_key": "12345678", "amount_minor": 1, "amount_minor": 1}]', "message_duplicate_key"),
        ('["bid", {"bid_key": "12345678", "amount_minor": -5}]', "bid_amount_not_positive"),
        ('["bid", {"bid_key": "12345678", "amount_minor": 99999999999999999999}]', "absurd_amount"),
        ('["bid", {"bid_key": "12345678"', "message_unreadable"),
        ("[" * 3_000, "message_unreadable"),
        ('["disconnect"]', "message_unreadable"),
        ('["connect", {}, {"round_id": "x"}]', "message_unreadable"),
        ('["since", {"since": true}]', "message_wrong_type"),
        ('["since", {"since": 99999999999}]', "message_wrong_type"),
        ('{"a": 1}', "message_unreadable"),
        ("[]", "message_unreadable"),
        ('[["bid"]]', "message_unreadable"),
    ],
)
def test_nonsense_is_refused_by_name_and_the_socket_lives(
    one_server: HallServer, event: str, verdict: str
) -> None:
    world = one_server.world
    round_id = make_open_round(world)
    bidder = one_server.enter(round_id, **{"pass": make_pass(world, round_id, "A17")})

    refused = bidder.call_text(event)

    assert refused["verdict"] == verdict
    assert bidder.bid(714_000)["verdict"] == "accepted"


def test_too_many_bids_are_refused_with_the_published_numbers(one_server: HallServer) -> None:
    world = one_server.world
    round_id = make_open_round(world)
    bidder = one_server.enter(round_id, **{"pass": make_pass(world, round_id, "A17")})

    answers = [bidder.bid(714_000 + 10_000 * turn) for turn in range(11)]

    assert [answer["verdict"] for answer in answers[:10]] == ["accepted"] + ["self_raise"] * 9
    assert answers[10]["verdict"] == "too_many_bids"
    assert answers[10]["numbers"] == {"per_second": "3", "burst": 10}


def test_an_exclusion_works_at_the_next_bid(one_server: HallServer) -> None:
    from auction.rounds import service as rounds

    world = one_server.world
    round_id = make_open_round(world)
    bidder = one_server.enter(round_id, **{"pass": make_pass(world, round_id, "A17")})
    bidder.bid(714_000)
    with world.database.transaction() as tx:
        rounds.exclude(tx, round_id=round_id, bidder_code="A17", at=world.clock.now())

    assert bidder.bid(724_000)["verdict"] == "excluded"


def test_late_is_late_on_the_socket_too(one_server: HallServer) -> None:
    world = one_server.world
    round_id = make_open_round(world)
    bidder = one_server.enter(round_id, **{"pass": make_pass(world, round_id, "A17")})
    world.clock.set(CLOSES_AT)

    assert bidder.bid(714_000)["verdict"] == "after_end"


def _is_cut(ws: websocket.WebSocket) -> bool:
    try:
        for _ in range(200):
            if not ws.recv():
                return True
    except (websocket.WebSocketException, OSError):
        return True
    return False


def test_an_oversize_message_is_cut(one_server: HallServer) -> None:
    ws = one_server.raw()
    ws.recv()

    ws.send("4" + "x" * 9_000)

    assert _is_cut(ws)


def test_binary_messages_are_cut(one_server: HallServer) -> None:
    ws = one_server.raw()
    ws.recv()

    ws.send_binary(b"\x04abc")

    assert _is_cut(ws)


def test_binary_packets_never_wait_for_their_parts(one_server: HallServer) -> None:
    round_id = make_open_round(one_server.world)
    watcher = one_server.enter(round_id)

    watcher.ws.send('4511-["bid",{"_placeholder":true,"num":0}]')

    assert watcher.call("since", {"since": 0})["upto"] == 0


def test_endless_fragments_are_cut_and_cost_no_memory(one_server: HallServer) -> None:
    ws = one_server.raw()
    ws.recv()
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sent = 0

    try:
        ws.send_frame(websocket.ABNF.create_frame("4", websocket.ABNF.OPCODE_TEXT, fin=0))
        while sent < 64 * 1024 * 1024:
            sent += 65_536
            ws.send_frame(websocket.ABNF(0, 0, 0, 0, websocket.ABNF.OPCODE_CONT, 1, b"x" * 65_536))
    except (websocket.WebSocketException, OSError):
        pass

    assert sent < 32 * 1024 * 1024, "the server went on reading"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < 16_000


def test_who_floods_without_reading_is_cut(one_server: HallServer) -> None:
    round_id = make_open_round(one_server.world)
    watcher = one_server.enter(round_id)

    with pytest.raises((websocket.WebSocketException, OSError)):
        for number in range(200_000):
            watcher.ws.send(f'42{number}["since",{{"since":0}}]')


def test_a_hall_that_is_detached_ends_its_connections(sqlite_world: World) -> None:
    with serving(sqlite_world) as server:
        round_id = make_open_round(sqlite_world)
        watcher = server.enter(round_id)
        began_s = time.monotonic()

    assert _is_cut(watcher.ws)
    assert time.monotonic() - began_s < 5
