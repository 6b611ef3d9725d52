"""Where words of people lie in the tables of networks (centres/erasable.py)."""

from centres.erasable import ErasableKind, texts

PLACES = {
    "networks_partner": texts("name", "towns", "website", "note", "folded_text"),
    "networks_mark": texts("what_for", "reach", "languages", "hours"),
    "networks_workcontact": texts("name", "position", "email", "phone"),
    "networks_series": texts("name", "place", "aim", "joining"),
    "networks_topic": texts("title", "note"),
    "networks_gathering": texts("place", "note", "guests"),
    "networks_agendaitem": texts("conclusion"),
    "networks_invitee": texts("instead"),
    "networks_sharedaction": texts("what", "note"),
    "networks_activity": {"countries": ErasableKind.JSON}
    | texts("accommodation", "health_care", "enrolment", "practices", "sent_to"),
    "networks_monitoringchapter": texts("text"),
    "networks_ministrytaskyear": texts("done", "review"),
    "networks_proposedmeasure": texts("what", "outcome"),
    "networks_monitoringreport": {"content": ErasableKind.JSON},
    "networks_monitoringreportfile": {"content": ErasableKind.BYTES},
    "networks_regionpage": texts("aims", "schools", "employers", "services", "joining"),
    "networks_publicissue": {"content": ErasableKind.JSON},
    "networks_announcement": texts("title", "place", "about", "link"),
    "networks_calendarsubscription": texts("name"),
    "networks_surveyresult": {"content": ErasableKind.JSON},
    "networks_surveyresultfile": {"content": ErasableKind.BYTES},
    "networks_gatheringminutes": {"content": ErasableKind.JSON},
    "networks_gatheringminutesfile": {"content": ErasableKind.BYTES},
}
OURS = {
    "networks_regionpage": {"chosen"},
    "networks_announcement": {"key"},
    "networks_calendarsubscription": {"token_hash"},
    "networks_survey": {"key"},
    "networks_surveykey": {"id"},
    # Members' words, in which nobody looks for anything as long as their evaluation runs; then they are gone from here.
    "networks_surveysheet": {"content"},
    "networks_surveyresultfile": {"format", "language", "centre", "sha256"},
    "networks_monitoringchapter": {"numbers"},
    "networks_monitoringreportfile": {"format", "language", "centre", "sha256"},
    "networks_partner": {"ico", "moved"},
    "networks_invitee": {"key"},
    "networks_gatheringminutesfile": {"format", "language", "centre", "sha256"},
}
