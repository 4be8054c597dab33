"""A refusal's words land at the entries they are about, however the service names those."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.errors import RankRefusedError
from mcdesk.model.landing import Trouble, failed_words, landed, site_of
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, RankRequest
from mcdesk.model.rankings import Match, Mention

VIN_A, VIN_B = "1FMCU0GD0JUD56190", "WP1BE2AY5PDA28064"
VEHICLE_A, VEHICLE_B = (VIN_A, "13790", "73592"), (VIN_B, "20000", "3000")
DEALERS = RankRequest(
    RANK_DEALERS,
    VEHICLE_A,
    (
        ("carvana.com", "", ""),
        ("mbofaugusta.com", "30907", ""),
        ("carvana.com", "95765", ""),
        ("carvana.com", "", "7"),
        ("joes.com", "02139", ""),
    ),
)
VEHICLES = RankRequest(RANK_VEHICLES, ("carvana.com", "", ""), (VEHICLE_A, VEHICLE_B))
WORDS = "This dealer has several locations: add a ZIP or location id"


def refusal(
    *, several: tuple[Mention, ...] = (), missing: tuple[Mention, ...] = (), vins: tuple[Mention, ...] = ()
) -> RankRefusedError:
    error = RankRefusedError("Refused.")
    error.multi_location_sources, error.missing_dealers, error.failed_vins = several, missing, vins
    return error


def places(request: RankRequest, error: RankRefusedError) -> list[tuple[int | None, Trouble]]:
    return [(each.place, each.trouble) for each in landed(request, error)]


@pytest.mark.parametrize(
    "name",
    ["carvana.com", "CARVANA.COM", "https://www.carvana.com/", "www.carvana.com", "carvana.com (3 rooftops)"],
)
def test_several_locations_land_where_none_is_named(name: str) -> None:
    (one,) = landed(DEALERS, refusal(several=(Mention(name),)))
    assert (one.place, one.trouble, one.column, one.words) == (0, Trouble.SEVERAL_LOCATIONS, "zip", WORDS)


def test_a_mention_that_tells_where_means_the_entry_there() -> None:
    told = Mention("carvana.com", source="carvana.com", zip="95765")
    assert places(DEALERS, refusal(missing=(told,))) == [(2, Trouble.UNKNOWN_DEALER)]
    there = Mention("x", source="carvana.com", mc_location_id="7")
    assert places(DEALERS, refusal(missing=(there,))) == [(3, Trouble.UNKNOWN_DEALER)]
    without_zero = Mention("joes.com", zip="2139")
    assert places(DEALERS, refusal(missing=(without_zero,))) == [(4, Trouble.UNKNOWN_DEALER)]


def test_a_mention_of_a_place_that_nobody_has_means_all_of_the_dealer() -> None:
    elsewhere = Mention("carvana.com", zip="10001")
    assert [place for place, _ in places(DEALERS, refusal(missing=(elsewhere,)))] == [0, 2, 3]


def test_an_unknown_dealer_lands_on_all_its_entries() -> None:
    found = landed(DEALERS, refusal(missing=(Mention("carvana.com"),)))
    assert [(one.place, one.column) for one in found] == [(0, "source"), (2, "source"), (3, "source")]
    assert found[0].words == "The service does not know this dealer: check the site, or leave the row out"


def test_several_locations_of_a_dealer_whose_entries_all_tell_one_land_on_these() -> None:
    found = landed(DEALERS, refusal(several=(Mention("mbofaugusta.com"),)))
    assert [(one.place, one.column) for one in found] == [(1, "zip")]
    assert "check the ZIP" in found[0].words


def test_what_is_said_of_the_one_lands_there_whatever_it_is_called() -> None:
    assert places(DEALERS, refusal(vins=(Mention("?"),))) == [(None, Trouble.UNDECODABLE)]
    (one,) = landed(VEHICLES, refusal(several=(Mention("Carvana LLC"),)))
    assert (one.place, one.column, one.words) == (None, "zip", WORDS)
    (one,) = landed(VEHICLES, refusal(missing=(Mention("carvana.com", reason="closed."),)))
    assert one.words == "The service does not know this dealer (closed): check the site"


def test_vins_land_on_their_rows() -> None:
    mentions = (Mention(f"{VIN_B.lower()}: INVALID VIN"), Mention("x", vin=VIN_A), Mention("nobody"))
    found = landed(VEHICLES, refusal(vins=mentions))
    assert [(one.place, one.column) for one in found] == [(0, "vin"), (1, "vin")]
    assert found[0].words == "The service could not decode this VIN: check it, or leave the row out"


def test_complaints_come_in_the_order_of_the_form_and_once_each() -> None:
    error = refusal(
        missing=(Mention("joes.com"), Mention("joes.com"), Mention("mbofaugusta.com")),
        several=(Mention("carvana.com"),),
        vins=(Mention(VIN_A),),
    )
    assert places(DEALERS, error) == [
        (None, Trouble.UNDECODABLE),
        (0, Trouble.SEVERAL_LOCATIONS),
        (1, Trouble.UNKNOWN_DEALER),
        (4, Trouble.UNKNOWN_DEALER),
    ]


TEXTS = st.text(max_size=20) | st.sampled_from(["carvana.com", "https://", "www.", VIN_A, "95765", "-"])
MENTIONS = st.lists(st.builds(Mention, *[TEXTS] * 6), max_size=4).map(tuple)


@given(st.sampled_from([DEALERS, VEHICLES]), MENTIONS, MENTIONS, MENTIONS)
def test_whatever_the_service_names_lands_on_entries_that_are_there(
    request: RankRequest,
    several: tuple[Mention, ...],
    missing: tuple[Mention, ...],
    vins: tuple[Mention, ...],
) -> None:
    found = landed(request, refusal(several=several, missing=missing, vins=vins))
    assert len({(one.place, one.trouble) for one in found}) == len(found)
    for one in found:
        side = request.ranking.one if one.place is None else request.ranking.many
        assert one.place is None or one.place in range(len(request.many))
        assert one.column in side.names
        assert one.words


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("HTTPS://www.A.com/x", "a.com"),
        ("//a.com:80", "a.com"),
        ("a.com.", "a.com"),
        ("a.com, Augusta", "a.com"),
        ("", ""),
        ("https://", ""),
    ],
)
def test_sites_are_compared_by_their_domain(text: str, site: str) -> None:
    assert site_of(text) == site


def test_an_entry_without_scores_says_why_as_far_as_that_is_known() -> None:
    assert failed_words(DEALERS, Match(reason="Too far away")) == "Too far away"
    assert failed_words(DEALERS, Match()) == "The service returned no scores for this dealer"
    assert failed_words(DEALERS, Match(vin_score=900.0)) == "The service does not know this dealer"
    assert failed_words(VEHICLES, Match()) == "The service could not decode this VIN"
    assert failed_words(DEALERS, Match(dealer_ymm_score=900.0)) == "The service could not decode this VIN"
