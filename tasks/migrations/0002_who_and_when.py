"""Who and when stand together; rows that say one of the two are mended from the record first."""

from django.conf import settings
from django.db import migrations, models


def mend(apps, schema_editor):
    mend_rows(apps)
    if schema_editor.connection.vendor == "postgresql":  # it alters no table while foreign keys wait to be checked
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def mend_rows(apps):
    """Complete from the record what a row does not say; without a trace, from the row itself."""
    directives, reports = apps.get_model("tasks", "Directive"), apps.get_model("tasks", "ProgressReport")
    extensions, shares = apps.get_model("tasks", "Extension"), apps.get_model("tasks", "Share")
    contributions = apps.get_model("tasks", "Contribution")
    events = apps.get_model("records", "Event").objects.order_by("-pk")
    anybody = apps.get_model("organization", "User").objects.order_by("pk").values_list("pk", flat=True).first()

    for row in directives.objects.filter(assigned_at__isnull=False, assigned_by=None):
        given = events.filter(action="assign_directives", target_id=row.resolution_id).exclude(by=None)
        who = next((event.by_id for event in given if row.pk in event.details.get("directives", ())), None)
        directives.objects.filter(pk=row.pk).update(assigned_by=who or row.created_by_id or anybody)

    extensions.objects.filter(answer="asked").update(answered_at=None, answered_by=None)
    answered = extensions.objects.exclude(answer="asked").select_related("directive")
    for row in answered.filter(models.Q(answered_at=None) | models.Q(answered_by=None)):
        told = events.filter(action__in=["grant_more_time", "refuse_more_time"], target_id=row.directive_id)
        event = next((each for each in told if each.details.get("extension") == row.pk), None)
        row.answered_at = row.answered_at or (event.at if event else row.at)
        row.answered_by_id = row.answered_by_id or (event and event.by_id) or row.directive.assigned_by_id or anybody
        row.save(update_fields=["answered_at", "answered_by"])

    for row in reports.objects.filter(verified_at__isnull=False, verified_by=None):
        told = events.filter(action="verify_report", target_id=row.directive_id).exclude(by=None)
        who = next((event.by_id for event in told if event.details.get("report") == row.pk), None)
        # What nobody is known to have verified counts as not verified.
        reports.objects.filter(pk=row.pk).update(verified_by=who, verified_at=row.verified_at if who else None)
    reports.objects.filter(verified_at=None, verified_by__isnull=False).update(verified_at=models.F("at"))

    for row in shares.objects.filter(acknowledged_at=None, acknowledged_by__isnull=False).select_related("directive"):
        told = events.filter(action="acknowledge_directive", target_id=row.directive_id, by=row.acknowledged_by_id)
        event = told.first()
        when = event.at if event else row.directive.assigned_at or row.directive.created_at
        shares.objects.filter(pk=row.pk).update(acknowledged_at=when)

    contributions.objects.filter(reminded_at=None, times_reminded__gte=1).update(reminded_at=models.F("asked_at"))
    contributions.objects.filter(reminded_at__isnull=False, times_reminded=0).update(times_reminded=1)


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0003_signing_certificates'),
        ('records', '0002_notices'),
        ('resolutions', '0004_replaced_months_and_addressees'),
        ('tasks', '0001_directives'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(mend, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='directive',
            name='who_assigned_and_when_stand_together',
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reminded_at', None), ('times_reminded', 0)), models.Q(('reminded_at__isnull', False), ('times_reminded__gte', 1)), _connector='OR'), name='how_often_a_body_was_reminded_and_when_stand_together', violation_error_message='How often a body was reminded and when are said together.'),
        ),
        migrations.AddConstraint(
            model_name='directive',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('assigned_at', None), ('assigned_by', None)), models.Q(('assigned_at__isnull', False), ('assigned_by__isnull', False)), _connector='OR'), name='who_assigned_and_when_stand_together', violation_error_message='Who assigned a directive and when are said together.'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'asked'), ('answered_at', None), ('answered_by', None)), models.Q(('answer__in', ['granted', 'refused']), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='an_answered_extension_says_who_and_when', violation_error_message='Who answered a request for more time and when are said together.'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verified_at', None), ('verified_by', None)), models.Q(('verified_at__isnull', False), ('verified_by__isnull', False)), _connector='OR'), name='who_verified_a_report_and_when_stand_together', violation_error_message='Who verified a report and when are said together.'),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.CheckConstraint(condition=models.Q(('acknowledged_by', None), ('acknowledged_at__isnull', False), _connector='OR'), name='who_acknowledged_a_share_did_so_at_a_moment', violation_error_message='Who acknowledged a directive and when are said together.'),
        ),
    ]
