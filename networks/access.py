"""Whose networks a person sees and leads: those of the regions of their centres; who looks after all leads all."""

from centres.access import MissingRight, Right, rights_of
from centres.models import Centre, Region


def regions_of(rights):
    """The regions whose partners and networks the person sees."""
    if rights.sees_network:
        return Region.objects.all()
    return Region.objects.filter(centres__in=rights.own_centres()).distinct()


def leading_role(rights, region, right=Right.COORDINATE):
    """The role by which the person writes (or releases, by that right) in the region (None: of the whole country), or
    None."""
    role = rights.role(Right.COORDINATE_ALL)
    if role is None and region is not None and rights.works_in_a_centre:
        centres = Centre.objects.filter(region=region, pk__in=rights.own_centres().values("pk"))
        held = (rights.role(right, centre) for centre in centres.select_related("successor", "parent"))
        role = next(filter(None, held), None)
    return role


def require_leading(by, region, *, on):
    """The role; raises MissingRight."""
    return require_role(rights_of(by, on=on), region)


def require_role(rights, region):
    role = leading_role(rights, region)
    if role is None:
        raise missing(region)
    return role


def require_releasing(rights, region):
    """The role by which the person lets something of the region out; raises MissingRight."""
    role = leading_role(rights, region, Right.RELEASE_REGION)
    if role is None:
        raise missing(region, Right.RELEASE_REGION)
    return role


def missing(region=None, right=Right.COORDINATE):
    """The refusal that names who leads networks (or releases) in the region, or in all of them."""
    centre = region and Centre.objects.filter(region=region, closed_on=None).order_by("position").first()
    return MissingRight(right, centre) if centre else MissingRight(Right.COORDINATE_ALL)


def led_regions(rights):
    """The regions in which the person may write."""
    if rights.may(Right.COORDINATE_ALL):
        return Region.objects.all()
    return Region.objects.filter(pk__in=[one.pk for one in regions_of(rights) if leading_role(rights, one)])
