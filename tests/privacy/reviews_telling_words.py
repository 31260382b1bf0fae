"""The text fields of results, messages and mail: which are open, and who may read the others in the scene.

`@ivan`, `@lena`, `@ines`: the group whose words are being written (Ivan's and Ines's are done, Lena's are a draft).
`…_owed`: the group that is being told (Lena was told, Ivan was not, for Ines the day has come).
"""

OPEN = {
    "reviews.result.state": "a state",
    "reviews.resultaxis.against": "a choice",
    "reviews.message.state": "a state",
    "reviews.message.answer": "a choice",
    "reviews.oneonone.time_zone": "no secret to the two who meet",
    "reviews.reminder.kind": "a choice",
    "reviews.reminder.object_id": "an id",
    "reviews.mail.address": "operators see addresses",
    "reviews.mail.message_id": "an id",
    "reviews.mail.state": "a state",
    "reviews.mail.failure": "why a mail server refused, for operators",
}

SECRET = {
    "reviews.result.words@ivan": "mei dana dilan petra",
    "reviews.result.words@lena": "marco",
    "reviews.result.words@ines": "noor dana dilan petra",
    "reviews.result.words@ivan_owed": "mei",
    "reviews.result.words@lena_owed": "marco lena",
    "reviews.result.words@ines_owed": "noor ines",
    "reviews.result.asked@ivan": "mei dana dilan petra",
    "reviews.result.asked@lena": "marco",
    "reviews.result.asked@ines": "noor dana dilan petra",
    "reviews.result.asked@ivan_owed": "mei",
    "reviews.result.asked@lena_owed": "marco lena",
    "reviews.result.asked@ines_owed": "noor ines",
    "reviews.result.support@ivan": "mei dana dilan petra",
    "reviews.result.support@lena": "marco",
    "reviews.result.support@ines": "noor dana dilan petra",
    "reviews.result.support@ivan_owed": "mei",
    "reviews.result.support@lena_owed": "marco lena",
    "reviews.result.support@ines_owed": "noor ines",
    "reviews.message.reply": "marco lena",
    "reviews.mail.subject": "otto",
    "reviews.mail.body": "",
}
