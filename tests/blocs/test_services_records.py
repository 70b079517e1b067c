from datetime import date
from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed
from accounts.models import AuditEvent
from blocs import services
from blocs.models import Indicator, LegalDocument, Movement, NextTask, Source, Statement
from blocs.services import (
    BaselineSpec,
    IndicatorSpec,
    LegalDocumentSpec,
    MovementSpec,
    SourceSpec,
    StatementSpec,
)
from blocs.states import (
    BaselineKind,
    Launcher,
    MovementKind,
    NarrativeSection,
    Qualifier,
    Stage,
    Term,
)
from tests.factories import make_agency, make_approver, make_bloc_year, make_officer, make_season

pytestmark = pytest.mark.django_db

LISTS = [
    (services.record_movements, [MovementSpec("Chung sức"), MovementSpec("Vì người nghèo")]),
    (services.record_statements, [StatementSpec(NarrativeSection.REVIEW, "Đã bình xét.")]),
    (services.record_next_tasks, ["Việc một.", "Việc hai."]),
    (services.record_legal_documents, [LegalDocumentSpec("Chỉ thị", "01/CT-UBND")]),
    (services.record_sources, [SourceSpec("Bài báo", "Báo tỉnh", date(2021, 12, 4))]),
    (services.record_indicators, [IndicatorSpec("Thu ngân sách")]),
]


@pytest.mark.parametrize(
    ("record", "specs"), LISTS, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_list_is_replaced_whole_with_one_line_in_the_audit(record, specs):
    season = make_season()
    record(season_id=season.pk, specs=specs, actor=None)

    record(season_id=season.pk, specs=specs[:1], actor=None)
    record(season_id=season.pk, specs=[], actor=None)

    kept = [len(line.after["rows"]) for line in AuditEvent.objects.all()]
    assert kept == [len(specs), 1, 0]
    before = [len(line.before["rows"]) for line in AuditEvent.objects.all()]
    assert before == [0, len(specs), 1]


@pytest.mark.parametrize(
    ("record", "specs"), LISTS, ids=lambda value: getattr(value, "__name__", "")
)
def test_the_secretariat_and_the_province_write_and_nobody_else(record, specs):
    season, (head, _, third) = make_bloc_year()

    record(season_id=season.pk, specs=specs, actor=make_approver(head))
    record(season_id=season.pk, specs=specs, actor=make_officer(season.bloc))

    with pytest.raises(NotAllowed):
        record(season_id=season.pk, specs=[], actor=make_approver(third))
    assert AuditEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("record", "specs"), LISTS, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_closed_season_is_only_read(record, specs):
    season, (head, *_) = make_bloc_year(stage=Stage.CLOSED)

    with pytest.raises(NotAllowed, match="kết thúc"):
        record(season_id=season.pk, specs=specs, actor=make_approver(head))

    assert not AuditEvent.objects.exists()


def test_everything_said_of_a_movement_is_kept_in_order():
    season = make_season()
    special = MovementSpec("Đợt", Term.NEXT, MovementKind.SPECIAL, Launcher.PROVINCE, "Kế hoạch")

    services.record_movements(season_id=season.pk, specs=[special, MovementSpec("Đợt")], actor=None)

    columns = ("position", "term", "name", "kind", "launched_by", "note")
    assert list(Movement.objects.values_list(*columns)) == [
        (1, "next", "Đợt", "special", "province", "Kế hoạch"),
        (2, "current", "Đợt", "regular", "unknown", ""),
    ]


def test_everything_said_of_statements_tasks_documents_and_sources_is_kept():
    agency = make_agency()
    season = make_season(members=[agency])

    services.record_statements(
        season_id=season.pk,
        specs=[StatementSpec(NarrativeSection.POLITICAL_TASKS, "Hoàn thành.", agency)],
        actor=None,
    )
    services.record_next_tasks(season_id=season.pk, specs=["Hai.", "Một."], actor=None)
    document = LegalDocumentSpec(
        "Chỉ thị",
        "01/CT-UBND",
        date(2023, 1, 3),
        "Chủ tịch UBND tỉnh",
        "phát động",
        covenant_basis=True,
    )
    services.record_legal_documents(season_id=season.pk, specs=[document], actor=None)
    services.record_sources(season_id=season.pk, specs=[SourceSpec("Bài", "Báo")], actor=None)

    assert Statement.objects.values_list("section", "agency", "text").get() == (
        "political_tasks",
        agency.pk,
        "Hoàn thành.",
    )
    assert list(NextTask.objects.values_list("position", "text")) == [(1, "Hai."), (2, "Một.")]
    found = LegalDocument.objects.get()
    assert (found.number, found.issued_on, found.covenant_basis) == (
        "01/CT-UBND",
        date(2023, 1, 3),
        True,
    )
    assert Source.objects.values_list("title", "publisher", "published_on").get() == (
        "Bài",
        "Báo",
        None,
    )


def test_a_result_keeps_its_qualifiers_and_every_baseline_in_order():
    agency = make_agency()
    season = make_season(members=[agency])
    spec = IndicatorSpec(
        name="Thu ngân sách",
        agency=agency,
        unit="tỷ đồng",
        value=Decimal(10500),
        qualifier=Qualifier.LESS_THAN,
        qualifier_text="gần",
        baselines=(
            BaselineSpec(issuer="Bộ Tài chính", ratio=Decimal(130), qualifier=Qualifier.LESS_THAN),
            BaselineSpec(kind=BaselineKind.LAST_YEAR, change=Decimal(2)),
        ),
    )

    services.record_indicators(season_id=season.pk, specs=[spec, spec], actor=None)

    first, second = Indicator.objects.order_by("position")
    assert (first.value, first.qualifier, first.qualifier_text) == (10500, "less_than", "gần")
    for indicator in (first, second):
        columns = ("position", "kind", "issuer", "ratio", "change", "qualifier")
        assert list(indicator.baselines.values_list(*columns)) == [
            (1, "plan", "Bộ Tài chính", 130, None, "less_than"),
            (2, "last_year", "", None, 2, "exact"),
        ]
    line = AuditEvent.objects.get()
    assert line.after["rows"][0]["baselines"][0]["ratio"] == "130.00"


@pytest.mark.parametrize(
    ("record", "specs", "reason"),
    [
        (services.record_movements, [MovementSpec("A"), MovementSpec("A")], "hai lần"),
        (services.record_movements, [MovementSpec("x" * 401)], "400"),
        (services.record_next_tasks, [""], "để trắng"),
        (services.record_sources, [SourceSpec("")], "để trắng"),
        (services.record_sources, [SourceSpec("Bài", "", date(9999, 12, 31))], "sau ngày hôm nay"),
        (
            services.record_legal_documents,
            [LegalDocumentSpec("Luật", "1", date(1, 1, 1))],
            "trước ngày 02/9/1945",
        ),
        (
            services.record_legal_documents,
            [LegalDocumentSpec("Luật"), LegalDocumentSpec("Luật")],
            "hai lần",
        ),
        (
            services.record_indicators,
            [IndicatorSpec("A", baselines=(BaselineSpec(ratio=Decimal(1)),))],
            "Quý vị cần ghi cơ quan giao kế hoạch, dự toán của chỉ tiêu “A”",
        ),
        (
            services.record_indicators,
            [IndicatorSpec("A", baselines=(BaselineSpec(issuer="Bộ"),))],
            "cần ghi số liệu, tỷ lệ hoặc mức tăng",
        ),
        (services.record_indicators, [IndicatorSpec("A", value=Decimal("1.23456"))], "thập phân"),
    ],
)
def test_a_list_that_does_not_hold_leaves_the_old_one(record, specs, reason):
    season = make_season()
    services.record_movements(season_id=season.pk, specs=[MovementSpec("Cũ")], actor=None)

    with pytest.raises(Invalid, match=reason):
        record(season_id=season.pk, specs=specs, actor=None)

    assert Movement.objects.get().name == "Cũ"
    assert AuditEvent.objects.count() == 1
