"""What every signed-in request knows about its person."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from centres import access


def rights(get_response):
    """Gives the request its person's rights, read from the database when first asked for."""

    def serve(request):
        request.rights = SimpleLazyObject(lambda: access.rights_of(request.user, on=timezone.localdate()))
        return get_response(request)

    return serve
