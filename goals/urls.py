"""Addresses of goals and centres. The public ones are an interface: once published, they stay."""

from django.urls import path

from goals.public import views as public_views
from goals.views import account, decisions, network, plans, publishing, records, work, writing

public = [
    path("cile/", public_views.year_list, name="years"),
    path("cile/<int:year>/", public_views.year, name="year"),
    path("cile/<int:year>.pdf", public_views.year_pdf, name="year-pdf"),
    path("cile/<int:year>/<int:number>/", public_views.goal, name="goal"),
    path("cile/<int:year>/vydani/<int:edition>/", public_views.edition, name="edition"),
    path("cile/<int:year>/vydani/<int:edition>.pdf", public_views.edition_pdf, name="edition-pdf"),
    path("centra/", public_views.centre_list, name="centres"),
    path("centra/<slug:slug>/", public_views.centre, name="centre"),
    path("centra/<slug:slug>/<int:year>/", public_views.centre_year, name="centre-year"),
]
private = [
    path("ucet/upozorneni/", account.mail_preferences, name="mail-preferences"),
    path("prace/", work.work, name="work"),
    path("prace/kdo-co-smi/", work.rights, name="rights"),
    path("prace/zaznam/", records.log, name="log"),
    path("prace/zaznam.csv", records.log_export, name="log-export"),
    path("prace/otevrit-rok/", publishing.YearOpen.as_view(), name="year-open"),
    path("prace/centra/", network.centres, name="network"),
    path("prace/centra/nove/", network.CentreOpen.as_view(), name="centre-open"),
    path("prace/centra/<slug:slug>/", network.centre, name="centre-work"),
    path("prace/centra/<slug:slug>/prejmenovat/", network.CentreRename.as_view(), name="centre-rename"),
    path("prace/centra/<slug:slug>/prestehovat/", network.CentreMove.as_view(), name="centre-move"),
    path("prace/centra/<slug:slug>/pobocka/", network.CentreBranch.as_view(), name="centre-branch"),
    path("prace/centra/<slug:slug>/zavrit/", network.CentreClose.as_view(), name="centre-close"),
    path("prace/centra/<slug:slug>/rok/<int:year>/", network.join, name="centre-join"),
    path("prace/centra/<slug:slug>/kontakt/", network.ContactEdit.as_view(), name="contact-edit"),
    path("prace/centra/<slug:slug>/mista/nove/", network.PlaceEdit.as_view(), name="place-add"),
    path("prace/centra/<slug:slug>/mista/<int:pk>/", network.PlaceEdit.as_view(), name="place-edit"),
    path("prace/centra/<slug:slug>/mista/<int:pk>/zrusit/", network.place_remove, name="place-remove"),
    path("prace/zavazek/", records.commitment, name="commitment"),
    path("prace/zavazek/novy/<str:level>/", writing.CommitmentNew.as_view(), name="commitment-new"),
    path("prace/cil/<int:pk>/", records.work_goal, name="work-goal"),
    path("prace/cil/<int:pk>/upravit/", writing.GoalEdit.as_view(), name="goal-edit"),
    path("prace/cil/<int:pk>/zmenit/", writing.GoalAmend.as_view(), name="goal-amend"),
    path("prace/cil/<int:pk>/vyradit/", writing.goal_drop, name="goal-drop"),
    path("prace/cil/<int:pk>/obnovit/", writing.goal_restore, name="goal-restore"),
    path("prace/cil/<int:pk>/odeslat/", decisions.goal_submit, name="goal-submit"),
    path("prace/cil/<int:pk>/vzit-zpet/", decisions.goal_recall, name="goal-recall"),
    path("prace/cil/<int:pk>/rozhodnuti/", decisions.GoalDecide.as_view(), name="goal-decide"),
    path("prace/cil/<int:pk>/rozhodnuto/", decisions.goal_decided, name="goal-decided"),
    path("prace/<int:year>/", work.work_year, name="work-year"),
    path("prace/<int:year>/terminy/", publishing.YearDates.as_view(), name="year-dates"),
    path("prace/<int:year>/pripomenout-cile/", work.plans_remind, name="plans-remind"),
    path("prace/<int:year>/vydat/", publishing.Publish.as_view(), name="publish"),
    path("prace/<int:year>/vydano/<int:number>/", publishing.published, name="published"),
    path("prace/<int:year>/<slug:slug>/", plans.plan, name="plan"),
    path("prace/<int:year>/<slug:slug>/novy-cil/", writing.GoalNew.as_view(), name="goal-new"),
    path("prace/<int:year>/<slug:slug>/loni/<int:previous>/", plans.ContinueGoal.as_view(), name="continue"),
    path("prace/<int:year>/<slug:slug>/poradi/", plans.order, name="plan-order"),
    path("prace/<int:year>/<slug:slug>/kontrola/", plans.check, name="plan-check"),
    path("prace/<int:year>/<slug:slug>/odeslano/", plans.submitted, name="plan-submitted"),
    path("prace/<int:year>/<slug:slug>/vzit-zpet/", plans.recall, name="plan-recall"),
    path("prace/<int:year>/<slug:slug>/rozhodnuti/", decisions.PlanDecide.as_view(), name="plan-decide"),
    path("prace/<int:year>/<slug:slug>/rozhodnuto/", decisions.plan_decided, name="plan-decided"),
]
urlpatterns = public + private
