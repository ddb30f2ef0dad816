"""What reaches people outside the portal: one mail a day, and a calendar of due days."""

from hashlib import sha256
from typing import Self

from django.db import models

from plans.models.people import User


class Digest(models.Model):
    """The one mail of a day to a person, kept so that no second is sent."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="digests", verbose_name="người nhận"
    )
    on = models.DateField("ngày")
    sent_at = models.DateTimeField("gửi lúc")

    class Meta:
        verbose_name = "thư nhắc việc"
        verbose_name_plural = "thư nhắc việc"
        ordering = ("on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "on"],
                name="plans_digest_one_per_person_and_day",
                violation_error_message="Hôm nay đã gửi thư nhắc việc cho người này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.on:%d/%m/%Y}"


def hash_of(secret: str) -> str:
    """Return what is kept of a calendar's secret."""
    return sha256(secret.encode()).hexdigest()


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    """Calendars with a secret address."""

    def at(self, secret: str) -> Self:
        """Keep the one at this address, if its person may still use the portal."""
        return self.filter(secret_hash=hash_of(secret), user__is_active=True)


class CalendarFeed(models.Model):
    """A secret address at which a person's calendar reads their due days; only its hash is kept."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="calendar_feed", verbose_name="người dùng"
    )
    secret_hash = models.CharField("mã băm của địa chỉ bí mật", max_length=64, unique=True)
    made_at = models.DateTimeField("tạo lúc")

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "lịch hạn nộp"
        verbose_name_plural = "lịch hạn nộp"
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.user)
