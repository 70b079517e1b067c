from django.urls import path

from awards.views import (
    condition_edits,
    conditions,
    eligibility,
    eligibility_steps,
    proposals,
    steps,
)

app_name = "awards"

urlpatterns = [
    # khoi/<bloc>/<cycle>/de-nghi-khen-thuong/
    path(
        "khoi/<slug:bloc>/<str:cycle>/de-nghi-khen-thuong/",
        proposals.proposal_list,
        name="proposal-list",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/de-nghi-khen-thuong/them/",
        proposals.proposal_add,
        name="proposal-add",
    ),
    # khoi/<bloc>/<cycle>/dieu-kien-khen-thuong/
    path(
        "khoi/<slug:bloc>/<str:cycle>/dieu-kien-khen-thuong/",
        eligibility.eligibility_table,
        name="eligibility",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/dieu-kien-khen-thuong/ngay-ap-dung/",
        eligibility_steps.rule_day_set,
        name="eligibility-day",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/dieu-kien-khen-thuong/<slug:agency>/<slug:award>/",
        eligibility.eligibility_answer,
        name="eligibility-answer",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/dieu-kien-khen-thuong/<slug:agency>/<slug:award>/"
        "xac-nhan/<int:pk>/",
        eligibility_steps.condition_settle,
        name="eligibility-settle",
    ),
    # dieu-kien-khen-thuong/
    path("dieu-kien-khen-thuong/", conditions.condition_list, name="condition-list"),
    path("dieu-kien-khen-thuong/them/", condition_edits.condition_add, name="condition-add"),
    path("dieu-kien-khen-thuong/<int:pk>/", conditions.condition_detail, name="condition-detail"),
    path(
        "dieu-kien-khen-thuong/<int:pk>/sua/",
        condition_edits.condition_edit,
        name="condition-edit",
    ),
    path(
        "dieu-kien-khen-thuong/<int:pk>/doi-chieu/",
        condition_edits.condition_check,
        name="condition-check",
    ),
    path(
        "dieu-kien-khen-thuong/<int:pk>/thoi-ap-dung/",
        condition_edits.condition_retire,
        name="condition-retire",
    ),
    # de-nghi/<pk>/
    path("de-nghi/<int:pk>/", proposals.proposal_detail, name="proposal-detail"),
    path("de-nghi/<int:pk>/hinh-thuc/", proposals.proposal_choose, name="proposal-choose"),
    path("de-nghi/<int:pk>/<slug:action>/", steps.proposal_take, name="proposal-take"),
]
