"""Addresses of finalising and telling."""

from django.urls import path

from reviews.telling.views import mail, messages, own, read_about, release, second_looks, talks, words

urlpatterns = [
    path("groups/<uuid:pk>/finalising/", release.finalising, name="finalising"),
    path("groups/<uuid:pk>/release/", release.release, name="release"),
    path("groups/<uuid:pk>/results.csv", release.results_file, name="results_file"),
    path("results/<uuid:pk>/", words.result, name="result"),
    path("results/<uuid:pk>/words/", words.result_words, name="result_words"),
    path("results/<uuid:pk>/words/save/", words.result_words_save, name="result_words_save"),
    path("results/<uuid:pk>/words/back/", words.result_reword, name="result_reword"),
    path("telling/", messages.telling, name="telling"),
    path("telling/<uuid:pk>/told/", messages.message_tell, name="message_tell"),
    path("telling/<uuid:pk>/hold/", messages.message_hold, name="message_hold"),
    path("telling/<uuid:pk>/resume/", messages.message_resume, name="message_resume"),
    path("my-results/", own.my_results, name="my_results"),
    path("my-results/<uuid:pk>/", own.my_result, name="my_result"),
    path("my-results/<uuid:pk>/confirm/", own.my_result_confirm, name="my_result_confirm"),
    path("my-results/<uuid:pk>/not-yet/", own.my_result_not_yet, name="my_result_not_yet"),
    path("my-results/<uuid:pk>/reply/", own.my_result_reply, name="my_result_reply"),
    path("my-results/<uuid:pk>/second-look/", second_looks.my_second_look, name="my_second_look"),
    path(
        "my-results/<uuid:pk>/second-look/withdraw/",
        second_looks.my_second_look_withdraw,
        name="my_second_look_withdraw",
    ),
    path("second-looks/", second_looks.second_looks_list, name="second_looks"),
    path("second-looks/<uuid:pk>/", second_looks.second_look, name="second_look"),
    path("second-looks/<uuid:pk>/correct/", second_looks.second_look_correct, name="second_look_correct"),
    path("read-about-me/", read_about.read_about_me, name="read_about_me"),
    path("one-on-ones/", talks.one_on_ones, name="one_on_ones"),
    path("one-on-ones/<uuid:pk>/end/", talks.one_on_one_end, name="one_on_one_end"),
    path("mail/", mail.mail, name="mail"),
    path("mail/queue/", mail.mail_queue, name="mail_queue"),
]
