"""What the courts of the demo found out of their homes, shops, cars and shares, in their own languages.

A court writes most of it alike from one thing to the next; what only one thing can say (its mileage, a
share in a company) stands in its story.  A text that begins with ``?`` says what was tried in vain.
"""

from __future__ import annotations

from collections.abc import Mapping

from auction.rules.asset_class import AssetClass
from auction.rules.asset_kind import AssetKind
from auction.rules.rule_sets import rule_set
from demo.story import AssetStory
from listings.diligence.check import questions_of
from listings.diligence.finding import Finding

IN_VAIN = "?"
RULES = rule_set("cn-2016-18")
_USUAL = {
    AssetClass.MOVABLE: AssetKind.GOODS,
    AssetClass.IMMOVABLE: AssetKind.HOME,
    AssetClass.OTHER_RIGHT: AssetKind.OTHER,
}
_SIMPLIFIED = {
    "registry": "已向不动产登记中心查询：权利人为被执行人，除本院查封与公告所列抵押外无其他登记。",
    "site_visit": "执行人员已到现场查勘，位置、四至与登记一致，照片附后。",
    "indoor_visit": "执行人员在社区工作人员见证下入内查看，室内状况如描述与照片所示。",
    "floor_plan": "依登记档案绘制平面图，与现场布局一致，尺寸以实测为准。",
    "lease_test": "查验租金支付凭证、备案与水电记录；除公告已载明者外，未发现租赁或居住权主张。",
    "construction_priority": "已询问建设单位与施工单位，未有人主张建设工程价款优先受偿权。",
    "registration": "登记在被执行人名下，行驶证、登记证书齐全，登记档案在本市车辆管理所。",
    "traffic_violations": "向交警部门查询：无未处理的违法记录。",
    "emission_standard": "国六，以登记为准。",
    "share_ratio": "以公司登记机关的登记为准，见描述。",
    "subscribed": "认缴出资额见描述，与公司章程一致。",
    "paid_in": "已全部实缴，有验资报告。",
    "contribution_deadlines": "无尚未届满的出资期限。",
    "company_accounts": "公司提供了近两年的资产负债表与利润表，未经审计，可在本院查阅。",
    "dividends": "近两年未宣告分红，无应付未付股利。",
}
_TRADITIONAL = {
    "registry": "已查閱土地登記冊：業主為債務人，除查封及公告所列按揭外並無其他登記。",
    "site_visit": "執達主任已到場視察，位置及四周情況與登記相符，附照片。",
    "indoor_visit": "執達主任在大廈管理員見證下入內視察，室內情況如描述及照片所示。",
    "floor_plan": "附入伙圖則副本，與現場間隔相符，尺寸以實際量度為準。",
    "lease_test": "已查核租約釐印、繳租紀錄及水電錶；除公告所載外，並無人主張租賃或居住權。",
    "construction_priority": "已向管理處及承建商查詢，並無人主張工程款優先權。",
    "expiry": "葡萄酒無法定食用期限，年份以酒標所載為準。",
    "spoilage": "抽查六支，酒塞完好、液面正常；其餘木箱未開封，存放溫度紀錄齊全。",
    "prohibited": "已向食物安全部門查詢，不在回收或禁售名單之列，進口稅單齊備。",
    "share_ratio": "以公司註冊處的紀錄為準，見描述。",
    "subscribed": "已認購股數見描述，與成員登記冊相符。",
    "paid_in": "全數繳足。",
    "contribution_deadlines": "並無未到期的繳款期限。",
    "company_accounts": "最近一年的賬目經審核，可於法院查閱；較早年度的賬目公司未有提供。",
    "dividends": "去年未派股息，並無已宣派而未付的股息。",
}
_ENGLISH = {
    "registry": "Folio searched: the debtor owns it; nothing is registered but the mortgage and the order.",
    "site_visit": "The officer was there; boundaries and access are as registered, see the photos.",
    "indoor_visit": "Entered with a witness; the rooms are as described and as the photos show.",
    "floor_plan": "?No plan is on the folio; the council was asked and has none. Sizes were measured.",
    "lease_test": "Rent books, meters and the letting register were looked at; nobody claims a tenancy.",
    "construction_priority": "Builders of the last six years were asked; none is unpaid.",
}
_BY_LANGUAGE: Mapping[str, Mapping[str, str]] = {
    "zh-Hans": _SIMPLIFIED,
    "zh-Hant": _TRADITIONAL,
    "en": _ENGLISH,
}


def kind_of(asset: AssetStory) -> AssetKind:
    """Return the kind that the story names, or the usual one of its class."""
    return AssetKind(asset.kind) if asset.kind else _USUAL[AssetClass(asset.asset_class)]


def findings_of(asset: AssetStory, language: str) -> dict[str, Finding]:
    """Return what the court found out of a thing, question by question."""
    texts = {**_BY_LANGUAGE[language], **asset.answers}
    return {name: _finding(texts[name]) for name in questions_of(RULES, kind_of(asset))}


def _finding(text: str) -> Finding:
    return Finding(text.removeprefix(IN_VAIN), established=not text.startswith(IN_VAIN))
