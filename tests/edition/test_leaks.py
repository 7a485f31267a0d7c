"""No edition may speak of another client."""

import shutil
import threading
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workshop_kit.company import Company, read_company
from workshop_kit.edition import leaks


def company(folder: Path, text: str) -> Company:
    folder.mkdir(parents=True)
    (folder / "company.yaml").write_text(text, "utf-8")
    return read_company(folder)


@pytest.fixture
def river(tmp_path: Path) -> Company:
    return company(tmp_path / "p" / "river", "id: river-bank\nname: {en: River Bank, zh: 江河银行}")


@pytest.fixture
def hill(tmp_path: Path) -> Company:
    text = "id: hill\nname: Hill & Co\naliases: [The Hillside]\nmentions: [River Bank]"
    return company(tmp_path / "p" / "hill", text)


def found(folder: Path, words: dict[str, str], *paths: Path) -> list[str]:
    return list(leaks.find_leaks(folder, words, paths))


def test_the_names_of_all_others_in_the_run_are_looked_for(
    river: Company, hill: Company, tmp_path: Path
) -> None:
    words = leaks.other_names(river, [river, hill], tmp_path / "out")
    assert words == dict.fromkeys(("hill", "Hill & Co", "The Hillside"), "hill")


def test_what_a_profile_mentions_is_allowed(river: Company, hill: Company, tmp_path: Path) -> None:
    words = leaks.other_names(hill, [river, hill], tmp_path / "out")
    assert set(words) == {"river-bank", "江河银行"}


@pytest.mark.parametrize("mention", ["river-bank", "River-Bank"])
def test_a_company_mentioned_by_its_id_is_allowed_by_all_its_names(
    river: Company, hill: Company, tmp_path: Path, mention: str
) -> None:
    text = f"id: shop\nname: Shop\nmentions: [{mention}]"
    shop = company(tmp_path / "p" / "shop", text)
    words = leaks.other_names(shop, [river, hill, shop], tmp_path / "out")
    assert words == dict.fromkeys(("hill", "Hill & Co", "The Hillside"), "hill")
    # Also where it is known only from an earlier run.
    inputs = tmp_path / "out" / "river-bank" / "en-participant" / "inputs"
    inputs.mkdir(parents=True)
    (inputs / "company.yaml").write_bytes(river.file.read_bytes())
    assert leaks.other_names(shop, [shop], tmp_path / "out") == {}


def test_a_mention_of_one_company_does_not_allow_another(
    river: Company, hill: Company, tmp_path: Path
) -> None:
    words = leaks.other_names(river, [river, hill], tmp_path / "out")
    assert set(words) == {"hill", "Hill & Co", "The Hillside"}, "only hill's profile mentions"


def test_editions_of_earlier_runs_count_too(river: Company, hill: Company, tmp_path: Path) -> None:
    inputs = tmp_path / "out" / "hill" / "en-participant" / "inputs"
    inputs.mkdir(parents=True)
    (inputs / "company.yaml").write_bytes(hill.file.read_bytes())
    assert "Hill & Co" in leaks.other_names(river, [river], tmp_path / "out")


def test_an_earlier_edition_that_cannot_be_read_counts_by_its_folder(
    river: Company, tmp_path: Path
) -> None:
    inputs = tmp_path / "out" / "hill" / "en-participant" / "inputs"
    inputs.mkdir(parents=True)
    (inputs / "company.yaml").write_text("id: hill\nname: Hill & Co\nold-key: 1", "utf-8")
    assert leaks.other_names(river, [river], tmp_path / "out") == {"hill": "hill"}


def test_a_profile_is_read_again_when_it_was_written(river: Company, tmp_path: Path) -> None:
    made = tmp_path / "out" / "hill" / "en-trainer" / "inputs"
    made.mkdir(parents=True)
    for name in ("Hill", "Hills", "The Hill"):
        (made / "company.yaml").write_text(f"id: hill\nname: {name}", "utf-8")
        assert set(leaks.other_names(river, [river], tmp_path / "out")) == {"hill", name}


def test_what_another_process_is_making_comes_and_goes(river: Company, tmp_path: Path) -> None:
    done = threading.Event()

    def make() -> None:
        number = 0
        while not done.is_set():
            number += 1
            company = tmp_path / "out" / "hill"
            stage = company / f".making-1-{number}" / "inputs"
            stage.mkdir(parents=True)
            (stage / "company.yaml").write_text("id: hill\nname: Hill", "utf-8")
            (company / "en-trainer").mkdir(exist_ok=True)
            if (company / "en-trainer" / "inputs").exists():
                (company / "en-trainer" / "inputs").rename(stage.parent / "before")
            stage.rename(company / "en-trainer" / "inputs")
            shutil.rmtree(stage.parent)

    making = threading.Thread(target=make)
    making.start()
    try:
        found = [leaks.other_names(river, [river], tmp_path / "out") for _ in range(2000)]
    finally:
        done.set()
        making.join()
    known = {frozenset(words) for words in found}
    # Not there at all, gone before it was read, or read.
    assert known <= {frozenset(), frozenset({"hill"}), frozenset({"hill", "Hill"})}
    assert set(leaks.other_names(river, [river], tmp_path / "out")) == {"hill", "Hill"}


LETTERS = st.text(alphabet="aAbBiIıİsSſkK\N{KELVIN SIGN}ßé银行江 -_.&1\n", max_size=12)


@example("İs", "is")
@example("银İ", "i银i")
@example("_a银", "x_a银行")
@given(LETTERS, LETTERS)
def test_what_is_passed_over_quickly_holds_no_name(name: str, text: str) -> None:
    if not name.strip():
        return
    for said in (text, text + name, f"{text} {name} {text}", name.swapcase()):
        if leaks._whole(name).search(said):
            assert leaks._Said(said).may_hold(leaks._needed(name)), (name, said)


@pytest.mark.parametrize(
    ("name", "text", "mentioned"),
    [
        ("a.ipynb", '{"cells": [{"source": "as Hill & Co did"}]}', ["hill", "Hill & Co"]),
        ("b.ipynb", '{"outputs": [{"text": "\\u6c5f\\u6cb3\\u94f6\\u884c\\u7684"}]}', ["江河银行"]),
        ("c.html", "<p>THE HILLSIDE</p>", ["The Hillside"]),
        ("d.html", "<p>Hill &amp; Co</p>", ["hill", "Hill & Co"]),
        ("inputs/e.csv", "segment\nhill\n", ["hill"]),
    ],
)
def test_a_name_is_found_in_cells_outputs_and_pages(
    tmp_path: Path, name: str, text: str, mentioned: list[str]
) -> None:
    words = dict.fromkeys(("hill", "Hill & Co", "The Hillside", "江河银行"), "hill")
    file = tmp_path / "made" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    assert found(tmp_path / "made", words) == [
        f"{name}: it mentions {word!r}, which belongs to hill. "
        "Take it out, or allow it under 'mentions:' in the profile."
        for word in mentioned
    ]


def test_a_name_is_found_in_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "hill.png").write_bytes(b"")
    assert found(tmp_path, {"hill": "hill"}) == [
        "hill.png: its name mentions 'hill', which belongs to hill. "
        "Take it out, or allow it under 'mentions:' in the profile."
    ]


def test_a_part_of_a_longer_word_is_no_leak(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("uphill hillside hill-top pre-hill", "utf-8")
    assert found(tmp_path, {"hill": "hill"}) == []


def test_paths_of_this_machine_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text(f'{{"text": "{tmp_path}/x"}}', "utf-8")
    assert len(found(tmp_path, {}, tmp_path)) == 1


def test_a_name_is_found_where_a_line_or_a_chart_breaks_it(tmp_path: Path) -> None:
    words = {"River Bank": "river-bank"}
    (tmp_path / "a.ipynb").write_text('{"source": ["at River\\n", "Bank we"]}', "utf-8")
    (tmp_path / "b.html").write_text(
        "<text><tspan>River</tspan><tspan>Bank</tspan></text>", "utf-8"
    )
    assert [line.split(":")[0] for line in found(tmp_path, words)] == ["a.ipynb", "b.html"]


def test_workbooks_slides_and_their_charts_are_read(tmp_path: Path) -> None:
    from openpyxl import Workbook
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    book = Workbook()
    book.active["A1"] = "as at Rival & Sons"
    book.save(tmp_path / "a.xlsx")
    show = Presentation()
    data = CategoryChartData()
    data.categories = ["Other Ltd"]
    data.add_series("s", [1])
    slide = show.slides.add_slide(show.slide_layouts[6])
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, 900_000, 900_000, data)
    show.save(str(tmp_path / "b.pptx"))
    (tmp_path / "c.pptx").write_bytes(b"no archive, but of Other Ltd")
    words = {"Rival & Sons": "rival", "Other Ltd": "other"}
    told = [line.split(" mentions ")[0] for line in found(tmp_path, words)]
    assert told == ["a.xlsx: it", "b.pptx: it", "c.pptx: it"]
