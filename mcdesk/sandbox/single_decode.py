"""The single NeoVIN decode: what one VIN says, at once. Keeps nothing.

The documents show no whole answer. Here it is the record of the batch decode and more that the VIN itself
tells; what only makers know (model, trim, price, equipment) is null and never invented. A VIN that cannot be
decoded is answered with 200 and an `observation`; what has not 17 signs is no VIN and a 422.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from mcdesk.sandbox.problems import MatchError
from mcdesk.sandbox.vins import check_digit, decoded

PATH = "/v2/decode/car/neovin/{vin}/specs"
_LENGTH = 17
_KNOWN_TO_MAKERS = (
    "model", "trim", "version", "body_type", "engine", "drivetrain", "transmission_description", "fuel_type",
    "msrp", "combined_msrp", "installed_options_details", "high_value_features",
)  # fmt: skip


async def decode(request: Request) -> JSONResponse:
    """Answers what a VIN is."""
    vin = request.path_params["vin"].upper()
    if len(vin) != _LENGTH or not (vin.isascii() and vin.isalnum()):
        raise MatchError(422, f"VIN must be exactly {_LENGTH} letters and digits")
    record = decoded(vin)
    return JSONResponse(record if "observation" in record else record | _told_by(vin))


def _told_by(vin: str) -> dict[str, Any]:
    """What a decodable VIN says beyond the batch's record, and what it does not say."""
    told: dict[str, Any] = {
        "vin_sections": {"wmi": vin[:3], "vds": vin[3:9], "vis": vin[9:]},
        "check_digit": {"found": vin[8], "expected": check_digit(vin), "valid": True},
        "model_year_code": vin[9],
    }
    return told | dict.fromkeys(_KNOWN_TO_MAKERS)
