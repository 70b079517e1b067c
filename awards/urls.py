from django.urls import path

from awards.views import (
    ballot_counts,
    ballot_rolls,
    ballot_slips,
    ballot_steps,
    ballots,
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
    # khoi/<bloc>/<cycle>/cuoc-bo-phieu/
    path("khoi/<slug:bloc>/<str:cycle>/cuoc-bo-phieu/", ballots.ballot_list, name="ballot-list"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/cuoc-bo-phieu/lap/",
        ballots.ballot_create,
        name="ballot-create",
    ),
    # cuoc-bo-phieu/<pk>/
    path("cuoc-bo-phieu/<int:pk>/", ballots.ballot_detail, name="ballot-detail"),
    path("cuoc-bo-phieu/<int:pk>/sua/", ballots.ballot_change, name="ballot-change"),
    path("cuoc-bo-phieu/<int:pk>/cu-tri/", ballot_rolls.ballot_roll, name="ballot-roll"),
    path("cuoc-bo-phieu/<int:pk>/mo/", ballot_steps.ballot_open, name="ballot-open"),
    path("cuoc-bo-phieu/<int:pk>/ket-thuc/", ballot_steps.ballot_end, name="ballot-end"),
    path("cuoc-bo-phieu/<int:pk>/cong-bo/", ballot_steps.ballot_close, name="ballot-close"),
    path("cuoc-bo-phieu/<int:pk>/huy/", ballot_steps.ballot_void, name="ballot-void"),
    path(
        "cuoc-bo-phieu/<int:pk>/phieu/<slug:agency>/",
        ballot_slips.ballot_slip,
        name="ballot-slip",
    ),
    path(
        "cuoc-bo-phieu/<int:pk>/phieu/<slug:agency>/da-bo/",
        ballot_slips.ballot_voted,
        name="ballot-voted",
    ),
    path(
        "cuoc-bo-phieu/<int:pk>/nguoi-kiem-phieu/",
        ballot_counts.ballot_tellers,
        name="ballot-tellers",
    ),
    path("cuoc-bo-phieu/<int:pk>/kiem-phieu/", ballot_counts.ballot_count, name="ballot-count"),
    path(
        "cuoc-bo-phieu/<int:pk>/vong-sau/",
        ballot_steps.ballot_next_round,
        name="ballot-next-round",
    ),
    path(
        "cuoc-bo-phieu/<int:pk>/xep-hang/",
        ballot_steps.ballot_take_over,
        name="ballot-take-over",
    ),
    path(
        "cuoc-bo-phieu/<int:pk>/quyet-dinh/<int:position>/",
        ballot_steps.ballot_override,
        name="ballot-override",
    ),
    # de-nghi/<pk>/
    path("de-nghi/<int:pk>/", proposals.proposal_detail, name="proposal-detail"),
    path("de-nghi/<int:pk>/hinh-thuc/", proposals.proposal_choose, name="proposal-choose"),
    path("de-nghi/<int:pk>/<slug:action>/", steps.proposal_take, name="proposal-take"),
]
