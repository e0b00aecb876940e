"""Tests of auction/enrolment/joint."""
