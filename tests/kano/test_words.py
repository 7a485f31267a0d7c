"""KANO results in words: exact texts in both languages, and nothing the answers do not carry."""

import re
from typing import Any

import pandas as pd
import pytest

from workshop_kit import kano
from workshop_kit.kano.words import by_urgency, category_names, label_of, told_apart

LANGUAGES = ("en", "zh")
PAIRS = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (3, 1), "Q": (1, 1)}


def table(*counts: dict[str, int], **options: Any) -> pd.DataFrame:
    """`classify` of features with these counts, called F1, F2, ... in this order."""
    rows = [(f"f{i}", *PAIRS[x], n) for i, c in enumerate(counts, 1) for x, n in c.items()]
    columns = ["feature", "functional", "dysfunctional", "n"]
    result = kano.classify(pd.DataFrame(rows, columns=columns), **options)
    return result.assign(feature_label=result["feature"].str.upper())


# Exact two-sided binomial p: 23 of 40 .43, 30 of 40 .002, 130 of 200 3e-5, 99 of 198 1.
SAID = {
    "nobody": (
        {"A": 0},
        {},
        "F1: nobody has answered both questions yet.",
        "F1：还没有人把两个问题都答完。",
    ),
    "one": (
        {"M": 1},
        {},
        "F1: too few answers to tell; 1 of 1 fall under must-be.",
        "F1：回答太少，下不了结论；1 份中有 1 份属于基本需求。",
    ),
    "nineteen": (
        {"A": 15, "I": 4},
        {},
        "F1: too few answers to tell; 15 of 19 fall under attractive.",
        "F1：回答太少，下不了结论；19 份中有 15 份属于兴奋需求。",
    ),
    "twenty": (
        {"A": 20},
        {},
        "F1: attractive, with 20 answers an exploratory finding.",
        "F1：兴奋需求，只有 20 份回答，属于探索性发现。",
    ),
    "not distinct": (
        {"A": 23, "I": 17},
        {},
        "F1: attractive, but with 40 answers not distinct from indifferent.",
        "F1：暂归兴奋需求，但与无差异人数接近，这 40 份回答还分不出高下。",
    ),
    "199": (
        {"O": 130, "M": 69},
        {},
        "F1: one-dimensional, with 199 answers an exploratory finding.",
        "F1：期望需求，只有 199 份回答，属于探索性发现。",
    ),
    "200": (
        {"O": 130, "M": 70},
        {},
        "F1: one-dimensional, clearly ahead of the rest (n = 200).",
        "F1：属于期望需求，选这一类的客户明显最多（n = 200）。",
    ),
    "200, not distinct": (
        {"O": 101, "M": 99},
        {},
        "F1: one-dimensional, but with 200 answers not distinct from must-be.",
        "F1：暂归期望需求，但与基本需求人数接近，这 200 份回答还分不出高下。",
    ),
    "tie": (
        {"A": 20, "M": 20, "I": 3},
        {},
        "F1: must-be by order of rank only; attractive was counted as often (n = 43).",
        "F1：只因排序规则归入基本需求，与兴奋需求的人数相当（n = 43）。",
    ),
    "within the tolerance": (
        {"A": 51, "M": 49},
        {"tolerance": 0.05},
        "F1: must-be by the rule chosen; attractive was counted most often (n = 100).",
        "F1：按所选规则归入基本需求，但回答最多的是兴奋需求（n = 100）。",
    ),
    "the largest, another within the tolerance": (
        {"M": 51, "A": 49},
        {"tolerance": 0.05},
        "F1: must-be, but with 100 answers not distinct from attractive.",
        "F1：暂归基本需求，但与兴奋需求人数接近，这 100 份回答还分不出高下。",
    ),
    "Blauth": (
        {"M": 30, "A": 25, "I": 45},
        {"rule": "blauth"},
        "F1: must-be by the rule chosen; indifferent was counted most often (n = 100).",
        "F1：按所选规则归入基本需求，但回答最多的是无差异（n = 100）。",
    ),
    "Blauth, equal inside the group": (
        {"M": 30, "O": 30, "I": 40},
        {"rule": "blauth"},
        "F1: must-be by the rule chosen; indifferent was counted most often (n = 100).",
        "F1：按所选规则归入基本需求，但回答最多的是无差异（n = 100）。",
    ),
    "Blauth, equal sums": (
        {"O": 30, "A": 20, "I": 50},
        {"rule": "blauth"},
        "F1: indifferent, with 100 answers an exploratory finding.",
        "F1：无差异，只有 100 份回答，属于探索性发现。",
    ),
    "reverse": (
        {"R": 150, "I": 60},
        {},
        "F1: reverse, customers would rather be without it (n = 210).",
        "F1：反向，客户宁愿没有（n = 210）。",
    ),
    "reverse, few": (
        {"R": 30, "I": 5},
        {},
        "F1: reverse, with 35 answers an exploratory finding.",
        "F1：反向，只有 35 份回答，属于探索性发现。",
    ),
    "reverse, not distinct": (
        {"R": 12, "I": 10},
        {},
        "F1: reverse, but with 22 answers not distinct from indifferent.",
        "F1：暂归反向，但与无差异人数接近，这 22 份回答还分不出高下。",
    ),
    "questionable": (
        {"Q": 12, "I": 10, "M": 9},
        {},
        "F1: 12 of 31 answers are contradictory; check how it was asked.",
        "F1：31 份回答中有 12 份前后矛盾，请检查题目怎么问的。",
    ),
    "all questionable": (
        {"Q": 300},
        {},
        "F1: 300 of 300 answers are contradictory; check how it was asked.",
        "F1：300 份回答中有 300 份前后矛盾，请检查题目怎么问的。",
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_a_sentence_says_no_more_than_the_answers_carry(case: str) -> None:
    counts, options, english, chinese = SAID[case]
    if case == "nobody":  # only one side was answered
        one = pd.DataFrame({"feature": ["f1"], "functional": 1, "dysfunctional": 0, "n": 7})
        result = kano.classify(one).assign(feature_label="F1")
    else:
        result = table(counts, **options)
    assert kano.sentences(result, "en") == [english]
    assert kano.sentences(result, "zh") == [chinese]


def test_the_issues_example_is_said_word_for_word() -> None:
    result = table({"A": 23, "I": 17}).assign(feature_label="Early check-in")
    assert kano.sentences(result, "en") == [
        "Early check-in: attractive, but with 40 answers not distinct from indifferent."
    ]


def test_one_sentence_per_row_in_the_tables_order() -> None:
    result = table({"A": 20}, {"M": 20}, {"I": 20}).iloc[::-1]
    assert [line[:2] for line in kano.sentences(result, "en")] == ["F3", "F2", "F1"]
    assert kano.sentences(result.head(0), "en") == []


def test_braces_in_a_label_are_only_text() -> None:
    result = table({"A": 20}).assign(feature_label="{n} {feature}")
    assert kano.sentences(result, "en")[0].startswith("{n} {feature}: attractive")


def by_segment() -> pd.DataFrame:
    """Families find it attractive, nobody's segment must-be."""
    counts = pd.DataFrame(
        {
            "segment": ["family", None],
            "feature": "wifi",
            "functional": [1, 3],
            "dysfunctional": [3, 5],
            "n": [30, 30],
        }
    )
    return kano.classify(counts, by="segment")


def test_a_table_by_segment_names_the_segment_everywhere() -> None:
    result = by_segment()
    assert label_of(result).tolist() == ["family · wifi", "– · wifi"]
    assert [line.split(":")[0] for line in kano.sentences(result, "en")] == [
        "family · wifi",
        "– · wifi",
    ]
    assert kano.overview(result, "en").index.tolist() == ["family · wifi", "– · wifi"]
    assert kano.advice(result, "en")["Features"].tolist() == ["– · wifi", "family · wifi"]


def test_labels_are_taken_before_ids() -> None:
    result = by_segment()
    result.insert(1, "segment_label", ["Families", None])
    result.insert(3, "feature_label", "Wi-Fi")
    assert label_of(result).tolist() == ["Families · Wi-Fi", "– · Wi-Fi"]


def test_two_groups_are_both_named() -> None:
    counts = pd.DataFrame(
        {"year": [2025], "segment": "a", "feature": "x", "functional": 1, "dysfunctional": 5,
         "n": 9}
    )  # fmt: skip
    result = kano.classify(counts, by=("year", "segment"))
    assert label_of(result).tolist() == ["2025 · a · x"]


def test_told_apart_means_counted_most_often_and_significantly_so() -> None:
    assert told_apart(table({"M": 30, "I": 5}, {"M": 10, "I": 9})).tolist() == [True, False]
    # Blauth takes must-be with 41; 75 against 41 is significant, but speaks for indifferent.
    other = table({"M": 41, "A": 40, "I": 75}, rule="blauth")
    assert other["significant"].tolist() == [True]
    assert told_apart(other).tolist() == [False]
    assert told_apart(other.head(0)).tolist() == []


def test_the_overview_writes_every_figure_with_its_interval() -> None:
    # A 10, O 20, M 30, I 40: better 30/100, worse -50/100. Wilson for .3 by hand:
    # (.3 + .0192 ± 1.96 √(.0021 + .0001)) / 1.0384 = (.3192 ± .0919) / 1.0384 = .219 to .396.
    sheet = kano.overview(table({"A": 10, "O": 20, "M": 30, "I": 40}), "en")
    assert sheet.loc["F1"].to_dict() == {
        "Category": "indifferent",
        "Runner-up": "must-be",
        "Told apart": "no",
        "Answers": "100",
        "Better": "0.30 [0.22;\u00a00.40]",
        "Worse": "−0.50 [−0.60;\u00a0−0.40]",
        "Stability": sheet.loc["F1", "Stability"],
    }
    assert sheet.loc["F1", "Stability"].endswith("%")


def test_the_overview_gives_the_counts_when_asked() -> None:
    sheet = kano.overview(
        table({"A": 1, "O": 2, "M": 3, "I": 4, "R": 5, "Q": 6}), "en", counts=True
    )
    assert sheet.loc["F1", list("MOAIRQ")].tolist() == ["3", "2", "1", "4", "5", "6"]


def test_the_overview_in_chinese_has_chinese_heads_and_words() -> None:
    sheet = kano.overview(table({"A": 20}), "zh")
    assert sheet.columns.tolist() == [
        "类别", "第二名", "与第二名拉开差距", "回答数", "Better（有则满意）", "Worse（无则不满）",
        "稳定度",
    ]  # fmt: skip
    assert sheet.columns.name == "服务项"
    assert sheet.loc["F1"].tolist()[:4] == ["兴奋需求", "–", "是", "20"]
    open_ = kano.overview(table({"A": 23, "I": 17}), "zh")
    assert open_.loc["F1"].tolist()[:4] == ["兴奋需求", "无差异", "否", "40"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_has_dashes_where_nothing_is_known(language: str) -> None:
    one = pd.DataFrame({"feature": ["f1"], "functional": 1, "dysfunctional": 0, "n": 7})
    sheet = kano.overview(kano.classify(one), language)
    few = {"en": "too few answers", "zh": "回答太少"}[language]
    assert sheet.loc["f1"].tolist() == [few, "–", "–", "0", "–", "–", "–"]
    only_q = kano.overview(table({"Q": 70}), language)
    name = {"en": ["questionable", "–", "yes", "70"], "zh": ["可疑", "–", "是", "70"]}[language]
    assert only_q.loc["F1"].tolist() == [*name, "–", "–", "100%"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_fewer_than_twenty_answers_the_overview_gives_the_counts_alone(language: str) -> None:
    result = table({"M": 15, "O": 4}, {"M": 16, "O": 4}, {"A": 1})
    few = {"en": "too few answers", "zh": "回答太少"}[language]
    sheet = kano.overview(result, language)
    assert sheet.loc["F1"].tolist() == [few, "–", "–", "19", "–", "–", "–"]
    assert sheet.loc["F3"].tolist() == [few, "–", "–", "1", "–", "–", "–"]
    assert (
        sheet.loc["F2"].tolist()[:4]
        == {
            "en": ["must-be", "one-dimensional", "yes", "20"],
            "zh": ["基本需求", "期望需求", "是", "20"],
        }[language]
    )
    assert "–" not in sheet.loc["F2"].tolist()
    counted = kano.overview(result, language, counts=True)
    assert counted.loc["F1"].tolist() == [
        few, "–", "–", "19", "15", "4", "0", "0", "0", "0", "–", "–", "–",
    ]  # fmt: skip
    assert counted.loc["F2", list("MOAIRQ")].tolist() == ["16", "4", "0", "0", "0", "0"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("counts", [False, True])
def test_an_empty_table_is_an_empty_sheet(language: str, counts: bool) -> None:
    nobody = table({"A": 1}).head(0)
    assert kano.overview(nobody, language, counts=counts).shape == (0, 13 if counts else 7)
    assert kano.advice(nobody, language).shape == (0, 2)
    assert by_urgency(nobody).empty


def test_two_features_of_one_name_keep_their_rows() -> None:
    result = table({"A": 20}, {"M": 20}).assign(feature_label="Wi-Fi")
    assert kano.overview(result, "en")["Category"].tolist() == ["attractive", "must-be"]


def test_advice_goes_m_o_a_r_i_q_with_few_answers_apart() -> None:
    result = table(
        {"Q": 20}, {"I": 20}, {"R": 20}, {"A": 20}, {"O": 20}, {"M": 20}, {"M": 19}, {"M": 30}
    )
    sheet = kano.advice(result, "en")
    assert sheet["Features"].to_dict() == {
        "must-be": "F6, F8",
        "one-dimensional": "F5",
        "attractive": "F4",
        "reverse": "F3",
        "indifferent": "F2",
        "questionable": "F1",
        "too few answers": "F7",
    }
    assert list(sheet["Features"]) == ["F6, F8", "F5", "F4", "F3", "F2", "F1", "F7"]
    assert sheet.loc["too few answers", "Next step"] == (
        "Collect at least 20 answers before you decide."
    )
    assert sheet.columns.name == "Category"


def test_advice_in_chinese_joins_with_chinese_commas() -> None:
    result = table({"M": 20}, {"M": 25}, {"A": 3})
    sheet = kano.advice(result, "zh")
    assert sheet["服务项"].to_dict() == {"基本需求": "F1、F2", "回答太少": "F3"}
    assert sheet.loc["基本需求", "下一步"] == "次次都要做到位：做到了没人夸，做不到人人抱怨。"
    assert sheet.loc["回答太少", "下一步"] == "至少收集 20 份回答再决定。"


def test_what_is_not_told_apart_stands_in_a_row_of_its_own_with_both_categories() -> None:
    result = table(
        {"A": 23, "I": 17},
        {"A": 30, "I": 2},
        {"A": 2, "I": 1},
        {"M": 20, "O": 20},
        {"Q": 11, "R": 10},
    )
    assert rows_of(kano.advice(result, "en")) == [
        ("attractive", "F2",
         "Choose one or two and surprise with them: high perception at low cost."),
        ("not settled", "F1 (attractive or indifferent), F4 (must-be or one-dimensional), "
         "F5 (questionable or reverse)", "Ask more customers; until then plan for either."),
        ("too few answers", "F3", "Collect at least 20 answers before you decide."),
    ]  # fmt: skip
    assert rows_of(kano.advice(result, "zh")) == [
        ("兴奋需求", "F2", "挑一两项制造惊喜：低成本、高感知。"),
        ("尚无定论", "F1（兴奋需求或无差异）、F4（基本需求或期望需求）、F5（可疑或反向）",
         "多问一些客户；在此之前两手准备。"),
        ("回答太少", "F3", "至少收集 20 份回答再决定。"),
    ]  # fmt: skip


def rows_of(sheet: pd.DataFrame) -> list[tuple[str, ...]]:
    """Category, features and next step, row after row."""
    assert sheet.columns.tolist() in (["Features", "Next step"], ["服务项", "下一步"])
    return list(sheet.itertuples(name=None))


def test_a_category_that_a_rule_chose_over_the_largest_is_not_settled() -> None:
    result = table({"M": 41, "A": 40, "I": 75}, rule="blauth")
    assert kano.advice(result, "en")["Features"].to_dict() == {
        "not settled": "F1 (must-be or indifferent)"
    }
    assert kano.headline(result, "en") == "Not settled: F1."


def test_advice_from_twenty_answers_of_one_kind_is_settled() -> None:
    result = table({"M": 20}, {"M": 19})
    assert kano.advice(result, "en")["Features"].to_dict() == {
        "must-be": "F1",
        "too few answers": "F2",
    }


def test_advice_leaves_braces_in_a_label_alone() -> None:
    result = table({"A": 23, "I": 17}).assign(feature_label="{first} {x}")
    assert kano.advice(result, "en")["Features"].tolist() == [
        "{first} {x} (attractive or indifferent)"
    ]
    assert kano.headline(result, "en") == "Not settled: {first} {x}."


# One of each: told apart, not told apart, too few. Settled I, R and Q are no step of the three.
EVERY = (
    {"A": 30}, {"Q": 30}, {"M": 19}, {"A": 23, "I": 17}, {"O": 30}, {"M": 30}, {"R": 30},
    {"I": 30}, {"M": 25},
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Secure: F6, F9. Build up: F5. Surprise with: F1. Not settled: F4. "
               "Too few answers: F3."),
        ("zh", "守住：F6、F9。做强：F5。制造惊喜：F1。尚无定论：F4。回答太少：F3。"),
    ],
)  # fmt: skip
def test_the_headline_says_what_to_do_and_what_is_open(language: str, said: str) -> None:
    assert kano.headline(table(*EVERY), language) == said


@pytest.mark.parametrize(
    ("counts", "english", "chinese"),
    [
        ({"M": 20}, "Secure: F1.", "守住：F1。"),
        ({"O": 20}, "Build up: F1.", "做强：F1。"),
        ({"A": 20}, "Surprise with: F1.", "制造惊喜：F1。"),
        ({"A": 12, "M": 10}, "Not settled: F1.", "尚无定论：F1。"),
        ({"M": 19}, "Too few answers: F1.", "回答太少：F1。"),
        ({"I": 20}, "", ""),
        ({"R": 20}, "", ""),
        ({"Q": 20}, "", ""),
    ],
)
def test_the_headline_names_only_what_there_is(
    counts: dict[str, int], english: str, chinese: str
) -> None:
    assert kano.headline(table(counts), "en") == english
    assert kano.headline(table(counts), "zh") == chinese


def test_the_headline_of_no_answers() -> None:
    assert kano.headline(table({"A": 1}).head(0), "en") == ""
    one = pd.DataFrame({"feature": ["f1"], "functional": 1, "dysfunctional": 0, "n": 7})
    assert kano.headline(kano.classify(one), "en") == "Too few answers: f1."


def test_the_headline_names_segments_in_the_tables_order() -> None:
    assert kano.headline(by_segment(), "en") == ("Secure: – · wifi. Surprise with: family · wifi.")
    result = table({"M": 30}, {"M": 30}).iloc[::-1]
    assert kano.headline(result, "en") == "Secure: F2, F1."


@pytest.mark.parametrize("language", LANGUAGES)
def test_headline_and_advice_agree_on_every_feature(language: str) -> None:
    sheet, names = kano.advice(table(*EVERY), language), category_names(language)
    advised = {name: re.findall(r"F\d", features) for name, features in sheet.iloc[:, 0].items()}
    every = [label for labels in advised.values() for label in labels]
    assert sorted(every) == [f"F{i}" for i in range(1, 10)]
    silent = [names[letter] for letter in "IRQ"]
    expected = [label for name, labels in advised.items() if name not in silent for label in labels]
    said = kano.headline(table(*EVERY), language)
    assert re.findall(r"F\d", said) == expected  # in the same order of urgency


def test_advice_for_a_feature_that_nobody_answered_is_to_ask() -> None:
    one = pd.DataFrame({"feature": ["f1"], "functional": 1, "dysfunctional": 0, "n": 7})
    assert kano.advice(kano.classify(one), "en")["Features"].to_dict() == {"too few answers": "f1"}


def test_urgency_is_category_then_the_strongest_worse_then_too_few_answers() -> None:
    # Worse: F2 -20/22, F3 -20/25, both must-be; F5 must-be too, but of 3 answers.
    result = table(
        {"I": 20}, {"M": 20, "A": 2}, {"M": 20, "A": 5}, {"O": 20}, {"M": 3}, {"R": 20}, {"A": 20}
    )
    shuffled = result.sample(frac=1, random_state=1)
    found = by_urgency(shuffled)
    # -20/22 = -.91 before -20/25 = -.80
    assert found["feature_label"].tolist() == ["F2", "F3", "F4", "F7", "F6", "F1", "F5"]
    assert found.columns.tolist() == result.columns.tolist()


def test_input_is_not_changed() -> None:
    result = table({"A": 23, "I": 17}, {"M": 3})
    before = result.copy()
    kano.sentences(result, "en")
    kano.overview(result, "zh")
    kano.advice(result, "en")
    kano.headline(result, "zh")
    by_urgency(result)
    pd.testing.assert_frame_equal(result, before)


def test_every_category_has_its_own_name_in_both_languages() -> None:
    for language in LANGUAGES:
        assert list(category_names(language)) == list("MOAIRQ")
        assert len(set(category_names(language).values())) == 6


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match=r"language must be one of \['en', 'zh'\]\. Got 'fr'"):
        kano.sentences(table({"A": 20}), "fr")
    with pytest.raises(ValueError, match=r"language must be one of \['en', 'zh'\]\. Got 'fr'"):
        kano.headline(table({"A": 20}), "fr")
