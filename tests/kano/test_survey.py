"""`kano.questions` and `kano.results`: a profile's survey by the profile's rules."""

import json
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from workshop_kit import Workshop, kano, open_workshop
from workshop_kit.entries import Entry
from workshop_kit.forms import clock
from workshop_kit.kano.survey import asked

PROFILE = """
id: mine
name: Mine
features:
  - {id: wifi, label: {en: Fast Wi-Fi, zh: 高速无线网}}
  - id: spa
    label: {en: Spa, zh: 水疗}
    functional: {en: If there is a spa?, zh: 如果有水疗？}
    dysfunctional: {en: If there is none?, zh: 如果没有水疗？}
"""


def workshop(folder: Path, text: str, tally: str = "", language: str = "en") -> Workshop:
    """A company whose tally has these rows."""
    if tally:
        text += "data: {kano_tally: tally.csv}\n"
        head = "segment,feature,functional,dysfunctional,n\n"
        (folder / "tally.csv").write_text(head + tally, "utf-8")
    (folder / "company.yaml").write_text(text, "utf-8")
    return open_workshop(folder, language=language)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "columns", "rows"),
    [
        (
            "en",
            ["With it", "Without it"],
            {
                "Fast Wi-Fi": [
                    "If the service has this, how do you feel: Fast Wi-Fi?",
                    "If the service does not have this, how do you feel: Fast Wi-Fi?",
                ],
                "Spa": ["If there is a spa?", "If there is none?"],
            },
        ),
        (
            "zh",
            ["提供时", "不提供时"],
            {
                "高速无线网": [
                    "如果提供“高速无线网”，您的感受是？",
                    "如果不提供“高速无线网”，您的感受是？",
                ],
                "水疗": ["如果有水疗？", "如果没有水疗？"],
            },
        ),
    ],
)
def test_questions_come_from_the_profile_or_by_default(
    tmp_path: Path, language: str, columns: list[str], rows: dict[str, list[str]]
) -> None:
    sheet = kano.questions(workshop(tmp_path, PROFILE, language=language))
    assert sheet.columns.tolist() == columns
    assert {label: row.tolist() for label, row in sheet.iterrows()} == rows


def test_two_features_of_one_name_are_both_asked(tmp_path: Path) -> None:
    text = "id: mine\nname: Mine\nfeatures:\n"
    text += "  - {id: a, label: Wi-Fi}\n  - {id: b, label: Wi-Fi, functional: Own question?}\n"
    sheet = kano.questions(workshop(tmp_path, text))
    assert sheet.index.tolist() == ["Wi-Fi", "Wi-Fi"]
    assert sheet["With it"].tolist()[1] == "Own question?"


def test_braces_in_a_label_are_only_text(tmp_path: Path) -> None:
    text = "id: mine\nname: Mine\nfeatures:\n  - {id: a, label: '{feature} {x}'}\n"
    sheet = kano.questions(workshop(tmp_path, text))
    assert sheet.iloc[0, 0] == "If the service has this, how do you feel: {feature} {x}?"


def test_a_company_without_features_has_no_questions(tmp_path: Path) -> None:
    sheet = kano.questions(workshop(tmp_path, "id: mine\nname: Mine\n"))
    assert sheet.shape == (0, 2)


# wifi: 2/2 is I in the classic table and Q in Pouliot's.
@pytest.mark.parametrize(
    ("rules", "tally", "category"),
    [
        ("", ",wifi,2,2,9\n,wifi,1,3,5", "I"),
        ("kano: {evaluation: pouliot}", ",wifi,2,2,9\n,wifi,1,3,5", "Q"),
        ("kano: {evaluation: short}", ",wifi,1,4,9\n,wifi,3,5,5", "A"),
        ("", ",wifi,3,5,30\n,wifi,1,3,25\n,wifi,3,3,45", "I"),
        ("kano: {rule: blauth}", ",wifi,3,5,30\n,wifi,1,3,25\n,wifi,3,3,45", "M"),
        ("", ",wifi,3,5,49\n,wifi,1,3,51", "A"),
        ("kano: {tolerance: 0.05}", ",wifi,3,5,49\n,wifi,1,3,51", "M"),
    ],
)
def test_the_profiles_evaluation_rule_and_tolerance_are_used(
    tmp_path: Path, rules: str, tally: str, category: str
) -> None:
    table = kano.results(workshop(tmp_path, f"{PROFILE}{rules}\n", tally))
    assert table["category"].tolist() == [category]


def test_results_stand_in_the_profiles_order_with_labels(tmp_path: Path) -> None:
    table = kano.results(workshop(tmp_path, PROFILE, ",spa,1,5,3\n,wifi,1,5,3", "zh"))
    assert table["feature"].tolist() == ["wifi", "spa"]
    assert table["feature_label"].tolist() == ["高速无线网", "水疗"]


def test_results_by_segment_keep_the_segments_apart(tmp_path: Path) -> None:
    text = PROFILE + "segments:\n  - {id: family, label: Families}\n"
    table = kano.results(workshop(tmp_path, text, "family,wifi,1,5,3\n,wifi,3,5,4"), by="segment")
    assert table[["segment_label", "n", "category"]].to_numpy(dtype=object).tolist()[0] == [
        "Families", 3, "O",
    ]  # fmt: skip
    assert table["category"].tolist() == ["O", "M"]
    assert pd.isna(table["segment"][1])


def test_without_answers_there_are_no_results(tmp_path: Path) -> None:
    shop = workshop(tmp_path, PROFILE)
    table = kano.results(shop)
    assert table.empty
    for language in ("en", "zh"):
        assert kano.sentences(table, language) == []
        assert kano.overview(table, language).empty


def test_the_sample_hotels_results_are_its_rows_counted() -> None:
    shop = open_workshop("lakeside-hotel")
    answers = pd.read_csv(shop.company.folder / "kano_answers.csv")
    both = answers.dropna(subset=["functional", "dysfunctional"])
    table = kano.results(shop)
    assert table["feature"].tolist() == shop.company.ids("features")
    assert table.set_index("feature")["n"].to_dict() == both.groupby("feature").size().to_dict()
    assert table["category"].isin([*"MOAIRQ"]).all()
    segments = kano.results(shop, by="segment")
    assert len(segments) == 60  # 6 segments, 10 features
    assert segments["n"].sum() == table["n"].sum()


def test_the_published_surveys_results_are_its_publications() -> None:
    # tests/vectors.json, kano_grids: F6 to F9 of Reppel 2022, each with 358 pairs, by Pouliot's
    # table: counts of all six categories, Better and Worse to 7 decimals, Blauth's category.
    shop = open_workshop("digital-payments", language="zh")
    assert shop.company.kano.evaluation == "pouliot"
    table = kano.results(shop)
    assert table["n"].tolist() == [358] * 4
    assert dict(zip(table["feature_label"], table["category"], strict=True)) == {
        "匿名转账": "I",
        "便捷转账": "O",
        "随时随地转账": "O",
        "即时到账": "A",
    }
    vectors = json.loads((Path(__file__).parents[1] / "vectors.json").read_text("utf-8"))
    features = vectors["kano_grids"]["features"]
    for name, (_, row) in zip(("F6", "F7", "F8", "F9"), table.iterrows(), strict=True):
        published = features[name]["published_pouliot"]
        assert {x: row[x] for x in "AOMIRQ"} == {x: published[x] for x in "AOMIRQ"}
        assert row["blauth"] == published["blauth_category"]
        assert row["better"] == pytest.approx(published["better"], abs=5e-8)
        assert row["worse"] == pytest.approx(published["worse"], abs=5e-8)
    english = kano.results(open_workshop("digital-payments"))
    assert english["feature_label"].tolist() == [
        features[name]["label"] for name in ("F6", "F7", "F8", "F9")
    ]


# What the class itself answers


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for the entries."""
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def enter(shop: Workshop, values: Any, group: str = "", name: str = "", **other: Any) -> None:
    """What the form of the survey saves, in this or another version."""
    place = {"company": "mine", "workshop": shop.session, "kind": "kano"}
    body = {"version": 1, "values": values}
    about = {**place, "group": group, "key": name, "author": name, "body": body}
    shop.store.save(Entry(**{**about, **other}))


def pair(functional: int, dysfunctional: int) -> dict[str, str]:
    return {"functional": str(functional), "dysfunctional": str(dysfunctional)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_asked_is_the_questionnaire_with_ids(tmp_path: Path, language: str) -> None:
    shop = workshop(tmp_path, PROFILE, language=language)
    rows = list(asked(shop))
    assert [feature for feature, *_rest in rows] == ["wifi", "spa"]
    sheet = kano.questions(shop)
    assert [label for _id, label, *_rest in rows] == sheet.index.tolist()
    assert [texts for _id, _label, *texts in rows] == sheet.to_numpy().tolist()


def test_without_features_nothing_is_asked(tmp_path: Path) -> None:
    assert list(asked(workshop(tmp_path, "id: mine\nname: Mine\n"))) == []


COLUMNS = ["respondent", "feature", "functional", "dysfunctional", "importance"]


def test_nobody_has_entered_anything(desk: Path) -> None:
    frame = kano.entered(workshop(desk, PROFILE))
    assert (list(frame.columns), len(frame)) == (COLUMNS, 0)
    assert [kind.name for kind in frame.dtypes[2:]] == ["float64"] * 3
    assert len(kano.classify(kano.tally(frame))) == 0


def test_entries_are_tidy_answers_a_group_or_a_person_each(desk: Path) -> None:
    shop = workshop(desk, PROFILE)
    enter(shop, {"wifi": pair(1, 5), "wifi.importance": 9, "spa": {"functional": "3"}}, "1")
    enter(shop, {"spa": pair(3, 3)}, "1", "Ann")
    enter(shop, {"wifi": pair(2, 5)}, "", "玥")
    enter(shop, {"wifi.importance": 1})
    assert kano.entered(shop).fillna(0).to_numpy().tolist() == [
        ["1", "wifi", 1, 5, 9],
        ["1", "spa", 3, 0, 0],
        ["1 Ann", "wifi", 0, 0, 0],
        ["1 Ann", "spa", 3, 3, 0],
        ["玥", "wifi", 2, 5, 0],
        ["玥", "spa", 0, 0, 0],
        ["-", "wifi", 0, 0, 1],
        ["-", "spa", 0, 0, 0],
    ]
    assert kano.importance(kano.entered(shop))["n"].tolist() == [0, 2]


def test_what_the_form_saves_is_what_is_entered(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_loop() -> None:
        raise RuntimeError("no running event loop")

    monkeypatch.setattr(clock, "asyncio", SimpleNamespace(get_running_loop=no_loop))
    monkeypatch.setattr(clock, "_RUNNING", set())
    shop = workshop(desk, PROFILE)
    form = kano.survey_form(shop)
    field: Any = form.fields["spa"]
    for side, code in pair(1, 3).items():
        field.rows[side].set_state({"index": int(code) - 1})
    form.fields["spa.importance"].widget.set_state({"index": 6})
    # For no group first, then for group 2: one respondent, not two.
    shop.who.change("2", "")
    answered = kano.entered(shop).dropna()
    assert answered.to_numpy().tolist() == [["2", "spa", 1, 3, 7]]


def test_the_newest_of_each_counts(desk: Path) -> None:
    shop = workshop(desk, PROFILE)
    enter(shop, {"wifi": pair(1, 5)}, "1")
    enter(shop, {"wifi": pair(3, 3)}, "1")
    assert kano.entered(shop)["functional"].tolist()[:1] == [3]
    assert len(kano.entered(shop)) == 2


def test_other_workshops_companies_and_forms_are_left_out(desk: Path) -> None:
    shop = workshop(desk, PROFILE)
    enter(shop, {"wifi": pair(1, 5)}, "1")
    for other in ({"workshop": "2020-01-01-a"}, {"company": "yours"}, {"kind": "kano_practice"}):
        enter(shop, {"wifi": pair(3, 3)}, "9", **other)
    assert set(kano.entered(shop)["respondent"]) == {"1"}


def test_features_are_those_of_the_profile_now(desk: Path) -> None:
    shop = workshop(desk, PROFILE)
    enter(shop, {"pool": pair(1, 5), "wifi": pair(1, 5)}, "1")
    assert kano.entered(shop)["feature"].tolist() == ["wifi", "spa"]


@pytest.mark.parametrize("feature", ["key", "group", "author", "workshop"])
def test_a_feature_may_be_called_like_a_column_of_the_entries(desk: Path, feature: str) -> None:
    text = f"id: mine\nname: Mine\nfeatures:\n  - {{id: {feature}, label: Key of the room}}\n"
    shop = workshop(desk, text)
    enter(shop, {}, "1", "Ann")
    assert kano.entered(shop)["functional"].isna().all()
    enter(shop, {feature: pair(1, 5), f"{feature}.importance": 4}, "1", "Ann")
    assert kano.entered(shop).to_numpy().tolist() == [["1 Ann", feature, 1, 5, 4]]


@pytest.mark.parametrize(
    "values",
    [
        {"wifi": "1/5"},
        {"wifi": ["1", "5"]},
        {"wifi": 7},
        {"wifi": {"functional": "0", "dysfunctional": "9"}},
        {"wifi": {"functional": None, "dysfunctional": ["5"]}},
        {"wifi": {"functional": "like", "dysfunctional": {}}},
        {"wifi.importance": "high"},
        {"wifi.importance": 0},
        {"wifi.importance": 10**400},
        {"wifi.importance": [9]},
        {"wifi.importance": {"wifi": 9}},
        None,
        [],
    ],
)
def test_what_another_version_entered_is_missing_not_an_error(desk: Path, values: Any) -> None:
    shop = workshop(desk, PROFILE)
    enter(shop, values, "1")
    enter(shop, {"spa": pair(1, 5)}, "2")
    frame = kano.entered(shop)
    assert frame[frame["respondent"] == "1"][COLUMNS[2:]].isna().all(axis=None)
    assert kano.classify(kano.tally(frame))["n"].tolist() == [1, 0]


def test_answers_that_the_short_form_has_not_are_missing_in_it(desk: Path) -> None:
    shop = workshop(desk, f"{PROFILE}kano: {{evaluation: short}}\n")
    enter(shop, {"wifi": pair(4, 5), "spa": pair(1, 2)}, "1")
    enter(shop, {"wifi": pair(1, 5), "spa": pair(3, 3)}, "2")
    answered = kano.entered(shop).dropna(subset=["functional", "dysfunctional"])
    assert answered["respondent"].tolist() == ["2", "2"]
    assert kano.class_overview(shop)[["A", "O", "I"]].to_numpy().tolist() == [
        ["0", "1", "0"],
        ["0", "0", "1"],
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Nobody here has answered the survey yet."), ("zh", "还没有人作答。")],
)
def test_a_class_that_has_not_answered_is_told_so(desk: Path, language: str, said: str) -> None:
    shop = workshop(desk, PROFILE, language=language)
    assert unescape(kano.class_overview(shop).data) == f"- {said}"
    # Half an answer and an importance are no pair yet.
    enter(shop, {"wifi": {"functional": "1"}, "spa.importance": 3}, "1")
    assert unescape(kano.class_overview(shop).data) == f"- {said}"


@pytest.mark.parametrize(("language", "label"), [("en", "Fast Wi-Fi"), ("zh", "高速无线网")])
def test_a_small_class_sees_its_counts_without_a_verdict(
    desk: Path, language: str, label: str
) -> None:
    shop = workshop(desk, PROFILE, language=language)
    for group in "123":
        enter(shop, {"wifi": pair(1, 5)}, group)
    enter(shop, {"wifi": pair(3, 5), "spa": pair(1, 3)}, "4")
    sheet = kano.class_overview(shop)
    assert sheet.columns.tolist()[1:] == [*"MOAIRQ"]
    assert sheet.loc[label].tolist() == ["4", "1", "3", "0", "0", "0", "0"]


def test_a_class_of_twenty_sees_the_whole_sheet(desk: Path) -> None:
    shop = workshop(desk, PROFILE)
    for i in range(20):
        enter(shop, {"wifi": pair(1, 5)}, "1", f"p{i}")
    sheet = kano.class_overview(shop)
    assert sheet.loc["Fast Wi-Fi", "Category"] == "one-dimensional"
    assert sheet.loc["Fast Wi-Fi", "Answers"] == "20"


def test_the_profiles_rules_hold_for_the_class_too(desk: Path) -> None:
    # 2/2 is indifferent in the classic table, questionable in Pouliot's.
    for evaluation, letter in (("classic", "I"), ("pouliot", "Q")):
        shop = workshop(desk, f"{PROFILE}kano: {{evaluation: {evaluation}}}\n")
        enter(shop, {"wifi": pair(2, 2)}, "1")
        assert kano.class_overview(shop).loc["Fast Wi-Fi", letter] == "1"
