"""Trusted authorities: a folder that is checked, read anew, and asked again for what is kept."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from pyhanko.sign.validation.errors import DisallowedAlgorithmError

from accounts.models import AuditEvent
from reports.checks import PAPERS_TAG
from reports.services import rechecking
from reports.signing import reading
from reports.signing.roots import TrustFolderError, trust_roots
from reports.states import Trust
from tests.reports.signed_papers import issued_covenant, keep_signed, trusting
from tests.reports.signing import authority


def faults() -> list[str]:
    return [fault.msg for fault in run_checks(tags=[PAPERS_TAG]) if fault.id == "reports.E002"]


def test_certificates_are_read_as_pem_and_der_and_other_files_are_passed_over(tmp_path):
    (tmp_path / "a.pem").write_bytes(authority().pem + authority("CA khác").pem)
    (tmp_path / "b.cer").write_bytes(authority().der)
    (tmp_path / "README.txt").write_text("Danh sách")

    subjects = [one.subject.native["common_name"] for one in trust_roots(str(tmp_path))]

    assert subjects == ["CA của bài thử", "CA khác", "CA của bài thử"]
    assert trust_roots("") == []


@pytest.mark.parametrize("data", [b"", b"rubbish", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_the_check_names_a_file_that_is_no_certificate(settings, tmp_path, data):
    (tmp_path / "a.pem").write_bytes(data)
    settings.SIGNATURE_TRUST_DIR = str(tmp_path)

    assert faults() == [f"Tệp {tmp_path}/a.pem không phải chứng thư số PEM hoặc DER."]


def test_the_check_names_a_folder_that_cannot_be_read(settings, tmp_path):
    settings.SIGNATURE_TRUST_DIR = str(tmp_path / "khong-co")

    assert len(faults()) == 1
    with pytest.raises(TrustFolderError, match="Không đọc được thư mục"):
        trust_roots(settings.SIGNATURE_TRUST_DIR)
    settings.SIGNATURE_TRUST_DIR = ""
    assert faults() == []


@pytest.mark.django_db
def test_a_folder_that_cannot_be_read_stops_no_upload_and_trusts_nobody(settings, tmp_path):
    settings.SIGNATURE_TRUST_DIR = str(tmp_path / "khong-co")
    line, *_ = issued_covenant()

    assert keep_signed(line, 1).signatures.get().trust == Trust.UNKNOWN


@pytest.mark.django_db
def test_an_authority_that_is_trusted_later_counts_for_what_is_kept(settings, tmp_path, capsys):
    line, *_ = issued_covenant()
    first, second = keep_signed(line, 1), keep_signed(line, 2)
    trusting(settings, tmp_path)

    call_command("recheck_signatures")
    call_command("recheck_signatures")

    assert [one.signatures.get().trust for one in (first, second)] == [Trust.TRUSTED] * 2
    told = capsys.readouterr().out.splitlines()
    assert [line.split(";")[1].split()[0] for line in told] == ["2", "0"]
    assert AuditEvent.objects.filter(action="document.sign_recheck").count() == 2


@pytest.mark.django_db
def test_kept_files_that_were_exchanged_are_named_and_the_others_are_read(
    settings, tmp_path, capsys
):
    line, *_ = issued_covenant()
    first, second, third = (keep_signed(line, number) for number in (1, 2, 3))
    Path(first.file.path).write_bytes(b"%PDF-")
    Path(second.file.path).unlink()
    trusting(settings, tmp_path)

    with pytest.raises(CommandError, match="2 bản ký không kiểm tra lại được; 1 chữ ký có"):
        call_command("recheck_signatures")

    assert third.signatures.get().trust == Trust.TRUSTED
    assert capsys.readouterr().err.splitlines() == [
        f"{line}, Bản ký lần {copy.number}: tệp {copy.file.name} không còn như khi lưu."
        for copy in (first, second)
    ]


@pytest.mark.django_db
def test_a_kept_signature_that_is_no_longer_taken_is_named_and_keeps_what_was_known(
    settings, tmp_path, capsys, monkeypatch
):
    line, *_ = issued_covenant()
    copies = [keep_signed(line, number) for number in (1, 2, 3)]
    trusting(settings, tmp_path)
    check, read = reading._status, rechecking.read_copy

    async def refuse_the_first(one, context):
        if one.field_name == "ky-01":
            raise DisallowedAlgorithmError("too weak by now", None)
        return await check(one, context)

    def forget_the_last(*args):
        return [one for one in read(*args) if one.field != "ky-03"]

    monkeypatch.setattr(reading, "_status", refuse_the_first)
    with pytest.raises(CommandError, match="3 bản ký không kiểm tra lại được; 0 chữ ký có"):
        call_command("recheck_signatures")
    weak = capsys.readouterr().err
    monkeypatch.setattr(reading, "_status", check)
    monkeypatch.setattr(rechecking, "read_copy", forget_the_last)
    with pytest.raises(CommandError, match="1 bản ký không kiểm tra lại được; 2 chữ ký có"):
        call_command("recheck_signatures")

    assert weak.count("Chữ ký ở ô “ky-01” dùng thuật toán đã lạc hậu") == 3
    assert capsys.readouterr().err.startswith(f"{line}, Bản ký lần 3: phần mềm nay không đọc được")
    trusts = [copy.signatures.get().trust for copy in copies]
    assert trusts == [Trust.TRUSTED, Trust.TRUSTED, Trust.UNKNOWN]
