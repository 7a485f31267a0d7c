"""What the warmed process has loaded, so that no notebook waits for it."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

ROOMS = ("persona", "kano", "journey", "gaps", "loyalty", "plan", "exercises", "forms", "report")
USED = (
    *("altair", "anywidget", "ipywidgets", "nbclient", "nbconvert.preprocessors", "nbformat"),
    *("numpy", "openpyxl", "pandas", "pandas.io.formats.style", "papermill", "PIL.ImageFont"),
    *("ruamel.yaml", "scipy.stats", "sqlalchemy.dialects.sqlite", "jinja2"),
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
    _hash_schemas_once()


def _hash_schemas_once() -> None:
    """Let Altair look its own schemas' hashes up: it makes 570 of them for every `x="name"`.

    They are constants of its classes, so a chart is the same with and without.
    """
    from altair.utils import schemapi

    maker: Any = getattr(schemapi, "_FromDict", None)
    if not hasattr(maker, "hash_schema") or not hasattr(schemapi, "_subclasses"):
        return  # another Altair, which may do it otherwise
    made: Callable[..., int] = maker.hash_schema
    schemas = [kind._schema for kind in schemapi._subclasses(schemapi.SchemaBase)]
    # Kept with its hash: an id is one object's as long as that object is there.
    known = {id(schema): (schema, made(schema)) for schema in schemas if schema is not None}

    def looked_up(schema: dict[str, Any], use_json: bool = True) -> int:
        found = known.get(id(schema)) if use_json else None
        return made(schema, use_json) if found is None else found[1]

    maker.hash_schema = staticmethod(looked_up)
