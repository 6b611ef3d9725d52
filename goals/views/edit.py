"""Editing: one form, one verb, and an answer to whatever happens on the way; nothing that was typed is lost."""

from django.views.generic import FormView

from centres import saved_input
from goals.personal_data import unconfirmed
from goals.workflow import EditConflict, Refused


class EditView(FormView):
    """A page with a form that one verb carries out.

    A page says what it is about in `load`, what is done in `save` and where that leads in `done`. It is shown with what
    was typed before the person had to sign in again; again with its errors or the reason of a refusal (422); or about
    what there is now, because somebody was faster (409).
    """

    http_method_names = ["get", "post"]
    refusal_field = None  # beside which field a refusal stands; None: above the form

    def load(self, request, **address):
        """The first query and the right to be here; may answer with another place instead of the form."""
        raise NotImplementedError  # every page says its own

    def save(self, form):
        """Call the verb; what it returns is given to `done`."""
        raise NotImplementedError  # every page says its own

    def done(self, form, saved):
        """The redirect after saving, with a word about what happened."""
        raise NotImplementedError  # every page says its own

    def suspects(self, form):
        """What looks like personal data in what the page may freeze (goals/personal_data.py); the page shows it."""
        return ()

    def suspects_frozen_by(self, form):
        """What of it the sent form would freeze; without a choice about it nothing is done."""
        return self.suspects(form)

    def dispatch(self, request, *args, **kwargs):
        elsewhere = self.load(request, **kwargs) if request.method.lower() in self.http_method_names else None
        return elsewhere or super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.request.method == "GET" and (data := saved_input.restore(self.request)):
            kwargs["data"] = data
        return kwargs

    def get(self, request, *args, **kwargs):
        return self.show(self.get_form())

    def form_valid(self, form):
        if unconfirmed(self.request, self.suspects_frozen_by(form)):
            return self.show(form, status=422, asks=True)
        try:
            saved = self.save(form)
        except EditConflict as conflict:
            return self.overtaken(form, conflict)
        except Refused as refusal:
            return self.refused(form, refusal)
        saved_input.discard(self.request)
        return self.done(form, saved)

    def form_invalid(self, form):
        return self.show(form, status=422)

    def refused(self, form, refusal):
        form.add_error(self.refusal_field if self.refusal_field in form.fields else None, str(refusal))
        return self.show(form, status=422)

    def overtaken(self, form, conflict):
        """Nothing was saved. The page comes again about what there is now, with all that was typed; sent once more, it
        counts as seen."""
        self.load(self.request, **self.kwargs)
        kwargs = self.get_form_kwargs()
        data = form.data.copy()
        for field in self.get_form_class()(**kwargs | {"data": None, "files": None}).hidden_fields():
            data[field.html_name] = field.value()
        return self.show(self.get_form_class()(**kwargs | {"data": data}), status=409, conflict=conflict)

    def get_context_data(self, *, form, **context):
        return super().get_context_data(form=form, suspects=self.suspects(form), **context)

    def show(self, form, *, status=200, **context):
        return self.render_to_response(self.get_context_data(form=form, **context), status=status)
