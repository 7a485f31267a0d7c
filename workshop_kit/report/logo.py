"""The company's logo, decoded and written anew, so that only a picture is handed on."""

import base64
import io
from typing import TYPE_CHECKING

from workshop_kit.text import translator

if TYPE_CHECKING:
    from workshop_kit.workshop import Workshop

PIXELS = 480


def logo_png(workshop: "Workshop") -> bytes | None:
    """The logo as PNG of at most 480 by 480 pixels; None without one that can be read."""
    return _read(workshop)[0]


def logo_trouble(workshop: "Workshop") -> str:
    """Why there is no logo though the profile names one, as a sentence; "" where all is well."""
    return _read(workshop)[1]


def logo_address(workshop: "Workshop") -> str | None:
    """The logo as a data address; None without one that can be read."""
    picture = logo_png(workshop)
    if picture is None:
        return None
    return "data:image/png;base64," + base64.b64encode(picture).decode()


def _read(workshop: "Workshop") -> tuple[bytes | None, str]:
    if workshop.company.logo is None:
        return None, ""
    from PIL import Image

    _, path = translator(workshop.language), workshop.company.folder / workshop.company.logo
    try:
        with Image.open(path, formats=["PNG", "JPEG"]) as opened:
            picture = opened.convert("RGBA")
    except Exception:  # Pillow raises whatever its decoders meet
        text = _("The logo {file} is no whole PNG or JPEG picture, so it was left out.")
        return None, text.format(file=workshop.company.logo)
    picture.thumbnail((PIXELS, PIXELS))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue(), ""
