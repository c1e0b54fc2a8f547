"""What simulated people are called and write in English, some of it in Russian."""

from .vocabulary import Heads, Scene, Vocabulary, Writing

WRITING = Writing(
    plans=(
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
    ),
    results=(
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
    ),
    next_steps=(
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
    ),
    junk_results=("ok", "done", "позвонил", "+", "asdf", "...", ""),
    junk_plans=("call", "asdf", "звонок", "work", "..."),
    urgent=(
        "Call the customer back before the end of the day",
        "Find out why the order is late",
        "Send the numbers that the director asked for",
    ),
)

SCENE = Scene(
    people={
        "daria": "Daria Volkova",
        "boris": "Boris Morozov",
        "anna": "Anna Belova",
        "olga": "Olga Weber",
        "dmitry": "Dmitry Sokolov",
        "pavel": "Pavel Novak",
        "maria": "Maria Costa",
        "vera": "Vera Schmidt",
        "galina": "Galina Orlova",
        "igor": "Igor Petrov",
        "roman": "Roman Fischer",
    },
    teams={"offices": "Offices and Schools", "hotels": "Hotels and Restaurants"},
    customers={
        "offices": (
            "Bergmann Logistics",
            "Nordic Office",
            "Delta Print",
            "Birch & Co",
            "Clearwater School",
            "Lyceum No. 12",
            "Amber Insurance",
            "Orion Software",
            "Volga Trade House",
            "City Library",
            "Lindgren Architects",
            "Helios Clinic",
        ),
        "hotels": (
            "Alder Hotel",
            "Harbour Café",
            "Hotel Olkha",
            "Pelmennaya No. 1",
            "Seaside Resort",
            "Grand Station Hotel",
            "Bistro Colette",
            "Northern Lights Spa",
            "Tea House Samovar",
            "Riverside Rooms",
        ),
    },
    phone="+1 555 555 01{number:02}",
    goods={
        "offices": (
            ("40 chairs", 7200),
            ("new office", 38500),
            ("reception desk", 4300),
            ("shelves", 2650),
            ("12 school desks", 3100),
            ("meeting room", 9800),
            ("60 desks", 21400),
            ("acoustic panels", 5600),
        ),
        "hotels": (
            ("12 tables", 5400),
            ("sofas for the lobby", 11800),
            ("terrace", 8700),
            ("30 rooms", 64000),
            ("bar stools", 2900),
            ("breakfast room", 15200),
        ),
    },
    program="Roll-out of the new rules",
    absences={"joined": "First days", "ill": "Ill", "fair": "Trade fair"},
    calendar="Showroom week",
    calendar_parts={"morning": "morning", "afternoon": "afternoon"},
)

HEADS = Heads(
    verdicts={
        "great": (
            "Everything done and tomorrow is ready. Thank you, this is how it works.",
            "Good pace, and the results can be read. Keep it up.",
        ),
        "ok": (
            "In order. Please plan the next day before noon if you can.",
            "Good day. One activity was left, finish it first tomorrow.",
        ),
        "needs_work": (
            "Too little was planned, and half of it was not done. Plan five "
            "activities before 18:00, please.",
            "The overdue ones are growing. Choose three that matter and finish them "
            "tomorrow.",
        ),
    },
    conclusions=(
        "Plans are in order, results could say more. I will bring it up on Monday.",
        "A good week. The overdue ones are fewer than in the last.",
    ),
    grants=("Clean day. Thank you.", "Well planned, enjoy the evening.", ""),
    refusals=("The client comes at five, sorry.", "The fair starts tomorrow."),
    enough="Enough for this week.",
    penalty="Plan the next day before six, please.",
    contest="I was at the fair on two of these days.",
)

ENGLISH = Vocabulary(WRITING, SCENE, HEADS)
