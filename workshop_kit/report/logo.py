"""The company's logo, decoded and written anew, so that only a picture is handed on."""

import base64
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

PIXELS = 480


def logo_png(workshop: "Workshop") -> bytes | None:
    """The logo as PNG of at most 480 by 480 pixels; None without one.

    Raises
    ------
    PIL.UnidentifiedImageError
        For a file that is no PNG or JPEG.
    """
    if workshop.company.logo is None:
        return None
    from PIL import Image

    with Image.open(workshop.company.folder / workshop.company.logo, formats=["PNG", "JPEG"]) as f:
        picture = f.convert("RGBA")
    picture.thumbnail((PIXELS, PIXELS))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def logo_address(workshop: "Workshop") -> str | None:
    """The logo as a data address; None without one."""
    picture = logo_png(workshop)
    if picture is None:
        return None
    return "data:image/png;base64," + base64.b64encode(picture).decode()
