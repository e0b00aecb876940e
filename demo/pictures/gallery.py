"""All subjects by name: ``draw`` is the one way to a picture."""

from __future__ import annotations

import random

from demo.pictures import (
    buildings,
    goods,
    houses,
    jewels,
    layouts,
    machines,
    maps,
    papers,
    plans,
    rooms,
    ships,
    trucks,
    vehicles,
)
from demo.pictures.sheet import Drawing, Sheet

SUBJECTS: dict[str, Drawing] = {
    "street": buildings.street,
    "house": houses.house,
    "cottage": houses.cottage,
    "works": houses.works,
    "terrace": houses.terrace,
    "shop": houses.shop,
    "warehouse": houses.warehouse,
    "room": rooms.room,
    "hall": rooms.hall,
    "office": rooms.office,
    "plan_three": plans.plan(layouts.THREE, 98.4),
    "plan_two": plans.plan(layouts.TWO, 52.0),
    "plan_one": plans.plan(layouts.ONE, 61.2),
    "plan_storey": plans.plan(layouts.TWO, 56.0),
    "plan_house": plans.plan(layouts.GROUND_FLOOR, 107.0),
    "plan_cottage": plans.plan(layouts.COTTAGE, 42.0),
    "plan_shop": plans.plan(layouts.SHOP, 46.8),
    "plan_ground": plans.plan(layouts.SHOP, 38.0),
    "plan_unit": plans.plan(layouts.UNIT, 186.0),
    "map": maps.town,
    "parcel_house": maps.parcel(480),
    "parcel_cottage": maps.parcel(310),
    "parcel_works": maps.parcel(32_000),
    "parcel_yard": maps.parcel(2_600),
    "field": maps.field,
    "site": maps.site,
    "harbour": maps.harbour,
    "car_side": vehicles.car_side,
    "estate": vehicles.estate,
    "car_front": vehicles.car_front,
    "car_inside": vehicles.car_inside(82_400),
    "estate_inside": vehicles.car_inside(41_000),
    "truck": trucks.truck,
    "truck_inside": vehicles.car_inside(164_000),
    "truck_back": trucks.truck_back,
    "yacht": ships.yacht,
    "trawler": ships.trawler,
    "bridge": ships.bridge,
    "mill": machines.mill,
    "moulder": machines.moulder,
    "panel": machines.panel,
    "digger": machines.digger,
    "ring": jewels.ring,
    "watch": jewels.watch,
    "wine": goods.wine,
    "crates": goods.crates,
    "timber": goods.timber,
    "cattle": goods.cattle,
    "leaf_mark": papers.leaf_mark,
    "sail_mark": papers.sail_mark,
    "certificate": papers.certificate,
    "shares_30": papers.shares(30, 45, 25),
    "shares_45": papers.shares(45, 35, 20),
    "ruling": papers.ruling,
}


def draw(subject: str, seed: str, *, width: int) -> bytes:
    """Return a JPEG of the subject, so many pixels wide; the same seed draws the same picture.

    All pictures of a lot have its seed, so that a car has one colour and a place one weather.
    """
    chance = random.Random(seed)
    sheet = Sheet(width, chance)
    SUBJECTS[subject](sheet, chance)
    return sheet.jpeg()
