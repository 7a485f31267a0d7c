"""The client's report: one page that needs nothing else, says everything and runs nothing."""

import base64
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from PIL import Image

from workshop_kit import Workshop, kano, open_workshop
from workshop_kit.report import build_report

LANGUAGES = ("en", "zh")
SAMPLES = ("lakeside-hotel", "digital-payments", "xingyun-telecom")
KIT = Path(__file__).parents[2] / "workshop_kit"
VOID = {"meta", "img", "br", "hr", "link", "input", "col", "wbr", "source"}
URLS = ("src", "href", "xlink:href", "action", "data", "poster", "srcset", "background")

PROFILE = """
id: mine
name: Mine
features:
  - {id: wifi, label: Wi-Fi}
  - {id: spa, label: Spa}
"""


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.errors: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        names = [name for name, _value in attrs]
        if len(set(names)) < len(names):
            self.errors.append(f"{tag} has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if "svg" not in self.open and tag not in VOID:
            self.errors.append(f"<{tag}/> is open in HTML")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.errors.append(f"</{tag}> closes nothing at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self.open:
            self.texts.append(" ".join(data.split()))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def workshop(folder: Path, text: str, tally: str = "", language: str = "en") -> Workshop:
    """A company whose tally has these rows (segment, feature, functional, dysfunctional, n)."""
    if tally:
        text += "data: {kano_tally: tally.csv}\n"
        head = "segment,feature,functional,dysfunctional,n\n"
        (folder / "tally.csv").write_text(head + tally, "utf-8")
    (folder / "company.yaml").write_text(text, "utf-8")
    return open_workshop(folder, language=language)  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=[(c, language) for c in SAMPLES for language in LANGUAGES])
def sample(request: pytest.FixtureRequest) -> tuple[Workshop, str]:
    """Each sample company in each language, with its report."""
    company, language = request.param
    opened = open_workshop(company, language=language)
    return opened, build_report(opened)


def whole(html: str) -> Page:
    """The page, after the checks that every page must stand."""
    page = Page(html)
    assert page.errors == []
    assert page.open == []
    ids = [attrs["id"] for _tag, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)
    for tag, attrs in page.tags:
        assert tag not in ("script", "iframe", "object", "embed", "link", "base", "form")
        assert not [name for name in attrs if name.startswith("on")], attrs
        for name in URLS:
            address = attrs.get(name) or "data:"
            # A link leads to a place on the page.
            assert address.startswith("data:") or (tag == "a" and address[1:] in ids), attrs
    # Names of XML namespaces are the only addresses on the page, and none is loaded.
    assert set(re.findall(r'https?://[^\s"<]+', html)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert set(re.findall(r"url\((?!#)[^)]*\)", html)) == set()
    assert "@import" not in html
    policy = next(attrs for attrs in page.all("meta") if "http-equiv" in attrs)
    assert policy["content"] == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    return page


def test_a_report_is_one_valid_page_that_loads_nothing(sample: tuple[Workshop, str]) -> None:
    page = whole(sample[1])
    assert sample[1].startswith("<!DOCTYPE html>")
    assert [tag for tag, _attrs in page.tags[:2]] == ["html", "head"]
    body = [tag for tag, _attrs in page.tags].index("body")
    assert [tag for tag, _attrs in page.tags[:body]].count("title") == 1
    assert len(page.all("main")) == len(page.all("h1")) == 1
    assert len(page.all("svg")) == len(page.all("figure")) >= 2
    assert page.all("meta")[0] == {"charset": "utf-8"}


def test_a_report_names_its_language(sample: tuple[Workshop, str]) -> None:
    expected = {"en": "en", "zh": "zh-CN"}[sample[0].language]
    assert Page(sample[1]).all("html") == [{"lang": expected}]


def test_where_the_numbers_come_from_stands_at_the_top_and_the_foot(
    sample: tuple[Workshop, str],
) -> None:
    opened, html = sample
    kind = {
        ("lakeside-hotel", "en"): "Synthetic data: ",
        ("lakeside-hotel", "zh"): "虚构数据：",
        ("digital-payments", "en"): "Published data: ",
        ("digital-payments", "zh"): "公开数据：",
        ("xingyun-telecom", "en"): "Synthetic data: ",
        ("xingyun-telecom", "zh"): "虚构数据：",
    }[opened.company.id, opened.language]
    assert opened.notice.startswith(kind)
    notes = [text for text in Page(html).texts if opened.notice in text]
    assert notes[0] == opened.notice
    assert notes[-1].endswith(opened.notice)
    assert notes[-1].startswith(opened.name)


def test_every_figure_of_the_overview_stands_in_the_page(sample: tuple[Workshop, str]) -> None:
    opened, html = sample
    sheet = kano.overview(kano.results(opened), opened.language, counts=True)
    texts = Page(html).texts
    at = texts.index(str(sheet.columns.name), texts.index(sheet.columns[1]) - 3)
    written = [sheet.columns.name, *sheet.columns]
    for name, row in zip(sheet.index, sheet.to_numpy(), strict=True):
        written += [name, *row]
    assert texts[at : at + len(written)] == [" ".join(str(cell).split()) for cell in written]


def test_the_headline_stands_first_with_the_number_of_customers(
    sample: tuple[Workshop, str],
) -> None:
    opened, html = sample
    customers = {
        ("lakeside-hotel", "en"): "260 customers answered. ",
        ("lakeside-hotel", "zh"): "共 260 位客户作答。",
        # A tally: how many customers gave its answers it does not say.
        ("digital-payments", "en"): "",
        ("digital-payments", "zh"): "",
        ("xingyun-telecom", "en"): "40 customers answered. ",
        ("xingyun-telecom", "zh"): "共 40 位客户作答。",
    }[opened.company.id, opened.language]
    headline = kano.headline(kano.results(opened), opened.language)
    texts = Page(html).texts
    heading = {"en": "In short", "zh": "结论摘要"}[opened.language]
    assert headline
    assert texts[texts.index(heading) + 1] == customers + headline


ANSWERS = """\
respondent,feature,functional,dysfunctional
r1,wifi,1,3
r1,spa,1,3
r2,wifi,,
r2,spa,,
r3,wifi,,5
r4,spa,2,
r5,wifi,3,5
"""


def answered(folder: Path, language: str, ending: str) -> Workshop:
    """A company with these answers as CSV or Parquet."""
    (folder / "answers.csv").write_text(ANSWERS, "utf-8")
    if ending == "parquet":
        duckdb = pytest.importorskip("duckdb")
        read = f"read_csv('{folder / 'answers.csv'}')"
        duckdb.sql(f"copy (from {read}) to '{folder / 'answers.parquet'}' (format parquet)")
    text = f"{PROFILE}data: {{kano_answers: answers.{ending}}}\n"
    return workshop(folder, text, language=language)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "4 customers answered. Too few answers: Wi-Fi, Spa."),
        ("zh", "共 4 位客户作答。回答太少：Wi-Fi、Spa。"),
    ],
)
def test_who_left_everything_empty_is_no_customer_who_answered(
    tmp_path: Path, language: str, said: str, ending: str
) -> None:
    page = whole(build_report(answered(tmp_path, language, ending)))
    assert said in page.texts


def test_sentences_advice_and_questions_stand_in_the_page(sample: tuple[Workshop, str]) -> None:
    opened, html = sample
    page, table = Page(html), kano.results(opened)
    texts = set(page.texts)
    assert set(kano.sentences(table, opened.language)) <= texts
    assert set(kano.advice(table, opened.language).to_numpy().ravel()) <= texts
    assert set(kano.questions(opened).to_numpy().ravel()) <= texts


def test_no_english_is_left_in_a_chinese_report() -> None:
    catalogue = read_po((KIT / "locale/zh/LC_MESSAGES/workshop_kit.po").open("rb"))
    english = {str(entry.id) for entry in catalogue if entry.id and entry.id != entry.string}
    templates = " ".join(path.read_text("utf-8") for path in KIT.glob("report/**/*.j2"))
    found = re.findall(r'_\("((?:[^"\\]|\\.)*)"', templates)
    wanted = {text.replace('\\"', '"') for text in found}
    assert len(wanted) > 20
    assert wanted <= {str(entry.id) for entry in catalogue}
    for company in SAMPLES:
        page = Page(build_report(open_workshop(company, language="zh")))
        assert not english & set(page.texts)
        # A longer text may also stand inside another, with its figures filled in.
        for text in english:
            pieces = [piece for piece in re.split(r"\{[^}]*\}", text) if len(piece) > 12]
            assert not [piece for piece in pieces if piece in page.text], text


def test_nobody_has_answered_is_said_on_a_whole_page(tmp_path: Path) -> None:
    said = {
        "en": ("No answers yet", "Nobody has answered the survey."),
        "zh": ("还没有回答", "还没有人填写问卷。"),
    }
    unanswered = ",wifi,1,0,5\n,spa,0,0,2\n"
    for language, (head, text) in said.items():
        for tally in ("", unanswered):
            page = whole(build_report(workshop(tmp_path, PROFILE, tally, language)))
            assert head in page.texts
            assert text in page.text
            assert not page.all("svg")
            assert not page.all("table")


@pytest.mark.parametrize("name", ["湖畔" * 40, "Company of all services " * 3 + "Ltd 2026"])
def test_every_printed_page_but_the_first_says_whose_it_is(tmp_path: Path, name: str) -> None:
    html = build_report(workshop(tmp_path, f"id: mine\nname: {name}\n"))
    (rule,) = re.findall(r'@bottom-left \{ content: "([^"]*)"; width: 86%', html)
    assert rule == name
    assert "@page :first { @bottom-left { content: none; } }" in html
    assert 'counter(page) " / " counter(pages)' in html


NASTY = """<script>alert(1)</script> & "x" 'y' </title></style>{{ 7 * 7 }} {% raw %} javascript:"""


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_typed_is_only_ever_text(tmp_path: Path, language: str) -> None:
    label = '</svg><img src="https://example.org/x.png" onerror="alert(2)"> id="clip0" url(#c)'
    text = f"""
id: mine
name: {quoted(NASTY)}
industry: {quoted(NASTY)}
source: {quoted(NASTY)}
origin: survey
features:
  - id: wifi
    label: {quoted(label)}
    functional: {quoted(NASTY)}
    dysfunctional: {quoted(NASTY)}
  - {{id: spa, label: {quoted(NASTY)}}}
  - {{id: bar, label: {quoted(NASTY + " silent")}}}
"""
    html = build_report(workshop(tmp_path, text, ",wifi,1,3,40\n,spa,3,5,40\n", language))
    page = Page(html)
    assert page.errors == []
    assert page.open == []
    assert not page.all("script") + page.all("img") + page.all("image")
    assert not [attrs for _tag, attrs in page.tags for name in attrs if name.startswith("on")]
    (rule,) = re.findall(r'@bottom-left \{ content: "([^"]*)"; width: 86%', html)
    written = re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), rule)
    assert written == " ".join(NASTY.split())
    assert len(page.all("svg")) == len(page.all("figure")) == 2
    assert page.texts.count(NASTY) >= 5  # heading, notice, two questions, ...
    assert label in page.texts
    assert "49" not in page.texts
    assert f"{NASTY} silent" in page.text  # nobody answered about it


def with_logo(folder: Path, content: bytes, name: str = "logo.png") -> Page:
    (folder / name).write_bytes(content)
    return Page(build_report(workshop(folder, f"{PROFILE}logo: {name}\n")))


def picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: Any) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, "red" if mode.startswith("RGB") else None).save(written, kind, **more)
    return written.getvalue()


def decoded(page: Page) -> tuple[bytes, Image.Image]:
    address = page.all("img")[0]["src"] or ""
    assert address.startswith("data:image/png;base64,")
    content = base64.b64decode(address.partition(",")[2])
    return content, Image.open(io.BytesIO(content))


def test_a_logo_is_decoded_and_written_anew(tmp_path: Path) -> None:
    payload = b"<script>alert(1)</script>" + b"secret" * 100
    content, image = decoded(with_logo(tmp_path, picture("PNG") + payload))
    assert (image.size, image.format) == ((40, 20), "PNG")
    assert image.convert("RGB").getpixel((0, 0)) == (255, 0, 0)
    assert b"secret" not in content
    assert b"script" not in content
    assert content.endswith(b"IEND\xaeB`\x82")


def test_what_a_camera_wrote_into_a_logo_is_gone(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    content, image = decoded(with_logo(tmp_path, picture("JPEG", exif=exif), "logo.jpg"))
    assert image.format == "PNG"
    assert b"taken at home" not in content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_is_a_logo(tmp_path: Path, mode: str) -> None:
    assert decoded(with_logo(tmp_path, picture("PNG", mode=mode)))[1].size == (40, 20)


def test_a_large_logo_is_made_smaller_in_its_proportions(tmp_path: Path) -> None:
    assert decoded(with_logo(tmp_path, picture("PNG", (2000, 1000))))[1].size == (480, 240)


def test_without_a_logo_there_is_no_picture(tmp_path: Path) -> None:
    assert not whole(build_report(workshop(tmp_path, PROFILE, ",wifi,1,3,40\n"))).all("img")


def test_the_clients_own_survey_has_no_notice(tmp_path: Path) -> None:
    page = whole(build_report(workshop(tmp_path, PROFILE, ",wifi,1,3,40\n")))
    assert not [attrs for attrs in page.all("p") if attrs.get("role") == "note"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "21 pairs of answers in all. 3 to 7 complete pairs per feature; left out: "
               "9 with one side missing, 2 with both. Nobody has answered about: Pool, Bar."),
        ("zh", "共 21 对回答。每项完整的回答 3 至 7 对；未计入：缺一边的 9 对，两边都缺的 2 对。"
               "还没有人回答：Pool、Bar。"),
    ],
)  # fmt: skip
def test_what_was_left_out_is_counted(tmp_path: Path, language: str, said: str) -> None:
    text = PROFILE + "  - {id: pool, label: Pool}\n  - {id: bar, label: Bar}\n"
    tally = ",wifi,1,3,3\n,spa,1,5,7\n,wifi,0,3,4\n,spa,2,0,5\n,wifi,0,0,2\n"
    page = whole(build_report(workshop(tmp_path, text, tally, language)))
    assert said in page.texts


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "14 pairs of answers in all. 7 complete pairs per feature; left out: "
               "0 with one side missing, 0 with both."),
        ("zh", "共 14 对回答。每项完整的回答 7 对；未计入：缺一边的 0 对，两边都缺的 0 对。"),
    ],
)  # fmt: skip
def test_the_same_number_for_every_feature_is_said_once(
    tmp_path: Path, language: str, said: str
) -> None:
    tally = ",wifi,1,3,7\n,spa,1,5,7\n"
    page = whole(build_report(workshop(tmp_path, PROFILE, tally, language)))
    assert said in page.texts


@pytest.mark.parametrize(
    ("language", "few", "headline", "steps"),
    [
        ("en", "too few answers",
         "Secure: Wi-Fi. Not settled: Pool. Too few answers: Spa.",
         [["must-be", "Wi-Fi"], ["not settled", "Pool (attractive or indifferent)"],
          ["too few answers", "Spa"]]),
        ("zh", "回答太少", "守住：Wi-Fi。尚无定论：Pool。回答太少：Spa。",
         [["基本需求", "Wi-Fi"], ["尚无定论", "Pool（兴奋需求或无差异）"], ["回答太少", "Spa"]]),
    ],
)  # fmt: skip
def test_fewer_than_twenty_answers_are_counted_and_not_judged(
    tmp_path: Path, language: str, few: str, headline: str, steps: list[list[str]]
) -> None:
    text = PROFILE + "  - {id: pool, label: Pool}\n"
    tally = ",wifi,3,5,40\n,spa,1,5,19\n,pool,1,3,12\n,pool,3,3,10\n"
    page = whole(build_report(workshop(tmp_path, text, tally, language)))
    assert headline in page.texts
    rows = "\n".join(page.texts)
    assert "\n".join(["Spa", few, "–", "–", "19", "0", "19", "0", "0", "0", "0", *"–––"]) in rows
    for step in steps:
        assert "\n".join(step) in rows


@pytest.mark.parametrize(
    ("origin", "kind"),
    [
        ("origin: survey\nsource: Asked in May", "muted"),
        ("origin: synthetic\nsource: Made up", "notice"),
        ("origin: published\nsource: Somebody 2020", "notice"),
    ],
)
def test_only_numbers_that_are_not_the_clients_own_are_boxed(
    tmp_path: Path, origin: str, kind: str
) -> None:
    page = whole(build_report(workshop(tmp_path, f"{PROFILE}{origin}\n", ",wifi,1,3,40\n")))
    notes = [attrs for attrs in page.all("p") if attrs.get("role") == "note"]
    assert notes == [{"class": kind, "role": "note"}]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("", "By the classic evaluation table. The category most answers fall under;"),
        ("kano: {evaluation: short}", "By the evaluation table of the short form."),
        ("kano: {evaluation: pouliot}", "By Pouliot's evaluation table."),
        ("kano: {rule: blauth}", "By Blauth's rule: the largest of must-be,"),
        ("kano: {tolerance: 0.05}", "Counts within 5% of the answers are treated as equal."),
    ],
)
def test_the_rules_used_are_named(tmp_path: Path, rules: str, said: str) -> None:
    page = whole(build_report(workshop(tmp_path, f"{PROFILE}{rules}\n", ",wifi,1,3,40\n")))
    assert said in page.text


def test_the_summary_holds_ten_sentences_the_most_urgent_first(tmp_path: Path) -> None:
    features = "".join(f"  - {{id: f{i}, label: F{i}}}\n" for i in range(12))
    tally = "".join(f",f{i},1,3,40\n" for i in range(11)) + ",f11,3,5,40\n"
    page = whole(
        build_report(workshop(tmp_path, f"id: mine\nname: Mine\nfeatures:\n{features}", tally))
    )
    said = [text for text in page.texts if text.endswith("an exploratory finding.")]
    # Ten in the summary, then all twelve in their part.
    assert len(said) == 22
    assert said[:10] == said[10:20]
    assert said[0] == "F11: must-be, with 40 answers an exploratory finding."
    assert "More stands in each part." in page.texts


@pytest.mark.parametrize("tally", [",wifi,1,1,30\n,spa,1,1,9\n", ",wifi,3,1,30\n", ",wifi,1,5,1\n"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_odd_answers_still_make_a_whole_page(tmp_path: Path, language: str, tally: str) -> None:
    page = whole(build_report(workshop(tmp_path, PROFILE, tally, language)))
    assert len(page.all("svg")) == 2


def test_the_companys_colour_is_used(tmp_path: Path) -> None:
    html = build_report(workshop(tmp_path, f"{PROFILE}colour: '#123abc'\n", ",wifi,1,3,40\n"))
    assert "--accent: #123abc;" in html


def test_the_same_workshop_gives_the_same_page(tmp_path: Path) -> None:
    shop = workshop(tmp_path, PROFILE, ",wifi,1,3,40\n,spa,3,5,30\n")
    assert build_report(shop) == build_report(shop)
