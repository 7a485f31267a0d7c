"""Parts of a report: only those that have data, and every number leads to a table."""

import re
from collections.abc import Callable

import pandas as pd
import pytest

from workshop_kit import Workshop, open_workshop
from workshop_kit.report import Line, Part, Sheet, build_report, contents
from workshop_kit.report.chapters import summary

LANGUAGES = ("en", "zh")
Opened = Callable[..., Workshop]
LOYALTY = """
id: mine
name: Mine
data: {loyalty_answers: loyalty.csv}
"""


@pytest.fixture(scope="module", params=LANGUAGES)
def hotel(request: pytest.FixtureRequest) -> tuple[Workshop, list[Part]]:
    opened = open_workshop("lakeside-hotel", language=request.param)
    return opened, contents(opened)


def test_a_company_with_everything_has_every_part(hotel: tuple[Workshop, list[Part]]) -> None:
    names = ["persona", "kano", "journey", "gaps", "loyalty", "plan"]
    assert [part.name for part in hotel[1]] == names


def test_every_figure_and_every_line_names_a_table_of_its_part(
    hotel: tuple[Workshop, list[Part]],
) -> None:
    for part in hotel[1]:
        assert part.summary
        for named in [*part.figures.values(), *part.summary]:
            assert named.sheet in part.sheets, (part.name, named)


def test_tables_are_numbered_in_the_order_in_which_they_stand(
    hotel: tuple[Workshop, list[Part]],
) -> None:
    opened, parts = hotel
    html = build_report(opened, parts)
    word = {"en": "Table", "zh": "表"}[opened.language]
    sheets = [(part.name, name) for part in parts for name in part.sheets]
    places = [html.index(f'id="t-{part}-{name}"') for part, name in sheets]
    assert places == sorted(places)
    for number, (part, name) in enumerate(sheets, 1):
        head = html[html.index(f'id="t-{part}-{name}"') :][:80]
        assert f"<h4>{word} {number} ·" in head


def test_tables_hold_texts_only(hotel: tuple[Workshop, list[Part]]) -> None:
    for part in hotel[1]:
        for name, sheet in part.sheets.items():
            cells = sheet.shown.to_numpy().ravel().tolist()
            assert all(isinstance(cell, str) for cell in cells), (part.name, name)
            assert "nan" not in cells


def test_the_summary_has_ten_lines_of_all_parts_in_their_order(
    hotel: tuple[Workshop, list[Part]],
) -> None:
    chosen = [part.name for part, _line in summary(hotel[1])]
    assert len(chosen) == 10
    assert chosen == sorted(chosen, key=[part.name for part in hotel[1]].index)
    assert set(chosen) == {part.name for part in hotel[1]}


def test_each_part_says_its_first_line_before_any_says_its_second() -> None:
    parts = [
        Part("a", "A", [Line(f"a{i}") for i in range(9)]),
        Part("b", "B", [Line("b0")]),
        Part("c", "C", [Line(f"c{i}") for i in range(9)]),
    ]
    said = [line.text for _part, line in summary(parts, most=6)]
    # Of second and third lines those of later parts come first.
    assert said == ["a0", "a1", "b0", "c0", "c1", "c2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_room_only_makes_a_report_of_one_part(opened: Opened, language: str) -> None:
    rows = "".join(f"r{i},,{i % 11},{i % 5 + 1},{i % 7 + 1}\n" for i in range(44))
    head = "respondent,segment,recommend,satisfaction,effort\n"
    shop = opened(LOYALTY, language, loyalty=head + rows)
    parts = contents(shop)
    assert [part.name for part in parts] == ["loyalty"]
    # 44 answers, four of each number: 8 promoters (9, 10), 28 detractors (0 to 6).
    shown = parts[0].sheets["nps"].shown.iloc[0].tolist()
    assert shown[:5] == ["44", "28", "8", "8", "−45"]
    assert 'id="kano"' not in build_report(shop, parts)


def test_a_long_name_stands_whole_on_the_title_page(opened: Opened) -> None:
    name = "A very long name of a company that sells services " * 2
    name = name[:80].strip()
    html = build_report(opened(f"id: mine\nname: {name}\n"))
    assert f"<h1>{name}</h1>" in html


def test_only_a_page_for_print_carries_fonts(opened: Opened) -> None:
    shop = opened("id: mine\nname: Mine\n")
    assert "@font-face" not in build_report(shop)
    printed = build_report(shop, fonts=True)
    assert printed.count("src: url(data:font/ttf;base64,") == 2
    assert "font-src data:" in printed


def test_a_table_is_read_with_all_levels_of_its_names(opened: Opened) -> None:
    index = pd.MultiIndex.from_tuples([("Families", "Lift"), ("Families", "Raise")])
    part = Part(
        "kano", "K", sheets={"overview": Sheet("T", pd.DataFrame({"x": ["1", "2"]}, index))}
    )
    part = Part(**{**vars(part), "said": {"lead": [""], "features": [], "differences": []}})
    html = build_report(opened("id: mine\nname: Mine\n"), [part])
    row = ('<th scope="row"', ">Families</th>", '<th scope="row"', ">Raise</th>", "<td", ">2</td>")
    assert re.search(".{0,14}".join(map(re.escape, row)), html)
