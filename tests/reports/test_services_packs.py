import io
import zipfile
from pathlib import Path

import pytest

from accounts.errors import Invalid, NotAllowed
from accounts.models import AuditEvent
from reports import services
from reports.models import Document, Pack
from reports.selectors.pack_changes import changes_since
from reports.selectors.pack_reading import Choice
from reports.services import pack_feeding
from reports.states import (
    CONFERENCE_KINDS,
    DocumentKind,
    DocumentState,
    PackAction,
    PackItemState,
    PackState,
)
from tests.factories import make_bloc_year, make_editor, make_officer
from tests.reports.ballot_years import closed, opened, voting_year
from tests.reports.packing import (
    COVENANT,
    SUMMARY,
    ask,
    ask_province,
    bytes_of,
    choice_of,
    fresh,
    made,
    ranked_season,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]
Sent = list[tuple[str, tuple[int, ...]]]
MATRIX = DocumentKind.SCORE_MATRIX.value
SLIPS = DocumentKind.BALLOT_SLIPS.value


def names_in(archive: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened_archive:
        return opened_archive.namelist()


def states(pack: Pack) -> list[str]:
    return list(pack.items.values_list("state", flat=True))


def move(pack: Pack, action: PackAction, actor=None) -> Pack:
    return services.move_pack(pack_id=pack.pk, action=action, actor=actor)


def test_one_click_makes_everything_a_conference_needs_and_tells_what_is_missing():
    season = ranked_season()

    pack = made(ask(season))

    assert (pack.state, pack.error) == (PackState.READY, "")
    kinds = {kind for kind, state in pack.items.values_list("kind", "state") if state == "asked"}
    assert {SUMMARY, COVENANT, MATRIX, DocumentKind.REVIEW_MINUTES} <= kinds
    assert set(pack.items.values_list("kind", flat=True)) == set(CONFERENCE_KINDS)
    left_out = pack.items.get(kind=SLIPS)
    assert (left_out.state, left_out.error) == (
        PackItemState.LEFT_OUT,
        "Chưa có cuộc bỏ phiếu nào dùng phiếu giấy.",
    )


def test_the_same_facts_are_the_same_pack_with_the_same_bytes():
    season = ranked_season()
    first = made(ask(season, [SUMMARY, COVENANT]))
    before = bytes_of(first)

    again = ask(season, [SUMMARY, COVENANT])
    Pack.objects.filter(pk=first.pk).update(
        state=PackState.ASSEMBLING.value,
        archive="",
        archive_sha256="",
        bound="",
        bound_sha256="",
    )
    for kept in (first.archive.path, first.bound.path):
        Path(kept).unlink()
    after = made(first)

    assert again == first
    assert Pack.objects.count() == 1
    assert bytes_of(after) == before
    assert (after.archive_sha256, after.bound_sha256) == (
        first.archive_sha256,
        first.bound_sha256,
    )


def test_changed_facts_are_another_pack_with_another_code_and_the_first_stays():
    season = ranked_season()
    first = made(ask(season, [SUMMARY]))
    season.next_tasks.filter(position=1).update(text="Nhiệm vụ khác.")

    second = made(ask(season, [SUMMARY]))

    assert second != first
    assert second.code != first.code
    assert fresh(first).bound_sha256 == first.bound_sha256


def test_another_choice_is_another_pack():
    season = ranked_season()

    packs = {ask(season, [SUMMARY]), ask(season, [SUMMARY, COVENANT])}
    packs.add(ask(season, [SUMMARY], odd_starts=False))

    assert len({one.code for one in packs}) == 3


def test_papers_are_those_of_the_moment_whatever_is_changed_before_their_turn():
    season = ranked_season()
    pack = ask(season, [SUMMARY, MATRIX])
    frozen = list(pack.items.values_list("fingerprint", flat=True))
    season.next_tasks.filter(position=1).update(text="Nhiệm vụ khác.")

    made(pack)

    assert [item.document.fingerprint for item in pack.items.all()] == frozen
    assert {change.title for change in changes_since(pack)} == {"Báo cáo tổng kết"}


def test_nothing_changed_says_so():
    pack = made(ask(ranked_season(), [SUMMARY, COVENANT]))

    assert changes_since(pack) == []


def test_what_can_be_made_only_later_marks_the_pack_as_old():
    season, members = voting_year()
    pack = ask(season, [SUMMARY, DocumentKind.COUNTING_MINUTES.value])
    closed(season, members)

    (change,) = changes_since(pack)

    assert change.title.startswith("Biên bản kiểm phiếu")
    assert "nay đã lập được" in change.how


def test_slips_lie_in_the_archive_as_they_were_made_and_not_in_the_bound_pack():
    season, members = voting_year()
    opened(season, members)

    pack = made(ask(season, [SUMMARY, SLIPS]))

    archive = bytes_of(pack)[1]
    slips = Document.objects.get(kind=SLIPS)
    name = next(name for name in names_in(archive) if "phieu-bau" in name)
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        assert held.read(name) == Path(slips.file.path).read_bytes()
    bound = pack.bound_pages
    assert bound == made(ask(season, [SUMMARY], odd_starts=True)).bound_pages


def test_the_archive_names_no_moment_and_nobody():
    pack = made(ask(ranked_season(), [SUMMARY, COVENANT]))

    with zipfile.ZipFile(io.BytesIO(bytes_of(pack)[1])) as held:
        entries = held.infolist()

    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_nothing_chosen_and_nothing_ready_are_refused_and_nothing_is_kept():
    season, _ = make_bloc_year(2)

    with pytest.raises(Invalid, match="chọn ít nhất một"):
        services.ask_for_conference_pack(season_id=season.pk, choice=Choice(kinds=()), actor=None)
    with pytest.raises(Invalid, match="Chưa có cuộc bỏ phiếu"):
        ask(season, [SLIPS])

    assert Pack.objects.count() == AuditEvent.objects.count() == 0


def test_a_member_is_refused_and_nothing_is_kept():
    season, members = make_bloc_year(3)

    with pytest.raises(NotAllowed, match="Trưởng khối"):
        services.ask_for_conference_pack(
            season_id=season.pk, choice=choice_of(season, [SUMMARY]), actor=make_editor(members[2])
        )

    assert Pack.objects.count() == AuditEvent.objects.count() == 0


def test_who_asks_pauses_and_downloads_is_on_record():
    season = ranked_season()
    officer = make_officer(season.bloc)
    pack = services.ask_for_conference_pack(
        season_id=season.pk, choice=choice_of(season, [SUMMARY]), actor=officer
    )
    move(pack, PackAction.PAUSE, officer)
    move(pack, PackAction.RESUME, officer)
    pack = made(pack)
    services.record_pack_download(pack=pack, actor=officer, bound=True)

    seen = AuditEvent.objects.filter(action__startswith="pack.").order_by("pk")
    assert [(event.action, event.actor) for event in seen] == [
        ("pack.ask", officer),
        ("pack.pause", officer),
        ("pack.resume", officer),
        ("pack.settle", None),
        ("pack.ready", None),
        ("pack.download", officer),
    ]
    assert seen.last().after == {"sha256": pack.bound_sha256, "format": "pdf"}


def test_a_paused_pack_sends_nothing_more_and_resumes_where_it_stood():
    pack = ask(ranked_season(), [SUMMARY, COVENANT])
    move(pack, PackAction.PAUSE)

    services.make_packs_here()
    still = (fresh(pack).state, states(pack), Document.objects.count())
    move(pack, PackAction.RESUME)

    assert still == (PackState.PAUSED, ["waiting", "waiting"], 0)
    assert made(pack).state == PackState.READY


def test_a_cancelled_pack_stays_as_it_is_and_may_be_taken_up_again_by_asking():
    season = ranked_season()
    pack = ask(season, [SUMMARY, COVENANT])
    move(pack, PackAction.CANCEL)
    services.make_packs_here()
    assert fresh(pack).state == PackState.CANCELLED

    again = ask(season, [SUMMARY, COVENANT])

    assert again == pack
    assert made(pack).state == PackState.READY


@pytest.mark.parametrize(
    ("state", "action"),
    [
        ("paused", PackAction.PAUSE),
        ("making", PackAction.RESUME),
        ("assembling", PackAction.CANCEL),
        ("making", PackAction.RETRY),
    ],
)
def test_what_does_not_fit_the_state_is_refused_and_changes_nothing(state, action):
    pack = ask(ranked_season(), [SUMMARY])
    Pack.objects.filter(pk=pack.pk).update(state=state)
    lines = AuditEvent.objects.count()

    with pytest.raises(NotAllowed):
        move(pack, action)

    assert (fresh(pack).state, AuditEvent.objects.count()) == (state, lines)


def test_a_finished_pack_without_faults_is_not_tried_again():
    pack = made(ask(ranked_season(), [SUMMARY]))

    with pytest.raises(NotAllowed, match="không có bản lỗi"):
        move(pack, PackAction.RETRY)

    assert fresh(pack).archive


def test_a_conference_with_a_paper_that_fails_is_not_bound_until_it_is_made():
    season = ranked_season()
    pack = ask(season, [SUMMARY, COVENANT])
    services.feed_packs()
    poor = Document.objects.get(kind=SUMMARY)
    services.mark_failed(poor.pk, "Máy chủ hết chỗ.")
    failed = made(pack)
    assert failed.state == PackState.FAILED
    assert "1 văn bản không lập được" in failed.error

    move(pack, PackAction.RETRY)

    assert made(pack).state == PackState.READY
    poor.refresh_from_db()
    assert poor.state == DocumentState.READY


def test_a_paper_made_before_is_taken_as_it_is():
    season = ranked_season()
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    services.make(document.pk)

    pack = ask(season, [SUMMARY])

    assert pack.items.get().document == document
    assert made(pack).state == PackState.READY
    assert Document.objects.count() == 1


def test_never_more_than_four_papers_of_packs_are_with_the_workers(
    sent_tasks: Sent, django_capture_on_commit_callbacks
):
    season = ranked_season()
    with django_capture_on_commit_callbacks(execute=True):
        ask(season)
        services.feed_packs()
        services.feed_packs()
    waiting = [key for name, key in sent_tasks if name.endswith("make_document")]
    assert len(waiting) == pack_feeding.MOST_AT_ONCE == 4

    with django_capture_on_commit_callbacks(execute=True):
        single = services.ask_for_paper(season_id=make_bloc_year(2)[0].pk, kind=SUMMARY, actor=None)
        services.make(waiting[0][0])
        services.go_on_after(waiting[0][0])

    order = [key[0] for name, key in sent_tasks if name.endswith("make_document")]
    assert order.index(single.pk) == 4
    assert len(order) == 6


def test_two_packs_take_turns():
    first, second = (ask(ranked_season(label=label), [SUMMARY, MATRIX]) for label in "12")

    services.feed_packs()

    assert states(first) == states(second) == ["asked", "asked"]


def test_a_province_gets_a_paper_of_each_bloc_and_one_archive():
    season = ranked_season()
    other, _ = make_bloc_year(2, cycle=season.cycle)
    other.bloc.province = season.bloc.province
    other.bloc.save()

    pack = made(ask_province(season))

    archive = Path(pack.archive.path).read_bytes()
    assert pack.state == PackState.READY
    assert sorted(names_in(archive)) == sorted(
        ["00-muc-luc.xlsx"]
        + [f"{SUMMARY}-{one.bloc.code}-{one.cycle.label}.pdf" for one in (season, other)]
    )
    assert (pack.bound, pack.code) == ("", "")


def test_a_bloc_that_is_not_ready_is_listed_with_its_reason_and_the_rest_finished():
    season = ranked_season()
    other, _ = make_bloc_year(2, cycle=season.cycle)
    other.bloc.province = season.bloc.province
    other.bloc.save()

    pack = made(ask_province(season, DocumentKind.REVIEW_MINUTES.value))

    assert pack.state == PackState.READY
    left_out = pack.items.get(season=other)
    assert left_out.state == PackItemState.LEFT_OUT
    assert "Chưa chốt xếp hạng" in left_out.error
    assert pack.items.get(season=season).document.state == DocumentState.READY


def test_a_second_click_of_a_province_finds_the_same_job():
    season = ranked_season()

    packs = {ask_province(season), ask_province(season)}

    assert len(packs) == Pack.objects.count() == 1


def test_a_person_without_the_province_is_refused():
    season = ranked_season()
    person = make_editor(season.memberships.first().agency)

    with pytest.raises(NotAllowed, match="cơ quan thi đua"):
        services.ask_for_province_pack(
            province=season.bloc.province, cycle=season.cycle, kind=SUMMARY, actor=person
        )

    assert Pack.objects.count() == 0


def test_draft_minutes_of_handover_that_list_the_packs_own_papers_make_no_pack_old():
    season = ranked_season()
    kinds = [SUMMARY, DocumentKind.HANDOVER_MINUTES.value]
    pack = made(ask(season, kinds))

    assert changes_since(pack) == []
    assert ask(season, kinds) == pack
