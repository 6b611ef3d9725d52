"""Making an interim report or the year's evaluation public: once, just what the person saw, frozen like an edition."""

import json

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.events import record_event
from evaluations.models import Closing, Meeting, Report
from evaluations.reports.content import REPORT
from evaluations.reports.preparing import NEEDS_REASON
from evaluations.reports.public import evaluation_pdf
from evaluations.states import ReportKind
from goals.freezing import freeze, keep_file
from goals.models import Document, Goal, Plan
from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict, Refused, hold_document, require_open

EVENTS = {ReportKind.INTERIM: "release", ReportKind.EVALUATION: "evaluate"}


def publish_report(document, prepare, *, seen, by, narrative="", reason="", now=None):
    """Freeze what `prepare(document)` says, with the narrative, as the next report with its files, and return it.

    `seen` is the mark of what the person saw; if anything else would come out now, nothing does. Sent twice from one
    page, it comes out once. Approving, publishing and the closings of the centres wait until it is out.
    """
    now = now or timezone.now()
    with transaction.atomic():
        document = hold_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.RELEASE)
        purpose = f"report:{document.pk}"
        if made := made_before(seen, by, purpose):
            return Report.objects.get(pk=made[0])
        _hold_year(document)
        prepared = prepare(document)
        if prepared.mark != seen:
            sentence = _("Mezitím se změnilo, co by se zveřejnilo. Přečtěte si to znovu a zveřejněte.")
            raise EditConflict(prepared, sentence)
        for problem in prepared.problems:
            raise Refused(problem)
        if prepared.gaps and not reason.strip():
            raise Refused(NEEDS_REASON)
        require_open(document)
        # The narrative comes with the button: the mark is of all the rest.
        heading = prepared.content[REPORT.name] | {"narrative": narrative.strip()}
        content = prepared.content | {REPORT.name: heading}
        row = Report(
            document=document,
            approved_by_role=role,
            released_at=now,
            released_on=timezone.localdate(now),
            **heading,
        )
        report = freeze(row, content)
        pdf = evaluation_pdf(report) if report.kind == ReportKind.EVALUATION else None
        keep_file(report, "json", json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode())
        if pdf:
            keep_file(report, "pdf", pdf.content, pages=pdf.pages)
        if report.kind == ReportKind.EVALUATION:
            Document.objects.filter(pk=document.pk).update(closed_at=now)
        remember(seen, by, purpose, [report], at=now)
        record_event(
            document,
            EVENTS[report.kind],
            by=by,
            role=role,
            at=now,
            target=str(report.number),
            comment=reason,
            fingerprint=prepared.mark,
        )
        return report


def is_intact(report):
    """Do the frozen rows and files still say what they said when it came out?"""
    return REPORT.is_intact(report)


def _hold_year(document):
    """Whoever writes into the year is waited for; after that nobody can, once its evaluation is out."""
    for rows in (
        Plan.objects.filter(document=document),
        Goal.objects.filter(document=document),
        Closing.objects.filter(plan__document=document),
        Meeting.objects.for_year(document.year),
    ):
        list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))
