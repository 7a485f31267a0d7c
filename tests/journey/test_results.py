"""Results of a workshop's curves: the samples', a class's and a group's, and where nothing is."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from workshop_kit import theme
from workshop_kit.entries import Entry
from workshop_kit.journey import results
from workshop_kit.journey.drawing import retired_touchpoints
from workshop_kit.stores import StoreError
from workshop_kit.workshop import Workshop, open_workshop

LANGUAGES = ("en", "zh")
CHARTS = (
    results.groups_charts,
    results.median_charts,
    results.disagreement_charts,
    results.change_charts,
)
PROFILE = """id: lake
name: Lake Hotel
segments: [{id: family, label: Families}]
journey: {threshold: 1}
touchpoints:
  - {id: book, label: Booking, kind: digital}
  - {id: desk, label: Check-in, kind: human, after: [book]}
  - {id: room, label: Room, kind: physical, after: [desk]}
  - {id: bar, label: Bar, kind: human, after: [desk]}
"""

Drawn = dict[str, float | None]


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "company.yaml").write_text(PROFILE, "utf-8")
    return open_workshop(tmp_path)


def draw(ws: Workshop, group: str, number: str, persona: str = "", **versions: Drawn) -> None:
    """What the form of curves saves."""
    values: dict[str, Any] = {
        f"{version}-{touchpoint}": {"valence": valence}
        for version, drawn in versions.items()
        for touchpoint, valence in drawn.items()
    }
    if persona:
        values["persona"] = persona
    place = {"company": "lake", "workshop": ws.session, "group": group, "key": number}
    ws.store.save(Entry(**place, kind="curve", author="", body={"version": 1, "values": values}))


def titles(spec: Any) -> list[str]:
    found = [spec["title"]["text"]] if "text" in (spec.get("title") or {}) else []
    return found + [text for part in spec.get("vconcat", ()) for text in titles(part)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("company", ["lakeside-hotel", "xingyun-telecom", "binhai-power"])
def test_the_samples_curves_are_drawn_and_read_by_persona(company: str, language: str) -> None:
    ws = open_workshop(company, language=language)  # type: ignore[arg-type]
    curves = ws.answers("curves")
    names = ws.company.labels("segments", ws.language)
    personas = [names[persona] for persona in dict.fromkeys(curves["persona"])]
    for draw_charts in CHARTS:
        spec = draw_charts(ws, curves).to_dict()
        assert [text.split(" · ")[0] for text in titles(spec)] == personas
        ElementTree.fromstring(theme.svg(spec))
    lines = results.findings(ws, curves)
    assert [name for name in personas if not any(line.startswith(name) for line in lines)] == []
    sheet = results.move_sheet(ws, curves)
    assert [*dict.fromkeys(sheet.index.get_level_values(0))] == personas


def test_a_class_is_read_by_the_number_of_the_journey(ws: Workshop) -> None:
    draw(ws, "1", "1", "Wang", as_is={"book": 1, "room": -2, "bar": 2})
    draw(ws, "2", "1", "Li", as_is={"book": 0, "room": -1, "bar": 1})
    draw(ws, "2", "2", as_is={"book": 1}, to_be={"book": 2})
    curves = results.class_curves(ws)
    lines = results.findings(ws, curves)
    assert lines[0] == (
        "Journey 1: Wang, Li, median of 2 curves: The peak is Bar (+1.5). "
        "The valley is Room (−1.5). The end is Bar (+1.5)."
    )
    assert "Each curve by itself: remembered badly 2." in lines
    assert "Journey 2: No moment stands out: it is +1 from the beginning to the end." in lines
    heads = titles(results.groups_charts(ws, curves).to_dict())
    assert [head.split(" · ")[0] for head in heads] == ["Journey 1: Wang, Li", "Journey 2"]


def test_the_tenth_group_and_journey_come_after_the_second(ws: Workshop) -> None:
    for number in ("10", "2"):
        for group in ("10", "2"):
            draw(ws, group, number, as_is={"desk": 1, "book": 0, "pool": 1})
    curves = results.class_curves(ws)
    order = curves[["journey", "group", "touchpoint"]].drop_duplicates(["journey", "group"])
    assert order.to_numpy().tolist() == [
        [number, group, "book"] for number in ("2", "10") for group in ("2", "10")
    ]
    assert "Group 2, Group 10" in retired_touchpoints(ws).data


def test_a_group_sees_its_own(ws: Workshop) -> None:
    draw(ws, "1", "1", as_is={"book": 1, "room": 2})
    draw(ws, "2", "1", as_is={"book": 3, "room": 3})
    ws.who.change("1", "")
    own = results.own_curves(ws)
    assert own["valence"].tolist() == [1, 2]
    assert results.findings(ws, own)[0].startswith("Journey 1: The peak is Room (+2).")
    assert results.move_sheet(ws, own).index.tolist()[0] == "Raise the peak"


def test_a_change_is_that_of_those_who_drew_both(ws: Workshop) -> None:
    draw(ws, "1", "1", as_is={"book": 0, "desk": -1, "room": 1}, to_be={"book": 1, "desk": 2})
    draw(ws, "2", "1", as_is={"book": -3, "desk": -3})
    spec = results.change_charts(ws, results.class_curves(ws)).to_dict()
    moved = next(d for d in spec["datasets"].values() if d and "old" in d[0])
    assert [(row["old"], row["new"]) for row in moved] == [(0, 1), (-1, 2)]
    draw(ws, "1", "1", as_is={"book": 0}, to_be={"room": 1})
    nothing = results.change_charts(ws, results.class_curves(ws)).to_dict()
    assert nothing["mark"]["type"] == "text"


def test_at_each_touchpoint_a_change_is_that_of_those_who_placed_it_twice(ws: Workshop) -> None:
    draw(ws, "1", "1", as_is={"book": 0, "desk": -1, "room": 3}, to_be={"book": 1, "desk": 2})
    # At the room group 1 says how it is and group 2 how it should be: that is no change.
    draw(ws, "2", "1", as_is={"book": 0}, to_be={"book": 2, "room": -3})
    spec = results.change_charts(ws, results.class_curves(ws)).to_dict()
    moved = next(d for d in spec["datasets"].values() if d and "old" in d[0])
    assert [(row["old"], row["new"]) for row in moved] == [(0, 1.5), (-1, 2)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_drawn_it_is_said(tmp_path: Path, ws: Workshop, language: str) -> None:
    ws = open_workshop(tmp_path, language=language)  # type: ignore[arg-type]
    for curves in (ws.answers("curves"), results.class_curves(ws), results.own_curves(ws)):
        for draw_charts in CHARTS:
            assert draw_charts(ws, curves).to_dict()["mark"]["type"] == "text"
        assert results.findings(ws, curves) == []
        said = {"en": "draw one above", "zh": "先在上面画一条"}[language]
        assert said in results.move_sheet(ws, curves).data


def test_curves_that_cannot_be_read_are_said_and_stop_nothing(
    ws: Workshop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_args: Any, **_names: Any) -> Any:
        raise StoreError("entries.sqlite", "locked")

    monkeypatch.setattr(ws.store, "current", refuse)
    own = results.own_curves(ws)
    assert "Markdown" in capsys.readouterr().out
    assert results.findings(ws, own) == []
    assert results.groups_charts(ws, own).to_dict()["mark"]["type"] == "text"


def curve(**valences: float) -> pd.DataFrame:
    rows = enumerate(valences.items())
    columns = ["position", "touchpoint", "valence"]
    return pd.DataFrame([(i, *row) for i, row in rows], columns=columns)


def test_moves_keep_the_order_that_the_profile_asks_for(ws: Workshop) -> None:
    table = results.profile_moves(ws, curve(book=3, desk=2, room=1, bar=0)).set_index("move")
    assert table.loc["reorder", "order"] == ("book", "desk", "bar", "room")
    assert "unconstrained" not in table.loc["reorder", "notes"]


def test_what_comes_before_one_that_is_left_out_comes_before_those_after_it(ws: Workshop) -> None:
    table = results.profile_moves(ws, curve(book=3, room=1)).set_index("move")
    assert table.loc["reorder", "change"] == "none"


def test_an_order_that_a_group_turned_round_is_no_law(ws: Workshop) -> None:
    table = results.profile_moves(ws, curve(room=2, desk=1, book=0)).set_index("move")
    assert table.loc["reorder", "touchpoint"] == "room"


def test_the_threshold_is_the_profiles(ws: Workshop) -> None:
    draw(ws, "1", "1", as_is={"book": 1, "desk": 1.5})
    curves = results.class_curves(ws)
    assert "It will be remembered well: a high peak and a high end." in results.findings(ws, curves)


def test_authors_of_one_group_are_curves_of_their_own(ws: Workshop) -> None:
    rows = [
        ("family", "1", author, "as_is", i, touchpoint, 1.0 + i, None)
        for author in ("Li", "Wang")
        for i, touchpoint in enumerate(["book", "desk"])
    ]
    columns = [*("persona", "group", "author", "version"), *("position", "touchpoint")]
    columns += ["valence", "reason"]
    curves = pd.DataFrame(rows, columns=columns)
    assert results.findings(ws, curves)[0].startswith("Families, median of 2 curves:")
    spec = results.groups_charts(ws, curves).to_dict()
    units = {row["unit"] for data in spec["datasets"].values() for row in data if "unit" in row}
    assert units == {"1 · Li", "1 · Wang"}
