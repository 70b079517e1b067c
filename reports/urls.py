"""The addresses of the home page, the seasons and the papers."""

from django.urls import path, register_converter

from reports.converters import (
    PackActionConverter,
    RoleConverter,
    SectionConverter,
    TermConverter,
    YearRowsConverter,
)
from reports.views import (
    amendments,
    handover,
    home,
    issuing,
    members,
    narrative,
    narrative_history,
    narrative_restore,
    officers,
    own_words,
    packs,
    papers,
    province_packs,
    registrations,
    scans,
    seasons,
    signing,
    verification,
    word_copies,
    word_forms,
    year_lists,
)

register_converter(TermConverter, "term")
register_converter(RoleConverter, "office_role")
register_converter(SectionConverter, "narrative_section")
register_converter(PackActionConverter, "pack_action")
register_converter(YearRowsConverter, "year_rows")

app_name = "reports"
urlpatterns = [
    path("", home.home, name="home"),
    path("tong-quan/", seasons.overview, name="overview"),
    # /khoi/<bloc>/<cycle>/
    path("khoi/<slug:bloc>/<str:cycle>/", seasons.season_detail, name="season-detail"),
    path("khoi/<slug:bloc>/<str:cycle>/ho-so/", seasons.season_record, name="season-record"),
    path("khoi/<slug:bloc>/<str:cycle>/chuyen-buoc/", seasons.advance, name="season-advance"),
    path("khoi/<slug:bloc>/<str:cycle>/lui-buoc/", seasons.step_back, name="season-step-back"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/phieu-cham-diem/mo/",
        seasons.sheets_open,
        name="sheets-open",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/tieu-chi/sua-doi/<int:pk>/",
        amendments.amendment_apply,
        name="amendment-apply",
    ),
    # khoi/<bloc>/<cycle>/don-vi/, dang-ky/
    path("khoi/<slug:bloc>/<str:cycle>/don-vi/", members.member_list, name="member-list"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/dang-ky/",
        registrations.registration_list,
        name="registration-list",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/dang-ky/<slug:agency>/",
        registrations.registration,
        name="registration",
    ),
    # khoi/<bloc>/<cycle>/so-lieu/<kind>/
    path(
        "khoi/<slug:bloc>/<str:cycle>/so-lieu/<year_rows:kind>/",
        year_lists.row_list,
        name="year-rows",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/so-lieu/<year_rows:kind>/them/",
        year_lists.row_add,
        name="year-row-add",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/so-lieu/<year_rows:kind>/<int:pk>/",
        year_lists.row_change,
        name="year-row",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/so-lieu/<year_rows:kind>/<int:pk>/bo/",
        year_lists.row_remove,
        name="year-row-remove",
    ),
    # khoi/<bloc>/<cycle>/chuc-danh/, ban-giao/
    path("khoi/<slug:bloc>/<str:cycle>/chuc-danh/", officers.officer_list, name="officer-list"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/chuc-danh/<term:term>/<office_role:role>/",
        officers.officer_name,
        name="officer-name",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/chuc-danh/<term:term>/<office_role:role>/xac-nhan/",
        officers.officer_confirm,
        name="officer-confirm",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/chuc-danh/<term:term>/<office_role:role>/thu-hoi/",
        officers.officer_withdraw,
        name="officer-withdraw",
    ),
    path("khoi/<slug:bloc>/<str:cycle>/ban-giao/", handover.handover, name="handover"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/ban-giao/nhan/",
        handover.handover_receive,
        name="handover-receive",
    ),
    # khoi/<bloc>/<cycle>/noi-dung-bao-cao/
    path("khoi/<slug:bloc>/<str:cycle>/noi-dung-bao-cao/", narrative.narrative, name="narrative"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/noi-dung-bao-cao/soan-nhap/",
        narrative.narrative_fill,
        name="narrative-fill",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/noi-dung-bao-cao/cap-nhat/",
        narrative.narrative_figures,
        name="narrative-figures",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/noi-dung-bao-cao/<narrative_section:section>/",
        narrative.narrative_section,
        name="narrative-section",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/noi-dung-bao-cao/<narrative_section:section>/soan-nhap/",
        narrative.narrative_draft,
        name="narrative-draft",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/noi-dung-bao-cao/<narrative_section:section>/ban-da-luu/",
        narrative_history.revision_list,
        name="narrative-history",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/noi-dung-bao-cao/<narrative_section:section>/ban-da-luu/"
        "<int:number>/khoi-phuc/",
        narrative_restore.revision_restore,
        name="narrative-restore",
    ),
    # khoi/<bloc>/<cycle>/bao-cao-thanh-tich/
    path(
        "khoi/<slug:bloc>/<str:cycle>/bao-cao-thanh-tich/<slug:agency>/",
        own_words.own_words,
        name="own-words",
    ),
    # khoi/<bloc>/<cycle>/van-ban/
    path("khoi/<slug:bloc>/<str:cycle>/van-ban/", papers.document_list, name="document-list"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/van-ban/<slug:kind>/lap/",
        papers.document_ask,
        name="document-ask",
    ),
    path("khoi/<slug:bloc>/<str:cycle>/van-ban/tron-bo/", packs.pack_ask, name="pack-ask"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/van-ban/tron-bo/doi-chieu/",
        packs.pack_ages,
        name="pack-ages",
    ),
    # /tron-bo/<uuid>/
    path("tron-bo/<uuid:uuid>/", packs.pack_detail, name="pack-detail"),
    path("tron-bo/<uuid:uuid>/tien-trinh/", packs.pack_progress, name="pack-progress"),
    path("tron-bo/<uuid:uuid>/doi-chieu/", packs.pack_changes, name="pack-changes"),
    path("tron-bo/<uuid:uuid>/tai-ve/", packs.pack_archive, name="pack-archive"),
    path("tron-bo/<uuid:uuid>/ban-in/", packs.pack_bound, name="pack-bound"),
    path("tron-bo/<uuid:uuid>/<pack_action:action>/", packs.pack_move, name="pack-move"),
    # /lap-nhieu-khoi/<province>/<cycle>/
    path(
        "lap-nhieu-khoi/<slug:province>/<str:cycle>/",
        province_packs.province_packs,
        name="province-packs",
    ),
    # /mau-word/<province>/
    path("mau-word/<slug:province>/", word_forms.form_list, name="word-form-list"),
    path("mau-word/<slug:province>/mau-khoi-dau/", word_forms.form_start, name="word-form-start"),
    path("mau-word/<slug:province>/<slug:kind>/", word_forms.form_kind, name="word-form"),
    path(
        "mau-word/<slug:province>/<slug:kind>/<int:version>/",
        word_forms.form_file,
        name="word-form-file",
    ),
    path(
        "mau-word/<slug:province>/<slug:kind>/<int:version>/bo/",
        word_forms.form_end,
        name="word-form-end",
    ),
    # /van-ban/<uuid>/
    path("van-ban/<uuid:uuid>/", papers.document_detail, name="document-detail"),
    path("van-ban/<uuid:uuid>/tien-trinh/", papers.document_progress, name="document-progress"),
    path("van-ban/<uuid:uuid>/lap-lai/", papers.document_retry, name="document-retry"),
    path("van-ban/<uuid:uuid>/huy-lap/", papers.document_cancel, name="document-cancel"),
    path("van-ban/<uuid:uuid>/tai-ve/", papers.document_download, name="document-download"),
    path("van-ban/<uuid:uuid>/ban-word/", word_copies.word_download, name="document-word"),
    path("van-ban/<uuid:uuid>/nhan-ban-word/", word_copies.word_return, name="word-return"),
    path(
        "van-ban/<uuid:uuid>/nhan-ban-word/luu/",
        word_copies.word_return_take,
        name="word-return-take",
    ),
    path("van-ban/<uuid:uuid>/ban-hanh/", issuing.document_issue, name="document-issue"),
    path("van-ban/<uuid:uuid>/thu-hoi/", issuing.document_withdraw, name="document-withdraw"),
    path("van-ban/<uuid:uuid>/ky-so/", signing.signing, name="signing"),
    path("van-ban/<uuid:uuid>/ky-so/tai-ve/", signing.signing_download, name="signing-download"),
    path(
        "van-ban/<uuid:uuid>/ky-so/<int:number>/", signing.signed_copy_download, name="signed-copy"
    ),
    path("van-ban/<uuid:uuid>/ban-quet/", scans.scan_add, name="scan-add"),
    path("van-ban/<uuid:uuid>/ban-quet/<uuid:scan>/", scans.scan_download, name="scan"),
    path("van-ban/<uuid:uuid>/ban-quet/<uuid:scan>/bo/", scans.scan_withdraw, name="scan-withdraw"),
    # /so-van-ban/
    path("so-van-ban/", issuing.register, name="register"),
    path("so-van-ban/tai-ve/", issuing.register_xlsx, name="register-xlsx"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/so-van-ban/", issuing.season_register, name="season-register"
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/so-van-ban/tai-ve/",
        issuing.season_register_xlsx,
        name="season-register-xlsx",
    ),
    # /xac-minh/<code>: public
    path("xac-minh/", verification.check_front, name="check"),
    path("xac-minh/<str:code>", verification.check_paper, name="check-paper"),
]
