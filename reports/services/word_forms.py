"""A province's own forms for Word copies: kept version by version, and ended."""

import hashlib

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Stale
from accounts.models import User
from blocs.models import Province
from blocs.standing import standing_of
from reports.models import WordForm
from reports.permissions import can_keep_word_forms
from reports.render.form_checks import check_form
from reports.selectors.word_forms import WITH_FORMS

_ENDED = "Mẫu này đã thôi dùng hoặc đã có bản mới; đề nghị quý vị xem lại."


def keep_word_form(
    *, province_id: int, kind: str, name: str, data: bytes, actor: User | None
) -> WordForm:
    """Keep a form as the newest version of its kind; the one in force until now ends.

    Raises:
        NotAllowed: not by this person.
        Invalid: no form may be kept for the kind, or the file may not be one.
    """
    can_keep_word_forms(standing_of(actor), province_id).demand()
    if kind not in WITH_FORMS:
        raise Invalid("Loại văn bản này không dùng mẫu riêng.", field="upload")
    check_form(data, name)  # seconds of work, before anything is locked
    return _keep(province_id=province_id, kind=kind, name=name, data=data, actor=actor)


@transaction.atomic
def _keep(*, province_id: int, kind: str, name: str, data: bytes, actor: User | None) -> WordForm:
    province = Province.objects.select_for_update(no_key=True).get(pk=province_id)
    can_keep_word_forms(standing_of(actor), province.pk).demand()
    held = WordForm.objects.filter(province=province, kind=kind)
    last = held.order_by("-version").defer("data").first()
    now = timezone.now()
    held.in_force().update(ended_at=now, ended_by=actor)
    form = WordForm.objects.create(
        province=province,
        kind=kind,
        version=last.version + 1 if last else 1,
        name=name[:255],
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        kept_by=actor,
        kept_at=now,
    )
    audit.record(
        actor=actor,
        action="wordform.keep",
        subject=form,
        before={"version": last.version if last and last.ended_at is None else None},
        after={"kind": kind, "version": form.version, "sha256": form.sha256},
    )
    return form


@transaction.atomic
def end_word_form(*, form_id: int, actor: User | None) -> WordForm:
    """End the form in force; Word copies of its kind are made with ours again.

    Raises:
        NotAllowed: not by this person.
        Stale: it has ended already.
    """
    province_id = WordForm.objects.values_list("province_id", flat=True).get(pk=form_id)
    Province.objects.select_for_update(no_key=True).get(pk=province_id)
    can_keep_word_forms(standing_of(actor), province_id).demand()
    form = WordForm.objects.select_for_update(no_key=True).defer("data").get(pk=form_id)
    if form.ended_at is not None:
        raise Stale(_ENDED)
    form.ended_at, form.ended_by = timezone.now(), actor
    form.save(update_fields=["ended_at", "ended_by"])
    audit.record(
        actor=actor,
        action="wordform.end",
        subject=form,
        before={"version": form.version},
        after={"version": None},
    )
    return form
