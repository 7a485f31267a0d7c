"""Life cycles: stages of a journey, ready to take. Some fit any service, others one trade."""

from typing import Any

_STAGES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "service": (
        ("define", "Defining", "定义期"),
        ("perceive", "Noticing", "感知期"),
        ("understand", "Getting to know", "认知期"),
        ("buy", "Buying", "购买期"),
        ("use", "Using", "消费期"),
        ("gain", "Growing value", "增值期"),
    ),
    "operations": (
        ("attract", "Attracting customers", "引流获客"),
        ("close", "Closing the sale", "成交达成"),
        ("deliver", "Delivering the service", "服务交付"),
        ("keep", "Keeping customers", "持续经营"),
    ),
    "education": (
        ("enrol", "Enrolment", "入学"),
        ("learn", "Study", "学习"),
        ("exam", "Exams", "考试"),
        ("credit", "Extra credit", "加分"),
        ("defence", "Thesis defence", "论文答辩"),
        ("graduate", "Graduation", "毕业"),
    ),
    "hotel": (
        ("choose", "Choosing and booking", "选择预订"),
        ("arrive", "Arrival", "到店入住"),
        ("stay", "In the room", "客房休息"),
        ("enjoy", "Dining and leisure", "用餐休闲"),
        ("leave", "Departure", "退房离店"),
        ("return", "After the stay", "离店之后"),
    ),
    "power-supply": (
        ("connect", "Getting connected", "办电接电"),
        ("use", "Everyday use", "日常用电"),
        ("pay", "Bills and payment", "账单缴费"),
        ("outage", "Power cut and repair", "停电抢修"),
        ("advise", "Saving and advice", "节能增值"),
    ),
    "telecom": (
        ("choose", "Choosing a plan", "选套餐"),
        ("join", "Signing up", "办理入网"),
        ("set-up", "Installation", "装机开通"),
        ("use", "Using and paying", "使用缴费"),
        ("fix", "Faults and repair", "报障维修"),
        ("renew", "Changing or renewing", "变更续约"),
    ),
    "petrol-station": (
        ("approach", "Driving in", "进站引导"),
        ("refuel", "At the pump", "加油"),
        ("pay", "Payment", "付款开票"),
        ("shop", "Shop and car wash", "购物洗车"),
        ("leave", "Driving off", "离站"),
        ("return", "Membership", "会员回访"),
    ),
    "bank": (
        ("approach", "Before the visit", "了解预约"),
        ("welcome", "Welcome and waiting", "迎客等候"),
        ("transact", "At the counter", "办理业务"),
        ("advise", "Advice", "理财咨询"),
        ("leave", "Goodbye", "送别"),
        ("care", "Staying in touch", "日常维护"),
    ),
}

_INDUSTRIES = {
    "service": ("services", "服务业"),
    "operations": ("services", "服务业"),
    "education": ("education", "教育"),
    "hotel": ("hotel", "酒店"),
    "power-supply": ("power supply", "供电"),
    "telecom": ("telecom", "电信"),
    "petrol-station": ("petrol stations", "加油站"),
    "bank": ("bank", "银行"),
}

LIFE_CYCLES = tuple(_STAGES)
"""Names of the life cycles."""


def stages_of(name: str) -> tuple[dict[str, Any], ...]:
    """The stages of a life cycle as a profile would list them: `id`, and `label` in `en` and `zh`.

    Raises
    ------
    KeyError
        When the kit has none of this name.
    """
    return tuple({"id": id_, "label": {"en": en, "zh": zh}} for id_, en, zh in _STAGES[name])


def industry_of(name: str) -> dict[str, str]:
    """What a company with this life cycle is likely to be, in `en` and `zh`."""
    en, zh = _INDUSTRIES[name]
    return {"en": en, "zh": zh}
