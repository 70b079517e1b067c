"""Conditions are written by fields: what is typed is what is stored, and back."""

import pytest
from django.forms import CheckboxInput
from django.forms.widgets import ChoiceWidget
from django.urls import reverse

from awards.condition_forms import ConditionForm
from awards.models import AwardCondition
from awards.rules.eligibility.reading import read_params
from awards.states import EligibilityKind
from tests.awards.eligibility_rows import award
from tests.factories import make_condition, make_officer, make_province

pytestmark = pytest.mark.django_db
ADD = reverse("awards:condition-add")
SAID = {
    "award_type": "",
    "route": "Điều 5 khoản 1",
    "position": "2",
    "wording": "Nội dung điều kiện.",
    "law": "Quyết định số 01/2026/QĐ-UBND",
    "article": "Điều 5",
    "clause": "khoản 1",
    "source": "Công báo tỉnh",
    "valid_from": "01/01/2026",
    "valid_to": "",
    "reason": "Quy định mới",
}
ALL_BASES = ["merit", "thematic", "sudden"]


@pytest.fixture
def province(client):
    province = make_province()
    client.force_login(make_officer(province=province))
    return province


def text_of(page):
    return " ".join(page.content.decode().split())


TYPED = [
    ("led_bloc", {}, {}),
    ("rank_at_most", {"rank": "3"}, {"rank": 3}),
    ("points_at_least", {"total": "900,5", "share": ""}, {"total": "900.5"}),
    ("points_at_least", {"total": "", "share": "80 %"}, {"share": "4/5"}),
    (
        "criterion_floor",
        {"share": "85,5%", "keys": "I, II"},
        {"share": "171/200", "keys": ["I", "II"]},
    ),
    ("no_barring_fact", {"effects": ["bar_flag"]}, {"effects": ["bar_flag"]}),
    ("registered_title", {"any_title": "on"}, {"any_title": True}),
    ("registered_title", {}, {}),
    ("confirmed", {"exception": "on"}, {"exception": True}),
    ("signed_covenant", {}, {}),
    (
        "vote_share",
        {"share": "2/3", "of": "members", "strict": "on"},
        {"share": "2/3", "of": "members", "strict": True},
    ),
    (
        "has_award",
        {"codes": ["co-tinh"], "bases": ["merit"]},
        {"codes": ["co-tinh"], "bases": ["merit"]},
    ),
    ("has_award", {"codes": ["co-tinh"], "bases": ALL_BASES}, {"codes": ["co-tinh"]}),
    (
        "consecutive_years",
        {
            "years": "5",
            "levels": ["excellent"],
            "titles": ["tap-the-lao-dong-xuat-sac"],
            "after": ["bang-khen-tinh"],
            "bases": ["merit"],
        },
        {
            "years": 5,
            "levels": ["excellent"],
            "titles": ["tap-the-lao-dong-xuat-sac"],
            "after": ["bang-khen-tinh"],
            "bases": ["merit"],
        },
    ),
    ("older_than", {"years": "10"}, {"years": 10}),
    ("not_rewarded_twice", {"codes": ["co-tinh"]}, {"codes": ["co-tinh"]}),
    (
        "awards_in_years",
        {
            "pa-1-1-so": "2",
            "pa-1-1-ht1": "co-tinh",
            # rows and groups may be left out in between
            "pa-3-1-so": "1",
            "pa-3-1-ht1": "co-chinh-phu",
            "pa-3-2-so": "3",
            "pa-3-2-ht1": "bang-khen-tinh",
            "pa-3-2-ht2": "bang-khen-bo",
            "kc-2-2-so": "4",
            "kc-2-2-ht2": "bang-khen-tinh",
            "years": "5",
            "bases": ALL_BASES,
        },
        {
            "any_of": [
                {"groups": [{"codes": ["co-tinh"], "count": 2}]},
                {
                    "groups": [
                        {"codes": ["co-chinh-phu"], "count": 1},
                        {"codes": ["bang-khen-tinh", "bang-khen-bo"], "count": 3},
                    ]
                },
            ],
            "not_flag_eligible": [{"groups": [{"codes": ["bang-khen-tinh"], "count": 4}]}],
            "years": 5,
        },
    ),
]


@pytest.mark.parametrize(("kind", "typed", "stored"), TYPED)
def test_what_is_typed_is_stored_as_the_kind_reads_it(client, province, kind, typed, stored):
    answer = client.post(f"{ADD}?loai={kind}", {**SAID, **typed})

    row = AwardCondition.objects.latest("pk")
    assert answer.url == row.get_absolute_url()
    assert (row.kind, row.params, row.province) == (kind, stored, province)
    assert read_params(EligibilityKind(kind), row.params)
    assert (row.law, row.position, row.award_type) == (SAID["law"], 2, None)


def test_every_kind_can_be_written():
    plain = {"flag_eligible", "not_dissolved"}

    assert {kind for kind, _, _ in TYPED} | plain == {kind.value for kind in EligibilityKind}


def initial_of(form):
    """Return what a browser would send back of a form that nobody touched."""
    data = {}
    for name in form.fields:
        shown = form[name].value()
        widget = form.fields[name].widget
        if not isinstance(widget, CheckboxInput | ChoiceWidget):
            shown = widget.format_value(shown)
        if shown not in (None, "", False):
            data[name] = shown
    return data


def test_every_shipped_condition_goes_through_the_form_unchanged():
    for row in AwardCondition.objects.select_related("award_type"):
        kind = EligibilityKind(row.kind)
        untouched = ConditionForm(kind=kind, scopes=[(None, "Mọi tỉnh")], row=row)
        data = {**initial_of(untouched), "reason": "x"}
        form = ConditionForm(data, kind=kind, scopes=[(None, "Mọi tỉnh")], row=row)

        assert form.is_valid(), (row, form.errors)
        assert read_params(kind, form.spec.params) == read_params(kind, row.params), row
        assert (form.spec.valid_from, form.spec.award_type_id) == (
            row.valid_from,
            row.award_type_id,
        )
        assert form.spec.wording == row.wording


def test_an_edit_shows_the_old_values_and_writes_a_new_row(client, province):
    law = AwardCondition.objects.get(kind="awards_in_years", award_type__code="bang-khen-thu-tuong")
    edit = reverse("awards:condition-edit", args=[law.pk])
    page = client.get(edit)
    data = initial_of(page.context["form"])
    assert (data["pa-2-1-so"], data["pa-2-1-ht2"]) == ("2", "bang-khen-bo")

    same = client.post(edit, {**data, "reason": "Sửa"})
    assert (same.status_code, "chưa có gì thay đổi" in text_of(same)) == (422, True)
    data["keeps_wording"] = "on"
    answer = client.post(edit, {**data, "pa-2-1-so": "3", "reason": "Quy định mới"})

    new = AwardCondition.objects.latest("pk")
    assert answer.url == new.get_absolute_url()
    assert (new.replaces, new.province) == (law, province)
    assert new.params["any_of"][1]["groups"][0]["count"] == 3
    assert AwardCondition.objects.get(pk=law.pk).params == law.params
    stale = client.post(edit, {**data, "pa-2-1-so": "4", "reason": "Quy định mới"})
    assert (stale.status_code, "vừa được thay thế" in text_of(stale)) == (409, True)


def test_numbers_that_change_ask_once_for_words_that_fit_them(client, province):
    row = make_condition(
        EligibilityKind.VOTE_SHARE,
        params={"share": "4/5", "of": "members"},
        province=province,
        wording="Có tỷ lệ phiếu đồng ý từ 80%.",
    )
    edit = reverse("awards:condition-edit", args=[row.pk])
    data = {**initial_of(client.get(edit).context["form"]), "share": "90%", "reason": "Sửa"}

    asked = client.post(edit, data)
    text = text_of(asked)
    assert (asked.status_code, AwardCondition.objects.latest("pk")) == (422, row)
    assert "“Từ 90% phiếu đồng ý, tính trên tổng số đơn vị thành viên.”" in text
    assert "Nội dung vẫn đúng" in text
    wording = "Có tỷ lệ phiếu đồng ý từ 90%."
    assert client.post(edit, {**data, "wording": wording}).status_code == 302
    assert AwardCondition.objects.latest("pk").wording == wording


def test_who_says_that_the_words_still_fit_keeps_them(client, province):
    row = make_condition(
        EligibilityKind.RANK_AT_MOST,
        params={"rank": 3},
        province=province,
        wording="Xếp hạng nhất hoặc nhì.",
    )
    edit = reverse("awards:condition-edit", args=[row.pk])
    data = {**initial_of(client.get(edit).context["form"]), "rank": "2", "reason": "Ghi sai số"}

    assert client.post(edit, data).status_code == 422
    assert client.post(edit, {**data, "keeps_wording": "on"}).status_code == 302
    new = AwardCondition.objects.latest("pk")
    assert (new.wording, new.params) == (row.wording, {"rank": 2})
    assert "Nội dung vẫn đúng" not in text_of(client.get(ADD, {"loai": "rank_at_most"}))


def test_the_award_of_a_condition_cannot_be_changed_by_an_edit(client, province):
    law = AwardCondition.objects.get(kind="older_than")
    edit = reverse("awards:condition-edit", args=[law.pk])
    data = initial_of(client.get(edit).context["form"])

    data |= {"years": "12", "wording": "Thành lập từ 12 năm trở lên."}
    client.post(edit, {**data, "award_type": award("co-tinh").pk, "reason": "Quy định mới"})

    assert AwardCondition.objects.latest("pk").award_type == law.award_type


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("rank_at_most", {"rank": "0"}, "phải từ 1 trở lên"),
        ("points_at_least", {}, "cần đúng một trong hai"),
        ("points_at_least", {"total": "900", "share": "1/2"}, "Cần đúng một trong hai"),
        ("points_at_least", {"share": "hai phần ba"}, "dạng 2/3 hoặc 80%"),
        ("points_at_least", {"share": "120%"}, "không quá 100%"),
        ("points_at_least", {"share": "1/0"}, "dạng 2/3 hoặc 80%"),
        ("points_at_least", {"share": "1e-7"}, "dạng 2/3 hoặc 80%"),
        ("has_award", {"bases": ALL_BASES}, "chọn ít nhất một hình thức"),
        ("awards_in_years", {"bases": ALL_BASES}, "Cần ít nhất một phương án"),
        ("awards_in_years", {"bases": ALL_BASES, "pa-1-1-so": "2"}, "Quý vị chọn hình thức"),
        ("awards_in_years", {"bases": ALL_BASES, "kc-1-1-ht1": "co-tinh"}, "Quý vị ghi số lần"),
        (
            "awards_in_years",
            {
                "bases": ALL_BASES,
                "pa-1-1-so": "1",
                "pa-1-1-ht1": "co-tinh",
                "pa-1-2-so": "1",
                "pa-1-2-ht1": "co-tinh",
            },
            "Phương án 1: một hình thức chỉ được ở một nhóm",
        ),
        ("consecutive_years", {"years": "5", "bases": ALL_BASES}, "chọn mức hoàn thành nhiệm vụ"),
        ("led_bloc", {"wording": ""}, "ghi nội dung điều kiện"),
        ("led_bloc", {"law": ""}, "ghi văn bản quy định"),
        ("led_bloc", {"source": ""}, "đọc văn bản ở đâu"),
        ("led_bloc", {"valid_to": "01/01/2026"}, "phải sau ngày có hiệu lực"),
        ("led_bloc", {"reason": ""}, "cần nêu lý do"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(
    client, province, kind, typed, sentence
):
    before = AwardCondition.objects.count()

    page = client.post(f"{ADD}?loai={kind}", {**SAID, **typed})

    assert page.status_code == 422
    assert sentence.casefold() in text_of(page).casefold()
    assert 'value="khoản 1"' in page.content.decode()
    assert AwardCondition.objects.count() == before


def test_the_kind_is_chosen_first(client, province):
    page = client.get(ADD)

    assert "chọn loại trước" in text_of(page)
    assert "chọn loại trước" in text_of(client.get(ADD, {"loai": "khong-co"}))
    assert page.content.decode().count("<option") == len(EligibilityKind)
