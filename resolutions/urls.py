"""The addresses of the text."""

from django.urls import path, register_converter

from resolutions import editing, live, looking_back, moving, views, writing
from resolutions.periods import MonthConverter

register_converter(MonthConverter, "month")

app_name = "resolutions"
urlpatterns = [
    path("", views.resolutions, name="list"),
    path("bat-dau/", writing.start, name="start"),
    path("tap-dung/", writing.practise, name="practise"),
    path("dua-vao/", writing.bring_in, name="bring_in"),
    path("dua-vao/<int:pk>/", writing.preview, name="preview"),
    path("the-thuc/<str:profile>.css", views.stylesheet, name="stylesheet"),
    path("<month:period>/", views.detail, name="detail"),
    path("<month:period>/ban-in/", views.printed, name="printed"),
    path("<month:period>/thong-tin/", writing.facts, name="facts"),
    path("<month:period>/bo-tap-dung/", writing.remove_practice, name="remove_practice"),
    path("<month:period>/bat-dau-du-thao/", moving.open_drafting, name="open_drafting"),
    path("<month:period>/trinh-tham-dinh/", moving.hand_over, name="hand_over"),
    path("<month:period>/xin-y-kien-thuong-truc/", moving.ask_permanent, name="ask_permanent"),
    path("<month:period>/trinh-ban-thuong-vu/", moving.submit, name="submit"),
    path("<month:period>/tra-lai/", moving.take_back, name="take_back"),
    path("<month:period>/thu-hoi/", moving.withdraw, name="withdraw"),
    path("<month:period>/them-muc/", writing.add_section, name="add_section"),
    path("<month:period>/lich-su/", looking_back.history, name="history"),
    path("<month:period>/lich-su/so-sanh/", looking_back.compare, name="compare"),
    path("<month:period>/lich-su/tro-ve/", looking_back.restore, name="restore"),
    path("<month:period>/muc/<int:pk>/", editing.section, name="section"),
    path("<month:period>/muc/<int:pk>/dan/", editing.paste, name="paste"),
    path("<month:period>/muc/<int:pk>/lich-su/", looking_back.section_history, name="section_history"),
    path("<month:period>/muc/<int:pk>/bo/", writing.remove_section, name="remove_section"),
    path("<month:period>/muc/<int:pk>/doan-moi/", live.add, name="add"),
    path("<month:period>/muc/<int:pk>/sap-xep/", live.arrange, name="arrange"),
    path("<month:period>/muc/<int:pk>/doan-dan/", live.paste, name="paste_live"),
    path("<month:period>/muc/<int:pk>/co-mat/", live.ping, name="ping"),
    path("<month:period>/doan/<int:pk>/luu/", live.save, name="save"),
    path("<month:period>/doan/<int:pk>/lich-su/", looking_back.paragraph_history, name="paragraph_history"),
    path("<month:period>/tai-ve/<str:kind>/", views.download, name="download"),
    path("<month:period>/tep-goc/", views.original, name="original"),
]
