"""From history to figures: plain functions that write nothing.

``clock`` and ``worktime`` say when a person's day begins and how long it is,
``context`` gathers what one day is judged by, ``as_of`` reads history as it stood,
``scores`` turns figures into points. The models store and show what comes out.
"""
