"""Where words of people lie in the tables of networks (centres/erasable.py)."""

from centres.erasable import Kind, texts

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
    "networks_gatheringminutes": {"content": Kind.JSON},
    "networks_gatheringminutesfile": {"content": Kind.BYTES},
}
OURS = {
    "networks_partner": {"ico", "moved"},
    "networks_invitee": {"key"},
    "networks_gatheringminutesfile": {"format", "language", "centre", "sha256"},
}
