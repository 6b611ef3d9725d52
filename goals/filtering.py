"""What all filters of lists have in common: an invalid question finds nothing rather than everything."""

import django_filters


class Filters(django_filters.FilterSet):
    @property
    def is_used(self):
        return any(self.data.get(name) for name in self.filters)

    @property
    def is_invalid(self):
        return self.is_bound and not self.form.is_valid()

    @property
    def found(self):
        return self.queryset.none() if self.is_invalid else self.qs
