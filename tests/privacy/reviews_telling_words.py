"""The text fields of results, messages and mail: which are open, and who may read the others in the scene.

`@written_…`: the group whose words are being written (Ivan's and Ines's are done, Lena's are a draft).
`@owed_…`: the group that is being told (Lena was told, Ivan was not, for Ines the day has come).
"""

OPEN = {
    "reviews.result.state": "a state",
    "reviews.resultaxis.against": "a choice",
    "reviews.message.state": "a state",
    "reviews.message.answer": "a choice",
    "reviews.secondlook.state": "a state",
    "reviews.secondlook.outcome": "a choice",
    "reviews.oneonone.time_zone": "no secret to the two who meet",
    "reviews.reminder.kind": "a choice",
    "reviews.reminder.object_id": "an id",
    "reviews.mail.address": "operators see addresses",
    "reviews.mail.message_id": "an id",
    "reviews.mail.state": "a state",
    "reviews.mail.failure": "why a mail server refused, for operators",
}

SECRET = {
    # Lena's, of last year: herself, Marco, Dilan and Hanne above her, People Ops
    "reviews.earlierresult.words": "lena marco dilan hanne petra",
    "reviews.earlierresult.author_name": "lena marco dilan hanne petra",
    "reviews.result.words@written_ivan": "mei dana dilan petra",
    "reviews.result.words@written_lena": "marco",
    "reviews.result.words@written_ines": "noor dana dilan petra",
    "reviews.result.words@owed_ivan": "mei",
    "reviews.result.words@owed_lena": "marco lena dilan petra",  # as they read her second look
    "reviews.result.words@owed_ines": "noor ines",
    "reviews.result.asked@written_ivan": "mei dana dilan petra",
    "reviews.result.asked@written_lena": "marco",
    "reviews.result.asked@written_ines": "noor dana dilan petra",
    "reviews.result.asked@owed_ivan": "mei",
    "reviews.result.asked@owed_lena": "marco lena dilan petra",  # as they read her second look
    "reviews.result.asked@owed_ines": "noor ines",
    "reviews.result.support@written_ivan": "mei dana dilan petra",
    "reviews.result.support@written_lena": "marco",
    "reviews.result.support@written_ines": "noor dana dilan petra",
    "reviews.result.support@owed_ivan": "mei",
    "reviews.result.support@owed_lena": "marco lena dilan petra",  # as they read her second look
    "reviews.result.support@owed_ines": "noor ines",
    "reviews.message.reply": "marco lena",
    "reviews.secondlook.words": "lena dilan petra",
    "reviews.secondlook.answer": "lena dilan petra",
    "reviews.mail.subject": "otto",
    "reviews.mail.body": "",
}
