"""A small company whose texts look like formulas, with a report of two parts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workshop_kit import Workshop, open_workshop
from workshop_kit.report import Part, contents

PROFILE = """
id: mine
name: {en: Mine, zh: 我的公司}
origin: synthetic
source: {en: Invented., zh: 自编。}
colour: "#b45309"
segments:
  - {id: family, label: "+families"}
features:
  - {id: wifi, label: "=1+1"}
  - {id: spa, label: "@spa"}
  - {id: bar, label: "-bar"}
data: {kano_tally: tally.csv, loyalty_answers: loyalty.csv}
"""
TALLY = """segment,feature,functional,dysfunctional,n
family,wifi,1,5,40
family,wifi,3,5,20
family,spa,1,3,50
family,bar,3,3,12
"""
LOYALTY = "respondent,segment,recommend,satisfaction,effort\n" + "".join(
    f"r{i},family,{i % 11},{i % 5 + 1},{i % 7 + 1}\n" for i in range(44)
)


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Workshop]:
    """Opens the company in a language."""
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)

    def page(language: Any = "en") -> Workshop:
        folder = tmp_path / "mine" / f"{language}-participant" / "inputs"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in {
            "tally.csv": TALLY,
            "loyalty.csv": LOYALTY,
            "company.yaml": PROFILE,
        }.items():
            (folder / name).write_text(text, "utf-8")
        (folder.parent / "edition.json").write_text(
            f'{{"company": "mine", "language": "{language}", "audience": "participant",'
            ' "notebooks": {}}',
            "utf-8",
        )
        return open_workshop(folder, language=language)

    return page


@pytest.fixture(params=["en", "zh"])
def told(
    company: Callable[..., Workshop], request: pytest.FixtureRequest
) -> tuple[Workshop, list[Part]]:
    """The company in each language, with the parts of its report."""
    shop = company(request.param)
    return shop, contents(shop)
