"""The addresses of the figures."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("thong-ke/", views.figures, name="figures"),
    path("thong-ke/xem/", views.behind, name="behind"),
    path("thong-ke/tai-ve/<slug:kind>/", views.export, name="export"),
]
