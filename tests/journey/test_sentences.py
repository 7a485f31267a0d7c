"""What is said of curves, moves and groups: no more than the figures carry."""

from typing import Any

import pandas as pd
import pytest

from workshop_kit import journey
from workshop_kit.journey.advice import move_overview
from workshop_kit.journey.words import move_names, signed, state_names

LANGUAGES = ("en", "zh")
LABELS = {"t0": "Booking", "t1": "Check-in {x}", "t2": "Room"}


def of(*values: float) -> pd.DataFrame:
    names = [f"t{i}" for i in range(len(values))]
    return pd.DataFrame(
        {"touchpoint": names, "position": range(len(values)), "valence": [*map(float, values)]}
    )


def said(curve: pd.DataFrame, language: str = "en") -> list[str]:
    return journey.curve_sentences(
        journey.curve_metrics(curve), journey.moments(curve), language, labels=LABELS
    )


def moves(curve: pd.DataFrame, language: str = "en", **options: Any) -> str:
    return "\n".join(journey.move_sentences(journey.moves(curve, **options), language))


def groups(*valences: float) -> pd.DataFrame:
    return journey.summary(
        pd.DataFrame(
            {
                "group": [str(i) for i in range(1, len(valences) + 1)],
                "touchpoint": "t2",
                "position": 0,
                "valence": [*map(float, valences)],
            }
        )
    )


def test_a_curve_in_words() -> None:
    assert said(of(1, -1, 3)) == [
        "The peak is Room (+3). The valley is Check-in {x} (−1). The end is Room (+3).",
        "It will be remembered well: a high peak and a high end.",
        "What stays in memory, the mean of strongest moment and end: +3. "
        "The worst moment (−1) stays below zero, whatever the end.",
        "On the way the mean is 0: memory is kinder than the journey.",
    ]


def test_two_signs_are_never_given_as_one_figure() -> None:
    text = "\n".join(said(of(0, -3, 1)))
    assert "The strongest moment (−3) and the end (+1) have opposite signs" in text
    assert "What stays in memory" not in text  # (-3 + 1) / 2 = -1 describes nothing of it


def test_harsh_memory_and_curves_on_one_side() -> None:
    text = "\n".join(said(of(2, 3, 0, -3)))
    assert "memory is harsher" in text
    assert "No moment is better than neutral; the best is Booking (0)." in said(of(0, -1))[0]
    assert "No moment is worse than neutral; the lowest is Booking (0)." in said(of(0, 1))[0]
    level = "No moment stands out: it is +1 from the beginning to the end."
    assert said(of(1))[0] == said(of(1, 1))[0] == level


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("values", [(3, -3), (0, 1), (3, 3), (3, -1, 1), (0,)])
def test_every_state_can_be_said(values: tuple[float, ...], language: str) -> None:
    assert all(text and "None" not in text for text in said(of(*values), language))


def test_moves_in_words_with_what_they_change() -> None:
    text = moves(of(1, -2, 2.5, 0), fixed=["t0"])
    assert "Change the order: t2 comes last. Changes: peak and end +1.25" in text
    assert "Raise the peak: t2 from +2.5 to +3. Changes: peak and end +0.25" in text
    assert "The scale ends there." in text
    assert "check that it can be done" not in text
    assert "check that it can be done" in moves(of(1, -2, 2.5, 0))


def test_warnings_are_said() -> None:
    assert "improve it before it lasts longer" in moves(of(1, -2))
    assert "Another touchpoint is as low" in moves(of(-2, 1, -2, 1))
    assert "then have opposite signs" in moves(of(0, -3, 1))
    assert "no order that is allowed ends better" in moves(of(0, 1))
    assert "at the top of the scale already" in moves(of(0, 3))


def test_a_peak_that_is_the_end_is_prolonged_once() -> None:
    assert moves(of(0, 2)).count("lasts longer") == 1
    assert moves(of(2, 0)).count("lasts longer") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_moves_as_a_sheet(language: str) -> None:
    table = journey.moves(of(1, -2, 2.5, 0), fixed=["t0"])
    sheet = move_overview(table, language, labels=LABELS)
    assert sheet.index.tolist() == [move_names(language)[move] for move in table["move"]]
    assert sheet.map(lambda cell: isinstance(cell, str) and bool(cell)).all(axis=None)
    if language == "en":
        # The area after the valley grows by .25, that after the peak by .5 / 2 + (7 - 6) / 12.
        assert sheet.loc["Raise the peak"].tolist() == [
            *["Room from +2.5 to +3", "+0.25", "0", "+0.19", "The scale ends there."]
        ]
    assert len(move_overview(journey.moves(of(0, 2)), language)) == 4  # the peak is the end


def test_groups_in_words() -> None:
    few = journey.summary_sentences(groups(3, -3), "en", labels=LABELS)
    assert few[0] == "Curves per touchpoint: 2. So few show these groups only."
    assert few[1].startswith("Least agreed on: Room (standard deviation 4.2).")
    far = journey.summary_sentences(groups(1, 1, 1, 2, -3), "en", unit_labels={"5": "Group 5"})
    assert far[-1] == ("Group 5 is far from the others at t2. It counts all the same: ask why.")
    agreed = journey.summary_sentences(groups(1, 1), "en")
    assert "Nowhere do the curves differ by more than about one level." in agreed
    assert len(journey.summary_sentences(groups(1), "en")) == 1
    assert journey.summary_sentences(groups(1).iloc[:0], "en") == ["No curves yet."]


def test_one_far_off_everywhere_is_said_once() -> None:
    table = pd.concat([groups(1, 1, 1, 2, -3).assign(touchpoint=f"t{i}") for i in range(9)])
    last = journey.summary_sentences(table, "en")[-1]
    assert last.startswith("5 is far from the others at 9 touchpoints, first at t0, t1, t2.")


def test_one_curve_at_a_time() -> None:
    two = pd.concat([of(1).assign(g=1), of(2).assign(g=2)])
    with pytest.raises(ValueError, match="metrics must have one row"):
        journey.curve_sentences(
            journey.curve_metrics(two, by="g"), journey.moments(two, by="g"), "en"
        )


@pytest.mark.parametrize(
    ("value", "text"),
    [(2, "+2"), (-0.5, "−0.5"), (0, "0"), (0.001, "0"), (-0.001, "0"), (1.25, "+1.25")],
)
def test_numbers_have_their_sign(value: float, text: str) -> None:
    assert signed(value) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_name(language: str) -> None:
    from workshop_kit.journey.metrics import STATES
    from workshop_kit.journey.reshaping import MOVES

    assert tuple(state_names(language)) == STATES
    assert tuple(move_names(language)) == MOVES
