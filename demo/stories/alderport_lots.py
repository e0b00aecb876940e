"""What the court of Alderport sells: a cottage and a barn, boats and diggers, timber, cattle and rights."""

from __future__ import annotations

from demo.story import AssetStory, LotStory, Stage

LOTS = (
    LotStory(
        stage=Stage.TODAY,
        assets=(
            AssetStory(
                "MOVABLE",
                "Tracked excavator of 14 tonnes, built 2018",
                "Contractor's yard, Quarry Road, Alderport",
                "6,350 operating hours, emission stage IV, digging depth 5.6 m, quick coupler, two "
                "buckets of 600 and "
                "1,200 mm. Starts, drives and digs; last serviced in February 2026.",
                "The slew ring has play; the cab's right window is cracked; the track pads are worn to 40 %.",
                48_000,
            ),
        ),
        increment=250,
        photos=(
            ("digger", "Yellow tracked excavator seen from its right side in the yard, boom raised"),
            ("panel", "Controls in the cab: display, switches and emergency stop"),
            ("site", "The yard on Quarry Road with heaps of gravel"),
        ),
        papers=(("inspection", "Machine inspection sheet"),),
        case=1,
        hour=14,
        words={"remarks": "The buyer loads and carries the machine away within fourteen days of payment."},
    ),
    LotStory(
        stage=Stage.OPEN,
        assets=(
            AssetStory(
                "IMMOVABLE",
                "Cottage of 84 m² with garden, Heron Lane",
                "7 Heron Lane, Alderport",
                "Two storeys, stone, slate roof, built about 1910 and rewired in 2008. Ground "
                "floor: kitchen, living "
                "room, bathroom; first floor: two bedrooms. Garden of 310 m² with a shed. Oil "
                "heating, septic tank.",
                "Rising damp in the rear wall up to 0.8 m; one chimney is unsafe and must not be used.",
                196_000,
            ),
        ),
        increment=1_000,
        photos=(
            ("cottage", "Stone cottage with a slate roof behind a low hedge"),
            ("room", "Living room with a wooden floor and a window to the garden"),
            ("plan_cottage", "Ground floor plan with the area of each room"),
            ("parcel_cottage", "Site map: the parcel of 310 m² is outlined in red beside the lane"),
        ),
        papers=(("appraisal", "Valuation summary"), ("plan", "Floor plan")),
        hour=14,
        later=1,
        words={
            "occupation": (
                "Let to one tenant until 30 April 2027 at 780 euros a month; the lease passes to the buyer."
            ),
            "priority_holders": "The tenant has a right of pre-emption and was notified in writing.",
        },
        priorities=("Sitting tenant of the cottage",),
    ),
    LotStory(
        stage=Stage.UPCOMING,
        assets=(
            AssetStory(
                "MOVABLE",
                "Office furniture for twelve desks",
                "Second floor, 31 Custom Quay, Alderport",
                "Twelve height-adjustable desks of 160 by 80 cm, bought in 2022, beech tops, all "
                "motors working.",
                "Scratches on four table tops.",
                4_200,
            ),
            AssetStory(
                "MOVABLE",
                "Twelve office chairs and eight meeting chairs",
                "Second floor, 31 Custom Quay, Alderport",
                "Fabric seats, grey; the office chairs with armrests.",
                "One gas spring does not hold.",
                2_100,
            ),
            AssetStory(
                "MOVABLE",
                "Six steel cabinets and a safe of 120 kg",
                "Second floor, 31 Custom Quay, Alderport",
                "Cabinets with keys; the safe is open and its combination can be set anew.",
                "The safe has no certificate.",
                1_500,
            ),
        ),
        increment=100,
        photos=(
            ("office", "Row of desks with chairs in front of wide windows"),
            ("map", "Map: the red mark shows the building, north of the river"),
        ),
        case=1,
        later=1,
        hour=11,
        words={"remarks": "There is a goods lift of 1.2 by 2.0 m. Collection on working days only."},
    ),
    LotStory(
        stage=Stage.UPCOMING,
        assets=(
            AssetStory(
                "IMMOVABLE",
                "Warehouse of 620 m² with yard, Station Road",
                "Unit 4, Station Road Estate, Saltmarsh",
                "Steel frame with insulated cladding, built 2004, eaves at 6.5 m, two roller doors,"
                " office of 48 m², "
                "yard for eight lorries. Leasehold until 2093 at a ground rent of 1,200 euros a year.",
                "Twelve roof lights are cloudy and leak in heavy rain; the fire alarm's "
                "certificate ran out in 2025.",
                540_000,
                kind="PREMISES",
            ),
        ),
        increment=2_500,
        photos=(
            ("warehouse", "Warehouse with two roller doors and a yard"),
            ("hall", "Inside of the warehouse: concrete floor under a steel frame"),
            ("parcel_yard", "Site map: unit 4 outlined in red between the road and the channel"),
        ),
        papers=(("appraisal", "Valuation summary"), ("inspection", "Building inspection sheet")),
        later=19,
        hour=15,
    ),
    LotStory(
        stage=Stage.SETTLED,
        assets=(
            AssetStory(
                "MOVABLE",
                "Wooden fishing vessel of 16 m, built 1988",
                "North basin of the harbour, Alderport",
                "Oak on oak, diesel of 210 kW overhauled in 2021, net drum and hauler of 2016, "
                "radar and sounder. "
                "Certificate of seaworthiness until October 2027. No fishing quota is sold with her.",
                "Two planks below the water line on the port side are soft and must be renewed.",
                62_000,
            ),
        ),
        increment=500,
        photos=(
            ("trawler", "Blue fishing vessel at sea with her nets drummed aft"),
            ("bridge", "Wheelhouse with wheel, radar and windows"),
            ("harbour", "The north basin of Alderport harbour in the morning"),
        ),
        case=1,
        hour=20,
    ),
    LotStory(
        stage=Stage.SOLD,
        assets=(
            AssetStory(
                "MOVABLE",
                "Oak timber, 38 m³ sawn and air-dried",
                "Sawmill, Heron Wood, Alderport",
                "Boards of 32 and 52 mm, lengths from 2.4 to 4.2 m, stacked in 2022, moisture "
                "content 14 to 18 %.",
                "The top layer of each stack is weathered; about 5 % has end cracks.",
                34_000,
            ),
        ),
        increment=200,
        photos=(
            ("timber", "Stacks of sawn oak boards, seen from their ends"),
            ("hall", "Drying hall of the sawmill"),
        ),
        case=1,
        hour=20,
    ),
    LotStory(
        stage=Stage.WITHDRAWN,
        assets=(
            AssetStory(
                "MOVABLE",
                "Herd of 18 cattle: 12 cows and 6 heifers",
                "Low Meadow Farm, Marsh Road, Saltmarsh",
                "All with passports, tested free of tuberculosis in September 2026; ten cows are "
                "in calf. Sold as one herd "
                "and collected by a licensed haulier.",
                "One cow is lame; veterinary report attached at the registry.",
                29_000,
            ),
        ),
        increment=200,
        photos=(
            ("cattle", "Brown and white cattle on a green meadow"),
            ("field", "The low meadow with a line of trees"),
        ),
        case=1,
        words={"occupation": "On the debtor's farm and fed at the creditor's cost until collection."},
        grounds=(
            "The creditor has agreed to payment by instalments and asks that the herd not be sold.",
            "R-56",
            "creditors_withdrew",
        ),
    ),
    LotStory(
        stage=Stage.UPCOMING,
        assets=(
            AssetStory(
                "OTHER_RIGHT",
                "Registered trade mark for marine paints, class 2",
                "Trade marks register",
                "Word and device, registered 2016, renewed until 2036. One licence for retail tins,"
                " revenue of 6,400 euros "
                "in 2025.",
                "The licensee may end the licence with six months' notice.",
                21_000,
            ),
        ),
        increment=100,
        photos=(
            ("sail_mark", "The mark: a sail over two waves in a ring"),
            ("certificate", "Certificate of registration with an ornamental border and seal"),
        ),
        later=5,
        hour=11,
    ),
)
