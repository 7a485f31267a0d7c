"""`kano.quadrant`: what stands where, with which label; never a pixel."""

import re
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from workshop_kit import kano, theme
from workshop_kit.kano.plane import HEIGHT, WIDTH
from workshop_kit.kano.words import category_names

LANGUAGES = ("en", "zh")
LONG = {
    "en": [
        "Early check-in before noon for members", "Contactless payment at every counter",
        "Wi-Fi that holds a video call", "Spotless bathroom with non-slip floor",
        "Breakfast with light and local dishes", "Robot delivery to the door at night",
        "Late check-out for returning guests", "Invoice ready at the reception desk",
        "Quiet night on the corridor side", "Pillow menu with seven kinds",
        "Parking place reserved in advance", "Shuttle to the railway station",
        "Play corner for small children", "Staff who remember your name",
        "Message after the stay with photos",
    ],
    "zh": [
        "会员中午之前可以提前办理入住手续", "所有柜台都支持无接触支付方式",
        "视频会议不卡顿的高速无线网络", "卫生间地面防滑、干净整洁无异味",
        "早餐清淡并有本地特色菜可以选择", "夜间机器人送物到房门口不打扰",
        "老会员可以免费延迟退房时间", "退房时前台就能拿到增值税发票",
        "走廊一侧夜间安静不吵的客房", "七种枕头可以任意挑选和更换",
        "提前预留的地下停车位离电梯近", "火车站往返免费接送班车准点",
        "适合幼儿的室内游乐角有人看护", "服务员见面能叫出客人的名字",
        "离店之后发来照片和节日问候",
    ],
}  # fmt: skip
# One pair of answers that counts for each category in the classic table.
PAIRS = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (3, 1), "Q": (1, 1)}


def table(
    counts: list[dict[str, int]], labels: list[str] | None = None, **options: Any
) -> pd.DataFrame:
    """`classify` of features with these counts, in this order."""
    rows = [
        (f"f{i:03}", *PAIRS[letter], n) for i, c in enumerate(counts) for letter, n in c.items()
    ]
    columns = ["feature", "functional", "dysfunctional", "n"]
    result = kano.classify(pd.DataFrame(rows, columns=columns), **options)
    return result if labels is None else result.assign(feature_label=labels)


def scattered(n: int, labels: list[str] | None = None, seed: int = 0) -> pd.DataFrame:
    """So many features with different mixes of 120 answers."""
    rng = np.random.default_rng(seed)
    mixes = rng.multinomial(120, rng.dirichlet([1, 1, 1, 1, 0.1, 0.1], n))
    counts = [dict(zip("AOMIRQ", map(int, mix), strict=True)) for mix in mixes]
    return table([{k: v for k, v in c.items() if v} for c in counts], labels)


def numbered(language: str, n: int) -> list[str]:
    return [f"{LONG[language][i % 15]} {i}" for i in range(n)]


def panel(spec: dict[str, Any]) -> dict[str, Any]:
    """The quadrant itself, without the key beside it."""
    inner: dict[str, Any] = spec["hconcat"][0] if "hconcat" in spec else spec
    return inner


def marks(spec: dict[str, Any]) -> pd.DataFrame:
    """What is drawn of each feature."""
    found = [rows for rows in spec["datasets"].values() if rows and "dx" in rows[0]]
    return pd.DataFrame(found[0]) if found else pd.DataFrame()


def key(spec: dict[str, Any]) -> list[tuple[int, str]]:
    """Numbers and names beside the chart, column after column."""
    tables = [rows for rows in spec["datasets"].values() if "number" in rows[0]]
    return sorted((row["number"], row["name"]) for rows in tables for row in rows)


def columns(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns of the key."""
    found: list[dict[str, Any]] = spec["hconcat"][1]["hconcat"]
    return found


def boxes(spec: dict[str, Any]) -> pd.DataFrame:
    """Boxes of the labels in pixels, from the scale, the point and its label's place and size."""
    drawn = marks(spec)
    scale = panel(spec)["layer"][2]["encoding"]["y"]  # the first layer with both scales
    assert scale["axis"]["values"] == [0, 0.25, 0.5, 0.75, 1]
    low, high = scale["scale"]["domain"]
    x = (drawn["x"] - low) / (high - low) * panel(spec)["width"] + drawn["dx"]
    y = (high - drawn["better"]) / (high - low) * panel(spec)["height"] + drawn["dy"]
    return pd.DataFrame(
        {
            "left": x - drawn["box_width"] / 2,
            "top": y - drawn["box_height"] / 2,
            "right": x + drawn["box_width"] / 2,
            "bottom": y + drawn["box_height"] / 2,
        }
    )


def overlaps(found: pd.DataFrame) -> list[tuple[int, int]]:
    # Places and sizes are rounded to a tenth of a pixel; every box has 2 of air or more.
    return [
        (i, j)
        for (i, a), (j, b) in combinations(found.iterrows(), 2)
        if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 0.2
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 0.2
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(3))
def test_no_two_labels_meet_for_thirty_features(language: str, seed: int) -> None:
    spec = kano.quadrant(scattered(30, numbered(language, 30), seed), language).to_dict()
    assert (marks(spec)["mark"] != "").all()
    assert overlaps(boxes(spec)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(3))
def test_no_two_labels_meet_for_fifteen_long_labels(language: str, seed: int) -> None:
    spec = kano.quadrant(scattered(15, LONG[language], seed), language).to_dict()
    assert (marks(spec)["mark"] != "").all()
    assert overlaps(boxes(spec)) == []
    assert boxes(spec).to_numpy().min() >= -0.2
    assert boxes(spec)["right"].max() <= WIDTH + 0.2
    assert boxes(spec)["bottom"].max() <= HEIGHT + 0.2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [15, 30, 60])
def test_no_two_labels_of_one_spot_meet(language: str, n: int) -> None:
    same = table([{"A": 20, "O": 10, "M": 15, "I": 12}] * n, numbered(language, n))
    spec = kano.quadrant(same, language).to_dict()
    assert (marks(spec)["mark"] != "").all()
    assert overlaps(boxes(spec)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_keep_off_the_names_of_the_quadrants(language: str) -> None:
    corners = [{"A": 50}, {"O": 50}, {"M": 50}, {"I": 50}]  # one feature in each corner
    spec = kano.quadrant(table(corners, LONG[language][:4]), language).to_dict()
    parts = [part for layer in panel(spec)["layer"] for part in layer.get("layer", [])]
    found = []
    for part in (part for part in parts if part["mark"]["type"] == "text"):
        name = spec["datasets"][part["data"]["name"]][0]["name"]
        width, height = theme.text_size(name, part["mark"]["fontSize"], bold=True)
        x, y = part["mark"]["x"], part["mark"]["y"]
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        found.append(dict(zip(("left", "top", "right", "bottom"), box, strict=True)))
    assert len(found) == 4
    assert overlaps(pd.concat([boxes(spec), pd.DataFrame(found)], ignore_index=True)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_a_label_is_drawn_inside_its_box(language: str) -> None:
    spec = kano.quadrant(scattered(15, LONG[language]), language).to_dict()
    texts = baselines(theme.svg(spec))
    for label, (_i, box) in zip(marks(spec)["mark"], boxes(spec).iterrows(), strict=True):
        lines = label.split("\n")
        assert len(lines) == len(texts[label])
        for y in texts[label]:
            # Capitals reach 10 pixels above the baseline of 14-pixel text.
            assert box["top"] <= y - 10, label
            assert y <= box["bottom"], label


def baselines(svg: str) -> dict[str, list[float]]:
    """Each text of a quadrant and the baselines of its lines, below the plot's upper border."""
    found: dict[str, list[float]] = {}

    def moved(element: ElementTree.Element) -> float:
        shift = re.match(r"translate\([^,]+,([^)]+)\)", element.get("transform", ""))
        return float(shift[1]) if shift else 0.0

    def walk(element: ElementTree.Element, y: float) -> None:
        y += moved(element)
        if element.tag.endswith("text"):
            lines = [part for part in element if part.tag.endswith("tspan")]
            steps = np.cumsum([float(line.get("dy", 0)) for line in lines] or [0.0])
            words = "\n".join(line.text or "" for line in lines) if lines else element.text or ""
            found[words] = [y + float(step) for step in steps]
        for part in element:
            walk(part, y)

    root = ElementTree.fromstring(svg)
    walk(root, 0)
    # The first translation is the plot's own.
    frame = next(e for e in root.iter() if "translate" in e.get("transform", ""))
    return {words: [y - moved(frame) for y in ys] for words, ys in found.items()}


def test_a_point_stands_at_worse_without_its_sign_and_better_with_both_intervals() -> None:
    # A 10, O 20, M 30, I 40: better (10 + 20) / 100, worse -(20 + 30) / 100; METHODS.md 1.
    result = table([{"A": 10, "O": 20, "M": 30, "I": 40}])
    spec = kano.quadrant(result, "en").to_dict()
    point, row = marks(spec).iloc[0], result.iloc[0]
    assert (point["x"], point["better"]) == (0.5, 0.3)
    assert (point["x_low"], point["x_high"]) == (-row["worse_high"], -row["worse_low"])
    assert point["x_low"] < point["x"] < point["x_high"]
    assert (point["better_low"], point["better_high"]) == (row["better_low"], row["better_high"])
    drawn = {
        (part["encoding"]["x"].get("field"), part["encoding"].get("x2", {}).get("field"))
        for part in panel(spec)["layer"]
        if "encoding" in part
    }
    assert ("x_low", "x_high") in drawn


def test_input_is_not_changed() -> None:
    result = scattered(4)
    before = result.copy()
    kano.quadrant(result, "en")
    pd.testing.assert_frame_equal(result, before)


def test_marks_are_hollow_where_the_category_is_not_told_apart() -> None:
    # 20 against 0 and 11 against 9: exact binomial p 2/2^20 and 0.82.
    result = table([{"M": 20}, {"M": 11, "I": 9}])
    assert result["significant"].tolist() == [True, False]
    spec = kano.quadrant(result, "en").to_dict()
    assert marks(spec)["significant"].tolist() == [True, False]
    looks = {
        part["transform"][0]["filter"]: part["mark"]
        for part in panel(spec)["layer"]
        if part.get("transform")
    }
    assert looks["datum.significant"]["filled"] is True
    assert looks["!datum.significant"]["fill"] == "white"


def test_a_category_that_a_rule_chose_over_the_largest_is_hollow() -> None:
    # Blauth: O + A + M = 81 > 75, so M with 41, although 75 are indifferent.
    result = table([{"M": 41, "A": 40, "I": 75}], rule="blauth")
    assert (result["category"][0], result["significant"][0]) == ("M", True)
    assert marks(kano.quadrant(result, "en").to_dict())["significant"].tolist() == [False]


@pytest.mark.parametrize("lines", ["half", "mean"])
def test_quadrant_lines_stand_at_one_half_or_at_the_mean(lines: Any) -> None:
    # x: 1 and 0.2, y: 0 and 0.4.
    result = table([{"M": 100}, {"A": 30, "O": 10, "M": 10, "I": 50}])
    spec = kano.quadrant(result, "en", lines=lines).to_dict()
    places = [rows for rows in spec["datasets"].values() if list(rows[0]) == ["x", "y"]]
    expected = {"half": (0.5, 0.5), "mean": (0.6, 0.2)}[lines]
    assert tuple(places[0][0].values()) == pytest.approx(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_up_to_fifteen_features_carry_their_names(language: str) -> None:
    spec = kano.quadrant(scattered(15, LONG[language]), language).to_dict()
    shown = ["".join(mark.split()) for mark in marks(spec)["mark"]]
    assert shown == ["".join(label.split()) for label in LONG[language]]
    assert "hconcat" not in spec


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [16, 31, 60])
def test_above_fifteen_features_numbers_and_a_key_stand_instead(language: str, n: int) -> None:
    names = numbered(language, n)
    spec = kano.quadrant(scattered(n, names), language).to_dict()
    assert marks(spec)["mark"].tolist() == [str(i) for i in range(1, n + 1)]
    assert [number for number, _name in key(spec)] == list(range(1, n + 1))
    for (_number, name), label in zip(key(spec), names, strict=True):
        assert label.startswith(name.rstrip("…"))
        assert len(name) >= 10
    assert len(columns(spec)) == (1 if n == 16 else 2)
    for column in columns(spec):
        assert column["height"]["step"] >= 17  # 14-pixel text


def test_above_sixty_features_there_are_only_marks() -> None:
    spec = kano.quadrant(scattered(61), "en").to_dict()
    assert "hconcat" not in spec
    assert set(marks(spec)["mark"]) == {""}
    assert len(marks(spec)) == 61


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "n = 100 to 200 answers per feature. Not drawn, with too few answers that count: 2.",
        ),
        ("zh", "每项 100 至 200 份回答。有效回答太少、没有画出的：2 项。"),
    ],
)
def test_features_without_coefficients_are_left_out_and_counted(language: str, said: str) -> None:
    result = table([{"M": 100}, {"Q": 120}, {"A": 200}, {"R": 30}])
    spec = kano.quadrant(result, language).to_dict()
    assert marks(spec)["label"].tolist() == ["f000", "f002"]
    assert spec["title"]["subtitle"][0] == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "n = 20 to 50 answers per feature. Not drawn, with too few answers that count: 4."),
        ("zh", "每项 20 至 50 份回答。有效回答太少、没有画出的：4 项。"),
    ],
)
def test_a_feature_is_drawn_from_twenty_answers_of_the_four_kinds_on(
    language: str, said: str
) -> None:
    drawn = [{"M": 20}, {"A": 5, "O": 5, "M": 5, "I": 5}, {"I": 20, "R": 20, "Q": 10}]
    left_out = [{"M": 19}, {"A": 10, "I": 9, "R": 100}, {"O": 19, "Q": 500}, {"A": 1}]
    result = table([*left_out[:2], *drawn, *left_out[2:]])
    spec = kano.quadrant(result, language).to_dict()
    assert marks(spec)["label"].tolist() == ["f002", "f003", "f004"]
    assert spec["title"]["subtitle"][0] == said
    # Their place, not a fifth of a point: 5 + 5 of 20, R and Q beside.
    assert marks(spec)[["x", "better"]].to_numpy().tolist() == [[1, 0], [0.5, 0.5], [0, 0]]


def test_the_mean_lines_rest_on_the_features_drawn_alone() -> None:
    result = table([{"M": 100}, {"A": 19}, {"O": 19, "R": 90}])
    spec = kano.quadrant(result, "en", lines="mean").to_dict()
    places = [rows for rows in spec["datasets"].values() if list(rows[0]) == ["x", "y"]]
    assert places == [[{"x": 1.0, "y": 0.0}]]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["n = 30 answers per feature.",
                "Lines: 95% intervals. Filled: told apart from the runner-up; hollow: not yet.",
                "A note."]),
        ("zh", ["每项 30 份回答。",
                "细线：95% 置信区间。实心：已与第二名拉开差距；空心：还没有。", "A note."]),
    ],
)  # fmt: skip
def test_the_subtitle_says_how_to_read_the_marks(language: str, said: list[str]) -> None:
    spec = kano.quadrant(table([{"M": 30}]), language, note="A note.").to_dict()
    assert spec["title"]["subtitle"] == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Dissatisfaction when missing (|Worse|)", "Satisfaction when there (Better)"]),
        ("zh", ["不提供时的不满程度（|Worse|）", "提供后的满意程度（Better）"]),
    ],
)
def test_the_axes_say_what_they_measure(language: str, said: list[str]) -> None:
    drawn = ElementTree.fromstring(theme.svg(kano.quadrant(table([{"M": 30}]), language).to_dict()))
    titles = [e for e in drawn.iter() if "role-axis-title" in e.get("class", "")]
    assert ["".join(title.itertext()) for title in titles] == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [0, 2])
def test_nothing_to_draw_is_an_empty_plane_that_says_so(language: str, n: int) -> None:
    result = table([{"Q": 120}, {"M": 19}]).head(n)
    said = {
        ("en", 0): "No answers yet.",
        ("zh", 0): "还没有人回答。",
        ("en", 2): "Not drawn, with too few answers that count: 2.",
        ("zh", 2): "有效回答太少、没有画出的：2 项。",
    }[language, n]
    for lines in ("half", "mean"):
        chart = kano.quadrant(result, language, lines=lines)  # type: ignore[arg-type]
        assert chart.to_dict()["title"]["subtitle"][0] == said
        assert said in theme.svg(chart.to_dict())


def test_an_empty_tally_gives_an_empty_plane() -> None:
    nobody = pd.DataFrame({"feature": [], "functional": [], "dysfunctional": [], "n": []})
    chart = kano.quadrant(kano.classify(nobody.astype("int64")), "en")
    assert "No answers yet." in theme.svg(chart.to_dict())


def test_one_feature_stands_alone() -> None:
    spec = kano.quadrant(table([{"O": 30}], ["Wi-Fi"]), "en", lines="mean").to_dict()
    assert marks(spec)[["mark", "x", "better"]].to_numpy().tolist() == [["Wi-Fi", 1, 1]]
    assert boxes(spec)["right"].max() <= WIDTH


ODD = ['"Quoted" & <b>bold</b>', 'id="x" url(#y)', "two\nlines", "car 🚗", "مرحبا بالعالم",
       "a" * 300, "back\\slash \\n", "{brace} %s {{x}}", "1", "1.0", "O'Neil", "x\u2028y",
       "nul\x00and\x1b", "很" * 80, "   "]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_odd_labels_are_drawn_as_they_are_on_two_lines_at_most(language: str) -> None:
    spec = kano.quadrant(scattered(15, ODD), language).to_dict()
    assert marks(spec)["mark"].str.count("\n").max() <= 1
    assert marks(spec)["box_width"].max() <= 196  # 190 and 3 of air on either side
    assert overlaps(boxes(spec)) == []
    text = "".join(ElementTree.fromstring(theme.svg(spec)).itertext())
    for label in (ODD[0], ODD[1], ODD[3], ODD[4], ODD[6], ODD[10]):
        assert "".join(label.split()) in "".join(text.split())


def test_the_label_is_taken_from_feature_label_where_it_is_there() -> None:
    result = table([{"M": 100}])
    assert marks(kano.quadrant(result, "en").to_dict())["mark"].tolist() == ["f000"]
    named = result.assign(feature_label="Spotless room")
    assert marks(kano.quadrant(named, "en").to_dict())["mark"].tolist() == ["Spotless room"]


def test_a_table_by_segment_names_the_segment() -> None:
    counts = pd.DataFrame(
        {"segment": ["a", None], "feature": "wifi", "functional": 1, "dysfunctional": 5, "n": 90}
    )
    spec = kano.quadrant(kano.classify(counts, by="segment"), "en").to_dict()
    assert sorted(marks(spec)["mark"]) == ["a · wifi", "– · wifi"]


def test_a_note_stands_under_the_title_in_whole_lines() -> None:
    note = "Synthetic data: " + "no real guest was asked. " * 8
    spec = kano.quadrant(table([{"M": 100}]), "en", note=note).to_dict()
    assert " ".join(spec["title"]["subtitle"][2:]) == note.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_category_colours_and_shapes_are_told_by_the_legend(language: str) -> None:
    spec = kano.quadrant(table([{"M": 100}, {"A": 100}]), language).to_dict()
    part = next(p for p in panel(spec)["layer"] if p.get("transform"))
    names = category_names(language)
    colour, shape = part["encoding"]["color"], part["encoding"]["shape"]
    assert colour["scale"]["domain"] == shape["scale"]["domain"] == [names["M"], names["A"]]
    assert colour["scale"]["range"] == ["#D55E00", "#009E73"]
    assert shape["scale"]["range"] == ["square", "triangle-up"]


def test_ten_thousand_features_are_drawn() -> None:
    theme.enable()
    result = pd.concat([scattered(50)] * 200, ignore_index=True)
    assert len(marks(kano.quadrant(result, "en").to_dict())) == 10_000
