"""Salespeople with habits: who does what and when, and a player that does it.

Demo data and loaded data get their past here. ``timeline`` decides, from a seed and
without a database, what each person does; ``player`` does it through the ORM, as
the person, with the transaction's clock set to the instant.
"""
