"""Two people replace one print at the same moment: it is replaced once, and the other one learns of it."""

import pytest
from django.db import transaction

from goals.models import PostedPrint
from goals.noticeboard.ledger import post_print, replace_prints
from goals.workflow import EditConflict
from tests.goals.noticeboard_cast import code_of, make_board, next_edition
from tests.threads import at_once, naive, winners

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


def scene():
    board = make_board()
    row = post_print(code_of(board.edition), "vchod", board.edition.published_on, by=board.head)
    return board, row, next_edition(board, board.goals[0])


def test_print_is_replaced_once():
    board, row, _edition = scene()
    people = [board.head, board.staff]

    results = at_once(*(lambda by=by: replace_prints(board.centre, {row.pk: row.version}, by=by) for by in people))

    assert len(winners(results)) == 1
    assert [type(one) for one in results if isinstance(one, Exception)] == [EditConflict]
    assert PostedPrint.objects.hanging().count() == 1
    assert PostedPrint.objects.count() == 2


def test_replacing_without_the_lock_hangs_two():
    """The control: the same threads, without lock and version."""
    board, row, edition = scene()

    @transaction.atomic
    def replace(seen, by):
        if seen.removed_on is None:
            PostedPrint.objects.filter(pk=seen.pk).update(removed_on=seen.posted_on, removed_by=by)
            facts = {"centre": board.centre, "spot": seen.spot, "posted_on": seen.posted_on, "posted_by": by}
            return PostedPrint.objects.create(code=code_of(edition), **facts)
        return None

    writes = [lambda seen, by=by: replace(seen, by) for by in (board.head, board.staff)]
    at_once(*naive(lambda: PostedPrint.objects.get(pk=row.pk), *writes))

    assert PostedPrint.objects.hanging().count() == 2
