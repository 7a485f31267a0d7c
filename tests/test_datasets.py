import subprocess
import sys
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest
from ruamel.yaml import YAML

from workshop_kit.company import read_company
from workshop_kit.customers import SOURCES, CustomerClass, Rule, Tag, Tier
from workshop_kit.journey import curve_metrics, moments, moves, summary
from workshop_kit.kano import classify
from workshop_kit.kano import tally as count
from workshop_kit.persona.clusters import Segments, segments
from workshop_kit.workshop import Workshop, check_data

DATASETS = Path(__file__).parents[1] / "datasets"
CLASSIC = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
POULIOT = ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ")
SYNTHETIC = {
    "lakeside-hotel": {"respondents": 260, "segments": 6, "features": 10, "needs": 17},
    "binhai-power": {"respondents": 180, "segments": 4, "features": 10, "needs": 18},
    "xingyun-telecom": {"respondents": 40, "segments": 5, "features": 8, "needs": 16},
}
CUSTOMERS = {
    "lakeside-hotel": {"customers": 240, "attributes": 11},
    "binhai-power": {"customers": 200, "attributes": 12},
    "xingyun-telecom": {"customers": 150, "attributes": 10},
}
CURVES = {
    "lakeside-hotel": {"personas": ["family", "corporate"], "state": "mixed", "valley": "check-in",
                       "split": "room-service", "far": ("family", "6")},
    "binhai-power": {"personas": ["special-care", "small-business"], "state": "negative",
                     "valley": "messages", "split": "repair", "far": ("small-business", "2")},
    "xingyun-telecom": {"personas": ["young", "senior"], "state": "forgotten", "valley": None,
                        "split": "hotline", "far": ("young", "5")},
}  # fmt: skip
GAPS = {
    "lakeside-hotel": {"respondents": 120, "items": 22, "managers": 8, "staff": 24, "asked": 210,
                       "complaint": ("check-in", "wait"), "worst": "no-long-wait"},
    "binhai-power": {"respondents": 150, "items": 22, "managers": 11, "staff": 28, "asked": 220,
                     "complaint": ("messages", "worry"), "worst": "special-needs"},
    "xingyun-telecom": {"respondents": 64, "items": 12, "managers": 6, "staff": 16, "asked": 120,
                        "complaint": ("bill", "cost"), "worst": "speed-as-sold"},
}  # fmt: skip
RULED = ["lakeside-hotel", "binhai-power"]


def profile(company: str) -> dict:
    return YAML(typ="safe", pure=True).load(DATASETS / company / "company.yaml")


def ids(entries: list[dict]) -> list[str]:
    return [entry["id"] for entry in entries]


def category(pairs: pd.DataFrame, table: tuple[str, ...]) -> pd.Series:
    cells = zip(pairs["functional"], pairs["dysfunctional"], strict=True)
    return pd.Series([table[int(f) - 1][int(d) - 1] for f, d in cells], index=pairs.index)


def answers_of(company: str) -> pd.DataFrame:
    return pd.read_csv(DATASETS / company / "kano_answers.csv")


def counted(answers: pd.DataFrame, by: str) -> pd.DataFrame:
    """How often each category was answered, by `by` and in the order of the category's letters."""
    answered = answers.dropna(subset=["functional", "dysfunctional"])
    table = pd.crosstab(answered[by], category(answered, CLASSIC))
    return table.reindex(columns=list("MOAIRQ"), fill_value=0)


def open_features(answers: pd.DataFrame) -> set[str]:
    """Features whose two largest counts are not significantly apart."""
    table = classify(count(answers))
    return set(table["feature"][~table["significant"]])


@pytest.fixture(scope="module")
def tally() -> pd.DataFrame:
    return pd.read_csv(DATASETS / "digital-payments" / "kano_tally.csv")


def test_samples_are_written_with_the_same_bytes(tmp_path):
    command = [sys.executable, "-B", str(DATASETS / "make_samples.py"), str(tmp_path)]
    subprocess.run(command, check=True)
    written = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*.csv")}
    kept = {p.relative_to(DATASETS): p.read_bytes() for p in DATASETS.rglob("*.csv")}
    assert written.keys() == kept.keys()
    # Compared one by one, so that a failure names the file and does not print all of it.
    assert [path for path in kept if kept[path] != written[path]] == []


@pytest.mark.parametrize("name", SYNTHETIC)
def test_every_respondent_has_one_row_per_feature(name):
    company, answers, sizes = profile(name), answers_of(name), SYNTHETIC[name]
    assert list(answers) == [
        "respondent", "segment", "feature", "functional", "dysfunctional", "importance",
    ]  # fmt: skip
    assert answers["respondent"].nunique() == sizes["respondents"]
    assert answers["feature"].nunique() == sizes["features"]
    assert not answers.duplicated(["respondent", "feature"]).any()
    assert len(answers) == sizes["respondents"] * sizes["features"]
    assert answers.groupby("respondent")["segment"].nunique().eq(1).all()
    assert set(answers["segment"]) == set(ids(company["segments"]))
    assert answers["segment"].nunique() == sizes["segments"]
    assert list(answers["feature"].unique()) == ids(company["features"])


@pytest.mark.parametrize("name", SYNTHETIC)
@pytest.mark.parametrize(
    ("column", "last"), [("functional", 5), ("dysfunctional", 5), ("importance", 9)]
)
def test_answers_are_on_the_scale_and_some_are_missing(name, column, last):
    answers = answers_of(name)[column]
    assert set(answers.dropna()) == set(range(1, last + 1))
    assert 0.015 < answers.isna().mean() < 0.04


def by_segment(answers: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The category answered most often, by feature and segment."""
    groups = answers.groupby("segment")
    return {
        (str(feature), str(segment)): letter
        for segment, group in groups
        for feature, letter in counted(group, "feature").idxmax(axis=1).items()
    }


def test_the_hotel_shows_what_the_readme_says():
    answers = answers_of("lakeside-hotel")
    total = counted(answers, "feature")
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
    top = by_segment(answers)
    assert top["daily-housekeeping", "ota"] == "R"
    assert top["robot-delivery", "senior"] == "R"
    assert top["robot-delivery", "family"] == "A"


def test_the_power_supplier_shows_what_the_readme_says():
    answers = answers_of("binhai-power")
    assert counted(answers, "feature").idxmax(axis=1).to_dict() == {
        "online-connection": "O",
        "counter-appointment": "I",
        "elder-service": "I",
        "on-time-visit": "O",
        "safety-check": "A",
        "clear-bill": "M",
        "energy-advice": "A",
        "smart-assistant": "A",
        "outage-notice": "M",
        "repair-progress": "O",
    }
    assert open_features(answers) == {"smart-assistant"}
    top = by_segment(answers)
    assert top["smart-assistant", "small-business"] == "A"
    assert top["smart-assistant", "industry"] == "I"
    assert top["smart-assistant", "special-care"] == "R"
    assert top["elder-service", "special-care"] == "O"
    assert open_features(answers[answers["segment"] == "special-care"]).isdisjoint(
        {"smart-assistant", "elder-service"}
    )
    assert answers[answers["segment"] == "industry"]["respondent"].nunique() == 24


def test_five_customers_of_the_power_supplier_are_worth_screening():
    answers = answers_of("binhai-power")
    people = counted(answers, "respondent")
    assert set(people.index[people["R"] > people.sum(axis=1) / 2]) == {"r023", "r131"}
    assert set(people.index[people["Q"] > 3]) == {"r064", "r158"}
    sides = answers.set_index("respondent")[["functional", "dysfunctional"]]
    neutral = sides.isin([3]) | sides.isna()
    same = neutral.all(axis=1).groupby(level=0).all()
    assert set(same.index[same]) == {"r097"}


def test_a_class_at_the_telecom_company_settles_little():
    answers = answers_of("xingyun-telecom")
    table = classify(count(answers)).set_index("feature")
    clear = table["category"][table["significant"]]
    assert clear.to_dict() == {"no-surprise": "M", "wifi-setup": "A", "keep-number": "I"}
    assert list(table.index[table["tie"]]) == ["member-perks"]
    assert table.loc["member-perks", ["category", "runner_up"]].tolist() == ["A", "I"]
    assert answers.groupby("segment")["respondent"].nunique().max() == 10


@pytest.mark.parametrize("name", SYNTHETIC)
def test_every_need_is_counted_once_in_every_cohort(name):
    company = profile(name)
    needs = pd.read_csv(DATASETS / name / "needs.csv")
    assert list(needs) == ["cohort", "need", "count"]
    assert not needs.duplicated(["cohort", "need"]).any()
    assert len(needs) == len(company["cohorts"]) * len(company["needs"])
    assert len(company["needs"]) == SYNTHETIC[name]["needs"]
    assert set(needs["cohort"]) == set(ids(company["cohorts"]))
    assert set(needs["need"]) == set(ids(company["needs"]))
    assert needs["count"].ge(0).all()


@pytest.mark.parametrize("name", SYNTHETIC)
def test_every_feature_answers_a_need_and_some_needs_have_none(name):
    company = profile(name)
    named = [need.get("feature") for need in company["needs"]]
    assert set(named) - {None} == set(ids(company["features"]))
    assert None in named


@pytest.mark.parametrize("name", SYNTHETIC)
def test_what_was_invented_says_so_in_both_languages(name):
    company = profile(name)
    assert company["origin"] == "synthetic"
    assert "Invented" in company["source"]["en"]
    assert "自编" in company["source"]["zh"]


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


@pytest.mark.parametrize("company", [*SYNTHETIC, "digital-payments"])
def test_features_happen_at_a_touchpoint_and_their_labels_fit_a_chart(company):
    loaded = profile(company)
    assert loaded["id"] == company
    assert {f["touchpoint"] for f in loaded["features"]} <= set(ids(loaded["touchpoints"]))
    labels = [entry["label"] for entry in loaded["features"] + loaded.get("needs", [])]
    assert all(len(label["en"]) <= 26 and len(label["zh"]) <= 10 for label in labels)


def workshop(name: str) -> Workshop:
    return Workshop(read_company(DATASETS / name), "en", "participant")


@pytest.mark.parametrize("name", [*SYNTHETIC, "digital-payments"])
def test_nothing_is_wrong_with_any_file(name):
    assert check_data(read_company(DATASETS / name)) == []


@pytest.mark.parametrize("name", CUSTOMERS)
def test_every_customer_has_one_row_with_all_attributes(name):
    ws = workshop(name)
    customers, sizes = ws.answers("customers"), CUSTOMERS[name]
    assert list(customers) == ["customer", "segment", *ws.company.ids("attributes")]
    assert len(ws.company.attributes) == sizes["attributes"]
    # Codes, and no names of people.
    codes = [f"c{number:03}" for number in range(1, sizes["customers"] + 1)]
    assert customers["customer"].tolist() == codes
    assert set(customers["segment"]) == set(ws.company.ids("segments"))
    assert customers["segment"].value_counts().min() >= 25


@pytest.mark.parametrize("name", CUSTOMERS)
def test_about_two_cells_of_a_hundred_are_empty_and_numbers_are_short(name):
    ws = workshop(name)
    cells = ws.answers("customers")[ws.company.ids("attributes")]
    assert 0.015 < cells.isna().to_numpy().mean() < 0.03
    assert cells.isna().mean().max() < 0.05
    numbers = cells.select_dtypes("number")
    assert (numbers * 10).mod(1).isin([0]).where(numbers.notna(), True).all(axis=None)
    for attribute in ws.company.attributes:
        if attribute.kind != "number":
            assert set(cells[attribute.id].dropna()) == {level.id for level in attribute.levels}


@pytest.mark.parametrize("name", CUSTOMERS)
def test_every_part_of_a_persona_card_has_an_attribute_whose_source_is_named(name):
    company = read_company(DATASETS / name)
    assert {attribute.tag for attribute in company.attributes} == set(get_args(Tag))
    known = company.ids("sources") or SOURCES
    assert all(attribute.source in known for attribute in company.attributes)
    labels = [attribute.label for attribute in company.attributes]
    labels += [level.label for attribute in company.attributes for level in attribute.levels]
    assert all(len(label.en) <= 22 and len(label.zh) <= 8 for label in labels)


@pytest.mark.parametrize("name", CUSTOMERS)
def test_cohorts_have_months_and_customers(name):
    ws = workshop(name)
    months = ws.answers("customers")[ws.company.persona.tenure]
    bounds = [cohort.months for cohort in ws.company.cohorts]
    assert bounds == [3, 6, 12, 24]
    members = pd.cut(months, [0, *bounds]).value_counts(sort=False)
    assert members.min() >= 5
    assert (months > 24).sum() == (26 if name == "lakeside-hotel" else 0)


def test_no_guest_of_the_hotel_left_longer_ago_than_they_came():
    guests = workshop("lakeside-hotel").answers("customers")
    known = guests.dropna(subset=["months", "days-away"])
    assert (known["days-away"] <= 30 * known["months"]).all()


def fits(customers: pd.DataFrame, rule: Rule) -> pd.Series:
    """Of whom all conditions hold; what is not known fits none."""
    good = pd.Series(True, index=customers.index)
    for test in rule.when:
        cells = customers[test.attribute]
        if test.among:
            good &= cells.isin(test.among)
        if test.at_least is not None:
            good &= cells >= test.at_least
        if test.at_most is not None:
            good &= cells <= test.at_most
    return good


@pytest.mark.parametrize("name", RULED)
def test_every_class_and_every_tier_has_customers(name):
    ws = workshop(name)
    customers, persona = ws.answers("customers"), ws.company.persona
    in_class = {rule.name: pd.Series(False, index=customers.index) for rule in persona.classes}
    assert set(in_class) == set(get_args(CustomerClass))
    for rule in persona.classes:
        in_class[rule.name] |= fits(customers, rule)
    sizes = {rule: int(members.sum()) for rule, members in in_class.items()}
    assert min(sizes.values()) >= 5
    assert max(sizes.values()) < len(customers) / 3
    assert sum(in_class.values()).max() >= 2  # somebody is in several classes

    tiers = pd.Series(None, index=customers.index, dtype=object)
    for rule in persona.tiers:
        tiers[fits(customers, rule) & tiers.isna()] = rule.name
    assert set(tiers.dropna()) == set(get_args(Tier))
    assert tiers.value_counts().min() >= 5
    assert 0 < tiers.isna().sum() < 5  # too little is known of them


@pytest.mark.parametrize(("name", "low", "high"), [("lakeside-hotel", 0.4, 0.5),
                                                   ("binhai-power", 0.88, 0.95)])  # fmt: skip
def test_a_few_customers_bring_much_of_the_value(name, low, high):
    ws = workshop(name)
    value = ws.answers("customers")[ws.company.persona.value].dropna().sort_values(ascending=False)
    best = value[: round(0.15 * len(value))]
    assert low < best.sum() / value.sum() < high


def explained(customers: pd.DataFrame, name: str) -> float:
    """Share of a number's variance that lies between the segments."""
    known = customers.dropna(subset=[name])
    means = known.groupby("segment")[name].transform("mean")
    return means.var() / known[name].var()


def test_segments_differ_in_some_numbers_and_not_in_others():
    guests = workshop("lakeside-hotel").answers("customers")
    for name in ("nights", "lead-days", "online-share"):
        assert explained(guests, name) > 0.7
    assert explained(guests, "complaints") < 0.05
    users = workshop("binhai-power").answers("customers")
    for name in ("swing", "contacts"):
        assert explained(users, name) > 0.6
    assert explained(users, "complaints") < 0.05
    ws = workshop("xingyun-telecom")
    for attribute in ws.company.attributes:
        if attribute.kind == "number":
            assert explained(ws.answers("customers"), attribute.id) < 0.25


def test_the_terms_a_class_puts_into_plain_words_are_in_the_telecom_profile():
    jargon = read_company(DATASETS / "xingyun-telecom").persona.jargon
    assert [term.term.zh for term in jargon][:3] == ["千兆", "光猫", "宽带信号"]


@pytest.mark.parametrize("name", CUSTOMERS)
def test_plain_words_hold_none_of_the_terms(name):
    jargon = read_company(DATASETS / name).persona.jargon
    assert len(jargon) >= 3
    for language in ("en", "zh"):
        terms = [term.term.text(language) for term in jargon]
        plain = " ".join(term.plain.text(language) for term in jargon)
        assert all(term.lower() not in plain.lower() for term in terms)


def found(name: str) -> tuple[Segments, pd.DataFrame]:
    """Segments as the profile asks for them, and how they fall on the profile's own."""
    ws = workshop(name)
    customers, names = ws.answers("customers"), ws.company.persona.cluster
    kinds = {
        attribute.id: [level.id for level in attribute.levels]
        if attribute.kind == "ordered"
        else attribute.kind
        for attribute in ws.company.attributes
        if attribute.id in (names or ws.company.ids("attributes"))
    }
    made = segments(customers, attributes=kinds, resamples=10, crowds=10)
    both = customers.merge(made.customers, on="customer", suffixes=("", "_found"))
    return made, pd.crosstab(both["segment"], both["segment_found"])


def test_the_hotels_customers_are_five_segments_and_two_of_the_hotels_are_one():
    made, table = found("lakeside-hotel")
    assert (made.k, made.verdict) == (5, "supported")
    home = table.idxmax(axis=1)
    assert home["senior"] == home["wellness"]
    assert home.nunique() == 5
    assert table.max(axis=1).sum() > 0.9 * table.to_numpy().sum()


def test_the_power_suppliers_customers_are_its_four_segments():
    made, table = found("binhai-power")
    assert (made.k, made.verdict) == (4, "supported")
    assert table.idxmax(axis=1).nunique() == 4
    assert table.max(axis=1).sum() > 0.9 * table.to_numpy().sum()


def test_the_telecom_companys_customers_are_no_segments():
    assert found("xingyun-telecom")[0].verdict == "none"


@pytest.mark.parametrize("name", CURVES)
def test_every_touchpoint_has_a_stage_and_what_map_and_blueprint_show(name):
    company = read_company(DATASETS / name)
    stages = [point.stage for point in company.touchpoints]
    assert set(stages) == set(company.ids("stages"))
    assert {point.side for point in company.touchpoints} > {"front"}
    for point in company.touchpoints:
        assert point.action is not None
        lanes = [lane for lane in (point.front, point.back, point.support) if lane is not None]
        assert len(lanes) >= 2
        for text, english, chinese in [(point.action, 40, 16), *((lane, 60, 28) for lane in lanes)]:
            assert len(text.en) <= english
            assert text.en.isascii()
            assert len(text.zh) <= chinese
            assert not text.zh.isascii()
        # What staff do in sight happens at people and at places, not on a screen.
        assert point.front is None or point.kind != "digital"


def test_two_samples_take_a_life_cycle_by_name_and_one_lists_its_own():
    stages = {name: profile(name)["stages"] for name in CURVES}
    assert stages.pop("xingyun-telecom")[0]["id"] == "choose"
    assert stages == {"lakeside-hotel": "hotel", "binhai-power": "power-supply"}
    assert "stages" not in profile("digital-payments")


def drawn(name: str, version: str = "as_is") -> pd.DataFrame:
    curves = workshop(name).answers("curves")
    return curves[curves["version"] == version]


@pytest.mark.parametrize("name", CURVES)
def test_curves_are_of_two_segments_and_six_groups_in_half_levels(name):
    ws = workshop(name)
    curves = ws.answers("curves")
    assert list(curves["persona"].unique()) == CURVES[name]["personas"]
    assert set(curves["persona"]) < set(ws.company.ids("segments"))
    for persona, own in drawn(name).groupby("persona"):
        assert sorted(own["group"].unique()) == [*"123456"], persona
    assert curves["author"].isna().all()
    assert set(curves["valence"] * 2) <= set(range(-6, 7))
    places = {point: place for place, point in enumerate(ws.company.ids("touchpoints"), 1)}
    assert (curves["position"] == curves["touchpoint"].map(places)).all()
    full = len(places) * 2 * (6 + 3)
    assert 0.01 < 1 - len(curves) / full < 0.05  # a few points were not placed
    to_be = drawn(name, "to_be")
    assert to_be.groupby("persona")["group"].unique().map(list).tolist() == [[*"134"]] * 2


def middle(curves: pd.DataFrame) -> pd.DataFrame:
    """The median curve of each persona."""
    return summary(curves, by="persona").rename(columns={"median": "valence"})


@pytest.mark.parametrize("name", CURVES)
def test_the_curves_of_a_company_are_in_the_state_the_readme_says(name):
    curves, state = drawn(name), CURVES[name]["state"]
    assert set(curve_metrics(middle(curves), by="persona")["state"]) == {state}
    groups = curve_metrics(curves, by=["persona", "group"])["state"]
    assert (groups == state).mean() >= 0.75
    redrawn = curve_metrics(drawn(name, "to_be"), by=["persona", "group"])["state"]
    assert (redrawn == "positive").sum() >= 5


@pytest.mark.parametrize("name", ["lakeside-hotel", "binhai-power"])
def test_the_valley_is_where_the_readme_says(name):
    table = moments(middle(drawn(name)), by="persona").set_index("moment")
    assert set(table.loc["valley", "touchpoint"]) == {CURVES[name]["valley"]}
    assert (table.loc["valley", "valence"] <= -2).all()


def test_the_hotels_journey_ends_weakly():
    metrics = curve_metrics(middle(drawn("lakeside-hotel")), by="persona")
    assert metrics["peak"].ge(2.5).all()
    assert metrics["end"].between(0, 1).all()


@pytest.mark.parametrize("name", CURVES)
def test_groups_disagree_at_one_touchpoint_and_one_group_is_far_off(name):
    table = summary(drawn(name), by="persona")
    most = table.loc[table.groupby("persona")["sd"].idxmax()]
    assert set(most["touchpoint"]) == {CURVES[name]["split"]}
    persona, group = CURVES[name]["far"]
    far = table[table["outliers"].map(len) > 0]
    assert set(far["outliers"]) == {(group,)}
    assert set(far["persona"]) == {persona}
    assert len(far) > 5


@pytest.mark.parametrize("name", CURVES)
def test_most_peaks_and_valleys_have_a_reason_in_the_profiles_language(name):
    curves = drawn(name)
    found = moments(curves, by=["persona", "group"])
    keys = ["persona", "group", "touchpoint"]
    reasons = found[found["moment"] != "end"].merge(curves, on=keys)["reason"]
    assert reasons.notna().mean() > 0.75
    chinese = (
        workshop(name).answers("curves")["reason"].dropna().map(lambda text: not text.isascii())
    )
    assert set(chinese) == {profile(name)["language"] == "zh"}


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_may_be_reordered_only_as_the_profile_allows(name):
    company = read_company(DATASETS / name)
    before = [(first, point.id) for point in company.touchpoints for first in point.after]
    for _persona, curve in middle(drawn(name)).groupby("persona"):
        order = moves(curve, before=before).set_index("move").loc["reorder", "order"]
        assert order[0] == company.touchpoints[0].id
        assert all(order.index(first) < order.index(later) for first, later in before)


@pytest.mark.parametrize("name", GAPS)
def test_service_quality_is_asked_of_every_segment_on_all_items_with_a_few_gaps(name):
    ws, size = workshop(name), GAPS[name]
    answers = ws.answers("servqual")
    assert answers["respondent"].nunique() == size["respondents"]
    assert set(answers["segment"]) == set(ws.company.ids("segments"))
    assert len(answers) == size["respondents"] * size["items"]
    assert set(answers["item"]) == set(ws.company.ids("items"))
    sides = answers[["expectation", "perception"]]
    assert sides.isin(range(1, 8)).mean().between(0.98, 0.999).all()
    whole = answers.assign(ok=sides.notna().all(axis=1)).groupby("respondent")["ok"].all()
    assert 0.6 < whole.mean() < 0.95


def test_two_samples_ask_the_kits_items_and_one_its_own_at_touchpoints():
    assert [name for name in GAPS if "items" in profile(name)] == ["xingyun-telecom"]
    company = read_company(DATASETS / "xingyun-telecom")
    assert {item.touchpoint for item in company.items} == set(company.ids("touchpoints"))
    for item in company.items:
        assert len(item.label.en) <= 26
        assert len(item.label.zh) <= 10
        assert all(item.statement(side, "en").isascii() for side in ("expectation", "perception"))
        assert all(item.statement(side, "zh")[-1] == "。" for side in ("expectation", "perception"))


def test_each_sample_is_taught_with_other_names_of_dimensions_and_gaps():
    options = [read_company(DATASETS / name).gaps for name in GAPS]
    assert len({option.dimensions for option in options}) == 3
    assert len({option.gaps for option in options}) == 3


def test_only_the_hotel_asks_what_guests_still_accept():
    found = {name: "minimum" in workshop(name).answers("servqual") for name in GAPS}
    assert found == {"lakeside-hotel": True, "binhai-power": False, "xingyun-telecom": False}
    answers = workshop("lakeside-hotel").answers("servqual").dropna()
    assert (answers["minimum"] <= answers["expectation"]).all()


@pytest.mark.parametrize("name", GAPS)
def test_points_are_of_most_of_those_asked_in_fives(name):
    ws = workshop(name)
    points, asked = ws.answers("weights"), set(ws.answers("servqual")["respondent"])
    assert set(points["respondent"]) < asked
    assert 0.7 < points["respondent"].nunique() / len(asked) < 0.95
    assert points["points"].mod(5).eq(0).all()
    assert points.groupby("respondent")["points"].sum().eq(100).all()


@pytest.mark.parametrize("name", GAPS)
def test_managers_and_staff_answer_all_that_the_profile_asks(name):
    ws, size = workshop(name), GAPS[name]
    answers = ws.answers("gaps")
    people = answers.groupby("role")["respondent"].nunique()
    assert people.to_dict() == {"manager": size["managers"], "staff": size["staff"]}
    for role, own in answers.groupby("role"):
        asked = ws.company.asked(role)
        assert len(own) == people[role] * len(asked)
        assert set(own["item"]) == {item.id for item in asked}
    assert 0.98 < answers["score"].notna().mean() < 1


@pytest.mark.parametrize("name", GAPS)
def test_the_item_that_misses_most_is_the_one_of_the_readme(name):
    answers = workshop(name).answers("servqual")
    gap = answers["perception"] - answers["expectation"]
    assert gap.groupby(answers["item"]).mean().idxmin() == GAPS[name]["worst"]


@pytest.mark.parametrize("name", GAPS)
def test_complaints_are_of_one_year_and_lead_where_the_readme_says(name):
    ws = workshop(name)
    complaints = ws.answers("complaints")
    assert complaints["date"].min() >= pd.Timestamp("2025-11-01")
    assert complaints["date"].max() <= pd.Timestamp("2026-10-31")
    assert complaints["date"].dt.to_period("M").nunique() == 12
    assert set(complaints["kind"]) == {"wait", "annoy", "worry", "cost"}
    assert complaints["count"].ge(1).all()
    total = complaints.groupby(["touchpoint", "kind"])["count"].sum()
    assert total.idxmax() == GAPS[name]["complaint"]
    valley = CURVES[name]["valley"]
    if valley:  # complaints and curves point to one touchpoint
        assert complaints.groupby("touchpoint")["count"].sum().idxmax() == valley


@pytest.mark.parametrize("name", GAPS)
def test_loyalty_is_of_those_asked_about_quality_and_of_others(name):
    ws = workshop(name)
    loyalty, answers = ws.answers("loyalty"), ws.answers("servqual")
    assert len(loyalty) == GAPS[name]["asked"]
    both = (
        answers.groupby("respondent")["perception"]
        .mean()
        .to_frame()
        .join(loyalty.set_index("respondent"))
    )
    assert both["segment"].notna().all()
    assert both["perception"].corr(both["recommend"]) > 0.3
    assert both["perception"].corr(both["satisfaction"]) > 0.2
    first = answers.drop_duplicates("respondent").set_index("respondent")["segment"]
    assert (both["segment"] == first).all()
    numbers = loyalty[["recommend", "satisfaction", "effort"]]
    assert 0.95 < numbers.notna().mean().min() <= numbers.notna().mean().max() < 1


def test_digital_payments_has_no_survey_of_service_quality():
    ws = workshop("digital-payments")
    assert set(ws.company.data) == {"kano_tally"}
    assert len(ws.answers("servqual")) == len(ws.answers("loyalty")) == 0
