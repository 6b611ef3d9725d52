"""Pages for invited people without an account: the link shows, only the button answers. Nothing here names a person."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from goals.renderings import pdf_response
from goals.workflow import Refused
from networks.meetings import inviting, minutes, replies
from networks.meetings.forms import ReplyForm
from networks.pages import unknown_link


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def reply(request, token):
    invitee = inviting.find(token)
    if invitee is None:
        return unknown_link(request)
    gathering, today = invitee.gathering, timezone.localdate()
    context = {"invitee": invitee, "gathering": gathering, "series": gathering.series}
    if reason := replies.over_reason(gathering, today=today):
        return render(request, "networks/reply_over.html", context | {"reason": reason}, status=410)
    form = ReplyForm(request.POST or None, initial={"answer": invitee.answer, "instead": invitee.instead})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                replies.answer(invitee, form.cleaned_data["answer"], form.cleaned_data["instead"])
            except Refused as refusal:  # called off or closed a moment ago
                return render(request, "networks/reply_over.html", context | {"reason": refusal}, status=410)
            return redirect("replied", token)
        status = 422
    context |= {"form": form, "topics": [item.topic for item in gathering.agenda.select_related("topic")]}
    return render(request, "networks/reply.html", context, status=status)


@login_not_required
@never_cache
@require_safe
def replied(request, token):
    invitee = inviting.find(token)
    if invitee is None:
        return unknown_link(request)
    context = {"invitee": invitee, "gathering": invitee.gathering, "series": invitee.gathering.series, "token": token}
    return render(request, "networks/replied.html", context)


@login_not_required
@never_cache
@require_safe
def minutes_of_gathering(request, token):
    found = minutes.find(token)
    if found is None:
        return unknown_link(request)
    name = f"zapis-{found.gathering.on.isoformat()}-{found.number}.pdf"
    return pdf_response(request, found, name=name, back="/")
