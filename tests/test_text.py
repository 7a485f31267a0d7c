"""Texts: the Chinese catalogue is whole, numbers read well, and typed text is never markup."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import markdown2html_mistune

import workshop_kit
from workshop_kit import text

PACKAGE = Path(workshop_kit.__file__).parent
FIELD = re.compile(r"\{[^{}]*\}")


@pytest.fixture(scope="module")
def marked() -> dict[str, str]:
    """Every English text in _("..."), and where one of its uses stands."""
    found = extract_from_dir(
        PACKAGE,
        method_map=[("**.py", "python"), ("**.j2", "jinja2")],
        keywords={"_": None},
    )
    return {str(message): f"{name}:{line}" for name, line, message, _, _ in found}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (PACKAGE / "locale/zh/LC_MESSAGES/workshop_kit.po").open("rb") as file:
        return read_po(file, locale="zh")


def test_every_marked_text_has_a_chinese_entry(marked: dict[str, str], catalogue: Catalog) -> None:
    assert len(marked) > 50  # the search found the package
    assert any(".j2:" in place for place in marked.values())
    entries = {entry.id: entry for entry in catalogue if entry.id}
    lacking = {
        message: place
        for message, place in marked.items()
        if message not in entries or not entries[message].string or entries[message].fuzzy
    }
    assert lacking == {}


def test_no_text_is_hidden_from_the_search() -> None:
    # Texts are found by the name "_": translator(language)("...") would stay English unseen.
    hidden = re.compile(r"translator\([^()]*\)\(")
    found = [p.name for p in PACKAGE.rglob("*.py") if hidden.search(p.read_text("utf-8"))]
    assert found == []


def test_no_entry_of_the_catalogue_is_unused(marked: dict[str, str], catalogue: Catalog) -> None:
    assert [entry.id for entry in catalogue if entry.id and entry.id not in marked] == []
    assert list(catalogue.obsolete) == []


def test_translations_have_the_same_placeholders(catalogue: Catalog) -> None:
    differ = [
        entry.id
        for entry in catalogue
        if sorted(set(FIELD.findall(entry.id))) != sorted(set(FIELD.findall(entry.string)))
    ]
    assert differ == []


def test_translations_are_chinese_and_end_like_their_english(catalogue: Catalog) -> None:
    pairs = [(entry.id, entry.string) for entry in catalogue if entry.id]
    # Text of fields and signs alone has nothing to translate.
    words = [(en, zh) for en, zh in pairs if re.search("[A-Za-z]{3}", FIELD.sub("", en))]
    assert [en for en, zh in words if not re.search("[\u4e00-\u9fff]", zh)] == []
    ends = {".": "。", "?": "？", ":": "：", "!": "！"}
    assert [en for en, zh in words if en[-1] in ends and zh[-1] not in (ends[en[-1]], en[-1])] == []


def test_a_translator_gives_the_entry_and_else_the_text_itself() -> None:
    assert text.translator("zh")("must-be") == "基本需求"
    assert text.translator("en")("must-be") == "must-be"
    assert text.translator("zh")("a text of nobody's") == "a text of nobody's"
    assert text.translator("zh")("") == ""  # in gettext the empty text is the file's header


@pytest.mark.parametrize("language", ["fr", "", "ZH", None])
def test_other_languages_are_refused(language: Any) -> None:
    message = rf"^language must be one of \['en', 'zh'\]\. Got {language!r}\.$"
    with pytest.raises(ValueError, match=message):
        text.translator(language)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0, "0%"), (1.0, "100%"), (0.523, "52%"), (-0.001, "0%"), (float("nan"), "–")],
)
def test_a_share_is_a_percentage_without_decimals(value: float, shown: str) -> None:
    assert text.share(value) == shown


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (0.5, 2, "0.50"),
        (-0.5, 2, "−0.50"),
        (-0.5, 0, "0"),  # Python rounds halves to even
        (1234.5678, 1, "1234.6"),
        # A worse coefficient of -0.0 is nothing, not less than nothing.
        (-0.0, 2, "0.00"),
        (-0.001, 2, "0.00"),
        (float("nan"), 2, "–"),
    ],
)
def test_a_number_has_a_real_minus_or_none(value: float, digits: int, shown: str) -> None:
    assert text.number(value, digits) == shown


def rendered(markdown: str) -> str:
    """As nbconvert shows it; the elements that stop MathJax are left out."""
    return re.sub("</?span>", "", markdown2html_mistune(markdown)).replace("\n", "")


TYPED = [
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x -->", "</li></ul>"),
    *("[x](javascript:1)", "![x](http://e.com/x.png)", "[x]: http://e.com", "[^1]"),
    *("http://evil.com", "www.evil.com", "<http://evil.com>", "a@b.com"),
    *("*a* **b** _c_ __d__ ~~e~~", "`x` ``y``", "a_b_c", "中*文*字", "5 * 3 * 2"),
    *("$x$", "$$x$$", "pay $5 or $10", r"\(x\)", r"\\(x\\)", r"\[x\]", r"\begin{a}b\end{a}"),
    *("# h", "- x", "+ x", "* x", "1. x", "1) x", "2026.", "> q", "---", "===", "-", "|a|b|"),
    *("&lt;b&gt;", "&amp;", "&#42;", "a\\", "\\*a\\*", "{{x}}", "@@0@@", "- [ ] todo", "Q: a?"),
]


@pytest.mark.parametrize("typed", TYPED)
def test_typed_text_is_shown_as_it_was_typed(typed: str) -> None:
    plain = html.escape(typed, quote=False)
    assert rendered(text.bullets([typed])).replace("&quot;", '"') == f"<ul><li>{plain}</li></ul>"
    assert rendered(text.escape_markdown(typed)).replace("&quot;", '"') == f"<p>{plain}</p>"


@pytest.mark.parametrize(
    "typed", ["a\nb", "a\r\n\r\nb", "  a \u2028 b  ", "\ta\tb", "a  \nb", "    a\n    b"]
)
def test_typed_lines_become_one_line(typed: str) -> None:
    assert rendered(text.bullets([typed])) == "<ul><li>a b</li></ul>"


def test_no_formula_begins_in_typed_text() -> None:
    # MathJax reads the finished page and pairs signs in one run of text: each stands alone.
    # (Seen in JupyterLab 4.6, where "\$5 or \$10" and "&#36;5 or &#36;10" became formulas.)
    shown = markdown2html_mistune(text.escape_markdown(r"pay $5 or $10, \(x\)"))
    assert shown.count("<span>$</span>") == 2
    assert shown.count("<span>\\</span>") == 2
    assert not re.search(r"[$\\](?!</span>)", shown)


def test_several_lines_are_a_list_in_their_order() -> None:
    shown = rendered(text.bullets(["a", "1. b", "c"]))
    assert shown == "<ul><li>a</li><li>1. b</li><li>c</li></ul>"
    assert text.bullets([]) == ""


@settings(deadline=None)
@given(st.text(st.sampled_from("ab1 .*_`$\\[]()<>&#+-!|~:/@={}^'\"湖"), max_size=20))
def test_no_typed_text_is_ever_markup(typed: str) -> None:
    inside = rendered(text.escape_markdown(typed)).removeprefix("<p>").removesuffix("</p>")
    assert not re.search("<[^>]*>", inside)
    assert html.unescape(inside) == " ".join(typed.split())
