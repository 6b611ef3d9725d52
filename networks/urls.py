"""Addresses of networks: the workspace for signed-in people, and what links in mails open without an
account; and the public pages of regions, which are an interface: once published, they stay."""

from django.urls import path

from networks.activities import views as activities
from networks.calendar import views as calendar
from networks.meetings import reply_views
from networks.meetings import views as meetings
from networks.ministry import views as ministry
from networks.monitoring import views as monitoring
from networks.partners import views as partners
from networks.public import views as public_views
from networks.public import work_views as region_pages
from networks.series import views as series
from networks.surveys import asking_views as asking
from networks.surveys import views as surveys

public = [
    path("kraje/", public_views.regions, name="regions"),
    path("kraje/<slug:slug>/", public_views.region, name="region"),
    path("v-nouzi-a-v-pochybnosti/", public_views.signpost, name="signpost"),
    path("kalendar/verejny.ics", public_views.calendar, name="public-calendar"),
]
urlpatterns = [
    path("kalendar/<str:token>.ics", calendar.calendar_feed, name="calendar-feed"),
    path("ucet/kalendar/", calendar.calendar, name="calendar"),
    path("ucet/kalendar/zrusit/", calendar.calendar_end, name="calendar-end"),
    path("prace/site/akce/", calendar.announcements, name="announcements"),
    path("prace/site/akce/nova/", calendar.AnnouncementEdit.as_view(), name="announcement-new"),
    path("prace/site/akce/<int:pk>/", calendar.AnnouncementEdit.as_view(), name="announcement-change"),
    path("prace/site/akce/<int:pk>/zrusit/", calendar.announcement_cancel, name="announcement-cancel"),
    path("prace/site/akce/<int:pk>/stahnout/", calendar.announcement_hide, name="announcement-hide"),
    path("prace/site/setkani/<int:pk>/zverejnit/", calendar.gathering_announce, name="gathering-announce"),
    path("prace/site/setkani/<int:pk>/skryt/", calendar.gathering_hide, name="gathering-hide"),
    path("prace/site/verejne/", region_pages.region_pages, name="region-pages"),
    path("prace/site/verejne/<slug:slug>/", region_pages.region_page, name="region-page"),
    path("prace/site/verejne/<slug:slug>/upravit/", region_pages.RegionPageEdit.as_view(), name="region-page-edit"),
    path("prace/site/verejne/<slug:slug>/zverejnit/", region_pages.region_page_release, name="region-page-release"),
    path("prace/site/verejne/<slug:slug>/stahnout/", region_pages.region_page_hide, name="region-page-hide"),
    path("pozvani/<str:token>/", reply_views.reply, name="reply"),
    path("pozvani/<str:token>/odpovezeno/", reply_views.replied, name="replied"),
    path("zapis-setkani/<str:token>.pdf", reply_views.minutes_of_gathering, name="minutes-of-gathering"),
    path("prace/site/", series.networks, name="networks"),
    path("prace/site/nova/", series.SeriesEdit.as_view(), name="series-new"),
    path("prace/site/kdo-se-kde-potkava/", series.meeting_places, name="meeting-places"),
    path("prace/site/partneri/", partners.partners, name="partners"),
    path("prace/site/partneri/vyvoz.xlsx", partners.partners_export, name="partners-export"),
    path("prace/site/partneri/novy/", partners.PartnerEdit.as_view(), name="partner-new"),
    path("prace/site/partneri/nahrat/", partners.PartnersImport.as_view(), name="partners-import"),
    path("prace/site/partneri/<int:pk>/", partners.partner, name="partner"),
    path("prace/site/partneri/<int:pk>/upravit/", partners.PartnerEdit.as_view(), name="partner-edit"),
    path("prace/site/partneri/<int:pk>/archiv/", partners.partner_archive, name="partner-archive"),
    path("prace/site/partneri/<int:pk>/z-archivu/", partners.partner_restore, name="partner-restore"),
    path("prace/site/partneri/<int:pk>/sloucit/", partners.PartnerMerge.as_view(), name="partner-merge"),
    path("prace/site/partneri/<int:pk>/rozdelit/", partners.partner_split, name="partner-split"),
    path("prace/site/partneri/<int:pk>/oznaceni/", partners.MarkEdit.as_view(), name="mark-add"),
    path("prace/site/partneri/<int:pk>/oznaceni/<int:mark>/", partners.MarkEdit.as_view(), name="mark-edit"),
    path("prace/site/partneri/<int:pk>/oznaceni/<int:mark>/zrusit/", partners.mark_remove, name="mark-remove"),
    path("prace/site/partneri/<int:pk>/kontakty/", partners.WorkContactEdit.as_view(), name="contact-add"),
    path(
        "prace/site/partneri/<int:pk>/kontakty/<int:contact>/",
        partners.WorkContactEdit.as_view(),
        name="contact-change",
    ),
    path("prace/site/partneri/<int:pk>/kontakty/<int:contact>/ukoncit/", partners.contact_end, name="contact-end"),
    path("prace/site/<int:pk>/", series.series, name="series"),
    path("prace/site/<int:pk>/upravit/", series.SeriesEdit.as_view(), name="series-edit"),
    path("prace/site/<int:pk>/ukoncit/", series.series_end, name="series-end"),
    path("prace/site/<int:pk>/obnovit/", series.series_resume, name="series-resume"),
    path("prace/site/<int:pk>/clenove/", series.MembersAdd.as_view(), name="members-add"),
    path("prace/site/<int:pk>/clenove/<int:member>/", series.MemberEdit.as_view(), name="member-edit"),
    path("prace/site/<int:pk>/clenove/<int:member>/ukoncit/", series.member_end, name="member-end"),
    path("prace/site/<int:pk>/temata/", series.TopicEdit.as_view(), name="topic-add"),
    path("prace/site/<int:pk>/temata/<int:topic>/", series.topic, name="topic"),
    path("prace/site/<int:pk>/temata/<int:topic>/upravit/", series.TopicEdit.as_view(), name="topic-edit"),
    path("prace/site/<int:series>/setkani/", meetings.GatheringEdit.as_view(), name="gathering-new"),
    path("prace/site/setkani/<int:pk>/", meetings.gathering, name="gathering"),
    path("prace/site/setkani/<int:pk>/upravit/", meetings.GatheringEdit.as_view(), name="gathering-edit"),
    path("prace/site/setkani/<int:pk>/pozvanky/", meetings.gathering_invite, name="gathering-invite"),
    path("prace/site/setkani/<int:pk>/vest/", meetings.GatheringHold.as_view(), name="gathering-hold"),
    path("prace/site/setkani/<int:pk>/zrusit/", meetings.GatheringCancel.as_view(), name="gathering-cancel"),
    path("prace/site/setkani/<int:pk>/opravit/", meetings.GatheringReopen.as_view(), name="gathering-reopen"),
    path("prace/site/setkani/<int:pk>/zapis-<int:number>.pdf", meetings.gathering_minutes, name="gathering-minutes"),
    path(
        "prace/site/setkani/<int:pk>/zapis-<int:number>.docx",
        meetings.gathering_minutes,
        {"is_word": True},
        name="gathering-minutes-word",
    ),
    path("prace/site/setkani/<int:pk>/zapocitat/", meetings.gathering_count, name="gathering-count"),
    path("prace/site/setkani/<int:pk>/otazky/", asking.gathering_asked, name="gathering-asked"),
    path("prace/site/setkani/<int:pk>/otazky/zacit/", asking.AskAfter.as_view(), name="gathering-ask"),
    path("prace/site/setkani/<int:pk>/otazky/uzavrit/", asking.gathering_asked_close, name="gathering-asked-close"),
    path("prace/site/cinnost/", activities.activities, name="activities"),
    path("prace/site/cinnost/vyvoz.xlsx", activities.activities_export, name="activities-export"),
    path("prace/site/cinnost/nova/<str:kind>/", activities.ActivityEdit.as_view(), name="activity-new"),
    path("prace/site/cinnost/<int:pk>/", activities.activity, name="activity"),
    path("prace/site/cinnost/<int:pk>/upravit/", activities.ActivityEdit.as_view(), name="activity-edit"),
    path("prace/site/monitoring/", monitoring.monitorings, name="monitorings"),
    path(
        "prace/site/monitoring/<int:pk>/<int:year>/<int:number>/zacit/",
        monitoring.monitoring_begin,
        name="monitoring-begin",
    ),
    path("prace/site/monitoring/<int:pk>/", monitoring.monitoring, name="monitoring"),
    path("prace/site/monitoring/<int:pk>/potvrdit/", monitoring.monitoring_confirm, name="monitoring-confirm"),
    path("prace/site/monitoring/<int:pk>/opravit/", monitoring.MonitoringReopen.as_view(), name="monitoring-reopen"),
    path("prace/site/monitoring/<int:pk>/oddil/<slug:chapter>/", monitoring.ChapterEdit.as_view(), name="chapter-edit"),
    path("prace/site/monitoring/<int:pk>/opatreni/", monitoring.MeasureEdit.as_view(), name="measure-add"),
    path(
        "prace/site/monitoring/<int:pk>/opatreni/<int:measure>/", monitoring.MeasureEdit.as_view(), name="measure-edit"
    ),
    path(
        "prace/site/monitoring/<int:pk>/opatreni/<int:measure>/zrusit/",
        monitoring.measure_remove,
        name="measure-remove",
    ),
    path(
        "prace/site/monitoring/<int:pk>/zprava-<int:number>.<slug:format>",
        monitoring.monitoring_report,
        name="monitoring-report",
    ),
    path("dotaznik/dekujeme/", surveys.thanks, name="questionnaire-thanks"),
    path("dotaznik/<str:token>/", surveys.questionnaire, name="questionnaire"),
    path("prace/site/hodnoceni/", surveys.surveys, name="surveys"),
    path("prace/site/hodnoceni/spustit/", surveys.SurveyOpen.as_view(), name="survey-open"),
    path("prace/site/hodnoceni/<int:pk>/", surveys.survey, name="survey"),
    path("prace/site/hodnoceni/<int:pk>/pripomenout/", surveys.survey_remind, name="survey-remind"),
    path("prace/site/hodnoceni/<int:pk>/uzavrit/", surveys.survey_close, name="survey-close"),
    path("prace/site/hodnoceni/vysledky/<int:pk>/", surveys.survey_result, name="survey-result"),
    path("prace/site/hodnoceni/vysledky/<int:pk>.<slug:format>", surveys.survey_file, name="survey-file"),
    path("prace/site/ukoly-ministerstva/", ministry.ministry_tasks, name="ministry-tasks"),
    path(
        "prace/site/ukoly-ministerstva/<int:year>/<slug:task>/",
        ministry.MinistryTaskEdit.as_view(),
        name="ministry-task",
    ),
    path("prace/site/ukoly/<int:pk>/", meetings.SharedActionPage.as_view(), name="shared-action"),
]
