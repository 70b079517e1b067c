"""Forms and pages that ask and act: what is shown, done and said, and with which status."""

from unicodedata import normalize

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.form_parts import ConfirmForm, DayField, PageForm, ReasonField, is_word
from accounts.pages import Confirmation, act_and_tell, form_page, posted
from accounts.refusals import DONE, show_refusal, status_of
from accounts.verdicts import YES, no

SENT = {"seen_version": "3", "reason": " Nhầm kỳ ", "confirmation": "xóa"}


def request_of(data=None):
    factory = RequestFactory()
    request = factory.get("/x/") if data is None else factory.post("/x/", data)
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def said(request):
    return [(message.level, str(message)) for message in messages.get_messages(request)]


def form_of(request, word="XÓA"):
    return ConfirmForm(
        posted(request), initial={"seen_version": 3}, reason=ReasonField(), word=word
    )


def ask(verdict=YES, **fields):
    return Confirmation(
        label="Xóa thông báo",
        subject="Số 12",
        verdict=verdict,
        consequences=("Thông báo bị xóa.",),
        page="/thong-bao/12/",
        page_name="thông báo",
        **fields,
    )


def page(request, act=lambda: "Số 12", form=None, **fields):
    return form_page(
        request,
        form or form_of(request),
        act=act,
        done=lambda made: f"Đã xóa {made}.",
        to="/thong-bao/",
        template="_parts/confirm_page.html",
        context=lambda: {"ask": ask(**fields), "crumbs": []},
    )


def refusing(refusal):
    def act():
        raise refusal

    return act


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(Stale("Cũ."), 409), (NotAllowed("Không."), 403), (Invalid("Sai."), 422), (Refused("?"), 422)],
)
def test_each_kind_of_refusal_has_its_status_and_stands_above_the_form(refusal, status):
    request = request_of(SENT)
    form = form_of(request)

    answer = page(request, refusing(refusal), form)

    assert answer.status_code == status == status_of(refusal)
    assert form.non_field_errors() == [str(refusal)]
    assert said(request) == []


def test_a_refusal_stands_beside_the_field_it_speaks_of():
    form = form_of(request_of(SENT))

    status = show_refusal(form, Invalid("Ngắn quá.", field="why"), {"why": "reason"})

    assert (status, form.errors["reason"]) == (422, ["Ngắn quá."])


def test_a_page_asks_first_and_does_nothing():
    answer = page(request_of(), refusing(AssertionError("done on GET")))

    html = answer.content.decode()
    assert answer.status_code == DONE
    assert "<h1>Xóa thông báo – Số 12</h1>" in html
    assert "<li>Thông báo bị xóa.</li>" in html
    assert 'name="seen_version" value="3"' in html
    assert "Để xác nhận, quý vị gõ XÓA" in html


def test_the_act_is_told_and_leads_on():
    request = request_of(SENT)

    answer = page(request)

    assert (answer.status_code, answer["Location"]) == (302, "/thong-bao/")
    assert said(request) == [(messages.SUCCESS, "Đã xóa Số 12.")]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"confirmation": "OK"}, "Quý vị vui lòng gõ đúng chữ XÓA để xác nhận."),
        ({"confirmation": ""}, "Quý vị vui lòng gõ đúng chữ XÓA để xác nhận."),
        ({"reason": "  "}, "Quý vị cần nêu lý do."),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_done(change, sentence):
    request = request_of(SENT | change)

    answer = page(request, refusing(AssertionError("done")))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_empty_post_is_an_answer_too():
    answer = page(request_of({}), refusing(AssertionError("done")))

    assert answer.status_code == 422
    assert "Quý vị cần nêu lý do." in answer.content.decode()


def test_the_service_gets_everything_but_the_word():
    form = form_of(request_of(SENT))

    assert form.is_valid()
    assert form.values == {"seen_version": 3, "reason": "Nhầm kỳ"}


def test_who_may_not_reads_why_and_finds_what_was_typed():
    request = request_of(SENT)

    html = page(request, refusing(NotAllowed("Chưa đến hạn.")), verdict=no("Chưa đến hạn."))

    text = html.content.decode()
    assert text.count("Chưa đến hạn.") == 1
    assert "Nhầm kỳ" in text
    assert "<button" not in text.split("confirm-page")[1].split("</main>")[0]


def test_a_hindrance_greys_the_button():
    text = page(request_of(), hindrance="Còn 2 dòng.", button="Xóa 3 dòng").content.decode()

    assert 'class="btn btn-primary" disabled>Xóa 3 dòng</button>' in text
    assert "Còn 2 dòng." in text


@pytest.mark.parametrize(
    ("data", "act", "told"),
    [
        (SENT, lambda: 2, (messages.SUCCESS, "Đã xóa 2.")),
        (SENT, refusing(Stale("Cũ.")), (messages.ERROR, "Cũ.")),
        (SENT | {"reason": ""}, lambda: 2, (messages.ERROR, "Quý vị cần nêu lý do.")),
    ],
)
def test_a_button_without_a_page_tells_how_it_went(data, act, told):
    request = request_of(data)

    status = act_and_tell(request, act, lambda made: f"Đã xóa {made}.", form=form_of(request))

    assert said(request) == [told]
    assert (status == DONE) == (told[0] == messages.SUCCESS)


@pytest.mark.parametrize("typed", ["CHỐT", " chốt ", normalize("NFD", "chốt")])
def test_a_word_is_known_in_any_case_and_spelling(typed):
    assert is_word(typed, "CHỐT")
    assert is_word(typed, "CHỐT", in_capitals=True) == (typed == "CHỐT")


def test_a_day_is_read_as_people_write_it():
    class Form(PageForm):
        day = DayField("Ngày")

    assert Form({"day": "05/03/2026"}).is_valid()
    assert Form({"day": "2026/31"}).errors["day"][0].startswith("Quý vị ghi ngày theo dạng")
    assert Form({"day": ""}).errors["day"] == ["Quý vị ghi ngày."]


@pytest.mark.parametrize(
    ("typed", "is_of_an_age"),
    [
        ("31/12/1899", False),
        ("01/01/1900", True),
        ("31/12/2199", True),
        ("01/01/2200", False),
        ("05/03/0001", False),
        ("05/03/9999", False),
    ],
)
def test_a_day_of_another_age_is_a_slip_of_the_hand(typed, is_of_an_age):
    class Form(PageForm):
        day = DayField("Ngày")

    told = [] if is_of_an_age else ["Quý vị kiểm tra lại năm: phải từ 1900 đến 2199."]

    assert Form({"day": typed}).errors.get("day", []) == told
