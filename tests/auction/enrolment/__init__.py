"""Tests of auction/enrolment."""
