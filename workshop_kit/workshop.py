"""One workshop: a company, a language, an audience, and the company's answers."""

import os
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import pandas as pd

from workshop_kit import text
from workshop_kit.answers import check_answers, read_answers, typed
from workshop_kit.company import TEMPLATE_NAME, Company, DataKind, Language, read_company
from workshop_kit.material import material
from workshop_kit.problems import Problem
from workshop_kit.stores import STORE, StoreError, stamp
from workshop_kit.who import Who

if TYPE_CHECKING:
    from IPython.display import Markdown

    from workshop_kit.entries import Entries

Audience = Literal["participant", "trainer"]
Method = Literal[
    "kano", "needs", "customers", "curves", "servqual", "weights", "gaps", "complaints", "loyalty"
]

_KINDS: dict[Method, tuple[DataKind, ...]] = {
    "kano": ("kano_answers", "kano_tally"),
    "needs": ("needs",),
    "customers": ("customers",),
    "curves": ("curves",),
    "servqual": ("servqual_answers",),
    "weights": ("servqual_weights",),
    "gaps": ("gap_answers",),
    "complaints": ("complaints",),
    "loyalty": ("loyalty_answers",),
}

_LISTS = {
    "segment": "segments",
    "cohort": "cohorts",
    "need": "needs",
    "feature": "features",
    "touchpoint": "touchpoints",
    "item": "items",
}
_UNSORTED = ("touchpoint", "item")


@dataclass(frozen=True)
class Workshop:
    """What a notebook works with. `open_workshop` makes one."""

    company: Company
    language: Language
    audience: Audience
    who: Who = field(default_factory=lambda: Who(Path("who.json")), compare=False, repr=False)
    _read: dict[DataKind, tuple[tuple[int, int] | None, pd.DataFrame]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def name(self) -> str:
        """The company's name in this language."""
        return self.company.name.text(self.language)

    @property
    def notice(self) -> str:
        """Where the numbers come from, for the foot of every chart; empty for the client's own."""
        _ = text.translator(self.language)
        kinds = {"published": _("Published data"), "synthetic": _("Synthetic data")}
        kind = kinds.get(self.company.origin, "")
        source = self.company.source.text(self.language) if self.company.source else ""
        return _("{kind}: {source}").format(kind=kind, source=source) if kind else source

    def has(self, kind: DataKind) -> bool:
        """Whether the profile names a data file of this kind."""
        return kind in self.company.data

    def answers(self, kind: Method) -> Any:
        """The tidy answers of a method; an empty frame where the profile names no file.

        For `"kano"` the rows are single answers or, with a column `n`, counts: `kano.tally` takes
        either. There and for `"servqual"` Parquet comes as a DuckDB relation. `"customers"`,
        `"curves"`, `"weights"`, `"gaps"`, `"complaints"` and `"loyalty"` are always frames, numbers
        as float64 (NaN where nothing is known), days as datetime64, all others as object (None).
        The columns are those of `Company.layout`, in its order. A file is read and checked once,
        and again when it was written since.

        Raises
        ------
        ProblemsError
            With every bad cell of the file.
        """
        for name in _KINDS[kind]:
            if (path := self.company.data_file(name)) is not None:
                return self._answers(name, path)
        if kind == "kano":
            return pd.DataFrame(columns=["segment", "feature", "functional", "dysfunctional", "n"])
        if kind == "needs":
            return pd.DataFrame(columns=["cohort", "need", "count"])
        return typed(self.company.layout(_KINDS[kind][0]), pd.DataFrame())

    def _answers(self, kind: DataKind, path: Path) -> Any:
        written = stamp(path)
        if kind not in self._read or self._read[kind][0] != written:
            layout = self.company.layout(kind)
            found = read_answers(kind, path, known_words(self.company), layout)
            if not isinstance(found, pd.DataFrame):
                return found
            self._read[kind] = written, found
        return self._read[kind][1].copy()

    @cached_property
    def store(self) -> "Entries":
        """What people enter in forms: beside the company's editions, or WORKSHOP_DATABASE."""
        from workshop_kit.entries import open_entries

        return open_entries(store_file(self.company))

    @cached_property
    def session(self) -> str:
        """The id of this workshop: WORKSHOP_ID, else the one entered to last, else today's first.

        `workshop lab EDITION --workshop 2026-11-21-b` begins another one, with empty forms.
        """
        return session(self.store, self.company.id)

    def entered(self, kind: str) -> pd.DataFrame:
        """What this workshop's groups entered in the forms of a kind, one row per form."""
        return self.store.frame(kind, company=self.company.id, workshop=self.session)

    def trouble(self, error: StoreError) -> str:
        """Why the store cannot be read or written, as part of a sentence."""
        _ = text.translator(self.language)
        reasons = {
            "locked": _("another program is writing just now"),
            "read-only": _("the folder may not be written to"),
            "full": _("the disk is full; make room on it"),
            "damaged": _("the file of entries is damaged; the trainer can rename it"),
            "network": _("the folder lies on a network drive; copy it to this computer"),
            "unreachable": _("the database does not answer"),
        }
        return reasons[error.reason]

    def unread(self, error: StoreError) -> "Markdown":
        """What a cell shows in place of entries that cannot be read."""
        _ = text.translator(self.language)
        said = _("What groups entered cannot be read now: {reason}. Nothing is lost by that.")
        return self.say([said.format(reason=self.trouble(error))])

    def named(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table with a label in this language beside each id, in the profile's order.

        For every column `feature`, `segment`, `cohort`, `need`, `touchpoint` or `item` a column
        `..._label` is added. A word that the profile does not list is its own label. Touchpoints
        and items get labels only: rows of a journey stand in the order of its curve, or of its best
        moves, and items worst first where a result says so. Items are customers' and those of
        managers and staff.
        """
        shown = [f"{column}_label" for column in _LISTS]
        # Numbered anew: rows of joined tables may share an index, and would be taken twice.
        table = table.drop(columns=shown, errors="ignore").reset_index(drop=True)
        order = []
        for column, name in _LISTS.items():
            if column not in table:
                continue
            labels = self.company.labels(name, self.language)
            if column == "item":
                labels = {**self.company.labels("role_items", self.language), **labels}
            place = {word: i for i, word in enumerate(labels)}
            at = cast(int, table.columns.get_loc(column)) + 1
            table.insert(at, f"{column}_label", table[column].map(lambda w, d=labels: d.get(w, w)))
            if column not in _UNSORTED:
                order.append(table[column].map(lambda w, d=place: d.get(w, len(d))))
        if order:
            keys = pd.concat(order, axis=1, keys=range(len(order)))
            table = table.loc[keys.sort_values(list(keys.columns), kind="stable").index]
        return table.reset_index(drop=True)

    def say(self, lines: list[str]) -> "Markdown":
        """Sentences as a list that a notebook shows."""
        from IPython.display import Markdown

        return Markdown(text.bullets(lines))

    def about(self) -> pd.DataFrame:
        """The company and its material on one small sheet."""
        _ = text.translator(self.language)
        company = self.company
        rows = {
            _("Company"): self.name,
            _("Industry"): company.industry.text(self.language) if company.industry else "",
            _("Where the numbers come from"): self.notice or _("The company's own survey"),
            _("Customer segments"): self._list("segments"),
            _("Touchpoints"): self._list("touchpoints"),
            _("Features in the survey"): self._list("features"),
        }
        sheet = pd.Series({key: value for key, value in rows.items() if value})
        return sheet.rename_axis(None).to_frame("")

    def _list(self, name: str) -> str:
        labels = list(self.company.labels(name, self.language).values())
        comma = "、" if self.language == "zh" else ", "
        return comma.join(labels[:30]) + ("…" if len(labels) > 30 else "")


def session(store: "Entries", company: str) -> str:
    """The id of the workshop that forms save under: see `Workshop.session`."""
    if named := os.environ.get("WORKSHOP_ID"):
        return named
    known = store.workshops(company)
    return known[-1] if known else f"{date.today().isoformat()}-a"


def store_file(company: Company) -> Path:
    """Where a company's entries are: beside its editions, or in this folder without an edition."""
    edition = company.folder.resolve().parent
    being_made = edition.name.startswith(".making-")
    inside = company.folder.resolve().name == "inputs"
    if inside and (being_made or (edition / "edition.json").exists()):
        return edition.parent / STORE
    return Path(STORE).resolve()


def known_words(company: Company) -> dict[str, list[str]]:
    """Column name to the words that the profile knows for it."""
    return {
        column: company.ids(_LISTS[column])
        for column in ("feature", "segment", "cohort", "touchpoint")
        if column in ("feature", "touchpoint") or company.ids(_LISTS[column])
    }


def open_workshop(
    company: str | Path, *, language: Language = "en", audience: Audience = "participant"
) -> Workshop:
    """Open a company for one notebook, and let charts be drawn the kit's way in this kernel.

    Parameters
    ----------
    company : str or Path
        The id of a sample company (`"lakeside-hotel"`), or the path of a `company.yaml`.
    language : {"en", "zh"}
        The language of everything that is shown.
    audience : {"participant", "trainer"}
        Who reads the notebook.

    Raises
    ------
    ProblemsError
        With everything that is wrong with the profile.
    """
    from workshop_kit import theme

    if language not in text.LANGUAGES:
        raise ValueError(f"language must be one of {list(text.LANGUAGES)}. Got {language!r}.")
    if audience not in ("participant", "trainer"):
        raise ValueError(f"audience must be 'participant' or 'trainer'. Got {audience!r}.")
    theme.enable()
    return Workshop(read_company(find_company(company)), language, audience)


def find_company(company: str | Path) -> Path:
    """The path of a profile, given as a path or as a sample's id."""
    path = Path(company)
    if path.name != str(company):
        return path
    # An id has no slash: a folder of that name here must not hide the sample.
    sample = material("datasets") / path.name / "company.yaml"
    return sample if sample.is_file() else path


def check_data(company: Company) -> list[Problem]:
    """Everything that is wrong with, or should be known of, a company's data files and logo."""
    problems: list[Problem] = []
    if company.name.text("en") == TEMPLATE_NAME:
        said = f"is still {TEMPLATE_NAME!r}, the example that `workshop new` wrote."
        problems.append(Problem(company.file, "name", said, note=True))
    for kind in company.data:
        path = cast(Path, company.data_file(kind))
        problems += check_answers(kind, path, known_words(company), company.layout(kind))[1]
    if company.logo is not None:
        problems += _check_logo(company.folder / company.logo)
    return problems


def _check_logo(path: Path) -> list[Problem]:
    import warnings

    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=["PNG", "JPEG"]) as picture:
                picture.convert("RGBA")  # as the report does; verify() lets half a JPEG pass
    except Exception as error:  # Pillow raises whatever its decoders meet
        reason = " ".join(str(error).split()).replace(str(path), path.name)
        return [Problem(path, "", f"must be a whole PNG or JPEG picture. {reason}")]
    return []
