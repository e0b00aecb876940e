"""A district court that writes 繁體中文: the court, its cases, its words and all that it sells."""

from __future__ import annotations

from auction.payments.bank.account import CourtAccount
from demo.story import AssetStory, CaseStory, CourtStory, LotStory, Stage

LOTS = (
    LotStory(
        stage=Stage.TODAY,
        assets=(
            AssetStory(
                "MOVABLE",
                "機動遊艇一艘，全長12.4米，2015年建造",
                "海澳市鯉灣遊艇碼頭C座泊位",
                "玻璃纖維船殼，柴油雙引擎，每台引擎運轉1,940小時，可載12人，附橡皮艇一艘、"
                "衛星導航及魚群探測儀。驗船證明書有效至2027年2月。",
                "船底油漆剝落，須上排重新髹漆；左舷發電機不能啟動；拖欠泊位費三個月，由案款優先支付。",
                1_860_000,
            ),
        ),
        increment=10_000,
        photos=(
            ("yacht", "白色機動遊艇右舷全景，停泊於平靜水面"),
            ("bridge", "駕駛室：舵輪、儀錶與前窗"),
            ("harbour", "鯉灣遊艇碼頭，遠處為山"),
        ),
        papers=(("inspection", "驗船報告摘要"),),
        words={"occupation": "船隻由法院扣押，停泊於遊艇碼頭，鑰匙由執達主任保管。"},
    ),
    LotStory(
        stage=Stage.OPEN,
        assets=(
            AssetStory(
                "MOVABLE",
                "紅酒一批：波爾多混釀2009年份，12箱共144支",
                "海澳市石堤道18號恆溫酒庫",
                "每箱12支，每支750毫升，木箱原封未開，自2012年起存放於恆溫酒庫，附入庫記錄。",
                "第7箱木箱底部受潮；兩支酒標有水漬。",
                288_000,
                kind="FOOD",
            ),
            AssetStory(
                "MOVABLE",
                "恆溫酒櫃兩個，各可存放180支",
                "海澳市石堤道18號恆溫酒庫",
                "2019年購置，雙溫區，運作正常。",
                "其中一個酒櫃的門鎖損壞。",
                24_000,
            ),
        ),
        increment=2_000,
        photos=(
            ("wine", "六支紅酒並列，背後為木箱"),
            ("crates", "酒庫內堆疊的木箱"),
        ),
        papers=(("appraisal", "估價報告摘要"),),
        case=1,
        hour=20,
        words={"remarks": "酒類須由年滿十八歲人士競買及提取；買受人須於成交後十四日內自行提貨。"},
    ),
    LotStory(
        stage=Stage.UPCOMING,
        assets=(
            AssetStory(
                "IMMOVABLE",
                "工業大廈單位：漁燈街33號海平工業中心7樓B室，實用面積186平方米",
                "海澳市漁燈街33號海平工業中心7樓B室",
                "1984年落成，樓高4.1米，樓面負荷每平方米750公斤，設客貨升降機，現時空置。"
                "批租年期至2047年6月。",
                "天花有鋼筋外露一處，已列入大廈維修令；須分攤維修費約六萬元。",
                4_280_000,
                kind="PREMISES",
            ),
        ),
        increment=20_000,
        photos=(
            ("works", "海平工業中心外景：多層廠廈與卸貨區"),
            ("hall", "單位內部：水泥地面、鋼架與捲閘"),
            ("plan_unit", "單位平面圖，註有尺寸"),
            ("map", "位置圖：紅色標記為大廈位置，南面為河道"),
        ),
        papers=(("appraisal", "估價報告摘要"), ("plan", "單位平面圖")),
        later=12,
        hour=15,
        words={"occupation": "空置，法院已更換門鎖。"},
    ),
    LotStory(
        stage=Stage.SOLD,
        assets=(
            AssetStory(
                "MOVABLE",
                "鑽石戒指一枚，主石1.52克拉，18K白金",
                "海澳市法院道1號保管庫",
                "圓形明亮式切割，顏色F級，淨度VS1，附獨立鑑定證書，戒圈港度14號。",
                "戒圈內側有刻字；原裝首飾盒遺失。",
                96_000,
            ),
            AssetStory(
                "MOVABLE",
                "自動上鏈腕錶一枚，不鏽鋼錶殼，直徑40毫米",
                "海澳市法院道1號保管庫",
                "2017年購入，走時正常，附保用證及原裝錶盒。",
                "錶扣有使用痕跡，錶鏡邊緣有細微崩口。",
                52_000,
            ),
        ),
        increment=1_000,
        photos=(
            ("ring", "鑽石戒指，置於深色絲絨上"),
            ("watch", "不鏽鋼腕錶正面，指針指向十時十分"),
        ),
        papers=(("inspection", "珠寶鑑定摘要"),),
        hour=20,
        case=1,
        words={"viewing": "每週三 10:00—12:00 於法院保管庫，須預約並出示身分證明文件。"},
    ),
    LotStory(
        stage=Stage.SETTLED,
        assets=(
            AssetStory(
                "IMMOVABLE",
                "住宅單位：聽濤臺2座15樓A室，實用面積52平方米，連平台",
                "海澳市望礁徑6號聽濤臺2座15樓A室",
                "1996年入伙，兩房一廳，東南向，可見海景，管理費每月1,780元，差餉已付至季末。",
                "浴室牆磚鬆脫；平台排水口曾經淤塞。",
                6_350_000,
            ),
        ),
        increment=30_000,
        photos=(
            ("street", "聽濤臺外景：大廈臨街，兩旁有樹"),
            ("room", "客廳：窗外為開揚景觀"),
            ("plan_two", "單位平面圖，註有各間面積"),
        ),
        words={"occupation": "由被執行人自住，已遷出，法院持有門匙。"},
    ),
    LotStory(
        stage=Stage.UNSOLD,
        assets=(
            AssetStory(
                "OTHER_RIGHT",
                "私人公司股份4,500股（佔已發行股份45%）",
                "公司註冊處登記冊",
                "該公司經營船舶零件貿易，最近一年經審核純利為38萬元，股份已全數繳足。",
                "組織章程細則規定轉讓須經董事會登記；公司欠股東貸款120萬元。",
                720_000,
                kind="SHARES",
                answers={"share_ratio": "佔已發行股份45%。", "subscribed": "4,500股。"},
            ),
        ),
        increment=5_000,
        photos=(
            ("certificate", "股份證明書，邊框飾紋，蓋有鋼印"),
            ("shares_45", "持股結構圖"),
        ),
        case=1,
        words={"priority_holders": "其他股東按章程有優先購買權，已發書面通知。"},
        priorities=("公司現有股東，按組織章程細則第21條",),
    ),
    LotStory(
        stage=Stage.AGAIN_UPCOMING,
        assets=(
            AssetStory(
                "IMMOVABLE",
                "地下商舖：石堤道52號地下，實用面積38平方米",
                "海澳市石堤道52號地下",
                "1978年落成，闊4.6米，深8.2米，設洗手間，水電錶獨立。",
                "舖位後方搭建物未經批准，不在拍賣範圍內。",
                5_400_000,
                kind="PREMISES",
            ),
        ),
        increment=25_000,
        photos=(
            ("shop", "石堤道地舖正面：帆布簷篷、兩扇櫥窗與玻璃門"),
            ("plan_ground", "商舖平面圖，註有尺寸"),
            ("map", "位置圖：紅色標記為商舖位置"),
        ),
        later=2,
        hour=15,
        words={"occupation": "空置，原租約已於2026年8月屆滿。"},
        remarks_again="第一次拍賣流拍，是次起拍價為上次的八成。",
    ),
)

COURT = CourtStory(
    name="海澳區法院",
    spoken="Harbour, writes 繁體中文, HKD",
    language="zh-Hant",
    time_zone="Asia/Hong_Kong",
    currency="HKD",
    contact="執行處，海澳區法院二樓，星期一至五 9:30—12:30，電話 0000 5552",
    supervision="投訴專員，電話 0000 5599",
    staff={
        "clerk": "clerk.harbour@demo.example",
        "judge": "judge.harbour@demo.example",
        "finance": "finance.harbour@demo.example",
    },
    account=CourtAccount("海澳區法院", "HAVEN0000001", "海澳商業銀行", "HAVEHKH0", "HKD"),
    cases=(
        CaseStory(
            "海執字第2026/114號",
            "銀行貸款糾紛",
            "海澳區法院民事判決2025/883號",
            "HAVEN0000114",
            "海澳商業銀行",
            "林建國",
        ),
        CaseStory(
            "海執字第2026/151號",
            "貨款糾紛",
            "海澳區法院民事判決2025/920號",
            "HAVEN0000151",
            "永興貿易有限公司",
            "海灣船務有限公司",
        ),
    ),
    words={
        "bidder_conditions": (
            "凡年滿十八歲並具完全行為能力的人士及依法成立的公司均可競買。"
            "代理人須於開拍前三個工作天獲法院確認；"
            "債務人不得參加競買。"
        ),
        "rights_and_duties": (
            "標的物按現狀出售，法院不保證其品質。競買人應於公告期內看樣並查核權屬；"
            "參加競買即視為接受標的物的已知及未知瑕疵。"
        ),
        "legal_liability": "買受人逾期未繳付尾款者，保證金不予退還，並不得參加同一標的物的重新拍賣。",
        "payment_method": (
            "保證金於報名頁面繳付，尾款須於公告所載日期前以競買人本人名義存入本案專戶。不收取任何佣金。"
        ),
        "enforcement_basis": "執行依據為已生效的判決，可於法院登記處查閱。",
        "pricing_basis": "委託獨立估價師按市場比較法估價，估價結果為參考價。",
        "occupation": "由執達主任扣押保管。",
        "priority_holders": "據查並無優先購買權人。",
        "parties_notified": "已書面通知各方當事人及已知的優先購買權人。",
        "taxes": "轉讓所涉印花稅及其他稅費由雙方依法各自負擔。",
        "panel_decision": "起拍價、保證金及加價幅度由三名法官合議決定，紀錄存卷。",
        "viewing": "逢星期二及星期五 14:30—16:30，請於一個工作天前預約。",
    },
    labels={
        "case": "案件編號",
        "place": "所在地",
        "description": "概況",
        "defects": "已知瑕疵",
        "reference": "參考價",
        "pricing": "定價方式",
        "drawing": "示意圖，尺寸以實際量度為準。",
        "invented": "示範文件：內容純屬虛構。",
    },
    lots=LOTS,
)
