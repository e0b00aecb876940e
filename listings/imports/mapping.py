"""Declares how a foreign list becomes drafts: which column is what, and what the list leaves unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auction.rules.asset_class import AssetClass


class UnknownMapping(KeyError):
    """No mapping of that name is declared."""


@dataclass(frozen=True)
class SourceMapping:
    """One kind of list: columns by their names in its header, and what holds for all its rows.

    ``key`` names the columns that tell rows apart; a list gives each key once.  ``no_court`` are words
    that the list writes where a court's name should stand but none is known.  ``not_defects`` are
    beginnings of remarks that say nothing about the property itself.
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

    @property
    def columns(self) -> frozenset[str]:
        """Return every column that a list must have."""
        single = (
            self.court,
            self.case_number,
            self.place,
            self.reference_price,
            self.starting_price,
            self.failed_rounds,
            self.property_type,
            self.remarks,
        )
        described = tuple(column for _, column in self.description)
        return frozenset({*self.key, *self.title, *single, *described} - {""})


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

MAPPINGS: tuple[SourceMapping, ...] = (KR_COURT_LIST,)


def mapping_of(name: str) -> SourceMapping:
    """Return the mapping of that name."""
    for mapping in MAPPINGS:
        if mapping.name == name:
            return mapping
    raise UnknownMapping(name)
