"""The app of who exists."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationConfig(AppConfig):
    name = "kesat.organization"
    verbose_name = _("Organisation")
