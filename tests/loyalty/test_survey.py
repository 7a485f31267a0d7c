"""What a notebook shows of a company's survey: with data, with little, with none."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, loyalty
from workshop_kit.loyalty.findings import contrast_sentences
from workshop_kit.loyalty.survey import by_segment

Shop = Callable[..., Workshop]
LANGUAGES = ("en", "zh")
SENTENCES = ("overall_sentences", "chain_findings", "segment_findings")
PICTURES = ("nps_picture", "csat_picture", "ces_picture")


def texts(chart: Any) -> str:
    return str(chart.to_dict())


def test_the_sheet_has_a_row_for_each_metric(shop: Shop, surveyed: Sequence[str]) -> None:
    sheet = loyalty.overview(shop(rows=surveyed))
    assert sheet.index.str[-5:].tolist() == ["(NPS)", "CSAT)", "(CES)"]
    # 36 promoters, 15 detractors of 69; 54 of 69 answered 4 or 5; (30*7+8*6+3+6*5+10*3+14*2)/69.
    assert sheet["Figure"].tolist() == ["+30", "78%", "5.1"]
    assert sheet["Answered"].tolist() == ["69 of 70"] * 3
    assert sheet["Made of"].tolist()[:2] == [
        "52% promoters less 22% detractors",
        "54 of 69 answered 4 or 5",
    ]
    assert sheet["Made of"].iloc[2] == "mean of answers from 1 to 7; 7 is very easy"


def test_few_answers_have_no_figure(shop: Shop) -> None:
    sheet = loyalty.overview(shop(rows=["family,9,5,7"] * 9))
    assert sheet["Figure"].tolist() == ["–"] * 3
    assert sheet["95% interval"].tolist() == ["–"] * 3
    nobody = loyalty.overview(shop(rows=[]))
    assert nobody["Answered"].tolist() == ["0 of 0"] * 3
    assert nobody["Made of"].tolist() == ["–"] * 3


def test_a_figure_without_an_interval_says_so(shop: Shop) -> None:
    sheet = loyalty.overview(shop(rows=["family,9,5,4"] * 40))
    assert sheet["Figure"].tolist() == ["+100", "100%", "4.0"]
    assert sheet["95% interval"].iloc[2] == "–"


def test_all_three_figures_are_said(shop: Shop, surveyed: Sequence[str]) -> None:
    lines = loyalty.overall_sentences(shop(rows=surveyed))
    assert [line.split(":")[0].split(" (")[0] for line in lines] == [
        "NPS +30",
        "Satisfaction",
        "Customer effort",
    ]


def test_the_weak_link_is_said_in_counts(shop: Shop, surveyed: Sequence[str]) -> None:
    lines = loyalty.chain_findings(shop(rows=surveyed))
    assert lines[0].startswith("Promoters among 54 satisfied customers: 36, that is 67%")
    assert "The other 18 are content" in lines[0]
    assert lines[1].startswith("Promoters among the 15 others: 0, that is 0%")
    few = loyalty.chain_findings(shop(rows=["family,9,5,7"] * 5))
    assert few == [
        "Promoters among 5 satisfied customers: 5; too few answers for a share.",
        "Promoters among the 0 others: 0; too few answers for a share.",
    ]


def test_segments_stand_below_all_customers_in_the_profiles_order(
    shop: Shop, surveyed: Sequence[str]
) -> None:
    table = by_segment(shop(rows=surveyed), "nps")
    assert table["segment_label"].tolist() == ["All customers", "Families", "Business"]
    assert table["n"].tolist() == [69, 39, 30]
    drawn = texts(loyalty.nps_picture(shop(rows=surveyed)))
    assert "Families" in drawn
    assert "Synthetic data: Invented." in drawn


def test_without_segments_only_all_customers_are_drawn(shop: Shop) -> None:
    ws = shop(rows=[",10,5,7"] * 20 + [",3,2,2"] * 20)
    assert by_segment(ws, "ces")["segment_label"].tolist() == ["All customers"]
    assert loyalty.segment_findings(ws) == [
        "There are no two groups with enough answers to be compared."
    ]


def test_differences_are_said_with_the_number_of_comparisons(
    shop: Shop, surveyed: Sequence[str]
) -> None:
    lines = loyalty.segment_findings(shop(rows=surveyed))
    assert len(lines) == 4
    assert lines[-1].startswith("Comparisons made: 3. One by one, 3 would count as different;")
    assert lines[-1].endswith("larger than chance alone explains: 3 of 3.")
    assert sum(line.startswith("Business: ") for line in lines) == 3
    assert sum("so harder for them" in line for line in lines) == 1


def test_where_nothing_differs_that_is_said(shop: Shop) -> None:
    rows = [f"{name},{r},{s},4" for name in ("family", "business")
            for r, s in ((10, 5), (7, 3), (2, 1)) for _ in range(12)]  # fmt: skip
    lines = loyalty.segment_findings(shop(rows=rows))
    assert lines[0] == "So far no segment can be told apart from the other customers."
    assert lines[-1] == (
        "Comparisons made: 2. No difference is larger than chance alone explains; that does not "
        "prove that there is none."
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "none of the 9 differences is larger than chance alone explains"),
        ("zh", "这 9 处差别没有一处超出偶然的范围"),
    ],
)
def test_what_differs_by_itself_only_is_called_chance(language: str, said: str) -> None:
    # p = 0.04 counts alone; among nine Holm asks for 0.05 / 9 = 0.0056 of the smallest.
    table = pd.DataFrame(
        {"p": [0.04, *[0.5] * 8], "p_adjusted": [0.36, *[1.0] * 8], "differs": False,
         "low": [0.1, *[-1.0] * 8], "high": 1.0, "level": 0.95}
    )  # fmt: skip
    assert said in contrast_sentences(table, language)[-1]


def test_few_answers_that_differ_are_called_exploratory(shop: Shop) -> None:
    lines = loyalty.segment_findings(
        shop(rows=["family,10,5,7"] * 14 + ["family,9,5,6"] * 4 + ["business,1,1,1"] * 40
             + ["business,3,2,2"] * 9)
    )  # fmt: skip
    assert lines[0].endswith("With so few answers that is exploratory: a hint, no proof.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_data_every_cell_says_so(shop: Shop, language: str) -> None:
    ws = shop(language=language)
    expected = {"en": "Mine has no answers", "zh": "我的"}[language]
    assert expected in loyalty.overview(ws).data
    for name in SENTENCES:
        (line,) = getattr(loyalty, name)(ws)
        assert line.startswith(expected)
    for name in PICTURES:
        assert expected in texts(getattr(loyalty, name)(ws))


@pytest.mark.parametrize("company", ["lakeside-hotel", "binhai-power", "xingyun-telecom"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sample_is_shown(company: str, language: Any) -> None:
    from workshop_kit import open_workshop

    ws = open_workshop(company, language=language)
    assert len(loyalty.overview(ws)) == 3
    for name in SENTENCES:
        assert getattr(loyalty, name)(ws)
    for name in PICTURES:
        assert ws.company.segments[0].label.text(language).split()[0] in texts(
            getattr(loyalty, name)(ws)
        )


def test_the_profile_says_which_way_effort_was_asked(shop: Shop, surveyed: Sequence[str]) -> None:
    sheet = loyalty.overview(shop("loyalty: {effort_high_is: hard}\n", surveyed))
    assert sheet["Made of"].iloc[2] == "mean of answers from 1 to 7; 7 is very hard"
