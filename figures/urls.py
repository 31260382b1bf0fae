"""Routes of one's own answers, of the figures and of their questions."""

from django.urls import path

from figures.views import answers, figures, questions

urlpatterns = [
    path("my-answers/", answers.my_answers, name="my_answers"),
    path("figures/", figures.figures, name="figures"),
    path("figures/method/", figures.method, name="figures_method"),
    path("figures/questions/", questions.questions, name="questions"),
    path("figures/questions/new/", questions.new, name="question_new"),
    path("figures/questions/<slug:code>/", questions.question, name="question"),
    path("figures/questions/<slug:code>/ask/", questions.ask, name="question_ask"),
    path("figures/questions/<slug:code>/retire/", questions.retire, name="question_retire"),
    path("figures/<uuid:cycle>/<slug:framework>/<slug:question>/", figures.figure, name="figure"),
    path("figures/<uuid:cycle>/<slug:framework>/<slug:question>/file.csv", figures.figure_file, name="figure_file"),
]
