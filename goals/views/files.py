"""Files of an edition: made once when it was published, sent as they are."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from goals import public
from goals.public_pages import public_page


@public_page
def year_pdf(request, year):
    return _pdf(public.edition_of(year))


@public_page
def edition_pdf(request, year, edition):
    return _pdf(public.edition_of(year, edition))


def _pdf(edition):
    content = edition.files.filter(format="pdf").values_list("content", flat=True).first()
    if content is None:
        raise Http404(_("Toto vydání nemá PDF."))
    name = f"operacni-cile-{edition.year}-vydani-{edition.number}.pdf"
    headers = {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(bytes(content), headers=headers)
