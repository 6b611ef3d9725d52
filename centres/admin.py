"""What the administrator looks after: public facts about centres, people and their roles; and who signed in."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import admin
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.access import Right
from centres.administration import ForAdministrators
from centres.events import changes, record_event
from centres.models import Centre, Membership, Operator, Region, SignIn, User
from centres.people import end_sessions, roles_in_words, take_second_factor, tell_of_new_address


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


class MembershipInline(ForAdministrators, admin.TabularInline):
    """Somebody else's roles. Their own nobody gives, prolongs or takes, the administrator least of all."""

    model = Membership
    extra = 0

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and obj != request.user

    has_add_permission = has_delete_permission = has_change_permission


@admin.register(User)
class PersonAdmin(ForAdministrators, admin.ModelAdmin):
    """People come by invitation and never go: whoever leaves is switched off, and what they did keeps its author."""

    ordering = ["email"]
    list_display = ["email", "first_name", "last_name", "is_active"]
    list_filter = ["is_active", "memberships__role"]
    search_fields = ["email", "first_name", "last_name"]
    inlines = [MembershipInline]
    actions = ["reset_second_factor", "sign_out"]
    fieldsets = [
        (_("Osoba"), {"fields": ["email", "first_name", "last_name"]}),
        (_("Přístup"), {"fields": ["is_active", "last_login"]}),
    ]

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST":
            raise_if_reauthentication_required(request, app="centres")
        return super().changelist_view(request, extra_context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Whoever sits down at an administrator's desk gives nobody a role: who they are is asked before the form is
        shown. If that was too long ago when it is sent, it is asked again, and then the form goes on by itself."""
        if object_id:
            raise_if_reauthentication_required(request, app="centres")
        return super().changeform_view(request, object_id, form_url or request.path, extra_context)

    def get_readonly_fields(self, request, obj=None):
        return ["last_login", "is_active"] if obj == request.user else ["last_login"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        before = User.objects.get(pk=obj.pk)
        super().save_model(request, obj, form, change)
        if form.has_changed():
            note(request, obj, "change", changes(before, obj, form.changed_data))
        if obj.email != before.email:
            tell_of_new_address(obj, before.email)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for held in formset.new_objects:
            note(request, held, "give_role", roles_in_words([held]))
        for held, _fields in formset.changed_objects:
            note(request, held, "change_role", roles_in_words([held]))
        for held in formset.deleted_objects:
            note(request, held, "take_role", roles_in_words([held]))

    @admin.action(description=_("Zrušit druhé ověření těm, kdo o něj přišli"))
    def reset_second_factor(self, request, people):
        """For whoever has lost telephone and recovery codes. Never for oneself: who can do this has not lost theirs."""
        for person in people.exclude(pk=request.user.pk):
            with transaction.atomic():
                take_second_factor(person)
                note(request, person, "reset_factor")
        self.message_user(request, gettext("Druhé ověření je zrušené; o změně přišla zpráva."))

    @admin.action(description=_("Odhlásit na všech zařízeních"))
    def sign_out(self, request, people):
        for person in people.exclude(pk=request.user.pk):
            with transaction.atomic():
                end_sessions(person)
                note(request, person, "end_sessions")
        self.message_user(request, gettext("Všechna jejich zařízení jsou odhlášená."))


@admin.register(SignIn)
class SignInAdmin(ForAdministrators, admin.ModelAdmin):
    """Only to be read: rows come and go by themselves."""

    list_display = ["at", "kind", "who", "address", "browser", "way", "times"]
    list_display_links = None
    list_filter = ["kind", ("person", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    list_select_related = ["person"]
    date_hierarchy = "at"
    ordering = ["-at", "-id"]
    search_fields = ["person__email", "person__first_name", "person__last_name", "address"]

    def has_change_permission(self, request, obj=None):
        return False

    has_add_permission = has_delete_permission = has_change_permission

    @admin.display(description=_("kdo"))
    def who(self, row):
        """Two rows with the same mark are about the same address, which nobody has here."""
        return row.person or (gettext("neznámá adresa %(mark)s") % {"mark": row.unknown} if row.unknown else "–")
