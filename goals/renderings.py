"""Files that show what is frozen are drawn from the frozen rows alone once the transaction that froze them has ended:
nobody waits for a lock while something is drawn. The request that froze the rows draws; what it could not finish the
command that cron runs draws, and until then pages say that the file is being prepared."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import models, transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from centres.addresses import full_address
from centres.languages import CZECH, address_in, is_czech
from centres.models import Erasure
from goals.freezing import keep_file, withdrawal_of

OF_ALL = {("json", CZECH, ""), ("pdf", CZECH, "")}  # format, language, centre
RETRY_AFTER = 60  # seconds: cron draws each minute
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rendering:
    """How rows of a model become PDFs: which of them have one, with what is read of them, and the HTML of a row."""

    rows: Callable[[], models.QuerySet]
    html: Callable[[models.Model], str]
    # Which rows have other files too, and of such a row by format, language and centre what draws each.
    rows_with_others: Callable[[models.QuerySet], models.QuerySet] = models.QuerySet.none
    others: Callable[[models.Model], dict[tuple[str, str, str], Callable]] = lambda row: {}
    # Which of these are many and can wait for cron, so that nobody waits for them who has just pressed a button.
    waits: Callable[[models.Model], bool] = lambda row: False

    def missing(self):
        """Rows of which a file is to be drawn."""
        return self.rows().filter(pk__in=[*self._without_pdf().values_list("pk", flat=True), *self._without_others()])

    def to_draw(self, row, *, at_once=False):
        """By format, language and centre what draws each file that the row lacks; `at_once` without those that wait."""
        from goals.pdf import archival  # costs most of a second to import: only who draws pays it

        files = {("pdf", CZECH, ""): lambda: archival.render(self.html(row))}
        if not (at_once and self.waits(row)) and self.rows_with_others(self.rows().filter(pk=row.pk)):
            files |= self.others(row)
        there = set(row.files.values_list("format", "language", "centre"))
        return {key: draws for key, draws in files.items() if key not in there}

    def strays(self, row):
        """Those of its files that nothing of ours makes. Leaflets of earlier issues of a language stay."""
        others = [file for file in row.files.all() if file.key not in OF_ALL]
        made = {_without_issue(key) for key in self.others(row)} if others else set()
        return [file for file in others if _without_issue(file.key) not in made]

    def _shown(self):
        return self.rows().exclude(pk__in=Erasure.objects.withdrawing(self.rows().model).values("row"))

    def _without_pdf(self):
        files = self.rows().model._meta.get_field("files").related_model
        return self._shown().exclude(files__in=files.objects.pdfs())

    def _without_others(self):
        rows = self.rows_with_others(self._shown().prefetch_related(None))
        there = ("format", "language", "centre")
        return [row.pk for row in rows if self.others(row).keys() - set(row.files.values_list(*there))]


def _without_issue(key):
    file_format, language, centre = key
    return file_format, language.partition("-")[0], centre


RENDERINGS: dict[type[models.Model], Rendering] = {}
"""By the model of the frozen rows; apps enter theirs when they are ready."""


def draw_after_commit(row):
    """For verbs: draw the row's PDF once all that they do is committed. What goes wrong then undoes nothing."""
    transaction.on_commit(partial(_draw_or_log, type(row), row.pk))


def _draw_or_log(model, pk):
    try:
        draw(model, pk, at_once=True)
    except Exception:  # whatever it is, the rows are frozen, their page can be shown, and cron tries again
        logger.exception("The PDF of %s %s cannot be drawn; cron will try again", model._meta.label, pk)


def draw(model, pk, *, at_once=False):
    """Draw the PDFs that the row lacks, and keep them; `at_once` without those that wait for cron. Of two processes
    that draw at once one keeps it, and the other has made the same."""
    row = RENDERINGS[model].missing().filter(pk=pk).first()
    if row is None:
        return
    for (file_format, language, centre), draws in RENDERINGS[model].to_draw(row, at_once=at_once).items():
        pdf = draws()
        with transaction.atomic(durable=True):  # refuses a caller who holds locks
            model.objects.select_for_update(no_key=True).get(pk=pk)
            if withdrawal_of(row):  # meanwhile: what was drawn has words in it that were erased
                return
            keep_file(row, file_format, pdf.content, pages=pdf.pages, language=language, centre=centre)


def draw_missing():
    """Draw what is missing; how many were drawn, and a line about each that could not be.

    The newest come first: one that takes the process down stands in the way of none that is published after it.
    """
    drawn, problems = 0, []
    for model, rendering in RENDERINGS.items():
        for pk in rendering.missing().order_by("-pk").values_list("pk", flat=True):
            try:
                draw(model, pk)
            except Exception as error:  # one that cannot be drawn must not keep the others from it
                problems.append(f"{model._meta.verbose_name} {pk}: {type(error).__name__}: {error}")
            else:
                drawn += 1
    return drawn, problems


def pdf_response(request, row, *, name, back, layout="base.html", file_format="pdf", kept=CZECH, centre=""):
    """The row's PDF as it was drawn, or a page that says that it is being prepared. Asking for it draws nothing: who
    asks often must not make us work; and it is not there yet, which is no failure. `back` is the address of the page
    that the PDF belongs to."""
    if withdrawal := withdrawal_of(row):
        return withdrawn_file(request, row, withdrawal, name, back, layout)
    files = row.files.filter(format=file_format, language=kept, centre=centre)
    content = files.values_list("content", flat=True).first()
    if content is None:
        response = render(request, "being_prepared.html", {"back": back, "layout": layout}, status=404)
        response["Retry-After"] = RETRY_AFTER
        return response
    headers = {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}"'}
    language = kept.partition("-")[0]  # that of an issue has its number
    return HttpResponse(bytes(content), headers=headers | _language_headers(request, language))


def word_response(request, row, *, name, back, layout="base.html", html=None):
    """The same as a Word file, for whoever writes on: from the HTML that the PDF was drawn from. It is made as it is
    asked for, because that takes no longer than a page. `html` makes the HTML of a part of the row."""
    if withdrawal := withdrawal_of(row):
        return withdrawn_file(request, row, withdrawal, name, back, layout)
    rendering = RENDERINGS[type(row)]
    text = (html or rendering.html)(rendering.rows().get(pk=row.pk))
    response = word_attachment(text, name)
    for header, value in _language_headers(request, CZECH).items():
        response[header] = value
    return response


def word_attachment(html, name):
    from goals.word import word_file  # costs time to import: only who makes one pays it

    headers = {"Content-Type": WORD_TYPE, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(word_file(html), headers=headers)


def withdrawn_file(request, row, withdrawal, name, back, layout="base.html"):
    """In place of a file of the row, for people; what a program asks for says it itself (goals.data.views)."""
    context = {"row": row, "withdrawal": withdrawal, "name": name, "back": back, "layout": layout}
    return render(request, "withdrawn_file.html", context, status=410)


def _language_headers(request, language):
    """In which language the file is, whatever that of the page that leads there."""
    headers = {"Content-Language": language}
    if language != get_language() and not is_czech():
        headers["Link"] = f'<{full_address(address_in(CZECH, request.path), request)}>; rel="canonical"'
    return headers
