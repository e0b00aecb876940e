"""Stocks the catalogue with many published lots, in Chinese, Korean and Latin words, in bulk.

What stands there came by no form: rows of lots, rounds, boards and listings, as publishing writes
them, in chunks, so that a hundred thousand fit into a minute and a few megabytes.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from auction.cases.tables import Case, Court
from auction.kernel.database import Database, insert_rows
from auction.kernel.tables import Base, table_of
from auction.rounds.lifecycle import State
from auction.rounds.tables import Board, Round
from listings.catalogue.listed import Listed
from listings.catalogue.shelves import store as shelves
from listings.search import normalise
from listings.tables import Lot

NOW = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
CHUNK = 1_000
ZONES = {"CNY": "Asia/Shanghai", "KRW": "Asia/Seoul", "EUR": "Europe/Berlin"}
CLASSES = ("IMMOVABLE",) * 8 + ("MOVABLE", "OTHER_RIGHT")
STATES = (
    *[State.SCHEDULED] * 20, *[State.OPEN] * 10, State.SUSPENDED, *[State.SETTLED] * 35, State.PAID,
    *[State.UNSOLD] * 29, *[State.WITHDRAWN] * 4,
)  # fmt: skip
CHINESE = (
    "住宅 商铺 车位 厂房 土地使用权 房产 不动产 机器设备 小型轿车 货车 股权 商标权 别墅 公寓 "
    "写字楼 独栋 抵押 租赁 装修 电梯 学区 湖滨 西湖 滨江 园区 花园 大道 小区 单元 建筑面积 "
    "平方米 共有 份额 地下室 仓库 渔船 专利"
).split()
CHINESE_REGIONS = (
    "北京市 上海市 重庆市 浙江省杭州市 浙江省宁波市 江苏省南京市 广东省深圳市 四川省成都市 湖北省武汉市"
).split()
KOREAN = (
    "아파트 다세대 오피스텔 임야 대지 상가 단독주택 공장 전 답 자동차 근린시설 "
    "선순위임차인 유치권 지분매각 유찰1회"
).split()
KOREAN_PLACES = (
    "서울특별시 강남구 테헤란로",
    "경기도 수원시 장안구",
    "부산광역시 사하구 다대로",
    "제주특별자치도 제주시 내도동",
    "경상남도 산청군 산청읍",
)
LATIN = (
    "flat house garden saloon car lorry warehouse share trademark land field forest workshop terrace harbour"
).split()
LATIN_REGIONS = ("Bavaria", "Saxony", "Kent", "Tyrol")


@dataclass(frozen=True)
class Words:
    """What one lot is made of: the words of its title, where it lies, which court sells, in what currency."""

    title: str
    place: str
    court: str
    text: str
    currency: str


def chinese(chance: random.Random) -> Words:
    """Return the words of a Chinese lot."""
    region = chance.choice(CHINESE_REGIONS)
    place = f"{region}{chance.choice(CHINESE)}区{chance.choice(CHINESE)}路{chance.randrange(1, 900)}号"
    text = "，".join(chance.choice(CHINESE) + chance.choice(CHINESE) for _ in range(12))
    title = f"{place[:14]}{chance.choice(CHINESE)}"
    return Words(title, place, f"{region}第{chance.choice('一二三')}法院", text, "CNY")


def korean(chance: random.Random) -> Words:
    """Return the words of a Korean lot."""
    place = chance.choice(KOREAN_PLACES)
    words = [chance.choice(KOREAN) for _ in range(6)]
    return Words(f"{words[0]} {place}", place, f"{place[:2]}지방법원", " ".join(words[1:]), "KRW")


def latin(chance: random.Random) -> Words:
    """Return the words of a lot in Latin letters."""
    region = chance.choice(LATIN_REGIONS)
    words = [chance.choice(LATIN) for _ in range(20)]
    title = f"{words[0].title()} with {words[1]}"
    return Words(
        title, f"{chance.randrange(1, 99)} Lake Road, {region}", f"Court of {region}", " ".join(words), "EUR"
    )


def mixed(chance: random.Random, korean_lots: Sequence[Words] = ()) -> Words:
    """Return the words of any lot: half of them Korean, most others Chinese."""
    drawn = chance.random()
    if drawn < 0.5:
        return chance.choice(korean_lots) if korean_lots else korean(chance)
    return chinese(chance) if drawn < 0.85 else latin(chance)


def stock(database: Database, count: int, *, seed: int = 1, korean_lots: Sequence[Words] = ()) -> None:
    """Publish so many lots, a chunk in each transaction, and let the catalogue follow their boards."""
    chance = random.Random(seed)
    courts: dict[str, str] = {}
    for first in range(0, count, CHUNK):
        numbers = range(first, min(first + CHUNK, count))
        chunk = [listed(number, mixed(chance, korean_lots), chance) for number in numbers]
        with database.transaction() as tx:
            publish(tx, chunk, chance=chance, courts=courts)
    if not database.is_sqlite:
        # What PostgreSQL does by itself a minute later.
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def publish(tx: Session, chunk: Sequence[Listed], *, chance: random.Random, courts: dict[str, str]) -> None:
    """Write lots, rounds, boards and listings; ``courts`` are those founded so far, by name."""
    for name, zone, currency in sorted({(each.court_id, each.time_zone, each.currency) for each in chunk}):
        if name not in courts:
            courts[name] = f"{len(courts) + 1:032x}"
            _found(tx, courts[name], name=name, time_zone=zone, currency=currency)
    chunk = [replace(each, court_id=courts[each.court_id]) for each in chunk]
    _insert(tx, Lot, [_lot(each) for each in chunk])
    _insert(tx, Round, [_round(each) for each in chunk])
    _insert(tx, Board, [_board(each, chance.choice(STATES), chance.randrange(40)) for each in chunk])
    shelves.put_listings(tx, chunk)
    shelves.move_listings(tx, shelves.moved_listings(tx, CHUNK))


def listed(number: int, words: Words, chance: random.Random) -> Listed:
    """Return a lot of these words as its notice would list it; ``court_id`` is the court's name yet."""
    opens_at = NOW + timedelta(minutes=chance.randrange(-500_000, 100_000))
    reference = chance.randrange(10**6, 10**9)
    case_number = f"(2026) Enf. {number}"
    return Listed(
        lot_id=f"{number:032x}", round_id=f"{number + 2**64:032x}", court_id=words.court, notice_version=1,
        published_at=opens_at - timedelta(days=chance.randrange(15, 40)), title=words.title[:200],
        language="", asset_class=chance.choice(CLASSES), place=words.place, photo_id=None, photo_alt="",
        kind=chance.choice(("FIRST", "FIRST", "SECOND")), currency=words.currency,
        reference_price_minor=reference, starting_price_minor=reference * chance.randrange(40, 110) // 100,
        opens_at=opens_at, closes_at=opens_at + timedelta(days=1), time_zone=ZONES[words.currency],
        search_text=normalise(words.title, words.court, case_number, words.title, words.place, words.text),
    )  # fmt: skip


def _found(tx: Session, court_id: str, *, name: str, time_zone: str, currency: str) -> None:
    """Found a court with one case, both under the same id."""
    values = {"id": court_id, "name": name, "time_zone": time_zone, "currency": currency}
    tx.execute(insert(Court), values)
    case = {"id": court_id, "court_id": court_id, "case_number": "(2026) 1", "registered_at": NOW}
    tx.execute(insert(Case), case)


def _insert(tx: Session, model: type[Base], values: Sequence[Mapping[str, object]]) -> None:
    names = [column.name for column in table_of(model).columns]
    insert_rows(tx, table_of(model), [[row.get(name) for name in names] for row in values])


def _lot(lot: Listed) -> dict[str, object]:
    return {
        "id": lot.lot_id, "court_id": lot.court_id, "case_id": lot.court_id, "state": "PUBLISHED",
        "purpose": "FIRST", "version": 3, "title": lot.title, "fields": "{}", "rule_set": "cn-2016-18",
        "violations": "[]", "search_text": "", "created_by": "0" * 32, "created_at": lot.published_at,
        "returned_because": "",
    }  # fmt: skip


def _round(lot: Listed) -> dict[str, object]:
    return {
        "id": lot.round_id, "lot_id": lot.lot_id, "case_id": lot.court_id, "court_id": lot.court_id,
        "kind": lot.kind, "rule_set": "cn-2016-18", "rule_set_version": 1, "currency": lot.currency,
        "starting_price_minor": lot.starting_price_minor, "increment_minor": 1_000, "deposit_minor": 1_000,
        "opens_at": lot.opens_at, "closes_at": lot.closes_at, "extension_window_s": 300,
        "balance_due_at": lot.closes_at + timedelta(days=15), "notice_hash": "0" * 64, "snapshot": "{}",
        "published_at": lot.published_at,
    }  # fmt: skip


def _board(lot: Listed, state: State, bids: int) -> dict[str, object]:
    sold = state in (State.SETTLED, State.PAID)
    raised = lot.starting_price_minor + 1_000 * bids
    leads = (sold or state is State.OPEN) and bids > 0
    return {
        "round_id": lot.round_id, "lot_id": lot.lot_id, "state": state.value, "version": 1,
        "opens_at": lot.opens_at, "closes_at": lot.closes_at, "bid_number": bids, "bid_count": bids,
        "extension_count": 0, "leader_amount_minor": raised if leads else None,
        "state_reason": "", "state_ground": "", "stay_kind": "",
        "leader_code": "B2345" if leads else None, "hammer_price_minor": raised if sold else None,
        "buyer_code": "B2345" if sold else None, "closed_at": lot.closes_at if sold else None,
    }  # fmt: skip
