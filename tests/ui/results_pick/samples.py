"""Rows of a ranked result."""

from mcdesk.results.rank_rows import ResultRow


def rows(number: int = 40) -> tuple[ResultRow, ...]:
    """Rows with everything but a location."""
    sites = ("mbofaugusta.com", "acceleride.esterobaychevrolet.com", "jmlexus.com")
    return tuple(
        ResultRow(
            at + 2,
            {
                "vin": f"WP1BE2AY5PDA2{8000 + at}",
                "price": str(20_000 + 137 * at),
                "miles": str(3000 + 911 * at),
                "source": sites[at % 3],
                "zip": ("30907", "33928", "33063")[at % 3],
                "vin_score": str(2214 - at),
                "dealer_ymm_score": str(2487 - 3 * at),
                "vin_rank": str(at % 3 + 1),
            },
        )
        for at in range(number)
    )
