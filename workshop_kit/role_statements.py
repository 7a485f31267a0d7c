"""The kit's own questionnaires for managers and staff: gaps 1 to 4, and what lies behind them."""

from typing import Any

# Id, dimension (none: an antecedent, what lies behind the gap), label and statement, each in
# English and Chinese. What customers expect (gap 1) managers answer on the customers' own items.
_Row = tuple[str, str | None, tuple[str, str], tuple[str, str]]
_ITEMS: dict[tuple[str, int], tuple[_Row, ...]] = {
    ("manager", 1): (
        (
            "research-orientation",
            None,
            ("Research is used", "调研用得上"),
            (
                "What we hear in customer surveys changes what we decide.",
                "客户调研的结果，真正用到了我们的决策里。",
            ),
        ),
        (
            "upward-communication",
            None,
            ("Staff are heard", "一线声音上得来"),
            (
                "What customers tell our staff reaches us managers.",
                "客户跟一线员工说的话，能传到我们管理者这里。",
            ),
        ),
        (
            "levels-of-management",
            None,
            ("Short way to the top", "管理层级少"),
            (
                "Between those who serve and those who decide there are few levels.",
                "从服务客户的人到拍板的人，中间隔的层级很少。",
            ),
        ),
    ),
    ("manager", 2): (
        (
            "standard-tangibles",
            "tangibles",
            ("Standards: appearance", "环境着装标准"),
            (
                "How our places and our staff must look is set in writing.",
                "环境和着装该是什么样，我们有成文的标准。",
            ),
        ),
        (
            "standard-reliability",
            "reliability",
            ("Standards: punctuality", "准时准确标准"),
            (
                "How often things must be right and on time is set in writing.",
                "准时率、准确率要达到多少，我们有成文的标准。",
            ),
        ),
        (
            "standard-responsiveness",
            "responsiveness",
            ("Standards: waiting", "等候时限标准"),
            (
                "How long a customer may have to wait is set in writing.",
                "客户最多等多久，我们有成文的标准。",
            ),
        ),
        (
            "standard-assurance",
            "assurance",
            ("Standards: knowledge", "业务能力标准"),
            (
                "What staff must know before they serve is set in writing.",
                "员工上岗前必须懂什么，我们有成文的标准。",
            ),
        ),
        (
            "standard-empathy",
            "empathy",
            ("Standards: personal care", "个别关怀标准"),
            (
                "How staff look after special wishes is set in writing.",
                "客户有特殊需要时怎么照顾，我们有成文的标准。",
            ),
        ),
        (
            "commitment",
            None,
            ("Managers' commitment", "管理层重视"),
            (
                "We spend as readily on service quality as on sales.",
                "为服务质量花钱，我们和抓业绩一样舍得。",
            ),
        ),
        (
            "goal-setting",
            None,
            ("Goals are followed up", "目标有跟进"),
            (
                "We check with figures whether service goals are reached.",
                "服务目标达没达到，我们用数据检查。",
            ),
        ),
        (
            "standardisation",
            None,
            ("Everyday tasks settled", "日常做法统一"),
            (
                "What comes up every day is done the same way everywhere.",
                "天天要做的事，各处的做法是统一的。",
            ),
        ),
        (
            "feasibility",
            None,
            ("It can be done", "相信做得到"),
            ("What customers expect of us can be done.", "客户对我们的期望，是做得到的。"),
        ),
    ),
    ("staff", 3): (
        (
            "able-tangibles",
            "tangibles",
            ("Able: appearance", "现场能达标"),
            (
                "I am able to keep my workplace as the standards ask.",
                "按现有条件，我能让工作现场达到标准。",
            ),
        ),
        (
            "able-reliability",
            "reliability",
            ("Able: punctuality", "准时准确能达标"),
            (
                "I am able to work as correctly and punctually as the standards ask.",
                "按现有条件，我能按标准做到准时、准确。",
            ),
        ),
        (
            "able-responsiveness",
            "responsiveness",
            ("Able: waiting times", "等候时限能达标"),
            (
                "I am able to serve customers within the time set.",
                "按现有条件，我能在规定时限内服务好客户。",
            ),
        ),
        (
            "able-assurance",
            "assurance",
            ("Able: knowledge", "答疑能达标"),
            (
                "I am able to answer customers as competently as the standards ask.",
                "按现有条件，我能按标准把客户的问题答清楚。",
            ),
        ),
        (
            "able-empathy",
            "empathy",
            ("Able: personal care", "个别关怀能达标"),
            (
                "I am able to give each customer the attention the standards ask for.",
                "按现有条件，我能按标准照顾到每位客户的需要。",
            ),
        ),
        (
            "teamwork",
            None,
            ("Teamwork", "团队配合"),
            ("When it gets too much for me, colleagues step in.", "我忙不过来时，同事会来搭把手。"),
        ),
        (
            "employee-job-fit",
            None,
            ("Right job for me", "人岗匹配"),
            ("I have learned what my job demands.", "岗位需要的本事，我都学过。"),
        ),
        (
            "technology-job-fit",
            None,
            ("Tools that fit", "工具顺手"),
            ("The tools and systems I am given fit my work.", "配给我的工具和系统，用着顺手。"),
        ),
        (
            "perceived-control",
            None,
            ("Free to decide", "现场能做主"),
            ("I may solve a customer's problem on the spot.", "客户遇到问题，我可以当场做主解决。"),
        ),
        (
            "supervisory-control",
            None,
            ("Judged by service", "考核看服务"),
            (
                "I am judged by how well I serve, not only by how much I do.",
                "考核看我服务得好不好，不只看做了多少。",
            ),
        ),
        (
            "role-conflict",
            None,
            ("No conflicting demands", "要求不打架"),
            (
                "I need not choose between the customer and the rules.",
                "我不用在客户和规定之间左右为难。",
            ),
        ),
        (
            "role-ambiguity",
            None,
            ("Clear what is expected", "职责清楚"),
            ("I know exactly what is expected of me.", "我很清楚自己该做到什么程度。"),
        ),
    ),
    ("staff", 4): (
        (
            "promise-tangibles",
            "tangibles",
            ("Promised: appearance", "环境与宣传相符"),
            (
                "Our places look as our advertising shows them.",
                "我们的环境，和宣传里展示的一样。",
            ),
        ),
        (
            "promise-reliability",
            "reliability",
            ("Promised: results", "承诺办得到"),
            (
                "We are able to do what customers were promised.",
                "对客户承诺过的事，我们都办得到。",
            ),
        ),
        (
            "promise-responsiveness",
            "responsiveness",
            ("Promised: speed", "承诺的速度"),
            (
                "We are able to be as fast as customers were told.",
                "对客户说过多快，我们就能做到多快。",
            ),
        ),
        (
            "promise-assurance",
            "assurance",
            ("Promised: competence", "承诺的专业"),
            (
                "We are as competent as our advertising says.",
                "宣传里说我们有多专业，我们就有多专业。",
            ),
        ),
        (
            "promise-empathy",
            "empathy",
            ("Promised: personal care", "承诺的关怀"),
            (
                "We are able to give the personal care that customers were promised.",
                "对客户承诺过的专属关怀，我们都给得了。",
            ),
        ),
        (
            "horizontal-communication",
            None,
            ("Told before customers", "宣传先通气"),
            (
                "We hear what customers will be promised before they do.",
                "对外怎么宣传，会先和一线通气。",
            ),
        ),
        (
            "overpromising",
            None,
            ("No big promises", "不夸大承诺"),
            (
                "Even under pressure to sell, we promise only what we can do.",
                "任务再紧，我们也只承诺做得到的。",
            ),
        ),
    ),
}


def role_statements() -> tuple[dict[str, Any], ...]:
    """The items as a profile would list them; labels and statements in `en` and `zh`."""
    return tuple(
        {
            "id": id_,
            "role": role,
            "gap": gap,
            **({"dimension": dimension} if dimension else {}),
            "label": {"en": label[0], "zh": label[1]},
            "statement": {"en": statement[0], "zh": statement[1]},
        }
        for (role, gap), items in _ITEMS.items()
        for id_, dimension, label, statement in items
    )
