"""A decoded vehicle as the service might tell it, and the request that it answers."""

import json

from mcdesk.model.past_requests import PastRequest, RequestState
from mcdesk.model.specs import Attribute, SpecGroup, Specs

NOW = 1_790_000_000.0
VIN = "WP1BE2AY5PDA28064"
BODY = json.dumps({"vin": VIN, "year": 2023, "make": "Porsche", "model": "Cayenne", "seats": {"front": 2}})

LONG = "All-wheel drive, Adaptive air suspension, Sport Chrono package, Panoramic roof, Heated front seats, "


def group(title: str, *told: tuple[str, str, str]) -> SpecGroup:
    """A group of (key, label, value)."""
    return SpecGroup(title, tuple(Attribute(key, label, value, title) for key, label, value in told))


def specs() -> Specs:
    """Four groups with twenty attributes."""
    vehicle = group(
        "Vehicle",
        ("year", "Year", "2023"),
        ("make", "Make", "Porsche"),
        ("model", "Model", "Cayenne"),
        ("trim", "Trim", "S Coupe"),
        ("body_type", "Body type", "SUV"),
        ("msrp", "MSRP", "$96,500"),
    )
    engine = group(
        "Engine and drivetrain",
        ("engine", "Engine", "2.9L V6"),
        ("fuel_type", "Fuel", "Premium Unleaded"),
        ("transmission_description", "Transmission", "8-Speed Automatic with Tiptronic"),
        ("drivetrain", "Drivetrain", "AWD"),
    )
    inside = group(
        "Interior",
        ("seats.front", "Front seats", "2, heated"),
        ("seats.rear", "Rear seats", "3"),
        ("features", "Features", LONG * 2 + "Bose surround sound"),
        ("seat_material", "Seat material", ""),
    )
    other = group("Other", ("x_new_field", "x_new_field", "17"), ("squish_vin", "squish_vin", "WP1BE2AYPD"))
    return Specs(VIN, "2023 Porsche Cayenne", (vehicle, engine, inside, other), "", ())


def remarked_specs() -> Specs:
    """An answer with an observation."""
    whole = specs()
    explained = (
        "The trim could not be told from the VIN: check it with the seller.",
        "The VIN itself is valid.",
        "It is a truck, whose trims differ by cab and bed.",
    )
    return Specs(whole.vin, whole.title, whole.groups[:2], "UNDETERMINED TRIM|VALID VIN|TRUCK", explained)


def bare_specs() -> Specs:
    """An answer without anything in it."""
    return Specs(VIN, "", (), "NO SPECS|VALID VIN|PRIOR TO 1997", ("Cars of before 1997 are not known.",))


def past(*, ago: float = 754, answer: str = BODY) -> PastRequest:
    """The request that was answered."""
    return PastRequest(
        "r1",
        "production",
        "decode-vin",
        VIN,
        1,
        VIN,
        NOW - ago,
        RequestState.ANSWERED,
        answer,
        seconds=0.42,
        request_id="req-c0ffee12",
    )
