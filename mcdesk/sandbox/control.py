"""The sandbox's own endpoints, where an account orders faults for itself. No part of the documented API."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from mcdesk.sandbox.faults import Faults, parse
from mcdesk.sandbox.problems import gateway_body

PREFIX = "/sandbox/"


class Control:
    """Orders, shows and clears faults."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        path = f"{PREFIX}faults"
        self.routes = [
            Route(path, self.order, methods=["POST"]),
            Route(path, self.show, methods=["GET"]),
            Route(path, self.clear, methods=["DELETE"]),
        ]

    async def order(self, request: Request) -> JSONResponse:
        """Adds a fault, `{"kind": …, "count": …, "on": …, parameters}`, and shows it with its defaults."""
        try:
            fault = parse(json.loads(await request.body()))
        except ValueError as error:
            return gateway_body(400, str(error))
        self._faults.order(request.state.account, fault)
        return JSONResponse(fault.as_json(), 201)

    async def show(self, request: Request) -> JSONResponse:
        """Lists what is still to happen, in the order it will."""
        orders = self._faults.ordered(request.state.account)
        return JSONResponse({"faults": [fault.as_json() for fault in orders]})

    async def clear(self, request: Request) -> JSONResponse:
        """Forgets all orders."""
        self._faults.clear(request.state.account)
        return JSONResponse({"faults": []})
