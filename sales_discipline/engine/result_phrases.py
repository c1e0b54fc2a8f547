"""Phrases that a policy begins with; each policy may change its own."""

# Words that say that something happened and nothing of what came of it. A text that
# consists of nothing but these is a stock phrase.
STOCK_PHRASES = tuple(
    phrase.strip()
    for phrase in """
    ok, okay, done, job done, finished, completed, complete, called, call, a call,
    call was made, call done, call made, made, spoke, spoke to, talked, talked to,
    emailed, email, sent, meeting, met, met with, held, had a meeting, took place,
    yes, no, yep, nope, fine, good, great, super, cool, nice, all, all good, closed,
    test, testing, checked, task, it is, it was, is, was, was there, the, with, to,
    client, customer, the client, the customer, see above, see below, see notes, see,
    notes, above, as usual, as always, as before, as planned, same, same as before,
    no change, no changes, no comment, no comments, comment, comments, in progress,
    ongoing, working on it, nothing, nothing new, n/a, none, na, idk, bla, blah, thanks,
    noted, got it, understood, text, result, report, feedback, whatever, hmm, visited,
    ок, окей, оки, готово, сделано, сделал, сделала, сделали, выполнено, выполнил,
    выполнила, выполнен, исполнено, позвонил, позвонила, позвонили, звонил, звонила,
    звонок, созвон, созвонились, созвонился, созвонилась, поговорил, поговорила,
    поговорили, пообщались, пообщался, пообщалась, переговорил, переговорили,
    отправил, отправила, отправлено, отправили, письмо, встреча, встретились,
    встретился, встретилась, встречу, провел, провела, провели, проведена, проведено,
    да, нет, норм, нормально, хорошо, все, все хорошо, все нормально, закрыл, закрыла,
    закрыто, тест, тестовый, тестовая, проверка, проверил, проверила, клиент, клиенту,
    клиентом, с клиентом, был, была, было, состоялся, состоялась, состоялось, прошел,
    прошла, прошло, совершен, совершена, сделан, сделана, см выше, см ниже,
    смотри выше, см комментарий, комментарий, комментарии, как обычно, как всегда,
    как и раньше, без изменений, без комментариев, нет комментариев, по плану,
    по графику, в работе, работаем, работаю, в процессе, ничего, ничего нового, хз,
    бла, ага, угу, супер, отлично, класс, есть, принято, принял, приняла, понял,
    поняла, понятно, ясно, текст, результат, отчет, фидбек, спасибо
    """.replace("\n", " ").split(",")
)

# Honest ways to say that nobody was reached.
ALLOWED_PHRASES = tuple(
    phrase.strip()
    for phrase in """
    no answer, no reply, no response, not answering, did not answer, didn't answer,
    doesn't answer, does not answer, did not pick up, didn't pick up,
    doesn't pick up, not picking up, line busy, busy, voicemail, voice mail,
    answering machine, left a message, not reachable, unreachable, could not reach,
    couldn't reach, cannot reach, can't reach, phone off, phone is off, hung up,
    wrong number, not available,
    не берет, не берет трубку, не берут трубку, не взял трубку, не взяла трубку,
    трубку не берет, трубку не берут, не отвечает, не отвечают, не ответил,
    не ответила, не ответили, нет ответа, без ответа, не дозвонился, не дозвонилась,
    не дозвонились, недозвон, недоступен, недоступна, вне зоны, абонент недоступен,
    телефон выключен, выключен, занято, сбросил, сбросила, сбрасывает,
    бросил трубку, автоответчик, неверный номер, не тот номер, номер не обслуживается,
    не застал, не застала
    """.replace("\n", " ").split(",")
)
