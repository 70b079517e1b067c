"""An officer who was named is corrected or taken back: by whom, until when, with what on record."""

import pytest
from django.urls import reverse

from accounts.errors import Invalid
from accounts.models import AuditEvent
from blocs.models import Office
from blocs.states import OfficeRole, SelectionMethod, Stage, StepKind, Term
from reports.services import name_officer
from tests.blocs.handing import DAY, hand, make_leaving_year
from tests.factories import (
    NOON,
    make_approver,
    make_bloc_year,
    make_office,
    make_officer,
    make_step,
)
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
HEAD = (Term.NEXT, OfficeRole.HEAD)


def page(season, name="officer-list", *more):
    return reverse(f"reports:{name}", args=[season.bloc.code, season.cycle.label, *more])


def withdraw(client, season, office, **fields):
    form = {"seen": f"{office.pk}-{office.state}-{office.agency.code}", "reason": "Đổi ý", **fields}
    return client.post(page(season, "officer-withdraw", office.term, office.role), form)


def test_the_province_takes_a_confirmed_head_of_next_year_back_and_it_stays_on_record(client):
    season, (old, new, _) = make_leaving_year()
    office = season.offices.get(term="next", role="head")
    client.force_login(make_approver(old))
    shown = text_of(client.get(page(season)))
    assert "Chỉ cơ quan thi đua, khen thưởng tỉnh thu hồi được" in shown
    assert withdraw(client, season, office).status_code == 403
    officer = make_officer(season.bloc)
    client.force_login(officer)
    address = page(season, "officer-withdraw", *HEAD)
    assert address in client.get(page(season)).content.decode()
    assert "Thu hồi Trưởng khối năm sau" in text_of(client.get(address))

    assert withdraw(client, season, office, reason="").status_code == 422
    answer = withdraw(client, season, office)

    assert answer.url == page(season)
    assert not season.offices.filter(term="next", role="head").exists()
    event = AuditEvent.objects.get(action="office.withdraw")
    assert (event.subject_id, event.reason) == (str(season.pk), "Đổi ý")
    assert (event.before["agency"], event.before["state"]) == (new.code, "confirmed")
    told = f"Trưởng khối năm sau: {new.name} (đã xác nhận) – {officer}"
    assert told in text_of(client.get(page(season)))


def test_a_bloc_corrects_and_takes_back_what_it_proposed(client):
    season, (old, new, third) = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    office = make_office(
        season,
        OfficeRole.HEAD,
        new,
        term="next",
        state="proposed",
        basis="BB 1",
        selected_by="agreed",
    )
    client.force_login(make_approver(third))
    assert withdraw(client, season, office).status_code == 403
    client.force_login(make_approver(old))

    asked = client.get(page(season, "officer-name", *HEAD)).content.decode()
    assert "Sửa đề xuất Trưởng khối năm sau" in asked
    assert f'value="{new.code}" selected' in asked
    assert 'value="agreed" selected' in asked
    assert 'value="BB 1"' in asked
    assert withdraw(client, season, office).url == page(season)

    assert not season.offices.filter(term="next").exists()


def test_what_changed_after_the_page_was_opened_is_not_taken_back(client):
    season, (_, new, _) = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    office = make_office(season, OfficeRole.HEAD, new, term="next", state="proposed")
    client.force_login(make_officer(season.bloc))
    Office.objects.filter(pk=office.pk).update(state="confirmed")

    assert withdraw(client, season, office).status_code == 409
    assert (season.offices.filter(term="next").count(), AuditEvent.objects.count()) == (1, 0)


def test_nobody_takes_back_after_the_handover_nor_who_leads_this_year(client):
    season, _ = make_leaving_year()
    client.force_login(make_officer(season.bloc))
    head = season.offices.get(term="current", role="head")
    refused = withdraw(client, season, head)
    assert (refused.status_code, "chỉ bàn giao, không thu hồi" in text_of(refused)) == (403, True)

    hand(season)
    refused = withdraw(client, season, season.offices.get(term="next", role="head"))

    assert (refused.status_code, "chỉ bàn giao, không thu hồi" in text_of(refused)) == (403, True)
    assert season.offices.filter(term="next").count() == 2


def test_who_holds_the_office_of_the_following_season_already_is_not_taken_back(client):
    season, _ = make_leaving_year()
    following, _ = make_leaving_year(label="2026", bloc=season.bloc)
    office = season.offices.get(term="next", role="head")
    following.offices.all().delete()
    make_office(following, OfficeRole.HEAD, office.agency)
    client.force_login(make_officer(season.bloc))

    refused = withdraw(client, season, office)

    assert refused.status_code == 422
    assert "Năm 2026 đã được mở" in text_of(refused)


@pytest.mark.parametrize("role", OfficeRole)
def test_only_this_years_deputy_succeeds_and_only_as_head(role):
    season, (_, deputy, third) = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    wrong = third if role is OfficeRole.HEAD else deputy

    def name(agency):
        return name_officer(
            season_id=season.pk,
            term=Term.NEXT,
            role=role,
            agency=agency,
            selected_by=SelectionMethod.SUCCESSION,
            actor=None,
        )

    with pytest.raises(Invalid, match="chỉ ghi được khi Phó Trưởng khối năm nay"):
        name(wrong)
    if role is OfficeRole.HEAD:
        assert name(deputy).selected_by == "succession"
    assert season.offices.filter(term="next").count() == (role is OfficeRole.HEAD)


def test_the_record_names_the_deputies_the_way_and_what_follows_a_deadline(client):
    season, (old, new, third) = make_leaving_year()
    make_step(season, StepKind.DOSSIER, due_at=NOON, grace_days=3)
    season.offices.filter(term="next", role="head").update(
        selected_by="succession", basis="BB 2", decided_on=DAY
    )
    client.force_login(make_approver(old))
    handover = page(season, "handover")
    before = text_of(client.get(handover))
    hand(season, matters=[{"kind": "unsent", "count": 1, "items": [third.short_name]}])
    after = text_of(client.get(handover))

    for shown in (before, after):
        assert f"Phó Trưởng khối {new.name} Không ghi rõ {third.name} Đã xác nhận" in shown
        assert f"{new.name} Đã xác nhận Phó kế nhiệm, ngày 15/01/2026. BB 2" in shown
        assert "Gia hạn chung 3 ngày; vẫn nhận, ghi là muộn" in shown
    assert "(từng đơn vị gửi, sau khi tỉnh đưa năm thi đua trở lại bước chấm điểm)" in after


def test_the_record_says_that_there_is_no_deputy(client):
    season, (old, *_) = make_leaving_year(2)
    season.offices.filter(role="deputy").delete()
    client.force_login(make_approver(old))
    assert "Phó Trưởng khối Không có Chưa chọn –" in text_of(client.get(page(season, "handover")))

    hand(season)

    assert "Phó Trưởng khối Không có Không có –" in text_of(client.get(page(season, "handover")))
