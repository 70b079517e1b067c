"""The year's words change section by section, and every state they had is kept."""

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs import services
from blocs.models import Season, SectionRevision, Statement
from blocs.rules.narrative import MOST_PARAGRAPHS, MOST_SIGNS, Paragraph, mark_of
from blocs.services import StatementSpec
from blocs.states import NarrativeSection, RevisionCause, Stage
from tests.factories import make_agency, make_bloc, make_bloc_year, make_editor, make_officer

pytestmark = pytest.mark.django_db
REVIEW, SITUATION = NarrativeSection.REVIEW, NarrativeSection.SITUATION


def write(season, *paragraphs, section=REVIEW, **fields):
    rows = [Paragraph(one) if isinstance(one, str) else one for one in paragraphs]
    values = {
        "seen": mark_of(services.paragraphs_of(season, section)),
        "cause": RevisionCause.EDITED,
        "actor": None,
        **fields,
    }
    return services.write_section(season_id=season.pk, section=section, paragraphs=rows, **values)


def texts(season, section=REVIEW):
    return [one.text for one in services.paragraphs_of(season, section)]


def kept(season, section=REVIEW):
    rows = SectionRevision.objects.filter(season=season, section=section.value)
    return [
        (one.number, one.cause, [said.text for said in one.paragraphs])
        for one in rows.order_by("number")
    ]


def state(season):
    models = (Statement, SectionRevision, AuditEvent)
    return [list(model.objects.order_by("pk").values()) for model in models]


def refused(season, error, match, *paragraphs, **fields):
    before = state(season)
    with pytest.raises(error, match=match):
        write(season, *paragraphs, **fields)
    assert state(season) == before


def test_a_section_is_written_kept_and_recorded():
    season, (head, member, _) = make_bloc_year()
    person = make_editor(head)

    write(season, "Một.", Paragraph("Hai.", member.code), actor=person)

    rows = Statement.objects.order_by("position")
    assert [(row.section, row.agency, row.text) for row in rows] == [
        ("review", None, "Một."),
        ("review", member, "Hai."),
    ]
    (revision,) = SectionRevision.objects.all()
    assert (revision.number, revision.cause, revision.made_by) == (1, "edited", person)
    assert revision.paragraphs == [Paragraph("Một."), Paragraph("Hai.", member.code)]
    event = AuditEvent.objects.get(action="season.section")
    assert (event.actor, event.before) == (person, {"section": "review", "rows": []})
    assert event.after == {
        "section": "review",
        "rows": [{"agency": "", "text": "Một."}, {"agency": member.code, "text": "Hai."}],
        "cause": "edited",
    }


def test_what_a_file_brought_is_kept_before_the_first_change():
    season, _ = make_bloc_year()
    services.record_statements(
        season_id=season.pk, specs=[StatementSpec(REVIEW, "Của tệp.")], actor=None
    )

    write(season, "Của người.")
    write(season, "Của người khác.")

    assert kept(season) == [
        (1, "found", ["Của tệp."]),
        (2, "edited", ["Của người."]),
        (3, "edited", ["Của người khác."]),
    ]


def test_other_sections_stay_as_they_are_and_all_stand_in_the_order_of_the_report():
    season, _ = make_bloc_year()
    specs = [
        StatementSpec(NarrativeSection.RECOMMENDATIONS, "Kiến nghị."),
        StatementSpec(SITUATION, "Một."),
        StatementSpec(SITUATION, "Hai.", make_agency()),
    ]
    services.record_statements(season_id=season.pk, specs=specs, actor=None)

    write(season, "Bình xét.")

    found = Statement.objects.order_by("position").values_list("section", "text", "agency")
    assert list(found) == [
        ("situation", "Một.", None),
        ("situation", "Hai.", specs[2].agency.pk),
        ("review", "Bình xét.", None),
        ("recommendations", "Kiến nghị.", None),
    ]
    assert kept(season, SITUATION) == []


def test_a_section_can_be_emptied_and_comes_back():
    season, _ = make_bloc_year()
    first = write(season, "Một.", "Hai.")
    write(season)

    services.restore_section(revision_id=first.pk, seen=mark_of([]), actor=None)

    assert texts(season) == ["Một.", "Hai."]
    assert kept(season) == [
        (1, "edited", ["Một.", "Hai."]),
        (2, "edited", []),
        (3, "restored", ["Một.", "Hai."]),
    ]


def test_what_changes_nothing_leaves_no_trace():
    season, _ = make_bloc_year()
    write(season, "Một.")
    before = state(season)

    assert write(season, "  Một.\u200b ") is None
    assert state(season) == before


def test_text_is_stored_as_it_is_seen():
    season, _ = make_bloc_year()

    write(season, "  a\u202eb\r\nc\x00 <script>{{ x }}{% y %}</script>\n")

    assert texts(season) == ["ab\nc <script>{{ x }}{% y %}</script>"]


def test_whoever_comes_second_is_told():
    season, _ = make_bloc_year()
    seen = mark_of([])
    write(season, "Của người trước.")

    refused(season, Stale, "đã được người khác sửa", "Của người sau.", seen=seen)


@pytest.mark.parametrize(
    ("paragraphs", "match"),
    [
        ([" \u200b\n"], "Đoạn 1 chưa có nội dung"),
        (["Một.", "x" * (MOST_SIGNS + 1)], f"Đoạn 2 dài {MOST_SIGNS + 1} ký tự"),
        (["x" * 100_000], "dài 100000 ký tự"),
        (["x"] * (MOST_PARAGRAPHS + 1), f"nhiều nhất {MOST_PARAGRAPHS} đoạn"),
        ([Paragraph("Một.", "khong-co")], "Không có đơn vị mã “khong-co”"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(paragraphs, match):
    season, _ = make_bloc_year()
    write(season, "Có trước.")

    refused(season, Invalid, match, *paragraphs)


def test_the_longest_section_is_taken():
    season, _ = make_bloc_year()

    write(season, *["x" * MOST_SIGNS] * MOST_PARAGRAPHS)

    assert len(texts(season)) == MOST_PARAGRAPHS


def test_keys_count_for_nothing_so_that_longer_ones_never_keep_a_paragraph_from_its_place():
    season, _ = make_bloc_year()
    begun = "x" * (MOST_SIGNS - 1)
    first = write(season, f"{begun}{{1|a}}")
    write(season, "Khác.")
    with transaction.atomic():
        services.move_references(season, {"a": "a" * 100}, None)

    services.restore_section(revision_id=first.pk, seen=mark_of([Paragraph("Khác.")]), actor=None)

    assert texts(season) == [f"{begun}{{1|{'a' * 100}}}"]
    refused(season, Invalid, f"dài {MOST_SIGNS + 1} ký tự", f"{begun}{{12|a}}")


def test_only_the_secretariat_and_the_province_write_and_only_until_the_end():
    season, (head, deputy, _) = make_bloc_year()

    refused(season, NotAllowed, "Chỉ đơn vị Trưởng khối", "Một.", actor=make_editor(deputy))
    refused(season, NotAllowed, "Chỉ đơn vị Trưởng khối", "Một.", actor=make_officer(make_bloc()))
    write(season, "Một.", actor=make_editor(head))
    write(season, "Hai.", actor=make_officer(season.bloc))

    Season.objects.update(stage=Stage.CLOSED.value)
    refused(season, NotAllowed, "đã kết thúc", "Ba.", actor=make_editor(head))


def test_a_state_is_restored_only_against_what_was_shown():
    season, (head, *_) = make_bloc_year()
    first = write(season, "Một.")
    write(season, "Hai.")
    before = state(season)

    with pytest.raises(Stale):
        services.restore_section(revision_id=first.pk, seen=mark_of([]), actor=make_editor(head))
    with pytest.raises(Refused, match="không còn"):
        services.restore_section(revision_id=0, seen="", actor=None)
    assert state(season) == before


def test_a_kept_state_never_changes():
    season, _ = make_bloc_year()
    revision = write(season, "Một.")

    for act in (
        lambda: SectionRevision.objects.update(content=[]),
        lambda: SectionRevision.objects.all().delete(),
        revision.delete,
    ):
        with (
            pytest.raises(IntegrityError, match="a kept revision never changes"),
            transaction.atomic(),
        ):
            act()


def test_a_text_with_figures_prints_their_values():
    row = Statement(text="Thu **{158%|a.b}**,\n- đạt \\{kế hoạch\\}.")

    assert row.printed == "Thu **158%**,\n- đạt {kế hoạch}."
    assert row.lines == ("Thu **158%**,", "- đạt {kế hoạch}.")
    assert str(row) == row.printed
