"""`kano.shares`, `kano.needs_chart`, `kano.evaluation_chart`, read through `to_dict()`."""

from collections import Counter
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from workshop_kit import kano, theme
from workshop_kit.kano.analysis import TABLES
from workshop_kit.kano.charts import COLOURS, SHAPES
from workshop_kit.kano.words import answer_names, category_names

LANGUAGES = ("en", "zh")
PAIRS = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (3, 1), "Q": (1, 1)}
ODD = ['"Quoted" & <b>bold</b>', "two\nlines", "car 🚗", "مرحبا", "a" * 300, "x\u2028y", "n\x00ul"]


def table(counts: list[dict[str, int]], labels: list[str] | None = None) -> pd.DataFrame:
    """`classify` of features with these counts, in this order."""
    rows = [
        (f"f{i:03}", *PAIRS[letter], n) for i, c in enumerate(counts) for letter, n in c.items()
    ]
    columns = ["feature", "functional", "dysfunctional", "n"]
    result = kano.classify(pd.DataFrame(rows, columns=columns))
    return result if labels is None else result.assign(feature_label=labels)


def rows(spec: dict[str, Any], column: str) -> pd.DataFrame:
    """The data set of a chart that has this column."""
    found = [data for data in spec["datasets"].values() if data and column in data[0]]
    assert len(found) <= 1
    return pd.DataFrame(found[0] if found else [])


def scales(spec: Any) -> list[tuple[str, str]]:
    """Every (category name, colour or shape) that any scale of a chart gives."""
    if isinstance(spec, list):
        return [pair for part in spec for pair in scales(part)]
    if not isinstance(spec, dict):
        return []
    own = []
    if isinstance(spec.get("domain"), list) and isinstance(spec.get("range"), list):
        own = list(zip(spec["domain"], spec["range"], strict=True))
    return own + [pair for part in spec.values() for pair in scales(part)]


def needs(**columns: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_shares_of_a_feature_sum_to_one_and_stand_end_to_end() -> None:
    spec = kano.shares(table([{"A": 10, "O": 20, "I": 10}, {"M": 3, "Q": 1}]), "en").to_dict()
    bars = rows(spec, "share")
    assert bars.groupby("row")["share"].sum().tolist() == pytest.approx([1, 1])
    first = bars[bars["row"] == 0].set_index("letter")  # drawn in the order M, O, A, I, R, Q
    assert first["start"].to_dict() == pytest.approx({"O": 0, "A": 0.5, "I": 0.75})
    assert first["end"].to_dict() == pytest.approx({"O": 0.5, "A": 0.75, "I": 1})
    assert first["count"].to_dict() == {"O": 20, "A": 10, "I": 10}


def test_counts_are_written_where_a_bar_has_room_and_n_beside_the_label() -> None:
    spec = kano.shares(table([{"A": 97, "O": 3}], ["Wi-Fi"]), "en").to_dict()
    assert rows(spec, "line")["line"].tolist() == ["Wi-Fi  n = 100"]
    texts = [part for part in spec["layer"] if part["encoding"].get("text")]
    counts = next(part for part in texts if part["encoding"]["text"]["field"] == "count")
    assert counts["transform"] == [{"filter": "datum.share >= 0.04"}]


def test_a_dark_frame_marks_the_category_from_twenty_answers_on() -> None:
    counts = [{"A": 15, "O": 5}, {"A": 15, "O": 4}, {"M": 15, "Q": 5}, {"R": 1}]
    spec = kano.shares(table(counts), "en").to_dict()
    bars = rows(spec, "share")
    framed = bars[bars["letter"] == bars["category"]]
    assert framed[["row", "letter"]].to_numpy().tolist() == [[2, "M"], [0, "A"]]
    # 19 answers and 1: no frame, but their bars and counts as all others.
    assert set(bars.loc[bars["row"].isin([1, 3]), "category"]) == {""}
    assert bars.loc[bars["row"] == 1, "count"].tolist() == [4, 15]
    assert bars.loc[bars["row"] == 3, "count"].tolist() == [1]
    frames = [p for p in spec["layer"] if p["mark"].get("stroke") == theme.INK]
    assert [f["transform"] for f in frames] == [[{"filter": "datum.letter == datum.category"}]]
    assert theme.svg(spec).count('stroke-width="2.5"') == 2


def test_where_nobody_gave_twenty_answers_no_frame_is_drawn() -> None:
    spec = kano.shares(table([{"A": 19}, {"M": 10, "O": 9}]), "en").to_dict()
    assert set(rows(spec, "share")["category"]) == {""}
    assert theme.svg(spec).count('stroke-width="2.5"') == 0


def test_two_features_of_one_name_stay_two_bars() -> None:
    spec = kano.shares(table([{"A": 10}, {"M": 10}, {"I": 10}], ["Wi-Fi"] * 3), "en").to_dict()
    bars = rows(spec, "share")
    assert bars["share"].tolist() == [1, 1, 1]
    assert sorted(bars["row"]) == [0, 1, 2]
    assert {part["encoding"]["y"]["field"] for part in spec["layer"]} == {"row"}
    assert rows(spec, "line")["line"].tolist() == ["Wi-Fi  n = 10"] * 3


def test_two_long_names_that_begin_alike_stay_two_bars() -> None:
    long = "Early check-in before noon for members of the programme in their "
    names = [long + "first year of membership", long + "second year of membership"]
    bars = rows(kano.shares(table([{"A": 10}, {"M": 10}], names), "en").to_dict(), "share")
    assert bars["share"].tolist() == [1, 1]


def test_features_stand_in_the_order_of_the_table_with_their_labels() -> None:
    result = table([{"A": 10}, {"M": 10}], ["Zebra", "Ant"])
    spec = kano.shares(result.iloc[::-1], "en").to_dict()
    assert rows(spec, "line")["line"].tolist() == ["Ant  n = 10", "Zebra  n = 10"]
    bare = kano.shares(result.drop(columns="feature_label"), "en").to_dict()
    assert rows(bare, "line")["line"].tolist() == ["f000  n = 10", "f001  n = 10"]


def test_a_table_by_segment_names_the_segment() -> None:
    counts = pd.DataFrame(
        {"segment": ["a", "b"], "feature": "wifi", "functional": 1, "dysfunctional": 5, "n": 9}
    )
    spec = kano.shares(kano.classify(counts, by="segment"), "en").to_dict()
    assert rows(spec, "line")["line"].tolist() == ["a · wifi  n = 9", "b · wifi  n = 9"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["n = 3 to 10 answers per feature. Not drawn, with too few answers that count: 1.",
                "Dark frame: the feature's category.", "A note."]),
        ("zh", ["每项 3 至 10 份回答。有效回答太少、没有画出的：1 项。",
                "深色边框：该项所属的类别。", "A note."]),
    ],
)  # fmt: skip
def test_the_subtitle_says_n_and_what_is_left_out(language: str, said: list[str]) -> None:
    nobody = pd.DataFrame({"feature": ["x"], "functional": 1, "dysfunctional": 0, "n": 4})
    counts = pd.DataFrame(
        {"feature": ["a", "b"], "functional": 1, "dysfunctional": 5, "n": [3, 10]}
    )
    chart = kano.shares(kano.classify(pd.concat([counts, nobody])), language, note="A note.")
    assert chart.to_dict()["title"]["subtitle"] == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_above_the_most_only_the_first_are_drawn_and_that_is_said(language: str) -> None:
    result = table([{"A": 5}] * 61)
    spec = kano.shares(result, language).to_dict()
    assert len(rows(spec, "line")) == 60
    said = {"en": "Drawn: the first 60 of 61 features.", "zh": "共 61 项，只画出前 60 项。"}
    assert said[language] in spec["title"]["subtitle"]
    whole = kano.shares(result, language, most=61).to_dict()
    assert len(rows(whole, "line")) == 61
    assert said[language] not in whole["title"]["subtitle"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [1, 30, 31])
def test_labels_have_room_beside_their_bars(language: str, n: int) -> None:
    names = ["Wi-Fi that holds a video call in the lift", "视频会议在电梯里也不会卡顿的高速无线网"]
    spec = kano.shares(table([{"A": 5}] * n, (names * n)[:n]), language).to_dict()
    lines = rows(spec, "line")["line"]
    heights = [theme.text_size(line)[1] for line in lines]
    assert max(heights) <= spec["height"]["step"]
    assert max(theme.text_size(line)[0] for line in lines) <= 300
    assert lines.str.contains("n = 5").all()  # what is cut is never the number of answers


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_draw_is_an_empty_chart_that_says_so(language: str) -> None:
    nobody = pd.DataFrame({"feature": ["x"], "functional": 1, "dysfunctional": 0, "n": 4})
    said = {"en": ("No answers yet.", "Not drawn, with too few answers that count: 1."),
            "zh": ("还没有人回答。", "有效回答太少、没有画出的：1 项。")}[language]  # fmt: skip
    for result, text in zip((table([{"A": 1}]).head(0), kano.classify(nobody)), said, strict=True):
        chart = kano.shares(result, language).to_dict()
        assert chart["title"]["subtitle"][0] == text
        assert text in theme.svg(chart)


def test_an_empty_tally_gives_an_empty_chart() -> None:
    nobody = pd.DataFrame({"feature": [], "functional": [], "dysfunctional": [], "n": []})
    spec = kano.shares(kano.classify(nobody.astype("int64")), "en").to_dict()
    assert "No answers yet." in theme.svg(spec)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_category_has_one_colour_and_one_shape_in_every_chart(language: str) -> None:
    names = category_names(language)
    lettered = {letter: f"{letter}  {name}" for letter, name in names.items()}
    mixed = table([{"A": 90, "O": 20}, {"M": 90, "R": 40}, {"I": 90, "Q": 10}])
    both = (COLOURS, SHAPES)
    charts = [
        (kano.shares(mixed, language), "MOAIRQ", names, (COLOURS,)),
        (kano.shares(mixed.head(1), language), "MOAIRQ", names, (COLOURS,)),
        (kano.quadrant(mixed, language), "MAI", names, both),
        (kano.quadrant(mixed.tail(1), language), "I", names, both),
        # Beside the table of letters, the legend says what the letters mean.
        (kano.evaluation_chart(language), "MOAIRQ", lettered, (COLOURS,)),
        (kano.evaluation_chart(language, "short"), "MOAI", lettered, (COLOURS,)),
    ]
    for chart, letters, called, looks in charts:
        found = scales(chart.to_dict())
        assert set(found) == {(called[x], look[x]) for look in looks for x in letters}
    assert len(set(COLOURS.values())) == len(set(SHAPES.values())) == 6


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["M  must-be", "O  one-dimensional", "A  attractive", "I  indifferent",
                "R  reverse", "Q  questionable"]),
        ("zh", ["M  基本需求", "O  期望需求", "A  兴奋需求", "I  无差异", "R  反向", "Q  可疑"]),
    ],
)  # fmt: skip
def test_the_legend_of_the_evaluation_chart_says_letter_and_name(
    language: str, said: list[str]
) -> None:
    spec = kano.evaluation_chart(language).to_dict()
    tiles = spec["layer"][0]["encoding"]
    assert tiles["color"]["field"] == "name"
    assert tiles["color"]["scale"]["domain"] == said
    assert set(rows(spec, "letter")["name"]) == set(said)
    drawn = "".join(ElementTree.fromstring(theme.svg(spec)).itertext())
    for name in said:
        assert name.split("  ")[1] in drawn


@pytest.mark.parametrize(
    ("language", "said"), [("en", ["With it", "Without it"]), ("zh", ["提供时", "不提供时"])]
)
def test_the_evaluation_chart_names_its_sides(language: str, said: list[str]) -> None:
    tiles = kano.evaluation_chart(language).to_dict()["layer"][0]["encoding"]
    assert [tiles["y"]["title"], tiles["x"]["title"]] == said


def test_letters_stand_out_from_their_colour() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))

    for letter, colour in COLOURS.items():
        ink = theme.INK if letter in "QR" else "#ffffff"
        dark, bright = sorted((light(colour), light(ink)))
        # WCAG 2: 3 to 1 for bold text of 14 points (19 pixels) and for marks.
        assert (bright + 0.05) / (dark + 0.05) >= 3, letter


def test_needs_are_counted_by_cohort_the_most_frequent_on_top() -> None:
    data = needs(cohort=["new", "old", "new"], need=["wifi", "wifi", "spa"], count=[2, 3, 4])
    spec = kano.needs_chart(data, "en").to_dict()
    cells = rows(spec, "count")
    assert sorted(cells[["cohort", "need", "count"]].itertuples(index=False, name=None)) == [
        ("new", "spa", 4), ("new", "wifi", 2), ("old", "wifi", 3),
    ]  # fmt: skip
    assert spec["layer"][0]["encoding"]["y"]["sort"] == ["wifi", "spa"]  # 5 and 4
    assert spec["layer"][0]["encoding"]["x"]["sort"] == ["new", "old"]


def test_needs_show_their_labels() -> None:
    data = needs(cohort=["a"], cohort_label=["New"], need=["w"], need_label=["Wi-Fi"], count=[1])
    cells = rows(kano.needs_chart(data, "en").to_dict(), "count")
    assert cells[["cohort", "need"]].to_numpy().tolist() == [["New", "Wi-Fi"]]


def test_two_needs_in_the_same_words_are_added_up() -> None:
    data = needs(cohort=["a"] * 2, need=["w1", "w2"], need_label=["Wi-Fi"] * 2, count=[2, 3])
    assert rows(kano.needs_chart(data, "en").to_dict(), "count")["count"].tolist() == [5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_needs_the_chart_says_so(language: str) -> None:
    said = {"en": "No needs have been counted yet.", "zh": "还没有统计过需求。"}[language]
    drawn = theme.svg(kano.needs_chart(kano.read_needs(""), language).to_dict())
    assert said in drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_many_needs_the_most_frequent_are_drawn_and_the_rest_counted(language: str) -> None:
    data = needs(cohort=["a"] * 25, need=[f"need {i}" for i in range(25)], count=list(range(25)))
    spec = kano.needs_chart(data, language, note="A note.").to_dict()
    assert sorted(rows(spec, "count")["count"]) == list(range(5, 25))
    said = {"en": "5 rarer needs are not drawn.", "zh": "另有 5 项较少提到的需求没有画出。"}
    assert said[language] in spec["title"]["subtitle"]
    assert spec["title"]["subtitle"][-1] == "A note."
    few = kano.needs_chart(data, language, most=25).to_dict()
    assert said[language] not in few["title"]["subtitle"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("evaluation", "n"), [("classic", 25), ("pouliot", 25), ("short", 9)])
def test_the_evaluation_chart_has_every_cell_of_the_table(
    language: str, evaluation: Any, n: int
) -> None:
    cells = rows(kano.evaluation_chart(language, evaluation).to_dict(), "letter")
    assert len(cells) == n
    assert Counter(cells["letter"]) == Counter("".join(TABLES[evaluation]).replace(" ", ""))
    names = answer_names(language)
    for row in cells.to_dict("records"):
        pair = names.index(row["with"]) + 1, names.index(row["without"]) + 1
        assert kano.evaluate(*pair, evaluation) == row["letter"]
        assert row["name"] == f"{row['letter']}  {category_names(language)[row['letter']]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_can_be_drawn_whatever_its_labels(language: str) -> None:
    odd = table([{"A": 5, "I": 4}] * len(ODD), ODD)
    said = needs(cohort=ODD, need=ODD[::-1], count=list(range(len(ODD))))
    charts = [
        kano.shares(odd, language, note=ODD[0]),
        kano.shares(pd.concat([odd] * 5), language),
        kano.needs_chart(said, language, note=ODD[0]),
        kano.evaluation_chart(language),
        kano.evaluation_chart(language, "short"),
    ]
    for chart in charts:
        drawn = theme.svg(chart.to_dict())
        assert drawn.startswith("<svg")
        assert "<b>" not in drawn


def test_input_is_not_changed() -> None:
    result, said = table([{"A": 5}]), needs(cohort=["a"], need=["b"], count=[1])
    before = result.copy(), said.copy()
    kano.shares(result, "en")
    kano.needs_chart(said, "en")
    pd.testing.assert_frame_equal(result, before[0])
    pd.testing.assert_frame_equal(said, before[1])
