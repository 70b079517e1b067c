from django.urls import path

from awards.views import (
    ballot_counts,
    ballot_offices,
    ballot_proposals,
    ballot_rolls,
    ballot_slips,
    ballot_steps,
    ballots,
    catalogue,
    condition_edits,
    conditions,
    councils,
    decisions,
    dossiers,
    eligibility,
    eligibility_steps,
    front,
    history,
    history_edits,
    history_imports,
    proposals,
    province_quotas,
    quotas,
    steps,
)

app_name = "awards"
_OF_AWARDS, _OF_RATINGS = {"kind": "awards"}, {"kind": "ratings"}

urlpatterns = [
    path("khen-thuong/", front.front, name="front"),
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
    # danh-muc-khen-thuong/
    path("danh-muc-khen-thuong/", catalogue.catalogue, name="catalogue"),
    path("danh-muc-khen-thuong/them/", catalogue.award_type_add, name="award-type-add"),
    path(
        "danh-muc-khen-thuong/<slug:award>/thoi-ap-dung/",
        catalogue.award_type_end,
        name="award-type-end",
    ),
    path(
        "danh-muc-khen-thuong/<slug:award>/ap-dung-lai/",
        catalogue.award_type_resume,
        name="award-type-resume",
    ),
    path(
        "danh-muc-khen-thuong/ten-goi/<slug:province>/<slug:award>/",
        catalogue.award_name_edit,
        name="award-name",
    ),
    # han-muc/
    path("han-muc/", quotas.quota_list, name="quota-list"),
    path("han-muc/toan-tinh/", province_quotas.overview, name="quota-overview"),
    path(
        "han-muc/toan-tinh/<slug:province>/<str:cycle>/",
        province_quotas.quota_province,
        name="quota-province",
    ),
    path(
        "han-muc/toan-tinh/<slug:province>/<str:cycle>/tai-ve/",
        province_quotas.quota_province_xlsx,
        name="quota-province-xlsx",
    ),
    path("han-muc/dat/", quotas.quota_add, name="quota-add"),
    path("han-muc/<int:pk>/thay/", quotas.quota_replace, name="quota-replace"),
    path("han-muc/<int:pk>/ket-thuc/", quotas.quota_end, name="quota-end"),
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
        "cuoc-bo-phieu/<int:pk>/chuc-danh/",
        ballot_offices.ballot_fill_office,
        name="ballot-fill-office",
    ),
    path(
        "cuoc-bo-phieu/<int:pk>/de-nghi/",
        ballot_proposals.ballot_propose,
        name="ballot-propose",
    ),
    path(
        "cuoc-bo-phieu/<int:pk>/quyet-dinh/<int:position>/",
        ballot_steps.ballot_override,
        name="ballot-override",
    ),
    # don-vi/<agency>/thanh-tich/
    path("don-vi/<slug:agency>/thanh-tich/", history.history, name="history"),
    path("don-vi/<slug:agency>/thanh-tich/them/", history_edits.award_add, name="award-add"),
    path("don-vi/<slug:agency>/xep-loai/them/", history_edits.rating_add, name="rating-add"),
    path("don-vi/<slug:agency>/ngay-thanh-lap/", history_edits.founding_day, name="founding-day"),
    # thanh-tich/
    path("thanh-tich/", history.record_list, name="record-list"),
    path(
        "thanh-tich/nhap-tu-tep/",
        history_imports.file_import,
        _OF_AWARDS,
        name="award-import",
    ),
    path(
        "thanh-tich/nhap-tu-tep/xac-nhan/",
        history_imports.file_import_confirm,
        _OF_AWARDS,
        name="award-import-confirm",
    ),
    path(
        "thanh-tich/nhap-tu-tep/tep-mau/",
        history_imports.file_import_template,
        _OF_AWARDS,
        name="award-import-template",
    ),
    path(
        "xep-loai/nhap-tu-tep/",
        history_imports.file_import,
        _OF_RATINGS,
        name="rating-import",
    ),
    path(
        "xep-loai/nhap-tu-tep/xac-nhan/",
        history_imports.file_import_confirm,
        _OF_RATINGS,
        name="rating-import-confirm",
    ),
    path(
        "xep-loai/nhap-tu-tep/tep-mau/",
        history_imports.file_import_template,
        _OF_RATINGS,
        name="rating-import-template",
    ),
    path("thanh-tich/<int:pk>/sua/", history_edits.award_edit, name="award-edit"),
    path("thanh-tich/<int:pk>/thu-hoi/", history_edits.award_revoke, name="award-revoke"),
    path("xep-loai/<int:pk>/sua/", history_edits.rating_edit, name="rating-edit"),
    path("xep-loai/<int:pk>/huy-bo/", history_edits.rating_revoke, name="rating-revoke"),
    # de-nghi/<pk>/
    path("de-nghi/<int:pk>/", proposals.proposal_detail, name="proposal-detail"),
    path("de-nghi/<int:pk>/hinh-thuc/", proposals.proposal_choose, name="proposal-choose"),
    path("de-nghi/<int:pk>/tom-tat/", dossiers.achievement_edit, name="proposal-achievement"),
    path("de-nghi/<int:pk>/ho-so/", dossiers.dossier_refer, name="dossier-refer"),
    path("de-nghi/<int:pk>/kiem-tra-ho-so/", dossiers.dossier_check, name="dossier-check"),
    path("de-nghi/<int:pk>/lay-y-kien/", dossiers.opinion_ask, name="opinion-ask"),
    path("de-nghi/<int:pk>/thay-the/", dossiers.fallback_propose, name="fallback-propose"),
    path("de-nghi/<int:pk>/thong-bao/", dossiers.refusal_notice_page, name="refusal-notice"),
    path("de-nghi/<int:pk>/<slug:action>/", steps.proposal_take, name="proposal-take"),
    # y-kien/<pk>/
    path("y-kien/<int:pk>/", dossiers.opinion_answer, name="opinion-answer"),
    # hoi-dong/
    path("hoi-dong/", councils.session_list, name="session-list"),
    path("hoi-dong/them/", councils.session_add, name="session-add"),
    path("hoi-dong/<int:pk>/", councils.session_detail, name="session-detail"),
    path("hoi-dong/<int:pk>/sua/", councils.session_edit, name="session-edit"),
    path("hoi-dong/<int:pk>/xoa/", councils.session_remove, name="session-remove"),
    # quyet-dinh-khen-thuong/
    path("quyet-dinh-khen-thuong/", decisions.decision_list, name="decision-list"),
    path("quyet-dinh-khen-thuong/them/", decisions.decision_add, name="decision-add"),
    path("quyet-dinh-khen-thuong/<int:pk>/", decisions.decision_detail, name="decision-detail"),
    path("quyet-dinh-khen-thuong/<int:pk>/sua/", decisions.decision_edit, name="decision-edit"),
    path(
        "quyet-dinh-khen-thuong/<int:pk>/huy/",
        decisions.decision_withdraw,
        name="decision-withdraw",
    ),
    path(
        "quyet-dinh-khen-thuong/<int:pk>/de-nghi/",
        decisions.decision_lines,
        name="decision-lines",
    ),
    path(
        "quyet-dinh-khen-thuong/<int:pk>/cong-bo/",
        decisions.decision_publish,
        name="decision-publish",
    ),
]
