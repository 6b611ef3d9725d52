"""What a person chooses for themselves about what goals send them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from goals.forms.preferences import MailForm
from goals.mail.preferences import choose_groups, groups_left_out


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mail_preferences(request):
    # No box at all is an answer too, so the method is asked rather than the data.
    form = MailForm(request.POST if request.method == "POST" else None, left_out=groups_left_out(request.user))
    if form.is_valid():
        choose_groups(request.user, form.wanted)
        messages.success(request, _("Volba je uložená a platí od dalšího e-mailu."))
        return redirect("mail-preferences")
    return render(request, "account/mail.html", {"form": form})
