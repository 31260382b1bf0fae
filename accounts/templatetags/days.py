"""Tags of components/day.html: how far a day is from the domain's day."""

from datetime import date, datetime

from django import template

from accounts import days

register = template.Library()


@register.simple_tag
def distance(day: date | datetime | None, today: date | None) -> str:
    """`{% distance day today as words %}`: "in three days"; empty where one of them is missing."""
    return days.distance(day, today) if day and today else ""


@register.simple_tag
def nearness(day: date | datetime | None, today: date | None) -> str:
    """`{% nearness day today as state %}`: "past", "near" or empty."""
    return days.nearness(day, today) if day and today else ""
