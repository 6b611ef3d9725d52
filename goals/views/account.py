"""What a person chooses for themselves about what goals send them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from goals.forms.preferences import MailForm
from goals.mail.preferences import choose, unwanted_by
from goals.states import MailGroup


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mail_preferences(request):
    left_out = unwanted_by(request.user)
    wanted = [group for group in MailGroup if group not in left_out]
    # No box at all is an answer too, so the method is asked rather than the data.
    form = MailForm(request.POST if request.method == "POST" else None, initial={"wanted": wanted})
    if form.is_valid():
        choose(request.user, form.cleaned_data["wanted"])
        messages.success(request, _("Volba je uložená a platí od dalšího e-mailu."))
        return redirect("mail-preferences")
    status = 422 if form.errors else 200
    return render(request, "account/mail.html", {"form": form}, status=status)
