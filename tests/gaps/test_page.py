"""What the page shows: of the sample companies, of companies without data, of a class."""

from collections.abc import Callable, Iterable
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, gaps, open_workshop
from workshop_kit.stores import StoreError

Company = Callable[..., Workshop]
Save = Callable[..., None]
# The gap that each company was invented with, and where: datasets/README.md.
LEADING = {
    "lakeside-hotel": ("responsiveness", 3),
    "binhai-power": ("empathy", 1),
    "xingyun-telecom": ("reliability", 4),
}
SHOWN = (
    *(gaps.dimension_sheet, gaps.item_sheet, gaps.customer_chart, gaps.customer_sentences),
    *(gaps.zone_chart, gaps.zone_sentences, gaps.priority_chart, gaps.priority_sentences),
    *(gaps.gap_sheet, gaps.model_picture, gaps.cause_sentences, gaps.cause_sheet),
)


def text(shown: Any) -> str:
    return unescape(str(getattr(shown, "data", shown))).replace("\u00a0", " ")


def texts(sheet: pd.DataFrame) -> Iterable[str]:
    return [*map(str, sheet.columns), *map(str, sheet.index), *map(str, sheet.to_numpy().ravel())]


@pytest.fixture(scope="module", params=LEADING)
def sample(request: pytest.FixtureRequest) -> tuple[Workshop, gaps.Results]:
    ws = open_workshop(request.param)
    return ws, gaps.results(ws)


def test_the_diagnosis_finds_each_companys_leading_gap(
    sample: tuple[Workshop, gaps.Results],
) -> None:
    ws, found = sample
    dimension, gap = LEADING[ws.company.id]
    assert found.worst == dimension
    leading = found.diagnosis.findings.query("leading")
    assert leading[["dimension", "gap"]].to_numpy().tolist() == [[dimension, gap]]
    lines = text(gaps.cause_sentences(ws, found))
    assert f"Gap {gap} (" in lines.split("Leading cause: ")[1].split("\n")[0]
    sheet = gaps.cause_sheet(ws, found)
    assert [str(column).split(" (")[0] for column in sheet.columns] == [f"Gap {gap}"]


def test_labels_are_the_profiles_own(sample: tuple[Workshop, gaps.Results]) -> None:
    ws, found = sample
    names = gaps.dimension_names("en", ws.company.gaps.dimensions)
    assert {*gaps.dimension_sheet(ws, found).index} == {*names.values()}
    assert {*gaps.item_sheet(ws, found).index} == {*ws.company.labels("items", "en").values()}
    assert [*gaps.gap_sheet(ws, found).index] == [*names.values(), "Answers"]
    picture = text(gaps.model_picture(ws, found))
    assert names[found.worst or ""] in picture
    assert gaps.gap_names("en", ws.company.gaps.gaps)[4].split()[-1] in picture


def test_sheets_are_text_and_sorted_by_what_is_missed(
    sample: tuple[Workshop, gaps.Results],
) -> None:
    ws, found = sample
    assert found.servqual is not None
    for sheet, table in (
        (gaps.dimension_sheet(ws, found), found.servqual.dimensions),
        (gaps.item_sheet(ws, found), found.servqual.items),
    ):
        firsts = [float(cell.split()[0].replace("−", "-")) for cell in sheet["Gap"]]
        assert firsts == sorted(firsts)
        assert sheet["Answers"].astype(int).sum() == table["n"].sum()
        assert all(isinstance(cell, str) for cell in sheet.to_numpy().ravel())


def test_charts_say_where_the_numbers_come_from(sample: tuple[Workshop, gaps.Results]) -> None:
    ws, found = sample
    for chart in (gaps.customer_chart, gaps.priority_chart):
        assert ws.notice in str(chart(ws, found).to_dict())
    assert ws.notice in str(gaps.complaint_chart(ws).to_dict())
    assert ws.notice in text(gaps.model_picture(ws, found))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_company_without_answers_is_told_so_in_words(company: Company, language: Any) -> None:
    ws = company(language=language)
    found = gaps.results(ws)
    assert (found.servqual, found.weights, found.tolerance, found.worst) == (None,) * 4
    for show in SHOWN:
        shown = show(ws, found)
        assert show is gaps.zone_sentences or shown is not None
    assert "dasharray" in text(gaps.model_picture(ws, found))
    for show_all in (gaps.complaint_chart, gaps.complaint_sentences, gaps.satisfaction_sentences):
        assert text(show_all(ws)).startswith("- ")


def test_managers_only_and_staff_only_go_on(
    company: Company, survey: Callable[..., Any], roles: Callable[..., Any]
) -> None:
    managers, staff = roles(cause=1)
    lines = "items:\n" + "".join(
        f"  - {{id: {item}, dimension: {item.rsplit('-', 1)[0]}, label: {item}}}\n"
        for item in survey(1)["item"]
    )
    segments = "segments: [{id: family, label: F}, {id: solo, label: S}]\n"
    own = "role_items:\n" + "".join(
        f"  - {{id: {i}, role: {r}, gap: {g}, label: {i}"
        + (f", dimension: {d}}}\n" if isinstance(d, str) else "}\n")
        for r, g, d, i in pd.concat([managers, staff])[["role", "gap", "dimension", "item"]]
        .query("gap > 1 or item == 'upward-communication'")
        .drop_duplicates()
        .itertuples(index=False)
    )
    for rows, not_asked in ((managers, "Gap 3"), (staff, "Gap 2")):
        ws = company(lines + segments + own, servqual_answers=survey(), gap_answers=rows)
        found = gaps.results(ws)
        sheet = gaps.gap_sheet(ws, found)
        assert sheet[not_asked].tolist() == [*["–"] * 5, "0"]
        assert "was not measured" in text(gaps.cause_sentences(ws, found))
        assert isinstance(gaps.model_picture(ws, found).data, str)


def test_customers_points_go_before_the_profiles_weights(company: Company) -> None:
    lines = "weights: {tangibles: 0.5, reliability: 0.5}"
    ws = company(lines)
    weights = gaps.results(ws).weights
    assert weights is not None
    assert weights.set_index("dimension")["weight"].to_dict() == {
        **dict.fromkeys(("responsiveness", "assurance", "empathy"), 0.0),
        **dict.fromkeys(("tangibles", "reliability"), 0.5),
    }
    points = pd.DataFrame({"respondent": ["a"], "dimension": ["empathy"], "points": [100]})
    weights = gaps.results(company(lines, servqual_weights=points)).weights
    assert weights is not None
    assert weights.set_index("dimension")["weight"]["empathy"] == 1


def test_weights_stand_beside_the_dimensions() -> None:
    ws = open_workshop("lakeside-hotel")
    sheet = gaps.dimension_sheet(ws, gaps.results(ws))
    assert sum(int(cell.rstrip("%")) for cell in sheet["Weight"]) in range(98, 103)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_guides_name_dimensions_and_gaps_as_the_profile_does(
    company: Company, language: Any
) -> None:
    ws = company("gaps: {dimensions: petrol, gaps: shortfall}", language)
    sheet = gaps.dimension_guide(ws)
    assert [*sheet.index] == [*gaps.dimension_names(language, "petrol").values()]
    items = ws.company.items
    assert sheet.iloc[0, 1] == items[0].statement("expectation", language)
    assert sheet.iloc[0, 2] == items[0].statement("perception", language)
    labels = [*gaps.gap_guide(ws).index]
    named = gaps.gap_names(language, "shortfall")
    assert all(named[i] in label for i, label in enumerate(labels, 1))


def test_a_dimension_without_an_item_has_no_question(company: Company) -> None:
    ws = company("items: [{id: neat, dimension: tangibles, label: Neat}]")
    sheet = gaps.dimension_guide(ws)
    assert sheet.iloc[0, 1] == "Neat"
    assert [*sheet.iloc[1:, 1]] == ["–"] * 4


def test_a_class_that_has_not_answered_shows_one_line(company: Company) -> None:
    ws = company()
    assert gaps.class_sheet(ws) is None
    assert gaps.class_picture(ws) is None
    assert text(gaps.class_sentences(ws)) == "- Nobody here has answered one of the forms yet."


def test_a_class_sees_its_means_and_how_many_answered(company: Company, saved: Save) -> None:
    ws = company(servqual_answers=pd.DataFrame(
        {"respondent": ["x"], "item": ["dress"], "expectation": [7], "perception": [7]}
    ))  # fmt: skip
    tangible = [item.id for item in ws.company.items if item.dimension == "tangibles"]
    # Each person counts once, however many items were answered: (6 + 4) / 2.
    saved(ws, "servqual", {"expectation": dict.fromkeys(tangible, "6")}, key="Ann")
    saved(ws, "servqual", {"expectation": {tangible[0]: "4"}}, key="Bo")
    saved(ws, "gaps_staff", {"able": {"able-tangibles": "2"}}, key="Cy")
    sheet = gaps.class_sheet(ws)
    assert [*sheet.columns] == [*gaps.dimension_names("en").values(), "People"]
    assert [*sheet.index] == ["Expectation", "Able to meet them"]
    assert sheet.loc["Expectation"].tolist() == ["5.0", *["–"] * 4, "2"]
    assert sheet.loc["Able to meet them"].tolist() == ["2.0", *["–"] * 4, "1"]
    assert "in a customer's place: 2, as managers: 0, as staff: 1" in text(gaps.class_sentences(ws))
    picture = text(gaps.class_picture(ws))
    assert "This class's own answers" in picture


def test_entries_that_cannot_be_read_are_said(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = company()

    def damaged(*_args: Any, **_options: Any) -> None:
        raise StoreError("entries.sqlite", "damaged")

    monkeypatch.setattr(ws.store, "frame", damaged)
    for show in (gaps.class_sheet, gaps.class_picture, gaps.class_sentences):
        assert "damaged" in text(show(ws))


def test_results_change_nothing_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ws = open_workshop("xingyun-telecom", language="zh")
    found = gaps.results(ws)
    for show in SHOWN:
        show(ws, found)
    assert [*tmp_path.iterdir()] == []
