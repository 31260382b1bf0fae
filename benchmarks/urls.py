"""The site's routes and the bare page."""

from django.urls import path

from benchmarks.bare import bare
from config import urls

urlpatterns = [path("benchmarks/bare/", bare, name="bare"), *urls.urlpatterns]

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
