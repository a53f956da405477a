"""The addresses of the text."""

from django.urls import path, register_converter

from resolutions import views, writing
from resolutions.periods import MonthConverter

register_converter(MonthConverter, "month")

app_name = "resolutions"
urlpatterns = [
    path("", views.resolutions, name="list"),
    path("bat-dau/", writing.start, name="start"),
    path("dua-vao/", writing.bring_in, name="bring_in"),
    path("dua-vao/<int:pk>/", writing.preview, name="preview"),
    path("the-thuc/<str:profile>.css", views.stylesheet, name="stylesheet"),
    path("<month:period>/", views.detail, name="detail"),
    path("<month:period>/thong-tin/", writing.facts, name="facts"),
    path("<month:period>/them-muc/", writing.add_section, name="add_section"),
    path("<month:period>/muc/<int:pk>/", writing.section, name="section"),
    path("<month:period>/doan/<int:pk>/lay-lai/", writing.restore, name="restore"),
    path("<month:period>/muc/<int:pk>/bo/", writing.remove_section, name="remove_section"),
    path("<month:period>/tai-ve/<str:kind>/", views.download, name="download"),
    path("<month:period>/tep-goc/", views.original, name="original"),
]
