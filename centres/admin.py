"""What the administrator looks after: public facts about centres; and reads: people, their roles, who signed in."""

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.access import Right
from centres.administration import ForAdministrators
from centres.events import record_event
from centres.models import Centre, Membership, Operator, Region, SignIn, User


def note(request, thing, name, content=""):
    """What the administrator did goes to the audit trail like everything else."""
    role = request.rights.require(Right.ADMINISTER)
    record_event(thing, name, by=request.user, role=role, at=timezone.now(), content=content)


@admin.register(Region)
class RegionAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["name", "nuts3", "iso_code"]


@admin.register(Operator)
class OperatorAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["name", "slug"]


@admin.register(Centre)
class CentreAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["name", "parent", "region", "operator"]
    list_filter = ["region", "operator"]
    search_fields = ["name", "town"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_change_permission(self, request, obj=None):
        """Only to be read: centres open, change and close in the workspace, each time with its day and its reason."""
        return False

    has_add_permission = has_delete_permission = has_change_permission


class ToBeRead:
    """Mixed into a page of the administration whose rows are changed elsewhere, or by themselves."""

    def has_change_permission(self, request, obj=None):
        return False

    has_add_permission = has_delete_permission = has_change_permission


class MembershipInline(ToBeRead, ForAdministrators, admin.StackedInline):
    model = Membership
    extra = 0


@admin.register(User)
class PersonAdmin(ToBeRead, ForAdministrators, admin.ModelAdmin):
    """People and their roles are looked after on pages of the workspace, where each change asks what it must, is
    checked and written down; here they are found by columns and filters."""

    ordering = ["email"]
    list_display = ["email", "first_name", "last_name", "is_on"]
    list_filter = ["is_active", "memberships__role"]
    search_fields = ["email", "first_name", "last_name"]
    inlines = [MembershipInline]
    fieldsets = [
        (_("Osoba"), {"fields": ["email", "first_name", "last_name"]}),
        (_("Přístup"), {"fields": ["is_on", "last_login"]}),
    ]

    def view_on_site(self, obj):
        return reverse("person", args=[obj.pk])


@admin.register(SignIn)
class SignInAdmin(ToBeRead, ForAdministrators, admin.ModelAdmin):
    list_display = ["at", "kind", "who", "address", "browser", "way", "times"]
    list_display_links = None
    list_filter = ["kind", ("person", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    list_select_related = ["person"]
    date_hierarchy = "at"
    ordering = ["-at", "-id"]
    search_fields = ["person__email", "person__first_name", "person__last_name", "address"]

    @admin.display(description=_("kdo"))
    def who(self, row):
        """Two rows with the same mark are about the same address, which nobody has here."""
        return row.person or (gettext("neznámá adresa %(mark)s") % {"mark": row.unknown} if row.unknown else "–")
