"""What attributes, their levels and segments are called, and how their values are written."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workshop_kit.text import number, share, translator


@dataclass(frozen=True)
class Names:
    """Ids to labels; what has no label is shown by its id.

    Attributes
    ----------
    attributes, units, segments : mapping of id to text
        Names of attributes, units of numbers, names of segments.
    levels : mapping of (attribute, level) to text
    """

    attributes: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    segments: Mapping[str, str] = field(default_factory=dict)

    def attribute(self, name: str) -> str:
        return self.attributes.get(name, name)

    def level(self, attribute: str, level: str) -> str:
        return self.levels.get((attribute, level), level)

    def segment(self, code: str, language: str) -> str:
        """The segment's own name, or "Segment 1" for the code "s1"."""
        if code in self.segments or not (code[:1] == "s" and code[1:].isdigit()):
            return self.segments.get(code, code)
        _ = translator(language)
        return _("Segment {number}").format(number=code[1:])

    def row(self, row: Mapping[Hashable, Any], language: str) -> str:
        """What a row of a profile is about: the attribute, of a category with its level."""
        name = self.attribute(row["attribute"])
        if row["kind"] != "category":
            return name
        _ = translator(language)
        return _("{attribute}: {level}").format(
            attribute=name, level=self.level(row["attribute"], row["level"])
        )

    def value(
        self, row: Mapping[Hashable, Any], column: str = "value", *, unit: bool = True
    ) -> str:
        """A mean with its unit, a share as a percentage, or an ordered attribute's middle level.

        `column` is `"value"` for the segment, `"overall"` for all customers.
        """
        value = row[column]
        if value != value:
            return "–"
        if row["kind"] == "category":
            return share(value)
        if row["kind"] == "ordered":
            middle = {"value": "middle", "overall": "overall_middle"}[column]
            return self.level(row["attribute"], row[middle])
        text = plain_number(value, abs(row["overall"]))
        sign = self.units.get(row["attribute"], "") if unit else ""
        return f"{text} {sign}" if sign[:1].isascii() and sign[:1].isalpha() else f"{text}{sign}"


def plain_number(value: float, size: float) -> str:
    """A number with as many decimals as numbers of this size are read out with.

    >>> plain_number(12345.6, 9000), plain_number(3.14, 4), plain_number(0.5, 0.4)
    ('12,346', '3.1', '0.50')
    """
    if size >= 100:
        return f"{value:,.0f}".replace("-", "−")
    return number(value, 1 if size >= 1 else 2)
