"""`workshop export`: what is written, what is told, and what stays when it cannot be."""

import errno
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workshop_kit import Workshop
from workshop_kit.handouts import pdf
from workshop_kit.handouts.places import replacing

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def edition(workshop: Run, company: Callable[..., Workshop]) -> Path:
    """The folder of an edition, in the current folder."""
    return company("zh").company.folder.parent


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_what_is_asked_for_is_made_and_named(workshop: Run, edition: Path) -> None:
    code, out, err = workshop("export", str(edition), "--xlsx", "--pptx")
    assert (code, err) == (0, "")
    made = ["report.html", "report.xlsx", "report.pptx"]
    assert out.splitlines() == [f"Written: {edition / name}" for name in made]
    assert files(edition) == ["edition.json", *sorted(made)]


def test_what_is_no_edition_is_one_line(workshop: Run, tmp_path: Path) -> None:
    code, out, err = workshop("export", str(tmp_path))
    assert (code, out) == (1, "")
    assert err.startswith("An edition must hold edition.json.")


def test_without_a_browser_the_others_are_made_and_the_way_out_is_told(
    workshop: Run, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "browser", lambda: None)
    code, out, err = workshop("export", str(edition))
    assert code == 1
    assert out.count("Written: ") == 3
    assert err.startswith("report.pdf: A PDF must be printed by Chromium, Chrome or Edge.")
    assert "open report.html in any browser and print it to PDF on A4" in err
    assert "report.pdf" not in files(edition)


def test_a_browser_that_prints_nothing_is_told(
    workshop: Run, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (edition / "report.pdf").write_bytes(b"old")
    monkeypatch.setattr(pdf, "browser", lambda: "chromium")
    failed = subprocess.CompletedProcess([], 1, b"", b"cannot open display\n")
    monkeypatch.setattr(pdf.subprocess, "run", lambda *_a, **_k: failed)
    code, _out, err = workshop("export", str(edition), "--pdf")
    assert code == 1
    assert "chromium must print a PDF. It did not: cannot open display" in err
    assert (edition / "report.pdf").read_bytes() == b"old"


@pytest.mark.parametrize("kind", ["xlsx", "pptx"])
def test_a_disk_that_fills_leaves_the_old_file(
    workshop: Run, edition: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = edition / f"report.{kind}"
    target.write_bytes(b"old")

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("workshop_kit.handouts.places.os.fsync", full)
    code, out, err = workshop("export", str(edition), f"--{kind}")
    assert (code, out) == (1, "")
    assert f"{target} must be written whole. No space left on device. What was there before" in err
    assert target.read_bytes() == b"old"
    assert files(edition) == ["edition.json", target.name]


def test_a_draft_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def write() -> None:
        with replacing(tmp_path / "a.txt") as draft:
            draft.write_text("half")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        write()
    assert list(tmp_path.iterdir()) == []


def test_an_export_while_a_form_is_open_has_what_was_saved(
    workshop: Run, edition: Path, company: Callable[..., Workshop]
) -> None:
    from workshop_kit import persona

    form: Any = persona.card_form(company("zh"), 1)
    form.fields["name"].widget.set_state({"value": "李奶奶"})
    assert workshop("export", str(edition), "--xlsx")[0] == 0
    assert "李奶奶" in (edition / "report.html").read_text("utf-8")


def test_a_logo_that_is_no_picture_is_told_and_all_is_made_without_it(
    workshop: Run, edition: Path
) -> None:
    (edition / "inputs" / "logo.png").write_bytes(b"no picture")
    with (edition / "inputs" / "company.yaml").open("a", encoding="utf-8") as profile:
        profile.write("logo: logo.png\n")
    code, out, err = workshop("export", str(edition), "--pptx")
    assert code == 1
    assert out.count("Written: ") == 2
    assert err.startswith("标志文件 logo.png 不是完整的 PNG 或 JPEG 图片")


@pytest.mark.parametrize("kind", ["html", "xlsx", "pptx"])
def test_another_clients_name_in_what_groups_typed_is_told(
    workshop: Run, edition: Path, company: Callable[..., Workshop], kind: str
) -> None:
    from workshop_kit.edition.leaks import find_leaks
    from workshop_kit.entries import Entry

    other = edition.parents[1] / "rival" / "zh-participant" / "inputs"
    other.mkdir(parents=True)
    (other / "company.yaml").write_text("id: rival\nname: Rival & Sons\n", "utf-8")
    shop = company("zh")
    assert workshop("export", str(edition), "--xlsx", "--pptx")[0] == 0
    values = {"rows": [{"idea": "Do as Rival & Sons do"}]}
    shop.store.save(Entry("mine", shop.session, "1", "ideas", "", "", {"values": values}))
    code, _out, err = workshop("export", str(edition), "--xlsx", "--pptx")
    assert code == 1
    assert f"report.{kind}: it mentions 'Rival & Sons', which belongs to rival." in err
    # The whole edition is looked through the same way.
    told = list(find_leaks(edition, {"Rival & Sons": "rival"}, []))
    assert any(line.startswith(f"report.{kind}: ") for line in told)


def test_a_page_has_a_button_for_each_file(
    edition: Path, company: Callable[..., Workshop], monkeypatch: pytest.MonkeyPatch
) -> None:
    from workshop_kit import handouts

    shop = company("zh")
    monkeypatch.chdir(edition)
    *made, foot, links = handouts.file_buttons(shop).children
    assert [button.description.split("：")[0][-4:] for button in made] == [
        *("html", "xlsx", "pptx", ".pdf"),
    ]
    made[1].click()
    assert (foot.tone, foot.saved[:13]) == ("ok", "report.xlsx 已")
    assert (edition / "report.xlsx").is_file()
    (output,) = links.outputs
    assert output["data"] == {
        "text/html": '<a href="report.xlsx" download="report.xlsx">下载并打开 report.xlsx</a>',
        "text/plain": "report.xlsx",
    }
    made[1].click()
    assert links.outputs == (output,)
    monkeypatch.setattr(pdf, "browser", lambda: None)
    made[3].click()
    assert foot.tone == "bad"
    assert links.outputs == (output,)  # what was not written has no link
    assert "请用任意浏览器打开 report.html" in foot.saved
    (edition / "report.pptx").write_bytes(b"old")

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("workshop_kit.handouts.places.os.fsync", full)
    made[2].click()
    assert foot.saved == "report.pptx 没有写成：磁盘满了，请先腾出空间。原来的文件还在。"
    assert (edition / "report.pptx").read_bytes() == b"old"
    assert not any(button.disabled for button in made)


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_a_browser_prints_a4_with_the_kits_own_fonts(workshop: Run, edition: Path) -> None:
    code, _out, err = workshop("export", str(edition), "--pdf")
    assert (code, err) == (0, "")
    printed = (edition / "report.pdf").read_bytes()
    assert printed[:5] == b"%PDF-"
    # 210 by 297 mm in points, as Chromium rounds them.
    assert b"/MediaBox [0 0 594.95996 841.91998]" in printed or b"/MediaBox [0 0 595" in printed
