import runpy
from pathlib import Path

import pandas as pd
import pytest
from ruamel.yaml import YAML

DATASETS = Path(__file__).parents[1] / "datasets"
CLASSIC = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
POULIOT = ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ")


def profile(company: str) -> dict:
    return YAML(typ="safe", pure=True).load(DATASETS / company / "company.yaml")


def ids(entries: list[dict]) -> list[str]:
    return [entry["id"] for entry in entries]


def category(pairs: pd.DataFrame, table: tuple[str, ...]) -> pd.Series:
    cells = zip(pairs["functional"], pairs["dysfunctional"], strict=True)
    return pd.Series([table[int(f) - 1][int(d) - 1] for f, d in cells], index=pairs.index)


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    return pd.read_csv(DATASETS / "lakeside-hotel" / "kano_answers.csv")


@pytest.fixture(scope="module")
def tally() -> pd.DataFrame:
    return pd.read_csv(DATASETS / "digital-payments" / "kano_tally.csv")


def test_samples_are_written_with_the_same_bytes(tmp_path):
    runpy.run_path(str(DATASETS / "make_samples.py"))["write_samples"](tmp_path)
    written = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*.csv")}
    kept = {p.relative_to(DATASETS): p.read_bytes() for p in DATASETS.rglob("*.csv")}
    assert written.keys() == kept.keys()
    # Compared one by one, so that a failure names the file and does not print all of it.
    assert [path for path in kept if kept[path] != written[path]] == []


def test_every_guest_of_the_hotel_has_one_row_per_feature(answers):
    company = profile("lakeside-hotel")
    assert list(answers) == [
        "respondent", "segment", "feature", "functional", "dysfunctional", "importance",
    ]  # fmt: skip
    assert answers["respondent"].nunique() == 260
    assert answers["feature"].nunique() == 10
    assert not answers.duplicated(["respondent", "feature"]).any()
    assert len(answers) == 260 * 10
    assert answers.groupby("respondent")["segment"].nunique().eq(1).all()
    assert set(answers["segment"]) == set(ids(company["segments"]))
    assert answers["segment"].nunique() == 6
    assert list(answers["feature"].unique()) == ids(company["features"])


@pytest.mark.parametrize(
    ("column", "last"), [("functional", 5), ("dysfunctional", 5), ("importance", 9)]
)
def test_hotel_answers_are_on_the_scale_and_some_are_missing(answers, column, last):
    assert set(answers[column].dropna()) == set(range(1, last + 1))
    assert 0.02 < answers[column].isna().mean() < 0.04


def test_the_hotel_shows_what_the_readme_says(answers):
    answered = answers.dropna(subset=["functional", "dysfunctional"])
    counts = pd.crosstab([answered["feature"], answered["segment"]], category(answered, CLASSIC))
    total = counts.groupby(level="feature").sum()
    assert total.idxmax(axis=1).to_dict() == {
        "lobby-scent": "I",
        "early-check-in": "A",
        "clean-room": "M",
        "quiet-night": "O",
        "pillow-menu": "A",
        "wifi-speed": "O",
        "daily-housekeeping": "M",
        "robot-delivery": "I",
        "breakfast-choice": "O",
        "accurate-bill": "M",
    }
    assert abs(total.loc["quiet-night", "O"] - total.loc["quiet-night", "M"]) < 5
    top = counts.idxmax(axis=1)
    assert top["daily-housekeeping", "ota"] == "R"
    assert top["robot-delivery", "senior"] == "R"
    assert top["robot-delivery", "family"] == "A"


def test_every_need_is_counted_once_in_every_cohort():
    company = profile("lakeside-hotel")
    needs = pd.read_csv(DATASETS / "lakeside-hotel" / "needs.csv")
    assert list(needs) == ["cohort", "need", "count"]
    assert not needs.duplicated(["cohort", "need"]).any()
    assert len(needs) == len(company["cohorts"]) * len(company["needs"])
    assert set(needs["cohort"]) == set(ids(company["cohorts"]))
    assert set(needs["need"]) == set(ids(company["needs"]))
    assert needs["count"].ge(0).all()


def test_every_feature_of_the_hotel_answers_a_need_and_some_needs_have_none():
    company = profile("lakeside-hotel")
    named = [need.get("feature") for need in company["needs"]]
    assert set(named) - {None} == set(ids(company["features"]))
    assert None in named


def test_every_published_grid_holds_358_answers(tally):
    assert list(tally) == ["segment", "feature", "functional", "dysfunctional", "n"]
    assert list(tally["feature"].unique()) == ids(profile("digital-payments")["features"])
    assert tally.groupby("feature")["n"].sum().eq(358).all()
    assert tally["n"].gt(0).all()
    assert tally["segment"].isna().all()
    assert tally[["functional", "dysfunctional"]].isin(range(1, 6)).all(axis=None)


def test_published_grids_give_the_published_categories(tally):
    # Reppel 2022, features F6 to F9 of REPPL/Doing-research-online-the-kano-model, Pouliot table.
    counts = tally.assign(category=category(tally, POULIOT)).pivot_table(
        index="feature", columns="category", values="n", aggfunc="sum"
    )
    assert counts[list("AOMIRQ")].to_dict("index") == {
        "anonymous": {"A": 91, "O": 19, "M": 9, "I": 160, "R": 49, "Q": 30},
        "convenient": {"A": 70, "O": 121, "M": 59, "I": 77, "R": 9, "Q": 22},
        "reliable": {"A": 78, "O": 122, "M": 66, "I": 62, "R": 7, "Q": 23},
        "responsive": {"A": 145, "O": 76, "M": 25, "I": 78, "R": 12, "Q": 22},
    }


@pytest.mark.parametrize("company", ["lakeside-hotel", "digital-payments"])
def test_features_happen_at_a_touchpoint_and_their_labels_fit_a_chart(company):
    loaded = profile(company)
    assert loaded["id"] == company
    assert {f["touchpoint"] for f in loaded["features"]} <= set(ids(loaded["touchpoints"]))
    labels = [entry["label"] for entry in loaded["features"] + loaded.get("needs", [])]
    assert all(len(label["en"]) <= 26 and len(label["zh"]) <= 10 for label in labels)
