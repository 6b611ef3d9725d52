"""Who holds which role where, said once. Everything that asks about a right asks here."""

from centres.models import Membership


def holds(user, roles, *, centre=None, on):
    """Does the user hold one of the roles that day? A role in a main centre covers its branches."""
    return Membership.objects.of(user).valid(on).covering(centre).filter(role__in=roles).exists()
