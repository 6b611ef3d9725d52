"""A centre with goals in an edition, somebody who works there, and what comes out later."""

from datetime import UTC, datetime
from types import SimpleNamespace

from centres.models import Role
from goals.models import PrintCode
from goals.public.publishing import publish
from tests.factories import (
    approve,
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_user,
)

FIRST, SECOND, THIRD = (datetime(2026, month, 10, 9, tzinfo=UTC) for month in (1, 3, 5))


def make_board(*, goals=2, **facts):
    """The first edition of a centre with so many goals, and of another one with one."""
    centre, other = make_centre(name="CPIC Písek", slug="pisek"), make_centre(name="CPIC Jinde", slug="jinde")
    document = make_document(2026)
    own = [make_goal(document, centre=centre, **facts) for _each in range(goals)]
    elsewhere = make_goal(document, centre=other, text="Pořádat besedy v knihovně.")
    edition = make_edition(document, *own, elsewhere, now=FIRST)
    head, staff = (make_user(role, centre=centre) for role in (Role.HEAD, Role.STAFF))
    board = {"centre": centre, "other": other, "document": document, "edition": edition, "goals": own}
    return SimpleNamespace(**board, elsewhere=elsewhere, head=head, staff=staff)


def code_of(edition, slug="pisek", file_format="sheet"):
    return PrintCode.objects.select_related("place__edition").get(
        place__edition=edition, place__slug=slug, format=file_format
    )


def next_edition(board, goal, *, now=SECOND, **changes):
    """The edition in which this goal reads otherwise."""
    goal.refresh_from_db()
    approve(make_amendment(goal, **{"text": f"Jinak než dřív: {goal.text}"} | changes), by=department_head(), now=now)
    return publish(board.document, by=department_head(), now=now, reason="Ostatní počká.")
