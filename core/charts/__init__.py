"""Geometry of our charts: pure functions from counts and dates to shapes.

Templates draw the shapes with the day colours as attributes; the page's stylesheet
overrules them by class, so one drawing serves page, night colours, print and PDF.
"""
