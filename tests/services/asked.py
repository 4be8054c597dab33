"""Rankings as the forms ask for them."""

from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, Cells, RankRequest

VINS = ("WP1BE2AY5PDA28064", "5FNYF8H54SB000197", "JTJBM7FX1K5236458", "YV4L12RL4R1757085")
UNDECODABLE = "WP1BE2AY6PDA28064"
VEHICLE: Cells = (VINS[0], "20000", "3000")
DEALER: Cells = ("mbofaugusta.com", "30907", "")
UNKNOWN: Cells = ("gone.example", "30907", "")
SEVERAL: Cells = ("carvana.com", "", "")


def by_dealers(*dealers: Cells, vehicle: Cells = VEHICLE) -> RankRequest:
    return RankRequest(RANK_DEALERS, vehicle, dealers or (DEALER,))


def by_vehicles(*vehicles: Cells, dealer: Cells = DEALER) -> RankRequest:
    return RankRequest(RANK_VEHICLES, dealer, vehicles or (VEHICLE,))
