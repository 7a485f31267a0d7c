"""Emotion curves of the synthetic companies, for `make_samples.py`; README.md on what they show."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from chance import draw

GROUPS = 6
REDRAWN = (1, 3, 4)  # the groups that drew the journey to be as well
NOISE = {-0.5: 25, 0.0: 50, 0.5: 25}
MISSING = 0.03  # of the points
SILENT = 0.15  # of the reasons that were asked for
Reasons = Mapping[str, tuple[str, ...]]


class Journey(NamedTuple):
    """What a persona feels at each touchpoint, in order, and why."""

    as_is: Mapping[str, float]
    to_be: Mapping[str, float]  # only what changes
    good: Reasons
    bad: Reasons
    changes: Reasons
    far: tuple[int, float] | None = None  # a group, and how far off it is at every touchpoint


class Journeys(NamedTuple):
    """The journeys of one company by segment; at `split` half of the groups are pleased."""

    seed: int
    split: str
    high: float
    low: float
    personas: Mapping[str, Journey]


HOTEL_FAMILY = Journey(
    as_is={
        "booking": 1,
        "arrival": -0.5,
        "lobby": 1.5,
        "check-in": -2,
        "room": 1,
        "online": 0.5,
        "room-service": 0,
        "breakfast": 3,
        "check-out": 0.5,
        "follow-up": 0.5,
    },
    to_be={"arrival": 0.5, "check-in": 1.5, "check-out": 1, "follow-up": 2.5},
    good={
        "booking": ("Photos showed the family room as it is",),
        "lobby": ("The children ran straight to the fish tank", "A sofa and a glass of juice"),
        "room": ("Two beds pushed together, as we had asked",),
        "room-service": (
            "The robot brought milk, the children cheered",
            "Baby cot there in five minutes",
            "Extra pillows without asking twice",
        ),
        "breakfast": (
            "Pancakes in animal shapes, children ate everything",
            "High chair ready before we sat down",
            "Cook made noodles for our little one",
        ),
    },
    bad={
        "arrival": ("Full car park, children asleep in the back", "No way in for the pram"),
        "check-in": (
            "Forty minutes in a queue with two tired children",
            "Room not ready, nobody told us when",
            "Every ID copied by hand",
        ),
        "online": ("Had to sign in again on every phone",),
        "room-service": (
            "Waited forty minutes for the cot",
            "Robot stuck in the lift, nobody noticed",
            "Asked twice for towels",
        ),
        "check-out": ("Stood in line again, children at the door",),
        "follow-up": ("Only an advertisement, not a word about our stay",),
    },
    changes={
        "arrival": ("Bay kept for families next to the lift",),
        "check-in": ("Registered on the phone, key handed over at the car",),
        "check-out": ("Bill on the phone the evening before",),
        "follow-up": ("A drawing of our children, sent back as a postcard",),
    },
    far=(6, -2.5),
)

HOTEL_CORPORATE = Journey(
    as_is={
        "booking": 1.5,
        "arrival": 0.5,
        "lobby": 0.5,
        "check-in": -2,
        "room": 2.5,
        "online": -0.5,
        "room-service": 0,
        "breakfast": 1.5,
        "check-out": 0.5,
        "follow-up": 0.5,
    },
    to_be={"check-in": 1, "online": 1.5, "check-out": 1.5, "follow-up": 2},
    good={
        "booking": ("Company rate at once, no phone call",),
        "room": (
            "A real desk and a good lamp",
            "Slept through, not a sound from the corridor",
            "Quiet floor, as noted from last time",
        ),
        "room-service": (
            "Shirt ironed within half an hour",
            "Robot at the door at midnight, no small talk",
            "Charger brought up at once",
        ),
        "breakfast": ("Open from six, so I made my train",),
        "check-out": ("Invoice correct at the first go",),
    },
    bad={
        "check-in": (
            "One receptionist, and a coach had just arrived",
            "Asked for my details for the ninth time",
            "Deposit again, though the company pays",
        ),
        "online": ("Video call dropped twice", "Sign-in page every hour"),
        "room-service": (
            "Robot could not carry a hot meal",
            "Nobody picked up the phone at eleven",
            "Sandwich after fifty minutes",
        ),
        "check-out": ("Invoice to the wrong company",),
        "follow-up": ("Ten questions, and none about my meeting",),
    },
    changes={
        "check-in": ("Known guests take their key and sign later",),
        "online": ("One sign-in for the whole year",),
        "check-out": ("Invoice in the mail before I leave the room",),
        "follow-up": ("A person I know asks when I will be back",),
    },
)

POWER_CARE = Journey(
    as_is={
        "online-hall": -1,
        "hall": 0.5,
        "counter": 1.5,
        "visit": 1,
        "meter": 0.5,
        "bill": 0,
        "hotline": -1.5,
        "messages": -2.5,
        "repair": 0,
        "guide": -0.5,
    },
    to_be={"online-hall": 0.5, "hotline": 1, "messages": 1.5, "repair": 2.5, "guide": 2},
    good={
        "counter": ("小姑娘一直陪着，替我填好了表", "窗口专门给老人留着", "话说得慢，我听懂了"),
        "visit": ("师傅进门先套鞋套",),
        "repair": ("抢修队先把呼吸机接上了", "师傅来了心里就踏实", "修好还进屋看了看老人"),
    },
    bad={
        "online-hall": ("字太小，点不准", "要人脸认证，老人弄不来"),
        "hotline": ("机器一直问，说不到人工", "按了五次才有人接"),
        "messages": (
            "停电前一点消息都没有",
            "制氧机断了电才知道停电",
            "短信说两小时，等了一下午",
        ),
        "repair": ("天黑了才来", "车过去了没停", "问什么都说等通知"),
        "guide": ("讲的是空调，家里用的是医疗设备", "一本子字，看不进去"),
    },
    changes={
        "online-hall": ("大字版，家人可以代办",),
        "hotline": ("登记过的号码直接转人工",),
        "messages": ("停电前先打电话，问要不要备用电源",),
        "repair": ("应急电源先到，再抢修",),
        "guide": ("上门讲两句，贴在冰箱上",),
    },
)

POWER_BUSINESS = Journey(
    as_is={
        "online-hall": 1.5,
        "hall": 0,
        "counter": 0.5,
        "visit": -0.5,
        "meter": 0,
        "bill": 1,
        "hotline": -1,
        "messages": -2.5,
        "repair": 0,
        "guide": 0,
    },
    to_be={"visit": 1, "hotline": 1, "messages": 2, "repair": 2.5, "guide": 2},
    good={
        "online-hall": ("晚上关了店也能办", "拍照上传就行，没跑腿", "进度看得见"),
        "bill": ("每个月几号多少钱，一目了然", "能直接导出来给会计"),
        "repair": ("先给冷柜那条线送了电", "师傅说四点来电就四点来电", "还教我怎么分开接"),
    },
    bad={
        "visit": ("说上午来，等到下午三点",),
        "hotline": ("排队二十分钟，店里一团乱",),
        "messages": (
            "正是饭点停的电，没人告诉我",
            "冷柜里的货全化了",
            "不知道几点来电，不敢让员工走",
        ),
        "repair": ("来了一趟又走了，说不归他们管", "三个小时没人说一声", "后厨的菜全倒了"),
        "guide": ("道理都懂，没说我这种店怎么省",),
    },
    changes={
        "visit": ("约到一小时之内，晚了先来电话",),
        "hotline": ("小店专线，一拨就通",),
        "messages": ("提前三天通知，避开饭点",),
        "repair": ("手机上看得到抢修车到哪儿了",),
        "guide": ("按餐饮、零售分开讲，附省了多少钱",),
    },
    far=(2, 2.5),
)

TELECOM_YOUNG = Journey(
    as_is={
        "app": 1,
        "store": -0.5,
        "desk": 0,
        "technician": -1,
        "home-network": 1,
        "bill": -1,
        "hotline": 0,
        "messages": 0,
        "membership": 0.5,
    },
    to_be={"technician": 1, "home-network": 2.5, "bill": 0.5, "membership": 2},
    good={
        "app": ("两分钟就比完了", "界面还行，不用问人"),
        "home-network": ("打游戏基本不卡", "测速够用", "两个房间都有信号"),
        "hotline": ("接得挺快", "客服没念稿子", "远程一下就好了"),
        "membership": ("领了张视频会员",),
    },
    bad={
        "store": ("就是个营业厅，没什么可看的",),
        "technician": ("请了半天假，来了十分钟", "时间段写的是一整天", "没说要自己买网线"),
        "bill": ("有一项看不懂", "优惠到期了也不提醒", "多了五块钱"),
        "hotline": ("先听了两分钟广告", "转来转去", "让我重启，重启，再重启"),
    },
    changes={
        "technician": ("下班以后和周末也能约",),
        "home-network": ("走之前陪我打了一局，确认不卡",),
        "bill": ("优惠到期前一周提醒",),
        "membership": ("权益自己挑，每月能换",),
    },
    far=(5, 2),
)

TELECOM_SENIOR = Journey(
    as_is={
        "app": -1,
        "store": 0.5,
        "desk": 1,
        "technician": 0.5,
        "home-network": -0.5,
        "bill": 0,
        "hotline": 0,
        "messages": -1,
        "membership": 0.5,
    },
    to_be={"app": 0.5, "desk": 2.5, "messages": 1, "membership": 2},
    good={
        "store": ("有座，还有水喝",),
        "desk": ("小伙子有耐心", "替我把字调大了", "一项一项念给我听"),
        "technician": ("走之前试了电视",),
        "hotline": ("听出我年纪大，说得慢", "不用按键就有人", "帮我记下来慢慢讲"),
        "membership": ("送了一桶油",),
    },
    bad={
        "app": ("找不着在哪儿点", "字太小", "一更新又不会用了"),
        "home-network": ("密码一长串，记不住",),
        "hotline": ("按来按去按丢了", "说的词我听不懂", "让我上网查"),
        "messages": ("一天好几条，不知道哪条是真的", "怕是骗子，都不敢点", "验证码当成了骗子"),
    },
    changes={
        "app": ("老人版，一页只有四个大按钮",),
        "desk": ("熟面孔一对一，办完手写一张卡片",),
        "messages": ("真短信有标记，子女也收得到",),
        "membership": ("请老客户来学手机，免费，管茶水",),
    },
)

JOURNEYS = {
    "lakeside-hotel": Journeys(
        seed=20261905,  # tried and chosen: the curves come out as README.md says
        split="room-service",
        high=2,
        low=-1,
        personas={"family": HOTEL_FAMILY, "corporate": HOTEL_CORPORATE},
    ),
    "binhai-power": Journeys(
        seed=20261902,
        split="repair",
        high=1.5,
        low=-2,
        personas={"special-care": POWER_CARE, "small-business": POWER_BUSINESS},
    ),
    "xingyun-telecom": Journeys(
        seed=20261903,
        split="hotline",
        high=1,
        low=-1,
        personas={"young": TELECOM_YOUNG, "senior": TELECOM_SENIOR},
    ),
}


def curves(journeys: Journeys) -> Iterable[tuple[object, ...]]:
    """One row per point; a point that a group did not place is no row."""
    rng = np.random.default_rng(journeys.seed)
    for persona, journey in journeys.personas.items():
        for group in range(1, GROUPS + 1):
            drawn = _drawn(rng, journeys, journey, group)
            yield from _rows(rng, journeys, journey, persona, group, "as_is", drawn)
            if group in REDRAWN:
                better = {point: _near(rng, valence) for point, valence in journey.to_be.items()}
                to_be = {**drawn, **better}
                yield from _rows(rng, journeys, journey, persona, group, "to_be", to_be)


def _drawn(
    rng: np.random.Generator, journeys: Journeys, journey: Journey, group: int
) -> dict[str, float]:
    split = journeys.high if group % 2 else journeys.low
    off = journey.far[1] if journey.far and journey.far[0] == group else 0.0
    return {
        point: _near(rng, split if point == journeys.split else valence + off)
        for point, valence in journey.as_is.items()
    }


def _near(rng: np.random.Generator, valence: float) -> float:
    return max(-3.0, min(3.0, valence + draw(rng, NOISE)))


def _rows(
    rng: np.random.Generator,
    journeys: Journeys,
    journey: Journey,
    persona: str,
    group: int,
    version: str,
    drawn: Mapping[str, float],
) -> Iterable[tuple[object, ...]]:
    asked = {max(drawn.values()), min(drawn.values())}
    for position, (point, valence) in enumerate(drawn.items(), start=1):
        reasons = journey.good if valence > 0 else journey.bad if valence < 0 else {}
        known = reasons.get(point, ()) if valence in asked or point == journeys.split else ()
        if version == "to_be":
            known = journey.changes.get(point, ())
        silent, missing = rng.random() < SILENT, rng.random() < MISSING
        reason = "" if silent or not known else known[group // 2 % len(known)]
        if not missing:
            yield persona, group, "", version, position, point, f"{valence:g}", reason
