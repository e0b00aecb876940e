"""What the court at the lake sells of vehicles, machines and rights."""

from __future__ import annotations

from demo.story import AssetStory, LotStory, Stage

LOTS = (
    LotStory(
        stage=Stage.OPEN,
        hour=11,
        assets=(
            AssetStory(
                "MOVABLE",
                "小型轿车一辆，2019年首次登记，行驶82,400公里",
                "明湖市湖滨区法院地下车库B2层",
                "汽油，排量1.5升，自动挡，国六排放标准，钥匙一把，行驶证齐全，"
                "检验有效期至2027年5月，交强险至2027年1月。",
                "右前门与右后门有划痕；两起违章停车未处理，罚款200元由买受人处理。",
                86_000,
                kind="VEHICLE",
                answers={
                    "mileage": "里程表读数82,400公里，查封当日读取。",
                    "traffic_violations": "向交警部门查询：2条未处理，罚款300元，由买受人处理。",
                },
            ),
        ),
        increment=500,
        photos=(
            ("car_side", "小型轿车右侧面，车门处有划痕"),
            ("car_front", "轿车正面"),
            ("car_inside", "车内：方向盘、仪表与中控屏"),
        ),
        papers=(("inspection", "车辆查验表"), ("appraisal", "网络询价报告摘要")),
        words={
            "occupation": "由本院保管于地下车库。",
            "remarks": "过户所需材料由本院出具；本市实行小客车指标管理，买受人应自行取得指标。",
        },
    ),
    LotStory(
        stage=Stage.OPEN,
        assets=(
            AssetStory(
                "MOVABLE",
                "五轴加工中心一台，附刀柄24把",
                "明湖市东部工业园3号车间",
                "2018年出厂，工作台直径630毫米，主轴最高转速18,000转，累计11,200小时，附刀柄24把、"
                "冷却机一台。买受人自行拆卸、吊装与运输。",
                "冷却泵于2025年更换；测头缺失；数控系统语言为英文。",
                410_000,
            ),
        ),
        increment=2_000,
        photos=(
            ("mill", "加工中心正面：护罩、观察窗与操作台"),
            ("panel", "操作面板近景：显示屏、按键与急停按钮"),
            ("hall", "3号车间内景"),
        ),
        papers=(("inspection", "设备勘查清单"),),
        case=2,
        later=1,
        hour=14,
    ),
    LotStory(
        stage=Stage.SUSPENDED,
        assets=(
            AssetStory(
                "MOVABLE",
                "厢式货车一辆，总质量12吨，2020年首次登记",
                "明湖市城北物流中心5号门停车场",
                "柴油，国六排放标准，行驶164,000公里，货厢长7.6米，配液压尾板，检验有效期至2026年12月。",
                "尾板油封渗漏，须更换；后轴轮胎磨损至3毫米。",
                148_000,
                kind="VEHICLE",
                answers={"mileage": "里程表读数164,000公里，查封当日读取。"},
            ),
        ),
        increment=1_000,
        photos=(
            ("truck", "厢式货车右侧面：白色货厢，配尾板"),
            ("truck_back", "货车后部：厢门与尾板"),
            ("truck_inside", "驾驶室：方向盘与仪表，里程164,000公里"),
        ),
        case=1,
        words={"occupation": "停放于物流中心，由停车场保管；停车费由申请执行人垫付，从案款中优先支付。"},
        grounds=(
            "案外人对该车辆主张所有权，本院正在审查其异议。",
            "《民事诉讼法》第二百三十八条；R-53",
            "third_party_claim",
        ),
        goes_on=(
            "案外人的异议已被裁定驳回，停止拍卖的事由消除。",
            "《最高人民法院关于人民法院网络司法拍卖若干问题的规定》第二十八条",
        ),
    ),
    LotStory(
        stage=Stage.UNSOLD,
        assets=(
            AssetStory(
                "OTHER_RIGHT",
                "注册商标专用权一件，第30类（糕点、茶饮料）",
                "商标登记机关登记簿",
                "图文组合商标，2014年核准注册，2024年续展，专用权期限至2034年8月，未登记使用许可。",
                "近三年使用证据由被执行人掌握，未提交；存在因连续三年不使用被申请撤销的可能。",
                60_000,
            ),
        ),
        increment=500,
        photos=(
            ("leaf_mark", "商标图样：荷叶与圆形构成的图形"),
            ("certificate", "商标注册证样式，带红色印章"),
        ),
        case=2,
        words={"occupation": "权利由被执行人持有，未登记许可。"},
    ),
    LotStory(
        stage=Stage.SOLD,
        assets=(
            AssetStory(
                "MOVABLE",
                "注塑机一台，锁模力280吨",
                "明湖市东部工业园1号车间",
                "2017年出厂，2026年3月最后一次通电时运转正常，附电控柜与料斗干燥机，不含模具。",
                "液压软管老化，须更换；随机说明书缺失。",
                132_000,
            ),
        ),
        increment=1_000,
        photos=(
            ("moulder", "注塑机侧面：锁模机构、料斗与料筒"),
            ("panel", "电控柜操作面板"),
            ("hall", "1号车间内景"),
        ),
        case=2,
    ),
    LotStory(
        stage=Stage.WITHDRAWN,
        assets=(
            AssetStory(
                "MOVABLE",
                "旅行轿车一辆，插电式混合动力，2021年首次登记",
                "明湖市湖滨区法院地下车库B2层",
                "行驶41,000公里，钥匙两把，保养手册齐全，动力电池容量17千瓦时，电池健康度检测为91%。",
                "右后尾灯灯罩有裂纹。",
                158_000,
                kind="VEHICLE",
                answers={"mileage": "里程表读数41,000公里，与保养手册一致。"},
            ),
        ),
        increment=1_000,
        photos=(
            ("estate", "旅行轿车右侧面"),
            ("estate_inside", "车内：方向盘与中控屏"),
        ),
        grounds=("被执行人已履行全部债务，不再需要变价。", "债务全部清偿；R-56", "debt_paid"),
    ),
    LotStory(
        stage=Stage.RETURNED,
        assets=(
            AssetStory(
                "OTHER_RIGHT",
                "有限责任公司股权，对应出资额240万元（占注册资本30%）",
                "明湖市湖滨区市场主体登记簿",
                "标的公司从事冷链仓储，认缴出资已全部实缴，近两年未分红，章程未限制股权转让。",
                "未取得标的公司2025年度审计报告；公司名下一处厂房已抵押。",
                1_920_000,
                kind="SHARES",
                answers={"share_ratio": "占注册资本30%。", "subscribed": "240万元。"},
            ),
        ),
        increment=10_000,
        photos=(("shares_30", "股权结构图：三名股东与其持股比例"),),
        case=1,
        words={"priority_holders": "公司其他股东享有优先购买权，通知正在送达。"},
        grounds=("参考价报告已过有效期，请更新后再报；并请补充其他股东的送达情况。", "", ""),
    ),
    LotStory(
        stage=Stage.DRAFT,
        assets=(
            AssetStory(
                "OTHER_RIGHT",
                "对已解散合伙企业的债权一笔，本金34万元",
                "本院执行局",
                "经生效裁定确认的债权，无担保，诉讼时效未届满。",
                "债务人财产状况不明，清偿可能性无法估计。",
                240_000,
            ),
        ),
        increment=1_000,
        photos=(("ruling", "裁定书首页与印章"),),
        case=2,
    ),
)
