"""Where the sandbox's own files lie. Reads none of them."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """A file of `resources/`, which stands beside the package in a checkout and inside it in a wheel."""
    places = (_PACKAGE / "resources" / name, _PACKAGE.parent / "resources" / name)
    return next((place for place in places if place.exists()), places[0])
