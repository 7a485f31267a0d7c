"""What the warmed process has loaded, so that no notebook waits for it."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

ROOMS = ("persona", "kano", "journey", "gaps", "loyalty", "plan", "exercises", "forms", "report")
USED = (
    *("altair", "anywidget", "bdb", "IPython.core.logger", "ipywidgets", "nbclient", "nbformat"),
    *("numpy", "pandas", "pandas.core.reshape.reshape", "papermill", "PIL.ImageFont", "jinja2"),
    "workshop_kit.engine.forked",
)


def load(modules: Iterable[str] = ()) -> None:
    """Import what notebooks use, make a shell, and do once what is slow the first time.

    The modules are what these notebooks use besides; those that are not there are passed over.
    """
    from workshop_kit.engine import kernel

    # As if in a cell: pandas and others look, while they are imported, whether this is a notebook.
    shell = kernel.prepare().terminal
    with shell.builtin_trap:
        for name in USED:
            import_module(name)
        for name in modules:
            with suppress(ImportError):  # the notebook that needs it will say so
                import_module(name)
        for room in ROOMS:
            package = import_module(f"workshop_kit.{room}")
            for name in dir(package):
                getattr(package, name)
        _sort_schemas_once()
        for shown in _first_times():
            shell.display_formatter.format(shown)


def _first_times() -> Iterator[Any]:
    """What most notebooks do and show: done once here, it is not done for the first time there."""
    import altair as alt
    import nbformat
    import numpy as np
    import pandas as pd
    from nbformat.v4 import new_code_cell, new_notebook

    from workshop_kit.text import translator

    for language in ("en", "zh"):
        translator(language)
    nbformat.validate(new_notebook(cells=[new_code_cell("1")]))
    number = np.random.default_rng(1)
    frame = pd.DataFrame({"a": number.choice(list("xyz"), 9), "b": number.normal(size=9)})
    frame = frame.assign(c=number.integers(1, 3, 9)).sort_values("b").reset_index(drop=True)
    yield from (frame, frame["b"].quantile([0.1, 0.9]), frame["a"].value_counts(), "text")
    means = frame.groupby(["a", "c"], as_index=False)["b"].mean()
    yield from (means.merge(frame, on="a"), frame.describe(), frame.dtypes)
    yield frame.pivot_table(index="a", columns="c", values="b").round(1)
    plain = alt.Chart(means).encode(x="b", y=alt.Y("a:N", title="a"), tooltip=["a"])
    lines = plain.mark_line(point=True, opacity=0.4).encode(x="c:O", color="a")
    for chart in (plain.mark_bar(), plain.mark_circle() + plain.mark_text(dx=2), lines):
        yield chart.properties(title="Title", width=200).to_dict()


def _sort_schemas_once() -> None:
    """Let Altair look up which class has which schema: it sorts all 570 for every `x="name"`.

    As long as no class is added, as a notebook may do, what it finds is the same.
    """
    schemapi: Any = import_module("altair.utils.schemapi")
    core: Any = sys.modules.get("altair.vegalite.v6.schema.core")
    maker: Any = getattr(schemapi, "_FromDict", None)
    walk: Any = getattr(schemapi, "_subclasses", None)
    if not hasattr(maker, "hash_schema") or getattr(core, "_subclasses", maker) is not walk:
        return  # another Altair, which may do it otherwise
    base, sort = schemapi.SchemaBase, maker.__init__

    @cache
    def kinds(root: type) -> tuple[type, ...]:
        return tuple(walk(root))

    @cache
    def sorted_once(kinds: tuple[type, ...]) -> Any:
        found = object.__new__(maker)
        sort(found, kinds)
        return found.class_dict

    def look_up(self: Any, kinds: Iterable[type], /) -> None:
        self.class_dict = sorted_once(tuple(kinds))

    def add(cls: type, /, **options: Any) -> None:
        super(base, cls).__init_subclass__(**options)
        kinds.cache_clear()

    maker.__init__, base.__init_subclass__ = look_up, classmethod(add)
    schemapi._subclasses = core._subclasses = kinds
    for root in (base, core.VegaLiteSchema):
        maker(kinds(root))
