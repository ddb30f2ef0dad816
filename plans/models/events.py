"""The trail: who did what to what, in words."""

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from papi_portal.text import fold
from plans.access import Viewer
from plans.models.people import User
from plans.models.territories import Territory

SIGN_IN = "account."
"""How the verbs of signing in and out begin."""


class EventQuerySet(models.QuerySet["Event"]):
    """Entries of the trail."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Keep what happened in readable territories; who came and went, for those who look after.

        What happened to no one place, like the loading of a list, is for those who see all.
        """
        if viewer.sees_all:
            return self
        # Asked of territories, which are few, and not of every entry.
        read = self.filter(
            territory__in=Territory.objects.filter(viewer.reads_territory("")).values("pk")
        )
        if viewer.below_ids:
            return read
        return read.filter(~Q(verb__startswith=SIGN_IN) | Q(actor=viewer.user))

    def saying(self, words: str) -> Self:
        """Keep the entries that hold each of these words, with or without dấu."""
        found = self
        for word in fold(words).split():
            found = found.filter(words__contains=word)
        return found

    def about(self, thing: models.Model) -> Self:
        return self.filter(
            subject_type=ContentType.objects.get_for_model(thing), subject_id=thing.pk
        )

    def concerning(self, person: User) -> Self:
        """Keep what a person did, and what was done to their account or posts."""
        person_type = ContentType.objects.get_for_model(User)
        return self.filter(Q(actor=person) | Q(subject_type=person_type, subject_id=person.pk))


class Event(models.Model):
    """One entry of the trail, written only by actions; the database refuses to change it."""

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
    words = models.TextField("chữ để tìm", blank=True)
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
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="plans_event_subject"),
            models.Index(fields=["at"], name="plans_event_moment"),
            # How many entries there are for a reader is counted from it alone. The one of the key
            # stays: to drop it SQLite would make the table anew, without its triggers.
            models.Index(fields=["territory", "verb", "actor"], name="plans_event_place"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_text}: {self.sentence}"
