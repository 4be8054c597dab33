"""The bodies of single ranking requests, checked as documented. Looks up nothing."""

from dataclasses import dataclass

from mcdesk.sandbox.dealers import is_zip
from mcdesk.sandbox.problems import MatchError

MOST_DEALERS, MOST_VINS = 100, 20
_VIN_LENGTH = 17


@dataclass(frozen=True, slots=True)
class VinSpec:
    """A vehicle as requested."""

    vin: str
    price: int
    miles: int


@dataclass(frozen=True, slots=True)
class DealerSpec:
    """A dealer as requested."""

    source: str
    zip: str | None
    mc_location_id: str | None


def read_dealers_request(raw: object) -> tuple[VinSpec, list[DealerSpec]]:
    """One vehicle and 1 to 100 dealers.

    Raises:
        MatchError: 400, with the reason.
    """
    body = _object(raw, "the request body")
    dealers = _list(body, "dealers", MOST_DEALERS)
    vin = _vin(body.get("vin"), "vin")
    return vin, [_dealer(each, f"dealers[{place}]") for place, each in enumerate(dealers)]


def read_vins_request(raw: object) -> tuple[DealerSpec, list[VinSpec]]:
    """One dealer and 1 to 20 vehicles.

    Raises:
        MatchError: 400, with the reason.
    """
    body = _object(raw, "the request body")
    vins = _list(body, "vins", MOST_VINS)
    dealer = _dealer(body.get("dealer"), "dealer")
    return dealer, [_vin(each, f"vins[{place}]") for place, each in enumerate(vins)]


def _object(raw: object, name: str) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise MatchError(400, f"{name} must be an object")
    return raw


def _list(body: dict[str, object], name: str, most: int) -> list[object]:
    found = body.get(name)
    if not isinstance(found, list) or not 1 <= len(found) <= most:
        raise MatchError(400, f"{name} must be a list of 1 to {most} items")
    return found


def _vin(raw: object, name: str) -> VinSpec:
    spec = _object(raw, name)
    vin = spec.get("vin")
    if not isinstance(vin, str) or len(vin) != _VIN_LENGTH:
        raise MatchError(400, f"{name}.vin must be exactly 17 characters")
    return VinSpec(vin.upper(), _whole(spec, name, "price", 1), _whole(spec, name, "miles", 0))


def _whole(spec: dict[str, object], name: str, field: str, least: int) -> int:
    value = spec.get(field)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        kind = "a positive integer" if least else "a non-negative integer"
        raise MatchError(400, f"{name}.{field} must be {kind}")
    return value


def _dealer(raw: object, name: str) -> DealerSpec:
    spec = _object(raw, name)
    source, zip_code, location = spec.get("source"), spec.get("zip"), spec.get("mc_location_id")
    if not isinstance(source, str) or not source.strip():
        raise MatchError(400, f"{name}.source is required")
    if zip_code is not None and not (isinstance(zip_code, str) and is_zip(zip_code)):
        raise MatchError(400, f"{name}.zip must be exactly 5 characters")
    if location is not None and not isinstance(location, str):
        raise MatchError(400, f"{name}.mc_location_id must be a text")
    return DealerSpec(source, zip_code, location)
