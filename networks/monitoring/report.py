"""What a confirmed monitoring says, frozen in words and numbers; its PDF, its spreadsheet and its Word file all come
from those alone, and none of them is public."""

from datetime import UTC

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe  # for what templates have escaped already
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.models import Role
from evaluations.sheets import workbook_of
from goals.formatting import breakable, format_date, format_number, typeset
from goals.freezing import next_number, seal
from goals.pdf import lines
from goals.renderings import draw_after_commit
from networks.models import MonitoringReport
from networks.papers import why_again
from networks.states import MEASURED_IN, MonitoringKey, RegionNumber

AGAIN = gettext_lazy(
    "Opravuje zprávu č. %(before)s, která zůstává uložená, jak byla. Opravil/a: %(role)s, %(day)s. Důvod:"
)


@translation.override("cs")
def make_report(monitoring, last, *, role, now):
    """Freeze what was just confirmed under its next number; `last` is the monitoring whose numbers stand beside it."""
    number = next_number(monitoring.reports)
    content = report_content(monitoring, last, number=number, role=role, now=now)
    report = MonitoringReport.objects.create(monitoring=monitoring, number=number, content=content, made_at=now)
    draw_after_commit(seal(report))
    return report


def report_content(monitoring, last, *, number, role, now):
    here, before = _chapters(monitoring), _chapters(last) if last else {}
    measures = {}
    for one in monitoring.measures.select_related("owner", "monitoring__centre"):
        measures.setdefault(one.key, []).append(one)
    facts = (
        (_("Číslo zprávy"), str(number)),
        (_("Kraj"), str(monitoring.region)),
        (_("Čtvrtletí"), str(monitoring.quarter)),
        (_("Zpracovalo"), str(monitoring.centre)),
        (_("Potvrdil/a"), f"{Role(role).label}, {format_date(timezone.localdate(now))}"),
        (_("Předchozí"), str(last.quarter) if last else _("první monitoring kraje")),
    )
    return {
        "title": typeset(str(monitoring)),
        "region": str(monitoring.region),
        "number": number,
        "moment": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "facts": [(label, typeset(value)) for label, value in facts],
        "again": why_again(monitoring, number, AGAIN),
        "last": str(last.quarter) if last else "",
        "quarter": str(monitoring.quarter),
        "chapters": [_chapter(key, here, before, measures.get(key, ())) for key in MonitoringKey],
    }


def _chapters(monitoring):
    return {one.key: one for one in monitoring.chapters.all()}


def _chapter(key, here, before, measures):
    chapter, old = here[key], before.get(key)
    numbers = [
        {
            "key": str(one),
            "label": str(RegionNumber(one).label),
            "now": chapter.numbers.get(one),
            "last": old.numbers.get(one) if old else None,
        }
        for one in MEASURED_IN[key]
    ]
    return {
        "title": str(MonitoringKey(key).label),
        "numbers": [row | {"change": change(row["now"], row["last"])} for row in numbers],
        "text": lines(chapter.text),
        "is_unchanged": bool(old and old.text == chapter.text and chapter.text),
        "measures": [
            {
                "what": typeset(breakable(one.what)),
                "owner": one.owner_label,
                "due": _("do %(day)s") % {"day": format_date(one.due_on)} if one.due_on else "",
                "outcome": one.outcome,
            }
            for one in measures
        ],
    }


def change(now_is, was):
    """ "+12", "−3", "beze změny"; "" where one of the two was not said."""
    if now_is is None or was is None:
        return ""
    if now_is == was:
        return _("beze změny")
    return f"+{format_number(now_is - was)}" if now_is > was else f"\u2212{format_number(was - now_is)}"


@translation.override("cs")
def report_html(report):
    return render_to_string("pdf/monitoring.html", report.content)


def report_text(content):
    """What the report says, for its page."""
    return mark_safe(render_to_string("pdf/_monitoring.html", content))  # noqa: S308 - a template that escapes


@translation.override("cs")
def report_workbook(report):
    """Numbers beside those of the last quarter, words, and measures, each on a sheet of its own."""
    content = report.content
    numbers = [
        (chapter["title"], row["label"], row["now"], row["last"])
        for chapter in content["chapters"]
        for row in chapter["numbers"]
    ]
    words = [(chapter["title"], "\n".join(chapter["text"])) for chapter in content["chapters"]]
    measures = [
        (chapter["title"], one["what"], one["owner"], one["due"], one["outcome"])
        for chapter in content["chapters"]
        for one in chapter["measures"]
    ]
    head = _("Oddíl")
    return workbook_of(
        [
            (_("Čísla"), [head, _("Co"), content["quarter"], content["last"] or _("minule")], numbers),
            (_("Slovy"), [head, _("Text")], words),
            (_("Opatření"), [head, _("Co"), _("Kdo"), _("Do kdy"), _("Jak to dopadlo")], measures),
        ]
    )
