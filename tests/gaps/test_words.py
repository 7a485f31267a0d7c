"""Names, sentences and the pictures: in both languages, and no more than the figures carry."""

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from workshop_kit import gaps, theme
from workshop_kit.gaps.picture import BOXES, LABELS, LINE, WIDTH, label_of
from workshop_kit.gaps.words import GAP_USES, aliases, signed

LANGUAGES = ("en", "zh")
Make = Callable[..., Any]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def found(items: dict[str, str], survey: Make) -> gaps.Servqual:
    return gaps.servqual(survey(60), items=items)


@pytest.fixture(scope="module")
def table(found: gaps.Servqual, roles: Make) -> pd.DataFrame:
    return gaps.five_gaps(found.dimensions, *roles(5, 20, cause=1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_of_names_is_whole_and_tells_its_members_apart(language: str) -> None:
    for alias in aliases("dimensions"):
        assert len(set(gaps.dimension_names(language, alias).values())) == 5
    for alias in aliases("gaps"):
        names = gaps.gap_names(language, alias)
        assert [*names] == [1, 2, 3, 4, 5]
        assert len(set(names.values())) == 5
    assert {use for some in GAP_USES.values() for use in some} == {*gaps.uses(language)}
    assert [*gaps.measures(language)] == [1, 2, 3, 4, 5]
    with pytest.raises(ValueError, match="alias must be one of"):
        gaps.dimension_names(language, "other")


def test_the_trainers_terms_are_used() -> None:
    assert [*gaps.dimension_names("zh", "petrol").values()] == [
        "有形度", "可靠度", "反应度", "专业度", "移情度"
    ]  # fmt: skip
    assert gaps.dimension_names("zh", "trust")["reliability"] == "信任"
    assert gaps.gap_names("zh", "hotel")[1] == "管理层认知差距"
    assert gaps.gap_names("zh", "shortfall")[1] == "倾听缺口"


def test_a_difference_has_its_sign() -> None:
    assert [signed(x) for x in (0.04, -0.04, 1.26, float("nan"))] == ["0.0", "0.0", "+1.3", "–"]


def test_the_diagnosis_says_cause_figure_role_and_how_sure(table: pd.DataFrame) -> None:
    said = gaps.diagnosis_sentences(gaps.diagnose(table), "en")
    assert said[0].startswith("Customers miss most in Empathy: gap 5 is −")
    pattern = (
        r"Leading cause: Managers rate Empathy \d\.\d \[\d\.\d; \d\.\d\] lower than customers do: "
        r"Gap 1 \(Knowledge gap\), 5 managers, exploratory\. In the other dimensions "
        r"the difference is [+−]?\d\.\d\."
    )
    assert re.fullmatch(pattern, said[1])
    for gap in (2, 3, 4):
        assert any(f"Gap {gap} (" in line and "It does not stand out." in line for line in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_an_open_field(
    found: gaps.Servqual, table: pd.DataFrame, roles: Make, language: str
) -> None:
    lines = gaps.servqual_sentences(found, language)
    for people in (roles(5, 20, 1), roles(1, 1, 2), roles(3, 12, 3), (None, None)):
        some = gaps.diagnose(gaps.five_gaps(found.dimensions, *people))
        lines += gaps.diagnosis_sentences(some, language, alias="mot", gap_alias="hotel")
        sheet = gaps.treatment(some, gaps.antecedents(*people), language)
        lines += [*sheet.to_numpy().ravel()]
    lines += gaps.importance_sentences(gaps.importance_performance(found.items), language)
    assert len(lines) > 20
    assert not [line for line in lines if re.search(r"[{}]|nan|None", line)]


def test_treatment_leads_from_the_cause_to_a_measure(table: pd.DataFrame, roles: Make) -> None:
    sheet = gaps.treatment(gaps.diagnose(table), gaps.antecedents(*roles()), "en")
    assert sheet.index.tolist() == ["Gap 1 (Knowledge gap) · Empathy"]
    row = sheet.iloc[0]
    assert row["Worst conditions"].startswith("Contact staff are heard by managers: 3.0 [")
    assert row["Measure"] == gaps.measures("en")[1]
    without = gaps.treatment(gaps.diagnose(table), None, "en").iloc[0]
    assert without["Worst conditions"] == "The conditions behind it were not asked about."


def test_few_customers_get_counts_only(items: dict[str, str], survey: Make) -> None:
    some = gaps.servqual(survey(9), items=items)
    said = gaps.servqual_sentences(some, "en")
    assert said == [
        f"{name}: 9 complete answers, too few to say more."
        for name in sorted(gaps.dimension_names("en").values(), key=said.__str__().index)
    ]
    some = gaps.servqual(survey(20), items=items)
    assert all("exploratory" in line for line in gaps.servqual_sentences(some, "en")[:5])


def _data(chart: Any, *columns: str) -> pd.DataFrame:
    sets = [d for d in chart.to_dict()["datasets"].values() if d and {*columns} <= {*d[0]}]
    return pd.concat([pd.DataFrame(d) for d in sets])


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_draw_in_both_languages(
    items: dict[str, str], survey: Make, found: gaps.Servqual, language: str
) -> None:
    answers = survey(30)
    answers["minimum"] = (answers["expectation"] - 2).clip(1, 7)
    charts = [
        gaps.dimensions_chart(found.dimensions, language, note="note"),
        gaps.tolerance_chart(gaps.tolerance(answers, items=items), language),
        gaps.tolerance_chart(gaps.tolerance(answers, items=items, of="item"), language),
        gaps.importance_chart(gaps.importance_performance(found.items), language),
        gaps.importance_chart(gaps.importance_performance(found.dimensions), language),
        gaps.importance_chart(gaps.importance_performance(found.items.iloc[:0]), language),
    ]
    for chart in charts:
        assert theme.svg(chart.to_dict()).startswith("<svg")


def test_the_chart_of_dimensions_draws_the_means_of_the_table(found: gaps.Servqual) -> None:
    drawn = _data(gaps.dimensions_chart(found.dimensions, "en"), "side", "mean")
    expected = pd.concat([found.dimensions["expectation"], found.dimensions["perception"]])
    assert drawn["mean"].tolist() == pytest.approx(expected.tolist())


def test_dimensions_with_few_answers_have_no_marks(items: dict[str, str], survey: Make) -> None:
    some = gaps.servqual(survey(9), items=items).dimensions
    texts = _data(gaps.dimensions_chart(some, "en"), "text")
    assert set(texts["text"]) == {"too few answers"}


def test_labels_of_importance_do_not_overlap(found: gaps.Servqual) -> None:
    table = gaps.importance_performance(found.items)
    marks = _data(gaps.importance_chart(table, "en"), "mark", "dx", "from_x").drop_duplicates(
        "item"
    )
    boxes = []
    for row in marks[marks["mark"] != ""].to_dict("records"):
        wide, tall = theme.text_size(row["mark"])
        x, y = row["from_x"] + row["dx"], row["from_y"] + row["dy"]
        boxes.append((x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2))
    assert len(boxes) > 15
    assert not [(a, b) for a, b in combinations(boxes, 2) if _meet(a, b)]


def _meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("gap_alias", aliases("gaps"))
def test_in_the_picture_nothing_overlaps(
    table: pd.DataFrame, language: str, gap_alias: str
) -> None:
    boxes = [(x, y, x + w, y + h) for x, y, w, h in BOXES.values()]
    for row in gaps.gap_overview(table).to_dict("records"):
        label = label_of(row, language, gap_alias, cause=True)
        left, top, width, height = LABELS[int(row["gap"])]
        sizes = [theme.text_size(text, 14, bold)[0] for text, bold in label.lines]
        assert max(sizes) <= width
        assert len(label.lines) * LINE <= height + 4
        assert left + width <= WIDTH
        own = (left, top, left + width, top + height)
        others = [(x, y, x + w, y + h) for g, (x, y, w, h) in LABELS.items() if g != row["gap"]]
        assert not [box for box in [*boxes, *others] if _meet(own, box)]


def test_unmeasured_gaps_are_dashed_and_causes_have_a_colour(
    found: gaps.Servqual, table: pd.DataFrame, roles: Make
) -> None:
    managers, _ = roles(5, 0, cause=1)
    half = gaps.five_gaps(found.dimensions, managers)
    svg = gaps.five_gap_picture(half, "en")
    dashed = ElementTree.fromstring(svg).findall(f".//{SVG}path[@stroke-dasharray='7 5']")
    assert len(dashed) == 3  # gaps 3 and 4, and the key
    assert "#D55E00" not in svg
    marked = gaps.five_gap_picture(table, "en", dimension="empathy", found=gaps.diagnose(table))
    assert "#D55E00" in marked
    assert marked == gaps.five_gap_picture(
        table, "en", dimension="empathy", found=gaps.diagnose(table)
    )
    assert "· a cause" not in gaps.five_gap_picture(
        table, "en", dimension="assurance", found=gaps.diagnose(table)
    )
    with pytest.raises(ValueError, match="dimension must be one of the table's"):
        gaps.five_gap_picture(table, "en", dimension="speed")


def test_the_larger_the_gap_the_wider_its_arrow(table: pd.DataFrame) -> None:
    def width(dimension: str) -> float:
        root = ElementTree.fromstring(gaps.five_gap_picture(table, "en", dimension=dimension))
        arrows = [path for path in root.iter(f"{SVG}path") if "M520 " in path.get("d", "")]
        return float(arrows[-1].get("stroke-width", 0))  # gap 5 is drawn last

    assert width("empathy") > width("tangibles") > 3


def test_what_is_typed_is_never_markup(table: pd.DataFrame) -> None:
    svg = gaps.five_gap_picture(table, "en", note="<script>&")
    assert "<script>" not in svg
    assert gaps.picture_png(svg, 1)[:4] == b"\x89PNG"
