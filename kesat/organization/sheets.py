"""Bodies, users and positions as sheets: which columns there are, what tells rows apart, how a row is stored."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.fields import NOT_PROVIDED
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import Diff, ModelResource
from import_export.widgets import ManyToManyWidget

from kesat.organization.administrators import able_administrators
from kesat.organization.cells import Code, Codes, Day, OneOf, Text, WholeNumber, YesNo
from kesat.organization.models import Body, Position, Post, User


class Changes(Diff):  # type: ignore[misc]
    """What a row changes: for each field that does, its name, the old and the new value."""

    def as_html(self) -> list[tuple[str, Any, Any]]:
        pairs = zip(self.names, self.left, self.right, strict=True)
        return [(name, "" if self.new else old, new) for name, old, new in pairs if _differ(old, new, is_new=self.new)]

    def __init__(self, resource: Any, instance: Any, new: bool) -> None:  # noqa: FBT001 as the parent is called
        super().__init__(resource, instance, new)
        self.names = [field.attribute for field in resource.get_import_fields()]


def _differ(old: Any, new: Any, *, is_new: bool) -> bool:
    return new not in {None, ""} if is_new else (old or "") != (new or "")


class Sheet(ModelResource):  # type: ignore[misc]
    """What all three have in common. Relations are named by code or username, never by a row's number."""

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        use_transactions = True
        store_instance = True

    @classmethod
    def get_diff_class(cls) -> type[Changes]:
        return Changes

    @classmethod
    def label(cls, name: str) -> str | Promise:
        """Return what a field is called, to be said in any language."""
        return cast("str | Promise", _field(cls._meta.model, name).verbose_name)

    @classmethod
    def heading(cls, name: str) -> str:
        """Return what stands above a column, in the reader's language."""
        return str(capfirst(str(cls.label(name))))

    @classmethod
    def names(cls) -> Sequence[str]:
        """Return the fields' names in the order of the columns."""
        return tuple(cls._meta.fields)

    @classmethod
    def key(cls) -> Sequence[str]:
        """Return the names of the fields that tell one row from another."""
        return tuple(cls._meta.import_id_fields)

    @classmethod
    def columns(cls) -> Iterator[tuple[str, str, str]]:
        """Yield (field's name, heading, what to write) for each column."""
        for name in cls.names():
            model_field = _field(cls._meta.model, name)
            rules = (rule.message for rule in model_field.validators if isinstance(rule, RegexValidator))
            yield name, cls.heading(name), str(cls.fields[name].widget.hint or model_field.help_text or next(rules, ""))

    def get_export_headers(self, selected_fields: Any = None) -> list[str]:
        return [self.heading(name) for name in self.names()]

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """Find the stored row; one whose key cannot be read is told of it field by field."""
        try:
            return super().get_instance(instance_loader, row)
        except ValueError:
            return None

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Read the cells, those with several codes too, which import-export reads only after saving."""
        errors: dict[str, Any] = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for field in self.get_import_fields():
            if isinstance(field.widget, ManyToManyWidget):
                try:
                    field.clean(row)
                except ValueError as error:
                    errors[field.attribute] = [ValidationError(str(error))]
        if errors:
            raise ValidationError(errors)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Leave the sequences alone: no row brings its own number, and setting them back would hurt other writers."""


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)  # noqa: SLF001 Django's own, documented name


def _column(attribute: str, widget: Any, default: Any = NOT_PROVIDED) -> Field:
    return Field(attribute=attribute, column_name=attribute, widget=widget, default=default)


class BodySheet(Sheet):
    code = _column("code", Text())
    name = _column("name", Text())
    short_names = _column("short_names", Text())
    kind = _column("kind", OneOf(Body.Kind))
    parent = _column("parent", Code(Body, "code"))
    position = _column("position", WholeNumber(), default=100)
    begins_on = _column("begins_on", Day())
    ends_on = _column("ends_on", Day())
    group_rule = _column("group_rule", OneOf(Body.GroupRule))
    members = _column("members", Codes(Body, ";", "code"))

    class Meta:
        model = Body
        fields = (
            "code", "name", "short_names", "kind", "parent", "position",
            "begins_on", "ends_on", "group_rule", "members",
        )  # fmt: skip
        import_id_fields = ("code",)

    def get_queryset(self) -> models.QuerySet[Body]:
        return Body.objects.select_related("parent").prefetch_related("members").order_by("position", "name")

    @staticmethod
    def named_before(row: dict[str, Any]) -> set[str]:
        """Return the codes that must be there before this row: those of the body above and of the members."""
        cells = (str(row[name] or "") for name in ("parent", "members"))
        return {code.strip() for cell in cells for code in cell.split(";") if code.strip()}


class UserSheet(Sheet):
    """People's accounts, without passwords: who is new gets one from an administrator."""

    username = _column("username", Text())
    full_name = _column("full_name", Text())
    email = _column("email", Text())
    telephone = _column("telephone", Text())
    is_active = _column("is_active", YesNo())
    is_staff = _column("is_staff", YesNo())

    class Meta:
        model = User
        fields = ("username", "full_name", "email", "telephone", "is_active", "is_staff")
        import_id_fields = ("username",)

    def init_instance(self, row: Any = None) -> User:
        user = User()
        user.set_unusable_password()
        return user

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        if not able_administrators():
            raise ValidationError(_("At least one administrator who can sign in must remain."))


class PositionSheet(Sheet):
    user = _column("user", Code(User, "username"))
    body = _column("body", Code(Body, "code"))
    post = _column("post", Code(Post, "code"))
    begins_on = _column("begins_on", Day())
    ends_on = _column("ends_on", Day())

    class Meta:
        model = Position
        fields = ("user", "body", "post", "begins_on", "ends_on")
        import_id_fields = ("user", "body", "post", "begins_on")

    def get_queryset(self) -> models.QuerySet[Position]:
        return Position.objects.select_related("user", "body", "post")

    def before_save_instance(self, instance: Position, row: Any, **kwargs: Any) -> None:
        instance.enter(kwargs["by"])
