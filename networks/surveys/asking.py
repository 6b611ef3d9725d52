"""What the page of a meeting and the sheet for its wall show of its three questions."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from centres.addresses import full_address
from centres.qr_codes import QrCode
from networks.models import Survey, SurveyRegion, SurveyResult
from networks.surveys.questions import INVITES


@dataclass(frozen=True)
class Asked:
    survey: Survey
    place: SurveyRegion  # how many were there and how many answered
    result: SurveyResult | None  # none as long as it runs, and where too few answered

    @property
    def is_running(self):
        return self.survey.closed_at is None and self.survey.closes_on >= timezone.localdate()

    @property
    def address(self):
        return full_address(reverse("questionnaire", args=[self.survey.key]))

    @property
    def qr(self):
        return QrCode(self.address)

    @property
    def invitations(self):
        """The same sentence in each language of the questionnaire, with its code."""
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                yield code, str(INVITES)


def asked_after(gathering):
    """What those who were at the meeting are asked, or None."""
    place = SurveyRegion.objects.filter(survey__gathering=gathering).select_related("survey__gathering__series").first()
    if place is None:
        return None
    return Asked(place.survey, place, place.survey.results.order_by("-number").first())
