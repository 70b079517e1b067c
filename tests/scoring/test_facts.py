"""Declared facts: who declares, who decides, what is recorded, and how the ranking follows."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs.states import Role, Stage
from scoring.models import DeclaredFact
from scoring.rules.settings import Condition
from scoring.selectors.facts import season_facts
from scoring.selectors.nodes import table_of
from scoring.services.facts import decide_fact, declare_fact
from scoring.states import ConditionKind, Effect, FactState
from scoring.views.facts import shown_condition
from tests.factories import (
    appoint,
    assign,
    make_agency,
    make_bloc_year,
    make_editor,
    make_officer,
    make_season,
    make_table,
    make_user,
)
from tests.scoring.hostile import pdf
from tests.scoring.pages import season_page, sign_in, text_of

pytestmark = pytest.mark.django_db
RULES = {
    "conditions": [
        {"code": "ky-luat", "label": "Bị kỷ luật", "kind": "declared", "effect": "bar_all"},
        {
            "code": "san",
            "label": "Dưới mức sàn",
            "kind": "total_floor",
            "effect": "bar_flag",
            "share": "0.5",
        },
    ]
}


@pytest.fixture
def year():
    season, agencies = make_bloc_year(4, stage=Stage.APPRAISAL)
    assign(season, make_table(rules=RULES))
    return season, agencies


def declare(season, agency, actor=None, **fields):
    fields = {"condition": "ky-luat", "fact": "Bị khiển trách theo kết luận thanh tra", **fields}
    return declare_fact(season_id=season.pk, agency=agency, actor=actor, **fields)


def decide(fact, actor, to=FactState.CONFIRMED, *, seen=None, reason="Kết luận số 5/KL-TTr"):
    version = DeclaredFact.objects.get(pk=fact.pk).version if seen is None else seen
    return decide_fact(fact_id=fact.pk, to=to, seen_version=version, reason=reason, actor=actor)


@pytest.mark.parametrize(
    ("points", "said"), [(Decimal(1), "Trừ 1 điểm"), (Decimal("0.5"), "Trừ 0,5 điểm")]
)
def test_what_a_condition_takes_off_is_said_once(points, said):
    one = Condition("a", "Bị kỷ luật", ConditionKind.DECLARED, Effect.DEDUCT, points=points)

    assert shown_condition(one).effect == said


def actions():
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


LONG = "k" * 41


@pytest.mark.parametrize("send", ["service", "page"])
def test_a_condition_whose_code_does_not_fit_is_refused_and_nothing_is_written(client, send):
    season, (_, _, member, _) = make_bloc_year(4, stage=Stage.APPRAISAL)
    assign(season, make_table(rules={"conditions": [{**RULES["conditions"][0], "code": LONG}]}))
    said = f"Mã điều kiện “{LONG}” dài hơn 40 ký tự nên chưa ghi được sự việc"

    if send == "service":
        with pytest.raises(Invalid, match=said):
            declare(season, member, condition=LONG)
    else:
        sign_in(client, make_officer())
        typed = {"agency": member.pk, "condition": LONG, "fact": "Bị khiển trách"}
        page = client.post(season_page("fact-add", season), typed)
        assert page.status_code == 422
        assert said in text_of(page)

    assert not DeclaredFact.objects.exists()
    assert not actions()


def test_the_secretariat_the_province_the_deputy_on_the_head_and_the_agency_itself_may_declare(
    year,
):
    season, (head, deputy, member, _) = year
    people = [
        (make_editor(head), member),
        (make_editor(head), head),
        (make_officer(), member),
        (make_editor(deputy), head),
        (make_editor(member), member),
    ]

    made = [declare(season, about, actor) for actor, about in people]

    assert {fact.state for fact in made} == {"declared"}
    assert [fact.declared_by for fact in made] == [actor for actor, _ in people]
    assert actions() == ["fact.declare"] * 5


def test_a_member_and_a_deputy_declare_nothing_about_another_member(year):
    season, (_, deputy, member, other) = year

    for actor in (make_editor(member), make_editor(deputy), make_user()):
        with pytest.raises(NotAllowed, match="chính đơn vị"):
            declare(season, other, actor)

    assert (DeclaredFact.objects.count(), actions()) == (0, [])


def test_a_closed_season_takes_no_facts_and_no_decisions(year):
    season, (_, _, member, _) = year
    fact = declare(season, member)
    season.stage = Stage.CLOSED.value
    season.save(update_fields=["stage"])

    with pytest.raises(NotAllowed, match="đã kết thúc"):
        declare(season, member, make_officer())
    with pytest.raises(NotAllowed, match="đã kết thúc"):
        decide(fact, make_officer())


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"condition": "la"}, "condition"),
        ({"condition": "san"}, "condition"),
        ({"fact": " \n "}, "fact"),
        ({"document": "x" * 301}, "document"),
    ],
)
def test_a_fact_stands_under_a_declared_condition_and_says_something(year, fields, field):
    season, (_, _, member, _) = year

    with pytest.raises(Invalid) as refusal:
        declare(season, member, **fields)

    assert refusal.value.field == field
    assert (DeclaredFact.objects.count(), actions()) == (0, [])


def test_a_fact_is_about_a_member_and_needs_a_table(year):
    season, _ = year

    with pytest.raises(Invalid, match="không phải là thành viên"):
        declare(season, make_agency())
    bare = make_season(members=1)
    with pytest.raises(Invalid, match="không có điều kiện"):
        declare(bare, bare.memberships.get().agency)


def test_the_file_is_kept_with_the_members_own_and_named_in_the_audit(year):
    season, (head, _, member, _) = year
    upload = SimpleUploadedFile("Kết luận.pdf", pdf())

    fact = declare(season, member, make_editor(head), upload=upload, document="5/KL-TTr")

    assert (fact.file.agency, fact.file.name) == (member, "Kết luận.pdf")
    event = AuditEvent.objects.get()
    assert event.after["sha256"] == fact.file.sha256
    assert event.after["document"] == "5/KL-TTr"


def test_another_person_of_the_province_decides_and_may_decide_anew(year):
    season, (head, _, member, _) = year
    fact, officer = declare(season, member, make_editor(head)), make_officer()

    decide(fact, officer)
    held = decide(fact, officer, FactState.DISMISSED, reason="Đã được minh oan")

    assert (held.state, held.version, held.decided_by) == ("dismissed", 3, officer)
    assert held.decision_reason == "Đã được minh oan"
    assert actions() == ["fact.declare", "fact.confirm", "fact.dismiss"]
    last = AuditEvent.objects.latest("id")
    assert (last.before["state"], last.after["state"]) == ("confirmed", "dismissed")
    assert last.before["decision_reason"] == "Kết luận số 5/KL-TTr"


def test_who_declared_it_does_not_decide(year):
    season, (_, _, member, _) = year
    officer = make_officer()
    fact = declare(season, member, officer)

    with pytest.raises(NotAllowed, match="không tự xác nhận"):
        decide(fact, officer)

    fact.refresh_from_db()
    assert (fact.state, actions()) == ("declared", ["fact.declare"])


def test_nobody_decides_on_an_agency_that_they_act_for(year):
    season, (_, _, member, _) = year
    fact = declare(season, member)
    officer = make_officer()
    appoint(officer, Role.EDITOR, agency=member)

    with pytest.raises(NotAllowed, match="chính đơn vị này"):
        decide(fact, officer)


def test_head_deputy_and_members_do_not_decide(year):
    season, (head, deputy, member, other) = year
    fact = declare(season, other)

    for agency in (head, deputy, member):
        with pytest.raises(NotAllowed, match="Chỉ cơ quan thi đua, khen thưởng tỉnh"):
            decide(fact, make_editor(agency))


def test_a_decision_needs_a_reason_a_fresh_page_and_a_change(year):
    season, (_, _, member, _) = year
    fact, officer = declare(season, member), make_officer()

    with pytest.raises(Invalid, match="cần nêu căn cứ"):
        decide(fact, officer, reason="  ")
    decide(fact, officer)
    with pytest.raises(Stale):
        decide(fact, officer, FactState.DISMISSED, seen=1)
    with pytest.raises(Refused, match="đã xác nhận"):
        decide(fact, officer)
    with pytest.raises(ValueError, match="not a decision"):
        decide(fact, officer, FactState.DECLARED)

    assert actions() == ["fact.declare", "fact.confirm"]


def test_only_a_confirmed_fact_reaches_the_ranking(year):
    season, (_, _, member, other) = year
    declare(season, other)
    decide(declare(season, member), make_officer())

    members = season_facts(season, table_of(season)).members

    told = {one.agency: [fact.condition for fact in one.facts] for one in members}
    assert told[member.code] == ["ky-luat"]
    assert told[other.code] == []


def test_the_page_lists_conditions_and_facts_and_offers_the_decision(client, year):
    season, (head, _, member, _) = year
    fact = declare(season, member, make_editor(head), document="5/KL-TTr")
    sign_in(client, make_officer())

    answer = client.get(season_page("facts", season))

    page = text_of(answer)
    assert "Bị kỷ luật" in page
    assert "Tổng điểm dưới mức sàn 50%" in page
    assert "Bị khiển trách theo kết luận thanh tra" in page
    assert "Căn cứ: 5/KL-TTr" in page
    assert "Đã nêu, chờ xác nhận" in page
    assert reverse("scoring:fact-confirm", args=[fact.pk]) in answer.content.decode()


def test_a_member_sees_only_what_is_said_of_its_own(client, year):
    season, (_, _, member, other) = year
    declare(season, member, fact="Việc của đơn vị thứ ba")
    about_other = declare(season, other, fact="Việc của đơn vị thứ tư")
    sign_in(client, make_editor(member))

    page = text_of(client.get(season_page("facts", season)))

    assert "Việc của đơn vị thứ ba" in page
    assert "Việc của đơn vị thứ tư" not in page
    assert client.get(reverse("scoring:fact-confirm", args=[about_other.pk])).status_code == 404


def test_the_file_of_a_fact_opens_to_who_sees_the_fact(client, year):
    season, (head, _, member, other) = year
    upload = SimpleUploadedFile("a.pdf", pdf())
    fact = declare(season, member, make_officer(), upload=upload)
    address = reverse("scoring:evidence-file", args=[fact.file.uuid])

    found = []
    for person in (make_editor(head), make_editor(member), make_officer(), make_editor(other)):
        sign_in(client, person)
        answer = client.get(address)
        found.append(answer.status_code)
        if answer.streaming:
            list(answer.streaming_content)  # so that the file is closed

    assert found == [200, 200, 200, 404]


def test_a_fact_is_declared_on_the_page_and_what_was_typed_comes_back_when_refused(client, year):
    season, (_, _, member, other) = year
    sign_in(client, make_editor(member))
    typed = {"agency": member.pk, "condition": "ky-luat", "fact": "Tự nêu khuyết điểm"}

    foreign = client.post(season_page("fact-add", season), {**typed, "agency": other.pk})
    made = client.post(season_page("fact-add", season), typed)

    assert foreign.status_code == 422
    assert "Tự nêu khuyết điểm" in text_of(foreign)
    assert made.status_code == 302
    assert DeclaredFact.objects.get().agency == member


def test_the_decision_is_taken_on_its_own_page(client, year):
    season, (_, _, member, _) = year
    fact, officer = declare(season, member), make_officer()
    address = reverse("scoring:fact-dismiss", args=[fact.pk])
    sign_in(client, officer)

    asked = client.get(address)
    silent = client.post(address, {"seen_version": 1, "reason": ""})
    done = client.post(address, {"seen_version": 1, "reason": "Không có căn cứ"})
    late = client.post(address, {"seen_version": 1, "reason": "Không có căn cứ"})

    assert "Sự việc không được tính khi xếp hạng" in text_of(asked)
    assert (silent.status_code, done.status_code, late.status_code) == (422, 302, 409)
    fact.refresh_from_db()
    assert (fact.state, fact.decided_by) == ("dismissed", officer)


def test_who_may_not_decide_is_told_why(client, year):
    season, (head, _, member, _) = year
    fact = declare(season, member)
    sign_in(client, make_editor(head))
    address = reverse("scoring:fact-confirm", args=[fact.pk])

    answer = client.post(address, {"seen_version": 1, "reason": "Có"})

    assert answer.status_code == 403
    assert "Chỉ cơ quan thi đua, khen thưởng tỉnh được xác nhận sự việc." in text_of(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_many_facts_as_for_one(
    client, count, year, django_assert_num_queries
):
    season, agencies = year
    for agency in agencies[:count]:
        decide(declare(season, agency, make_officer()), make_officer())
    sign_in(client, make_officer())

    with django_assert_num_queries(11):
        client.get(season_page("facts", season))
