"""Routes of the demo."""

from django.urls import path

from demo import views

urlpatterns = [
    path("demo/", views.doors, name="demo_doors"),
    path("demo/sign-in/", views.sign_in, name="demo_sign_in"),
    path("demo/tomorrow/", views.tomorrow, name="demo_tomorrow"),
    path("demo/others/", views.others, name="demo_others"),
]
