"""People who sign in, and the chain of what was done."""

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import Exact

from accounts.managers import UserManager

GENESIS = "0" * 64
USERNAME_RULE = RegexValidator(
    r"^[a-z0-9][a-z0-9._@-]*\Z",
    "Tên đăng nhập chỉ gồm chữ cái không dấu, chữ số và các dấu . _ @ -, "
    "bắt đầu bằng chữ cái hoặc chữ số.",
)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in; what they may do follows from their appointments."""

    username = models.CharField(
        "tên đăng nhập",
        max_length=150,
        unique=True,
        validators=[USERNAME_RULE],
        error_messages={"unique": "Tên đăng nhập này đã được sử dụng."},
    )
    full_name = models.CharField("họ và tên", max_length=150)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_staff = models.BooleanField("được vào trang quản trị", default=False)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    password_changed_at = models.DateTimeField("đổi mật khẩu lúc", null=True, blank=True)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["username"]
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        constraints = [
            # With the plain UNIQUE above, this makes names unique whatever their case.
            models.CheckConstraint(
                name="user_username_lower_case",
                condition=Q(username=Lower("username")),
                violation_error_message="Tên đăng nhập viết bằng chữ thường.",
            ),
            models.CheckConstraint(
                name="user_has_names",
                condition=~Q(username="") & ~Q(full_name=""),
                violation_error_message="Tên đăng nhập và họ tên không được để trống.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name


class AuditEvent(models.Model):
    """One thing that was done; ``id`` is its place in the chain, without gaps.

    Written by ``accounts.audit.record`` only. A trigger of the database refuses to change
    or delete a line.
    """

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="audit_events",
    )
    actor_label = models.CharField(max_length=320)
    action = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=250)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    address = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_first_iff_genesis",
                condition=Q(id=1, previous_hash=GENESIS)
                | (Q(id__gt=1) & ~Q(previous_hash=GENESIS)),
            ),
            models.CheckConstraint(
                name="audit_hashes_whole",
                condition=Q(Exact(Length("hash"), 64)) & Q(Exact(Length("previous_hash"), 64)),
            ),
            models.CheckConstraint(
                name="audit_hash_moves_on", condition=~Q(hash=F("previous_hash"))
            ),
            models.CheckConstraint(
                name="audit_action_and_subject_named",
                condition=~Q(action="") & ~Q(subject_type="") & ~Q(actor_label=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id}. {self.action}"

    @property
    def by(self) -> str:
        """Who did it, as people call them; the actor must be loaded."""
        return self.actor.full_name if self.actor else self.actor_label
