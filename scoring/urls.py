"""The addresses of criteria tables, score sheets, appraisal, evidence and ranking."""

from django.urls import path, register_converter

from scoring.converters import SheetActionConverter
from scoring.views import (
    answers,
    appraisal,
    categories,
    criteria,
    criteria_import,
    cross,
    cross_draws,
    deviation,
    documents,
    evidence,
    facts,
    lateness,
    lines,
    matrix,
    rankings,
    returns,
    rounds,
    season_table,
    sector,
    sheet_workbook,
    sheets,
    simulation,
    steps,
    table_life,
    tables,
    targets,
    visibility,
    votes,
)

register_converter(SheetActionConverter, "sheet_action")

app_name = "scoring"
urlpatterns = [
    # /khoi/<bloc>/<cycle>/
    path("khoi/<slug:bloc>/<str:cycle>/tieu-chi/", criteria.criteria_table, name="criteria-table"),
    path("khoi/<slug:bloc>/<str:cycle>/phieu-cham-diem/", sheets.sheet_list, name="sheet-list"),
    path("khoi/<slug:bloc>/<str:cycle>/chi-tieu/", targets.targets, name="targets"),
    path("khoi/<slug:bloc>/<str:cycle>/nhom-don-vi/", categories.categories, name="categories"),
    path("khoi/<slug:bloc>/<str:cycle>/xep-hang/", rankings.ranking, name="ranking"),
    path("khoi/<slug:bloc>/<str:cycle>/xep-hang/chot/", rankings.freeze, name="ranking-freeze"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/tieu-chi/giao/",
        season_table.table_assign,
        name="table-assign",
    ),
    # /bang-tieu-chi/
    path("bang-tieu-chi/", tables.table_list_page, name="table-list"),
    path("bang-tieu-chi/nhap-tu-excel/", criteria_import.criteria_import, name="criteria-import"),
    path(
        "bang-tieu-chi/nhap-tu-excel/xac-nhan/",
        criteria_import.criteria_import_confirm,
        name="criteria-import-confirm",
    ),
    path("bang-tieu-chi/tep-mau/", criteria_import.criteria_template, name="criteria-template"),
    path("bang-tieu-chi/<int:pk>/excel/", criteria_import.table_workbook, name="table-workbook"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/tieu-chi/excel/",
        criteria_import.season_workbook,
        name="season-workbook",
    ),
    path("bang-tieu-chi/<int:pk>/", tables.table_detail, name="table-detail"),
    path("bang-tieu-chi/<int:pk>/sua/", tables.table_edit, name="table-edit"),
    path("bang-tieu-chi/<int:pk>/ban-hanh/", table_life.table_publish, name="table-publish"),
    path("bang-tieu-chi/<int:pk>/ket-thuc/", table_life.table_close, name="table-close"),
    path("bang-tieu-chi/<int:pk>/xoa/", table_life.table_delete, name="table-delete"),
    path("bang-tieu-chi/<int:pk>/sua-doi/", table_life.table_amend, name="table-amend"),
    path("bang-tieu-chi/<int:pk>/nhan-ban/", table_life.table_clone, name="table-clone"),
    # /phieu/
    path("phieu/<int:pk>/", sheets.sheet_detail, name="sheet-detail"),
    path("phieu/<int:pk>/excel/", sheet_workbook.sheet_workbook, name="sheet-workbook"),
    path("phieu/<int:pk>/nhap-tu-excel/", sheet_workbook.sheet_import, name="sheet-import"),
    path(
        "phieu/<int:pk>/nhap-tu-excel/xac-nhan/",
        sheet_workbook.sheet_import_confirm,
        name="sheet-import-confirm",
    ),
    path("phieu/<int:pk>/luu/", sheets.sheet_save, name="sheet-save"),
    path("phieu/<int:pk>/buoc/tra-lai/", returns.sheet_return, name="sheet-return"),
    path("phieu/<int:pk>/buoc/<sheet_action:action>/", steps.sheet_take, name="sheet-take"),
    path("phieu/<int:pk>/giai-trinh/", answers.sheet_answers, name="sheet-answers"),
    path("phieu/<int:pk>/lich-su/", rounds.sheet_history, name="sheet-history"),
    path("phieu/<int:pk>/bo-gui-muon/", lateness.clear_late, name="late-clear"),
    path("phieu/dong/<int:pk>/phan-cong/", targets.line_assign, name="line-assign"),
    path("phieu/dong/<int:pk>/luu/", lines.line_save, name="line-save"),
    path("phieu/<int:pk>/tham-dinh/", appraisal.appraisal, name="appraisal"),
    path("phieu/<int:pk>/tham-dinh/luu/", appraisal.appraisal_save, name="appraisal-save"),
    path("phieu/<int:pk>/tham-dinh/chap-nhan/", appraisal.accept, name="appraisal-accept"),
    path("phieu/dong/<int:pk>/tham-dinh/", lines.appraisal_line_save, name="appraisal-line-save"),
    # evidence
    path("phieu/<int:pk>/tieu-chi/<int:line>/", evidence.evidence_list, name="evidence-list"),
    path("phieu/<int:pk>/tieu-chi/<int:line>/them/", evidence.evidence_add, name="evidence-add"),
    path("phieu/<int:pk>/tieu-chi/<int:line>/tu-so/", evidence.evidence_use, name="evidence-use"),
    path("so-tai-lieu/<slug:code>/", documents.register, name="register"),
    path("tai-lieu/<int:pk>/", documents.document_edit, name="document-edit"),
    path("tai-lieu/<int:pk>/xoa/", documents.document_remove, name="document-remove"),
    path("minh-chung/<int:pk>/go-bo/", evidence.evidence_remove, name="evidence-remove"),
    path("minh-chung/<uuid:file_uuid>/", evidence.evidence_file, name="evidence-file"),
    # given by other members, by sector agencies, by a vote
    path("khoi/<slug:bloc>/<str:cycle>/cham-cheo/", cross_draws.cross_list, name="cross-list"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/cham-cheo/phan-cong/",
        cross_draws.cross_assign,
        name="cross-assign",
    ),
    path(
        "khoi/<slug:bloc>/<str:cycle>/cham-cheo/<int:pk>/mo-lai/",
        cross_draws.cross_reopen,
        name="cross-reopen",
    ),
    path("cham-cheo/<int:pk>/", cross.cross_page, name="cross"),
    path("cham-cheo/<int:pk>/luu/", cross.cross_save, name="cross-save"),
    path("cham-cheo/<int:pk>/hoan-thanh/", cross.cross_finish, name="cross-finish"),
    path("cham-cheo/<int:pk>/dong/<int:line>/luu/", cross.cross_line_save, name="cross-line-save"),
    path("cham-diem-chuyen-nganh/", sector.sector_list, name="sector-list"),
    path("cham-diem-chuyen-nganh/<slug:bloc>/<str:cycle>/", sector.sector_page, name="sector"),
    path(
        "cham-diem-chuyen-nganh/<slug:bloc>/<str:cycle>/luu/",
        sector.sector_save,
        name="sector-save",
    ),
    path(
        "dong-chuyen-nganh/<int:pk>/luu/",
        sector.sector_line_save,
        name="sector-line-save",
    ),
    path("khoi/<slug:bloc>/<str:cycle>/bo-phieu/", votes.votes_page, name="votes"),
    path("khoi/<slug:bloc>/<str:cycle>/bo-phieu/ghi/", votes.votes_save, name="votes-save"),
    path("khoi/<slug:bloc>/<str:cycle>/bo-phieu/dong-hang/", votes.tie_save, name="tie-save"),
    path("khoi/<slug:bloc>/<str:cycle>/cong-khai-diem/", visibility.visibility, name="visibility"),
    # the bloc's desk
    path("khoi/<slug:bloc>/<str:cycle>/chenh-lech/", deviation.desk, name="deviation"),
    path("khoi/<slug:bloc>/<str:cycle>/ma-tran-diem/", matrix.matrix, name="matrix"),
    path(
        "khoi/<slug:bloc>/<str:cycle>/ma-tran-diem/tai-ve/", matrix.matrix_xlsx, name="matrix-xlsx"
    ),
    path("khoi/<slug:bloc>/<str:cycle>/mo-phong/", simulation.simulation, name="simulation"),
    path("khoi/<slug:bloc>/<str:cycle>/su-viec/", facts.fact_list, name="facts"),
    path("khoi/<slug:bloc>/<str:cycle>/su-viec/neu/", facts.fact_add, name="fact-add"),
    path("su-viec/<int:pk>/xac-nhan/", facts.fact_confirm, name="fact-confirm"),
    path("su-viec/<int:pk>/khong-cong-nhan/", facts.fact_dismiss, name="fact-dismiss"),
]
