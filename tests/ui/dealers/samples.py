"""A dealer book that is short to write: eight dealers, three lists."""

from mcdesk.model.dealers import Dealer, DealerBook, DealerList

DEALERS = (
    Dealer("Augusta", "mbofaugusta.com", "30907", "ask for Kim"),
    Dealer("Estero Bay", "acceleride.esterobaychevrolet.com", "33928"),
    Dealer("Euro Cars Orlando", "eurocarsorlando.com", "32808"),
    Dealer("Gulf Coast Porsche", "gulfcoastporsche.com", "34233", "weekly buyer since 2024, pays fast"),
    Dealer("Harbor Imports", "harborimports.com", location="1048271"),
    Dealer("JM Lexus", "jmlexus.com", "33063"),
    Dealer("Northlake Auto", "northlakeauto.com", "28216", "ours"),
    Dealer("Porsche of Melbourne", "porscheofmelbourne.com", "32901"),
)
FLORIDA = DealerList("Florida", ("porsche of melbourne", "jm lexus", "euro cars orlando", "estero bay"))


def book() -> DealerBook:
    """All of it."""
    lists = (
        FLORIDA,
        DealerList("Not called yet"),
        DealerList("Weekly buyers", ("gulf coast porsche", "augusta")),
    )
    return DealerBook(DEALERS, lists)


def large_book(number: int = 3000) -> DealerBook:
    """So many that the table scrolls."""
    dealers = tuple(Dealer(f"Dealer {at:05}", f"dealer{at}.com", f"{10_000 + at}") for at in range(number))
    return DealerBook(dealers, (DealerList("Every third", tuple(each.key for each in dealers[::3])),))
