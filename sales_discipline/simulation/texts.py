"""What people write: summaries of plans, results, and texts that say nothing.

Hours are 0 where people leave the duration to the type's default.
"""

PLANS = (
    ("call", "Agree on the discount", 0.0),
    ("call", "Find out who signs the contract", 0.0),
    ("call", "Call back about the delivery date", 0.0),
    ("call", "Ask for the delivery address", 0.25),
    ("call", "Remind of the unpaid invoice", 0.25),
    ("call", "Ask what the board decided", 0.0),
    ("call", "Check that the samples arrived", 0.25),
    ("email", "Send the revised quotation", 0.5),
    ("email", "Send the signed contract", 0.25),
    ("email", "Send three references", 0.5),
    ("email", "Answer the questions about warranty", 0.5),
    ("meeting", "Show the showroom to the architect", 1.5),
    ("meeting", "Visit the site and measure", 2.0),
    ("meeting", "Present the offer to the buyer", 1.0),
    ("todo", "Prepare the samples", 1.0),
    ("todo", "Work out the price for the large order", 1.0),
    ("todo", "Book the fitters", 0.5),
)
RESULTS = (
    "Agreed on 7 % off if they order before Friday",
    "The director signs, I send the contract today",
    "Delivery in week 30 is fine, they want it before noon",
    "They compare us with two others and decide on Tuesday",
    "Sent the quotation again, now with assembly",
    "Samples have arrived, they prefer the dark oak",
    "Invoice will be paid on Thursday, their bookkeeper was ill",
    "No answer, I try again tomorrow morning",
    "Asked for a smaller first order: half now, half in spring",
    "Measured both floors, the reception needs another 60 cm",
    "Wants to talk to his partner first, call on Monday",
    "New contact: Mrs Larsen in purchasing, direct line 214",
    "Договорились о предоплате 50 %, счёт выставлю сегодня",
    "Не берёт трубку, написал письмо с вопросами",
    "They have no budget before the end of the quarter",
    "Showed three variants, the architect takes the second one",
)
# What comes next. Nobody who is honest writes the same words week after week.
NEXT_STEPS = (
    "next call on Monday",
    "I send the drawing tomorrow",
    "meeting there on the {number}th",
    "they need {number} more chairs",
    "{number} tables to be priced",
    "waiting for their drawing of floor {number}",
    "offer valid for {number} days",
    "to be delivered in {number} weeks",
    "their order number is {number}/{number}",
    "first part: {number} pieces",
    "перезвоню {number}-го",
    "ждут расчёт на {number} мест",
)
JUNK_RESULTS = ("ok", "done", "позвонил", "+", "asdf", "...", "")
JUNK_PLANS = ("call", "asdf", "звонок", "work", "...")
URGENT = (
    "Call the customer back before the end of the day",
    "Find out why the order is late",
    "Send the numbers that the director asked for",
)


def honest_result(random):
    """What came of an activity and what comes next."""
    step = random.choice(NEXT_STEPS).format(number=random.randint(4, 28))
    return f"{random.choice(RESULTS)}; {step}"
