"""The two single ranking endpoints of MarketMatch. Keeps nothing.

Where the documents are silent: `failed_vins`, `missing_dealers` and `multi_location_sources` are lists of
texts; one of several dealers that is missing is a failed item, as is one of several VINs that cannot be
decoded, while a dealer with several locations and none named refuses the whole request.
"""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from mcdesk.sandbox.dealers import Dealer, DealerMissingError, SeveralLocationsError, find_dealer
from mcdesk.sandbox.problems import MatchError
from mcdesk.sandbox.requested import DealerSpec, VinSpec, read_dealers_request, read_vins_request
from mcdesk.sandbox.scoring import dealer_ymm_score, fit, vin_score
from mcdesk.sandbox.vins import Vehicle, vehicle_of

DEALERS_PATH, VINS_PATH = "/v2/marketmatch/dealers/rank", "/v2/marketmatch/vins/rank"

Match = dict[str, Any]


async def rank_dealers(request: Request) -> JSONResponse:
    """Ranks dealers for one vehicle."""
    vin, specs = read_dealers_request(await _json(request))
    vehicle = vehicle_of(vin.vin)
    if isinstance(vehicle, str):
        raise _undecodable([vin.vin])
    dealers = _dealers(specs)
    if not any(dealers):
        missing = [spec.source for spec in specs]
        raise MatchError(422, "Dealers not found", missing_dealers=missing)
    pairs = zip(specs, dealers, strict=True)
    return _answer([_match(vin, vehicle if dealer else None, spec, dealer) for spec, dealer in pairs])


async def rank_vins(request: Request) -> JSONResponse:
    """Ranks vehicles for one dealer."""
    spec, vins = read_vins_request(await _json(request))
    (dealer,) = _dealers([spec])
    if dealer is None:
        raise MatchError(422, "Dealer not found", missing_dealers=[spec.source])
    vehicles = [vehicle_of(vin.vin) for vin in vins]
    if all(isinstance(vehicle, str) for vehicle in vehicles):
        raise _undecodable([vin.vin for vin in vins])
    return _answer(
        [
            _match(vin, None if isinstance(vehicle, str) else vehicle, spec, dealer)
            for vin, vehicle in zip(vins, vehicles, strict=True)
        ]
    )


async def _json(request: Request) -> object:
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise MatchError(400, "The request body is not valid JSON") from error


def _dealers(specs: list[DealerSpec]) -> list[Dealer | None]:
    found: list[Dealer | None] = []
    several = []
    for spec in specs:
        try:
            found.append(find_dealer(spec.source, spec.zip, spec.mc_location_id))
        except DealerMissingError:
            found.append(None)
        except SeveralLocationsError:
            several.append(spec.source)
    if several:
        message = "Dealers with several locations need a zip or an mc_location_id"
        raise MatchError(422, message, multi_location_sources=list(dict.fromkeys(several)))
    return found


def _match(vin: VinSpec, vehicle: Vehicle | None, spec: DealerSpec, dealer: Dealer | None) -> Match:
    return {
        "vin": vin.vin,
        "price": vin.price,
        "miles": vin.miles,
        "source": spec.source,
        "zip": dealer.zip if dealer else spec.zip or "",
        "mc_location_id": dealer.mc_location_id if dealer else spec.mc_location_id or "",
        "vin_score": vin_score(vehicle, vin.price, vin.miles) if vehicle else None,
        "dealer_ymm_score": _dealer_score(dealer, vehicle, vin.vin) if vehicle and dealer else None,
        "vin_rank": None,
    }


def _dealer_score(dealer: Dealer, vehicle: Vehicle, vin: str) -> int:
    return dealer_ymm_score(dealer.source, dealer.zip, vehicle, vin)


def _answer(matches: list[Match]) -> JSONResponse:
    failed = [match for match in matches if match["vin_score"] is None]
    ranked = [match for match in matches if match["vin_score"] is not None]
    ranked.sort(key=lambda match: -fit(match["vin_score"], match["dealer_ymm_score"]))
    for place, match in enumerate(ranked, start=1):
        match["vin_rank"] = place
    return JSONResponse({"ranked_matches": ranked, "failed_items": failed})


def _undecodable(vins: list[str]) -> MatchError:
    return MatchError(422, "VIN decoding failed", failed_vins=list(dict.fromkeys(vins)))
