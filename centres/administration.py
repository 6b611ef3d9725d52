"""The administration's door and its pages: both open by the right to administer, never by Django's flags.

Apart from admin.py, whose pages are registered while the site is being made: importing both at once would lose them.
"""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import DataError
from django.utils.translation import gettext_lazy as _

from centres.access import Right

LONGEST_ID = 19  # digits; a number of so many need not fit into the database
LONGEST_SEARCH = 200


class ForAdministrators:
    """Mixed into a page of the administration: all of it for whoever may administer, nothing for anybody else."""

    def has_module_permission(self, request):
        return request.rights.may(Right.ADMINISTER)

    def has_view_permission(self, request, obj=None):
        return request.rights.may(Right.ADMINISTER)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def changelist_view(self, request, extra_context=None):
        """Django takes the boxes of a list and what its address asks as they come. What the database cannot compare is
        said in the middle of drawing the page, so it is drawn here."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(text.isdecimal() and len(text) < LONGEST_ID for text in chosen):
            raise BadRequest("A chosen row has no number")
        try:
            response = super().changelist_view(request, extra_context)
            return response.render() if hasattr(response, "render") else response
        except (ValueError, OverflowError, DataError) as fault:
            if request.method == "POST" or not request.GET:
                raise  # a fault of ours
            raise BadRequest(f"A list was asked for what it cannot compare ({fault})") from fault

    @admin.display(description=_("zapnuto"), ordering="is_active")
    def is_on(self, row):
        """In words: the name of Django's own icon, which is read aloud, is English."""
        return _("ano") if row.is_active else _("ne")

    def get_fieldsets(self, request, obj=None):
        """Each with a name, which is read aloud before its fields."""
        return [(name or self.opts.verbose_name, facts) for name, facts in super().get_fieldsets(request, obj)]

    def get_search_results(self, request, queryset, search_term):
        """Nobody looks for more, and SQLite fails on a very long pattern."""
        return super().get_search_results(request, queryset, search_term[:LONGEST_SEARCH])

    def lookup_allowed(self, lookup, value, request):
        """Only what the page's own filters ask. Django lets any column be asked for, and one that nobody may see, such
        as the hash of a password, can be read from the answers letter by letter."""
        allowed = {f"{self.date_hierarchy}__{part}" for part in ("year", "month", "day")}
        for one in self.get_list_filter(request):
            if isinstance(one, type):  # a filter that is no field's
                allowed.add(one.parameter_name)
            else:
                name = one if isinstance(one, str) else one[0]
                allowed |= {f"{name}__{asked}" for asked in ("exact", "id__exact", "isnull", "gte", "lt")}
        return lookup in allowed


class Administration(admin.AdminSite):
    site_header = site_title = _("Správa cílů center")
    enable_nav_sidebar = False  # the first page has the same links, and its button lies too close to others

    def register(self, model_or_iterable, admin_class=None, **options):
        """Pages that libraries bring along ask Django's flags and show more than anybody should see: none of them."""
        if admin_class and issubclass(admin_class, ForAdministrators):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request):
        return request.user.is_active and request.rights.may(Right.ADMINISTER)

    def admin_view(self, view, cacheable=False):
        """Whoever is signed in and lacks the right is told so; a way to the sign-in would only lead back here."""
        guarded = super().admin_view(view, cacheable)

        def serve(request, *args, **kwargs):
            request.rights.require(Right.ADMINISTER)
            if "%00" in request.META["QUERY_STRING"]:  # in a search or a filter, and PostgreSQL fails on it
                raise SuspiciousOperation("NUL in a query")
            return guarded(request, *args, **kwargs)

        return serve
