"""`kano.questions` and `kano.results`: a profile's survey by the profile's rules."""

import json
from pathlib import Path

import pandas as pd
import pytest

from workshop_kit import Workshop, kano, open_workshop

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
