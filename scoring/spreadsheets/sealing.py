"""Carry what was checked through the browser to the confirmation, where nobody can change it."""

from typing import Any

from django.core import signing

from accounts.errors import Refused

MAX_AGE_S = 2 * 60 * 60
_SALT = "scoring.spreadsheets"
_TOO_OLD = "Đã quá hai giờ từ lúc kiểm tra; đề nghị quý vị tải lại tệp."
_NOT_HERE = (
    "Không còn giữ nội dung tệp đã kiểm tra nên chưa ghi gì từ lần bấm này; đề nghị quý vị tải lại "
    "tệp."
)


def seal(value: dict[str, Any], *, purpose: str, user_id: int) -> str:
    """Return the value as a text that only this person can send back, for this purpose only."""
    return signing.dumps([user_id, value], salt=f"{_SALT}.{purpose}", compress=True)


def unseal(text: str, *, purpose: str, user_id: int) -> dict[str, Any]:
    """Return what was sealed.

    Raises:
        Refused: it is older than two hours, or was changed, or is another's.
    """
    try:
        owner, value = signing.loads(text, salt=f"{_SALT}.{purpose}", max_age=MAX_AGE_S)
    except signing.SignatureExpired as error:
        raise Refused(_TOO_OLD) from error
    except signing.BadSignature as error:
        raise Refused(_NOT_HERE) from error
    if owner != user_id:
        raise Refused(_NOT_HERE)
    return dict(value)
