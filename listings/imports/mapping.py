"""Declares how a foreign list becomes drafts: which column is what, and what the list leaves unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from auction.rules.asset_class import AssetClass


class UnknownMapping(KeyError):
    """No mapping of that name is declared."""


@dataclass(frozen=True)
class SourceMapping:
    """One kind of list: columns by their names in its header, and what holds for all its rows.

    ``key`` names the columns that tell rows apart; a list gives each key once.  ``no_court`` are words
    that the list writes where a court's name should stand but none is known.  ``not_defects`` are
    beginnings of remarks that say nothing about the property itself.  ``fields`` are columns whose
    names are fields of the desk's form and that are read as it reads them; ``texts`` may hold half a
    page.  A list may leave out what is ``optional``.  Currency and time zone are those of the court
    where the mapping names none.  ``own_court`` is set for a list of one court: no other's rows are
    taken from it.
    """

    name: str
    encoding: str
    currency: str
    time_zone: str
    key: tuple[str, ...]
    court: str
    case_number: str
    title: tuple[str, ...]
    place: str
    reference_price: str
    starting_price: str
    failed_rounds: str
    property_type: str
    classes: Mapping[str, AssetClass]
    class_default: AssetClass | None = None
    remarks: str = ""
    remarks_separator: str = "|"
    not_defects: tuple[str, ...] = ()
    description: tuple[tuple[str, str], ...] = ()
    no_court: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    fields: tuple[str, ...] = ()
    texts: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    own_court: str = ""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return every column that is read, each once, in the order in which people are shown them."""
        named = (
            self.court,
            *self.key,
            self.case_number,
            *self.title,
            self.property_type,
            self.place,
            *(column for _, column in self.description),
            self.remarks,
            self.reference_price,
            self.starting_price,
            self.failed_rounds,
            *self.fields,
        )
        return tuple(column for column in dict.fromkeys(named) if column)

    @cached_property
    def needed(self) -> frozenset[str]:
        """Return the columns that a list must have."""
        return frozenset(self.columns) - self.optional

    def settled(self, *, currency: str, time_zone: str, own_court: str = "") -> SourceMapping:
        """Return the mapping for one list; in a list of one court no row needs to name it."""
        return replace(
            self,
            currency=self.currency or currency,
            time_zone=self.time_zone or time_zone,
            own_court=own_court,
            optional=self.optional | ({self.court} if own_court else set()),
        )

    def whole(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Return the cells of all columns, empty where the row has none; the own court names itself."""
        whole = {column: cells.get(column, "") for column in self.columns}
        whole[self.court] = whole[self.court] or self.own_court
        return whole


# Everything in the Korean list is land, a building or a part of one.
_KR_IMMOVABLES = """
    아파트 다세대 다세대주택 단독주택 다가구 연립 연립주택 도시형생활주택 근린주택 상가주택
    기타주거용건물 주/상용건물 오피스텔 오피스텔(주거) 오피스텔(사무) 오피스텔(상가) 상가 단지내상가
    기타상가 근린생활시설 판매시설 업무시설 사무실 숙박시설 공장 공장시설 창고 교육시설 교육연구시설
    의료시설 종교시설 노유자시설 교정및군사시설 자동차시설 자동차관련시설 주유소 기타건물 기타복합건물
    대지 임야 전 답 과수원 목장용지 잡종지 도로 하천 구거 유지 염전 묘지 공원 공장용지 창고용지 학교용지
    체육용지 기타용지 기타
"""

KR_COURT_LIST = SourceMapping(
    name="kr-court-list",
    encoding="utf-8",
    currency="KRW",
    time_zone="Asia/Seoul",
    key=("court", "case_number", "item_no"),
    court="court",
    case_number="case_number",
    title=("property_type", "address"),
    place="address",
    reference_price="appraisal_krw",
    starting_price="minimum_price_krw",
    failed_rounds="failed_rounds",
    property_type="property_type",
    classes=dict.fromkeys(_KR_IMMOVABLES.split(), AssetClass.IMMOVABLE),
    remarks="tags",
    # 유찰: rounds that failed; 신건: a new case; 기타일반재산: kind of owner.
    not_defects=("유찰", "신건", "기타일반재산", "공유재산", "국유재산"),
    description=(
        ("물건번호", "item_no"),
        ("종별", "property_type"),
        ("면적(평)", "area_pyeong"),
        ("유찰 횟수", "failed_rounds"),
        ("비고", "tags"),
    ),
    # 미정, undecided: sales by other offices that name neither court nor case.
    no_court=frozenset({"미정"}),
    words={"pricing_basis": "감정평가액"},
    language="ko",
)

_HOUSE_FIELDS = (
    "increment",
    "deposit",
    "opens_at",
    "closes_at",
    "balance_due_at",
    "price_method",
    "price_fixed_on",
    "pricing_basis",
    "enforcement_basis",
    "occupation",
    "taxes",
    "viewing",
    "remarks",
)

# The list that any court can write by itself; where its columns are fields of the desk, so are their names.
HOUSE_LIST = SourceMapping(
    name="house-list",
    encoding="utf-8",
    currency="",
    time_zone="",
    key=("court", "case_number", "lot_number"),
    court="court",
    case_number="case_number",
    title=("title",),
    place="place",
    reference_price="reference_price",
    starting_price="starting_price",
    failed_rounds="failed_rounds",
    property_type="asset_class",
    classes={
        "movable": AssetClass.MOVABLE,
        "immovable": AssetClass.IMMOVABLE,
        "other right": AssetClass.OTHER_RIGHT,
        "动产": AssetClass.MOVABLE,
        "不动产": AssetClass.IMMOVABLE,
        "其他财产权": AssetClass.OTHER_RIGHT,
        "動產": AssetClass.MOVABLE,
        "不動產": AssetClass.IMMOVABLE,
        "其他財產權": AssetClass.OTHER_RIGHT,
    },
    remarks="known_defects",
    # A cell is one line, so the whole of it is one remark.
    remarks_separator="\n",
    description=(("", "description"),),
    fields=_HOUSE_FIELDS,
    texts=frozenset({"description", "known_defects", *_HOUSE_FIELDS}),
    optional=frozenset({"place", "description", "known_defects", "failed_rounds", *_HOUSE_FIELDS}),
)

MAPPINGS: tuple[SourceMapping, ...] = (HOUSE_LIST, KR_COURT_LIST)


def mapping_of(name: str) -> SourceMapping:
    """Return the mapping of that name."""
    for mapping in MAPPINGS:
        if mapping.name == name:
            return mapping
    raise UnknownMapping(name)
