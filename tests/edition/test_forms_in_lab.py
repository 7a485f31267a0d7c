"""Forms in a real JupyterLab, by mouse and by keyboard; all is there after the kernel died."""

import json
import re
import shutil
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import psutil
import pytest

from workshop_kit.company import read_company
from workshop_kit.edition.run import run_edition
from workshop_kit.entries import Entries
from workshop_kit.workshop import find_company

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Running = Callable[..., AbstractContextManager[dict[str, Any]]]
Offline = Callable[..., AbstractContextManager[tuple["Page", list[str]]]]
Command = Callable[..., tuple[int, str, str]]
MadeOf = Callable[..., AbstractContextManager[None]]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, made_of: MadeOf) -> Path:
    """The hotel's editions for participants and trainer, below one folder; copied, not changed."""
    out = tmp_path_factory.mktemp("made")
    hotel = read_company(find_company("lakeside-hotel"))
    for audience in ("participant", "trainer"):
        with made_of("01_persona", "02_kano"):
            done = run_edition(hotel, language="en", audience=audience, out=out)  # type: ignore[arg-type]
        assert done.status == "made", done.problems
    return out / "lakeside-hotel"


@pytest.fixture
def company(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "lakeside-hotel"))


def start(page: "Page", told: dict[str, Any], name: str) -> None:
    """Open a notebook, press Start and wait until all of it was worked out."""
    page.goto(f"{told['url']}doc/tree/{name}?token={told['token']}")
    page.locator("[data-status='idle']").first.wait_for(timeout=60_000)
    page.locator("[data-jp-item-name='start'] jp-button:visible").click()
    page.locator(".ws-form").first.wait_for(timeout=60_000)
    page.locator("[data-status='idle']").first.wait_for(timeout=60_000)


def form_with(page: "Page", question: str) -> "Locator":
    """The form that asks a question, by its name."""
    return page.locator(".ws-form").filter(has=page.locator(f".ws-q-{question}"))


def kernels() -> list[psutil.Process]:
    """Every kernel below this process."""
    return [
        process
        for process in psutil.Process().children(recursive=True)
        if "ipykernel_launcher" in " ".join(process.cmdline())
    ]


def kill_kernels() -> int:
    """End every kernel the hardest way; how many there were."""
    found = kernels()
    for process in found:
        process.send_signal(signal.SIGKILL)
    return len(found)


def entered(company: Path, kind: str) -> dict[str, Any]:
    """The newest answers of a kind on disk."""
    found = Entries(company / "entries.sqlite").current(kind=kind)
    assert len(found) == 1
    values: dict[str, Any] = found[0].body["values"]
    return values


def test_the_survey_filled_by_mouse_survives_a_killed_kernel(
    company: Path, running: Running, offline: Offline, tmp_path: Path
) -> None:
    edition = company / "en-participant"
    with running(edition, tmp_path / "home") as told, offline() as (page, elsewhere):
        start(page, told, "02_kano.ipynb")
        who = page.locator(".ws-form").first
        who.get_by_label("Which group is typing here?").select_option(label="Group 3")
        form = form_with(page, "clean-room")
        names = page.locator("input[type=radio]").evaluate_all(NAMES)
        assert len(set(names)) == page.get_by_role("radiogroup").count(), "no two share a name"
        groups = form.get_by_role("radiogroup").all()
        assert len(groups) == 30, "two questions and an importance for each of ten features"
        for i, group in enumerate(groups):
            radios = group.get_by_role("radio")
            radios.nth((i * 7) % radios.count()).check()
        form.get_by_text("10 of 10").wait_for()
        # The last importance counts in no progress: "saved" may be that of the answers before.
        page.wait_for_timeout(1500)
        form.get_by_text(re.compile(r"^saved \d\d:\d\d$")).wait_for()
        before = entered(company, "kano")
        assert len(before) == 20

        assert kill_kernels() >= 1
        start(page, told, "02_kano.ipynb")
        who = page.locator(".ws-form").first
        label = who.get_by_label("Which group is typing here?")
        assert label.evaluate("box => box.selectedOptions[0].textContent") == "Group\u00a03"
        form = form_with(page, "clean-room")
        form.get_by_text("10 of 10").wait_for()
        for i, group in enumerate(form.get_by_role("radiogroup").all()):
            radios = group.get_by_role("radio")
            assert radios.nth((i * 7) % radios.count()).is_checked()
        assert entered(company, "kano") == before
        assert page.get_by_text("Nobody here has answered").count() == 0
        assert elsewhere == []


NAMES = "radios => radios.map((radio) => radio.name)"
TYPED = {
    "name": "王喆 <script>alert(1)</script> 😀",
    "tagline": "A mother of two who comes for one night",
    "quote": "שלום, I want the children to be happy.",
    "goals": "A room on arrival\nSomething for the children",
    "pains": "Waiting with two tired children",
}


def test_the_card_filled_by_keyboard_alone_survives_a_killed_kernel(
    company: Path, running: Running, offline: Offline, tmp_path: Path
) -> None:
    edition = company / "en-participant"
    with running(edition, tmp_path / "home") as told, offline(1024, 768) as (page, _elsewhere):
        start(page, told, "01_persona.ipynb")
        form = form_with(page, "tagline").first
        form.locator(".ws-q-name input").focus()
        for _step in range(60):
            focus = page.evaluate(FOCUS)
            if focus["question"] in TYPED:
                for n, line in enumerate(TYPED[focus["question"]].split("\n")):
                    if n:
                        page.keyboard.press("Enter")
                    page.keyboard.insert_text(line)
            elif focus["question"] == "style":
                page.keyboard.press("Space")  # the first of the radios
                page.keyboard.press("ArrowRight")
            elif focus["question"] in ("segment", "psychologies") and focus["first"]:
                page.keyboard.press("Space")
            elif focus["question"] == "source-basic":
                page.keyboard.press("ArrowDown")
                break
            page.keyboard.press("Tab")
        form.get_by_text("5 of 5").wait_for()
        form.get_by_text(re.compile(r"^saved \d\d:\d\d$")).wait_for()
        before = entered(company, "persona")
        assert {name: before[name] for name in TYPED} == TYPED
        assert before["style"] == "expressive"
        assert before["segment"] == "tour-group"
        assert len(before["psychologies"]) == 1
        assert before["source-basic"]
        assert page.locator("script:has-text('alert(1)')").count() == 0

        assert kill_kernels() >= 1
        start(page, told, "01_persona.ipynb")
        form = form_with(page, "tagline").first
        form.get_by_text("5 of 5").wait_for()
        chosen = page.locator("input[type=radio]:checked").count()
        assert chosen == 2, "segment and style, in this card and no other"
        for name, text in TYPED.items():
            assert form.locator(f".ws-q-{name} :is(input, textarea)").input_value() == text
        assert form.get_by_role("radio", name="Expressive").is_checked()
        assert entered(company, "persona") == before


def test_a_page_whose_kernel_is_gone_says_that_it_does_not_save(
    company: Path, running: Running, offline: Offline, tmp_path: Path
) -> None:
    with running(company / "en-participant", tmp_path / "home") as told, offline() as (page, _):
        start(page, told, "01_persona.ipynb")
        form = form_with(page, "tagline").first
        quote = form.locator(".ws-q-quote textarea")
        quote.fill("kept")
        form.get_by_text(re.compile(r"^saved \d\d:\d\d$")).wait_for()
        quote.fill("kept too")
        page.wait_for_timeout(3000)
        assert form.get_by_text("Not saved").count() == 0, "nobody is frightened for nothing"
        for process in kernels():
            process.send_signal(signal.SIGSTOP)  # as one that hangs; one that died is restarted
        quote.press_sequentially(" lost")
        form.get_by_text("Not saved yet: the page gets no answer.").wait_for()
        assert form.get_by_text(re.compile(r"^saved \d\d:\d\d$")).count() == 0
        for process in kernels():
            process.send_signal(signal.SIGCONT)
        form.get_by_text(re.compile(r"^saved \d\d:\d\d$")).wait_for()
        page.wait_for_timeout(2500)
        assert entered(company, "persona")["quote"] == "kept too lost"


FOCUS = """() => {
  const at = document.activeElement, field = at.closest(".ws-field");
  const mark = field && [...field.classList].find((c) => c.startsWith("ws-q-"));
  const first = field && field.querySelector("input") === at;
  return { question: mark ? mark.slice(5) : "", first };
}"""


def test_a_group_on_another_laptop_stands_in_the_trainers_notebook(
    company: Path, made: Path, running: Running, offline: Offline, tmp_path: Path, workshop: Command
) -> None:
    laptop = Path(shutil.copytree(made, tmp_path / "laptop"))
    with running(laptop / "en-participant", tmp_path / "h1") as told, offline() as (page, _):
        start(page, told, "01_persona.ipynb")
        who = page.locator(".ws-form").first
        who.get_by_label("Which group is typing here?").select_option(label="Group 5")
        card = form_with(page, "tagline").first
        card.locator(".ws-q-name input").fill("Auntie Wang")
        card.get_by_text(re.compile(r"^saved \d\d:\d\d$")).wait_for()
    assert not (company / "entries.sqlite").exists()

    code, said, problems = workshop("collect", str(laptop), "--into", str(company))
    assert (code, problems) == (0, ""), problems
    assert "1" in said
    code, said, problems = workshop("collect", str(laptop), "--into", str(company))
    assert (code, problems) == (0, "")

    with running(company / "en-trainer", tmp_path / "h2") as told, offline() as (page, _):
        start(page, told, "01_persona.ipynb")
        page.get_by_text("Group 5, card 1").wait_for()
        pictures = page.locator(".jp-RenderedSVG img").all()
        drawn = [unquote(picture.get_attribute("src") or "") for picture in pictures]
        assert any("Auntie Wang" in source for source in drawn)
        assert any("proto-persona" in source for source in drawn), "it rests on no customer"
    assert json.loads((company / "en-trainer/edition.json").read_text())["audience"] == "trainer"
