"""The addresses of the figures."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("thong-ke/", views.figures, name="figures"),
    path("thong-ke/tai-ve/<slug:kind>/", views.export, name="export"),
    path("thong-ke/<slug:period>/<slug:on>/", views.of, name="of"),
    path("thong-ke/<slug:period>/<slug:on>/<slug:by>/<slug:row>/<slug:figure>/", views.behind, name="behind"),
]
