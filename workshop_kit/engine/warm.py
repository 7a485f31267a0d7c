"""What the warmed process has loaded, so that no notebook waits for it."""

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any

ROOMS = ("persona", "kano", "journey", "gaps", "loyalty", "plan", "exercises", "forms", "report")
USED = (
    *("altair", "anywidget", "ipywidgets", "nbclient", "nbconvert.preprocessors", "nbformat"),
    *("numpy", "openpyxl", "pandas", "pandas.io.formats.style", "papermill", "PIL.ImageFont"),
    *("ruamel.yaml", "scipy.stats", "sqlalchemy.dialects.sqlite", "jinja2"),
    *("sklearn.cluster", "sklearn.metrics", "pandas.core.reshape.reshape"),
    *("workshop_kit.edition.batch", "workshop_kit.engine.forked"),
)


def load() -> None:
    """Import what notebooks use, make a shell, and do once what is slow the first time."""
    from workshop_kit.engine import kernel

    # As if in a cell: pandas and others look, while they are imported, whether this is a notebook.
    with kernel.prepare().terminal.builtin_trap:
        for name in USED:
            import_module(name)
        for room in ROOMS:
            package = import_module(f"workshop_kit.{room}")
            for name in dir(package):
                getattr(package, name)
        _first_times()


def _first_times() -> None:
    import altair as alt
    import nbformat
    import pandas as pd
    from nbformat.v4 import new_code_cell, new_notebook

    from workshop_kit.text import translator

    frame = pd.DataFrame({"a": ["x", "y"], "b": [1.0, 2.0]})
    frame.to_html()
    alt.Chart(frame).mark_bar().encode(x="a:N", y="b:Q", tooltip=["a"]).to_dict()
    nbformat.validate(new_notebook(cells=[new_code_cell("1")]))
    frame.describe()
    frame.pivot_table(index="a", values="b")
    frame.groupby("a", as_index=False)["b"].mean()
    for language in ("en", "zh"):
        translator(language)
    _sort_schemas_once()


def _sort_schemas_once() -> None:
    """Let Altair look up which class has which schema: it sorts all 570 for every `x="name"`.

    As long as its classes are the same, so is what it finds; a notebook may add one of its own.
    """
    from altair.utils import schemapi

    maker: Any = getattr(schemapi, "_FromDict", None)
    if not hasattr(maker, "hash_schema"):
        return  # another Altair, which may do it otherwise
    sort = maker.__init__

    @lru_cache(maxsize=2)
    def sorted_once(kinds: tuple[type, ...]) -> Any:
        found = object.__new__(maker)
        sort(found, kinds)
        return found.class_dict

    def look_up(self: Any, kinds: Iterable[type], /) -> None:
        self.class_dict = sorted_once(tuple(kinds))

    maker.__init__ = look_up
    maker(schemapi._subclasses(schemapi.SchemaBase))
