"""What is asked of each person's results, and what they said lately."""

from collections import defaultdict
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b

from odoo import api, models
from odoo.tools import SQL

from ..engine.result_check import check_result, normalise, plain_words

REPEATED_WITHIN = timedelta(days=30)


class MailActivity(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "mail.activity"

    @api.model
    def _discipline_result_rules(self, users, keys=()):
        """{user id: mode and check} of those who are controlled.

        No query for the rules, which are cached, and one for what was said lately.

        What a transaction has read once is good for all that it finishes.

        :param keys: ``result_key`` of the texts that are to be checked: what said the
            same lately is read, and nothing else of the hundreds of a month
        """
        known = self._discipline_memo()["result_rules"]
        keys = set(filter(None, keys))
        missing = [
            user_id
            for user_id in users.ids
            if user_id not in known
            or (known[user_id] and not keys <= known[user_id]["keys"])
        ]
        if missing:
            asked = self.env["sales.discipline.policy"]._get_asked_results(missing)
            said = self._discipline_said_lately(list(asked), keys)
            for user_id in missing:
                rule = asked.get(user_id)
                known[user_id] = rule and _rule(
                    rule, said[user_id], keys, known.get(user_id)
                )
        return {user_id: known[user_id] for user_id in users.ids if known[user_id]}

    def _discipline_said_lately(self, user_ids, keys):
        """{user id: {activity id: key}} of the results with these keys."""
        said = defaultdict(dict)
        if user_ids and keys:
            self.flush_model(["user_id", "done_at", "result_key"])
            since = self.env.cr.now() - REPEATED_WITHIN
            query = SQL(_SAID, user_ids, since, list(keys))
            for user_id, activity_id, key in self.env.execute_query(query):
                said[user_id][activity_id] = key
        return said


_SAID = """
    SELECT user_id, id, result_key
      FROM mail_activity
     WHERE user_id = ANY(%s) AND done_at >= %s AND result_key = ANY(%s)
"""


# Asked for twice while one activity is finished.
@lru_cache(maxsize=1_000)
def result_key(text):
    """A short name of what a result says, the same for the same words."""
    words = plain_words(normalise(text))
    return words and blake2b(words.encode(), digest_size=8).hexdigest()


def _rule(asked, said, keys, before):
    """The rule of a person, for ``keys`` and those of the rule read ``before``.

    :param said: {activity id: key} of the last 30 days
    """
    if before:
        said |= before["said"]
        keys = keys | before["keys"]

    def check(text, activity_id, key=None):
        same = sum(k == key for a, k in said.items() if key and a != activity_id)
        if key:
            said[activity_id] = key  # what else is finished now may repeat it
        flag = check_result(
            text,
            min_length=asked.min_length,
            stock_phrases=asked.stock_phrases,
            allowed_phrases=asked.allowed_phrases,
            allowed_repeats=asked.allowed_repeats,
            # One more than is allowed says as much as hundreds.
            recent=[text] * min(same, asked.allowed_repeats + 1),
        )
        return flag or False

    return {
        "mode": asked.mode,
        "min_length": asked.min_length,
        "is_shadowed": asked.is_shadowed,
        "check": check,
        "keys": keys,
        "said": said,
    }
