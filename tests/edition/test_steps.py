"""What a terminal shows while editions are made, and a file does not."""

import io

import pytest

from workshop_kit.edition.steps import Board


class Terminal(io.StringIO):
    """Standard error of somebody who looks."""

    def isatty(self) -> bool:
        return True


def show(monkeypatch: pytest.MonkeyPatch, error: io.StringIO) -> str:
    """All that a run of two editions of three steps writes."""
    monkeypatch.setattr("sys.stderr", error)
    board = Board(2, 3)
    board.step("hotel en-trainer: 01_persona.ipynb")
    board.step("bank zh-trainer: 01_persona.ipynb")
    board.step("hotel en-trainer: 02_kano.ipynb")
    board.done("hotel en-trainer", 1)
    board.close()
    return error.getvalue()


def test_a_terminal_shows_a_line_for_each_edition_and_a_total(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = show(monkeypatch, Terminal())
    assert "hotel en-trainer  1 of 3: 01_persona.ipynb" in shown
    assert "bank zh-trainer  1 of 3: 01_persona.ipynb" in shown
    assert "hotel en-trainer  2 of 3: 02_kano.ipynb" in shown
    assert "0 of 2 |" in shown
    assert "1 of 2 |" in shown
    assert "to go" in shown


def test_a_file_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(monkeypatch, io.StringIO()) == ""
