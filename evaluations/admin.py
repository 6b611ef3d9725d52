"""What the administrator looks after of evaluation: the catalogue of indicators."""

from django.contrib import admin
from django.db.models import Exists, OuterRef

from centres.administration import ForAdministrators
from evaluations.models import Indicator, Record, TargetSource


@admin.register(Indicator)
class IndicatorAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["name", "unit", "aggregation", "position", "is_on"]
    list_filter = ["is_active", "aggregation"]
    search_fields = ["name"]

    def get_queryset(self, request):
        sources, records = (
            TargetSource.objects.filter(indicator=OuterRef("pk")),
            Record.objects.filter(indicator=OuterRef("pk")),
        )
        return super().get_queryset(request).annotate(is_used=Exists(sources) | Exists(records.order_by()))

    def get_readonly_fields(self, request, obj=None):
        """Files of records name it by its slug, and numbers that were made from it were added up in this way."""
        return ["slug", "aggregation"] if obj and obj.is_used else []

    def has_delete_permission(self, request, obj=None):
        """One that counts somewhere stays; it can be put out of use."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_used)
