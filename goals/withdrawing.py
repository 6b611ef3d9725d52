"""What came out with words that had to be erased is withdrawn: its number, dates and checksum stay, its files are gone.
Where it was the one that holds, a copy without the words follows under the next number; nothing else is different."""

from django.utils.translation import gettext as _

from centres.erasing import Cell, erase_cells, withdraw_row
from centres.events import record_event
from goals.freezing import freeze, next_number, withdrawal_of


def withdraw(row, **act):
    """Withdraw the row with its files; whether it was shown until now. `act` is as for `erase_cells`."""
    if withdrawal_of(row):
        return False
    type(row).objects.select_for_update(no_key=True).get(pk=row.pk)  # whoever draws its file is waited for
    withdraw_row(type(row), row.pk, **act)
    files = row.files.model._meta.db_table
    erase_cells([Cell(files, pk, "content") for pk in row.files.order_by("pk").values_list("pk", flat=True)], **act)
    return True


def follow(row, shape, same, *, event, heading, facts, goal_columns=None, number, reason, by, role, at):
    """Freeze what the withdrawn row says without its words as the next of the `same` series, if it was the last."""
    if same.filter(number__gt=row.number).exists():
        return None
    content = shape.content_of(row)
    content[shape.name] |= shape.plain({"number": next_number(same)} | heading)
    new = type(row)(document=row.document, **facts, **content[shape.name])
    new = freeze(new, shape, content, goal_columns=goal_columns)
    comment = _("Výmaz č. %(number)s: %(reason)s") % {"number": number, "reason": reason}
    record_event(row.document, event, by=by, role=role, at=at, target=str(new.number), comment=comment)
    return new


def explanation(row, number):
    """What the copy that follows says of itself."""
    sentence = _("Z čísla %(before)s byl vymazán text, který do něj nepatřil (výmaz č. %(number)s). Jinak je stejné.")
    return sentence % {"before": row.number, "number": number}
