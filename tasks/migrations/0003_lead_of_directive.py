"""The lead body beside the directive, and the indexes by which lists count and a body finds its part."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    """Take the lead from the assignments; from now on the triggers do."""
    assignments, directives = apps.get_model("tasks", "Assignment"), apps.get_model("tasks", "Directive")
    leads = assignments.objects.filter(part="lead", directive=models.OuterRef("pk")).order_by().values("body")
    directives.objects.update(lead_body=models.Subquery(leads))
    if schema_editor.connection.vendor == "postgresql":  # it alters no table while foreign keys wait to be checked
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):

    dependencies = [
        ('organization', '0003_signing_certificates'),
        ('tasks', '0002_who_and_when'),
    ]

    operations = [
        migrations.AddField(
            model_name='directive',
            name='lead_body',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.body'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='directive',
            index=models.Index(fields=['outcome', 'lead_body', 'resolution', 'due_on', 'ended_on', 'given_on', 'begun_on', 'field', 'number', 'folded_title'], name='directive_as_listed'),
        ),
        migrations.RemoveIndex(
            model_name='assignment',
            name='assignment_by_part',
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['part', 'body', 'directive'], name='assignment_by_body'),
        ),
    ]
