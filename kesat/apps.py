"""The project as an app (its static files and labels), and its administration."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class KesatConfig(AppConfig):
    name = "kesat"
    default = True


class AdministrationConfig(admin_apps.SimpleAdminConfig):
    """Simple: what is administered is looked up with the addresses, not at the start of every command."""

    default_site = "kesat.administration.Administration"
    default = False
