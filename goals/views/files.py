"""Files of an edition: made once when it was published, sent as they are."""

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals import public
from goals.models import EditionFile
from goals.public_pages import is_known

PDF = "application/pdf"


@require_safe
def year_pdf(request, year):
    return _send_pdf(request, public.edition_of(year))


@require_safe
def edition_pdf(request, year, edition):
    return _send_pdf(request, public.edition_of(year, edition))


def _send_pdf(request, edition):
    file = next((file for file in edition.files.all() if file.format == "pdf"), None)
    if file is None:
        raise Http404(_("Toto vydání nemá PDF."))
    etag = quote_etag(file.sha256)
    if is_known(request, etag):
        response = HttpResponseNotModified()
    else:
        content = EditionFile.objects.values_list("content", flat=True).get(pk=file.pk)
        response = HttpResponse(bytes(content), content_type=PDF)
        name = f"operacni-cile-{edition.year}-vydani-{edition.number}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response
