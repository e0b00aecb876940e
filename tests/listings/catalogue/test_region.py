"""The region that a place names, in Chinese, Korean and Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.catalogue.region import REGION_LENGTH, region_of


@pytest.mark.parametrize(
    ("place", "region"),
    [
        ("浙江省杭州市西湖区文三路1号", "浙江省杭州市"),
        ("浙江省 杭州市 西湖区", "浙江省杭州市"),
        ("中国广东省深圳市南山区", "广东省深圳市"),
        ("北京市海淀区中关村大街5号", "北京市"),
        ("重慶市渝中區", "重慶市"),
        ("杭州市西湖区", "杭州市"),
        ("广西壮族自治区南宁市青秀区", "广西壮族自治区南宁市"),
        ("云南省大理白族自治州大理市", "云南省大理白族自治州"),
        ("香港特别行政区中西区", "香港特别行政区"),
        ("臺北市信義區", "臺北市"),
        ("新竹縣竹北市", "新竹縣"),
        ("서울특별시 영등포구 영등포로65길", "서울특별시"),
        ("제주특별자치도 제주시 내도동", "제주특별자치도"),
        ("경상남도 산청군 산청읍", "경상남도"),
        ("5 Lake Road, 80331 Munich", "Munich"),
        ("Flat 3, 5 Lake Road, Kent CT2", "Kent CT"),
        ("Lake Road， Kent", "Kent"),
        ("Room 2, 5 Lake Road, 浙江省杭州市", "浙江省杭州市"),
        ("East District", ""),
        ("Street 5, 12345", ""),
        ("", ""),
    ],
)
def test_a_place_names_its_region(place: str, region: str) -> None:
    assert region_of(place) == region


@given(st.text(max_size=500))
def test_whatever_is_written_the_region_is_short_and_on_one_line(place: str) -> None:
    region = region_of(place)

    assert len(region) <= REGION_LENGTH
    assert region == " ".join(region.split())
