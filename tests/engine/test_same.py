"""What the project's notebooks show by both engines, cell by cell, widgets too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode

from workshop_kit.material import material

NAMES = [
    path.stem
    for folder in ("notebooks", "solutions")
    for path in sorted(material(folder).glob("*.ipynb"))
]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_shows_the_same_by_both_engines(
    name: str,
    by_papermill: dict[str, NotebookNode],
    run_project: Callable[..., NotebookNode],
    compare: Callable[[NotebookNode, NotebookNode], None],
    tmp_path: Path,
) -> None:
    ours = run_project("forked", name, tmp_path)
    assert ours.metadata.papermill.engine == "forked"
    compare(by_papermill[name], ours)


SMALL = {
    "streams": [
        "import sys",
        "print('a'); print('b', file=sys.stderr); print('c')",
        "print('d', flush=True); print('e', flush=True)",
        "import time\nfor i in range(3):\n    print(i); time.sleep(0.35)",
        "print('1\\r2'); 'a result'",
        "print('x', end=''); None",
    ],
    "displays": [
        "from IPython.display import HTML, clear_output, display, update_display",
        "handle = display('first', display_id='one'); print('between'); display(HTML('<b>2</b>'))",
        "handle.update('changed'); update_display('again', display_id='one')",
        "print('gone'); clear_output(); print('stays')",
        "print('gone'); clear_output(wait=True)\nprint('stays too')",
        "print('stays as well'); clear_output(wait=True)",
        "{'a': (1, 2), 'b': float('nan')}",
        "display({'application/json': {'a': [1, (2, 3)]}, 'text/plain': 'a'}, raw=True)",
    ],
    "errors": [
        ("1 / 0", ["raises-exception"]),
        ("def f():\n    raise ValueError('two\\nlines')\nf()", ["raises-exception"]),
        ("def broken(:", ["raises-exception"]),
        ("input('name?')", ["raises-exception"]),
        ("import getpass; getpass.getpass()", ["raises-exception"]),
        ("raise SystemExit(3)", ["raises-exception"]),
        ("raise KeyboardInterrupt", ["raises-exception"]),
        ("%no_such_magic", ["raises-exception"]),
        ("import warnings; warnings.warn('careful')", []),
        (
            "class Bad:\n    def __repr__(self): raise ValueError('no repr')\nBad()",
            ["raises-exception"],
        ),
        ("print('before'); missing_name", []),
        ("print('never')", []),
    ],
    "shell": [
        "_ = 5\nIn[1]",
        "x = 3;\nx",
        "x;",
        "Out, _, __, _i",
        "!echo from a program",
        "%%bash\necho out\necho err >&2",
        "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
        ("asyncio.run(asyncio.sleep(0))", ["raises-exception"]),
        "type(get_ipython()).__name__, __name__, get_ipython().kernel is not None",
        "import sys, os\nsys.path, os.environ['FORCE_COLOR'], os.environ['MPLBACKEND']",
        "sys.stdin.read(), sys.stdout.isatty(), type(sys.stdout).__module__",
        "display('without an import')",
        "?len",
        "shell = get_ipython(); before = shell.transform_cell\n"
        "shell.transform_cell = lambda raw: before(raw.replace('one', 'two'))",
        "'one'",
    ],
    "widgets": [
        "import ipywidgets as widgets\nfrom IPython.display import display",
        "slider = widgets.IntSlider(3)\nslider",
        "slider.value = 7; text = widgets.Text('typed'); widgets.VBox([slider, text])",
        "out = widgets.Output(); display(out)\nwith out:\n    print('inside'); display(5)",
        "with out:\n    print('more')\n    1 / 0",
        "out.clear_output()\nout.append_stdout('new')",
        "import anywidget, traitlets\nclass Own(anywidget.AnyWidget):\n"
        "    _esm = 'export default {}'\n    data = traitlets.Bytes(b'123').tag(sync=True)\nOwn()",
    ],
    "charts": [
        "import altair as alt, pandas as pd\nfrom workshop_kit import theme\n"
        "chart = alt.Chart(pd.DataFrame({'a': [1, 2], 'b': ['甲', '乙']})).mark_bar()"
        ".encode(x='a', y='b')",
        "theme.enable(); chart",
        "alt.renderers.enable('png'); chart",
        "import io; made = io.StringIO(); chart.save(made, 'svg'); len(made.getvalue()) > 500",
        "import vl_convert\ntry:\n    vl_convert.vegalite_to_svg('{')\n"
        "except ValueError as error:\n    print(error)",
        "vl_convert.__version__, vl_convert.vegalite_to_vega.__name__",
        # Altair finds classes by their schemas, among them those that a notebook adds.
        "inner = {'type': 'object', 'properties': {'own': {'type': 'string'}}}\n"
        "outer = {'type': 'object', 'properties': {'inner': inner}}\n"
        "class Outer(alt.VegaLiteSchema):\n    _schema = outer\n"
        "made = lambda: type(Outer.from_dict({'inner': {'own': 'a'}}).inner).__name__\n"
        "before = made()\n"
        "class Own(alt.VegaLiteSchema):\n    _schema = inner\n"
        "before, made()",
    ],
    "pandas": [
        "import pandas as pd, numpy as np\npd.DataFrame({f'c{i}': range(3) for i in range(30)})",
        "print(pd.DataFrame({f'column {i}': range(3) for i in range(12)}))",
        "pd.DataFrame({'a': [1.5]}).style.format('{:.2f}')",
        "len({tuple(np.random.rand(2)) for _ in range(3)})",
    ],
}


@pytest.mark.parametrize("name", SMALL)
def test_a_trap_shows_the_same_by_both_engines(
    name: str,
    write: Callable[..., Path],
    run: Callable[..., NotebookNode],
    compare: Callable[[NotebookNode, NotebookNode], None],
) -> None:
    path = write(*SMALL[name], name=name)
    compare(run(path, None), run(path, "forked"))
