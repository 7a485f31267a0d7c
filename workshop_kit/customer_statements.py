"""The kit's own questionnaire for customers: 22 items of service quality, in both languages."""

from typing import Any

Pair = tuple[str, str]

# Id, label, what is expected of a really good company, and what is perceived: English, Chinese.
_ITEMS: dict[str, tuple[tuple[str, Pair, Pair, Pair], ...]] = {
    "tangibles": (
        (
            "equipment",
            ("Up-to-date equipment", "设备先进"),
            ("A really good company has up-to-date equipment.", "真正好的企业，设备是先进的。"),
            ("This company has up-to-date equipment.", "这家企业的设备是先进的。"),
        ),
        (
            "surroundings",
            ("Pleasant surroundings", "环境舒适"),
            (
                "A really good company is a pleasant place to be.",
                "真正好的企业，环境让人待着舒服。",
            ),
            ("This company is a pleasant place to be.", "这家企业的环境让人待着舒服。"),
        ),
        (
            "dress",
            ("Well-dressed staff", "着装得体"),
            ("In a really good company, staff dress neatly.", "真正好的企业，员工穿戴整齐。"),
            ("In this company, staff dress neatly.", "这家企业的员工穿戴整齐。"),
        ),
        (
            "reading-matter",
            ("Readable information", "资料好懂"),
            (
                "A really good company hands out information that is easy to read.",
                "真正好的企业，给客户看的资料一看就懂。",
            ),
            (
                "This company hands out information that is easy to read.",
                "这家企业给客户看的资料一看就懂。",
            ),
        ),
    ),
    "reliability": (
        (
            "on-time",
            ("On time", "准时"),
            (
                "A really good company is there at the time agreed.",
                "真正好的企业，约好几点就是几点。",
            ),
            ("This company is there at the time agreed.", "这家企业约好几点就是几点。"),
        ),
        (
            "cares-about-problems",
            ("Problems matter to them", "把问题当回事"),
            (
                "A really good company takes a customer's problem as its own.",
                "真正好的企业，把客户的问题当成自己的事。",
            ),
            (
                "This company takes a customer's problem as its own.",
                "这家企业把客户的问题当成自己的事。",
            ),
        ),
        (
            "one-go",
            ("Done in one go", "一次办好"),
            (
                "In a really good company, coming or calling once is enough.",
                "真正好的企业，跑一趟、打一次电话就能办好。",
            ),
            (
                "In this company, coming or calling once is enough.",
                "在这家企业，跑一趟、打一次电话就能办好。",
            ),
        ),
        (
            "keeps-promises",
            ("Promises kept", "说到做到"),
            ("A really good company does what it promised.", "真正好的企业，答应的事一定做到。"),
            ("This company does what it promised.", "这家企业答应的事一定做到。"),
        ),
        (
            "correct-bills",
            ("Correct bills", "账目准确"),
            (
                "A really good company makes no mistakes in its bills.",
                "真正好的企业，账目不出差错。",
            ),
            ("This company makes no mistakes in its bills.", "这家企业的账目不出差错。"),
        ),
    ),
    "responsiveness": (
        (
            "says-when",
            ("Told beforehand when", "事先告知时间"),
            (
                "A really good company says beforehand when something will be done.",
                "真正好的企业，什么时候能办好，事先告诉客户。",
            ),
            (
                "This company says beforehand when something will be done.",
                "这家企业什么时候能办好，会事先告诉客户。",
            ),
        ),
        (
            "no-long-wait",
            ("No long wait", "不用久等"),
            (
                "In a really good company, customers do not wait long.",
                "真正好的企业，不会让客户久等。",
            ),
            ("In this company, customers do not wait long.", "这家企业不会让客户久等。"),
        ),
        (
            "glad-to-help",
            ("Help when asked", "开口就有人帮"),
            (
                "In a really good company, asking once is enough to get help.",
                "真正好的企业，客户一开口就有人帮忙。",
            ),
            (
                "In this company, asking once is enough to get help.",
                "在这家企业，客户一开口就有人帮忙。",
            ),
        ),
        (
            "busy-times",
            ("Answers at busy times", "再忙也有回应"),
            (
                "In a really good company, customers get an answer even at busy times.",
                "真正好的企业，再忙也会回应客户。",
            ),
            (
                "In this company, customers get an answer even at busy times.",
                "这家企业再忙也会回应客户。",
            ),
        ),
    ),
    "assurance": (
        (
            "trustworthy-word",
            ("Word to be trusted", "说话靠得住"),
            (
                "In a really good company, what staff say can be trusted.",
                "真正好的企业，员工说的话靠得住。",
            ),
            ("In this company, what staff say can be trusted.", "这家企业的员工说话靠得住。"),
        ),
        (
            "at-ease",
            ("No need to worry", "让人踏实"),
            (
                "With a really good company, customers need not worry.",
                "和真正好的企业打交道，客户心里踏实。",
            ),
            ("With this company, customers need not worry.", "和这家企业打交道，客户心里踏实。"),
        ),
        (
            "polite",
            ("Polite to everybody", "待人有礼"),
            (
                "In a really good company, staff are polite to everybody.",
                "真正好的企业，员工对谁都客客气气。",
            ),
            ("In this company, staff are polite to everybody.", "这家企业的员工对谁都客客气气。"),
        ),
        (
            "know-their-job",
            ("Staff know their job", "业务熟练"),
            (
                "In a really good company, staff can answer customers' questions.",
                "真正好的企业，客户问什么，员工都答得上来。",
            ),
            (
                "In this company, staff can answer customers' questions.",
                "在这家企业，客户问什么，员工都答得上来。",
            ),
        ),
    ),
    "empathy": (
        (
            "not-a-number",
            ("A person, not a number", "不被当成号码"),
            (
                "A really good company sees a person in every customer, not a number.",
                "真正好的企业，把客户当成一个人，而不是一个号码。",
            ),
            (
                "This company sees a person in every customer, not a number.",
                "这家企业把客户当成一个人，而不是一个号码。",
            ),
        ),
        (
            "right-hours",
            ("Hours that suit", "时间方便"),
            (
                "A really good company can be reached when it suits its customers.",
                "真正好的企业，客户什么时候方便，就什么时候能办事。",
            ),
            (
                "This company can be reached when it suits its customers.",
                "这家企业，客户什么时候方便，就什么时候能办事。",
            ),
        ),
        (
            "listens",
            ("Staff who listen", "耐心倾听"),
            (
                "In a really good company, staff listen to the end.",
                "真正好的企业，员工会耐心听客户把话说完。",
            ),
            ("In this company, staff listen to the end.", "这家企业的员工会耐心听客户把话说完。"),
        ),
        (
            "on-our-side",
            ("Advice in my interest", "替客户着想"),
            (
                "A really good company recommends what is best for the customer.",
                "真正好的企业，给建议时先替客户着想。",
            ),
            (
                "This company recommends what is best for the customer.",
                "这家企业给建议时先替客户着想。",
            ),
        ),
        (
            "special-needs",
            ("Sees special needs", "懂得特殊需要"),
            (
                "A really good company knows which customers need special care.",
                "真正好的企业，知道哪些客户需要特别照顾。",
            ),
            (
                "This company knows which customers need special care.",
                "这家企业知道哪些客户需要特别照顾。",
            ),
        ),
    ),
}


def customer_statements() -> tuple[dict[str, Any], ...]:
    """The items as a profile would list them; labels and statements in `en` and `zh`."""
    return tuple(
        {
            "id": id_,
            "dimension": dimension,
            **{
                key: {"en": en, "zh": zh}
                for key, (en, zh) in zip(("label", "expectation", "perception"), texts, strict=True)
            },
        }
        for dimension, items in _ITEMS.items()
        for id_, *texts in items
    )
