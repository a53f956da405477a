"""Who exists: the committee, its terms, bodies, posts, people and the positions they hold."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesat.organization.certificates import Certificate  # noqa: F401 (its table is one of this app)
from kesat.organization.held import Asking, HeldFile  # noqa: F401 (the same)
from kesat.vietnamese import fold, name_key


class FormatProfile(models.TextChoices):
    """The generation of the official format; its data stand in `resolutions.boxes`."""

    HD05_2026 = "HD05-2026", _("Guidance 05-HD/VPTW (2026)")
    HD36_2018 = "HD36-2018", _("Guidance 36-HD/VPTW (2018)")


class Committee(models.Model):
    """The Party committee whose database this is: one row, its names, place and settings."""

    name = models.CharField(_("name of the committee"), max_length=120, help_text=_("For example: Đảng ủy xã Kẻ Sặt"))
    upper_body = models.CharField(
        _("body above, as printed"), max_length=120, help_text=_("For example: ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG")
    )
    issuing_body = models.CharField(
        _("issuing body, as printed"), max_length=120, help_text=_("For example: ĐẢNG ỦY XÃ KẺ SẶT")
    )
    issuer = models.CharField(
        _("issuer under the title, as printed"), max_length=120, default="CỦA BAN THƯỜNG VỤ ĐẢNG ỦY"
    )
    authority = models.CharField(_("authority of the signature"), max_length=60, default="T/M BAN THƯỜNG VỤ")
    place = models.CharField(_("place"), max_length=60, help_text=_("The commune's name alone, for example: Kẻ Sặt"))
    symbol = models.CharField(_("body symbol"), max_length=20, default="ĐU")
    format_profile = models.CharField(
        _("format"), max_length=20, choices=FormatProfile, default=FormatProfile.HD05_2026
    )
    office_telephone = models.CharField(_("telephone of the office"), max_length=30, blank=True)
    collects_results = models.BooleanField(
        _("a month begins with collecting results"), default=False, help_text=_("Else it begins with drafting.")
    )
    asks_permanent_members = models.BooleanField(
        _("the permanent members see a draft before the Standing Committee"), default=False
    )
    silence_is_assent = models.BooleanField(
        _("no answer by the deadline counts as agreement"),
        default=False,
        help_text=_("Only where the committee's working rules say so; the record of a decision then says it too."),
    )
    signs_on_paper = models.BooleanField(_("signs on paper, and the scan is kept"), default=True)
    signs_outside = models.BooleanField(_("signs the file with a program of its own (token, vSignPDF)"), default=True)
    signs_here = models.BooleanField(_("signs here, with the signer's certificate file"), default=False)

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committee")
        constraints = [
            models.CheckConstraint(
                name="there_is_one_committee",
                condition=Q(id=1),
                violation_error_message=_("One database serves one committee."),
            ),
            models.CheckConstraint(
                name="format_profile_is_known",
                condition=Q(format_profile__in=FormatProfile.values),
                violation_error_message=_("Choose one of the formats listed."),
            ),
            models.CheckConstraint(
                name="there_is_a_way_to_sign",
                condition=Q(signs_on_paper=True) | Q(signs_outside=True) | Q(signs_here=True),
                violation_error_message=_("Choose at least one way to sign."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Committee":
        """Return the one committee. Raises Committee.DoesNotExist before `setup_committee` was run."""
        return Committee._default_manager.get(pk=1)


class Term(models.Model):
    """A term of the committee; the numbering of documents starts again with it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    begins_on = models.DateField(_("from"), unique=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["-begins_on"]
        constraints = [
            models.CheckConstraint(
                name="term_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                violation_error_message=_("A term ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.begins_on is None:
            return
        others = Term.objects.exclude(pk=self.pk).filter(
            Q(ends_on=None) | Q(ends_on__gte=self.begins_on), begins_on__lte=self.ends_on or date.max
        )
        if others.exists():
            raise ValidationError(_("This term overlaps %(other)s."), params={"other": others[0].name})


class BodyQuerySet(models.QuerySet["Body"]):
    def existing(self, on: date) -> Self:
        """Bodies that exist on the day."""
        return self.filter(Q(begins_on=None) | Q(begins_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))

    def branches(self) -> Self:
        return self.filter(kind=Body.Kind.BRANCH)


class BodyKind(models.TextChoices):
    COMMITTEE = "committee", _("Party committee")
    STANDING_COMMITTEE = "standing_committee", _("Standing Committee")
    PERMANENT = "permanent", _("Permanent members")
    ADVISORY = "advisory", _("Advisory body")
    PUBLIC_UNIT = "public_unit", _("Public unit")
    STATE = "state", _("State body")
    DIVISION = "division", _("Division")
    ARMED_FORCES = "armed_forces", _("Armed forces")
    FRONT = "front", _("Fatherland Front")
    MASS_ORGANISATION = "mass_organisation", _("Mass organisation")
    ASSOCIATION = "association", _("Association")
    BRANCH = "branch", _("Party branch")
    OUTSIDE = "outside", _("Body outside the commune")
    GROUP = "group", _("Group of bodies")


class Body(models.Model):
    """A committee, office, division, branch, association ... or a group of such bodies."""

    Kind = BodyKind

    class GroupRule(models.TextChoices):
        NONE = "", _("No rule")
        ALL_BRANCHES = "all_branches", _("All branches on the day")
        LISTED = "listed", _("The members listed")

    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9-]+\Z", _("Use capital letters A to Z, digits and hyphens."))],
    )
    name = models.CharField(_("name"), max_length=160)
    folded_name = models.CharField(max_length=200, editable=False, db_index=True)
    short_names = models.CharField(
        _("short names"), max_length=200, blank=True, help_text=_("Separated by semicolons: UBND xã; UBND")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name=_("belongs to"))
    position = models.PositiveSmallIntegerField(_("order in lists"), default=100)
    begins_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    group_rule = models.CharField(_("members of the group"), max_length=20, choices=GroupRule, blank=True)
    members = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="groups", verbose_name=_("members")
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                name="body_kind_is_known",
                condition=Q(kind__in=BodyKind.values),
                violation_error_message=_("Choose one of the kinds listed."),
            ),
            models.CheckConstraint(
                name="a_group_and_only_a_group_has_a_rule",
                condition=Q(kind="group", group_rule__in=["all_branches", "listed"])
                | (~Q(kind="group") & Q(group_rule="")),
                violation_error_message=_("A group needs a rule for its members, and only a group has one."),
            ),
            models.CheckConstraint(
                name="body_ends_after_it_begins",
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                violation_error_message=_("A body ends after it begins."),
            ),
            models.CheckConstraint(
                name="body_does_not_belong_to_itself",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message=_("A body cannot belong to itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self.folded_name = fold(self.name)
        super().clean_fields(exclude)

    def clean(self) -> None:
        """Refuse to make a body the Standing Committee, or another, where people hold positions: they would vote."""
        others = self.positions.exclude(body__kind=self.kind) if self.pk else Position.objects.none()
        standing = Body.objects.filter(pk=self.pk, kind=BodyKind.STANDING_COMMITTEE)
        if (self.kind == BodyKind.STANDING_COMMITTEE or standing.exists()) and others.exists():
            raise ValidationError({"kind": _("People hold positions in this body. Make a new body for another kind.")})

    def known_as(self) -> list[str]:
        """Return the name and the short names."""
        return [self.name, *(name.strip() for name in self.short_names.split(";") if name.strip())]

    def members_on(self, day: date) -> BodyQuerySet:
        """Return the bodies that the group stands for on the day; none unless it is a group."""
        if self.group_rule == self.GroupRule.ALL_BRANCHES:
            return Body.objects.branches().existing(day)
        return Body.objects.filter(groups=self).existing(day)


class BranchManager(models.Manager["Branch"]):
    def get_queryset(self) -> models.QuerySet["Branch"]:
        return super().get_queryset().filter(kind=Body.Kind.BRANCH)


class Branch(Body):
    """A Party branch (chi bộ): the bodies of that kind, for their own list in the administration."""

    objects: ClassVar[BranchManager] = BranchManager()  # type: ignore[assignment]

    class Meta:
        proxy = True
        verbose_name = _("branch")
        verbose_name_plural = _("branches")


class Role(models.TextChoices):
    """What a post entitles to; the only thing about people that the rules of rights know."""

    SECRETARY = "secretary", _("Secretary")
    DEPUTY_SECRETARY = "deputy_secretary", _("Deputy Secretary")
    STANDING_MEMBER = "standing_member", _("Standing Committee member")
    COMMITTEE_MEMBER = "committee_member", _("Committee member")
    HEAD_OF_OFFICE = "head_of_office", _("Head of the office")
    OFFICER = "officer", _("Office specialist")
    CLERK = "clerk", _("Clerk")
    HEAD_OF_BODY = "head_of_body", _("Head of a body")
    REPORTER = "reporter", _("Reporting contact")
    INSPECTOR = "inspector", _("Inspection Committee")
    READER = "reader", _("Reader")


# Whose posts vote, preside and sign.
STANDING_ROLES = (Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.STANDING_MEMBER)


class Post(models.Model):
    """What a person may be: a title with one role."""

    code = models.CharField(
        _("code"),
        max_length=30,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+\Z", _("Use letters a to z, digits and hyphens."))],
    )
    title = models.CharField(_("title"), max_length=80, unique=True)
    signature_title = models.CharField(
        _("title in a signature block"), max_length=60, blank=True, help_text=_("For example: BÍ THƯ")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    position = models.PositiveSmallIntegerField(_("order in lists"), default=100)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["position", "title"]
        constraints = [
            models.CheckConstraint(
                name="post_role_is_known",
                condition=Q(role__in=Role.values),
                violation_error_message=_("Choose one of the roles listed."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse another role where people hold the post: they would get its rights unseen."""
        if self.pk and self.positions.exclude(post__role=self.role).exists():
            raise ValidationError({"role": _("People hold this post. Make a new post for another role.")})


class UserManager(BaseUserManager["User"]):
    def holding(self, roles: Iterable[str], on: date) -> "models.QuerySet[User]":
        """People who may sign in and hold a position with one of the roles on the day."""
        held = Position.objects.held(on).filter(post__role__in=roles)
        return self.filter(pk__in=held.values("user"), is_active=True)

    def create_user(self, username: str, full_name: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, full_name=full_name, **fields)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, full_name: str, password: str | None = None) -> "User":
        """Make an administrator; the name is what Django's own command calls."""
        return self.create_user(username, full_name, password, is_staff=True)


class NoticeMail(models.TextChoices):
    """How a person wants to hear of notices beside the page: never as many mails as there are notices."""

    SOON = "soon", _("Soon, several in one mail")
    DAILY = "daily", _("Once a day, in the morning")
    NONE = "none", _("No mail, only here")


class User(AbstractBaseUser):
    """A person's account. An administrator (`is_staff`) holds no position and never sees a draft."""

    username = models.CharField(
        _("username"),
        max_length=40,
        unique=True,
        # ASCII and lower case only: look-alike letters would make two accounts of one name.
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9._-]*\Z", _("Use letters a to z, digits, dots and hyphens."))],
        error_messages={"unique": _("This username is taken.")},
    )
    full_name = models.CharField(_("full name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    notice_mail = models.CharField(_("notices by e-mail"), max_length=10, choices=NoticeMail, default=NoticeMail.DAILY)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(
        _("administrator"), default=False, help_text=_("Keeps bodies, users and positions; never sees a draft.")
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    # Filled in for the person of a request, by `kesat.organization.backend`.
    kept_positions: "list[Position] | None" = None

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                name="notice_mail_is_known",
                condition=Q(notice_mail__in=NoticeMail.values),
                violation_error_message=_("Choose one of the ways listed."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """Answer Django's administration, which greets by this and by the next."""
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    def clean(self) -> None:
        super().clean()
        if self.is_staff and self.pk and self.positions.exists():
            raise ValidationError(
                {"is_staff": _("An administrator holds no position. Give this person a second account.")}
            )
        if (
            self.pk
            and not self.is_active
            and self.positions.held(timezone.localdate()).filter(post__role=Role.SECRETARY)
        ):
            raise ValidationError(
                {"is_active": _("The Secretary keeps the account while in office. End the position first.")}
            )

    @property
    def name_key(self) -> tuple[Any, ...]:
        return name_key(self.full_name)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Every permission of Django's administration is the administrator's, and nobody else's."""
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff

    def roles(self, on: date) -> frozenset[str]:
        """Return the role codes of the positions held on the day; none for a closed account."""
        if not self.is_active:
            return frozenset()
        if self.kept_positions is not None:
            held = (kept for kept in self.kept_positions if kept.begins_on <= on <= (kept.ends_on or date.max))
            return frozenset(kept.post.role for kept in held if not kept.awaits_confirmation)
        return frozenset(self.positions.held(on).values_list("post__role", flat=True))


class PositionQuerySet(models.QuerySet["Position"]):
    def held(self, on: date) -> Self:
        """Positions held on the day; what waits for a second administrator is not."""
        return self.filter(begins_on__lte=on, awaits_confirmation=False).filter(Q(ends_on=None) | Q(ends_on__gte=on))


class Position(models.Model):
    """A person's post in a body, from a day to a day (both included).

    One of the Standing Committee votes, presides or signs: what an administrator enters there waits until another has
    confirmed it, and what counts can then only be ended.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="positions", verbose_name=_("person"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="positions", verbose_name=_("body"))
    post = models.ForeignKey(Post, models.PROTECT, related_name="positions", verbose_name=_("post"))
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    awaits_confirmation = models.BooleanField(_("waits for a second administrator"), default=False, editable=False)
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("entered by")
    )

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["body__position", "post__position", "begins_on"]
        constraints = [
            models.UniqueConstraint(
                name="one_position_is_entered_once",
                fields=["user", "body", "post", "begins_on"],
                violation_error_message=_("This person already holds this post from that day."),
            ),
            models.CheckConstraint(
                name="position_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                violation_error_message=_("A position ends on or after the day on which it begins."),
            ),
            models.CheckConstraint(
                name="who_entered_what_waits_is_known",
                condition=Q(awaits_confirmation=False) | Q(entered_by__isnull=False),
                violation_error_message=_("What waits to be confirmed was entered by someone."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.post}, {self.body}"

    def clean(self) -> None:
        if self.user_id and self.user.is_staff:
            raise ValidationError({"user": _("An administrator holds no position. Give this person a second account.")})
        stored = self._stored_and_counting()
        if stored and (self._what() != stored._what() or (self.ends_on or date.max) > (stored.ends_on or date.max)):  # noqa: SLF001
            words = _(
                "A position of the Standing Committee can only be ended earlier. Enter what changes as a new one."
            )
            raise ValidationError(words)

    @property
    def is_of_standing_committee(self) -> bool:
        return self.post.role in STANDING_ROLES or self.body.kind == BodyKind.STANDING_COMMITTEE

    def enter(self, by: User) -> None:
        """Let what is stored next wait for a second administrator, unless it counts already or need not wait."""
        if self.is_of_standing_committee and not self._stored_and_counting():
            self.awaits_confirmation, self.entered_by = True, by

    def _stored_and_counting(self) -> "Position | None":
        """Return the row as it is stored, if it is one of the Standing Committee that counts."""
        stored = Position.objects.filter(pk=self.pk, awaits_confirmation=False).select_related("post", "body").first()
        return stored if stored and stored.is_of_standing_committee else None

    def _what(self) -> tuple[Any, ...]:
        return (self.user_id, self.body_id, self.post_id, self.begins_on)
