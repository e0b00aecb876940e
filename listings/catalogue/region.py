"""Names the region of a place as the court wrote it: a province and city, a state, a country.

Chinese places begin with it (浙江省杭州市西湖区 …), Korean ones too (서울특별시 강남구 …); what is written
in Latin letters ends with it, behind the last comma (5 Lake Road, 80331 Munich).
"""

from __future__ import annotations

import re
import unicodedata

REGION_LENGTH = 60
# Municipalities and special regions, which stand for province and city in one.
_ALONE = r"(?:北京|天津|上海|重庆|重慶)市|(?:香港|澳门|澳門)(?:特别行政区|特別行政區)?"
_PROVINCE = r"[\u4e00-\u9fff]{2,6}?(?:省|自治区|自治區)"
_CITY = r"[\u4e00-\u9fff]{1,8}?(?:自治州|地区|地區|市|縣|盟)"
_CHINESE = re.compile(rf"(?:中国|中國)?\s*({_ALONE}|{_PROVINCE}\s*{_CITY}|{_PROVINCE}|{_CITY})")
_KOREAN = re.compile(r"[\uac00-\ud7a3]{1,10}(?:특별시|광역시|특별자치시|특별자치도|도|시)(?=\s|$)")
# A postal code and other numbers before or behind a name are not the name.
_NUMBERS = re.compile(r"^[\d\s#./-]+|[\d\s#./-]+$")


def region_of(place: str) -> str:
    """Return the region that a place names, "" when it names none.

    Example: ``浙江省杭州市西湖区1号`` lies in ``浙江省杭州市``, ``Lake Road 5, Kent`` in ``Kent``.
    """
    written = " ".join(unicodedata.normalize("NFKC", place).split())
    last = written.rpartition(",")[2].strip() if "," in written else ""
    for text in (written, last):
        found = _CHINESE.match(text) or _KOREAN.match(text)
        if found:
            return "".join(found.group(found.lastindex or 0).split())[:REGION_LENGTH]
    return _NUMBERS.sub("", last)[:REGION_LENGTH]
