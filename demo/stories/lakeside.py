"""A district court that writes 简体中文: the court, its cases, the usual words of its notices."""

from __future__ import annotations

from auction.payments.bank.account import CourtAccount
from demo.stories import lakeside_goods, lakeside_homes
from demo.story import CaseStory, CourtStory

COURT = CourtStory(
    name="湖滨区人民法院",
    spoken="Lakeside, writes 简体中文, CNY",
    language="zh-Hans",
    time_zone="Asia/Shanghai",
    currency="CNY",
    contact="执行局 214 室，工作日 9:00—11:30、14:00—17:00，电话 0000-5550-0214",
    supervision="本院督察室，电话 0000-5550-0110",
    staff={
        "clerk": "clerk@demo.example",
        "judge": "judge@demo.example",
        "finance": "finance@demo.example",
    },
    account=CourtAccount("湖滨区人民法院", "6222000001060001", "湖滨银行", "000000000106", "CNY"),
    cases=(
        CaseStory(
            "（2026）湖0106执318号",
            "金融借款合同纠纷",
            "（2025）湖0106民初1204号民事判决书",
            "6222 0000 0106 0318",
            "湖滨银行",
            "周明",
        ),
        CaseStory(
            "（2026）湖0106执402号",
            "建设工程施工合同纠纷",
            "（2025）湖0106民初2077号民事调解书",
            "6222 0000 0106 0402",
            "宏远建筑有限公司",
            "湖畔置业有限公司",
        ),
        CaseStory(
            "（2026）湖0106执577号",
            "买卖合同纠纷",
            "湖滨仲裁委员会（2025）裁字第163号裁决书",
            "6222 0000 0106 0577",
            "恒丰贸易有限公司",
            "东湖机械有限公司",
        ),
    ),
    words={
        "bidder_conditions": (
            "凡具有完全民事行为能力的自然人、法人和非法人组织均可参加竞买。法律、"
            "行政法规对买受人资格另有规定的，"
            "竞买人应当符合该规定；委托他人代为竞买的，应于开拍三个工作日前经本院确认。"
        ),
        "rights_and_duties": (
            "标的物以实物现状为准，本院不对其品质承担瑕疵担保责任。竞买人应当自行看样并查询权属与限制；"
            "未看样即参加竞买的，视为对标的物实物现状的确认。"
        ),
        "legal_liability": (
            "买受人逾期未付清尾款的，保证金不予退还，依次用于支付费用、弥补重新拍卖的差价、抵偿债务；"
            "重新拍卖时原买受人不得参加竞买。"
        ),
        "payment_method": (
            "保证金在报名页面交纳；尾款于公告载明的日期前以竞买人本人名义汇入本案案款账户。"
            "平台不收取任何佣金。"
        ),
        "enforcement_basis": "执行依据为生效法律文书，可在本院立案登记处查阅。",
        "pricing_basis": "当事人议价未成，经定向询价与网络询价，取三家网络询价平台结果的平均值为参考价。",
        "occupation": "由被执行人保管，无他人占有使用。",
        "priority_holders": "经查，未发现优先购买权人。",
        "parties_notified": "已依法书面通知当事人及已知的优先购买权人。",
        "taxes": "过户所涉税费由买卖双方依照法律、行政法规的规定各自负担。",
        "panel_decision": "起拍价、保证金与加价幅度由三名审判员组成的合议庭评议确定，评议笔录存卷。",
        "viewing": "每周二、周四 14:00—16:00，请提前一个工作日电话预约。",
    },
    labels={
        "case": "执行案号",
        "place": "所在位置",
        "description": "概况",
        "defects": "已知瑕疵",
        "reference": "参考价",
        "pricing": "定价方式",
        "drawing": "示意图，尺寸以实测为准。",
        "invented": "演示文件：所载内容均为虚构。",
    },
    lots=(*lakeside_homes.LOTS, *lakeside_goods.LOTS),
)
