"""The catalogue: a province's own names everywhere, forms of its own that are never deleted."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardLabel, AwardType
from awards.services import AwardTypeSpec, OwnName
from awards.states import AwardKind, AwardLevel
from blocs.rules.writing import date_text
from blocs.states import Role
from tests.awards.limiting import flag, propose, review
from tests.factories import (
    appoint,
    make_award_type,
    make_bloc,
    make_bloc_year,
    make_editor,
    make_officer,
    make_province,
    make_user,
)
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
LIST = reverse("awards:catalogue")
ADD = reverse("awards:award-type-add")
NOTHING = OwnName()
SOON = timezone.localdate() + timedelta(days=400)


def call(province, actor, label="", item="", *, seen=NOTHING, award=None):
    return services.call_award(
        province=province,
        award_type_id=(award or flag()).pk,
        called=OwnName(label, item),
        seen=seen,
        actor=actor,
    )


def spec(**fields):
    values = {
        "code": "co-hang-nhat",
        "name": "Cờ thi đua hạng Nhất",
        "kind": AwardKind.TITLE,
        "level": AwardLevel.PROVINCE,
        "decided_by": "Chủ tịch Ủy ban nhân dân tỉnh",
        "source": "Quyết định 12/QĐ-UBND",
        **fields,
    }
    return AwardTypeSpec(**values)


def add(province, actor, **fields):
    return services.add_award_type(
        province_id=province.pk if province else None,
        spec=spec(**fields),
        reason="Quy chế mới",
        actor=actor,
    )


def sent_form(**fields):
    """Return what the page of a new form sends."""
    return {
        "name": "Cờ hạng Nhất",
        "code": "co-hang-nhat",
        "kind": "title",
        "level": "province",
        "decided_by": "Chủ tịch UBND tỉnh",
        "source": "QĐ 1",
        "reason": "Quy chế",
        **fields,
    }


def end(award, actor, ends_on=SOON, reason="Bãi bỏ"):
    return services.end_award_type(
        award_type_id=award.pk, ends_on=ends_on, reason=reason, actor=actor
    )


def test_a_province_names_an_award_changes_its_mind_and_takes_it_back(province, officer):
    call(province, officer, " Cờ  dẫn đầu ", "Cờ và tiền thưởng")
    call(province, officer, "", "Cờ", seen=OwnName("Cờ dẫn đầu", "Cờ và tiền thưởng"))
    assert str(AwardLabel.objects.get()) == "Cờ"
    call(province, officer, seen=OwnName("", "Cờ"))

    assert not AwardLabel.objects.exists()
    told = [(one.before["label"], one.after["label"]) for one in AuditEvent.objects.order_by("id")]
    assert told == [("", "Cờ dẫn đầu"), ("Cờ dẫn đầu", ""), ("", "")]
    assert {one.action for one in AuditEvent.objects.all()} == {"award_type.call"}


def test_a_name_that_is_the_catalogue_s_own_or_no_change_writes_nothing(province, officer):
    assert call(province, officer, flag().name) is None
    made = call(province, officer, "Cờ dẫn đầu")

    again = call(province, officer, "Cờ dẫn đầu", seen=OwnName("Cờ dẫn đầu"))

    assert again == made
    assert AuditEvent.objects.count() == 1


def test_a_page_that_is_no_longer_current_and_who_may_not_are_refused(province, officer):
    call(province, officer, "Cờ dẫn đầu")

    with pytest.raises(Stale):
        call(province, officer, "Cờ khác")
    for stranger in (make_officer(province=make_province()), make_officer(make_bloc())):
        with pytest.raises(NotAllowed):
            call(province, stranger, "Cờ khác", seen=OwnName("Cờ dẫn đầu"))

    assert AwardLabel.objects.get().label == "Cờ dẫn đầu"
    assert AuditEvent.objects.count() == 1


def test_two_awards_of_a_province_never_bear_one_name(province, officer):
    other = AwardType.objects.get(code="bang-khen-tinh")
    call(province, officer, "Bằng khen của tỉnh", award=other)

    for taken in ("bằng khen của tỉnh", other.name):
        with pytest.raises(Invalid, match="hình thức khác mang tên này"):
            call(province, officer, taken)
    with pytest.raises(Invalid, match="không có trong danh mục của tỉnh"):
        call(province, officer, "Cờ", award=make_award_type(province=make_province()))

    call(make_province(), make_officer(), "Bằng khen của tỉnh")
    assert AwardLabel.objects.count() == 2


def test_a_new_form_never_bears_what_another_is_called(province, officer):
    call(province, officer, "Cờ dẫn đầu")
    count = AwardType.objects.count()

    with pytest.raises(Invalid, match="hình thức khác mang tên này") as refusal:
        add(province, officer, name="cờ  DẪN ĐẦU")
    with pytest.raises(Invalid, match="hình thức khác mang tên này"):
        add(None, None, name="Cờ dẫn đầu")  # the law's would stand in that catalogue too

    assert (refusal.value.field, AwardType.objects.count()) == ("name", count)
    other = make_province()
    add(other, make_officer(province=other), name="Cờ dẫn đầu")
    assert AwardType.objects.count() == count + 1


def test_a_province_adds_a_grade_of_a_flag_at_the_end_of_the_catalogue(province, officer):
    last = AwardType.objects.order_by("position").last().position

    made = add(province, officer, counts_as_id=flag().pk, grade=1, item="Cờ thêu")

    assert (made.province, made.counts_as, made.grade) == (province, flag(), 1)
    assert made.position == last + 1
    event = AuditEvent.objects.get()
    assert (event.action, event.reason) == ("award_type.add", "Quy chế mới")
    assert event.after["code"] == "co-hang-nhat"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"source": " "}, "source"),
        ({"code": "co-tinh"}, "code"),
        ({"code": "Cờ"}, "code"),
        ({"name": "bằng khen của thủ tướng chính phủ"}, "name"),
        ({"name": ""}, "name"),
        ({"kind": AwardKind.COMMENDATION, "counts_as_id": "co-tinh"}, "counts_as"),
        ({"level": AwardLevel.STATE, "counts_as_id": "co-tinh"}, "counts_as"),
    ],
)
def test_a_form_that_cannot_be_is_refused_with_its_field(province, officer, fields, field):
    if "counts_as_id" in fields:
        fields = {**fields, "counts_as_id": flag().pk}
    count = AwardType.objects.count()

    with pytest.raises(Invalid) as refusal:
        add(province, officer, **fields)

    assert refusal.value.field == field
    assert (AwardType.objects.count(), AuditEvent.objects.count()) == (count, 0)


def test_only_who_keeps_the_province_adds_and_ends(province, officer):
    made = add(province, officer)
    for stranger in (make_officer(province=make_province()), make_officer(make_bloc())):
        with pytest.raises(NotAllowed):
            add(province, stranger, code="khac", name="Khác")
        with pytest.raises(NotAllowed):
            end(made, stranger)
    with pytest.raises(NotAllowed):
        end(flag(), officer)
    with pytest.raises(NotAllowed):
        add(None, officer, code="khac", name="Khác")
    with pytest.raises(Invalid, match="riêng của tỉnh"):
        add(None, make_officer(), code="khac", name="Khác", counts_as_id=flag().pk)

    assert add(None, make_officer(), code="khac", name="Khác").province is None
    assert AuditEvent.objects.count() == 2


def test_a_form_is_ended_once_after_its_first_day_and_stays(province, officer):
    made = add(province, officer, valid_from=date(2026, 1, 1))

    with pytest.raises(Invalid, match="phải sau ngày 01/01/2026"):
        end(made, officer, date(2026, 1, 1))
    with pytest.raises(Invalid, match="lý do"):
        end(made, officer, reason=" ")
    end(made, officer)
    with pytest.raises(Refused, match=date_text(SOON)):
        end(made, officer, SOON + timedelta(days=1))

    made.refresh_from_db()
    assert made.valid_to == SOON
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.after["valid_to"]) == ("award_type.end", SOON.isoformat())


def test_what_is_ended_or_another_province_s_is_not_proposed():
    season, (_, member, _) = review()
    today = timezone.localdate()
    foreign = make_award_type(province=make_province())
    former = make_award_type(province=season.bloc.province, valid_to=today)
    given = make_award_type(province=season.bloc.province, valid_to=today + timedelta(days=1))

    for award in (foreign, former):
        with pytest.raises(Invalid, match="không có trong danh mục của tỉnh"):
            propose(season, member, award)

    assert propose(season, member, given).award_type == given


def test_the_page_offers_only_what_the_province_gives_under_its_names(client):
    season, (head, *_) = review()
    AwardLabel.objects.create(province=season.bloc.province, award_type=flag(), label="Cờ dẫn đầu")
    make_award_type(name="Cờ tỉnh khác", province=make_province())
    make_award_type(name="Cờ đã bỏ", valid_to=date(2020, 1, 1))
    client.force_login(make_editor(head))
    address = f"/khoi/{season.bloc.code}/{season.cycle.label}/de-nghi-khen-thuong/"

    fields = client.get(address).context["form"].fields

    for name in ("award_type", "options", "fallback_award"):
        offered = {label for _, label in fields[name].choices}
        assert "Cờ dẫn đầu" in offered
        assert offered.isdisjoint({"Cờ tỉnh khác", "Cờ đã bỏ", flag().name})


def test_the_list_shows_a_province_s_names_and_is_filtered(client, officer, province):
    call(province, officer, "Cờ dẫn đầu", "Cờ thêu")
    own = add(province, officer, counts_as_id=flag().pk, grade=2)
    make_award_type(name="Cờ tỉnh khác", province=make_province())
    end(own, officer, date(2020, 1, 1))

    page = client.get(LIST)

    text = text_of(page)
    assert "Cờ dẫn đầu" in text
    assert "Hiện vật: Cờ thêu" in text
    assert "Cấp tỉnh, hạng Nhì" in text
    assert "đến trước 01/01/2020" in text
    assert "Cờ tỉnh khác" not in text
    for asked, codes in (
        ({"ten": "dẫn đầu"}, ["co-tinh"]),
        ({"ap_dung": "thoi", "ten": "hạng nhất"}, ["co-hang-nhat"]),
        ({"loai": "title", "cap": "state"}, ["co-chinh-phu"]),
    ):
        rows = client.get(LIST, asked).context["table"].rows
        assert [one.record.award.code for one in rows] == codes


def test_the_province_writes_a_name_a_form_and_its_end_on_pages(client, officer, province):
    page = reverse("awards:award-name", args=[province.code, "co-tinh"])
    assert client.get(page).status_code == 200
    assert client.post(page, {"label": "Cờ dẫn đầu"}).url == LIST
    assert client.post(page, {"label": "Cờ khác"}).status_code == 409
    sent = sent_form(counts_as=flag().pk, grade="1")
    assert client.post(ADD, {**sent, "source": ""}).status_code == 422
    assert client.post(ADD, sent).url == LIST
    ending = reverse("awards:award-type-end", args=["co-hang-nhat"])
    assert client.get(ending).status_code == 200
    assert client.post(ending, {"ends_on": date_text(SOON), "reason": "Bãi bỏ"}).url == LIST
    assert client.post(ending, {"ends_on": date_text(SOON), "reason": "x"}).status_code == 422

    made = AwardType.objects.get(code="co-hang-nhat")
    assert (made.province, made.counts_as, made.valid_to) == (province, flag(), SOON)
    assert AwardLabel.objects.get().label == "Cờ dẫn đầu"


def test_members_read_the_catalogue_and_change_nothing(client, province):
    season, (head, *_) = make_bloc_year(bloc=make_bloc(province=province))
    own = make_award_type(province=province)
    client.force_login(make_editor(head))
    page = reverse("awards:award-name", args=[province.code, "co-tinh"])
    ending = reverse("awards:award-type-end", args=[own.code])

    text = text_of(client.get(LIST))
    assert own.name in text
    assert "Tên gọi</a>" not in text
    assert "Chỉ cơ quan thi đua, khen thưởng tỉnh" in text_of(client.get(page))
    assert client.post(page, {"label": "Cờ"}).status_code == 403
    assert client.post(ending, {"ends_on": date_text(SOON), "reason": "x"}).status_code == 403
    count = AwardType.objects.count()
    assert client.post(ADD, sent_form()).status_code == 403
    assert AwardType.objects.count() == count
    assert not AwardLabel.objects.exists()
    assert season.bloc.province == province


def test_who_oversees_the_whole_country_reads_the_forms_of_every_province(client, province):
    owns = [make_award_type(province=one) for one in (province, make_province())]
    client.force_login(make_inspector())

    listed = client.get(LIST)

    for own in owns:
        assert f"Riêng của {own.province.name}; mã {own.code}" in text_of(listed)
        assert reverse("awards:award-type-end", args=[own.code]) not in listed.content.decode()
    one = text_of(client.get(LIST, {"tinh": province.pk}))
    assert (owns[0].code in one, owns[1].code in one) == (True, False)


def test_a_province_is_told_that_a_form_of_the_law_is_not_its_to_end(client, officer):
    client.force_login(officer)
    ending = reverse("awards:award-type-end", args=["co-tinh"])

    assert "do pháp luật quy định, dùng chung cho mọi tỉnh" in text_of(client.get(ending))
    refused = client.post(ending, {"ends_on": date_text(SOON), "reason": "x"})
    assert refused.status_code == 403
    assert flag().valid_to is None


def make_inspector():
    """Return somebody who watches every province and manages none."""
    return appoint(make_user(), Role.AUDITOR).user


def test_another_province_finds_neither_names_nor_forms(client, province):
    own = make_award_type(province=province)
    client.force_login(make_officer(province=make_province()))

    for name, args in (
        ("award-name", [province.code, "co-tinh"]),
        ("award-name", [province.code, own.code]),
        ("award-type-end", [own.code]),
        ("award-type-resume", [own.code]),
    ):
        assert client.get(reverse(f"awards:{name}", args=args)).status_code == 404
    assert own.name not in text_of(client.get(LIST))


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_for_one_form_and_for_many(
    client, django_assert_num_queries, officer, province, size
):
    for number in range(size):
        award = make_award_type(province=province, counts_as=flag())
        AwardLabel.objects.create(province=province, award_type=award, label=f"Cờ {number}")
    client.get(LIST)

    # session, user, appointments, provinces, names, awards, for whom the person writes
    with django_assert_num_queries(7):
        client.get(LIST)
