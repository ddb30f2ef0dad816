"""The trail: who did what to what, in words."""

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from plans.access import Viewer
from plans.models.people import User
from plans.models.territories import Territory


class EventQuerySet(models.QuerySet["Event"]):
    """Entries of the trail."""

    def visible_to(self, viewer: Viewer) -> Self:
        # What happened to no one place, like the loading of a list, is for those who see all.
        return self if viewer.sees_all else self.filter(viewer.reads_territory("territory"))

    def about(self, thing: models.Model) -> Self:
        return self.filter(
            subject_type=ContentType.objects.get_for_model(thing), subject_id=thing.pk
        )


class Event(models.Model):
    """One entry of the trail, written only by actions and never changed."""

    at = models.DateTimeField("lúc")
    actor = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="người thực hiện",
    )
    actor_text = models.TextField("người và đơn vị, như khi thực hiện")
    verb = models.CharField("việc", max_length=50)
    sentence = models.TextField("nội dung")
    details = models.JSONField("trước và sau", default=dict, blank=True)
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="địa bàn",
    )
    subject_type = models.ForeignKey(
        ContentType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="loại đối tượng",
    )
    subject_id = models.BigIntegerField("mã đối tượng", null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ("-pk",)
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="plans_event_subject")]

    def __str__(self) -> str:
        return f"{self.actor_text}: {self.sentence}"
