"""The demo's facts: one court, its cases, its people and a dozen lots in every state.

Everything here is invented; the picture of a lot is drawn by ``demo.pictures``.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

COURT = {
    "name": "Lakeside District People's Court 湖滨区人民法院",
    "time_zone": "Asia/Shanghai",
    "currency": "CNY",
    "contact": "Enforcement Bureau, room 214, weekdays 9:00-11:30, 0571-5550-0214",
    "supervision": "Discipline Inspection, 0571-5550-0110",
}
CASES = (
    ("(2026) Lakeside 0106 Enf. 318", "Loan dispute", "6222 0000 0106 0318"),
    ("(2026) Lakeside 0106 Enf. 402", "Construction contract", "6222 0000 0106 0402"),
    ("(2026) Lakeside 0106 Enf. 577", "Sale of goods", "6222 0000 0106 0577"),
)
PASSWORD = "open-court-2026"
STAFF = (
    ("clerk@demo.example", "clerk"),
    ("judge@demo.example", "judge"),
    ("finance@demo.example", "finance"),
    ("auditor@demo.example", "auditor"),
    ("operator@demo.example", "operator"),
)
# Names and numbers of nobody: the numbers carry a right check digit and no real person's birthday.
BIDDERS = (
    ("bidder@demo.example", "Lin Yue", "110101199001010015"),
    ("robot1@demo.example", "Zhao Ming", "110101198505050024"),
    ("robot2@demo.example", "Qian Wei", "110101198808080036"),
    ("robot3@demo.example", "Sun Jia", "110101199202020041"),
    ("robot4@demo.example", "Li Hong", "110101197909090052"),
)


class Stage(enum.StrEnum):
    """How far a lot has come when the demo begins."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UPCOMING = "upcoming"
    OPEN = "open"
    TONIGHT = "tonight"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    UNSOLD = "unsold"
    SOLD = "sold"
    SETTLED = "settled"


@dataclass(frozen=True)
class LotStory:
    """One lot: what it is, what it is worth (in yuan), and how far it has come."""

    subject: str
    asset_class: str
    title: str
    place: str
    description: str
    defects: str
    reference_yuan: int
    increment_yuan: int
    stage: Stage
    case: int = 0


LOTS = (
    LotStory(
        "flat",
        "IMMOVABLE",
        "Flat of 98 m² with three rooms, Jiangnan Avenue 江南大道住宅",
        "Lakeside District 湖滨区, Jiangnan Avenue",
        "Third floor of eleven, lift, built 2012, south-facing living room. Vacant; keys are with the court.",
        "Water stain on the bathroom ceiling; property fees of four months are unpaid.",
        1_280_000,
        5_000,
        Stage.TONIGHT,
    ),
    LotStory(
        "car",
        "MOVABLE",
        "Saloon car, first registered 2019 小型轿车",
        "Court garage, Lakeside District 湖滨区",
        "82,400 km, petrol, emission standard VI, one key. Inspection valid to May 2027.",
        "Scratches on the left door; two unpaid parking tickets.",
        86_000,
        500,
        Stage.OPEN,
    ),
    LotStory(
        "machine",
        "MOVABLE",
        "Five-axis milling machine 五轴加工中心",
        "Workshop 3, East Industrial Park 东部工业园",
        "Built 2018, 11,200 spindle hours, with 24 tool holders. The buyer arranges loading.",
        "Coolant pump replaced in 2025; the touch probe is missing.",
        410_000,
        2_000,
        Stage.OPEN,
        2,
    ),
    LotStory(
        "house",
        "IMMOVABLE",
        "Detached house with garden, Maple Lane 枫树巷独栋住宅",
        "North Hill Township 北山镇, Maple Lane",
        "Two floors, 214 m² on 480 m² of land, built 2006, occupied by the debtor until handover.",
        "The garage was built without a permit and is not part of the sale.",
        3_650_000,
        20_000,
        Stage.UPCOMING,
    ),
    LotStory(
        "land",
        "IMMOVABLE",
        "Right to use 3.2 ha of building land, Riverside 滨河建设用地使用权",
        "Riverside New Town 滨河新城",
        "Use right until 2061, industrial purposes, road access on the south side.",
        "Soil survey not carried out; a drainage easement crosses the eastern edge.",
        12_400_000,
        50_000,
        Stage.UPCOMING,
        1,
    ),
    LotStory(
        "truck",
        "MOVABLE",
        "Box truck of 12 t, first registered 2020 厢式货车",
        "Logistics Centre, gate 5 物流中心",
        "164,000 km, diesel, emission standard VI, box of 7.6 m with tail lift.",
        "Tail lift needs a new seal; tyres of the rear axle are worn.",
        148_000,
        1_000,
        Stage.SUSPENDED,
        1,
    ),
    LotStory(
        "paper",
        "OTHER_RIGHT",
        "Registered trade mark, class 30 第30类注册商标",
        "Trade Mark Office register",
        "One word and figure mark, registered 2014, renewed until 2034, no licence recorded.",
        "None known.",
        60_000,
        500,
        Stage.UNSOLD,
        2,
    ),
    LotStory(
        "flat",
        "IMMOVABLE",
        "Flat of 61 m² near the East Station 东站附近住宅",
        "East Station Quarter 东站片区",
        "Eleventh floor of eighteen, built 2016, let until June 2027 at 3,100 yuan a month.",
        "The lease is older than the seizure and stays with the flat.",
        890_000,
        5_000,
        Stage.SETTLED,
        1,
    ),
    LotStory(
        "machine",
        "MOVABLE",
        "Injection moulding machine, 280 t 注塑机",
        "Workshop 1, East Industrial Park 东部工业园",
        "Built 2017, in working order when last switched on in March 2026.",
        "Hydraulic hoses are to be renewed; no manual.",
        132_000,
        1_000,
        Stage.SOLD,
        2,
    ),
    LotStory(
        "car",
        "MOVABLE",
        "Estate car, first registered 2021 旅行轿车",
        "Court garage, Lakeside District 湖滨区",
        "41,000 km, plug-in hybrid, two keys, service book complete.",
        "Crack in the rear light.",
        158_000,
        1_000,
        Stage.WITHDRAWN,
    ),
    LotStory(
        "house",
        "IMMOVABLE",
        "Terraced house, Lotus Street 荷花街联排住宅",
        "Old Town 老城区, Lotus Street",
        "Three floors, 168 m², built 1998, roof renewed in 2019.",
        "The heating is not working.",
        2_150_000,
        10_000,
        Stage.SUBMITTED,
    ),
    LotStory(
        "paper",
        "OTHER_RIGHT",
        "Claim against a dissolved partnership 合伙企业债权",
        "Court registry",
        "Confirmed claim with ruling, no security.",
        "The debtor's assets are not known.",
        240_000,
        1_000,
        Stage.DRAFT,
        2,
    ),
)
