"""Where notebooks, exercises and sample companies are: in a clone or in the installed package."""

from pathlib import Path
from typing import Literal

Name = Literal["notebooks", "exercises", "solutions", "datasets"]


def material(name: Name) -> Path:
    """The folder of that name: the package's own copy when installed, else the clone's.

    Raises
    ------
    FileNotFoundError
        When it is in neither place.
    """
    package = Path(__file__).parent
    places = [package / "_material" / name, package.parent / name]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"The folder {name!r} must be in the package or beside it. Looked in {places[0]} and "
        f"{places[1]}; install workshop-kit again."
    )
